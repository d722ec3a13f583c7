"""Verbs about the whole file: backup, restore, another key; tortured where this program has them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from clientdesk.cli.nouns import NOUNS
from clientdesk.usecases import clients, invoices
from tests.torture import state
from tests.torture.running import Ran, run
from tests.torture.verb import BOOK, DAY, LOG, Acks, Verb, make_book
from tests.usecases.billing import line

KEPT, SECRET = "kept", "secret"
_OPENED = ("--book", BOOK, "--passphrase-file", SECRET)
_PASSPHRASE = "drei Birnen auf einem Dach 9"
#: What the book held, and what the backup holds, in files beside them.
_PRESENT, _EARLIER = "present.content", "earlier.content"


def verbs() -> Iterator[Verb]:
    """Yield those that the command line has."""
    if "backup" in NOUNS:
        yield Verb("backup", _prepare_backup, ("--book", BOOK, "backup", KEPT), _after_backup, _whole_backup)
        restore = ("--book", BOOK, "restore", "earlier.db", "--confirm")
        yield Verb("restore", _prepare_restore, restore, _after_restore, _whole_restore)
    if "rekey" in NOUNS:
        yield Verb("rekey", _prepare_rekey, (*_OPENED, "rekey"), _after_rekey, _whole_rekey)


def _prepare_backup(folder: Path) -> None:
    make_book(folder, drafts=1, issued=3).close()
    (folder / KEPT).mkdir()
    (folder / _PRESENT).write_bytes(state.content(folder / BOOK, but=LOG))


def _after_backup(folder: Path, acks: Acks) -> list[str]:
    found = state.faults(folder / BOOK, acks)
    for backup in (folder / KEPT).glob("*.db"):
        # One that bears its name is whole; what was killed is called otherwise.
        found += [f"{backup.name}: {fault}" for fault in _differs(backup, folder / _PRESENT)]
    return found


def _whole_backup(folder: Path, ran: Ran) -> list[str]:
    found = _after_backup(folder, ran.acks)
    if ran.code != 0 or not list((folder / KEPT).glob("*.db")):
        found.append(f"again: exit code {ran.code}, {ran.err.strip()[-300:]}")
    return found


def _differs(book: Path, content: Path) -> list[str]:
    faults = state.faults(book)
    if not faults and state.content(book, but=LOG) != content.read_bytes():
        faults.append("it holds something else than the book")
    return faults


def _prepare_restore(folder: Path) -> None:
    make_book(folder, drafts=1, issued=2).close()
    (folder / KEPT).mkdir()
    _must("--book", BOOK, "backup", KEPT, folder=folder)
    for made in (folder / KEPT).iterdir():
        if made.suffix == ".db":
            shutil.copyfile(made, folder / "earlier.db")
    (folder / _EARLIER).write_bytes(state.content(folder / "earlier.db", but=LOG))
    with state.opened(folder / BOOK) as db:
        invoices.issue(db, invoices.create(db, 1, on=DAY, lines=(line("7"),)).id, on=DAY)
    (folder / _PRESENT).write_bytes(state.content(folder / BOOK, but=LOG))


def _after_restore(folder: Path, acks: Acks) -> list[str]:
    del acks
    as_it_was = _differs(folder / BOOK, folder / _PRESENT)
    if as_it_was and _differs(folder / BOOK, folder / _EARLIER):
        return [f"the book is neither the present nor the earlier one: {as_it_was[0]}"]
    return []


def _whole_restore(folder: Path, ran: Ran) -> list[str]:
    found = [f"again: {fault}" for fault in _differs(folder / BOOK, folder / _EARLIER)]
    if ran.code != 0:
        found.append(f"again: exit code {ran.code}, {ran.err.strip()[-300:]}")
    return found


def _prepare_rekey(folder: Path) -> None:
    db = make_book(folder, drafts=1, issued=2)
    clients.archive(db, 1)
    db.close()
    (folder / SECRET).write_text(_PASSPHRASE + "\n")
    _must(*_OPENED, "encrypt", folder=folder)


def _after_rekey(folder: Path, acks: Acks) -> list[str]:
    del acks
    ran = run([*_OPENED, "verify"], folder)
    return [] if ran.code == 0 else [f"exit code {ran.code}: {(ran.out + ran.err).strip()[-300:]}"]


def _whole_rekey(folder: Path, ran: Ran) -> list[str]:
    found = _after_rekey(folder, ran.acks)
    if ran.code != 0:
        found.append(f"again: exit code {ran.code}, {ran.err.strip()[-300:]}")
    return found


def _must(*words: str, folder: Path) -> None:
    # In a child, which remembers what a computer remembers of a book in its own folder.
    ran = run(list(words), folder)
    if ran.code != 0:
        raise AssertionError(ran.err)
