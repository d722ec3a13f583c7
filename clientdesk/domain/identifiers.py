"""Identifiers checked offline by form and check digit: VAT ids, tax numbers, IBAN, payment references (R-ID-*).

A wrong one is a warning with its reason, never a wall: registers hold numbers that no rule knows. Nothing here ever
asks a register over the network.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Final, Protocol, cast

from clientdesk.domain import countries
from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_

_GROUP: Final = 4
_DECIMAL: Final = 10

#: Checkers of python-stdnum by the name that country rules use (R-ID-1, R-ID-3).
_MODULES: Final = {
    "eu_vat": "stdnum.eu.vat",
    "gb_vat": "stdnum.gb.vat",
    "ch_vat": "stdnum.ch.vat",
    "ch_uid": "stdnum.ch.uid",
    "no_mva": "stdnum.no.mva",
    "de_stnr": "stdnum.de.stnr",
    "fr_siren": "stdnum.fr.siren",
    "fr_siret": "stdnum.fr.siret",
    "it_codicefiscale": "stdnum.it.codicefiscale",
    "pl_nip": "stdnum.pl.nip",
    "es_nif": "stdnum.es.nif",
    "gstin": "stdnum.in_.gstin",
    "pan": "stdnum.in_.pan",
    "eg_tn": "stdnum.eg.tn",
    "us_ein": "stdnum.us.ein",
    "lei": "stdnum.lei",
    "iban": "stdnum.iban",
    "bic": "stdnum.bic",
}

_WRONG_LENGTH: Final = N_("it has the wrong number of characters")
_WRONG_FORM: Final = N_("it does not have the form such a number has")
_WRONG_CHECK: Final = N_("its check digit does not fit; one character may be mistyped")
_WRONG_PART: Final = N_("a part of it is never given out")
_WRONG_COUNTRY: Final = N_("it does not begin with the code of the client's country")
_EMPTY: Final = N_("it is empty")


class _Checker(Protocol):
    """What a module of python-stdnum offers."""

    def validate(self, number: str) -> str:
        """Return the number without separators, or raise a ValidationError."""
        ...


@dataclass(frozen=True, slots=True)
class IdentifierResult:
    """Whether an identifier is right; `normalised` is how it is stored, `reason` (a marked text) why it is not."""

    ok: bool
    normalised: str
    reason: str = ""


def check(code: str, value: str, country: str = "") -> IdentifierResult:
    """Check an identifier by its code in the country's rules (`vat_id`, `gstin`, `ein` …) or by `iban`, `bic`, `lei`.

    A code without a known check is right if it is not empty. The VAT id of an EU country may be given with or
    without its country's letters.
    """
    compact = " ".join(value.split())
    if not compact:
        return IdentifierResult(ok=False, normalised="", reason=_EMPTY)
    name = _check_name(code, country)
    own = _OWN.get(name)
    if own is not None:
        return own(compact)
    if name == "eu_vat":
        return _eu_vat(compact, country)
    return _with_stdnum(name, compact) if name in _MODULES else IdentifierResult(ok=True, normalised=compact)


def warning(code: str, value: str, country: str = "") -> RuleError | None:
    """Return the warning about a wrong identifier, None for a right or empty one; it never blocks (R-ID-1)."""
    result = check(code, value, country)
    if result.ok or not result.normalised:
        return None
    rule = countries.rules(country).identifier(code) if countries.is_country(country) else None
    return RuleError(
        N_("“{value}” is not a valid {label}: {reason}."),
        field=code,
        next_step=N_("Check it, or use it anyway if you are sure."),
        rule="R-ID-1",
        value=value.strip(),
        label=rule.label if rule else code.upper(),
        reason=result.reason,
    )


def group_iban(iban: str) -> str:
    """Return an IBAN in groups of four, as it is shown (R-ID-2)."""
    plain = re.sub(r"\s", "", iban).upper()
    return " ".join(plain[index : index + _GROUP] for index in range(0, len(plain), _GROUP))


def kid_mod_10(base: str) -> str:
    """Append the Norwegian KID check digit by mod 10 (Luhn) (R-ID-4, R-QR-7)."""
    total = 0
    for index, digit in enumerate(reversed(base)):
        product = int(digit) * (2 if index % 2 == 0 else 1)
        total += product // _DECIMAL + product % _DECIMAL
    return f"{base}{-total % _DECIMAL}"


def kid_mod_11(base: str) -> str:
    """Append the Norwegian KID check digit by mod 11; ten is written as a dash (R-ID-4, R-QR-7)."""
    total = sum(int(digit) * (2 + index % 6) for index, digit in enumerate(reversed(base)))
    check_digit = -total % 11
    return f"{base}{'-' if check_digit == _DECIMAL else check_digit}"


def finnish_reference(base: str) -> str:
    """Append the check digit of a Finnish reference: weights 7, 3, 1 from the right (R-ID-4)."""
    total = sum(int(digit) * (7, 3, 1)[index % 3] for index, digit in enumerate(reversed(base)))
    return f"{base}{-total % _DECIMAL}"


def swedish_reference(base: str) -> str:
    """Append the check digit of a Swedish OCR reference, which is Luhn's (R-ID-4)."""
    return kid_mod_10(base)


