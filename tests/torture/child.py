"""The child of the kills: the command line itself, in a fork of a process that has imported and warmed up all of it."""

from __future__ import annotations

import importlib
import os
import sys
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

from clientdesk.cli.nouns import NOUNS
from clientdesk.cli.program import main
from clientdesk.usecases import invoices
from tests.usecases.billing import line, open_german

TODAY = "2026-06-17"


def run(words: list[str], folder: str, telling: Connection) -> None:
    """Run one command in `folder`, its streams in the files `out` and `err`, and tell when it begins."""
    os.chdir(folder)
    os.environ["XDG_DATA_HOME"] = f"{folder}/data"
    sys.stdout.flush()
    sys.stderr.flush()
    for descriptor, name in ((1, "out"), (2, "err")):
        file = os.open(Path(folder) / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(file, descriptor)
        os.close(file)
    telling.send(True)
    sys.exit(main([*words, "--today", TODAY, "--language", "en-GB"]))


def _warm_up() -> None:
    """Draw a first paper in memory, so that every fork is at its own work from its first moment on."""
    for noun in NOUNS.values():
        importlib.import_module(noun.module)
    db = open_german(None)
    day = date.fromisoformat(TODAY)
    invoices.issue(db, invoices.create(db, 1, on=day, lines=(line("1"),)).id, on=day)
    db.close()


_warm_up()
