"""Faults put into the program on purpose, each in a copy of it: are they found? `dev.py torture planted`."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.torture.tracing import ROOT

_COPIED = ("bench", "clientdesk", "resources", "tests", "translations")
#: At least so many of all must be found.
MISSED_AT_MOST = 1
_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of a file of the program and what stands in its place; the piece must be there exactly once."""

    file: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A way to break the program, and the words of the torture that must find it."""

    name: str
    edits: tuple[Edit, ...]
    words: tuple[str, ...]


_APPLYING = "clientdesk/usecases/applying.py"
_ISSUING = "clientdesk/usecases/issuing.py"
_CONNECTION = "clientdesk/storage/connection.py"
_BACKUP = "clientdesk/storage/backup.py"
#: `once` without its own transaction: the acts are what they are without it.
_UNWRAPPED = (
    Edit(
        _APPLYING,
        "    with transaction(db):\n        found = _found(db, key)",
        "    if True:\n        found = _found(db, key)",
    ),
    Edit(
        _APPLYING,
        "        done = tables.applied.add(db, replace(answer, key=key, request=request, sha256=sha256))",
        "        with transaction(db):\n"
        "            done = tables.applied.add(db, replace(answer, key=key, request=request, sha256=sha256))",
    ),
)

FAULTS: tuple[Fault, ...] = (
    Fault(
        "nothing is synced to the disk",
        (Edit("clientdesk/storage/database.py", "PRAGMA synchronous = EXTRA", "PRAGMA synchronous = OFF"),),
        ("calls", "--only", "pay", "--runs", "1"),
    ),
    Fault(
        "acknowledged before the commit",
        (
            Edit(
                "clientdesk/cli/apply.py",
                '    return Applied(key="", request=""',
                "    print(f\"ACK {asked['key']} {_number(result.data) or '-'} -\", flush=True)\n"
                '    return Applied(key="", request=""',
            ),
        ),
        ("calls", "--only", "pay", "--runs", "60"),
    ),
    Fault(
        "max + 1 for the next number, asked before the transaction",
        (
            *_UNWRAPPED,
            Edit(
                _ISSUING,
                "    with transaction(db):\n        draft = agreed_price.with_days",
                '    sql = "SELECT 1 + coalesce(max(CAST(substr(number, 9) AS INTEGER)), 0) FROM invoices"\n'
                '    early = f"RE-{on.year}-{db.value(sql):03}"\n'
                "    with transaction(db):\n        draft = agreed_price.with_days",
            ),
            Edit(_ISSUING, "        number = numbering.take_number(", "        numbering.take_number("),
            Edit(
                _ISSUING,
                "        check_number(number,",
                "        number = early\n        check_number(number,",
            ),
        ),
        ("processes", "--runs", "25"),
    ),
    Fault(
        "a transaction that begins when it first writes",
        (Edit(_CONNECTION, '"BEGIN IMMEDIATE"', '"BEGIN"'),),
        ("processes", "--runs", "25"),
    ),
    Fault(
        "a missing trigger",
        (
            Edit(
                "clientdesk/storage/guards.py",
                """    yield _refuse("invoices_kept", "DELETE", "invoices", "OLD.state = 'issued'")\n""",
                "",
            ),
        ),
        ("attacks",),
    ),
    Fault(
        "a full disk that nobody is told of",
        (
            Edit(
                _CONNECTION,
                '                connection.execute("ROLLBACK")\n            raise\n',
                '                connection.execute("ROLLBACK")\n            return\n',
            ),
        ),
        ("disks", "--only", "pay", "--runs", "24"),
    ),
    Fault(
        "an export written where it will lie",
        (
            Edit(
                "clientdesk/usecases/exports/whole_file.py",
                '        descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:40]}-", dir=path.parent)\n',
                "        descriptor, name = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), str(path)\n",
            ),
        ),
        ("calls", "--only", "export", "--runs", "12"),
    ),
    Fault(
        "migrations each for themselves",
        (
            Edit(
                "clientdesk/storage/migrations.py",
                "    migrations.apply(database.tables)\n",
                '    database.connection.execute("COMMIT")\n'
                "    migrations.apply(database.tables)\n"
                '    database.connection.execute("BEGIN IMMEDIATE")\n',
            ),
        ),
        ("calls", "--only", "upgrade", "--runs", "24"),
    ),
    Fault(
        "names taken for markup on paper",
        (
            Edit(
                "clientdesk/domain/client.py",
                "            name=self.name,\n            latin_name=self.latin_name,\n            attention",
                '            name=__import__("re").sub("<[^>]*>", "", self.name),\n'
                "            latin_name=self.latin_name,\n            attention",
            ),
        ),
        ("names",),
    ),
    Fault(
        "the number committed before its paper",
        (
            *_UNWRAPPED,
            Edit(
                _ISSUING,
                "        paper = papers.keep(\n",
                '        db.connection.execute("COMMIT")\n        db.connection.execute("BEGIN IMMEDIATE")\n'
                "        paper = papers.keep(\n",
            ),
        ),
        ("calls", "--only", "issue", "--runs", "60"),
    ),
    Fault(
        "a backup by copying the file",
        (
            Edit(
                _BACKUP,
                'db.connection.execute("VACUUM INTO ?", (str(part),))',
                '__import__("shutil").copyfile(db.path or "", part)',
            ),
            Edit(_BACKUP, "if db.data_version() == before:", "if before:"),
            # Who copies files does not compare them.
            Edit(_BACKUP, "_prove(part, found, key=db.key)", "pass"),
        ),
        ("backups", "--only", "good", "--runs", "20"),
    ),
    Fault(
        "money by floating point in one place",
        (
            Edit(
                "clientdesk/domain/money.py",
                "        return Money.of(self.amount * rate / 100, self.currency)",
                "        return Money.of(str(round(float(self.amount) * float(rate) / 100, 2)), self.currency)",
            ),
        ),
        ("model", "--short"),
    ),
    Fault(
        "a key that is written after its act",
        _UNWRAPPED,
        ("calls", "--only", "pay", "--runs", "60"),
    ),
    Fault(
        "a verification that compares nothing",
        (
            Edit(
                "clientdesk/usecases/verifying.py",
                '            _compare(table, row, last.pop((table, row["id"]), None), found)\n',
                '            last.pop((table, row["id"]), None)\n',
            ),
        ),
        ("attacks",),
    ),
)


class StaleError(Exception):
    """The program has changed, and a fault can no longer be planted as it is written here."""


def main(words: Sequence[str]) -> int:
    """Plant each fault, run the part that must find it, and print what came of it; fail if too many are missed."""
    parser = argparse.ArgumentParser(prog="dev.py torture planted", description=__doc__)
    parser.add_argument("--only", type=int, action="append", help="number of a fault; may be repeated")
    asked = parser.parse_args(words)
    chosen = [FAULTS[at - 1] for at in asked.only] if asked.only else list(FAULTS)
    caught = 0
    for fault in chosen:
        found, line = plant(fault)
        caught += found
        print(f"{'caught' if found else 'MISSED':7} {fault.name:58} {line}", flush=True)
    print(f"{caught} of {len(chosen)} caught", flush=True)
    return 0 if caught >= len(chosen) - MISSED_AT_MOST else 1


def check_applies() -> Iterator[str]:
    """Yield every edit that no longer fits the program, and every part that the torture does not have."""
    for fault in FAULTS:
        for edit in fault.edits:
            count = (ROOT / edit.file).read_text("utf-8").count(edit.old)
            if count != 1:
                yield f"{fault.name}: “{edit.old[:60]}” stands {count} times in {edit.file}"
        if not (ROOT / "tests" / "torture" / f"{fault.words[0]}.py").exists():
            yield f"{fault.name}: there is no part {fault.words[0]}"


def plant(fault: Fault) -> tuple[bool, str]:
    """Break a copy of the program, run the torture there; return whether it was found, and the line that says so."""
    with tempfile.TemporaryDirectory(prefix="clientdesk-planted-") as place:
        copy = Path(place)
        for name in _COPIED:
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        for edit in fault.edits:
            file = copy / edit.file
            text = file.read_text("utf-8")
            if text.count(edit.old) != 1:
                raise StaleError(
                    f"{fault.name}: “{edit.old}” stands {text.count(edit.old)} times in {edit.file}"
                )
            file.write_text(text.replace(edit.old, edit.new), "utf-8")
        ran = subprocess.run(
            [sys.executable, "-m", "tests.torture", *fault.words],
            check=False,
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            timeout=_SECONDS,
        )
    lines = ran.stdout.splitlines()
    bad = next((at for at, line in enumerate(lines) if line.endswith(" FAILED")), None)
    if bad is not None:
        return True, " ".join(lines[bad + 1].split())[:150]
    # A part that cannot even go through once undisturbed says that, too; any other end is a mistake of ours.
    last = (ran.stderr.strip().splitlines() or ["it found nothing"])[-1]
    return "fails without" in last, last[:150]
