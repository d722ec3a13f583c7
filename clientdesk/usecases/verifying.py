"""Verifying a book: nothing that was issued, booked or noted has been altered, taken out or put in (R-AUD-1, R-DOC-2).

The log seals every record; what a computer remembers outside of the book, and what is printed on papers, holds the log.
A chain of hashes proves order and change, not who wrote it: the owner of a computer can always begin a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from clientdesk.domain.errors import ClientdeskError, IntegrityFault
from clientdesk.domain.log import Head, LogAct, digest_of
from clientdesk.domain.paper import digest
from clientdesk.domain.text import N_
from clientdesk.domain.verified import Verified
from clientdesk.storage import dump, fingerprint, listing, log, number_gaps, trash
from clientdesk.storage.ancestry import older
from clientdesk.storage.database import Database
from clientdesk.usecases.findings import KINDS, TO_BACKUP, Findings, about, name_of

#: How many entries at the end of the log a quick look follows.
_QUICK = 200
#: Called with how much is done of how much.
Progress = Callable[[int, int], object]


def _silent(_done: int, _all: int) -> None:
    """Tell nobody."""


def verify(db: Database, *, progress: Progress = _silent, is_copy: bool = False) -> Verified:
    """Verify the whole book as it stands at one moment; takes seconds for a book of ten years, and writes nothing.

    Of a copy, such as a backup, nobody expects that it is the newest state there was (`is_copy`).
    It never raises for what it finds. Raises EnvironmentFault if the file cannot be read at all.
    """
    found = Findings()
    with dump.one_view(db):
        _engine(db, found)
        _structure(db, found)
        end = _chain(db, found, after=0)
        records = papers = 0
        with _despite_damage(found):
            if not is_copy:
                _grown_from_known(db, found)
            records, papers = _records(db, found, progress)
            _papers_there(db, found)
            _trash(db, found)
            _altered_before(db, found)
            _worked_out(db, found)
            _numbers(db, found)
    return found.told(is_full=True, head=end, entries=end.count, records=records, papers=papers)


@contextmanager
def _despite_damage(found: Findings) -> Iterator[None]:
    """End the looking, not the program, at what cannot be read; what is no fault of ours only in a damaged file."""
    try:
        yield
    except IntegrityFault as fault:
        found.add(fault)
    except (ArithmeticError, LookupError, TypeError, ValueError):
        if not found.count:
            raise


def doubts(copy: Database) -> int:
    """Return how much there is to be said against what is in a copy of a book, what was altered long ago included.

    What cannot even be looked through to its end is in doubt, and no reason to have no backup of it.
    """
    try:
        found = verify(copy, is_copy=True)
    except Exception:  # noqa: BLE001  # whatever it is, the verification of the book itself says it aloud
        return 1
    return found.count + sum(one.rule == "R-AUD-1" for one in found.notices)


def verify_quickly(db: Database) -> Verified:
    """Look at the end of the log, at the records it is about, and whether this is an older state of the book."""
    found = Findings()
    with dump.one_view(db):
        start = max(0, log.head(db).count - _QUICK)
        end = _chain(db, found, after=start)
        _grown_from_known(db, found)
        records = _touched_since(db, found, start)
    return found.told(is_full=False, head=end, entries=end.count - start, records=records)


def head(db: Database) -> Head:
    """Return the end of the history."""
    return log.head(db)


def _engine(db: Database, found: Findings) -> None:
    for row in db.rows("PRAGMA integrity_check"):
        if row["integrity_check"] != "ok":
            found.add(
                IntegrityFault(
                    N_("The file is damaged: {detail}."), next_step=TO_BACKUP, detail=row["integrity_check"]
                )
            )
    for row in db.rows("PRAGMA foreign_key_check"):
        found.add(
            about(
                row["table"], {"id": row["rowid"]}, N_("Refers to a record that is missing: {kind} {name}.")
            )
        )


def _structure(db: Database, found: Findings) -> None:
    try:
        fingerprint.check(db)
    except IntegrityFault as fault:
        found.add(fault)


def _chain(db: Database, found: Findings, *, after: int) -> Head:
    try:
        end = log.check(db, after=after)
    except IntegrityFault as fault:
        found.add(fault)
        return log.head(db)
    back = db.row(
        "SELECT b.id AS id, b.at AS at FROM log AS a JOIN log AS b ON b.id = a.id + 1"
        " WHERE b.at < a.at AND b.id > ? ORDER BY b.id DESC LIMIT 1",
        (after,),
    )
    if back is not None:
        found.notices.append(
            ClientdeskError(
                N_("The clock of the computer went back before entry {number} of the history, to {at}."),
                rule="T88",
                number=back["id"],
                at=back["at"],
            )
        )
    return end


def _trash(db: Database, found: Findings) -> None:
    """What was deleted can come back for 90 days: until then it is as sealed as what stands in the book."""
    for entry in trash.of_all(db):
        if not trash.is_as_sealed(db, entry):
            found.add(
                IntegrityFault(
                    N_("Altered in the trash by another program: {kind} {name}."),
                    next_step=TO_BACKUP,
                    rule="R-AUD-1",
                    kind=KINDS.get(entry.table_name, entry.table_name),
                    name=entry.name or f"#{entry.record_id}",
                )
            )


def _altered_before(db: Database, found: Findings) -> None:
    """What another program altered and was changed here since is sealed as it is now; that it happened stays told."""
    told = db.rows(
        "SELECT at, table_name, record_id FROM log WHERE act = ? ORDER BY id", (str(LogAct.ALTERED),)
    )
    for row in told:
        table = row["table_name"]
        record = next(log.rows(db, table, row["record_id"]), {"id": row["record_id"]})
        found.notices.append(
            ClientdeskError(
                N_("Altered by another program before it was changed here, {at}: {kind} {name}."),
                rule="R-AUD-1",
                at=row["at"],
                kind=KINDS.get(table, table),
                name=name_of(record),
            )
        )


def _grown_from_known(db: Database, found: Findings) -> None:
    fault = older(db)
    if fault is not None:
        found.is_older = True
        found.add(fault)


def _records(db: Database, found: Findings, progress: Progress) -> tuple[int, int]:
    """Compare every record with what the log sealed; return how many records and papers there are."""
    last = log.last_digests(db)
    expected, done, papers = len(last), 0, 0
    for table in log.logged_tables(db):
        for row in log.rows(db, table):
            _compare(table, row, last.pop((table, row["id"]), None), found)
            if table == "papers":
                papers += 1
                if not isinstance(row["pdf"], bytes) or digest(row["pdf"]) != row["sha256"]:
                    found.add(about(table, row, N_("No longer the paper that went out: {kind} {name}.")))
            done += 1
            progress(done, max(done, expected))
    for (table, record_id), (sealed, _salt) in last.items():
        if sealed:
            found.add(about(table, {"id": record_id}, N_("Taken out by another program: {kind} {name}.")))
    return done, papers


def _touched_since(db: Database, found: Findings, start: int) -> int:
    touched = db.rows(
        "SELECT DISTINCT table_name, record_id FROM log WHERE id > ? AND table_name <> ''", (start,)
    )
    known = set(log.logged_tables(db))
    for one in touched:
        table, record_id = one["table_name"], one["record_id"]
        sealed = db.row(
            "SELECT digest, salt FROM log WHERE table_name = ? AND record_id = ? ORDER BY id DESC LIMIT 1",
            (table, record_id),
        )
        row = next(log.rows(db, table, record_id), None) if table in known else None
        if row is not None and sealed is not None:
            _compare(table, row, (sealed["digest"], sealed["salt"]), found)
        elif sealed is not None and sealed["digest"]:
            found.add(about(table, {"id": record_id}, N_("Taken out by another program: {kind} {name}.")))
    return len(touched)


def _compare(table: str, row: Mapping[str, Any], sealed: tuple[str, str] | None, found: Findings) -> None:
    if sealed is None or not sealed[0]:
        found.add(about(table, row, N_("Put in by another program: {kind} {name}.")))
    elif digest_of(sealed[1], row) != sealed[0]:
        found.add(about(table, row, N_("Altered by another program: {kind} {name}.")))


def _papers_there(db: Database, found: Findings) -> None:
    """An issued invoice has its paper in the same book (R-DOC-2)."""
    for row in db.rows(
        "SELECT id, number FROM invoices WHERE state = 'issued' AND NOT EXISTS (SELECT 1 FROM papers AS p"
        " WHERE p.sha256 = invoices.paper_sha256 AND p.record_kind = 'invoice' AND p.record_id = invoices.id)"
    ):
        found.add(about("invoices", row, N_("Its paper is missing: {kind} {name}.")))


def _worked_out(db: Database, found: Findings) -> None:
    if count := listing.differences(db):
        found.add(
            IntegrityFault(
                N_("Entries of the lists that do not agree with their records: {count}."),
                next_step=N_(
                    "Export the book and import it into a new one: there the lists are worked out anew."
                ),
                count=count,
            )
        )


def _numbers(db: Database, found: Findings) -> None:
    for run in number_gaps.gaps(db):
        if run.missing:
            found.add(
                IntegrityFault(
                    N_("Numbers are missing in {series}: {missing}."),
                    next_step=TO_BACKUP,
                    rule="R-NUM-6",
                    series=run.label,
                    missing=", ".join(run.missing[:5]) + (" …" if run.missing[5:] else ""),
                )
            )
