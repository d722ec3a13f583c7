"""What safety costs on a file of ten years: 5,000 invoices with PDFs of 40 KB, plain and encrypted, in one run.

Each act is compared with a floor of the same run: what the disk and a bare SQLite need for the same bytes. The aims are
R16 of the bar: open 2 s, issue 300 ms, verify 5 s, a verified backup 15 s.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.filled_book import TODAY, fill
from clientdesk.domain.absence import Absence
from clientdesk.domain.line import Line
from clientdesk.domain.tax import Tax
from clientdesk.storage import engine
from clientdesk.storage.database import open_book
from clientdesk.usecases import absences, backups, encryption, invoices, verifying

INVOICES, CLIENTS, PAPER = 5_000, 400, 40_000
#: R16, in seconds.
AIMS = {"open": 2.0, "issue": 0.3, "verify": 5.0, "backup": 15.0}
_KEY = bytes(range(32))
_SMALL = 15


def main() -> int:
    """Measure both books and print a line for each act; 1 where an aim is missed."""
    with tempfile.TemporaryDirectory(prefix="clientdesk-safety-") as place:
        os.environ["XDG_DATA_HOME"] = str(Path(place) / "data")
        plain = Path(place) / "plain.db"
        fill(plain, clients=CLIENTS, invoices=INVOICES, paper_bytes=PAPER)
        secret = Path(place) / "secret.db"
        shutil.copyfile(plain, secret)
        size = plain.stat().st_size / 1e6
        encrypting = clocked(lambda: encryption.switch_on(secret, _KEY, "four words of mine"))
        floor = floors(plain, Path(place))
        found = {"plain": acts(plain, None, Path(place)), "encrypted": acts(secret, _KEY, Path(place))}
    print(f"{INVOICES} invoices, {size:.0f} MB; encrypting all of it took {encrypting:.1f} s\n")
    print(f"{'':16}{'floor':>10}{'plain':>10}{'× floor':>9}{'encrypted':>11}{'× plain':>9}{'aim':>8}")
    missed = []
    for name, bare in floor.items():
        ours, encrypted = found["plain"][name], found["encrypted"][name]
        aim = AIMS.get(name)
        print(
            f"{name:16}{bare * 1000:8.1f}ms{ours * 1000:8.1f}ms{ours / bare:9.1f}{encrypted * 1000:9.1f}ms"
            f"{encrypted / ours:9.1f}{'' if aim is None else f'{aim * 1000:6.0f}ms'}"
        )
        if aim is not None and max(ours, encrypted) > aim:
            missed.append(name)
    print("\n".join(f"MISSED: {name}" for name in missed) or "\nevery aim is met")
    return 1 if missed else 0


def floors(book: Path, folder: Path) -> dict[str, float]:
    """Return what the same bytes cost without us: by act, in seconds."""
    return {
        "open": clocked(
            lambda: engine.connect(str(book)).execute("SELECT count(*) FROM sqlite_master").fetchall()
        ),
        "look quickly": clocked(
            lambda: engine.connect(str(book)).execute("SELECT max(id) FROM log").fetchall()
        ),
        "commit": _bare_commit(folder),
        "issue": _bare_commit(folder),
        "verify": clocked(lambda: hashlib.sha256(book.read_bytes())),
        "backup": clocked(lambda: _copied(book, folder / "copy.db")),
    }


def acts(book: Path, key: bytes | None, folder: Path) -> dict[str, float]:
    """Return what our acts cost on this book: by name, in seconds."""
    opened = median(lambda: open_book(book, create=False, key=key).close(), 5)
    db = open_book(book, create=False, key=key)
    drafts = [invoices.create(db, 1, on=TODAY, lines=(_line(),)) for _ in range(_SMALL)]
    commit = median(lambda: absences.create(db, Absence(first_on=TODAY, last_on=TODAY, label="Away")), _SMALL)
    left = iter(drafts)
    issue = median(lambda: invoices.issue(db, next(left).id, on=TODAY), _SMALL)
    quickly = median(lambda: verifying.verify_quickly(db), 5)
    verify = clocked(lambda: verifying.verify(db))
    at = datetime.now().astimezone()
    kept = folder / f"backups-{book.stem}"
    kept.mkdir(exist_ok=True)
    backup = clocked(lambda: backups.back_up(db, at=at, folder=kept))
    db.close()
    return {
        "open": opened,
        "look quickly": quickly,
        "commit": commit,
        "issue": issue,
        "verify": verify,
        "backup": backup,
    }


def clocked(act: Callable[[], object]) -> float:
    """Return how long an act takes, in seconds."""
    began = time.monotonic()
    act()
    return time.monotonic() - began


def median(act: Callable[[], object], rounds: int) -> float:
    """Return how long an act takes in the middle of several rounds, in seconds."""
    return statistics.median(clocked(act) for _ in range(rounds))


def _bare_commit(folder: Path) -> float:
    """Commit a row with the same care as ours and nothing else."""
    connection = engine.connect(str(folder / "bare.db"), isolation_level=None)
    for pragma in ("journal_mode = TRUNCATE", "synchronous = EXTRA"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute("CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, text TEXT)")
    taken = median(lambda: connection.execute("INSERT INTO row (text) VALUES ('x')"), _SMALL)
    connection.close()
    return taken


def _copied(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    descriptor = os.open(target, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
    target.unlink()


def _line() -> Line:
    return Line(key="a", description="Work", unit_price=Decimal("12.34"), tax=Tax(rate=Decimal(19)))


if __name__ == "__main__":
    sys.exit(main())
