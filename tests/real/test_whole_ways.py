"""Whole ways with a real X server: the first invoice, an accident, a window closed in the middle, the mouse alone."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from clientdesk.domain.client import Client
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Line
from clientdesk.domain.party import Address, TaxId
from clientdesk.domain.quote import AcceptanceMethod
from clientdesk.domain.tax import Tax
from clientdesk.storage.database import open_book
from clientdesk.usecases import clients, issuer, quotes
from tests.real.desk import ROOT, Desk, Program
from tests.real.ways import Hands, first_invoice

Start = Callable[..., Program]
ON = date(2026, 6, 17)


def test_the_first_invoice_goes_from_an_empty_profile_to_the_pdf(
    desk: Desk, start: Start, tmp_path: Path
) -> None:
    program = start(tmp_path / "book.db", "--language", "en-DE")
    assert program.wait_for(active=True)["screen"] == "first_run"
    first_invoice(Hands(desk, program))
    program.ask("state")
    with closing(open_book(tmp_path / "book.db")) as db:
        assert db.value("SELECT number FROM invoices WHERE state = 'issued'") == "RE-2026-001"
        assert db.value("SELECT substr(pdf, 1, 5) FROM papers") == b"%PDF-"
    # Nobody has a folder of documents here: it lies at home, and not where the program was started.
    saved = Path(desk.environment["HOME"]) / "RE-2026-001.pdf"
    program.wait_until(saved.exists)
    assert saved.read_bytes().startswith(b"%PDF-")
    assert not (ROOT / "RE-2026-001.pdf").exists()


def test_the_palette_leads_from_a_client_to_an_issued_invoice(
    desk: Desk, start: Start, lena_book: Path, tmp_path: Path
) -> None:
    book = Path(shutil.copy(lena_book, tmp_path / "lena.db"))
    program = start(book)
    hands = Hands(desk, program)
    program.wait_for(active=True)
    hands.press("ctrl+k")
    program.wait_for(focus="palette_field")
    hands.write("krumm")
    hands.press("Return")
    program.wait_for(screen="clients")
    hands.press("ctrl+shift+i")
    program.wait_for(screen="documents")
    before = issued(book)
    for _ in range(9):
        if program.ask("state")["focus"] == "cell_description":
            break
        hands.press("Tab")
    hands.write("Logo design")
    hands.press("Tab")
    hands.write("12 h")
    hands.press("Tab")
    hands.write("90")
    hands.press("ctrl+Return")
    program.ask("state")
    assert issued(book) == before + 1


def test_what_was_typed_before_a_kill_is_offered_and_taken_back(
    desk: Desk, start: Start, lena_book: Path, tmp_path: Path
) -> None:
    book = Path(shutil.copy(lena_book, tmp_path / "lena.db"))
    program = start(book)
    program.ask("open", "new_client", 0)
    program.wait_for(focus="name")
    desk.type("Atelier Nord")
    wait_until_kept(program, book)
    os.kill(program.pid, signal.SIGKILL)
    program.kill()
    again = start(book)
    again.ask("open", "new_client", 0)
    again.click("edit.take_back")
    again.ask("state")
    assert again.ask("text", "name") == "Atelier Nord"
    desk.press("ctrl+s")
    again.ask("state")
    assert names(book, "Atelier Nord") == 1


def test_a_window_closed_in_the_middle_asks_nothing_and_keeps_all(
    desk: Desk, start: Start, lena_book: Path, tmp_path: Path
) -> None:
    book = Path(shutil.copy(lena_book, tmp_path / "lena.db"))
    program = start(book)
    program.ask("open", "new_client", 0)
    program.wait_for(focus="name")
    desk.type("Atelier Nord")
    assert program.close() == 0
    again = start(book)
    again.ask("open", "new_client", 0)
    again.click("edit.take_back")
    again.ask("state")
    assert again.ask("text", "name") == "Atelier Nord"
    assert names(book, "Atelier Nord") == 0


def test_the_mouse_alone_makes_an_invoice_of_an_accepted_quote(start: Start, tmp_path: Path) -> None:
    book = tmp_path / "book.db"
    with closing(open_book(book)) as db:
        address = Address(street="Markt 1", postal_code="04109", city="Leipzig", country="DE")
        vat = TaxId(kind="vat_id", value="DE136695976")
        issuer.save(db, Issuer(name="Lena Brandt", address=address, tax_ids=(vat,)))
        clients.create(db, Client(name="Krumm GmbH", addresses=(address,)))
        line = Line(description="Workshop", unit_price=Decimal(600), tax=Tax(rate=Decimal(19)))
        quote = quotes.create(db, 1, on=ON, title="Shop", lines=(line,))
        quotes.change(db, replace(quote, not_included="Hosting", change_terms="90 an hour"))
        quotes.send(db, quote.id, on=ON)
        quotes.accept(db, quote.id, by="Eva Krumm", on=ON, method=AcceptanceMethod.MAIL)
    program = start(book)
    program.click("app.documents")
    program.wait_for(screen="documents")
    program.click("documents", twice=True)
    program.ask("state")
    program.click("document.make_invoice")
    program.ask("state")
    program.click("document.issue")
    program.ask("state")
    assert issued(book) == 1


def issued(book: Path) -> int:
    with closing(open_book(book)) as db:
        return int(db.value("SELECT count(*) FROM invoices WHERE state = 'issued'"))


def names(book: Path, name: str) -> int:
    with closing(open_book(book)) as db:
        return int(db.value("SELECT count(*) FROM clients WHERE name = ?", (name,)))


def wait_until_kept(program: Program, book: Path) -> None:
    """Wait for the second after which what was typed is in the book."""
    for _ in range(200):
        program.ask("state")
        with closing(open_book(book)) as db:
            if db.value("SELECT count(*) FROM unsaved"):
                return
    raise AssertionError("nothing was kept")
