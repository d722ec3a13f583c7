"""Killing an upgrade: at every step by name, and at a moment by lot (R5); `dev.py torture upgrades` does that often."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from clientdesk.storage import engine, migrations
from clientdesk.storage.database import open_book
from clientdesk.usecases import verifying
from tests.torture.running import run
from tests.upgrades.schemas import facts, lay

#: A moment of an upgrade: the function after or before which the process ends.
POINTS = {
    "with half a copy": ("clientdesk.storage.upgrading", "_copy", "after"),
    "before the migrations": ("clientdesk.storage.migrations", "apply", "before"),
    "within the migrations": ("clientdesk.storage.log", "carry", "after"),
    "after the migrations": ("clientdesk.storage.migrations", "apply", "after"),
    "after the checks": ("clientdesk.storage.rehearsal", "compare", "after"),
    "before the old one is kept": ("clientdesk.storage.upgrading", "_keep", "before"),
    "after the old one is kept": ("clientdesk.storage.upgrading", "_keep", "after"),
    "before the swap": ("clientdesk.storage.upgrading", "_swap", "before"),
    "after the swap": ("clientdesk.storage.upgrading", "_swap", "after"),
}
_CHILD = """
import importlib, os, signal, sys
from clientdesk.usecases.upgrading import upgrade
path, module, name, when = sys.argv[1:]
holder = importlib.import_module(module)
real = getattr(holder, name)
def ends(*arguments, **named):
    if when == "after":
        real(*arguments, **named)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(holder, name, ends)
upgrade(path)
"""
#: The book lies in a folder of its own: nothing but it may be left there.
_FOLDER = "books"
_UPGRADE = ("--book", f"{_FOLDER}/book.db", "upgrade")


def run_and_kill(book: Path, point: str) -> int:
    """Upgrade in a child that ends itself at a point; return its exit code."""
    return subprocess.run([sys.executable, "-c", _CHILD, str(book), *POINTS[point]], check=False).returncode


def kill_at_random(schema: int, seed: int, *, longest: float) -> tuple[list[str], bool]:
    """Upgrade a book of a schema, and kill that at a moment by lot.

    Return what is wrong with what is left, and whether it was still at work.
    """
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        book = _laid(schema, Path(place))
        before = facts(book)
        ran = run([*_UPGRADE], Path(place), kill_after=random.Random(seed).uniform(0, longest))
        if ran.code not in (0, None):
            return [f"it ended by itself: {ran.code}, {ran.err.strip()[-200:]}"], False
        return list(_wrong(book, schema, before)), ran.code is None


def seconds_of(schema: int) -> float:
    """Return how long the upgrade of a schema takes; raises AssertionError if it does not go through."""
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        book = _laid(schema, Path(place))
        before = facts(book)
        ran = run([*_UPGRADE], Path(place))
        if ran.code or (wrong := list(_wrong(book, schema, before))):
            raise AssertionError(f"the upgrade of schema {schema} fails without a kill: {ran.err or wrong}")
        return ran.seconds


def _laid(schema: int, place: Path) -> Path:
    (place / _FOLDER).mkdir()
    return lay(schema, place / _FOLDER / "book.db")


def _wrong(book: Path, schema: int, before: dict[str, object]) -> Iterator[str]:
    yield from _changed(before, facts(book), "right after the kill")
    with closing(engine.connect(str(book))) as seen:
        if (found := seen.execute("PRAGMA user_version").fetchone()[0]) not in (schema, migrations.VERSION):
            yield f"half-way: schema {found}"
    db = open_book(book)
    for finding in verifying.verify(db).findings:
        yield str(finding)
    db.close()
    yield from _changed(before, facts(book), "after the next start")
    left = {one.name for one in book.parent.iterdir() if "before upgrade" not in one.name}
    if left - {book.name, f"{book.name}-journal"}:
        yield f"left behind: {sorted(left)}"


def _changed(before: dict[str, object], after: dict[str, object], when: str) -> Iterator[str]:
    for name, value in before.items():
        if after.get(name) != value:
            yield f"{name} is another one {when}"
