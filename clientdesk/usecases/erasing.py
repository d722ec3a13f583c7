"""Erasing a person (B32): contact data, notes and drafts go; what tax law keeps stays until its day, out of sight.

What is kept after that day goes by a reviewed run of its own, which a later issue brings (R-RET-1).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from clientdesk.domain.client import Client
from clientdesk.domain.contract import Contract, ContractState
from clientdesk.domain.erasure import Erasure, KeptPaper
from clientdesk.domain.errors import ClientdeskError, StateError
from clientdesk.domain.quote import QuoteState
from clientdesk.domain.text import N_
from clientdesk.domain.trashed import Trashed
from clientdesk.storage import attached, belongings, contract_file, erased, log, tables, trash
from clientdesk.storage.database import Database, transaction
from clientdesk.storage.record_table import RecordTable
from clientdesk.usecases import own_filters, quotes, retention

#: A person that was erased and of whom papers stay keeps these fields: by them the papers are known.
_STAYS = ("id", "version", "kind", "name", "latin_name", "number", "currency")
#: What a text that was typed and not saved refers to: the kind of its editor, and the table of its record.
_EDITORS: Mapping[str, RecordTable[Any]] = {
    "client": tables.clients,
    "quote": tables.quotes,
    "invoice": tables.invoices,
    "contract": tables.contracts,
    "payment": tables.payments,
}


def plan(db: Database, client_id: int, *, today: date) -> Erasure:
    """Return what `erase` would do, and what stands against it; nothing is changed."""
    client = tables.clients.get(db, client_id)
    parts = _Parts(db, client)
    notes = (client.notes, client.what_matters, client.source, client.reference, client.form_of_address)
    return Erasure(
        client_id=client_id,
        name=client.name,
        contacts=len(client.contacts),
        addresses=len(client.addresses),
        notes=sum(bool(one) for one in notes) + sum(bool(one.note) for one in client.contacts),
        drafts=len(parts.drafts) + len(parts.versions),
        texts=len(parts.texts),
        attachments=len(parts.files),
        trashed=len(parts.trashed),
        kept=kept(db, client_id, today=today),
        kept_payments=len(tables.payments.find(db, "client_id = ?", (client_id,))),
        against=tuple(_against(db, client_id)),
    )


def kept(db: Database, client_id: int, *, today: date) -> tuple[KeptPaper, ...]:
    """Return the papers of a client that must be kept, the oldest first, with the last day of each (R-RET-1)."""
    of_client = (client_id,)
    found = [
        ("invoice", one.id, one.kind.value, one.number, one.title, one.issued_on, one.issued_on)
        for one in tables.invoices.find(db, "client_id = ? AND state = 'issued'", of_client)
        if one.issued_on is not None
    ]
    found += [
        ("quote", one.id, "quote", one.number, one.title, one.sent_on, one.sent_on)
        for one in tables.quotes.find(db, "client_id = ? AND sent_revision > 0", of_client)
        if one.sent_on is not None
    ]
    for contract in tables.contracts.find(
        db, "client_id = ? AND (state <> 'draft' OR number <> '')", of_client
    ):
        on = _signed_on(db, contract) or today
        # A contract is kept as long as the last thing that came of it.
        found.append(
            (
                "contract",
                contract.id,
                "contract",
                contract.number,
                contract.title,
                on,
                contract.closed_on or on,
            )
        )
    papers = [
        KeptPaper(kind, record_id, what, number, title, on, retention.kept_until(db, last))
        for kind, record_id, what, number, title, on, last in found
    ]
    return tuple(sorted(papers, key=lambda paper: (paper.on, paper.kind, paper.id)))


def erase(db: Database, client_id: int, *, today: date) -> Erasure:
    """Erase the person in one act and return what was done; `scrub` afterwards wipes the file itself.

    Where the program ends before that, the next opening of the book does it.

    Raises StateError with the first thing that stands against it: open money, a running contract, an open quote.
    """
    with transaction(db):
        done = plan(db, client_id, today=today)
        if done.against:
            raise done.against[0]
        client = tables.clients.get(db, client_id)
        if client.erased_on is not None:
            raise StateError(
                N_("{name} was erased on {date} already."),
                next_step=N_("What is kept goes when its time is over."),
                rule="B32",
                name=client.name,
                date=client.erased_on,
            )
        # Before it is done: a kill right after the act must find it remembered.
        erased.begin(db)
        parts = _Parts(db, client)
        forgotten = set(parts.forgotten())
        parts.remove()
        trash.drop(db, belongings.in_trash(db, parts.owners))
        if done.goes_whole:
            tables.clients.delete(db, client_id, for_good=True)
        else:
            bare = {name: getattr(client, name) for name in _STAYS}
            tables.clients.save(db, Client(**bare, archived=True, erased_on=today))
        attached.drop_unused(db)
        for table, record_id in sorted({*forgotten, ("clients", client_id)}):
            log.erase(db, table, record_id)
        return done


def scrub(db: Database) -> None:
    """Wipe what was erased out of the file itself, pages and search indexes; for the worker, after `erase`."""
    erased.scrub(db)


class _Parts:
    """Everything of a client that nobody has to keep."""

    def __init__(self, db: Database, client: Client) -> None:
        self._db, self._id = db, client.id
        of_client = (client.id,)
        invoices = tables.invoices.find(db, "client_id = ? AND state = 'draft'", of_client)
        unsent = tables.quotes.find(db, "client_id = ? AND sent_revision = 0", of_client)
        self.versions = tables.quotes.find(
            db, "client_id = ? AND sent_revision > 0 AND state = 'draft'", of_client
        )
        unsigned = tables.contracts.find(db, "client_id = ? AND state = 'draft' AND number = ''", of_client)
        self._templates = tables.recurring.find(db, "client_id = ?", of_client)
        contracts = tables.contracts.find(db, "client_id = ?", of_client)
        #: In the order in which they can go: what refers to others first.
        self.drafts: list[tuple[str, int]] = [
            *(("invoices", one.id) for one in invoices),
            *(("contracts", one.id) for one in unsigned),
            *(("quotes", one.id) for one in unsent),
        ]
        self._leaves: list[tuple[str, int]] = []
        for contract in contracts:
            is_draft = ("contracts", contract.id) in self.drafts
            self._leaves += [
                ("change_orders", one.id)
                for one in contract_file.changes(db, contract.id)
                if is_draft or one.state == "asked"
            ]
            self._leaves += [
                ("work_entries", one.id)
                for one in contract_file.work(db, contract.id)
                if one.invoice_id is None
            ]
            if is_draft:
                self._leaves += [("milestones", one.id) for one in contract_file.milestones(db, contract.id)]
        all_quotes = [("quotes", one.id) for one in tables.quotes.find(db, "client_id = ?", of_client)]
        owners = [("clients", client.id), *all_quotes, *self.drafts]
        self.files = tuple(
            one.id
            for kind, record_id in dict.fromkeys(owners)
            for one in tables.attachments.find(db, "record_kind = ? AND record_id = ?", (kind, record_id))
        )
        #: What anything may belong to that is gone: papers that stay are among them.
        self.owners = [
            *owners,
            *(("contracts", one.id) for one in contracts),
            *(("invoices", one.id) for one in tables.invoices.find(db, "client_id = ?", of_client)),
        ]
        self.trashed = (*belongings.in_trash(db, self.owners), *_thrown_away(db, client))
        self.texts = tuple(_texts(db, client))
        self._filters = own_filters.about(db, client)

    def forgotten(self) -> Iterator[tuple[str, int]]:
        """Yield table and id of all records whose history goes: those that go now, and those that went before."""
        yield from self.drafts
        yield from self._leaves
        yield from (("attachments", one) for one in self.files)
        yield from (
            (one.table_name, one.record_id) for one in self.trashed if one.table_name not in log.UNLOGGED
        )
        yield from belongings.in_log(self._db, self.owners)

    def remove(self) -> None:
        """Delete all of it for good."""
        db = self._db
        trash.drop(db, self.trashed)
        for one in self.files:
            tables.attachments.delete(db, one, for_good=True)
        for text in self.texts:
            db.execute("DELETE FROM unsaved WHERE id = ?", (text,))
        for own in self._filters:
            own_filters.forget(db, own.of_list, own.name)
        for quote in self.versions:
            quotes.delete_draft(db, quote.id)
            entry = trash.latest(db, "quotes", quote.id)
            trash.drop(db, [entry] if entry else [])
        for table, record_id in (*self._leaves, *self.drafts):
            _TABLES[table].delete(db, record_id, for_good=True)
        self._stop_templates()
        for quote in tables.quotes.find(db, "client_id = ? AND archived = 0", (self._id,)):
            quotes.archive(db, quote.id)

    def _stop_templates(self) -> None:
        for template in self._templates:
            is_used = self._db.value(
                "SELECT EXISTS (SELECT 1 FROM invoices WHERE recurring_id = ?)", (template.id,)
            )
            if is_used:
                tables.recurring.save(self._db, replace(template, archived=True, next_on=None))
            else:
                tables.recurring.delete(self._db, template.id, for_good=True)


_TABLES: Mapping[str, Any] = {
    table.name: table
    for table in (
        tables.invoices,
        tables.quotes,
        tables.contracts,
        tables.milestones,
        tables.change_orders,
        tables.work_entries,
    )
}


def _against(db: Database, client_id: int) -> Iterator[ClientdeskError]:
    name = tables.clients.get(db, client_id).name
    for row in db.rows(
        "SELECT i.number FROM documents AS d JOIN invoices AS i ON i.id = d.id / 2"
        " WHERE d.client_id = ? AND d.balance <> 0 ORDER BY i.id",
        (client_id,),
    ):
        yield StateError(
            N_("{number} is not settled."),
            next_step=N_("Record the payment, credit it, or write it off first."),
            rule="B32",
            number=row["number"],
        )
    if db.value("SELECT EXISTS (SELECT 1 FROM payments WHERE client_id = ? AND unspent <> 0)", (client_id,)):
        yield StateError(
            N_("{name} has paid money that stands against no document."),
            next_step=N_("Allocate it or give it back first."),
            rule="B32",
            name=name,
        )
    for contract in tables.contracts.find(db, "client_id = ? AND state = 'active'", (client_id,)):
        yield StateError(
            N_("Contract {number} still runs."),
            next_step=N_("Complete or cancel it first."),
            rule="B32",
            number=contract.number or contract.title,
        )
    for quote in tables.quotes.find(db, "client_id = ? AND state = ?", (client_id, QuoteState.SENT.value)):
        yield StateError(
            N_("Quote {number} waits for an answer."),
            next_step=N_("Record the answer, or withdraw it first."),
            rule="B32",
            number=quote.number,
        )


def _signed_on(db: Database, contract: Contract) -> date | None:
    if contract.signature is not None and contract.state is not ContractState.DRAFT:
        return contract.signature.on
    day = db.value(
        "SELECT max(created_on) FROM papers WHERE record_kind = 'contract' AND record_id = ?", (contract.id,)
    )
    return date.fromisoformat(day) if day else contract.starts_on


def _texts(db: Database, client: Client) -> Iterator[int]:
    """Yield the texts that were typed and not saved for this person."""
    for row in db.rows("SELECT id, editor, record_id, name, place, place_id, typed FROM unsaved"):
        if _is_for(db, client, row):
            yield row["id"]


def _thrown_away(db: Database, client: Client) -> Iterator[Trashed]:
    """Yield those that lie in the trash."""
    for one in trash.of_table(db, "unsaved"):
        if _is_for(db, client, trash.row_of(one)):
            yield one


def _is_for(db: Database, client: Client, text: Mapping[str, Any]) -> bool:
    """Whether a text was typed for this person, by what it belongs to or is called."""
    editor = text["editor"].partition(":")[0].partition(".")[0]
    about = {(editor, text["record_id"]), (text["place"].rpartition(":")[2], text["place_id"])}
    return (
        any(_belongs(db, client.id, kind, record_id) for kind, record_id in about)
        or text["name"] == client.name
        or f'"client_id":{client.id},' in json.dumps(json.loads(text["typed"]), separators=(",", ":"))
    )


def _belongs(db: Database, client_id: int, kind: str, record_id: int) -> bool:
    table = _EDITORS.get(kind)
    if table is None or not record_id:
        return False
    if table is tables.clients:
        return record_id == client_id
    return bool(table.find(db, "id = ? AND client_id = ?", (record_id, client_id)))