def _check_name(code: str, country: str) -> str:
    if country and countries.is_country(country):
        rule = countries.rules(country).identifier(code)
        if rule is not None:
            return rule.check
    if code == "vat_id":
        return {"NO": "no_mva", "LI": "ch_vat", "IM": "gb_vat"}.get(
            country, "eu_vat" if _is_member(country) else ""
        )
    return code


def _is_member(country: str) -> bool:
    from clientdesk.domain.countries.europe import MEMBERS

    return country in MEMBERS


def _with_stdnum(name: str, value: str) -> IdentifierResult:
    from stdnum import exceptions

    checker = cast("_Checker", _module(_MODULES[name]))
    try:
        return IdentifierResult(ok=True, normalised=_PRINTED.get(name, str)(checker.validate(value)))
    except exceptions.InvalidLength:
        reason = _WRONG_LENGTH
    except exceptions.InvalidChecksum:
        reason = _WRONG_CHECK
    except exceptions.InvalidComponent:
        reason = _WRONG_PART
    except exceptions.ValidationError:
        reason = _WRONG_FORM
    return IdentifierResult(ok=False, normalised=value, reason=reason)


def _swiss(number: str) -> str:
    """Return a Swiss number as the law prints it: CHE-123.456.789 MWST (Art. 26 MWSTG)."""
    bare = f"CHE-{number[3:6]}.{number[6:9]}.{number[9:12]}"
    return f"{bare} {number[12:]}".strip()


#: How a number is stored where that is not its bare form.
_PRINTED: Final[dict[str, Callable[[str], str]]] = {
    "ch_vat": _swiss,
    "ch_uid": _swiss,
    "gb_vat": "GB{}".format,
}


def _module(name: str) -> ModuleType:
    return importlib.import_module(name)


def _eu_vat(value: str, country: str) -> IdentifierResult:
    prefix = {"GR": "EL", "MC": "FR"}.get(country, country)
    plain = re.sub(r"[\s.\-/]", "", value).upper()
    if prefix and not plain.startswith(prefix):
        if plain[:2].isalpha() and plain[:2] in _prefixes():
            return IdentifierResult(ok=False, normalised=plain, reason=_WRONG_COUNTRY)
        plain = prefix + plain
    return _with_stdnum("eu_vat", plain)


def _prefixes() -> frozenset[str]:
    from clientdesk.domain.countries.europe import MEMBERS

    return MEMBERS - {"GR", "MC"} | {"EL", "XI"}


