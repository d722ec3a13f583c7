"""How the calendar lies on its page: month or list with the day beside it, below it in narrow windows, and scrolled."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clientdesk.i18n import _
from clientdesk.ui import style, tokens
from clientdesk.ui.calendar.day import DayPane
from clientdesk.ui.calendar.filters import GroupFilters
from clientdesk.ui.calendar.grid import MonthGrid
from clientdesk.ui.calendar.lists import MonthList
from clientdesk.ui.widgets.empty import EmptyState
from clientdesk.ui.widgets.figures import leading, trailing
from clientdesk.ui.widgets.page import PageHead
from clientdesk.ui.widgets.wrapped import wrap

#: Below these widths, at 100 % text, the day stands below the month, and is left out beside the list.
_LEAST_BESIDE: Final = 820
_LEAST_BESIDE_LIST: Final = 1150
#: The height of the day below the month, and no limit.
_LOW: Final = 220
_MOST: Final = 16777215
#: Two lines hold less than twice a line, as words do not break just at its end.
_UNEVEN: Final = 1.2


class CalendarBody(QScrollArea):
    """Holds the parts of the screen. In a low window, or with large text, the month keeps its least height."""

    def __init__(self, grid: MonthGrid, month_list: MonthList, day: DayPane, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list, self._day = month_list, day
        inner = QWidget()
        style.set_role(inner, role="scrolled")
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        inner.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.head = PageHead(inner)
        self.head.keep_subtitle()
        self.filters = GroupFilters(inner)
        self.hint = QLabel(
            _("Pick your country's holidays in Settings; you can change any of them here."), inner
        )
        self.hint.setObjectName("calendar_hint")
        self.hint.setWordWrap(True)
        self.hint.setAlignment(leading(self))
        style.set_role(self.hint, role="caption")
        self.hint.hide()
        self._nothing = EmptyState(_("Nothing has a date in this month."), parent=inner, name="month_empty")
        self._list_or_nothing = QStackedWidget(inner)
        self._list_or_nothing.addWidget(month_list)
        self._list_or_nothing.addWidget(self._nothing)
        month_list.entries.loaded.connect(self._show_list_or_nothing)
        self._views = QStackedWidget(inner)
        for view in (grid, self._list_or_nothing):
            self._views.addWidget(_card(view, inner))
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(tokens.SPACE_4)
        self._sides.addWidget(self._views, 1)
        self._sides.addWidget(day)
        column = QVBoxLayout(inner)
        column.setContentsMargins(tokens.SPACE_5, tokens.SPACE_5 - 4, tokens.SPACE_5, tokens.SPACE_5)
        column.setSpacing(tokens.SPACE_3)
        self._legend = QLabel(_("Bar: hours taken. Stroke: what can be promised. Hatched: beyond it."), inner)
        self._legend.setObjectName("calendar_legend")
        style.set_role(self._legend, role="hint")
        wrap(self._legend, takes_any_width=True)
        self._above = above = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        above.setSpacing(tokens.SPACE_4)
        above.addWidget(self.filters)
        above.addWidget(self._legend, 1)
        column.addWidget(self.head)
        column.addLayout(above)
        column.addWidget(self.hint)
        column.addLayout(self._sides, 1)
        day.ask.opened.connect(self._show_asking)
        day.ask.closed.connect(self.fold)

    @property
    def shows_list(self) -> bool:
        """Whether the month stands there as a list."""
        return self._views.currentIndex() == 1

    def toggle(self) -> None:
        """Show the list in place of the month, or the other way round."""
        self._views.setCurrentIndex(0 if self.shows_list else 1)
        self._legend.setVisible(not self.shows_list)
        self.fold()

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll to a part of the page."""
        self.ensureWidgetVisible(widget, 0, tokens.SPACE_5)

    def fold(self) -> None:
        """Put the day below the month where both have no room side by side."""
        scale, width = style.theme().scale, self.width()
        beside, is_asking = width >= _LEAST_BESIDE * scale, not self._day.ask.isHidden()
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(across if beside else down)
        # The legend is read whole: beside the filters in two lines at most, else below them.
        room = width - 2 * tokens.SPACE_5 - tokens.SPACE_4 - self.filters.sizeHint().width()
        fits = 2 * room >= self._legend.fontMetrics().horizontalAdvance(self._legend.text()) * _UNEVEN
        self._above.setDirection(across if fits else down)
        self._above.setSpacing(tokens.SPACE_4 if fits else tokens.SPACE_2)
        self._legend.setAlignment(trailing(self) if fits else leading(self))
        self._sides.setStretch(0, 1 if beside else 2)
        self._sides.setStretch(1, 0 if beside else 1)
        self._day.setMaximumHeight(_MOST if beside or is_asking else round(_LOW * scale))
        # The list says it all; the day comes beside it only where there is room, or a question to ask.
        self._day.setVisible(not self.shows_list or width >= _LEAST_BESIDE_LIST * scale or is_asking)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold()

    def _show_list_or_nothing(self) -> None:
        there = self._list.entries.rowCount()
        self._list_or_nothing.setCurrentWidget(self._list if there else self._nothing)

    def _show_asking(self) -> None:
        self.fold()
        # The page learns its new height only after the question was laid out.
        QTimer.singleShot(0, self, self._scroll_to_asking)

    def _scroll_to_asking(self) -> None:
        self.bring_into_view(self._day.ask)


def _card(inner: QWidget, parent: QWidget) -> QFrame:
    card = QFrame(parent)
    style.set_role(card, role="card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(1, tokens.SPACE_1, 1, tokens.SPACE_1)
    inside.addWidget(inner)
    return card
