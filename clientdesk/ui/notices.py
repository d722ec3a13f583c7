"""What the window tells: the bar for faults and the toast, each made when the first word comes, and put away again."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from clientdesk.domain.errors import ClientdeskError, EnvironmentFault
from clientdesk.i18n import ngettext, translate_error, translator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from clientdesk.domain.verified import Verified
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
        session.found.connect(self._show_found)
        self._session = session
        if "verification" in session.__dict__:
            # A window built anew, in another language, say.
            self._show_found(session.verification.unseen)

    @cached_property
    def messages(self) -> MessageBar:
        """The bar for faults."""
        from clientdesk.ui import actions
        from clientdesk.ui.messages import MessageBar

        bar = MessageBar(self._window)
        self._way_out = actions.button("app.show_computers", bar, self.look_at_computers)
        bar.add_way(self._way_out)
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
    def found(self) -> MessageBar:
        """The bar for what verifying has found; only who looks at it or closes it puts it away."""
        from clientdesk.ui import actions
        from clientdesk.ui.messages import MessageBar

        bar = MessageBar(self._window)
        bar.setObjectName("found_bar")
        bar.add_way(actions.button("app.show_found", bar, self.look_at_found))
        bar.closed.connect(self._session.verification.see)
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

    def look_at_found(self) -> None:
        """Open the report of what was found; the bar has done its work then."""
        self.found.hide()
        self._session.verification.see()
        self._session.open_record.emit("settings:safety", 0)

    def look_at_computers(self) -> None:
        """Go where something can be done about a book that cannot be written here."""
        self._session.open_record.emit("settings:two_computers", 0)

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
        bar = self.messages
        self._way_out.bound_action.setVisible(self._is_about_computers(error))
        bar.show_error(error)

    def _is_about_computers(self, error: ClientdeskError) -> bool:
        if "db" not in self._session.__dict__ or not isinstance(error, EnvironmentFault):
            return False
        from clientdesk.usecases import two_computers

        try:
            against = self._session.db.protection()
            return str(against) == str(error) and two_computers.is_in_the_way(self._session.db)
        except ClientdeskError:
            # A book that cannot be read has other troubles, which the sentence is about.
            return False

    def _show_news(self, text: str) -> None:
        self.news.show_text(text)

    def _show_found(self, result: Verified | None) -> None:
        if result is None:
            if "found" in self.__dict__:
                self.found.hide()
            return
        words = [translate_error(result.findings[0])]
        left = result.count - 1
        if left > 0:
            # Translators: after the first of the things that verifying the book has found
            more = ngettext(
                "{count} more thing is not as it was written.",
                "{count} more things are not as they were written.",
                left,
            )
            words.append(more.format(count=translator().number(left)))
        self.found.show_text(" ".join(words))

    def _show_notice(self, notice: Notice) -> None:
        self.toast.show_notice(notice)
