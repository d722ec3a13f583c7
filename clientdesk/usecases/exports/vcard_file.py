"""Clients as vCards 3.0, which every address book reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.party import Address


def write(stream: BinaryIO, clients: Iterable[Client]) -> int:
    """Write one card for each client, and return their number."""
    count = 0
    for client in clients:
        stream.write(_card(client).encode())
        count += 1
    return count


def _card(client: Client) -> str:
    import vobject

    card = vobject.vCard()
    contact = client.contact
    is_person = client.kind is ClientKind.PERSON
    person = client.name if is_person else contact.name
    _add(card, "fn", person or client.name)
    given, _blank, family = (person or client.name).rpartition(" ")
    card.add("n").value = vobject.vcard.Name(family=family, given=given)
    if not is_person:
        card.add("org").value = [client.name]
    _add(card, "title", contact.role)
    _add(card, "email", contact.email)
    _add(card, "tel", contact.phone)
    for address in client.addresses:
        card.add("adr").value = _address(address)
    _add(card, "note", client.notes)
    return str(card.serialize())


def _address(address: Address) -> Any:  # noqa: ANN401  # the library has no types
    import vobject

    return vobject.vcard.Address(
        street=address.street,
        extended=address.extra,
        city=address.city,
        region=address.region,
        code=address.postal_code,
        country=address.country,
    )


def _add(card: Any, name: str, value: str) -> None:  # noqa: ANN401
    if value:
        card.add(name).value = value
