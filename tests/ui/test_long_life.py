"""A session lasts: 10,000 repaints and clicks in a process of its own, and no reference to None is lost by them.

PySide6 6.12.0 gave one away with every call that returns nothing; Python 3.11 then aborts within seconds of use,
while a suite of short tests stays green.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import textwrap
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.session import Session

TURNS = 10_000
# Python keeps some thousand references to None; a loss of one per call would be seen long before this.
SLACK = 300

CHILD = """
import sys
from PySide6.QtCore import QAbstractTableModel, QPoint, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton, QVBoxLayout, QWidget
from PySide6.QtWidgets import QStyledItemDelegate, QTableView

class Rows(QAbstractTableModel):
    def rowCount(self, parent=None):
        return 2
    def columnCount(self, parent=None):
        return 1
    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return "row" if role == Qt.ItemDataRole.DisplayRole else None

class Paint(QStyledItemDelegate):
    def paint(self, painter, option, index):
        painter.save()
        painter.setPen(QColor("#123456"))
        painter.drawText(QPoint(4, 16), "row")
        painter.restore()

app = QApplication([])
window, body = QMainWindow(), QWidget()
window.setCentralWidget(body)
box, button, table = QVBoxLayout(body), QPushButton("press"), QTableView()
box.addWidget(button)
box.addWidget(table)
rows, paint = Rows(), Paint()
table.setModel(rows)
table.setItemDelegate(paint)
window.resize(120, 140)
window.show()
app.processEvents()
count = 0
def clicked():
    global count
    count += 1

button.clicked.connect(clicked)

before = sys.getrefcount(None)
for turn in range(TURNS):
    button.click()
    table.viewport().repaint()
print(count, before - sys.getrefcount(None))
"""


def test_ten_thousand_repaints_and_clicks_do_not_end_the_process() -> None:
    code = textwrap.dedent(CHILD).replace("TURNS", str(TURNS))
    child = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=240, check=False
    )
    assert child.returncode == 0, child.stderr
    clicks, lost = map(int, child.stdout.split())
    assert clicks == TURNS
    # From 3.12 on None is immortal and its count stands still.
    assert lost < SLACK


def test_the_screen_outlives_a_window(qtbot: QtBot, session: Session) -> None:
    """A window that Python frees, as at a change of language, takes nothing with it that others stand on."""
    lost: list[bool] = []
    QGuiApplication.primaryScreen().destroyed.connect(partial(lost.append, True))
    stays = MainWindow(session)
    qtbot.addWidget(stays)
    MainWindow(session)
    gc.collect()
    assert lost == []


def test_nobody_asks_a_widget_for_its_screen(root: Path) -> None:
    """`QWidget.screen()` of PySide 6.11 makes the screen the widget's child; see `MainWindow._restore_geometry`."""
    asking = [
        str(path) for path in (root / "clientdesk").rglob("*.py") if ".screen()." in path.read_text("utf-8")
    ]
    assert asking == []
