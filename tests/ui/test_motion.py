"""Things move only where nobody has asked for less of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPropertyAnimation
from PySide6.QtWidgets import QWidget

from clientdesk.ui import motion


@pytest.fixture(autouse=True)
def as_the_computer() -> Iterator[None]:
    yield
    motion.Wish.follow("")


@pytest.fixture
def bubble(qtbot) -> QWidget:
    around = QWidget()
    qtbot.addWidget(around)
    around.resize(300, 200)
    inside = QWidget(around)
    around.show()
    around.bubble = inside
    return around


def test_a_bubble_rises_to_its_place(qtbot, bubble: QWidget):
    motion.rise(bubble.bubble, QPoint(40, 50))
    assert bubble.bubble.findChild(QPropertyAnimation) is not None
    qtbot.waitUntil(lambda: bubble.bubble.pos() == QPoint(40, 50))


@pytest.mark.parametrize("asked", ["here", "environment"])
def test_nothing_moves_where_less_motion_is_asked_for(bubble: QWidget, monkeypatch, asked: str):
    if asked == "here":
        motion.Wish.follow("less")
    else:
        monkeypatch.setenv(motion.VARIABLE, "1")
    assert motion.is_reduced()
    motion.rise(bubble.bubble, QPoint(40, 50))
    assert bubble.bubble.pos() == QPoint(40, 50)
    assert bubble.bubble.findChild(QPropertyAnimation) is None


def test_the_environment_can_say_no(monkeypatch):
    monkeypatch.setenv(motion.VARIABLE, "0")
    assert not motion.is_reduced()
