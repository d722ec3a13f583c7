"""Whether things may move: a person, the desktop or the environment can ask for less, and then nothing does."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QEasingCurve, QPoint, QPropertyAnimation
from PySide6.QtWidgets import QApplication, QStyle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

#: The environment's word, for where a desktop has no setting: any text but "0".
VARIABLE: Final = "CLIENTDESK_REDUCE_MOTION"
#: As long as a change of place may take, in milliseconds, and how far it goes.
DURATION: Final = 140
_WAY: Final = 10


class Wish:
    """What the person has set in this program: less motion, or as the desktop does."""

    reduce: ClassVar[bool] = False

    @classmethod
    def follow(cls, chosen: object) -> None:
        """Take the setting `motion`: "less", or anything else for the desktop's way."""
        cls.reduce = chosen == "less"


def is_reduced() -> bool:
    """Whether nothing should move: set here, in the environment, or in the desktop (which Qt tells by its styles)."""
    if Wish.reduce or os.environ.get(VARIABLE, "0") != "0":
        return True
    style = QApplication.style()
    return not style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) or not style.styleHint(
        QStyle.StyleHint.SH_Widget_Animate
    )


def rise(widget: QWidget, place: QPoint) -> None:
    """Put `widget` at `place`; where motion is welcome it comes up to it from a little below."""
    if is_reduced():
        widget.move(place)
        return
    way = QPropertyAnimation(widget, b"pos", widget)
    way.setDuration(DURATION)
    way.setStartValue(place + QPoint(0, _WAY))
    way.setEndValue(place)
    way.setEasingCurve(QEasingCurve.Type.OutCubic)
    way.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)


def halt(widget: QWidget) -> None:
    """Stop what moves `widget`, where it is."""
    for way in widget.findChildren(QPropertyAnimation):
        way.stop()
