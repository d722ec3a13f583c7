"""The offer to take back what was typed and not saved, and the word that something typed is not saved yet."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from clientdesk.domain.unsaved import Unsaved
from clientdesk.i18n import _, translator
from clientdesk.ui import actions, icons, style, tokens
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets.chip import Chip
from clientdesk.ui.widgets.figures import leading
from clientdesk.ui.widgets.wrapped import wrap


class Offers(Protocol):
    """Somebody who may have a text to give back: an editor's autosave, or a card of questions."""

    offer: Unsaved | None
    offered: Any

    @property
    def is_older(self) -> bool:
        """Whether the record was changed after it was typed."""

    def take_back(self) -> None:
        """Show the text again."""

    def throw_away(self) -> None:
        """Give the text up."""


class UnsavedBar(QFrame):
    """Says when something was typed here and lost its editor, with the two ways to go on; hidden otherwise."""

    def __init__(self, source: Offers, parent: QWidget, *, named: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("unsaved_bar")
        style.set_role(self, role="offer")
        self._source, self._is_named = source, named
        icon = QLabel(self)
        icons.set_picture(icon, "rotate-ccw", "warn")
        self._text = QLabel(self, objectName="unsaved_text")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        wrap(self._text, takes_any_width=True)
        self._text.setAlignment(leading(self))
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.SPACE_4, tokens.SPACE_2, tokens.SPACE_3, tokens.SPACE_2)
        row.setSpacing(tokens.SPACE_3)
        row.addWidget(icon)
        row.addWidget(self._text, 1)
        row.addWidget(actions.button("edit.throw_away", self, source.throw_away))
        row.addWidget(actions.button("edit.take_back", self, source.take_back))
        source.offered.connect(self._show)
        self._show(source.offer)

    @property
    def text(self) -> str:
        """What is said, empty while nothing is offered."""
        return "" if self.isHidden() else self._text.text()

    def _show(self, offer: Unsaved | None) -> None:
        self.setVisible(offer is not None)
        if offer is None:
            return
        told = (
            _("You had typed into “{name}” on {day} at {time}. It was not saved.")
            if self._is_named
            else _("You had typed this on {day} at {time}. It was not saved.")
        )
        speech, at = translator(), offer.typed_at
        words = told.format(name=offer.name, day=speech.date(at.date()), time=speech.time(at.time()))
        if self._source.is_older:
            words += " " + _("What is stored has changed since: look at both before you save.")
        self._text.setText(words)
        self.setAccessibleName(words)


def unsaved_chip() -> Chip:
    """Return the word for a record with typed text that is not saved."""
    return Chip(_("Not saved yet"), Kind.WARN)
