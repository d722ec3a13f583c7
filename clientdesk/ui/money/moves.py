"""Rows of money that moved: day, words that lead to the record, amount, and the way to take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from clientdesk.i18n import _, translator
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.widgets.columns import Link
from clientdesk.ui.widgets.figures import leading, trailing

_DAY, _TEXT, _AMOUNT, _BACK = range(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One row. With `kind` its words lead to that record; `back` takes it back."""

    day: date | None
    text: str
    amount: str
    kind: str = ""
    id: int = 0
    back: Callable[[], object] | None = None


class Moves(QWidget):
    """Shows the moves it is given; `empty` where there are none."""

    opened = Signal(str, int)

    def __init__(self, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = empty
        self._moves: tuple[Move, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.SPACE_4)
        self._grid.setVerticalSpacing(tokens.SPACE_2)
        self._grid.setColumnStretch(_TEXT, 1)

    def set_moves(self, moves: Sequence[Move]) -> None:
        """Show `moves` in place of the ones before."""
        self._moves = tuple(moves)
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if not self._moves:
            nothing = QLabel(self._empty, self)
            nothing.setWordWrap(True)
            style.set_role(nothing, role="second")
            self._grid.addWidget(nothing, 0, _DAY, 1, _BACK + 1)
        for line, move in enumerate(self._moves):
            self._add(line, move)

    def _add(self, line: int, move: Move) -> None:
        if move.day is not None:
            day = QLabel(translator().date(move.day), self)
            style.set_role(day, role="second")
            day.setAlignment(leading(day))
            self._grid.addWidget(day, line, _DAY)
        begin, width = (_TEXT, 1) if move.day is not None else (_DAY, 2)
        if move.kind:
            link = Link(move.text, self)
            link.setObjectName(f"move_{move.kind}_{move.id}")
            link.setProperty("line", line)
            link.clicked.connect(self._open)
            self._grid.addWidget(link, line, begin, 1, width)
        else:
            text = QLabel(move.text, self)
            text.setWordWrap(True)
            text.setAlignment(leading(text))
            self._grid.addWidget(text, line, begin, 1, width)
        amount = QLabel(move.amount, self)
        amount.setFont(style.font(tokens.SIZE_BODY, figures=True))
        amount.setAlignment(trailing(amount))
        self._grid.addWidget(amount, line, _AMOUNT)
        if move.back is not None:
            back = actions.EnterButton(_("Take back"), self)
            back.setObjectName(f"take_back_{line}")
            back.setAccessibleName(_("Take back: {what}").format(what=f"{move.text}, {move.amount}"))
            style.set_role(back, variant="link")
            back.setProperty("line", line)
            back.clicked.connect(self._take_back)
            self._grid.addWidget(back, line, _BACK)

    def _open(self) -> None:
        move = self._moves[self.sender().property("line")]
        self.opened.emit(move.kind, move.id)

    def _take_back(self) -> None:
        move = self._moves[self.sender().property("line")]
        if move.back is not None:
            move.back()
