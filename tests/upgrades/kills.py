"""Killing an upgrade: at every step by name, and by lot: `python -m tests.upgrades.kills --kills 200` (R5)."""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from clientdesk.storage import engine, migrations
from clientdesk.storage.database import open_book
from clientdesk.usecases import verifying
from tests.upgrades.schemas import SCHEMAS, facts, lay

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
if module:
    holder = importlib.import_module(module)
    real = getattr(holder, name)
    def ends(*arguments, **named):
        if when == "after":
            real(*arguments, **named)
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(holder, name, ends)
else:
    # All that takes its time at a start lies behind it: what is killed is the upgrade.
    import clientdesk.storage.upgrading, sqlite_utils, sqlite_utils.migrations
    print("begins", flush=True)
upgrade(path)
print("done", flush=True)
"""


def run_and_kill(book: Path, point: str) -> int:
    """Upgrade in a child that ends itself at a point; return its exit code."""
    return subprocess.run([sys.executable, "-c", _CHILD, str(book), *POINTS[point]], check=False).returncode


def kill_at_random(folder: Path, schema: int, seed: int, longest: float) -> list[str]:
    """Upgrade a book of a schema, kill that at a moment by lot, and return what is wrong with what is left."""
    book = lay(schema, folder / "book.db")
    before = facts(book)
    with subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(book), "", "", ""], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        try:
            child.wait(random.Random(seed).uniform(0, longest))
        except subprocess.TimeoutExpired:
            child.kill()
    if child.returncode not in (0, -signal.SIGKILL):
        return [f"it ended by itself: {child.returncode}"]
    return list(_wrong(book, schema, before))


def _wrong(book: Path, schema: int, before: dict[str, object]) -> Iterator[str]:
    after = facts(book)
    for name, value in before.items():
        if after.get(name) != value:
            yield f"{name} is another one right after the kill"
    with closing(engine.connect(str(book))) as seen:
        if (found := seen.execute("PRAGMA user_version").fetchone()[0]) not in (schema, migrations.VERSION):
            yield f"half-way: schema {found}"
    db = open_book(book)
    for finding in verifying.verify(db).findings:
        yield str(finding)
    db.close()
    for name, value in before.items():
        if facts(book).get(name) != value:
            yield f"{name} is another one after the next start"
    left = {one.name for one in book.parent.iterdir() if "before upgrade" not in one.name}
    if left - {book.name, f"{book.name}-journal"}:
        yield f"left behind: {sorted(left)}"


def tortured(kills: int, seed: int = 1) -> Iterator[tuple[int, list[str]]]:
    """Kill the upgrade of every schema so often, and yield what was wrong with each."""
    for schema in SCHEMAS:
        if schema < migrations.VERSION:
            with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as folder:
                longest = 1.05 * _seconds(Path(folder), schema)
            found = []
            for number in range(seed, seed + kills):
                with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as folder:
                    wrong = kill_at_random(Path(folder), schema, number, longest)
                found += [f"seed {number}: {fault}" for fault in wrong]
            yield schema, found


def _seconds(folder: Path, schema: int) -> float:
    book = lay(schema, folder / "book.db")
    with subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(book), "", "", ""], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        began = time.monotonic()
        child.stdout.readline()
        return time.monotonic() - began


def main() -> int:
    """Torture, a line for each schema; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1, help="the first seed; each kill has the next")
    options = parser.parse_args()
    failed = False
    for schema, found in tortured(options.kills, options.seed):
        print(f"schema {schema}: {options.kills} kills, {len(found)} faults", *found, sep="\n  ", flush=True)
        failed = failed or bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
