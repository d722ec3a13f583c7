"""The trash: what was deleted in the last 90 days, brought back as it was, or forgotten for good (Q2)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from clientdesk.domain.change_order import ChangeOrder
from clientdesk.domain.contract import ContractState
from clientdesk.domain.errors import ConflictError, NotFoundError, RuleError, StateError
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.quote import Quote
from clientdesk.domain.text import N_
from clientdesk.domain.trashed import KEPT_DAYS, Trashed
from clientdesk.domain.unsaved import Unsaved
from clientdesk.domain.work import WorkEntry
from clientdesk.storage import attached, contract_file, dump, log, tables, trash, unsaved
from clientdesk.storage.database import Database, transaction
from clientdesk.storage.records import columns

_ALTERED = N_("“{name}” cannot come back: another program has altered it.")
#: What a deleted record is called, by its table.
KINDS: Mapping[str, str] = {
    "absences": N_("Days off"),
    "attachments": N_("Attachment"),
    "catalogue": N_("Catalogue line"),
    "change_orders": N_("Wish"),
    "clients": N_("Client"),
    "contracts": N_("Contract draft"),
    "fonts": N_("Font"),
    "invoices": N_("Invoice draft"),
    "milestones": N_("Milestone"),
    "packages": N_("Package"),
    "quotes": N_("Quote draft"),
    "recurring": N_("Repeating invoice"),
    "unsaved": N_("Unsaved text"),
    "work_entries": N_("Work entry"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtBack:
    """What stands in the book again: the main record, and how many came back with it."""

    table_name: str
    record_id: int
    name: str
    others: int


def restore(db: Database, act: int) -> BroughtBack:
    """Bring back what was deleted in one act, under the same ids, with whatever it belonged to if that is gone, too.

    Raises NotFoundError when it is no longer in the trash, StateError with the reason where it cannot come back.
    """
    with transaction(db):
        entries = trash.of_act(db, act)
        if not entries:
            raise NotFoundError(
                N_("This is no longer in the trash."),
                next_step=N_("Look whether it was brought back already."),
            )
        returning = _Returning(db)
        returning.bring(entries)
        main = entries[0]
        return BroughtBack(
            table_name=main.table_name,
            record_id=main.record_id,
            name=main.name,
            others=returning.count - 1,
        )


def undo(db: Database, table: str, record_id: int) -> BroughtBack:
    """Bring back a record that was deleted just now, with all that went in the same act."""
    entry = trash.latest(db, table, record_id)
    return restore(db, entry.act if entry else 0)


def empty(db: Database, act: int | None = None) -> int:
    """Forget all that is in the trash, or one act of it, for good; return how many records that were."""
    with transaction(db):
        count = trash.drop(db, trash.of_act(db, act)) if act else trash.drop_before(db, "~")
        attached.drop_unused(db)
        return count


def purge(db: Database, *, today: date) -> int:
    """Forget what was deleted more than 90 days ago, at the start of the program; return how many records that were."""
    before = (today - timedelta(days=KEPT_DAYS)).isoformat()
    if not db.value("SELECT EXISTS (SELECT 1 FROM trash WHERE at < ?)", (before,)):
        return 0
    with transaction(db):
        count = trash.drop_before(db, before)
        attached.drop_unused(db)
        return count


class _Returning:
    """Brings acts back, those that others refer to first."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._acts: set[int] = set()
        self.count = 0

    def bring(self, entries: tuple[Trashed, ...]) -> None:
        """Bring back all entries of one act."""
        self._acts.add(entries[0].act)
        # The main record was deleted last and comes back first: the others refer to it.
        for entry in entries:
            if trash.is_as_sealed(self._db, entry):
                self._bring_one(entry)
            else:
                self._bring_altered(entry)
            self.count += 1
        trash.drop(self._db, entries)

    def _bring_one(self, entry: Trashed) -> None:
        if entry.table_name == "unsaved":
            unsaved.put(self._db, _unsaved(entry))
        elif entry.is_version:
            self._bring_version(entry)
        else:
            self._bring_record(entry)

    def _bring_altered(self, entry: Trashed) -> None:
        """Enter what another program did in the trash: sealed by coming back, it would look as if it was always so."""
        try:
            log.note_altered(self._db, entry.table_name, entry.record_id, trash.row_of(entry))
            self._bring_one(entry)
        except trash.UNREADABLE as error:
            raise _refused(entry, _ALTERED) from error

    def _bring_record(self, entry: Trashed) -> None:
        db, table = self._db, dump.BY_NAME[entry.table_name]
        if table.holds(db, entry.record_id):
            raise _refused(entry, N_("“{name}” stands in the book already."))
        record = trash.record_of(table.kind, entry)
        record = replace(record, **self._without_gone(entry, record))
        check = _CHECKS.get(entry.table_name)
        if check is not None:
            check(db, entry, record)
        try:
            table.put_back(db, record)
        except (ConflictError, RuleError) as error:
            raise _refused(
                entry, N_("“{name}” cannot come back: something else has its name or number now.")
            ) from error
        self._tie(entry)

    def _bring_version(self, entry: Trashed) -> None:
        kept = trash.record_of(Quote, entry)
        found = tables.quotes.find(self._db, "id = ?", (kept.id,))
        if not found or found[0].version != kept.version + 1:
            raise _refused(entry, N_("“{name}” was changed since this version of it was thrown away."))
        tables.quotes.save(self._db, replace(kept, version=found[0].version))

    def _without_gone(self, entry: Trashed, record: Any) -> dict[str, None]:  # noqa: ANN401  # any record
        """Bring back what the record refers to and is in the trash itself; return the references to give up."""
        given_up: dict[str, None] = {}
        for key in self._references(entry, record):
            owner, owner_id = key.table, key.id
            if dump.BY_NAME[owner].holds(self._db, owner_id):
                continue
            gone = trash.latest(self._db, owner, owner_id)
            if gone is not None and gone.act not in self._acts:
                self.bring(trash.of_act(self._db, gone.act))
            elif key.is_loose:
                given_up[key.column] = None
            else:
                raise _refused(entry, N_("“{name}” cannot come back: what it belonged to is gone for good."))
        return given_up

    def _references(self, entry: Trashed, record: Any) -> list[_Key]:  # noqa: ANN401  # any record
        found = [
            _Key(row["table"], row["from"], getattr(record, row["from"]), row["on_delete"] == "SET NULL")
            for row in self._db.rows("SELECT * FROM pragma_foreign_key_list(?)", (entry.table_name,))
        ]
        if entry.table_name == "attachments":
            found.append(_Key(record.record_kind, "record_id", record.record_id, is_loose=False))
        return [key for key in found if key.id]

    def _tie(self, entry: Trashed) -> None:
        """Let those refer to the record again that did so before, unless they refer to another one by now."""
        for owner, column, owner_id in json.loads(entry.links):
            table = dump.BY_NAME.get(owner)
            # What stands in the trash may have been written by anybody, and becomes part of a statement here.
            if table is None or column not in columns(table.kind):
                raise _refused(entry, _ALTERED)
            for holder in table.find(self._db, f'id = ? AND "{column}" IS NULL', (owner_id,)):
                table.save(self._db, replace(holder, **{column: entry.record_id}))


