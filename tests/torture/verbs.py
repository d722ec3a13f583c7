"""The verbs that are tortured, in one table: how its folder is made, what is run in it, and what must be true after."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from clientdesk.domain.errors import ClientdeskError
from clientdesk.storage import dump, engine, migrations
from clientdesk.usecases import exchange
from tests.torture import keeping_verbs, state
from tests.torture.running import Ran
from tests.torture.verb import BOOK, LINES, LOG, Acks, Verb, make_book

OTHER, STRUCTURE = "other.json", "structure"
#: Acts in one run of `apply`.
ACTS = 3
#: What was there before.
BEFORE = 2
OLD_CLIENTS = 400
_PARTS = "SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_master ORDER BY name)"


def _write_lines(folder: Path, acts: list[list[str]]) -> None:
    rows = (json.dumps({"key": f"key-{at}", "do": words}) for at, words in enumerate(acts))
    (folder / LINES).write_text("\n".join(rows) + "\n")


def _prepare_issue(folder: Path) -> None:
    make_book(folder, drafts=ACTS, issued=BEFORE).close()
    _write_lines(folder, [["invoice", "issue", str(BEFORE + 1 + at)] for at in range(ACTS)])


def _prepare_pay(folder: Path) -> None:
    make_book(folder, drafts=0, issued=ACTS).close()
    _write_lines(
        folder, [["payment", "record", "1", f"{10 + at}.05", "--invoice", str(at + 1)] for at in range(ACTS)]
    )


def _prepare_cancel(folder: Path) -> None:
    make_book(folder, drafts=0, issued=ACTS).close()
    _write_lines(folder, [["invoice", "cancel", str(at + 1), "--reason", "doppelt"] for at in range(ACTS)])


def _prepare_export(folder: Path) -> None:
    make_book(folder, drafts=1, issued=ACTS).close()


def _prepare_import(folder: Path) -> None:
    _prepare_export(folder)
    with state.opened(folder / BOOK) as db, (folder / OTHER).open("wb") as stream:
        exchange.export(db, stream)
    (folder / BOOK).unlink()
    for leftover in folder.glob(f"{BOOK}-*"):
        leftover.unlink()


def _prepare_upgrade(folder: Path) -> None:
    """Make a book of the first schema, with clients enough that an upgrade takes its time."""
    import sqlite_utils
    from sqlite_utils.migrations import Migrations

    first = Migrations("clientdesk")
    first()(migrations.first_schema)
    connection = engine.connect(str(folder / BOOK), isolation_level=None)
    db = sqlite_utils.Database(connection)
    first.apply(db)
    empty = {"addresses": "[]", "contacts": "[]", "tax_ids": "[]"}
    texts: tuple[str, ...] = ("kind", "latin_name", "form_of_address", "number", "language")
    texts += ("currency", "price_mode", "reference", "what_matters", "source", "notes")
    rows = (
        {
            "version": 1,
            "name": f"Kunde {at}",
            "search": f"kunde {at}  ",
            "sort_key": f"kunde {at}",
            "names": f"kunde {at}",
            "archived": 0,
            **empty,
            **dict.fromkeys(texts, ""),
            "kind": "business",
            "price_mode": "net",
        }
        for at in range(OLD_CLIENTS)
    )
    db.table("clients").insert_all(rows)
    connection.execute("INSERT INTO clients_index (clients_index) VALUES ('rebuild')")
    connection.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    (folder / STRUCTURE).write_text(str(state.raw_value(folder / BOOK, _PARTS)))


def _effects(sql: str) -> Callable[[Path, Acks], list[str]]:
    """Return the check that the acts that are remembered and what they did are the same number."""

    def check(folder: Path, acks: Acks) -> list[str]:
        found = state.faults(folder / BOOK, acks)
        with state.opened(folder / BOOK) as db:
            did, remembered = db.value(sql), db.value("SELECT count(*) FROM applied")
        if did != remembered:
            found.append(f"{did} acts were done and {remembered} are remembered")
        return found

    return check


def _all_done(sql: str) -> Callable[[Path, Ran], list[str]]:
    check = _effects(sql)

    def whole(folder: Path, ran: Ran) -> list[str]:
        found = check(folder, ran.acks)
        if ran.code != 0 or len(ran.acks) != ACTS:
            found.append(
                f"again: {len(ran.acks)} of {ACTS} acts, exit code {ran.code}, {ran.err.strip()[-300:]}"
            )
        with state.opened(folder / BOOK) as db:
            if (did := db.value(sql)) != ACTS:
                found.append(f"again: {did} acts were done instead of {ACTS}")
        return found

    return whole


def _acts(name: str, prepare: Callable[[Path], None], sql: str) -> Verb:
    return Verb(name, prepare, ("--book", BOOK, "apply", LINES), _effects(sql), _all_done(sql))


def _after_export(folder: Path, acks: Acks) -> list[str]:
    found = state.faults(folder / BOOK, acks)
    target = folder / OTHER
    if target.exists():
        try:
            is_whole = state.of_export(target.read_bytes(), but=LOG) == state.content(folder / BOOK, but=LOG)
        except ClientdeskError:
            is_whole = False
        if not is_whole:
            found.append("half an export bears its name")
    return found


def _whole_export(folder: Path, ran: Ran) -> list[str]:
    found = _after_export(folder, ran.acks)
    if ran.code != 0 or not (folder / OTHER).exists():
        found.append(f"again: exit code {ran.code}, {ran.err.strip()[-300:]}")
    return found


def _after_import(folder: Path, acks: Acks) -> list[str]:
    book = folder / BOOK
    if not book.exists() or not book.stat().st_size:
        return []
    if state.raw_value(book, "SELECT count(*) FROM sqlite_master") == 0:
        return []
    found = state.faults(book, acks)
    with state.opened(book) as db:
        is_empty = dump.is_empty(db)
    if not is_empty and not _is_imported(folder):
        found.append("half an import is in the book")
    return found


def _whole_import(folder: Path, ran: Ran) -> list[str]:
    found = _after_import(folder, ran.acks)
    # Whoever was killed after the last step finds everything there, and is told that the book is not empty.
    if ran.code not in (0, 1):
        found.append(f"again: exit code {ran.code}, {ran.err.strip()[-300:]}")
    if not _is_imported(folder):
        found.append("again: not all of it is in the book")
    return found


def _is_imported(folder: Path) -> bool:
    there = state.content(folder / BOOK, but=LOG)
    return there == state.of_export((folder / OTHER).read_bytes(), but=LOG)


def _after_upgrade(folder: Path, acks: Acks) -> list[str]:
    del acks
    book = folder / BOOK
    form = state.raw_value(book, "PRAGMA user_version")
    found = [] if form in (1, migrations.VERSION) else [f"the book is half-way, in form {form}"]
    if state.raw_value(book, "PRAGMA integrity_check") != "ok":
        found.append("the file is damaged")
    if form == 1 and state.raw_value(book, _PARTS) != (folder / STRUCTURE).read_text():
        found.append("the book has its old form and parts of the new one")
    clients = state.raw_value(book, "SELECT count(DISTINCT name) FROM clients WHERE name LIKE 'Kunde %'")
    if clients != OLD_CLIENTS:
        found.append(f"{clients} of {OLD_CLIENTS} clients are there")
    return found


def _whole_upgrade(folder: Path, ran: Ran) -> list[str]:
    found = [*_after_upgrade(folder, ran.acks), *state.faults(folder / BOOK)]
    if ran.code != 0 or state.raw_value(folder / BOOK, "PRAGMA user_version") != migrations.VERSION:
        found.append(f"again: exit code {ran.code}, {ran.err.strip()[-300:]}")
    return found


_ISSUED = f"SELECT count(*) - {BEFORE} FROM invoices WHERE state = 'issued'"
_PAID = "SELECT count(*) FROM payments"
_CANCELLED = "SELECT count(*) FROM invoices WHERE kind = 'cancellation' AND state = 'issued'"

VERBS: Mapping[str, Verb] = {
    verb.name: verb
    for verb in (
        _acts("issue", _prepare_issue, _ISSUED),
        _acts("pay", _prepare_pay, _PAID),
        _acts("cancel", _prepare_cancel, _CANCELLED),
        Verb("import", _prepare_import, ("--book", BOOK, "import", OTHER), _after_import, _whole_import),
        Verb(
            "export",
            _prepare_export,
            ("--book", BOOK, "export", OTHER, "--overwrite"),
            _after_export,
            _whole_export,
        ),
        *keeping_verbs.verbs(),
        Verb("upgrade", _prepare_upgrade, ("--book", BOOK, "upgrade"), _after_upgrade, _whole_upgrade),
    )
}
