"""The palette: find anything, do anything, by keys alone, by mouse, and in every script; a real book behind it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage, QKeyEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from clientdesk import i18n
from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_
from clientdesk.queries.search_hit import FoundKind
from clientdesk.storage.database import open_book
from clientdesk.ui import style
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.palette.commands import sections
from clientdesk.ui.palette.ground import Ground
from clientdesk.ui.palette.hits import Caption, Group
from clientdesk.ui.palette.overlay import Palette
from clientdesk.ui.session import Session
from clientdesk.usecases import clients
from tests import shelf
from tests.ui.conftest import TODAY

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def lena() -> Path:
    return shelf.book("lena")


@pytest.fixture
def session(qapp: QApplication, lena: Path, tmp_path: Path) -> Iterator[Session]:
    book = tmp_path / "lena.db"
    shutil.copy(lena, book)
    opened = Session(open_book(book), today=lambda: TODAY)
    yield opened
    opened.close()


class Person:
    """Somebody at the window with a keyboard."""

    def __init__(self, qtbot, window: MainWindow, type_text: Callable) -> None:
        self.window, self._qtbot, self._type = window, qtbot, type_text

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)

    def wait(self) -> None:
        self._qtbot.waitUntil(lambda: not self.window.session.tasks.is_busy)

    def find(self, text: str) -> Palette:
        """Open the palette, type, and wait for what is found."""
        if self.palette is None:
            self.press(Qt.Key.Key_K, CTRL)
        palette = self.palette
        palette.field.clear()
        self._type(QApplication.focusWidget(), text)
        self.wait()
        return palette

    @property
    def palette(self) -> Palette | None:
        found = [one for one in self.window.findChildren(Palette) if one.isVisible()]
        return found[0] if found else None

    def titles(self) -> list[str]:
        return [hit.title for hit in self.palette.results.hits]

    @property
    def client(self) -> str:
        screen = self.window.screen_named("clients")
        return next(one.text() for one in screen.findChildren(QLabel, "page_title") if one.isVisible())


@pytest.fixture
def person(qtbot, session: Session, type_text) -> Iterator[Person]:
    window = MainWindow(session, start="clients")
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitSignal(window.screen_shown), qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    made = Person(qtbot, window, type_text)
    made.wait()
    yield made  # noqa: PT022  # keeps the window alive


def test_a_client_is_opened_with_one_shortcut_some_letters_and_enter(person: Person):
    person.press(Qt.Key.Key_K, CTRL)
    assert person.palette.field.hasFocus()
    person.find("krum")
    assert person.titles()[0] == "Bäckerei Krumm GmbH"
    person.press(Qt.Key.Key_Return)
    assert person.palette is None
    person.wait()
    assert person.window.current_name == "clients"
    assert person.client == "Bäckerei Krumm GmbH"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("baeckerei", "Bäckerei Krumm GmbH"),
        ("yildiz", "Praxis Dr. Yıldız"),
        ("RE-2026-014", "RE-2026-014 · Neuer Markenauftritt"),
        ("2496", "RE-2026-014 · Neuer Markenauftritt"),
        ("2.496,03", "RE-2026-014 · Neuer Markenauftritt"),
        ("2,496.03", "RE-2026-014 · Neuer Markenauftritt"),
        ("٢٤٩٦", "RE-2026-014 · Neuer Markenauftritt"),
        ("0341 5550181", "Bäckerei Krumm GmbH"),
        ("+49 (0)341 555 0181", "Bäckerei Krumm GmbH"),
        ("anna.berger@", "Anna Berger"),
        ("iban", "IBAN"),
        ("light or dark", "Light or dark"),
        ("VT-2026-001", "VT-2026-001 · Neuer Markenauftritt"),
    ],
)
def test_everything_is_found_by_what_one_remembers_of_it(person: Person, typed: str, wanted: str):
    person.find(typed)
    assert person.titles()[0] == wanted


def test_words_in_notes_lead_to_the_client_and_are_shown(person: Person):
    db = person.window.session.db
    record = clients.get(db, 1)
    clients.change(db, replace(record, notes="Prefers to be called after the oven is closed."))
    person.find("oven")
    (hit,) = [hit for hit in person.palette.results.hits if hit.group == "clients"]
    assert hit.title == "Bäckerei Krumm GmbH"
    assert "after the oven is closed" in hit.second


def test_the_enter_of_a_fast_typist_waits_for_the_last_letters(person: Person, type_text):
    person.press(Qt.Key.Key_K, CTRL)
    person.wait()
    type_text(person.palette.field, "tischlerei")
    person.press(Qt.Key.Key_Return)
    person.wait()
    assert person.palette is None
    assert person.client == "Tischlerei Vogt"


def test_the_keyboard_moves_over_captions_pages_and_around(person: Person):
    palette = person.find("krumm")
    hits = palette.results.hits
    assert palette.results.current is hits[0]
    person.press(Qt.Key.Key_Down)
    assert palette.results.current is hits[1]
    person.press(Qt.Key.Key_Up)
    person.press(Qt.Key.Key_Up)
    assert palette.results.current is hits[-1]
    person.press(Qt.Key.Key_PageUp)
    person.press(Qt.Key.Key_PageUp)
    assert palette.results.current is hits[0]
    person.press(Qt.Key.Key_PageDown)
    assert palette.results.current is hits[min(7, len(hits) - 1)]
    person.press(Qt.Key.Key_Tab)
    assert palette.field.hasFocus()
    assert palette.field.text() == "krumm"


def test_escape_and_the_same_key_and_a_click_beside_it_close_it_where_one_was(qtbot, person: Person):
    before = QApplication.focusWidget()
    person.press(Qt.Key.Key_K, CTRL)
    person.press(Qt.Key.Key_Escape)
    assert person.palette is None
    assert QApplication.focusWidget() is before
    person.press(Qt.Key.Key_K, CTRL)
    person.press(Qt.Key.Key_K, CTRL)
    assert person.palette is None
    person.press(Qt.Key.Key_K, CTRL)
    qtbot.mouseClick(person.palette, Qt.MouseButton.LeftButton, pos=QPoint(5, 400))
    assert person.palette is None
    assert QApplication.focusWidget() is before


def test_it_opens_by_the_search_box_and_runs_by_the_mouse(qtbot, person: Person):
    qtbot.mouseClick(person.window.findChild(QPushButton, "app.palette"), Qt.MouseButton.LeftButton)
    palette = person.find("tischlerei")
    spot = palette.results.visualRect(palette.results.currentIndex()).center()
    qtbot.mouseClick(palette.results.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    person.wait()
    assert person.client == "Tischlerei Vogt"


def test_an_act_for_a_client_that_was_found(person: Person):
    person.find("krumm")
    place = person.titles().index("New invoice for Bäckerei Krumm GmbH")
    for _step in range(place):
        person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Return)
    person.wait()
    assert person.window.current_name == "documents"


def test_every_act_of_the_page_in_front_can_be_found_and_run(person: Person):
    person.find("archive")
    hit = person.palette.results.hits[0]
    assert hit.title == "Archive"
    name = person.client
    person.press(Qt.Key.Key_Return)
    person.wait()
    assert person.window.session.acts.last.name == f"Archived {name}"
    person.find("undo")
    assert person.titles()[0] == f"Undo: Archived {name}"
    person.press(Qt.Key.Key_Return)
    person.wait()
    assert person.window.session.acts.last is None
    assert not person.window.session.db.value("SELECT archived FROM clients WHERE name = ?", (name,))


def test_acts_that_cannot_run_now_are_not_offered(person: Person):
    person.find("take out of the archive")
    assert "Take out of the archive" not in person.titles()
    person.find("redo")
    assert "Redo" not in person.titles()


def test_a_shortcut_works_from_within_it(person: Person):
    person.press(Qt.Key.Key_K, CTRL)
    person.press(Qt.Key.Key_L, CTRL | SHIFT)
    assert person.palette is None
    assert style.colors().dark


def test_the_keys_of_the_page_do_nothing_behind_it(person: Person, type_text):
    person.find("krumm")
    person.press(Qt.Key.Key_A, CTRL)
    person.press(Qt.Key.Key_X, CTRL)
    assert QApplication.clipboard().text() == "krumm"
    person.press(Qt.Key.Key_V, CTRL)
    assert person.palette.field.text() == "krumm"
    person.press(Qt.Key.Key_S, CTRL)
    assert person.palette is not None


def test_before_anything_is_typed_it_shows_what_was_seen_last_and_what_is_likely(person: Person):
    person.window.open_record("invoice", 16)
    person.wait()
    person.window.open_record("client", 3)
    person.wait()
    person.press(Qt.Key.Key_K, CTRL)
    person.wait()
    captions = [line.text for line in person.palette.results.model().lines if isinstance(line, Caption)]
    assert captions == ["Seen last", "Likely now"]
    assert person.titles()[:2] == ["Tischlerei Vogt", "RE-2026-014 · Neuer Markenauftritt"]
    assert len(person.titles()) == 10
    assert "New quote" in person.titles()[6:]


def test_nothing_found_offers_to_make_the_client(person: Person):
    person.find("Großhändler Øyvind")
    assert (
        person.palette.findChild(object, "palette_count").text() == "Nothing found for “Großhändler Øyvind”."
    )
    assert person.titles() == ["New client “Großhändler Øyvind”"]
    person.press(Qt.Key.Key_Return)
    person.wait()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "Großhändler Øyvind"


def test_a_section_of_the_settings_is_opened_with_the_cursor_in_it(person: Person):
    person.find("days off")
    place = person.titles().index("Days off")
    for _step in range(place):
        person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Return)
    person.wait()
    assert person.window.current_name == "settings"
    card = person.window.screen_named("settings").findChild(object, "absences")
    assert card.isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize("tag", ["te", "ar", "de"])
def test_who_cannot_read_the_window_finds_its_language_in_english(session: Session, tag: str) -> None:
    i18n.set_language(tag)
    try:
        hits = sections("language of the window", session)
        assert [hit.title for hit in hits][:1] == [i18n._("Language of the window")]
        assert any(hit.title == i18n._("This window") for hit in sections("language", session))
    finally:
        i18n.set_language("en")


def test_a_letter_does_not_wait_for_the_book(person: Person, type_text):
    person.press(Qt.Key.Key_K, CTRL)
    person.wait()
    type_text(person.palette.field, "set")
    # Nothing has come from the worker yet: its answers arrive as events, and none was handled since.
    assert "Settings" in person.titles()
    person.wait()


def test_it_can_be_heard(person: Person):
    palette = person.find("krumm")
    field = QAccessible.queryAccessibleInterface(palette.field)
    assert field.text(QAccessible.Text.Name) == "Search or jump to…"
    assert palette.field.accessibleDescription().startswith("Bäckerei Krumm GmbH, Leipzig")
    results = QAccessible.queryAccessibleInterface(palette.results)
    assert results.role() == QAccessible.Role.List
    assert results.text(QAccessible.Text.Name) == "Results"
    first = results.child(1)
    assert first.text(QAccessible.Text.Name) == "Bäckerei Krumm GmbH, Leipzig, Client"
    assert palette.findChild(object, "palette_count").text() == f"{len(palette.results.hits)} results"


def test_it_stays_within_a_small_window_with_large_type(person: Person):
    style.theme().choose("light", scale=2.0)
    person.window.resize(1024, 600)
    palette = person.find("krumm")
    panel = palette.findChild(object, "palette_panel")
    assert palette.rect().contains(panel.geometry())
    person.window.resize(900, 500)
    QApplication.processEvents()
    assert palette.rect().contains(panel.geometry())


def test_in_a_mirrored_window_latin_names_keep_their_order(person: Person, qapp: QApplication):
    person.press(Qt.Key.Key_K, CTRL)
    person.press(Qt.Key.Key_Escape)
    i18n.set_language("ar")
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        person.find("2496")
        title = person.titles()[0]
        assert "\u2068RE-2026-014\u2069" in title or "\u2066RE-2026-014\u2069" in title
        field = person.palette.field
        assert (
            field.mapTo(person.palette, QPoint(field.width(), 0)).x()
            > field.mapTo(person.palette, QPoint()).x()
        )
        assert field.layoutDirection() == Qt.LayoutDirection.RightToLeft
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_with_an_arabic_keyboard_it_opens_and_finds(person: Person, type_text):
    from clientdesk.ui.keyboard import LatinKeys

    LatinKeys.install()
    window = person.window.windowHandle()
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        event = QKeyEvent(kind, ord("ن"), CTRL, 45, 0x5E6, 0, "ن")
        event.ignore()
        QApplication.sendEvent(window, event)
    assert person.palette is not None


def test_the_page_below_looks_the_same_when_it_stands_there_as_a_picture(person: Person, qtbot):
    palette = person.find("kru")
    qtbot.waitUntil(palette.updatesEnabled)
    palette._see_through()
    seen = around(palette)
    qtbot.waitUntil(lambda: palette.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent))
    assert around(palette) == seen
    style.theme().choose("dark")
    assert not palette.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
    assert around(palette).pixelColor(4, 400).lightness() < 60


@pytest.mark.parametrize("kind", [kind.value for kind in FoundKind])
def test_it_opens_after_whatever_was_seen_last(person: Person, kind: str):
    table = {"item": "catalogue"}.get(kind, f"{kind}s")
    record_id = person.window.session.db.value(f"SELECT min(id) FROM {table}")  # our own names
    person.window.open_record({"item": "catalogue"}.get(kind, kind), record_id or 1)
    person.wait()
    person.press(Qt.Key.Key_K, CTRL)
    person.wait()
    assert Group.LAST_SEEN in {hit.group for hit in person.palette.results.hits}


def test_what_the_window_says_meanwhile_is_seen(person: Person, qtbot):
    palette = person.find("kru")
    qtbot.waitUntil(lambda: palette.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent))
    quiet = around(palette)
    person.window.session.fault.emit(RuleError(N_("The disk is full."), next_step=N_("Make room.")))
    assert not palette.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
    said = around(palette)
    assert said != quiet
    qtbot.waitUntil(lambda: palette.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent))
    assert around(palette) == said


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5])
def test_any_part_of_the_ground_is_the_same_as_the_whole(person: Person, ratio: float):
    palette = person.find("kru")
    ground = Ground(person.window, palette)
    while not ground.is_whole:
        ground.take_strip()
    pictures = []
    for parts in ([QRect(0, 0, 1280, 800)], [QRect(31, 17, 555, 333), QRect(0, 0, 1280, 800)]):
        picture = QImage(round(1280 * ratio), round(800 * ratio), QImage.Format.Format_RGB32)
        picture.setDevicePixelRatio(ratio)
        for part in parts:
            painter = QPainter(picture)
            painter.setClipRect(part)
            ground.paint(painter)
            painter.end()
        pictures.append(picture)
    assert pictures[0] == pictures[1]


def around(palette: Palette) -> QImage:
    """Return what is seen beside the panel, in which the cursor blinks."""
    seen = palette.window().grab().toImage()
    painter = QPainter(seen)
    painter.fillRect(palette.findChild(QWidget, "palette_panel").geometry(), Qt.GlobalColor.white)
    painter.end()
    return seen
