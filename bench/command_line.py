"""How long a command takes from the press of Enter to its answer: against a bare Python and its two storage libraries.

Each command runs in a process of its own, in turns with both floors of the same run; the best of ten counts, because
whatever else the machine does only adds. No command may take longer than 0.4 s.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

ROOT = Path(__file__).resolve().parent.parent
RUNS = 10
MOST_SECONDS = 0.4
FLOORS = {
    "python": ["-c", "pass"],
    "storage": ["-c", "import sqlite_utils, sqlcipher3"],
}
ISSUER = (
    *("issuer", "set", "address.country=DE", "name=Lena Brandt", "address.street=Weg 1"),
    *("address.postal_code=04229", "address.city=Leipzig", "tax_ids.tax_number=231/123/12345"),
)
ADD = [
    "client",
    "add",
    "Krumm",
    "address.street=Markt 1",
    "address.postal_code=04109",
    "address.city=Leipzig",
]


def environment() -> dict[str, str]:
    """Return the environment of a command: this tree's program, and English."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}


def run(arguments: Sequence[str]) -> float:
    """Run Python with `arguments` and return the seconds it took; whatever goes wrong ends the measurement."""
    began = time.monotonic()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environment())
    return time.monotonic() - began


def command(book: Path, *words: str) -> list[str]:
    """Return Python's arguments for a command on a book."""
    return ["-m", "clientdesk", "--book", str(book), *words]


def prepare(folder: Path) -> Path:
    """Make a book with an issuer, a client and an issued invoice; return it."""
    book = folder / "book.db"
    asked: list[list[object]] = [
        list(ISSUER),
        [*ADD, "address.country=DE"],
        ["invoice", "new", "1", "--line", "Logo", "1", "850"],
        ["invoice", "issue", "1"],
    ]
    lines = folder / "lines.jsonl"
    lines.write_text("".join(json.dumps({"key": f"k{at}", "do": do}) + "\n" for at, do in enumerate(asked)))
    run(command(book, "init"))
    run(command(book, "apply", str(lines)))
    return book


def imported(book: Path, *words: str) -> frozenset[str]:
    """Return the names of the modules that a command imports."""
    listing = subprocess.run(
        [sys.executable, "-X", "importtime", *command(book, *words)],
        check=True,
        capture_output=True,
        text=True,
        env=environment(),
    ).stderr
    rows = (line.rpartition("|")[2].strip() for line in listing.splitlines() if "|" in line)
    return frozenset(rows)


def main() -> int:
    """Measure, print a line each, and fail where one takes too long."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        book = prepare(folder)
        one = folder / "one.jsonl"
        one.write_text(json.dumps({"key": "again", "do": [*ADD, "address.country=DE"]}) + "\n")
        tried = {
            **FLOORS,
            "verify": command(book, "verify"),
            "client list": command(book, "client", "list"),
            "apply (again)": command(book, "apply", str(one)),
        }
        run(tried["apply (again)"])
        best = {name: min(took) for name, took in _in_turns(tried).items()}
    print(f"{'command':14} {'best ms':>8} {'× python':>9} {'× storage':>9}")
    for name, seconds in best.items():
        ratios = f"{seconds / best['python']:9.1f} {seconds / best['storage']:9.1f}"
        print(f"{name:14} {seconds * 1000:8.0f} {ratios}")
    late = [name for name, seconds in best.items() if seconds > MOST_SECONDS]
    if late:
        print(f"longer than {MOST_SECONDS} s: {', '.join(late)}")
    return 1 if late else 0


def _in_turns(tried: dict[str, list[str]]) -> dict[str, list[float]]:
    took: dict[str, list[float]] = {name: [] for name in tried}
    for _turn in range(RUNS):
        for name, arguments in tried.items():
            took[name].append(run(arguments))
    return took


if __name__ == "__main__":
    sys.exit(main())
