"""What can be done with a client: make, change, archive, bring back; papers already issued keep the old data (B16)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from clientdesk.domain import countries, identifiers
from clientdesk.domain.client import Client, check_client
from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.party import TaxId
from clientdesk.domain.text import N_
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.storage.record_table import RecordTable

#: What refers to a client; drafts are deleted first, the rest is for good.
_PAPERS: tuple[RecordTable[Any], ...] = (
    tables.quotes,
    tables.contracts,
    tables.invoices,
    tables.payments,
    tables.recurring,
)


def get(db: Database, client_id: int) -> Client:
    """Return the client, or raise NotFoundError."""
    return tables.clients.get(db, client_id)


def create(db: Database, client: Client, *, use_anyway: bool = False) -> Client:
    """Store a new client; `use_anyway` keeps identifiers whose check fails, and records it (R-ID-1)."""
    tidy = checked(client, use_anyway=use_anyway)
    with transaction(db):
        return tables.clients.add(db, replace(tidy, id=0, version=0, erased_on=None))


def change(db: Database, client: Client, *, use_anyway: bool = False) -> Client:
    """Store the changed client; the next draft follows it, an issued paper never does (K8, B16).

    Raises ConflictError if it was changed elsewhere since it was read.
    """
    tidy = checked(client, use_anyway=use_anyway)
    with transaction(db):
        _check_there(tables.clients.get(db, client.id))
        return tables.clients.save(db, replace(tidy, erased_on=None))


def archive(db: Database, client_id: int) -> Client:
    """Hide the client from the lists; everything made for it stays."""
    return _set_archived(db, client_id, archived=True)


def restore(db: Database, client_id: int) -> Client:
    """Bring an archived client back into the lists."""
    return _set_archived(db, client_id, archived=False)


def delete(db: Database, client_id: int) -> None:
    """Move a client into the trash for whom nothing was written yet; StateError where there is anything."""
    with transaction(db):
        client = tables.clients.get(db, client_id)
        if any(table.find(db, "client_id = ?", (client_id,), order="id LIMIT 1") for table in _PAPERS):
            raise StateError(
                N_("{name} has documents, contracts or payments."),
                next_step=N_("Archive the client, or erase the person: then you see what must be kept."),
                rule="B32",
                name=client.name,
            )
        tables.clients.delete(db, client_id)


def identifier_problem(tax_id: TaxId, country: str, field: str) -> RuleError | None:
    """Return the warning about an identifier whose form or check digit is wrong, None if it may be right (R-ID-1)."""
    result = identifiers.check(tax_id.kind, tax_id.value, country)
    if result.ok:
        return None
    return RuleError(
        N_("“{value}” does not look right: {reason}."),
        field=field,
        next_step=N_("Check it, or use it anyway."),
        command_step=N_("Check it, or add --use-anyway."),
        rule="R-ID-1",
        value=tax_id.value,
        reason=result.reason,
    )


def _set_archived(db: Database, client_id: int, *, archived: bool) -> Client:
    with transaction(db):
        client = tables.clients.get(db, client_id)
        _check_there(client)
        if client.archived is archived:
            return client
        return tables.clients.save(db, replace(client, archived=archived))


def _check_there(client: Client) -> None:
    """Raise StateError for a person who was erased: nothing is written about them any more (B32)."""
    if client.erased_on is not None:
        raise StateError(
            N_("{name} was erased on {date}."),
            next_step=N_("Make a new client if you work for them again."),
            rule="B32",
            name=client.name,
            date=client.erased_on,
        )


def checked(client: Client, *, use_anyway: bool) -> Client:
    """Return the client as it is stored, or raise RuleError at the first wrong field, as for the form."""
    tidy = check_client(client)
    for position, address in enumerate(tidy.addresses):
        if address.country and not countries.is_country(address.country):
            raise RuleError(
                N_("“{country}” is not a country code."),
                field=f"addresses.{position}.country",
                next_step=N_("Choose the country from the list."),
                country=address.country,
            )
    tax_ids = tuple(
        _identifier(tax_id, tidy.address.country, f"tax_ids.{tax_id.kind}", use_anyway=use_anyway)
        for tax_id in tidy.tax_ids
        if tax_id.value.strip()
    )
    return replace(tidy, tax_ids=tax_ids)


def _identifier(tax_id: TaxId, country: str, field: str, *, use_anyway: bool) -> TaxId:
    problem = identifier_problem(tax_id, country, field)
    if problem is None:
        value = identifiers.check(tax_id.kind, tax_id.value, country).normalised
        return replace(tax_id, value=value, used_anyway=False)
    if use_anyway or tax_id.used_anyway:
        return replace(tax_id, value=tax_id.value.strip(), used_anyway=True)
    raise problem
