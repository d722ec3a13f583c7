"""Every scene lies well in every language: nothing cut, overlapping, boxed or outside; and the check can fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clientdesk import app
from clientdesk.ui import style
from clientdesk.ui.widgets.chip import Chip, ChipLabel
from clientdesk.ui.widgets.page import Elided
from tests import shelf as shelves
from tests.shots import layout, letters, reach
from tests.shots.looks import lies_well
from tests.shots.scenes import SCENES, Scene, named, walked
from tests.shots.stage import Shelf, Stage

LANGUAGES = ("de", "ar", "te", "en")
SMALL, NARROW = (1280, 720), (1024, 720)


def turns() -> list[object]:
    """Every scene in two of the languages and at both sizes of text; `dev.py shots` looks at all of them.

    In English and in Arabic, at the usual size, those that Tab walks through are looked at there.
    """
    return [
        pytest.param(scene, LANGUAGES[(number + turn) % len(LANGUAGES)], text, id=f"{scene.name}-{text:g}")
        for text, turn in ((1.0, 0), (2.0, 2))
        for number, scene in enumerate(SCENES)
        if not scene.is_part and not (text == 1.0 and scene in walked())
    ]


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    made = Shelf(shelves.place())
    made.fill()
    return made


@pytest.fixture
def stage(qapp: QApplication, shelf: Shelf, tmp_path: Path) -> Iterator[Stage]:
    made = Stage(qapp, shelf, tmp_path)
    yield made
    made.end()
    app.speak(qapp, "en-GB")


@pytest.mark.parametrize(("scene", "language", "text"), turns())
def test_a_scene_lies_well(stage: Stage, scene: Scene, language: str, text: float):
    stage.begin(scene.book_for(language), language=language, text=text, start=scene.start)
    scene.act(stage)
    lies_well(stage)
    if text == 1.0:
        return
    # No button is out of reach in a small window with large text either.
    top = QApplication.activeWindow() or stage.window
    for size in (SMALL, NARROW):
        stage.window.resize(*size)
        stage.settle()
        assert reach.out_of_reach(top) == [], size


@pytest.mark.parametrize("page", ["settings", "work"])
@pytest.mark.parametrize(("language", "text"), [("de", 1.0), ("ar", 2.0), ("te", 1.0), ("en", 2.0)])
def test_every_part_of_a_page_lies_well(stage: Stage, page: str, language: str, text: float):
    parts = [scene for scene in named(page) if scene.is_part]
    assert len(parts) > 2
    stage.begin(parts[0].book_for(language), language=language, text=text, start=parts[0].start)
    for scene in parts:
        scene.act(stage)
        lies_well(stage)


# The check must be able to fail.


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(400, 300)
    return made


def label(page: QWidget, text: str, width: int, height: int = 20, kind: type[QLabel] = QLabel) -> QLabel:
    made = kind(text, page)
    made.setGeometry(10, 10, width, height)
    return made


def plant_cut_label(page: QWidget) -> None:
    label(page, "Reverse charge: the recipient of the service owes the VAT.", 100)


def plant_low_label(page: QWidget) -> None:
    label(page, "Two words", 200, 9)


def plant_wrapped_label(page: QWidget) -> None:
    label(page, "Reverse charge: the recipient of the service owes the VAT.", 100, 20).setWordWrap(True)


def plant_low_telugu(page: QWidget) -> None:
    label(page, "శ్రావణి & కిరణ్", 200, 14)


def plant_cut_button(page: QWidget) -> None:
    QPushButton("Record payment", page).setGeometry(10, 10, 60, 34)


def plant_cut_choice(page: QWidget) -> None:
    box = QComboBox(page)
    box.addItem("Export of services at 0 % (article 3 of law 67 of 2016)")
    box.setGeometry(10, 10, 120, 34)


def plant_cut_example(page: QWidget) -> None:
    line = QLineEdit(page)
    line.setPlaceholderText("Filter by number, client, words or amount")
    line.setGeometry(10, 10, 120, 34)


def plant_cut_chip(page: QWidget) -> None:
    chip = ChipLabel(page)
    chip.set_chip(Chip("Overdue for a long time"))
    chip.setGeometry(10, 10, 60, 22)


def plant_shortened_without_a_tip(page: QWidget) -> None:
    label(page, "Tanzstudio Ambrosius und Töchter", 80, kind=Elided)


def plant_outside(page: QWidget) -> None:
    QPushButton("Save", page).setGeometry(350, 10, 100, 34)


def plant_overlap(page: QWidget) -> None:
    QPushButton("Save", page).setGeometry(10, 10, 100, 34)
    QPushButton("Revert", page).setGeometry(90, 10, 100, 34)


def plant_icon_under_words(page: QWidget) -> None:
    from clientdesk.ui import icons

    button = QPushButton(page)
    button.setGeometry(10, 10, 300, 60)
    icons.set_icon(button, "mail")
    style.set_role(button, variant="line")
    label(button, "Words", 100)


def plant_cut_figure(page: QWidget) -> None:
    table = QTableView(page)
    model = QStandardItemModel(1, 2, table)
    item = QStandardItem("1.234.567,00 EUR")
    item.setTextAlignment(Qt.AlignmentFlag.AlignTrailing)
    model.setItem(0, 1, item)
    table.setModel(model)
    table.setColumnWidth(1, 60)
    table.setGeometry(0, 0, 300, 200)


@pytest.mark.parametrize(
    "plant",
    [
        plant_cut_label,
        plant_low_label,
        plant_wrapped_label,
        plant_low_telugu,
        plant_cut_button,
        plant_cut_choice,
        plant_cut_example,
        plant_cut_chip,
        plant_shortened_without_a_tip,
        plant_outside,
        plant_overlap,
        plant_icon_under_words,
        plant_cut_figure,
    ],
)
def test_a_planted_fault_is_found(qtbot: QtBot, page: QWidget, plant: Callable[[QWidget], None]):
    plant(page)
    page.show()
    qtbot.waitExposed(page)
    assert len(layout.faults(page)) >= 1


def test_a_letter_that_no_face_of_ours_has_is_found(qtbot: QtBot, page: QWidget):
    label(page, "Krumm 漢字 \U0001f4a9", 300)
    page.show()
    assert len(letters.faults(page)) == 1
    assert "U+6F22" in letters.faults(page)[0]


def test_a_page_that_lies_well_has_no_fault(qtbot: QtBot, page: QWidget):
    column = QVBoxLayout(page)
    for text in ("Größe €", "రెడ్డి", "فاطمة", "Reverse charge: the recipient of the service owes the VAT."):
        made = QLabel(text)
        made.setWordWrap(True)
        column.addWidget(made)
    column.addWidget(QPushButton("Record payment"))
    column.addWidget(QLineEdit("Krumm"))
    page.show()
    qtbot.waitExposed(page)
    QApplication.processEvents()
    assert layout.faults(page) == []
    assert letters.faults(page) == []
