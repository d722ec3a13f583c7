"""What payment QR codes say (EPC069-12, UPI), and their pattern of dark squares."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from clientdesk.domain.errors import RuleError
from clientdesk.domain.money import Money
from clientdesk.domain.text import N_

_EPC_LARGEST = 99_999_999_999
_EPC_BYTES = 331
_UPI_NOTE = 50


def epc_payload(
    amount: Money, *, name: str, iban: str, bic: str = "", reference: str = "", text: str = "", note: str = ""
) -> str:
    """Return the lines of an EPC transfer code, or nothing where none may be drawn (R-QR-1, R-QR-2).

    `amount` is what is due (BT-115); none is drawn for other currencies than EUR, or if nothing is to pay.
    Give a structured `reference` (ISO 11649) or a free `text`, not both. Raises RuleError if the account is unusable.
    """
    if amount.currency != "EUR" or not 0 < amount.minor <= _EPC_LARGEST:
        return ""
    account = "".join(iban.split()).upper()
    if not account or not name.strip():
        return ""
    if reference and text:
        raise ValueError("a transfer code carries a structured reference or a text, not both")
    head = ["BCD", "002", "1", "SCT", "".join(bic.split()).upper(), _cut(name, 70), account]
    purpose = ""
    tail = [f"EUR{amount.amount}", purpose, _cut(reference, 35), _cut(text, 140), _cut(note, 70)]
    payload = "\n".join(head + tail).rstrip("\n")
    if len(payload.encode()) > _EPC_BYTES:
        raise RuleError(
            N_("The payment code for {name} would be longer than the standard allows ({limit} bytes)."),
            field="reference",
            next_step=N_("Shorten the account holder's name or the payment reference."),
            rule="R-QR-1",
            name=name,
            limit=_EPC_BYTES,
        )
    return payload


def upi_link(amount: Money, *, address: str, name: str, note: str = "", reference: str = "") -> str:
    """Return the UPI link for an amount in rupees, or nothing where none may be drawn (R-QR-2, R-QR-5)."""
    if amount.currency != "INR" or amount.minor <= 0 or not address.strip():
        return ""
    fields = [
        ("pa", quote(address.strip(), safe="@")),
        ("pn", quote(name.strip(), safe="")),
        ("am", f"{amount.amount}"),
        ("cu", "INR"),
        ("tr", quote(reference, safe="")),
        ("tn", quote(note[:_UPI_NOTE], safe="")),
    ]
    return "upi://pay?" + "&".join(f"{key}={value}" for key, value in fields if value)


@lru_cache(maxsize=64)
def pattern(payload: str) -> tuple[tuple[bool, ...], ...]:
    """Return the dark squares of the code, row by row, without the quiet zone; error level M as EPC wants."""
    import segno

    encoding = None if payload.isascii() else "utf-8"
    code = segno.make_qr(payload, error="m", boost_error=False, encoding=encoding)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def _cut(text: str, limit: int) -> str:
    """Return one line of at most `limit` characters."""
    return " ".join(text.split())[:limit].rstrip()
