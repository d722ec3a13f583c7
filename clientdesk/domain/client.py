"""The client: whom we serve and bill."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from clientdesk.domain.clean import one_line, two_scripts
from clientdesk.domain.currency import check_currency
from clientdesk.domain.errors import RuleError
from clientdesk.domain.line import PriceMode
from clientdesk.domain.party import Address, Contact, Party, TaxId
from clientdesk.domain.text import N_

_MAX_NAME = 200
_MAX_DUE_DAYS = 365
#: No more than a typing check: a name, one @, and a host, in any script.
_MAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+")


class ClientKind(StrEnum):
    """A business, a private person, or a public body."""

    BUSINESS = "business"
    PERSON = "person"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A client with the terms that every new document inherits.

    Empty `language`, `currency`, `tone` and `due_days` mean: as the issuer's. `deposit_percent` is the usual
    prepayment.
    A new field here, one migration and one line in the client editor are all it takes.
    """

    id: int = 0
    version: int = 0
    kind: ClientKind = ClientKind.BUSINESS
    name: str = ""
    latin_name: str = ""
    form_of_address: str = ""
    tone: str = ""
    number: str = ""
    addresses: tuple[Address, ...] = ()
    contacts: tuple[Contact, ...] = ()
    tax_ids: tuple[TaxId, ...] = ()
    language: str = ""
    currency: str = ""
    due_days: int | None = None
    deposit_percent: Decimal | None = None
    price_mode: str = ""
    reference: str = ""
    what_matters: str = ""
    source: str = ""
    notes: str = ""
    archived: bool = False
    #: The day on which this person was erased; what must be kept of it is in no list but its own (R-RET-1).
    erased_on: date | None = None

    @property
    def address(self) -> Address:
        """The first address, which is the billing address."""
        return self.addresses[0] if self.addresses else Address()

    @property
    def contact(self) -> Contact:
        """The first contact."""
        return self.contacts[0] if self.contacts else Contact()

    def party(self) -> Party:
        """Return what is frozen onto a paper (B16)."""
        attention = self.contact.name if self.kind is not ClientKind.PERSON else ""
        return Party(
            name=self.name,
            latin_name=self.latin_name,
            attention=attention,
            address=self.address,
            tax_ids=self.tax_ids,
            email=self.contact.email,
            phone=self.contact.phone,
        )


def check_client(client: Client) -> Client:
    """Return the client with its name trimmed, or raise RuleError at the first wrong field."""
    name = " ".join(one_line(client.name).split())
    if not name:
        raise RuleError(
            N_("A client needs a name."), field="name", next_step=N_("Type the name as it stands on letters.")
        )
    if len(name) > _MAX_NAME:
        raise RuleError(
            N_("The name has {count} characters; at most {limit} fit on a document."),
            field="name",
            next_step=N_("Shorten it; the long form can go into the notes."),
            count=len(name),
            limit=_MAX_NAME,
        )
    if client.due_days is not None and not 0 <= client.due_days <= _MAX_DUE_DAYS:
        raise RuleError(
            N_("Days to pay must be between 0 and {limit}."),
            field="due_days",
            next_step=N_("Type a number of days, for example 14."),
            rule="R-DUE-1",
            limit=_MAX_DUE_DAYS,
        )
    if client.deposit_percent is not None and not 0 <= client.deposit_percent <= 100:  # noqa: PLR2004  # percent
        raise RuleError(
            N_("The prepayment must be between 0 and 100 %."),
            field="deposit_percent",
            next_step=N_("Type for example 30."),
            rule="R-PRE-1",
        )
    if client.price_mode not in ("", *PriceMode):
        raise RuleError(
            N_("Prices are typed either net or gross."),
            field="price_mode",
            next_step=N_("Choose one of both, or leave it empty."),
            rule="R-MON-8",
        )
    if client.currency:
        check_currency(client.currency)
    for position, contact in enumerate(client.contacts):
        if contact.email and not _MAIL.fullmatch(contact.email.strip()):
            raise RuleError(
                N_("“{email}” is not a mail address."),
                field=f"contacts.{position}.email",
                next_step=N_("Type it as name@example.com, or leave it empty."),
                email=contact.email,
            )
    return replace(client, name=name, latin_name=" ".join(one_line(client.latin_name).split()))


def name_warning(name: str) -> RuleError | None:
    """Return the warning about a name that may be forged to look like another one; it never blocks (T37)."""
    word = two_scripts(name)
    if not word:
        return None
    return RuleError(
        N_("“{word}” is written in letters of two alphabets that look alike."),
        field="name",
        next_step=N_("Check where the name comes from, or type it again yourself; it can be kept."),
        rule="T37",
        word=word,
    )
