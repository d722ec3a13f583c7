"""Own fonts in the settings: added, dropped, refused in a sentence, removed and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.ui.session import Notice, Session
from clientdesk.ui.settings.fonts import FontsCard
from clientdesk.ui.settings.page import SettingsScreen
from clientdesk.ui.widgets.chip import ChipLabel
from clientdesk.ui.widgets.font_sample import FontSample
from clientdesk.usecases import fonts
from tests.usecases import own_font_files as files

CHINESE = Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> SettingsScreen:
    made = SettingsScreen(session)
    qtbot.addWidget(made)
    made.resize(1000, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def card(screen: SettingsScreen) -> FontsCard:
    return screen.findChild(FontsCard, "fonts")


def rest(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.tasks.is_busy, timeout=15_000)
    QApplication.processEvents()


def add(qtbot: QtBot, card: FontsCard, session: Session, *paths: Path) -> None:
    card.take([str(path) for path in paths])
    rest(qtbot, session)


def samples(card: FontsCard) -> dict[str, bool]:
    """What is listed, and whether it is shown in its own face."""
    shown = [one for one in card.findChildren(FontSample) if one.isVisibleTo(card)]
    return {one.accessibleName(): one.is_in_its_face for one in shown}


def chips(card: FontsCard) -> list[str]:
    return [one.accessibleName() for one in card.findChildren(ChipLabel)]


def remove(card: FontsCard, name: str) -> None:
    QApplication.processEvents()
    button = next(
        one
        for one in card.findChildren(QPushButton, "settings.remove_font")
        if name in one.accessibleName() and one.isVisibleTo(card)
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def test_files_are_chosen_and_listed_in_their_own_face(qtbot: QtBot, card: FontsCard, session: Session):
    notices: list[Notice] = []
    session.notice.connect(notices.append)
    card.choose()
    dialog = card.findChild(QFileDialog, "fonts_dialog")
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFiles
    assert "*.ttf" in dialog.nameFilters()[0]
    dialog.filesSelected.emit([str(files.INTER), str(files.INTER_STRONG), str(files.SERIF)])
    dialog.close()
    rest(qtbot, session)
    assert samples(card) == {"Inter": True, "Source Serif 4": True}
    words = " ".join(label.text() for label in card.findChildren(QLabel) if label.isVisibleTo(card))
    assert "regular and semibold" in words
    assert "light, regular and semibold" in words
    assert notices[-1].text.replace("\u2068", "").replace("\u2069", "") == (
        "2 fonts can be used in documents: Inter, Source Serif 4."
    )


def test_adding_and_removing_are_taken_back(qtbot: QtBot, card: FontsCard, session: Session):
    add(qtbot, card, session, files.INTER)
    session.acts.take_back()
    assert samples(card) == {}
    add(qtbot, card, session, files.INTER)
    add(qtbot, card, session, files.INTER_STRONG)
    assert fonts.families(session.db)[0].weights == (400, 600)
    session.acts.take_back()
    assert fonts.families(session.db)[0].weights == (400,)
    remove(card, "Inter")
    assert samples(card) == {}
    session.acts.take_back()
    rest(qtbot, session)
    assert samples(card) == {"Inter": True}


def test_what_cannot_be_used_is_said_and_the_rest_is_taken(
    qtbot: QtBot, card: FontsCard, session: Session, tmp_path: Path
):
    faults: list[Exception] = []
    session.fault.connect(faults.append)
    letter = tmp_path / "letter.ttf"
    letter.write_bytes(b"Dear Sir")
    add(qtbot, card, session, letter)
    assert "letter.ttf is no font file" in str(faults.pop())
    assert card.findChild(QPushButton, "settings.add_fonts").isEnabled()
    add(qtbot, card, session, letter, files.INTER)
    assert "letter.ttf is no font file" in str(faults.pop())
    assert samples(card) == {"Inter": True}
    add(qtbot, card, session, tmp_path / "gone.ttf")
    assert "gone.ttf cannot be read" in str(faults.pop())


def test_files_are_dropped_onto_the_card(qtbot: QtBot, card: FontsCard, session: Session, tmp_path: Path):
    hint = card.findChild(QLabel, "fonts_hint")
    usual = hint.text()
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction

    def dragged(path: Path) -> QMimeData:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        return data

    place = QPointF(20, 20)
    data = dragged(files.INTER)
    enter = QDragEnterEvent(place.toPoint(), action, data, buttons, keys)
    QApplication.sendEvent(card, enter)
    assert enter.isAccepted()
    assert hint.text() == "Drop the files here to add them."
    QApplication.sendEvent(card, QDragLeaveEvent())
    assert hint.text() == usual
    QApplication.sendEvent(card, QDragEnterEvent(place.toPoint(), action, data, buttons, keys))
    QApplication.sendEvent(card, QDropEvent(place, action, data, buttons, keys))
    rest(qtbot, session)
    assert samples(card) == {"Inter": True}
    assert hint.text() == usual
    picture = dragged(tmp_path / "logo.png")
    other = QDragEnterEvent(place.toPoint(), action, picture, buttons, keys)
    QApplication.sendEvent(card, other)
    assert hint.text() == usual


def test_the_card_says_which_languages_of_the_pack_are_there(qtbot: QtBot, card: FontsCard, session: Session):
    assert chips(card) == ["Chinese: not installed", "Japanese: not installed", "Korean: not installed"]
    pack = card.findChild(QLabel, "font_pack")
    assert "fonts.google.com" in pack.text()
    add(qtbot, card, session, CHINESE)
    assert chips(card) == ["Chinese: installed", "Japanese: installed", "Korean: installed"]
    assert not pack.isVisibleTo(card)
    assert samples(card) == {"WenQuanYi Micro Hei": True}
    remove(card, "WenQuanYi Micro Hei")
    assert chips(card)[2] == "Korean: not installed"
    session.acts.take_back()
    assert chips(card)[2] == "Korean: installed"


def test_the_window_itself_keeps_its_faces(qtbot: QtBot, card: FontsCard, session: Session):
    from PySide6.QtGui import QFontDatabase

    before = QFontDatabase.families()
    add(qtbot, card, session, files.SERIF, CHINESE)
    assert QFontDatabase.families() == before


def test_a_face_without_the_letters_of_its_name_is_named_in_ours(
    qtbot: QtBot, card: FontsCard, session: Session, tmp_path: Path
):
    path = tmp_path / "signs.otf"
    path.write_bytes(files.postscript("Curves"))
    add(qtbot, card, session, path)
    assert samples(card) == {"Curves": False}


def test_the_card_is_found_by_its_name(screen: SettingsScreen, card: QWidget):
    screen.open_record("settings:fonts", 0)
    QApplication.processEvents()
    focus = QApplication.focusWidget()
    assert focus is None or card.isAncestorOf(focus)
