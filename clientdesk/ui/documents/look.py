"""A look at the paper under the cursor of the list: who, how it stands, and its true page; Enter opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientdesk.i18n import _, ngettext, translator
from clientdesk.ui import actions, tokens
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.page import PageHead
from clientdesk.ui.widgets.preview import Preview
from clientdesk.ui.widgets.states import invoice_chip, kind_words, quote_chip
from clientdesk.usecases import drafting, papers

if TYPE_CHECKING:
    from clientdesk.queries.document_list import DocumentRow
    from clientdesk.ui.session import Database


class DocumentLook(QWidget):
    """Stands beside the list where there is room for both."""

    #: The paper is to be opened.
    wanted = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("document_look")
        self._session = session
        self._row: DocumentRow | None = None
        self.head = PageHead(self)
        self._show = actions.button("documents.open", self, self.wanted.emit)
        self.head.set_buttons(self._show)
        self.preview = Preview(session, self, titled=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, tokens.SPACE_4, 0, 0)
        column.setSpacing(tokens.SPACE_3)
        edge = QVBoxLayout()
        edge.setContentsMargins(tokens.SPACE_4, 0, tokens.SPACE_4, 0)
        edge.addWidget(self.head)
        column.addLayout(edge)
        column.addWidget(self.preview, 1)

    def show_row(self, row: DocumentRow | None) -> None:
        """Show a paper, its page after a short pause; None while there is none."""
        if row is not None and row == self._row:
            return
        self._row = row
        self._show.bound_action.setVisible(True)
        self.setEnabled(row is not None)
        if row is None:
            self.head.set_text("")
            self.preview.clear()
            return
        kind = _("Quote") if row.is_quote else kind_words(row.kind)
        amount = translator().money(row.amount) if row.amount is not None else ""
        chip = quote_chip(row.state) if row.is_quote else invoice_chip(row.state)
        self.head.set_text(row.number or kind, joined(row.client, amount), chip)
        name = f"{row.number or kind} {row.client}.pdf"
        self.preview.show_work(_Page(row, self._session), name=name)

    def show_several(self, count: int) -> None:
        """Say that several are chosen: what is done then is done with all of them."""
        self._row = None
        self._show.bound_action.setVisible(False)
        self.setEnabled(True)
        words = ngettext("{count} chosen", "{count} chosen", count)
        self.head.set_text(words.format(count=translator().number(count)))
        self.preview.clear(_("Issue, print or save them all at once, below the list."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The whole width of the page, however narrow: one reads it by opening it.
        self.preview.set_zoom(self.preview.room)


class _Page:
    """Reads the page that was kept, or draws the draft, in the worker."""

    def __init__(self, row: DocumentRow, session: Session) -> None:
        self._quote, self._id, self._today = row.is_quote, row.record_id, session.today()

    def __call__(self, db: Database) -> bytes:
        writing = drafting.reopen(db, quote=self._quote, record_id=self._id)
        if not writing.is_draft:
            kept = papers.kept(db, "quote" if self._quote else "invoice", self._id)
            return kept.pdf if kept is not None else b""
        return drafting.sketch(db, writing, on=self._today)
