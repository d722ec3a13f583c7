"""Verifying a book: nothing that was issued, booked or noted has been altered, taken out or put in (R-AUD-1, R-DOC-2).

The log seals every record; what a computer remembers outside of the book, and what is printed on papers, holds the log.
A chain of hashes proves order and change, not who wrote it: the owner of a computer can always begin a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from clientdesk.domain.errors import ClientdeskError, IntegrityFault
from clientdesk.domain.log import Head, LogAct, digest_of
from clientdesk.domain.paper import digest
from clientdesk.domain.text import N_
from clientdesk.domain.verified import Verified
from clientdesk.storage import book, dump, fingerprint, listing, log, machine, number_gaps, trash
from clientdesk.storage.ancestry import known_head, older
from clientdesk.storage.database import Database, transaction

#: How many entries at the end of the log a quick look follows.
_QUICK = 200
#: How many findings are told one by one; a book of which every record was altered needs no more to be seen.
_MOST = 50
_DAYS_BETWEEN = 30
_TO_BACKUP = N_("Keep the file as it is and compare it with your last backup.")
#: What a record is called in a sentence, by its table.
KINDS: Mapping[str, str] = {
    "absences": N_("absence"),
    "allocations": N_("share of a payment"),
    # Translators: "act of a machine 7", what a program asked for with a key of its own
    "applied": N_("act of a machine"),
    "asides": N_("what was put aside"),
    "attachments": N_("attachment"),
    "catalogue": N_("catalogue item"),
    "change_orders": N_("change order"),
    "clients": N_("client"),
    # Translators: "content of an attachment 7", the bytes of a file that was attached to a record
    "contents": N_("content of an attachment"),
    "contracts": N_("contract"),
    "designs": N_("design"),
    "fonts": N_("font"),
    "invoices": N_("invoice"),
    "issuer": N_("your business"),
    "ledger": N_("movement of a prepayment"),
    "milestones": N_("milestone"),
    "packages": N_("package"),
    "papers": N_("kept paper"),
    "payments": N_("payment"),
    "printings": N_("printing"),
    "quote_revisions": N_("version of a quote"),
    "quotes": N_("quote"),
    "recurring": N_("repeating invoice"),
    "series": N_("number series"),
    "settlements": N_("write-off"),
    "work_entries": N_("work entry"),
}
#: By which of its fields a record is known to people, the best one first.
_NAMES = ("number", "name", "title", "description", "label", "family", "code")
#: So much of a name is told.
_LONGEST_NAME = 80

#: Called with how much is done of how much.
Progress = Callable[[int, int], object]


def _silent(_done: int, _all: int) -> None:
    """Tell nobody."""


@dataclass(slots=True)
class _Findings:
    """Collects what was found, up to a bound."""

    count: int = 0
    listed: list[IntegrityFault] = field(default_factory=list)
    notices: list[ClientdeskError] = field(default_factory=list)
    is_older: bool = False

    def add(self, fault: IntegrityFault) -> None:
        self.count += 1
        if len(self.listed) < _MOST:
            self.listed.append(fault)


def verify(db: Database, *, progress: Progress = _silent, is_copy: bool = False) -> Verified:
    """Verify the whole book as it stands at one moment; takes seconds for a book of ten years, and writes nothing.

    Of a copy, such as a backup, nobody expects that it is the newest state there was (`is_copy`).
    It never raises for what it finds. Raises EnvironmentFault if the file cannot be read at all.
    """
    found = _Findings()
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
    return Verified(
        is_full=True,
        head=end,
        entries=end.count,
        records=records,
        papers=papers,
        count=found.count,
        findings=tuple(found.listed),
        notices=tuple(found.notices),
        is_older=found.is_older,
    )


@contextmanager
def _despite_damage(found: _Findings) -> Iterator[None]:
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
    found = _Findings()
    with dump.one_view(db):
        start = max(0, log.head(db).count - _QUICK)
        end = _chain(db, found, after=start)
        _grown_from_known(db, found)
        records = _touched_since(db, found, start)
    return Verified(
        is_full=False,
        head=end,
        entries=end.count - start,
        records=records,
        count=found.count,
        findings=tuple(found.listed),
        notices=tuple(found.notices),
        is_older=found.is_older,
    )


def head(db: Database) -> Head:
    """Return the end of the history."""
    return log.head(db)


def remember(db: Database, *, result: Verified | None = None, today: date | None = None) -> None:
    """Let this computer remember how far the log has grown, and the full verification of today where there was one.

    An older state of the book is not remembered in place of a newer one. A computer that cannot remember is no fault.
    """
    uuid = book.identity(db)
    if not log.holds(db, known_head(db)):
        return
    end = log.head(db)
    values: dict[str, Any] = {"head": [end.count, end.hash]}
    if result is not None and result.is_full and today is not None:
        values["verified"] = {
            "on": today.isoformat(),
            "sound": result.is_sound,
            "entries": result.entries,
            "papers": result.papers,
        }
    with suppress(OSError):
        machine.remember(uuid, **values)


def last_verified(db: Database) -> tuple[date, bool] | None:
    """Return the day of the last full verification on this computer, and whether all was sound; None before any."""
    kept = machine.recall(book.identity(db)).get("verified")
    try:
        return (date.fromisoformat(kept["on"]), bool(kept["sound"])) if isinstance(kept, dict) else None
    except (KeyError, TypeError, ValueError):
        return None


def is_due(db: Database, *, today: date) -> bool:
    """Tell whether the last full verification is a month old, found something, or never was."""
    last = last_verified(db)
    return last is None or not last[1] or (today - last[0]).days >= _DAYS_BETWEEN


def go_on_with_older(db: Database) -> None:
    """Note that this older state of the book is the one to go on with, and remember it as the present one."""
    known = known_head(db)
    with transaction(db):
        log.note(db, LogAct.OLDER_ACCEPTED, count=known.count, hash=known.hash)
        end = log.head(db)
    with suppress(OSError):
        machine.remember(book.identity(db), head=[end.count, end.hash])


def _engine(db: Database, found: _Findings) -> None:
    for row in db.rows("PRAGMA integrity_check"):
        if row["integrity_check"] != "ok":
            found.add(
                IntegrityFault(
                    N_("The file is damaged: {detail}."), next_step=_TO_BACKUP, detail=row["integrity_check"]
                )
            )
    for row in db.rows("PRAGMA foreign_key_check"):
        found.add(
            _about(
                row["table"], {"id": row["rowid"]}, N_("Refers to a record that is missing: {kind} {name}.")
            )
        )


def _structure(db: Database, found: _Findings) -> None:
    try:
        fingerprint.check(db)
    except IntegrityFault as fault:
        found.add(fault)


def _chain(db: Database, found: _Findings, *, after: int) -> Head:
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


def _trash(db: Database, found: _Findings) -> None:
    """What was deleted can come back for 90 days: until then it is as sealed as what stands in the book."""
    for entry in trash.of_all(db):
        if not trash.is_as_sealed(db, entry):
            found.add(
                IntegrityFault(
                    N_("Altered in the trash by another program: {kind} {name}."),
                    next_step=_TO_BACKUP,
                    rule="R-AUD-1",
                    kind=KINDS.get(entry.table_name, entry.table_name),
                    name=entry.name or f"#{entry.record_id}",
                )
            )


def _altered_before(db: Database, found: _Findings) -> None:
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
                name=_name(record),
            )
        )


def _grown_from_known(db: Database, found: _Findings) -> None:
    fault = older(db)
    if fault is not None:
        found.is_older = True
        found.add(fault)


def _records(db: Database, found: _Findings, progress: Progress) -> tuple[int, int]:
    """Compare every record with what the log sealed; return how many records and papers there are."""
    last = log.last_digests(db)
    expected, done, papers = len(last), 0, 0
    for table in log.logged_tables(db):
        for row in log.rows(db, table):
            _compare(table, row, last.pop((table, row["id"]), None), found)
            if table == "papers":
                papers += 1
                if not isinstance(row["pdf"], bytes) or digest(row["pdf"]) != row["sha256"]:
                    found.add(_about(table, row, N_("No longer the paper that went out: {kind} {name}.")))
            done += 1
            progress(done, max(done, expected))
    for (table, record_id), (sealed, _salt) in last.items():
        if sealed:
            found.add(_about(table, {"id": record_id}, N_("Taken out by another program: {kind} {name}.")))
    return done, papers


def _touched_since(db: Database, found: _Findings, start: int) -> int:
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
            found.add(_about(table, {"id": record_id}, N_("Taken out by another program: {kind} {name}.")))
    return len(touched)


def _compare(table: str, row: Mapping[str, Any], sealed: tuple[str, str] | None, found: _Findings) -> None:
    if sealed is None or not sealed[0]:
        found.add(_about(table, row, N_("Put in by another program: {kind} {name}.")))
    elif digest_of(sealed[1], row) != sealed[0]:
        found.add(_about(table, row, N_("Altered by another program: {kind} {name}.")))


def _papers_there(db: Database, found: _Findings) -> None:
    """An issued invoice has its paper in the same book (R-DOC-2)."""
    for row in db.rows(
        "SELECT id, number FROM invoices WHERE state = 'issued' AND NOT EXISTS (SELECT 1 FROM papers AS p"
        " WHERE p.sha256 = invoices.paper_sha256 AND p.record_kind = 'invoice' AND p.record_id = invoices.id)"
    ):
        found.add(_about("invoices", row, N_("Its paper is missing: {kind} {name}.")))


def _worked_out(db: Database, found: _Findings) -> None:
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


def _numbers(db: Database, found: _Findings) -> None:
    for run in number_gaps.gaps(db):
        if run.missing:
            found.add(
                IntegrityFault(
                    N_("Numbers are missing in {series}: {missing}."),
                    next_step=_TO_BACKUP,
                    rule="R-NUM-6",
                    series=run.label,
                    missing=", ".join(run.missing[:5]) + (" …" if run.missing[5:] else ""),
                )
            )


def _about(table: str, row: Mapping[str, Any], message: str) -> IntegrityFault:
    return IntegrityFault(
        message,
        next_step=_TO_BACKUP,
        rule="R-AUD-1",
        kind=KINDS.get(table, table),
        name=_name(row),
    )


def _name(row: Mapping[str, Any]) -> str:
    """Return what a record is called and its id: the name may be what was altered, and may be anything by now."""
    record_id = f"#{row.get('id', '?')}"
    found = next((str(row[name]) for name in _NAMES if row.get(name)), "")
    plain = "".join(
        char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in found[:_LONGEST_NAME]
    )
    return f"{plain} ({record_id})" if plain else record_id
