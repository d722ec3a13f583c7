"""Which records of the book, or of the same file, a record of a file is alike; and the two made into one."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final, Generic, TypeVar

from clientdesk.domain.catalogue import CatalogueItem
from clientdesk.domain.client import Client
from clientdesk.domain.party import Address, Contact, TaxId
from clientdesk.domain.search import fold, sort_key
from clientdesk.storage.database import Database

R = TypeVar("R")
#: Identifiers that only one has.
_UNIQUE_IDS: Final = frozenset({"vat_id", "tax_number", "gstin", "trn"})


@dataclass(slots=True)
class Known(Generic[R]):
    """Everything that is there already, by each of the keys it is known by; `keys` gives those of a record."""

    keys: Callable[[R], Iterator[Hashable]]
    _places: dict[Hashable, int] = field(default_factory=dict)

    def add(self, record: R, place: int) -> None:
        """Remember a record by `place`; the first to bear a key keeps it."""
        for key in self.keys(record):
            self._places.setdefault(key, place)

    def find(self, record: R) -> int | None:
        """Return the place of the record that is meant, None where there is none like it."""
        return next((self._places[key] for key in self.keys(record) if key in self._places), None)


def client_keys(client: Client) -> Iterator[Hashable]:
    """Yield what a client is known by, the surest first: tax ids, mail, name with town."""
    for tax_id in client.tax_ids:
        if tax_id.kind in _UNIQUE_IDS:
            yield "tax", "".join(char for char in fold(tax_id.value) if char.isalnum())
    for contact in client.contacts:
        if contact.email:
            yield "mail", fold(contact.email)
    yield "name", fold(client.name), fold(client.address.city)


def item_keys(item: CatalogueItem) -> Iterator[Hashable]:
    """Yield what a line of the catalogue is known by, as the catalogue itself does."""
    yield sort_key(item.description), item.unit, item.currency, item.price_mode.value


def known_clients(db: Database) -> Known[Client]:
    """Return the clients of the book by what they are known by; places are their ids."""
    known: Known[Client] = Known(client_keys)
    sql = "SELECT id, name, addresses, contacts, tax_ids FROM clients ORDER BY archived, id"
    for record_id, name, addresses, contacts, tax_ids in db.each(sql):
        client = Client(
            name=name,
            addresses=tuple(Address(city=one["city"]) for one in json.loads(addresses)[:1]),
            contacts=tuple(Contact(email=one["email"]) for one in json.loads(contacts)),
            tax_ids=tuple(TaxId(kind=one["kind"], value=one["value"]) for one in json.loads(tax_ids)),
        )
        known.add(client, record_id)
    return known


def known_items(db: Database) -> Known[CatalogueItem]:
    """Return the lines of the catalogue by what they are known by; places are their ids."""
    from clientdesk.domain.line import PriceMode

    known: Known[CatalogueItem] = Known(item_keys)
    sql = "SELECT id, description, unit, currency, price_mode FROM catalogue ORDER BY archived, id"
    for record_id, description, unit, currency, mode in db.each(sql):
        item = CatalogueItem(
            description=description, unit=unit, currency=currency, price_mode=PriceMode(mode)
        )
        known.add(item, record_id)
    return known


def merged_client(old: Client, new: Client) -> Client:
    """Return the client of the book with what the file says: what the file leaves empty stays as it is."""
    changes = {
        name: getattr(new, name)
        for name in ("name", "latin_name", "number", "language", "currency", "reference", "source")
        if getattr(new, name)
    }
    if new.due_days is not None:
        changes["due_days"] = new.due_days
    kinds = {tax_id.kind for tax_id in new.tax_ids}
    return replace(
        old,
        **changes,
        addresses=_addresses(old, new),
        contacts=_contacts(old, new),
        tax_ids=(*(one for one in old.tax_ids if one.kind not in kinds), *new.tax_ids),
        notes=old.notes if new.notes in old.notes else "\n".join(filter(None, (old.notes, new.notes))),
    )


def merged_item(old: CatalogueItem, new: CatalogueItem) -> CatalogueItem:
    """Return the line of the book with the price, tax and words of the file."""
    return replace(
        old,
        description=new.description,
        details=new.details or old.details,
        unit_price=new.unit_price,
        tax=new.tax,
    )


def _addresses(old: Client, new: Client) -> tuple[Address, ...]:
    if not new.addresses:
        return old.addresses
    return (_filled(old.address, new.address), *old.addresses[1:])


def _contacts(old: Client, new: Client) -> tuple[Contact, ...]:
    if not new.contacts:
        return old.contacts
    fresh = new.contact
    for position, contact in enumerate(old.contacts):
        is_same_mail = bool(fresh.email) and fold(contact.email) == fold(fresh.email)
        if is_same_mail or fold(contact.name) == fold(fresh.name):
            return (*old.contacts[:position], _filled(contact, fresh), *old.contacts[position + 1 :])
    return (*old.contacts, fresh)


def _filled(old: Any, new: Any) -> Any:  # noqa: ANN401  # an address or a contact
    given = {one.name: getattr(new, one.name) for one in fields(new) if getattr(new, one.name)}
    return replace(old, **given)
