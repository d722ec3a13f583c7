"""A block of the contract's page: rows that are made anew whenever they are read, and the question asked below them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from clientdesk.ui import actions, icons, style, tokens
from clientdesk.ui.widgets.ask_card import AskCard
from clientdesk.ui.widgets.chip import Chip, ChipLabel
from clientdesk.ui.widgets.figures import leading, trailing
from clientdesk.ui.widgets.following import Piece
from clientdesk.ui.widgets.page import Card, Separator
from clientdesk.ui.widgets.tips import plain_tip

#: Titles up to this width stand in one line.
_TITLE_WIDTH = 320
#: Buttons up to this width have as much room in every row.
_MOST_BUTTONS = 220


class Row(QWidget):
    """A title with its chip, quiet lines below, an amount at the end, and buttons."""

    def __init__(
        self,
        title: str,
        *notes: str,
        chip: Chip | None = None,
        amount: str = "",
        buttons: Sequence[QWidget] = (),
        name: str = "",
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.words = QVBoxLayout()
        self.words.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(tokens.SPACE_2)
        head = label(title, "rowtitle")
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        # A wrapping label asks for half a line and would break what fits in one.
        head.ensurePolished()
        head.setMinimumWidth(min(_TITLE_WIDTH, head.fontMetrics().horizontalAdvance(title) + 2))
        first.addWidget(head, 0)
        if chip is not None:
            shown = ChipLabel(self)
            shown.set_chip(chip)
            first.addWidget(shown)
        first.addStretch(1)
        self.words.addLayout(first)
        for note in notes:
            if note:
                self.words.addWidget(label(note, "caption"))
        self.end = QHBoxLayout()
        self.end.setSpacing(tokens.SPACE_2)
        if amount:
            figure = QLabel(amount, self)
            figure.setFont(style.font(tokens.SIZE_BODY, figures=True))
            figure.setAlignment(trailing(self))
            self.end.addWidget(figure)
        self._before_buttons = QSpacerItem(0, 0, QSizePolicy.Policy.Fixed)
        self.end.addItem(self._before_buttons)
        self._has_amount, self._buttons = bool(amount), tuple(buttons)
        for button in buttons:
            self.end.addWidget(button)
        self._after = QSpacerItem(0, 0, QSizePolicy.Policy.Fixed)
        self.end.addItem(self._after)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, tokens.SPACE_1, 0, tokens.SPACE_1)
        self._line.setSpacing(tokens.SPACE_3)
        self._line.addLayout(self.words, 1)
        self._line.addLayout(self.end)
        self._line.setAlignment(self.end, Qt.AlignmentFlag.AlignTop)

    def buttons_size(self) -> QSize:
        """Return the room that the buttons after the amount take, nothing without an amount."""
        if not self._has_amount or not self._buttons:
            return QSize()
        hints = [one.sizeHint() for one in self._buttons]
        gaps = self.end.spacing() * (len(hints) - 1)
        return QSize(sum(hint.width() for hint in hints) + gaps, max(hint.height() for hint in hints))

    def line_up(self, size: QSize) -> None:
        """Leave as much room after the amount as `size`, so that the amounts of all rows stand in one column."""
        if not self._has_amount:
            return
        own = self.buttons_size().width()
        # One gap more stands on either side of the spacer where there are buttons.
        wide = size.width() - own if self._buttons else size.width() + self.end.spacing()
        self._before_buttons.changeSize(wide, size.height(), QSizePolicy.Policy.Fixed)
        self.end.invalidate()

    def minimumSizeHint(self) -> QSize:
        words, end = self.words.minimumSize(), self.end.minimumSize()
        return QSize(max(words.width(), end.width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = self.words.minimumSize().width() + self._line.spacing() + self.end.sizeHint().width()
        below = self.end.count() > 1 and needed > self.width()
        direction = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        if direction != self._line.direction():
            # Where there is no room for both, the buttons go below the words.
            self._line.setDirection(direction)
            policy = QSizePolicy.Policy.Expanding if below else QSizePolicy.Policy.Fixed
            self._after.changeSize(0, 0, policy)
            self.end.invalidate()


def label(text: str, role: str) -> QLabel:
    """Return wrapped words in a role."""
    made = QLabel(text)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    style.set_role(made, role=role)
    made.setAlignment(leading(made))
    return made


def button(
    text: str,
    slot: Callable[..., Any],
    record_id: int,
    *,
    name: str,
    variant: str = "plain",
    icon: str = "",
    tip: str = "",
) -> actions.EnterButton:
    """Return a button of a row; `slot` finds the record by `sender().property("id")`."""
    made = actions.EnterButton("" if variant == "bare" else text, objectName=f"{name}_{record_id}")
    made.setProperty("id", record_id)
    made.setAccessibleName(text)
    made.setToolTip(plain_tip(tip or (text if variant == "bare" else "")))
    style.set_role(made, variant=variant)
    if icon:
        icons.set_icon(made, icon, gap=0 if variant == "bare" else 6)
    made.clicked.connect(slot)
    return made


def focused_part(parent: QWidget) -> QWidget | None:
    """Return the part of `parent` that has the cursor."""
    focused = QApplication.focusWidget()
    return focused if focused is not None and parent.isAncestorOf(focused) else None


def _as_it_is(row: QWidget) -> QWidget:
    return row


class Block(Card):
    """A card of rows, and room for `pictures` above them; `set_rows` puts the cursor back on the part of that name."""

    def __init__(self, title: str, parent: QWidget, *, name: str) -> None:
        super().__init__(title, parent, name=name)
        self._focused = ""
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.asking = AskCard(self, name=f"{name}_asking", inside=True, ruled=bool(title))
        self.pictures = QVBoxLayout()
        self.body.addLayout(self.pictures)
        self.body.addLayout(self._rows)
        self.body.addWidget(self.asking)
        self.body.addStretch(1)

    def set_rows(self, rows: Sequence[QWidget], empty: str = "") -> None:
        """Show `rows`, or a sentence where there are none."""
        for piece in self.pieces_of([partial(_as_it_is, row) for row in rows], empty):
            piece()

    def pieces_of(self, makers: Sequence[Callable[[], QWidget]], empty: str = "") -> list[Piece]:
        """Return the steps of `set_rows`, a row made in each: some are too many for one turn of the window."""
        shown = list(makers) or ([partial(label, empty, "second")] if empty else [])
        rows = [partial(self._add_row, maker) for maker in shown]
        return [self._take_rows_away, *rows, self._focus_again]

    def _take_rows_away(self) -> None:
        focused = focused_part(self)
        is_ours = focused is not None and not self.asking.isAncestorOf(focused)
        self._focused = focused.objectName() if focused is not None and is_ours else ""
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()

    def _add_row(self, maker: Callable[[], QWidget]) -> None:
        if self._rows.count():
            self._rows.addWidget(Separator(self))
        row = maker()
        self._rows.addWidget(row)
        # At once, so that the cursor can be put on one of its parts.
        row.show()

    def _line_up(self) -> None:
        rows = [row for row in self.findChildren(Row) if row.parent() is self]
        sizes = [row.buttons_size() for row in rows]
        widest = max((size.width() for size in sizes), default=0)
        # What needs more room than this stands alone: the words of the other rows would lose too much.
        if 0 < widest <= style.scaled(_MOST_BUTTONS):
            highest = max(size.height() for size in sizes)
            for row in rows:
                row.line_up(QSize(widest, highest))

    def _focus_again(self) -> None:
        self._line_up()
        if self._focused:
            self.focus_part(self._focused)

    def focus_part(self, name: str) -> bool:
        """Put the cursor on the part of that name; tell whether it is there."""
        found = self.findChild(QWidget, name)
        if found is None:
            return False
        found.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
