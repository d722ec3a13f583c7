"""Naming a record: by its id, by its number, or a client also by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from clientdesk.domain.errors import NotFoundError, RuleError
from clientdesk.domain.text import N_

if TYPE_CHECKING:
    from clientdesk.domain.client import Client
    from clientdesk.domain.contract import Contract
    from clientdesk.domain.invoice import Invoice
    from clientdesk.domain.quote import Quote
    from clientdesk.storage.database import Database
    from clientdesk.storage.record_table import RecordTable

R = TypeVar("R")
#: Longer numbers are no ids: the database could not hold them.
_MOST_DIGITS = 18


def client(db: Database, name: str) -> Client:
    """Return the client of this id, number, or name (as far as only one has it)."""
    from clientdesk.storage import tables
    from clientdesk.storage.matching import matching

    if _is_id(name):
        return tables.clients.get(db, int(name))
    found = tables.clients.find(db, "number = ? AND number <> ''", (name,))
    if not found:
        match = matching(db, "clients", name)
        found = tables.clients.find(db, f"archived = 0 AND {match.sql}", match.parameters, order="id LIMIT 2")
    return _only(found, name)


def quote(db: Database, name: str) -> Quote:
    """Return the quote of this id or number."""
    from clientdesk.storage import tables

    return _numbered(db, tables.quotes, name)


def contract(db: Database, name: str) -> Contract:
    """Return the contract of this id or number."""
    from clientdesk.storage import tables

    return _numbered(db, tables.contracts, name)


def invoice(db: Database, name: str) -> Invoice:
    """Return the invoice, or one of its kin, of this id or number."""
    from clientdesk.storage import tables

    return _numbered(db, tables.invoices, name)


def _numbered(db: Database, table: RecordTable[R], name: str) -> R:
    if _is_id(name):
        return table.get(db, int(name))
    return _only(table.find(db, "number = ?", (name,)), name)


def _is_id(name: str) -> bool:
    return name.isdecimal() and len(name) <= _MOST_DIGITS


def _only(found: tuple[R, ...], name: str) -> R:
    if len(found) == 1:
        return found[0]
    if found:
        raise RuleError(N_("More than one answers to “{name}”."), next_step=N_("Use its id."), name=name)
    raise NotFoundError(
        N_("Nothing answers to “{name}”."), next_step=N_("List them to see ids and numbers."), name=name
    )
