"""What the acts on quotes and on invoices share: the question on the page, and what follows once one is done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from clientdesk.domain.invoice import Invoice
from clientdesk.domain.quote import Quote
from clientdesk.ui.documents.words import title_of
from clientdesk.usecases import reversals

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from clientdesk.ui.session import Session
    from clientdesk.ui.widgets.ask_card import AskCard


class PaperActs(QObject):
    """Belongs to the page; a subclass knows its kind of paper, and has a slot for every act."""

    #: Show another record, or this one anew: kind and id.
    wanted = Signal(str, int)

    def __init__(self, session: Session, answer: AskCard, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._answer = session, answer

    def done(self, done: Quote | Invoice | None, words: str, *, before: Quote | None = None) -> bool:
        """Say what was done and show what came of it; False where it was refused. `before` is the way back."""
        if done is None:
            return False
        back = partial(self._session.run, reversals.quote, before) if before is not None else None
        self._session.tell(words, undo=back, act=f"{title_of(done)}: {words}")
        self.wanted.emit("quote" if isinstance(done, Quote) else "invoice", done.id)
        return True
