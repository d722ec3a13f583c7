"""Going to a card of a long page, or to a field on it by what it is called."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QWidget

from clientdesk.ui import tokens
from clientdesk.ui.widgets.page import Card, Page

#: Turns of the window after which cards that were just made have their heights.
_TURNS: Final = 2


class CardFinder(QObject):
    """Scrolls a page so that a card stands at its top, with the cursor in it."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._wanted: Card | None = None
        self._turns = 0

    def go(self, name: str, label: str = "") -> bool:
        """Go to the field called `label` on the card of this name, else to its first; False if there is none."""
        card = self._page.findChild(Card, name) if name else None
        if card is None:
            return False
        able = [one for one in card.findChildren(QWidget) if _takes_keys(one)]
        named = next((one for one in able if label and _is_called(one, label, card)), None)
        first = named or next(iter(able), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
        self._wanted, self._turns = card, _TURNS
        self._scroll()
        return True

    def _scroll(self) -> None:
        if self._wanted is None:
            return
        self._page.verticalScrollBar().setValue(_top(self._wanted, self._page) - tokens.SPACE_4)
        focus = self._wanted.focusWidget()
        if focus is not None:
            self._page.ensureWidgetVisible(focus, 0, tokens.SPACE_5)
        if self._turns:
            self._turns -= 1
            QTimer.singleShot(0, self, self._scroll)


def _top(card: QWidget, page: Page) -> int:
    inner = page.widget()
    return card.mapTo(inner, QPoint(0, 0)).y() if inner is not None else 0


def _is_called(widget: QWidget, label: str, card: QWidget) -> bool:
    """Tell whether a widget, or the field that it is a part of, has this name."""
    part: QWidget | None = widget
    while part is not None and part is not card:
        if part.accessibleName() == label:
            return True
        part = part.parentWidget()
    return False


def _takes_keys(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()
