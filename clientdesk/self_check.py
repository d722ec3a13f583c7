"""The self-check of a build: the whole way once, away from the source, in a folder that is thrown away."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TextIO

from clientdesk.domain.client import Client
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Line
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address, BankAccount, TaxId
from clientdesk.domain.tax import Tax
from clientdesk.i18n import WINDOW, Translator
from clientdesk.storage.database import Database, open_book
from clientdesk.usecases import clients, invoices, issuer, issuing, papers

_DAY = date(2026, 6, 17)
#: Milliseconds after which a window that shows nothing is broken.
_PATIENCE = 30_000


def run(out: TextIO = sys.stdout) -> int:
    """Try everything a build may have lost; print a line each and return 0, or 4 if something is missing."""
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.db"
        checks: tuple[tuple[str, Callable[[], str]], ...] = (
            ("opens a book", lambda: _book(book)),
            ("issues a paper", lambda: _paper(book)),
            ("draws en, ar, te, hi", lambda: _scripts(book)),
            ("previews it", lambda: _preview(book)),
            ("formats de, ar, te", _formats),
            ("knows public holidays", _holidays),
            ("shows the window", lambda: _window(book)),
        )
        for name, check in checks:
            try:
                found = check()
            except Exception as error:  # noqa: BLE001  # whatever is missing is what this is for
                faults += 1
                print(f"FAILED  {name}: {type(error).__name__}: {error}", file=out)
            else:
                print(f"ok      {name}: {found}", file=out)
    return 4 if faults else 0


def _book(path: Path) -> str:
    db = open_book(path)
    address = Address(street="Markt 1", postal_code="04109", city="Leipzig", country="DE")
    issuer.save(
        db,
        Issuer(
            name="Lena Brandt",
            address=address,
            tax_ids=(TaxId(kind="vat_id", value="DE136695976"),),
            account=BankAccount(holder="Lena Brandt", iban="DE89370400440532013000"),
        ),
    )
    clients.create(db, Client(name="Bäckerei Krumm GmbH", addresses=(address,), language="de"))
    db.close()
    return f"{path.stat().st_size} bytes"


def _paper(path: Path) -> str:
    db = open_book(path, create=False)
    line = Line(description="Workshop", unit_price=Decimal(600), tax=Tax(rate=Decimal(19)))
    draft = invoices.create(db, 1, on=_DAY, title="Markenauftritt", lines=(line,))
    issued = issuing.issue(db, draft.id, on=_DAY)
    size = len(_kept(db, issued.id))
    db.close()
    return f"{issued.number}, {size} bytes"


def _scripts(path: Path) -> str:
    """Draw papers whose letters want shaping, from the right as well."""
    db = open_book(path, create=False)
    draft = invoices.create(db, 1, on=_DAY, title="मेनू कार्ड", lines=())
    drawn = [
        papers.invoice_pdf(db, replace(draft, language=tag), on=_DAY, draft=True)
        for tag in ("en", "ar", "te")
    ]
    db.close()
    return f"{sum(map(len, drawn))} bytes"


def _preview(path: Path) -> str:
    from clientdesk.ui.widgets.pdf_pages import at_width

    db = open_book(path, create=False)
    pages = at_width(_kept(db, 1), 600, 1.0)
    db.close()
    image = pages.images[0]
    return f"{len(pages.images)} page, {image.width()} x {image.height()}"


def _formats() -> str:
    amount = Money.of(Decimal("159300.5"), "INR")
    return "  ".join(
        f"{Translator(tag, WINDOW).money(amount)} {Translator(tag, WINDOW).date(_DAY)}"
        for tag in ("de-DE", "ar-EG", "te-IN")
    )


def _holidays() -> str:
    from clientdesk.domain.calendar import public_holidays

    christmas = date(2026, 12, 25)
    return ", ".join(public_holidays("DE", "SN", (2026,), language=tag)[christmas] for tag in ("de", "en"))


def _window(path: Path) -> str:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from clientdesk import app
    from clientdesk.ui.own_settings import user_settings
    from clientdesk.ui.screens import SCREENS

    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise TypeError("a window needs a QApplication")
    app.set_up(application, user_settings(), language="en")
    window = app.open_window(path, today=lambda: _DAY)
    # The book is opened after the first paint; then the first screen comes.
    waiting = QEventLoop()
    window.screen_shown.connect(waiting.quit)
    QTimer.singleShot(_PATIENCE, waiting.quit)
    window.show()
    waiting.exec()
    faults: list[Exception] = []
    window.session.tasks.error.connect(faults.append)
    shown = []
    for entry in SCREENS:
        window.show_screen(entry.name)
        application.processEvents()
        while window.session.tasks.is_busy and not faults:
            application.processEvents()
        shown.append(window.current_name)
    if faults:
        raise faults[0]
    window.session.close()
    window.close()
    return ", ".join(dict.fromkeys(shown))


def _kept(db: Database, invoice_id: int) -> bytes:
    paper = papers.kept(db, "invoice", invoice_id)
    if paper is None:
        raise LookupError("the paper was not kept")
    return paper.pdf
