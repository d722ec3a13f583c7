"""A client out of named texts, such as the cells of a row; checked by the same rules as the form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from clientdesk.domain.clean import lines, one_line
from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.errors import RuleError
from clientdesk.domain.party import Address, Contact, TaxId
from clientdesk.domain.text import N_
from clientdesk.i18n.places import country_code
from clientdesk.usecases import clients

_TAX_IDS: Final = ("vat_id", "tax_number", "gstin", "trn", "register")
_TOWN: Final = re.compile(r"([A-Z]{1,2}[- ])?(\d[\d ]{2,8}\d)\s+(\D.*)")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
_DAYS: Final = re.compile(r"\D{0,20}(\d{1,4})\D{0,20}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientDefaults:
    """What is taken where a row says nothing: the country of addresses. `use_anyway` keeps tax ids that look wrong."""

    country: str = ""
    use_anyway: bool = False


def client_of(values: Mapping[str, str], defaults: ClientDefaults) -> Client:
    """Return the client that `values` describe (by the names of `headings.CLIENT_FIELDS`).

    Raises RuleError at the first wrong field.
    """
    text = {name: one_line(value).strip() for name, value in values.items()}
    person = text.get("contact_name") or _joined(text.get("given_name", ""), text.get("family_name", ""))
    name = text.get("name", "") or person
    is_person = not text.get("name", "") or name == person
    client = Client(
        kind=_kind(text.get("kind", ""), is_person=is_person),
        name=name,
        latin_name=text.get("latin_name", ""),
        number=text.get("number", ""),
        addresses=_addresses(text, defaults.country),
        contacts=_contacts(text, person),
        tax_ids=tuple(TaxId(kind=kind, value=text[kind]) for kind in _TAX_IDS if text.get(kind)),
        language=_language(text.get("language", "")),
        currency=text.get("currency", "").upper(),
        due_days=_days(text.get("due_days", "")),
        reference=text.get("reference", ""),
        source=text.get("source", ""),
        notes=lines(values.get("notes", "")).strip(),
    )
    return clients.checked(client, use_anyway=defaults.use_anyway)


def _addresses(text: Mapping[str, str], default: str) -> tuple[Address, ...]:
    code, city = text.get("postal_code", ""), text.get("city", "")
    both = text.get("postal_code_and_city", "")
    if both and not (code or city):
        found = _TOWN.fullmatch(both)
        code, city = (f"{found[1] or ''}{found[2]}", found[3]) if found else ("", both)
    address = Address(
        street=_joined(text.get("street", ""), text.get("house_number", "")),
        extra=text.get("extra", ""),
        postal_code=code,
        city=city,
        region=text.get("region", ""),
        country=_country(text.get("country", "")),
    )
    if address == Address():
        return ()
    if not address.country:
        address = Address(
            street=address.street,
            extra=address.extra,
            postal_code=code,
            city=city,
            region=address.region,
            country=default,
        )
    return (address,)


def _contacts(text: Mapping[str, str], person: str) -> tuple[Contact, ...]:
    contact = Contact(
        name=person,
        role=text.get("role", ""),
        email=text.get("email", "").removeprefix("mailto:"),
        phone=text.get("phone", "").removeprefix("tel:"),
    )
    return () if contact == Contact() else (contact,)


def _kind(text: str, *, is_person: bool) -> ClientKind:
    if not text:
        return ClientKind.PERSON if is_person else ClientKind.BUSINESS
    try:
        return ClientKind(text.casefold())
    except ValueError:
        raise RuleError(
            N_("“{text}” is no kind of client."),
            field="kind",
            next_step=N_("Write business, person or public, or leave it empty."),
            text=text,
        ) from None


def _country(text: str) -> str:
    if not text:
        return ""
    code = country_code(text)
    if not code:
        raise RuleError(
            N_("“{text}” is no country that is known here."),
            field="country",
            next_step=N_("Write its name or its code of two letters, such as DE."),
            text=text,
        )
    return code


def _language(text: str) -> str:
    if text and not _LANGUAGE.fullmatch(text):
        raise RuleError(
            N_("“{text}” is no code of a language."),
            field="language",
            next_step=N_("Write for example de or en-GB, or leave it empty."),
            text=text,
        )
    return text.replace("_", "-")


def _days(text: str) -> int | None:
    if not text:
        return None
    found = _DAYS.fullmatch(text)
    if found is None:
        raise RuleError(
            N_("“{text}” is no number of days."),
            field="due_days",
            next_step=N_("Type a number of days, for example 14."),
            text=text,
        )
    return int(found[1])


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
