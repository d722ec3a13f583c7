"""The books that a run of tests begins with: each written once, by whichever process wants it first, for copying."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clientdesk.storage.database import Database

#: Names the folder to the processes of one run; who starts the run makes it and takes it away.
_VARIABLE = "CLIENTDESK_TESTS_SHELF"


def put_up() -> Path | None:
    """Make the folder of this run; None where the process that started us has made it."""
    if _VARIABLE in os.environ:
        return None
    folder = Path(tempfile.mkdtemp(prefix="clientdesk-shelf-"))
    os.environ[_VARIABLE] = str(folder)
    return folder


def place() -> Path:
    """Return the folder that all processes of this run share."""
    return Path(os.environ[_VARIABLE])


def book(name: str, folder: Path | None = None) -> Path:
    """Return a demo book as it stands on its day; `empty` knows only who works in it."""
    folder = folder or place()
    path = folder / f"{name}.db"
    if path.exists():
        return path
    # Imported here: what every test stands on comes before the program.
    from clientdesk.demo.books import build_book
    from clientdesk.demo.lena import LENA
    from clientdesk.storage.database import open_book
    from clientdesk.usecases import issuer

    # Two processes may want it at the same moment: each makes its own, and the last one's stays.
    making = folder / f"{name}.{os.getpid()}.making.db"
    with _in_english():
        if name == "empty":
            db = open_book(making)
            issuer.save(db, LENA)
            db.close()
        else:
            build_book(making, name)
    making.replace(path)
    return path


@contextmanager
def _in_english() -> Iterator[None]:
    """Whatever language the first test that wants a book speaks, the others would read."""
    from clientdesk.i18n import ambient

    spoken = ambient._Ambient.translator
    ambient.set_language("en")
    yield
    ambient._Ambient.translator = spoken


def opened(path: Path) -> Database:
    """Open the book at `path`; where none is, a new one, which is one of its own as if it had just been made."""
    return filled("blank", lambda _db: None, path)


def filled(name: str, write: Callable[[Database], None], path: Path | None) -> Database:
    """Open the book that `write` fills; where a file is wanted and none is there, a copy of the one of this run."""
    from clientdesk.storage.database import open_book

    def make(new: Path) -> None:
        db = open_book(new)
        write(db)
        db.close()

    if path is not None and not path.exists():
        return open_book(lay(name, make, path))
    db = open_book(path)
    write(db)
    return db


def lay(name: str, write: Callable[[Path], None], path: Path) -> Path:
    """Lay at `path` what `write` wrote once for the whole run, under an identity that no other book has.

    Making a book costs ten times what copying it does, and most tests begin with a new one.
    """
    if _VARIABLE not in os.environ:
        # Not within a run of tests: the torture's own children.
        write(path)
        return path
    kept = place() / f"{name}.book"
    if not kept.exists():
        making = kept.with_suffix(f".{os.getpid()}.making")
        with _in_english():
            write(making)
        # The first one stays, where two processes make it at the same moment: what it is called by is remembered.
        with suppress(FileExistsError):
            os.link(making, kept)
        making.unlink()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(kept.read_bytes().replace(_identity(kept), secrets.token_hex(16).encode()))
    return path


@cache
def _identity(kept: Path) -> bytes:
    from clientdesk.storage import book as books
    from clientdesk.storage.database import open_book

    db = open_book(kept, create=False)
    identity = books.identity(db).encode()
    db.close()
    return identity
