"""Clients as vCards 3.0, which every address book reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from clientdesk.domain.client import Client, ClientKind

#: Bytes of a line (RFC 2426, 2.6); what is longer goes on in the next, behind a blank.
_MOST_BYTES: Final = 75
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def write(stream: BinaryIO, clients: Iterable[Client]) -> int:
    """Write one card for each client, and return their number."""
    count = 0
    for client in clients:
        stream.writelines(_folded(line) for line in _card(client))
        count += 1
    return count


def _card(client: Client) -> Iterator[str]:
    contact = client.contact
    is_person = client.kind is ClientKind.PERSON
    person = (client.name if is_person else contact.name) or client.name
    given, _blank, family = person.rpartition(" ")
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield _line("FN", person)
    yield _line("N", family, given, "", "", "")
    if not is_person:
        yield _line("ORG", client.name)
    for name, value in (("TITLE", contact.role), ("EMAIL", contact.email), ("TEL", contact.phone)):
        if value:
            yield _line(name, value)
    for one in client.addresses:
        yield _line("ADR", "", one.extra, one.street, one.city, one.region, one.postal_code, one.country)
    if client.notes:
        yield _line("NOTE", client.notes)
    yield "END:VCARD"


def _line(name: str, *parts: str) -> str:
    return f"{name}:{';'.join(part.translate(_ESCAPED) for part in parts)}"


def _folded(line: str) -> bytes:
    """Return a line as bytes, broken between characters where it is too long."""
    rows, row = [], b""
    for char in line:
        letter = char.encode()
        if len(row) + len(letter) > _MOST_BYTES:
            rows.append(row)
            row = b" "
        row += letter
    return b"".join(one + b"\r\n" for one in (*rows, row))
