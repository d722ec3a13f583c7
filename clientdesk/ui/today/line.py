"""One line of the agenda: a button over its whole width, with picture, words, date, amount and state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clientdesk.domain.aside import Aside
from clientdesk.queries.agenda_row import AgendaRow
from clientdesk.ui import actions, icons, style, tokens
from clientdesk.ui.today import words
from clientdesk.ui.widgets.chip import ChipLabel
from clientdesk.ui.widgets.figures import leading, trailing
from clientdesk.ui.widgets.wrapped import wrap

_LEAST_WORDS = 200
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class AgendaLine(actions.EnterButton):
    """Shows a row. Enter, Space or a click choose it; Up and Down go to its neighbours."""

    chosen = Signal(object)
    stepped = Signal(object, int)

    def __init__(self, row: AgendaRow, parent: QWidget | None = None, *, put: Aside | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.setObjectName(f"agenda_{row.kind.value}_{row.milestone_id or row.record_id}")
        self.setAccessibleName(words.spoken(row, put))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        style.set_role(self, variant="line")
        icons.set_icon(self, *words.icon(row))
        self.day = _label(words.day(row), "", trailing(self))
        self.amount = _label(words.amount(row), "", trailing(self))
        self.amount.setFont(style.font(tokens.SIZE_BODY, tokens.WEIGHT_MEDIUM, figures=True))
        chip = ChipLabel(self)
        chip.set_chip(words.put_chip(put) if put is not None else words.chip(row))
        # The pill keeps its own width; what is left of the column is empty.
        self.state = QWidget(self)
        self.state.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        pill = QHBoxLayout(self.state)
        pill.setContentsMargins(0, 0, 0, 0)
        pill.addWidget(chip)
        pill.addStretch(1)
        self._facts = QHBoxLayout()
        self._facts.setSpacing(tokens.SPACE_4)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        start, end = tokens.SPACE_4 + icons.size() + tokens.SPACE_3, tokens.SPACE_4
        # Margins are not mirrored by themselves, the picture of the button is.
        left, right = (end, start) if self.isRightToLeft() else (start, end)
        self._row.setContentsMargins(left, tokens.SPACE_2, right, tokens.SPACE_2)
        self._row.setSpacing(tokens.SPACE_4)
        self._row.addLayout(
            _two(
                _label(words.title(row), "rowtitle", leading(self), shrinks=True),
                _label(
                    words.put_note(put, row) if put is not None else words.note(row),
                    "second",
                    leading(self),
                    shrinks=True,
                ),
            ),
            1,
        )
        self._facts.addWidget(self.amount)
        self._facts.addLayout(_two(self.day, _label(words.distance(row), "caption", trailing(self))))
        self._facts.addWidget(self.state)
        self._facts.addStretch(0)
        self._row.addLayout(self._facts)
        self.clicked.connect(self._choose)

    def end_here(self) -> None:
        """Draw no rule below: it is the last line."""
        style.set_role(self, place="last")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margins = self._row.contentsMargins()
        # With the spacing of words and facts side by side, whatever stands now: an answer that depends on itself
        # would turn to and fro at one width for ever.
        room = self.width() - margins.left() - margins.right() - tokens.SPACE_4
        beside = self._facts.sizeHint().width() + style.scaled(_LEAST_WORDS) <= room
        # What does not fit beside the words stands below them, where they begin.
        self._facts.setStretch(self._facts.count() - 1, 0 if beside else 1)
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        self._row.setSpacing(tokens.SPACE_4 if beside else tokens.SPACE_1)

    def sizeHint(self) -> QSize:
        return self._row.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.totalMinimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._row.totalHeightForWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(self, step)
            return
        super().keyPressEvent(event)

    def _choose(self) -> None:
        self.chosen.emit(self.row)


def align(lines: Sequence[AgendaLine]) -> None:
    """Give amounts, dates and states of all lines the same columns."""
    for column in ("amount", "day", "state"):
        widgets: list[QWidget] = [getattr(line, column) for line in lines]
        widest = max((widget.sizeHint().width() for widget in widgets), default=0)
        for widget in widgets:
            widget.setMinimumWidth(widest)


def _two(first: QLabel, second: QLabel) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addStretch(1)
    column.addWidget(first)
    column.addWidget(second)
    column.addStretch(1)
    return column


def _label(text: str, role: str, side: Qt.AlignmentFlag, *, shrinks: bool = False) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(side)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    if role:
        style.set_role(label, role=role)
    if shrinks:
        wrap(label, takes_any_width=True)
    return label
