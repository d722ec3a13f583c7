"""The parent of the torture: starts the typist, kills it at a moment drawn by lot, and looks at what the book has."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from clientdesk.domain.catalogue import CatalogueItem
from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.line import Line
from clientdesk.domain.party import Address, TaxId
from clientdesk.storage.database import Database, open_book
from clientdesk.usecases import catalogue, clients, contracts, invoices, quotes, unsaved
from clientdesk.usecases import issuer as issuers
from tests.torture.typist import type_until_killed

TODAY = date(2026, 6, 17)
#: Forks of a process that has imported everything and shown nothing: what is tortured is typing, not the start.
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.torture.typist"])
#: The latest moment of a kill after the first key; the earliest is at once.
_LONGEST_SECONDS = 3.0
_START_SECONDS = 60.0


@dataclass(slots=True)
class Outcome:
    """What one kill left."""

    seed: int
    keys: int = 0
    #: The age of the oldest key that the book does not have, in milliseconds; 0 when it has them all.
    lost_ms: float = 0.0
    faults: list[str] = field(default_factory=list)


def make_book(path: Path) -> None:
    """Make a book with one record for every editor, and nothing issued."""
    db = open_book(path)
    home = Address(street="Bogen 1", postal_code="04109", city="Leipzig", country="DE")
    own = issuers.proposal(replace(issuers.get(db), address=home))
    # Complete, so that no draft sends anybody to the settings.
    tax_ids = (TaxId(kind="tax_number", value="231/123/45678"),)
    issuers.save(db, replace(own, name="Lena Brandt", email="lena@example.org", tax_ids=tax_ids))
    address = Address(street="Ringstr. 5", postal_code="04109", city="Leipzig", country="DE")
    client = clients.create(db, Client(kind=ClientKind.BUSINESS, name="Krumm", addresses=(address,)))
    catalogue.save_item(db, CatalogueItem(description="Logo", currency="EUR", unit_price=Decimal(80)))
    line = Line(description="Entwurf ", unit_price=Decimal(80))
    invoices.create(db, client.id, on=TODAY, lines=(line,))
    quotes.create(db, client.id, on=TODAY, lines=(line,))
    contract = contracts.create(db, client.id, on=TODAY, title="Marke")
    contracts.change(db, replace(contract, lines=(line,)))
    db.close()


def kill_while_typing(editor: str, seed: int, pristine: Path) -> Outcome:
    """Type into `editor` as the seed says, kill the program at the moment it says, and compare."""
    outcome = Outcome(seed)
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as folder:
        book = Path(folder) / "book.db"
        shutil.copyfile(pristine, book)
        keys, killed_at = _run(editor, seed, book, Path(folder))
        outcome.keys = len(keys)
        if not keys:
            outcome.faults.append("nothing was typed")
            return outcome
        db = open_book(book)
        try:
            outcome.lost_ms = _loss(db, keys, killed_at)
            outcome.faults += _faults(db)
        finally:
            db.close()
    return outcome


def _run(editor: str, seed: int, book: Path, home: Path) -> tuple[list[tuple[int, str, str]], int]:
    """Return the keys that were told (moment, field, letter) and the moment of the kill."""
    after = random.Random(seed).uniform(0.05, _LONGEST_SECONDS)
    listening, telling = _FORKS.Pipe(duplex=False)
    child = _FORKS.Process(target=type_until_killed, args=(str(book), editor, seed, telling, str(home)))
    child.start()
    telling.close()
    told: list[tuple[int, str, str]] = []
    deadline = time.monotonic() + _START_SECONDS
    try:
        while (left := deadline - time.monotonic()) > 0 and listening.poll(left):
            told.append(listening.recv())
            if len(told) == 1:
                # The moment counts from the first key, however long the window took to open.
                deadline = time.monotonic() + after
    except EOFError:
        # It ended by itself; what it told so far says enough.
        pass
    child.kill()
    killed_at = time.monotonic_ns()
    child.join()
    try:
        while listening.poll():
            told.append(listening.recv())
    except (EOFError, OSError):
        pass
    listening.close()
    return told, killed_at


def _loss(db: Database, keys: list[tuple[int, str, str]], killed_at: int) -> float:
    """Return how old the oldest key is that neither a record nor the kept text holds, in milliseconds."""
    there = _all_texts(db)
    fields: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for moment, name, letter in keys:
        fields[name.partition(":")[0]].append((moment, letter))
    oldest = killed_at
    for typed in fields.values():
        oldest = min(oldest, _first_missing(typed, there, killed_at))
    return (killed_at - oldest) / 1e6


def _first_missing(typed: list[tuple[int, str]], there: str, killed_at: int) -> int:
    """Return the moment of the first letter of a field that is missing; the longest beginning that is there counts.

    A field takes the letters one behind the other, beside what stood there, so they are looked for as one text.
    """
    letters = "".join(letter for _moment, letter in typed)
    low, high = 0, len(letters)
    while low < high:
        middle = (low + high + 1) // 2
        if letters[:middle] in there:
            low = middle
        else:
            high = middle - 1
    return typed[low][0] if low < len(typed) else killed_at


def _all_texts(db: Database) -> str:
    """Return every text of every record, and every text that was kept beside them."""
    found = [text.typed for text in unsaved.all_unsaved(db)]
    for table in (
        "clients",
        "catalogue",
        "packages",
        "issuer",
        "invoices",
        "quotes",
        "contracts",
        "milestones",
    ):
        for row in db.rows(f'SELECT * FROM "{table}"'):
            found += [value for value in row.values() if isinstance(value, str)]
    return "\n".join(found)


def _faults(db: Database) -> list[str]:
    """Return what is wrong with the book; typing alone issues nothing, takes no number and breaks no reference."""
    faults = []
    if (checked := db.value("PRAGMA integrity_check")) != "ok":
        faults.append(f"integrity: {checked}")
    if db.rows("PRAGMA foreign_key_check"):
        faults.append("a reference leads nowhere")
    counted = {
        "numbers were taken": "SELECT count(*) FROM series WHERE started = 1",
        "papers were issued": "SELECT count(*) FROM papers",
        "an invoice was issued": "SELECT count(*) FROM invoices WHERE state <> 'draft'",
        "a payment was booked": "SELECT count(*) FROM payments",
        "work was logged": "SELECT count(*) FROM work_entries",
        "a client was made twice": "SELECT count(*) - 1 FROM clients",
        "a draft was made twice": "SELECT count(*) - 1 FROM invoices",
        "an editor's text is kept twice": (
            "SELECT count(*) - (SELECT count(*) FROM (SELECT DISTINCT editor, record_id FROM unsaved)) FROM unsaved"
        ),
    }
    faults += [words for words, sql in counted.items() if db.value(sql)]
    try:
        for text in unsaved.all_unsaved(db):
            unsaved.unpacked(text.typed)
        for read in (invoices.get, quotes.get, contracts.get, clients.get, catalogue.get_item):
            read(db, 1)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is what this looks for
        faults.append(f"unreadable: {error!r}")
    return faults
