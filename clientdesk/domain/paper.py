"""The archived paper: the bytes that went out, kept for good with their hash (R-DOC-2, B16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A PDF as handed over. `kind` is the paper's kind (quote, invoice, contract …), `text` a contract's frozen text.

    `record_kind` and `record_id` name what it was made from; `sha256` is of `pdf`.
    """

    id: int = 0
    kind: str
    record_kind: str
    record_id: int
    revision: int = 1
    number: str = ""
    language: str = ""
    created_on: date
    sha256: str
    pdf: bytes
    text: str = ""


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal."""
    # Imported here: with it comes OpenSSL, 4 MB that a window which only shows does not need.
    import hashlib

    return hashlib.sha256(data).hexdigest()