def _gstin(value: str) -> IdentifierResult:
    """Check a GSTIN by form and check digit; invented serials such as 0000 have both and pass."""
    plain = re.sub(r"[\s-]", "", value).upper()
    result = _with_stdnum("gstin", plain)
    if result.ok or result.reason != _WRONG_PART:
        return result
    from stdnum import luhn

    form = re.fullmatch(r"(?:0[1-9]|[1-3]\d|97)[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]", plain)
    if form and luhn.is_valid(plain, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
        return IdentifierResult(ok=True, normalised=plain)
    return result


def _sa_vat(value: str) -> IdentifierResult:
    """Check a Saudi VAT number: 15 digits, the first and the last a 3 (R-ID-4)."""
    return _fifteen_digits(value, r"3\d{13}3")


def _ae_trn(value: str) -> IdentifierResult:
    """Check a UAE tax registration number: 15 digits beginning with 100 (R-ID-4)."""
    return _fifteen_digits(value, r"100\d{12}")


def _fifteen_digits(value: str, form: str) -> IdentifierResult:
    plain = re.sub(r"[\s-]", "", value)
    reason = ""
    if re.fullmatch(r"\d+", plain, re.ASCII) is None:
        reason = _WRONG_FORM
    elif len(plain) != 15:  # noqa: PLR2004  # the rules' own figure
        reason = _WRONG_LENGTH
    elif re.fullmatch(form, plain) is None:
        reason = _WRONG_FORM
    return IdentifierResult(ok=not reason, normalised=plain, reason=reason)


def _leitweg(value: str) -> IdentifierResult:
    """Check a Leitweg-ID: coarse part of 2 to 12 digits, optional fine part, two check digits by mod 97 (R-ID-4)."""
    plain = value.replace(" ", "").upper()
    form = re.fullmatch(r"(\d{2,12})(?:-([A-Z0-9]{1,30}))?-(\d{2})", plain)
    if form is None:
        return IdentifierResult(ok=False, normalised=plain, reason=_WRONG_FORM)
    ok = _mod_97("".join(part or "" for part in form.groups())) == 1
    return IdentifierResult(ok=ok, normalised=plain, reason="" if ok else _WRONG_CHECK)


def _kid(value: str) -> IdentifierResult:
    """Check a Norwegian KID: 2 to 25 digits, mod 10 or mod 11 by agreement with the bank (R-ID-4)."""
    plain = value.replace(" ", "")
    if re.fullmatch(r"\d{1,24}[\d-]", plain) is None:
        return IdentifierResult(ok=False, normalised=plain, reason=_WRONG_FORM)
    ok = plain in {kid_mod_10(plain[:-1]), kid_mod_11(plain[:-1])}
    return IdentifierResult(ok=ok, normalised=plain, reason="" if ok else _WRONG_CHECK)


def _reference_checked_by(make: Callable[[str], str]) -> Callable[[str], IdentifierResult]:
    def checked(value: str) -> IdentifierResult:
        plain = value.replace(" ", "")
        if re.fullmatch(r"\d{2,25}", plain, re.ASCII) is None:
            return IdentifierResult(ok=False, normalised=plain, reason=_WRONG_FORM)
        ok = make(plain[:-1]) == plain
        return IdentifierResult(ok=ok, normalised=plain, reason="" if ok else _WRONG_CHECK)

    return checked


def _mod_97(text: str) -> int:
    """ISO 7064 mod 97-10 with A as 10 to Z as 35."""
    return int("".join(str(int(character, 36)) for character in text)) % 97


#: Checks that python-stdnum does not have, or not as wanted here (R-ID-4).
_OWN: Final[dict[str, Callable[[str], IdentifierResult]]] = {
    "gstin": _gstin,
    "sa_vat": _sa_vat,
    "ae_trn": _ae_trn,
    "leitweg": _leitweg,
    "kid": _kid,
    "fi_reference": _reference_checked_by(finnish_reference),
    "se_reference": _reference_checked_by(swedish_reference),
}
