"""Looking at a file that may be anything: in a child, because it may bring the engine down."""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from clientdesk.cli.program import main
from tests.torture import state

_FORKS = multiprocessing.get_context("fork")
_SECONDS = 60.0
#: Exit codes by which a file is refused or a damage is told.
REFUSED = frozenset({1, 3, 4, 5})


@dataclass(frozen=True, slots=True)
class Seen:
    """What `verify` made of a file: its exit code and words, and whether the content is still the same."""

    code: int
    words: str
    is_same: bool

    @property
    def fault(self) -> str:
        """Return what is wrong: a crash, or a change that nobody was told of. Empty if it was told, or is none."""
        if self.code in REFUSED and self.words.strip() and "Traceback" not in self.words:
            return ""
        if self.code == 0:
            return "" if self.is_same else "SILENT: verify finds nothing and the content is another one"
        return f"crashed: {self.words.strip()[-300:]}"


def look(make: Callable[[int, Path], None], count: int, folder: Path, before: bytes) -> Iterator[Seen]:
    """Make `count` files, one after the other, and look at each; one that ends the process is told as a crash."""
    at = 0
    while at < count:
        listening, telling = _FORKS.Pipe(duplex=False)
        child = _FORKS.Process(target=_child, args=(make, range(at, count), folder, before, telling))
        child.start()
        telling.close()
        try:
            while at < count and listening.poll(_SECONDS):
                yield listening.recv()
                at += 1
        except EOFError:
            pass
        child.kill()
        child.join()
        listening.close()
        if at < count:
            yield Seen(
                -1, f"number {at} ended the process or took longer than {_SECONDS:.0f} s", is_same=False
            )
            at += 1


def _child(
    make: Callable[[int, Path], None], places: Sequence[int], folder: Path, before: bytes, telling: Connection
) -> None:
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 2)
    for at in places:
        # What this computer remembers of one copy says nothing about the next.
        os.environ["XDG_DATA_HOME"] = str(folder / f"{at}.data")
        path = folder / f"{at}.db"
        make(at, path)
        telling.send(seen(path, before))
        for leftover in folder.glob(f"{at}.db*"):
            leftover.unlink()
    telling.close()
    os._exit(0)


def seen(path: Path, before: bytes) -> Seen:
    """Verify a file and compare what it holds with what it held."""
    code, words = command("--book", str(path), "verify")
    if code != 0:
        return Seen(code, words, is_same=False)
    try:
        return Seen(0, words, fingerprint(path) == before)
    except Exception as error:  # noqa: BLE001  # what verify calls sound must be readable
        return Seen(-2, f"verify calls it sound, and then: {error!r}", is_same=False)


def fingerprint(path: Path) -> bytes:
    """Return all that a book holds: its records as its export writes them, and its schema."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        schema = connection.execute(
            "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
        ).fetchall()
    return state.content(path) + repr(schema).encode()


def command(*words: str) -> tuple[int, str]:
    """Run a command here and return its exit code and what it said on both streams."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            code = main([*words, "--language", "en-GB"])
        except Exception:  # noqa: BLE001  # that is what is looked for
            import traceback

            traceback.print_exc(file=sys.stderr)
            code = -2
    return code, said.getvalue()
