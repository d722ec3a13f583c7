"""Backups: made while somebody writes and brought back equal; bad and foreign ones refused, the book as it was (R8)."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from clientdesk.domain.errors import ClientdeskError
from clientdesk.storage import manifest
from clientdesk.storage.contents import contents
from clientdesk.storage.database import Database, open_as_it_is, open_book
from clientdesk.usecases import attachments, backups, restoring
from tests.storage.test_backup import WRITER
from tests.torture import state
from tests.torture.report import Options, Row
from tests.torture.spoiling import ALONE, WITH_MANIFEST, spoil
from tests.torture.tracing import ROOT
from tests.torture.verb import BOOK, DAY, LOG, make_book
from tests.usecases.billing import open_texan

_AT = datetime(2026, 6, 17, 12, 30, 5, tzinfo=UTC)
_USUAL, _SHORT = 100, 2
_BULK = 6 << 20
#: The writer makes a client and an absence in one act: a copy between two acts shows.
_WRITTEN = "SELECT count(*) FROM clients WHERE name LIKE 'Client %'"
_ABSENCES = "SELECT count(*) FROM absences"
_IN_ORDER = "SELECT name FROM clients WHERE name LIKE 'Client %' ORDER BY id"


def rows(options: Options) -> Iterator[Row]:
    """Yield a row for those made under a writer, and one for those that must be refused."""
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        folder = Path(place)
        with patch.dict(os.environ, {"XDG_DATA_HOME": str(folder / "data")}):
            make_book(folder, drafts=1, issued=3).close()
            if options.wants("good"):
                yield _good(folder, options)
            if options.wants("bad"):
                yield _bad(folder, options)


def _good(folder: Path, options: Options) -> Row:
    count = options.count(_USUAL, _SHORT)
    book = folder / "busy.db"
    (folder / "kept").mkdir()
    shutil.copyfile(folder / BOOK, book)
    with closing(open_book(book)) as db:
        # What is written lies before it and behind it: whoever copies the file takes a while from one to the other.
        attachments.add(db, "clients", 1, name="scan.bin", data=os.urandom(_BULK), on=DAY)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(book)], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    faults: list[str] = []
    written = 0
    try:
        assert writer.stdout is not None
        writer.stdout.readline()
        with closing(open_book(book)) as db:
            for number in range(count):
                faults += [f"{number}: {fault}" for fault in _made(db, folder / "kept")]
            written = db.value(_WRITTEN)
        if writer.poll() is not None:
            faults.append("the writer was turned away")
    except ClientdeskError as error:
        faults.append(f"the book itself: {error}")
    finally:
        writer.kill()
        writer.communicate()
    found = f"{len(faults)} faults, {written} acts meanwhile"
    return Row("R8", "backups while somebody writes, restored", count, "100 % equal", found, faults)


def _made(db: Database, kept: Path) -> Iterator[str]:
    """Make one backup, look at it, and bring it back to an empty place; then it goes."""
    before = db.value(_WRITTEN)
    try:
        made = backups.back_up(db, at=_AT, folder=kept).made
    except ClientdeskError as error:
        yield f"refused: {error}"
        return
    after = db.value(_WRITTEN)
    place = kept / "restored" / BOOK
    try:
        yield from _looked_at(made.path, range(before, after + 1))
        restoring.exchange(restoring.prepare(made.path, place), place, at=_AT)
        if state.content(place, but=LOG) != state.content(made.path, but=LOG):
            yield "what was brought back is not what was backed up"
    except ClientdeskError as error:
        yield f"it bears its name and cannot be brought back: {error}"
    shutil.rmtree(place.parent, ignore_errors=True)
    for part in (made.path, manifest.path_of(made.path)):
        part.unlink(missing_ok=True)


def _looked_at(made: Path, acts: range) -> Iterator[str]:
    """Look at a backup, which holds as many acts as there were at one moment while it was made."""
    with closing(open_as_it_is(made)) as copy:
        if (checked := copy.value("PRAGMA integrity_check")) != "ok":
            yield f"integrity: {checked}"
        if (told := manifest.read(made)) is None or told.content != contents(copy).sha256:
            yield "what is written down of it is not what it holds"
        names, absences = [row["name"] for row in copy.rows(_IN_ORDER)], copy.value(_ABSENCES)
    if names != [f"Client {number}" for number in range(len(names))] or absences != len(names):
        yield f"between two acts: {len(names)} clients, {absences} absences"
    if len(names) not in acts:
        yield f"it holds {len(names)} acts; there were {acts[0]} before and {acts[-1]} after it"


def _bad(folder: Path, options: Options) -> Row:
    names = [*WITH_MANIFEST, *ALONE]
    chosen = names[:: -(-len(names) // options.count(len(names), 6))]
    (folder / "good").mkdir()
    with closing(open_book(folder / BOOK, create=False)) as db:
        made = backups.back_up(db, at=_AT, folder=folder / "good").made
    before = (folder / BOOK).read_bytes()
    faults = []
    for name in chosen:
        shutil.rmtree(folder / "spoilt", ignore_errors=True)
        shutil.copytree(folder / "good", folder / "spoilt")
        backup = folder / "spoilt" / made.path.name
        spoil(name, backup, random.Random(f"{options.seed}-{name}"))
        faults += [f"{name}: {fault}" for fault in _taken(backup, folder / BOOK)]
        if (folder / BOOK).read_bytes() != before:
            faults.append(f"{name}: the book is another one")
    faults += _of_somebody_else(folder)
    found = f"{len(faults)} faults, {len(chosen) + 1} told"
    return Row(
        "R8", "damaged, old and foreign backups", len(chosen) + 1, "100 % refused or asked", found, faults
    )


def _taken(backup: Path, book: Path) -> Iterator[str]:
    for name, act in (("looked into", restoring.look_into), ("prepared", restoring.prepare)):
        try:
            act(backup, book)
        except ClientdeskError as error:
            if not str(error.next_step):
                yield f"{name}: no next step is told"
        else:
            yield f"TAKEN: it was {name} as if it were good"
    left = {path.name for path in book.parent.glob(f"{book.stem}*")} - {BOOK, f"{BOOK}-journal"}
    if left:
        yield f"left behind: {sorted(left)}"


def _of_somebody_else(folder: Path) -> Iterator[str]:
    """A good backup of another book is taken only by who says so."""
    (folder / "others").mkdir()
    with closing(open_texan(folder / "other.db")) as other:
        made = backups.back_up(other, at=_AT, folder=folder / "others").made
    if not restoring.look_into(made.path, folder / BOOK).is_other:
        yield "TAKEN: the backup of another book, and nothing was asked"
