"""What must be true of the folder of a window that was killed: act by act, and of what the next start says."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clientdesk.domain.errors import ClientdeskError
from clientdesk.storage import backup_check, manifest
from clientdesk.storage.database import Database
from tests.torture import state
from tests.torture.verb import BOOK

#: What a window told: the act, what it was done to, what came of it.
Told = list[tuple[str, int, Any]]
#: Drafts, invoices or lists in the folder before a kill.
ACTS = 12
#: Clients in each list that is imported.
RECORDS = 60
_VERDICT = "All as it was written on "
#: The papers of a book, which no later act changes.
_ISSUED = "SELECT id, number, gross, paper_sha256 FROM invoices WHERE state = 'issued' ORDER BY id"


def _nothing(folder: Path, ids: range) -> None:
    del folder, ids


def _no_more(folder: Path, told: Told, again: Told) -> list[str]:
    del folder, told, again
    return []


@dataclass(frozen=True, slots=True)
class Check:
    """One act. `lost` looks after a kill and after the next start, `went_on` at what the next start was told to do.

    Both return what is wrong, in words. `longest` is the latest moment of a kill behind the act told last, in seconds:
    a whole act takes less. `goes_on`: the next start does the first act again that was not told.
    """

    lost: Callable[[Path, Told], list[str]]
    longest: float = 0.4
    prepare: Callable[[Path, range], None] = _nothing
    goes_on: bool = False
    went_on: Callable[[Path, Told, Told], list[str]] = _no_more


def seen(told: Told) -> Any:
    """Return what a start has said when it was looked at; None where it was not."""
    return next((what for act, _, what in told if act == "look"), None)


def unsaid(told: Told) -> list[str]:
    """Return what the next start did not say of a sound book: nothing in the bar, and a verdict in the settings."""
    said = seen(told)
    if said is None:
        return [f"the next start said nothing: {told}"]
    found = (
        [f"the next start found: {said['bars']} {said['findings']}"] if said["bars"] or said["count"] else []
    )
    if not said["verdict"].startswith(_VERDICT):
        found.append(f"the next start says of the book: “{said['verdict']}”")
    return found


def _done(there: str, count: str) -> Callable[[Path, Told], list[str]]:
    """Return the check that each act that was told is `there`, and at most one more was done."""

    def lost(folder: Path, told: Told) -> list[str]:
        with state.opened(folder / BOOK) as db:
            found = [
                f"LOST: {act} of {at}, told as {what}"
                for act, at, what in told
                if not db.value(there, (at, what))
            ]
            # One more may be done than was told: it was killed between the commit and the word.
            done = db.value(count)
        if not len(told) <= done <= len(told) + 1:
            found.append(f"{done} were done and {len(told)} were told")
        return found

    return lost


def _issued(folder: Path, told: Told) -> list[str]:
    found = _done(
        "SELECT count(*) FROM invoices WHERE id = ? AND number = ? AND state = 'issued'",
        "SELECT count(*) FROM invoices WHERE state = 'issued'",
    )(folder, told)
    with state.opened(folder / BOOK) as db:
        if (there := db.value("SELECT count(*) FROM invoices")) != ACTS:
            found.append(f"{there} drafts and invoices are left of {ACTS}")
    return found


def _write_lists(folder: Path, ids: range) -> None:
    for at in ids:
        rows = (f"{_of_list(at)}{row};Ort {row};DE" for row in range(RECORDS))
        (folder / f"list-{at}.csv").write_text("\n".join(("Firma;Ort;Land", *rows)) + "\n", "utf-8")


def _of_list(at: int) -> str:
    return f"Größe {at} Nr. "


def _imported(folder: Path, told: Told) -> list[str]:
    """Every list is in the book as a whole, once, and told by the history, or not at all."""
    found, whole = [], 0
    with state.opened(folder / BOOK) as db:
        for path in folder.glob("list-*.csv"):
            at = int(path.stem.partition("-")[2])
            there = db.value("SELECT count(*) FROM clients WHERE name LIKE ? || '%'", (_of_list(at),))
            noted = db.value(
                "SELECT count(*) FROM log WHERE act = 'imported' AND changes LIKE ?", (f"%{path.name}%",)
            )
            whole += there == RECORDS
            if (there, noted) not in ((0, 0), (RECORDS, 1)):
                found.append(f"{there} of {RECORDS} of {path.name} are there, and {noted} entries tell of it")
            if not there and at in {one for _, one, _ in told}:
                found.append(f"LOST: {path.name} was told as taken over")
    if not len(told) <= whole <= len(told) + 1:
        found.append(f"{whole} lists are there and {len(told)} were told")
    return found


def _imported_again(folder: Path, told: Told, again: Told) -> list[str]:
    """Who starts again and imports the same file is told that all of it is new, or that all of it is there."""
    del folder
    found = [f"{what} of list {at} are new, left out" for _, at, what in told if what != [RECORDS, 0]]
    offered = [what for act, _, what in again if act == "import"]
    if len(offered) != 1 or offered[0] not in ([RECORDS, 0], [0, RECORDS]):
        found.append(f"next start: imported again: {offered}")
    return found


def _backups(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.db") if path.name != BOOK]


def _backed_up(folder: Path, told: Told) -> list[str]:
    """Every backup that bears its name is proven and whole, and the newest holds what was told."""
    found, newest = [], 0
    with state.opened(folder / BOOK) as db:
        papers = db.rows(_ISSUED)
    for path in _backups(folder):
        with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
            copy = Path(shutil.copy(path, place))
            try:
                with backup_check.opened(copy, like=manifest.read(path)) as other:
                    held = _held(other)
                    if other.rows(_ISSUED) != papers:
                        found.append(f"{path.name} has other papers than the book")
            except ClientdeskError as error:
                found.append(f"{path.name} bears its name and is refused: {error}")
                continue
            found += [f"{path.name}: {fault}" for fault in state.faults(copy)]
        if manifest.read(path) is None:
            found.append(f"{path.name} has no manifest")
        newest = max(newest, held)
    last = max((at for _, at, _ in told), default=0)
    if newest < last:
        found.append(f"LOST: the backup behind change {last}; there are those up to {newest}")
    return found


def _held(db: Database) -> int:
    """Return how many of the changes before backups are in it: of all, the first ones."""
    return int(db.value("SELECT count(*) FROM clients WHERE name LIKE 'Vor Sicherung %'"))


def _backed_up_again(folder: Path, told: Told, again: Told) -> list[str]:
    """Who starts again sees how old the last backup is, has one made, and finds nothing of the one that was cut off."""
    said = seen(again)["backups"]
    found = []
    if told and not said.startswith("Last verified backup:"):
        found.append(f"next start: there are backups, and the sign says “{said}”")
    made = [what for act, _, what in again if act == "backup"]
    # Of an hour the newest alone is kept.
    if len(made) != 1 or made[0] not in {path.name for path in _backups(folder)}:
        found.append(f"next start: backed up: {made}, there are {_backups(folder)}")
    found += [f"next start: left behind: {path.name}" for path in folder.rglob("*.part*")]
    return found


CHECKS: dict[str, Check] = {
    "issue": Check(_issued),
    "pay": Check(
        _done(
            "SELECT count(*) FROM allocations WHERE invoice_id = ? AND payment_id = ?",
            "SELECT count(*) FROM payments",
        )
    ),
    "cancel": Check(
        _done(
            "SELECT count(*) FROM invoices WHERE corrects_id = ? AND number = ? AND state = 'issued'",
            "SELECT count(*) FROM invoices WHERE kind = 'cancellation' AND state = 'issued'",
        )
    ),
    "import": Check(_imported, longest=1.2, prepare=_write_lists, goes_on=True, went_on=_imported_again),
    "backup": Check(_backed_up, longest=1.0, goes_on=True, went_on=_backed_up_again),
}
