"""Backups that must not be brought back: damaged ones, cut ones, those of newer and of other programs."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path

from clientdesk.storage import engine, manifest, migrations
from clientdesk.usecases import encryption
from tests.upgrades.schemas import lay
from tests.usecases.verifying.altering import attack

_PAGE = 4096
_KEY = bytes(range(32))
_NEWER = f"PRAGMA user_version = {migrations.VERSION + 1}"
_OURS = f"PRAGMA application_id = {migrations.APPLICATION_ID}"

Spoil = Callable[[Path, random.Random], None]


def _cut(path: Path, chance: random.Random) -> None:
    path.write_bytes(path.read_bytes()[: chance.randrange(1, path.stat().st_size)])


def _half(path: Path, chance: random.Random) -> None:
    del chance
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _grown(path: Path, chance: random.Random) -> None:
    path.write_bytes(path.read_bytes() + chance.randbytes(_PAGE))


def _bit(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def _swapped(path: Path, chance: random.Random) -> None:
    data = path.read_bytes()
    pages = [data[at : at + _PAGE] for at in range(0, len(data), _PAGE)]
    one, two = chance.sample(range(1, len(pages)), 2)
    pages[one], pages[two] = pages[two], pages[one]
    path.write_bytes(b"".join(pages))


def _holding(data: bytes, path: Path, chance: random.Random) -> None:
    del chance
    path.write_bytes(data)


def _gone(path: Path, chance: random.Random) -> None:
    del chance
    path.unlink()


def _folder(path: Path, chance: random.Random) -> None:
    _gone(path, chance)
    path.mkdir()


def _told(*statements: str) -> Spoil:
    """Return what another program does to it, past the guards."""

    def spoil(path: Path, chance: random.Random) -> None:
        del chance
        with closing(engine.connect(str(path), isolation_level=None)) as other:
            for statement in ("PRAGMA foreign_keys = OFF", *statements):
                other.execute(statement)

    return spoil


def _unguarded(statement: str) -> Spoil:
    """Return what another program does that takes the guards away and puts them back."""

    def spoil(path: Path, chance: random.Random) -> None:
        del chance
        attack(path, statement)

    return spoil


def _of_another_program(path: Path, chance: random.Random) -> None:
    _holding(b"", path, chance)
    _told("CREATE TABLE bookmarks (id INTEGER PRIMARY KEY, url TEXT)")(path, chance)


def _left_over(path: Path, chance: random.Random) -> None:
    _holding(b"", path, chance)
    _told(f"PRAGMA user_version = {migrations.VERSION}", _OURS)(path, chance)


def _old(*statements: str) -> Spoil:
    """Return a backup of the first release with something missing."""

    def spoil(path: Path, chance: random.Random) -> None:
        lay(1, path)
        _unguarded(statements[0])(path, chance)
        _told(*statements[1:])(path, chance)

    return spoil


def _locked(path: Path, chance: random.Random) -> None:
    """Encrypt it under a key that nobody here has."""
    del chance
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        copy = Path(shutil.copy(path, place))
        encryption.switch_on(copy, _KEY, "four words of mine")
        shutil.move(copy, path)


#: Each with its manifest, which knows size and hash, and then again without: whoever copies by hand leaves it behind.
WITH_MANIFEST: Mapping[str, Spoil] = {
    "cut": _cut,
    "half": _half,
    "empty": partial(_holding, b""),
    "grown": _grown,
    "one bit": _bit,
    "two pages swapped": _swapped,
    "gone": _gone,
    "a folder": _folder,
}
ALONE: Mapping[str, Spoil] = {
    "cut, alone": _half,
    "empty, alone": partial(_holding, b""),
    "a letter": partial(_holding, b"Dear diary, " * 4000),
    "a picture": partial(_holding, b"\x89PNG\r\n\x1a\n" + bytes(60_000)),
    "of a newer program": _told(_NEWER),
    "of another program": _of_another_program,
    "left over by a copy": _left_over,
    "a view for a table": _told("DROP TABLE asides", "CREATE VIEW asides AS SELECT 1 AS id"),
    "a table missing": _told("DROP TABLE allocations"),
    "a trigger too many": _told(
        "CREATE TRIGGER evil AFTER INSERT ON payments BEGIN UPDATE clients SET notes = 'x'; END"
    ),
    "a guard missing": _told("DROP TRIGGER guard_invoices_kept"),
    "clients missing": _unguarded("DELETE FROM clients"),
    "old, clients missing": _old("DELETE FROM clients"),
    "old, a table missing": _old("SELECT 1", "DROP TABLE allocations"),
    "under another key": _locked,
}


def spoil(name: str, backup: Path, chance: random.Random) -> None:
    """Spoil a backup in place."""
    if name in ALONE:
        manifest.path_of(backup).unlink()
        ALONE[name](backup, chance)
    else:
        WITH_MANIFEST[name](backup, chance)
