"""Keys alone: Tab walks every scene as one reads and comes round, shows where it is, and no button is out of reach."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clientdesk import app
from clientdesk.ui import actions
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.chip import ChipLabel
from tests import shelf as shelves
from tests.shots import reach
from tests.shots.layout import path
from tests.shots.looks import lies_well
from tests.shots.scenes import SCENES, Scene, walked
from tests.shots.stage import Shelf, Stage

SMALL, NARROW = (1280, 720), (1024, 720)
#: Kinds of widgets whose ring has been looked at; one of each is enough.
RINGS: set[tuple[object, ...]] = set()
BACKTAB = (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    made = Shelf(shelves.place())
    made.fill(("lena", "mona", "empty"))
    return made


@pytest.fixture
def stage(qapp: QApplication, shelf: Shelf, tmp_path: Path) -> Iterator[Stage]:
    made = Stage(qapp, shelf, tmp_path)
    yield made
    made.end()
    app.speak(qapp, "en-GB")


def play(stage: Stage, scene: Scene, language: str) -> QWidget:
    stage.begin(scene.book_for(language), language=language, size=SMALL, start=scene.start)
    scene.act(stage)
    return QApplication.activeWindow() or stage.window


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("scene", walked(), ids=lambda scene: scene.name)
def test_tab_walks_as_one_reads_and_every_button_is_in_reach(
    stage: Stage, scene: Scene, language: str
) -> None:
    top = play(stage, scene, language)
    lies_well(stage)
    stops, comes_round = reach.walk(top, pictures=RINGS)
    ground = reach.ground(top)
    if ground is not top:
        # The palette keeps the cursor: Tab walks through what it has found.
        assert {stop.widget for stop in stops} <= set(ground.findChildren(QWidget))
    else:
        assert comes_round, f"Tab stays at {path(stops[-1].widget)}"
        assert reach.unreached(top, stops) == []
        assert reach.leaps(stops) == []
        assert reach.hidden(stops) == []
        assert reach.without_a_ring(stops) == []
    if language == "en":
        stays_in_reach(stage, top)
        every_chip_says_its_state_in_a_word(stage)


def stays_in_reach(stage: Stage, top: QWidget) -> None:
    """No button is out of reach in a small window; `test_layout` asks the same of large text."""
    for size in (SMALL, NARROW):
        stage.window.resize(*size)
        stage.settle()
        assert reach.out_of_reach(top) == [], size


def every_chip_says_its_state_in_a_word(stage: Stage) -> None:
    """Colour is never alone."""
    for chip in stage.window.findChildren(ChipLabel):
        if chip.isVisible():
            assert chip.chip is not None
            assert len(chip.chip.word) > 1


# The same backwards, and into what is scrolled away.


def test_shift_tab_goes_the_same_way_back(stage: Stage) -> None:
    top = play(stage, next(scene for scene in SCENES if scene.name == "client"), "en")
    ahead = [stop.widget for stop in reach.walk(top)[0]]
    ahead[0].setFocus(Qt.FocusReason.TabFocusReason)
    for expected in reversed(ahead):
        QTest.keyClick(QApplication.focusWidget() or top, *BACKTAB)
        assert QApplication.focusWidget() is expected
        place = expected.mapTo(top, expected.rect().center())
        assert top.rect().contains(place)


def test_a_new_line_of_a_paper_is_scrolled_into_view(stage: Stage) -> None:
    play(stage, next(scene for scene in SCENES if scene.name == "invoice-draft"), "en")
    grid = stage.widget("lines")
    grid.setFocus(Qt.FocusReason.BacktabFocusReason)
    stage.key(Qt.Key.Key_Tab)
    stage.settle()
    cell = QApplication.focusWidget()
    assert cell is not None
    assert cell.objectName() == "cell_description"
    assert cell.visibleRegion().boundingRect().height() == cell.height()


# The checks must be able to fail.


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(400, 300)
    return made


def button(page: QWidget, name: str, left: int, top: int, *, ring: bool = True) -> QPushButton:
    made = QPushButton(name, page)
    made.setObjectName(name)
    made.setGeometry(left, top, 100, 34)
    if not ring:
        made.setStyleSheet("QPushButton, QPushButton:focus { border: none; outline: none; }")
    return made


def shown(qtbot: QtBot, page: QWidget) -> QWidget:
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


@pytest.mark.parametrize("places", [((10, 200), (10, 100), (10, 10)), ((250, 10), (130, 10), (10, 10))])
def test_a_leap_up_or_back_is_found(qtbot: QtBot, page: QWidget, places: tuple[tuple[int, int], ...]) -> None:
    for left, top in places:
        button(page, f"at {left}", left, top)
    stops, comes_round = reach.walk(shown(qtbot, page))
    assert comes_round
    assert len(reach.leaps(stops)) >= 1


def test_a_button_without_a_ring_is_found(qtbot: QtBot, page: QWidget) -> None:
    button(page, "plain", 10, 10, ring=False)
    button(page, "other", 10, 100, ring=False)
    stops, _round = reach.walk(shown(qtbot, page), pictures=set())
    assert len(reach.without_a_ring(stops)) == 1


def test_a_stop_beyond_the_edge_is_found(qtbot: QtBot, page: QWidget) -> None:
    button(page, "far", 10, 800)
    button(page, "near", 10, 10)
    stops, _round = reach.walk(shown(qtbot, page))
    assert [name for name in reach.hidden(stops) if "far" in name]


def test_a_button_beyond_the_edge_is_found(qtbot: QtBot, page: QWidget) -> None:
    out = actions.button("clients.new", page, page.update)
    out.setGeometry(350, 10, 120, 34)
    shown(qtbot, page)
    assert len(reach.out_of_reach(page)) == 1


def test_nothing_is_lost_where_parts_lie_over_each_other(qtbot: QtBot, session: Session) -> None:
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.resize(*SMALL)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    qtbot.waitUntil(lambda: window.current_name != "")
    over = QWidget(window.centralWidget())
    column = QVBoxLayout(over)
    column.addWidget(button(over, "over", 0, 0))
    over.setGeometry(300, 10, 300, 200)
    over.show()
    stops, comes_round = reach.walk(window)
    assert comes_round
    assert "over" in {stop.widget.objectName() for stop in stops}
