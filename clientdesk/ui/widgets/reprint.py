"""Printing a page in view: at once the first time; a kept paper that was printed before may be marked as a copy."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientdesk.domain.errors import ClientdeskError
from clientdesk.i18n import _, translator
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.ask_card import AskCard
from clientdesk.usecases import printing
from clientdesk.usecases.printing import Printed

if TYPE_CHECKING:
    from clientdesk.ui.session import Database, Session
    from clientdesk.ui.widgets.form import Form


@dataclass(frozen=True, slots=True)
class CopyAnswer:
    """Whether a paper that is printed again carries the mark of a copy; it does unless one says no."""

    as_copy: bool = True


class Reprint(QObject):
    """Belongs to the widget that shows pages; its question stands in `column`, below the first `above` parts."""

    def __init__(self, session: Session, parent: QWidget, column: QVBoxLayout, *, above: int) -> None:
        super().__init__(parent)
        self._session, self._widget = session, parent
        self._column, self._above = column, above
        self._data, self._name = b"", ""
        self._printed = Printed()

    @cached_property
    def question(self) -> AskCard:
        """What is asked before a paper is printed again, above its pages."""
        made = AskCard(self._widget, name="print_question")
        self._column.insertWidget(self._above, made)
        return made

    def start(self, data: bytes, name: str) -> None:
        """Print a PDF, or ask first where these very bytes are a kept paper that was printed before."""
        self._data, self._name = data, name
        self._session.tasks.submit(partial(_printed, data), self._ask, failed=self._failed)

    def leave(self) -> None:
        """Give the question up: another page is in view."""
        if "question" in self.__dict__:
            self.question.leave()

    def _ask(self, printed: Printed) -> None:
        self._printed = printed
        if printed.last_on is None:
            self._print(self._data)
            return
        self.question.ask(
            _("Print again"),
            [fields.check("as_copy", _("Mark as copy"), span=2)],
            CopyAnswer(),
            self._answered,
            words=_("The original was printed already, the last time on {date}.").format(
                date=translator().date(printed.last_on)
            ),
            save=_("Print"),
            columns=2,
        )

    def _answered(self, answer: CopyAnswer, _form: Form) -> bool:
        if answer.as_copy:
            work = partial(_as_copy, self._data, self._printed)
            self._session.tasks.submit(work, self._print_copy, failed=self._failed)
        else:
            self._print(self._data)
        return True

    def _print_copy(self, marked: bytes) -> None:
        self._print(marked, as_copy=True)

    def _print(self, data: bytes, *, as_copy: bool = False) -> None:
        from clientdesk.ui.widgets.printing import PrintJob

        kept = (self._printed.paper_id,)
        copies = frozenset(kept if as_copy else ())
        PrintJob(self._session, data, self._name, self._widget, paper_ids=kept, copies=copies).start()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ClientdeskError):
            raise error
        self._session.fault.emit(error)


def _printed(data: bytes, db: Database) -> Printed:
    return printing.printed(db, data)


def _as_copy(data: bytes, printed: Printed, _db: Database) -> bytes:
    return printing.as_copy(data, printed)
