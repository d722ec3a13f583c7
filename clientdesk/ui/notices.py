"""What the window tells: the bar for faults and the toast, each made when the first word comes, and put away again."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from clientdesk.domain.errors import ClientdeskError
    from clientdesk.ui.messages import MessageBar, Toast
    from clientdesk.ui.session import Change, Notice, Session


class Notices(QObject):
    """Listens to the session. The bar stands in `column` below the top bar, the toast over the pages."""

    def __init__(self, session: Session, column: QVBoxLayout, pages: QWidget, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._column, self._pages = window, column, pages
        session.fault.connect(self._show_fault)
        session.mended.connect(self.hide_fault)
        # Heard before the screens are: what they cannot read after an act, or of the next record, is said anew.
        session.changed.connect(self._act_done)
        session.open_record.connect(self.hide_fault)
        session.notice.connect(self._show_notice)
        session.news.connect(self._show_news)

    @cached_property
    def messages(self) -> MessageBar:
        """The bar for faults."""
        from clientdesk.ui.messages import MessageBar

        bar = MessageBar(self._window)
        self._column.insertWidget(1, bar)
        return bar

    @cached_property
    def news(self) -> MessageBar:
        """The bar for what happened to the book by itself; no act and no other screen puts it away."""
        from clientdesk.ui.messages import MessageBar

        bar = MessageBar(self._window, kind="good")
        self._column.insertWidget(1, bar)
        return bar

    @cached_property
    def toast(self) -> Toast:
        """The toast."""
        from clientdesk.ui.messages import Toast

        return Toast(self._pages)

    def close_top(self) -> None:
        """Put away what lies on top."""
        for name in ("messages", "toast", "news"):
            shown: QWidget | None = self.__dict__.get(name)
            if shown is not None and shown.isVisible():
                shown.hide()
                return

    def hide_fault(self) -> None:
        """Put the bar away: its cause is gone, something else was done, or something else is shown."""
        if "messages" in self.__dict__:
            self.messages.hide()

    def turn(self) -> None:
        """Another screen came to the front."""
        if "toast" in self.__dict__:
            # The stack puts the page it turns to above everything, the word about what was just done, too.
            self.toast.raise_()
        self.hide_fault()

    def place(self) -> None:
        """Let the toast stand where it belongs in a window of another size."""
        if "toast" in self.__dict__ and self.toast.isVisible():
            self.toast.place()

    def _act_done(self, change: Change) -> None:
        if change.area:
            # What stood in the bar was about an earlier act.
            self.hide_fault()

    def _show_fault(self, error: ClientdeskError) -> None:
        self.messages.show_error(error)

    def _show_news(self, text: str) -> None:
        self.news.show_text(text)

    def _show_notice(self, notice: Notice) -> None:
        self.toast.show_notice(notice)
