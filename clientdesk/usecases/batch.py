"""Issuing many drafts: each paper is an act of its own, so that the failure of one never touches another (R-NUM-1)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clientdesk.domain.errors import (
    BusyFault,
    ChecksFailedError,
    ClientdeskError,
    EnvironmentFault,
    NotFoundError,
    StateError,
)
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.text import N_
from clientdesk.storage import tables, unsaved
from clientdesk.storage.database import Database
from clientdesk.usecases import invoices, recurring

#: Where texts of an invoice's editor belong (`Unsaved.place`).
_PLACE = "invoice"
#: The few drafts among all papers, by the index of the list, in which a quote's id is odd (`storage/listing.py`).
_DRAFTS = (
    "SELECT i.id FROM documents AS d JOIN invoices AS i ON i.id = d.id / 2"
    " WHERE d.standing = 'draft' AND d.id % 2 = 0"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one paper of a batch: its number, or why it has none."""

    record_id: int
    number: str = ""
    title: str = ""
    client: str = ""
    error: ClientdeskError | None = None

    @property
    def is_done(self) -> bool:
        """Whether it went well."""
        return self.error is None

    @property
    def problems(self) -> tuple[ClientdeskError, ...]:
        """Everything that stood against it, each with its next step."""
        if isinstance(self.error, ChecksFailedError):
            return self.error.problems
        return () if self.error is None else (self.error,)

    @property
    def stops(self) -> bool:
        """Whether all that follow would fail in the same way: the disk is full, the book is gone."""
        return isinstance(self.error, EnvironmentFault) and not isinstance(self.error, BusyFault)


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """What became of a batch. `left` are the papers that were not tried, because somebody stopped or nothing works."""

    outcomes: tuple[Outcome, ...] = ()
    left: tuple[int, ...] = ()

    @property
    def issued(self) -> tuple[Outcome, ...]:
        """Those that went well; whatever came after, they stay issued."""
        return tuple(one for one in self.outcomes if one.is_done)

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Those that did not."""
        return tuple(one for one in self.outcomes if not one.is_done)


def _never() -> bool:
    return False


def issue_many(
    db: Database,
    ids: Iterable[int],
    *,
    on: date,
    progress: Callable[[int, int, Outcome], None] | None = None,
    is_cancelled: Callable[[], bool] = _never,
) -> BatchResult:
    """Issue drafts, the oldest first, so that numbers follow the days they bill; every paper is a transaction.

    `progress` hears after each paper how many of how many are through, and what became of it; `is_cancelled` is asked
    between two papers. No rule raises: what stands against a paper is in its outcome. A fault of the world (a full
    disk) ends the batch. Raises what is a bug of ours; the papers before it stay issued.
    """
    waiting, outcomes = list(in_order(db, ids)), list[Outcome]()
    count = len(waiting)
    while waiting and not is_cancelled():
        outcomes.append(issue_one(db, waiting.pop(0), on=on))
        if progress is not None:
            progress(len(outcomes), count, outcomes[-1])
        if outcomes[-1].stops:
            break
    return BatchResult(outcomes=tuple(outcomes), left=tuple(waiting))


def issue_one(db: Database, invoice_id: int, *, on: date) -> Outcome:
    """Issue one draft of a batch, and say what became of it; refusals are in the outcome, not raised."""
    draft = None
    try:
        draft = tables.invoices.get(db, invoice_id)
        _check_saved(db, draft)
        return _outcome(db, invoices.issue(db, invoice_id, on=on))
    except ClientdeskError as error:
        return _outcome(db, draft, invoice_id, error)


def in_order(db: Database, ids: Iterable[int]) -> tuple[int, ...]:
    """Return the drafts each once, the one whose service is the oldest first, then as they were written."""
    wanted = list(dict.fromkeys(ids))
    rows = db.rows(
        "SELECT id FROM invoices WHERE id IN (SELECT value FROM json_each(?))"
        " ORDER BY coalesce(supplied_to, supplied_from, '9999-12-31'), id",
        (json.dumps(wanted),),
    )
    found = [row["id"] for row in rows]
    # One that is gone meanwhile is tried all the same, and says so.
    known = set(found)
    return (*found, *(one for one in wanted if one not in known))


def all_drafts(db: Database) -> tuple[int, ...]:
    """Return every draft of an invoice or one of its kin, in order."""
    rows = db.rows(_DRAFTS)
    return in_order(db, [row["id"] for row in rows])


def make_repeating(db: Database, *, on: date) -> tuple[tuple[int, ...], tuple[Outcome, ...]]:
    """Make the drafts of all that repeats and has fallen due up to `on`, and return all that wait to be issued.

    Beside them stand the templates of which none could be made, and why. A draft that was made before and not issued
    is among the drafts; none is made twice.
    """
    failed = []
    for template in recurring.due(db, on):
        try:
            recurring.make(db, template.id, on=on)
        except ClientdeskError as error:
            client = tables.clients.get(db, template.client_id).name
            failed.append(Outcome(record_id=0, title=template.title, client=client, error=error))
    return repeating_drafts(db), tuple(failed)


def repeating_drafts(db: Database) -> tuple[int, ...]:
    """Return the drafts that were made of what repeats, in order."""
    rows = db.rows(f"{_DRAFTS} AND i.recurring_id IS NOT NULL")
    return in_order(db, [row["id"] for row in rows])


def settled(db: Database, outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Return the outcomes as they are by now: one that failed may have been mended and issued since."""
    failed = [one.record_id for one in outcomes if not one.is_done and one.record_id]
    rows = db.rows(
        "SELECT id, number FROM invoices WHERE state = 'issued' AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(failed),),
    )
    now = {row["id"]: row["number"] for row in rows}
    return tuple(
        Outcome(record_id=one.record_id, number=now[one.record_id], title=one.title, client=one.client)
        if not one.is_done and one.record_id in now
        else one
        for one in outcomes
    )


def _check_saved(db: Database, draft: Invoice) -> None:
    """Hold back a draft into which somebody typed what is not saved yet: it would go out without it."""
    if any(text.place == _PLACE and text.place_id == draft.id for text in unsaved.find(db)):
        raise StateError(
            N_("Something was typed into this draft that is not saved."),
            next_step=N_("Open it and go on, or throw away what was typed."),
            command_step=N_(
                "Open it in the window (“clientdesk run”) and go on, or throw away what was typed."
            ),
        )


def _outcome(
    db: Database, paper: Invoice | None, record_id: int = 0, error: ClientdeskError | None = None
) -> Outcome:
    if paper is None:
        return Outcome(record_id=record_id, error=error)
    try:
        client = tables.clients.get(db, paper.client_id).name
    except (NotFoundError, EnvironmentFault):
        # What is told of it is not worth a second fault.
        client = ""
    return Outcome(
        record_id=paper.id,
        number=paper.number if error is None else "",
        title=paper.title,
        client=client,
        error=error,
    )
