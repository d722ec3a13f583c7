"""The design of documents, without any code: chosen, dropped, ticked and typed, and seen on the true page at once."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QModelIndex, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QColor, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QColorDialog, QLabel, QPushButton, QRadioButton, QWidget
from reportlab.pdfgen.canvas import Canvas

from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.design import (
    USUAL_COLUMNS,
    USUAL_DESIGN,
    FootBlock,
    OwnText,
    PriceColumn,
    Tone,
    Wording,
)
from clientdesk.domain.party import Address
from clientdesk.storage.database import open_book
from clientdesk.ui.clients.editor import declare
from clientdesk.ui.clients.summary import terms
from clientdesk.ui.design import labels
from clientdesk.ui.design.insert_button import InsertButton
from clientdesk.ui.design.own_words import OwnWordsEditor
from clientdesk.ui.design.page import DesignScreen
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.palette.commands import sections
from clientdesk.ui.screens import DESIGN
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.columns import Link
from clientdesk.ui.widgets.unsaved_bar import UnsavedBar
from clientdesk.usecases import clients, designs, invoices, issuing, papers, unsaved
from tests.keeping import KeepingBot
from tests.ui.conftest import TODAY
from tests.usecases.billing import ON, line


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
    place, copy = target.rect().center(), Qt.DropAction.CopyAction
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDragEnterEvent(place, copy, data, button, keys))
    assert target.property("over") == "yes"
    QApplication.sendEvent(target, QDropEvent(QPointF(place), copy, data, button, keys))


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


def issued(session: Session, tone: str = "") -> str:
    """Issue an invoice in German, and read its PDF."""
    client = clients.create(
        session.db,
        Client(
            kind=ClientKind.BUSINESS,
            name="Café Größe",
            language="de",
            tone=tone,
            addresses=(Address(street="Markt 1", postal_code="04109", city="Leipzig", country="DE"),),
        ),
    )
    draft = invoices.create(session.db, client.id, on=ON, title="Logo", lines=(line("850"),))
    issuing.issue(session.db, draft.id, on=ON)
    paper = papers.kept(session.db, "invoice", draft.id)
    assert paper is not None
    return text_of(paper.pdf)


# One walk through it all.


def test_a_look_a_colour_a_letterhead_columns_and_words_are_seen_saved_and_printed(
    qtbot: KeepingBot, session: Session, screen: DesignScreen, letterhead: Path, type_text
):
    form = screen.form
    assert "Einzelpreis" in drawn(qtbot, screen)
    QTest.mouseClick(screen.findChild(QRadioButton, "choice_bold"), Qt.MouseButton.LeftButton)
    accent = form.editor("accent")
    accent.line.setFocus()
    QTest.keyClicks(accent.line, "7a1f5c")
    drop(form.editor("letterhead"), letterhead)
    qtbot.waitUntil(lambda: len(form.editor("letterhead").value()) == 2)
    form.editor("columns").tick(PriceColumn.UNIT, False)
    words = form.editor("texts")
    choose(words.tone, "Friendly")
    type_text(words.opening, "Schön, dass es geklappt hat, ")
    insert(words, "client")
    type_text(words.opening, "!")
    text = drawn(qtbot, screen)
    assert "Schön, dass es geklappt hat, Muster GmbH!" in text
    assert "Einheit" not in text
    assert has_ground(screen.preview.data)
    # Nothing of it is stored before it is saved.
    assert designs.get(session.db) == USUAL_DESIGN
    press(screen, "form.save")
    stored = designs.get(session.db)
    assert (stored.look, stored.accent, PriceColumn.UNIT in stored.columns) == ("bold", "#7a1f5c", False)
    assert (stored.letterhead[:4], stored.letterhead_next[:4]) == (b"\x89PNG", b"\x89PNG")
    assert [(one.paper, one.language, one.tone) for one in stored.texts] == [
        (Wording.INVOICE, "de", Tone.FRIENDLY)
    ]
    printed = issued(session, tone="friendly")
    assert "Schön, dass es geklappt hat, Café Größe!" in printed
    assert "Einheit" not in printed


def insert(words: OwnWordsEditor, name: str) -> None:
    """Choose from the menu beside the opening."""
    button = words.findChildren(InsertButton)[0]
    button.click()
    action = button.menu_of_names.findChild(QAction, name)
    assert action in button.menu_of_names.actions()
    action.trigger()
    button.menu_of_names.close()


def has_ground(pdf: bytes) -> bool:
    """Tell whether a picture as large as the page lies on the first page."""
    return any(image.image.height > 3000 for image in PdfReader(io.BytesIO(pdf)).pages[0].images)


# What one sees before it is saved.


def test_the_page_follows_each_field_before_anything_is_saved(
    qtbot: KeepingBot, screen: DesignScreen, type_text, picture: Path
):
    form = screen.form
    form.editor("foot").setFocus()
    form.editor("foot").tick(FootBlock.OWN, True)
    QApplication.processEvents()
    assert form.editor("foot_text").isVisible()
    type_text(form.editor("foot_text"), "Mitglied im Verband")
    type_text(form.editor("head_text"), "Öffnungszeiten 9 bis 5")
    text = drawn(qtbot, screen)
    assert "Mitglied im Verband" in text
    assert "Öffnungszeiten 9 bis 5" in text
    assert not form.editor("logo_size").isVisible()
    drop(form.editor("logo"), picture)
    qtbot.waitUntil(lambda: bool(form.editor("logo").value()))
    drawn(qtbot, screen)
    assert form.editor("logo_size").isVisible()
    assert len(PdfReader(io.BytesIO(screen.preview.data)).pages[0].images) == 1
    choose(screen.sample.kind, "Invoice of several pages")
    choose(screen.sample.language, "English")
    assert "Page 2 of" in drawn(qtbot, screen)


def test_the_looks_are_shown_as_small_pages_of_ones_own(qtbot: KeepingBot, screen: DesignScreen):
    look = screen.form.editor("look")
    drawn_in = [button.findChildren(QLabel)[0] for button in look.findChildren(QRadioButton)]
    qtbot.waitUntil(lambda: not any(label.pixmap().isNull() for label in drawn_in))
    pictures = [label.pixmap() for label in drawn_in]
    assert len({picture.toImage().constBits().tobytes() for picture in pictures}) == 4
    before = pictures[0].toImage()
    screen.form.editor("accent").findChild(QRadioButton, "swatch_#b3261e").click()

    def is_red() -> bool:
        return look.findChildren(QRadioButton)[0].findChildren(QLabel)[0].pixmap().toImage() != before

    qtbot.waitUntil(is_red)


def test_words_that_are_written_are_shown_in_their_document_and_language(
    qtbot: KeepingBot, screen: DesignScreen, type_text
):
    words = screen.form.editor("texts")
    choose(words.paper, "Final invoice")
    choose(words.language, "English")
    assert words.opening.placeholderText() == "The work is complete. This is the final invoice:"
    assert screen.sample.kind.currentText() == "Final invoice"
    type_text(words.closing, "Thank you, {contact}.")
    text = drawn(qtbot, screen)
    assert "Final invoice" in text
    assert "Thank you, Alex Example." in text
    choose(words.paper, "Quote")
    assert words.closing.toPlainText() == ""
    # What was written is named, and the name leads there.
    (written,) = words.findChildren(Link)
    assert written.accessibleName() == "Final invoice · English · Formal"
    written.click()
    assert words.paper.currentText() == "Final invoice"
    assert words.closing.toPlainText() == "Thank you, {contact}."


def test_a_colour_too_pale_for_words_is_said_and_taken_all_the_same(qtbot: KeepingBot, screen: DesignScreen):
    accent = screen.form.editor("accent")
    QTest.keyClicks(accent.line, "#ffd400")
    below = screen.form.findChild(QLabel, "accent_below")
    qtbot.waitUntil(below.isVisible)
    assert below.text() == "Too pale for words on white: they are printed darker."
    assert screen.form.value().accent == "#ffd400"
    press(screen, "design.usual_colour", within="accent")
    qtbot.waitUntil(lambda: not below.isVisible())
    assert screen.form.value().accent == ""


def test_any_colour_can_be_taken_from_the_systems_dialog(qtbot: KeepingBot, screen: DesignScreen):
    ink = screen.form.editor("ink")
    press(screen, "design.pick_colour", within="ink")
    dialog = screen.findChild(QColorDialog)
    dialog.colorSelected.emit(QColor("#123456"))
    dialog.close()
    assert screen.form.value().ink == "#123456"
    # It stands among the others, and arrow keys walk on from it.
    own = next(one for one in ink.findChildren(QRadioButton) if one.isChecked())
    assert own.accessibleName() == "Your own colour"
    QTest.mouseClick(ink.findChild(QRadioButton, "swatch_#000000"), Qt.MouseButton.LeftButton)
    assert screen.form.value().ink == "#000000"
    assert not own.isVisible()


def test_it_works_before_anything_is_known_of_the_user(qtbot: KeepingBot, session: Session, tmp_path: Path):
    blank = Session(open_book(tmp_path / "blank.db"), today=lambda: TODAY, parent=session)
    screen = opened(qtbot, blank)
    assert "Your name" in drawn(qtbot, screen)
    QTest.mouseClick(screen.findChild(QRadioButton, "choice_classic"), Qt.MouseButton.LeftButton)
    screen.save()
    assert designs.get(blank.db).look == "classic"


# Nothing typed is lost.


def test_what_is_refused_keeps_what_was_typed(
    qtbot: KeepingBot, session: Session, screen: DesignScreen, type_text, tmp_path: Path
):
    form = screen.form
    QTest.keyClicks(form.editor("accent").line, "teal")
    words = form.editor("texts")
    type_text(words.opening, "Liebe {kundin}")
    # Said as soon as the brace is closed, for the page cannot follow any more.
    assert form.error_at("texts").startswith("“{kundin}” is not a placeholder")
    press(screen, "form.save")
    assert form.error_at("accent").startswith("“teal” is not a colour.")
    assert form.error_at("texts").startswith("“{kundin}” is not a placeholder")
    assert form.editor("accent").line.text() == "teal"
    assert words.opening.toPlainText() == "Liebe {kundin}"
    assert designs.get(session.db) == USUAL_DESIGN
    # A file that cannot be used leaves what was there, and says why at its field.
    broken = tmp_path / "letterhead.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    drop(form.editor("letterhead"), broken)
    qtbot.waitUntil(lambda: bool(form.error_at("letterhead")))
    assert form.editor("letterhead").value() == ()


def test_after_a_kill_the_design_is_offered_again_with_its_pictures(
    qtbot: KeepingBot, session: Session, screen: DesignScreen, picture: Path, type_text
):
    drop(screen.form.editor("logo"), picture)
    qtbot.waitUntil(lambda: bool(screen.form.editor("logo").value()))
    screen.form.editor("columns").tick(PriceColumn.POSITION, False)
    type_text(screen.form.editor("signatory"), "Lena Größe")
    qtbot.waitUntil(lambda: "signatory" in kept(qtbot, session))
    later = Session(open_book(session.db.path), today=lambda: TODAY, parent=session)
    again = opened(qtbot, later)
    assert again.form.editor("signatory").text() == ""
    press(again.findChild(UnsavedBar), "edit.take_back")
    assert again.form.editor("signatory").text() == "Lena Größe"
    assert again.form.editor("logo").value() == (picture.read_bytes(),)
    assert PriceColumn.POSITION not in again.form.editor("columns").value()
    drawn(qtbot, again)
    assert len(PdfReader(io.BytesIO(again.preview.data)).pages[0].images) == 1
    press(again, "form.save")
    assert designs.get(later.db).signatory == "Lena Größe"


def test_undo_shows_what_it_takes_back_and_saving_is_an_act(
    qtbot: KeepingBot, session: Session, screen: DesignScreen, type_text
):
    words = screen.form.editor("texts")
    choose(words.paper, "Quote")
    type_text(words.opening, "Hallo")
    choose(words.paper, "Invoice")
    screen.form.editor("columns").tick(PriceColumn.UNIT, False)
    assert "Einheit" not in drawn(qtbot, screen)
    QTest.keyClick(screen.form.editor("columns").list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert PriceColumn.UNIT in screen.form.editor("columns").value()
    assert "Einheit" in drawn(qtbot, screen)
    QTest.keyClick(screen.form.editor("columns").list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    # The document whose words went is in view.
    assert words.paper.currentText() == "Quote"
    assert words.opening.toPlainText() == ""
    QTest.keyClick(
        words.opening, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert words.opening.toPlainText() == "Hallo"
    press(screen, "form.save")
    assert designs.get(session.db).texts != ()
    session.acts.take_back()
    assert designs.get(session.db).texts == ()
    qtbot.waitUntil(lambda: words.opening.toPlainText() == "")


# Keys alone, and two windows.


def test_everything_can_be_done_by_keys(qtbot: KeepingBot, session: Session, type_text):
    window = MainWindow(session, start="settings")
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: window.current_name == "settings")
    window.open_record("design", 0)
    screen = window.screen_named("design")
    drawn(qtbot, screen)
    look = screen.form.editor("look")
    assert look.value() == "quiet"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert look.value() == "bold"
    assert QApplication.focusWidget().objectName() == "choice_bold"
    # One stop for all four: the next Tab leads on.
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert not look.isAncestorOf(QApplication.focusWidget())
    seen = tabbed(window, until="columns")
    assert {"accent", "ink", "text_family", "logo", "letterhead", "foot"} <= seen
    ticks = screen.form.editor("columns").list
    assert ticks.hasFocus()
    QTest.keyClick(ticks, Qt.Key.Key_Down)
    QTest.keyClick(ticks, Qt.Key.Key_Down)
    QTest.keyClick(ticks, Qt.Key.Key_Space)
    assert PriceColumn.QUANTITY not in screen.form.editor("columns").value()
    QTest.keyClick(ticks, Qt.Key.Key_Down)
    QTest.keyClick(ticks, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(ticks, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert screen.form.editor("columns").value()[:3] == (
        PriceColumn.POSITION,
        PriceColumn.UNIT,
        PriceColumn.DESCRIPTION,
    )
    QTest.keyClick(ticks, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    stored = designs.get(session.db)
    assert (stored.look, PriceColumn.QUANTITY in stored.columns) == ("bold", False)


def tabbed(window: MainWindow, *, until: str) -> set[str]:
    """Walk by Tab to a field; return the fields one came through."""
    seen: set[str] = set()
    for _step in range(200):
        part = QApplication.focusWidget()
        names = set()
        while part is not None and part is not window:
            names.add(part.objectName())
            part = part.parentWidget()
        seen |= names
        if until in names:
            return seen
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    raise AssertionError(seen)


def test_the_amount_stays_at_the_end_and_what_is_needed_stays_ticked(screen: DesignScreen):
    ticks = screen.form.editor("columns")
    last = ticks.list.count() - 1
    ticks.list.setFocus()
    ticks.list.setCurrentRow(last)
    QTest.keyClick(ticks.list, Qt.Key.Key_Space)
    QTest.keyClick(ticks.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert ticks.value() == USUAL_COLUMNS
    # As the pointer would drop it.
    model = ticks.list.model()
    assert model.moveRow(QModelIndex(), 0, QModelIndex(), last + 1)
    QApplication.processEvents()
    assert ticks.value()[-2:] == (PriceColumn.POSITION, PriceColumn.AMOUNT)


def test_two_windows_do_not_overwrite_each_other_unseen(qtbot: KeepingBot, session: Session, type_text):
    mine = opened(qtbot, session)
    other = Session(open_book(session.db.path), today=lambda: TODAY, parent=session)
    theirs = opened(qtbot, other)
    type_text(mine.form.editor("signatory"), "Lena")
    QTest.mouseClick(mine.findChild(QRadioButton, "choice_bold"), Qt.MouseButton.LeftButton)
    type_text(theirs.form.editor("signatory"), "Eva")
    theirs.form.editor("columns").tick(PriceColumn.UNIT, False)
    theirs.save()
    mine.save()
    assert mine.form.error_at("signatory").startswith("Changed elsewhere meanwhile.")
    assert mine.form.editor("signatory").text() == "Lena"
    assert designs.get(session.db).signatory == "Eva"
    mine.save()
    stored = designs.get(session.db)
    assert (stored.signatory, stored.look, PriceColumn.UNIT in stored.columns) == ("Lena", "bold", False)


# The ways there.


def test_the_palette_knows_the_designer_its_cards_and_its_fields(qtbot: KeepingBot, session: Session):
    window = MainWindow(session, start="settings")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.current_name == "settings")
    titles = {(hit.title, hit.second) for hit in sections("design of documents", session)}
    assert ("Design of documents", "") in titles
    for number, (card, label) in enumerate(labels.FIELDS, start=1):
        hit = next(hit for hit in sections(label, session) if hit.title == label)
        assert hit.end == "Design of documents"
        window.open_record(f"design:{card}", number)
        QApplication.processEvents()
        part = QApplication.focusWidget() or window.focusWidget()
        names = set()
        while part is not None and part is not window:
            names.add(part.accessibleName())
            part = part.parentWidget()
        assert label in names
    assert [name for name, _title, _others in labels.SECTIONS] == list(DESIGN)


def test_the_settings_and_a_draft_lead_to_the_designer(qtbot: KeepingBot, session: Session):
    window = MainWindow(session, start="settings")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.current_name == "settings")
    press(window.screen_named("settings"), "settings.design")
    assert window.current_name == "design"
    press(window.screen_named("design"), "design.leave")
    assert window.current_name == "settings"
    window.open_record("new_invoice", 1)
    action = next(one for one in window.findChildren(QAction, "document.design") if one.isEnabled())
    action.trigger()
    assert window.current_name == "design"


def test_a_client_has_a_tone_of_its_own(session: Session):
    designs.save(
        session.db,
        replace(
            USUAL_DESIGN,
            texts=(
                OwnText(paper=Wording.INVOICE, language="de", tone=Tone.FORMAL, opening="Sehr geehrt"),
                OwnText(paper=Wording.INVOICE, language="de", tone=Tone.FRIENDLY, opening="Hallo"),
            ),
        ),
    )
    assert "Hallo" in issued(session, tone="friendly")
    assert "Sehr geehrt" in issued(session)
    assert ("Tone of documents", "Friendly") in terms(Client(tone="friendly"))
    assert "tone" in {field.name for field in declare(Client()) if hasattr(field, "name")}