@dataclass(frozen=True, slots=True)
class _Key:
    table: str
    column: str
    id: int
    is_loose: bool


def _refused(entry: Trashed, message: str) -> StateError:
    return StateError(
        message,
        next_step=N_("It stays in the trash; look at what stands in its place."),
        rule="Q2",
        name=entry.name or entry.about or f"#{entry.record_id}",
    )


def _work(db: Database, _entry: Trashed, record: WorkEntry) -> None:
    tables.contracts.get(db, record.contract_id).check_active()


def _milestone(db: Database, entry: Trashed, record: Milestone) -> None:
    contract = tables.contracts.get(db, record.contract_id)
    if contract.state in (ContractState.COMPLETED, ContractState.CANCELLED):
        contract.check_active()
    if any(other.title == record.title for other in contract_file.milestones(db, contract.id)):
        raise _refused(entry, N_("There is another milestone “{name}” in this contract now."))


def _wish(db: Database, _entry: Trashed, record: ChangeOrder) -> None:
    if any(other.sequence == record.sequence for other in contract_file.changes(db, record.contract_id)):
        raise StateError(
            N_("{number} is another wish now."),
            next_step=N_("Write it down anew."),
            rule="B2",
            number=record.number,
        )


_CHECKS: Mapping[str, Callable[[Database, Trashed, Any], None]] = {
    "work_entries": _work,
    "milestones": _milestone,
    "change_orders": _wish,
}


def _unsaved(entry: Trashed) -> Unsaved:
    from datetime import datetime

    row = trash.row_of(entry)
    return Unsaved(**{**row, "typed_at": datetime.fromisoformat(row["typed_at"])})
