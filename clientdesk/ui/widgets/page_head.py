"""The head of a page: what it is about and how that stands; one primary button, the rest beside it or behind dots."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from clientdesk.i18n import _
from clientdesk.ui import actions, icons, style, tokens
from clientdesk.ui.widgets.chip import Chip, ChipLabel
from clientdesk.ui.widgets.figures import leading
from clientdesk.ui.widgets.tips import plain_tip

_LEAST_TITLE = 220
#: A longer title is shortened before the buttons beside it lose their words.
_MOST_TITLE = 360
#: With less room than this beside it the title has the line to itself.
_SQUEEZED_TITLE = 120


class Elided(QLabel):
    """One line of text that ends in an ellipsis where there is no room for all of it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().windowText().color())
        # The text runs its own way, else a mirrored window puts the closing quote of a Latin title before it.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(self.rect(), int(self.alignment()), text)


class PageHead(QWidget):
    """Title, chip and subtitle on one side; secondary buttons, the menu for the rest and one primary on the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Elided(self, objectName="page_title")
        style.set_role(self.title, role="title")
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.title.setMinimumWidth(tokens.LEAST_TITLE)
        self.chip = ChipLabel(self)
        self.chip.setObjectName("page_chip")
        self.subtitle = Elided(self, objectName="page_subtitle")
        style.set_role(self.subtitle, role="second")
        self.subtitle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for label in (self.title, self.subtitle):
            label.setAlignment(leading(self))
        self._before = QHBoxLayout()
        self._secondary: list[actions.ActionButton] = []
        self._keeps_subtitle = False
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(tokens.SPACE_2)
        first = QHBoxLayout()
        first.setSpacing(tokens.SPACE_3)
        first.addWidget(self.title)
        first.addWidget(self.chip)
        first.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(first)
        words.addWidget(self.subtitle)
        who = QHBoxLayout()
        who.setSpacing(tokens.SPACE_3)
        who.addLayout(self._before)
        who.addLayout(words, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(tokens.SPACE_3)
        self._row.addLayout(who, 1)
        self._row.addLayout(self._buttons)
        self.set_text("")

    def set_text(self, title: str, subtitle: str = "", chip: Chip | None = None) -> None:
        """Show who or what the page is about."""
        self.title.setText(title)
        self.title.setToolTip(plain_tip(title))
        self.subtitle.setText(subtitle)
        self.subtitle.setAccessibleName(subtitle)
        self.subtitle.setToolTip(plain_tip(subtitle))
        self.subtitle.setVisible(bool(subtitle))
        self.chip.set_chip(chip)
        if self._keeps_subtitle:
            self.fold()

    def keep_subtitle(self) -> None:
        """Put the buttons below rather than shorten the subtitle, where it says what stands nowhere else."""
        self._keeps_subtitle = True
        self.fold()

    def set_back(self, button: QPushButton) -> None:
        """Put a back button before the title."""
        self._before.addWidget(button)

    def set_buttons(self, *buttons: QPushButton, menu: Iterable[QAction | None] = ()) -> None:
        """Put buttons at the end, the primary one last; `menu` goes behind the three dots before it."""
        while (item := self._buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                if widget.objectName() == "page_menu":
                    widget.deleteLater()
                else:
                    widget.setParent(None)
        entries = list(menu)
        for button in buttons[:-1]:
            self._buttons.addWidget(button)
        if entries:
            self._buttons.addWidget(self._menu_button(entries))
        for button in buttons[-1:]:
            self._buttons.addWidget(button)
        # Below the title they begin where it begins.
        self._buttons.addStretch(0)
        for button in buttons:
            action = getattr(button, "bound_action", None)
            button.setVisible(action.isVisible() if action is not None else True)
        self._secondary = [button for button in buttons[:-1] if isinstance(button, actions.ActionButton)]
        self.fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold()

    def fold(self) -> None:
        """Drop words of the buttons where the title would have no room beside them; put them below it at last."""
        wanted = self.title.sizeHint().width()
        title = min(max(style.scaled(_LEAST_TITLE), wanted), style.scaled(_MOST_TITLE))
        chip = self.chip.sizeHint().width() + tokens.SPACE_3 if self.chip.chip is not None else 0
        room = self.width() - chip - tokens.SPACE_3
        self._shorten(room - title)
        beside = self._needed() <= room - min(wanted, style.scaled(_SQUEEZED_TITLE))
        if self._keeps_subtitle:
            beside = beside and self._needed() <= room - self.subtitle.sizeHint().width()
        if not beside:
            self._shorten(self.width())
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if direction != self._row.direction():
            self._row.setDirection(direction)
        if self._buttons.count():
            self._buttons.setStretch(self._buttons.count() - 1, 0 if beside else 1)

    def _shorten(self, room: int) -> None:
        """Drop the words of as many secondary buttons as `room` asks for."""
        shown = [button for button in self._secondary if not button.isHidden()]
        for button in shown:
            button.set_compact(False)
        # One after the other, beginning with the last: the first ones are the likelier.
        while self._needed() > room and shown:
            shown.pop().set_compact(True)

    def _needed(self) -> int:
        self._buttons.invalidate()
        return self._buttons.sizeHint().width()

    def _menu_button(self, entries: list[QAction | None]) -> QPushButton:
        button = QPushButton(self, objectName="page_menu")
        button.setAccessibleName(_("More"))
        button.setToolTip(_("More"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        style.set_role(button, variant="icon")
        icons.set_icon(button, "ellipsis")
        button.setMenu(actions.menu(button, entries))
        return button
