"""The documents screen: the list, and in its place one paper: written or shown beside its true page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from clientdesk.domain.invoice import InvoiceKind
from clientdesk.i18n import _
from clientdesk.queries import document_list
from clientdesk.queries.document_list import DocumentFilter
from clientdesk.ui import tokens
from clientdesk.ui.documents import batch_reading
from clientdesk.ui.documents.batch_rows import Choice
from clientdesk.ui.documents.batch_sheet import BatchSheet
from clientdesk.ui.documents.draft import DraftEditor
from clientdesk.ui.documents.issued import IssuedPage
from clientdesk.ui.documents.list import DocumentList
from clientdesk.ui.documents.paper_story import Story, read_story
from clientdesk.ui.documents.words import file_name
from clientdesk.ui.documents.you import guessed_country
from clientdesk.ui.session import Change, Session
from clientdesk.ui.widgets.following import Following, Piece, Read
from clientdesk.ui.widgets.page import Screen
from clientdesk.ui.widgets.preview import Preview
from clientdesk.ui.widgets.side_by_side import SideBySide
from clientdesk.usecases import contract_invoices, drafting, invoices, papers, prepayments
from clientdesk.usecases.drafting import Writing

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from clientdesk.ui.session import Database


class DocumentsScreen(Screen):
    """Kinds: `quote`, `invoice`; `new_quote` and `new_invoice` (for a client's id, or 0), and `new_…:contract`."""

    #: Whether fonts came or went since the draft was drawn.
    _has_other_fonts = False

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._open: tuple[str, int] = ("", 0)
        #: The paper one comes from, back in the list.
        self._was = self._open
        self._lane = f"list-{id(self)}"
        # Each part is made where it stays: a page that is moved is dressed by the stylesheet once more.
        self._stack = QStackedWidget(self)
        self._papers = QStackedWidget(self)
        self.preview = Preview(session)
        self._desk = SideBySide(self._papers, self.preview, self._stack)
        self.list = DocumentList(session, self._stack)
        self.list.opened.connect(self._follow)
        self.list.new_invoice.connect(self._new_invoice)
        self.list.new_quote.connect(self._new_quote)
        self.list.batch_wanted.connect(self._batch)
        self.draft = DraftEditor(session, self._papers)
        self.draft.changed.connect(self._draw)
        self.draft.issued.connect(self._issued)
        self.draft.left.connect(self.close_record)
        self.issued = IssuedPage(session, self._papers)
        self.issued.wanted.connect(self.open_record)
        self.issued.left.connect(self.close_record)
        for page in (self.draft, self.issued):
            # Every pixel beside the page counts.
            page.set_margin(tokens.SPACE_4)
        self._papers.addWidget(self.draft)
        self._papers.addWidget(self.issued)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._desk)
        self._following = Following(session, self._stack, self._read, self._pieces)
        self._following.shown.connect(self._came)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        session.fault.connect(self._look_again)

    @cached_property
    def sheet(self) -> BatchSheet:
        """What is done with many papers at once, made when it is asked for first."""
        made = BatchSheet(self.session, self._stack, self)
        made.opened.connect(self._follow)
        made.left.connect(self.close_record)
        self._stack.addWidget(made)
        return made

    @property
    def _has_sheet(self) -> bool:
        """Whether a task stands there that was not put away."""
        return "sheet" in self.__dict__ and self.sheet.is_standing

    # What the window calls.

    def refresh(self) -> None:
        """Read the list, or the open paper, again."""
        if self._stack.currentWidget() is self.list:
            self.list.refresh()
        elif self._stack.currentWidget() is not self._desk:
            self.sheet.refresh()
        elif self._papers.currentWidget() is self.draft:
            self._follow_standing()
            self.draft.follow_people()
            if self._has_other_fonts:
                self.draft.draw_again()
            self._has_other_fonts = False
        elif self._open[0]:
            self._show_record(*self._open)

    def _changed(self, change: Change) -> None:
        self._has_other_fonts = self._has_other_fonts or change.area == "fonts"
        super()._changed(change)

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a paper, or start one."""
        if not self.may_leave():
            return
        self._following.forget()
        made = _STARTERS.get(kind)
        if kind == "drafts":
            if self._has_sheet:
                self.sheet.leave()
            self.close_record()
            self.list.pane.choose(DocumentFilter.DRAFTS.value)
        elif made is not None:
            self._start(made, record_id)
        elif kind in {"new_invoice", "new_quote"}:
            self._begin(quote=kind == "new_quote", client_id=record_id)
        else:
            self._show_record("quote" if kind == "quote" else "invoice", record_id)
            QTimer.singleShot(0, self, self.focus_first)

    def close_record(self) -> None:
        """Go back to the list, to the paper's own row."""
        if not self.may_leave():
            return
        self._following.forget()
        kind, record_id = self._open
        writing = self.draft.writing
        if kind and not record_id and writing is not None:
            record_id = writing.paper.id
        self._open = ("", 0)
        if self._has_sheet:
            # The paper was opened from there, to be put right.
            self._bring(self.sheet)
            self.preview.clear()
            self.sheet.refresh()
            self.sheet.focus_first()
            return
        self._stack.setUpdatesEnabled(False)
        self._bring(self.list)
        self.list.focus_first()
        self._was = (kind, record_id)
        self.session.tasks.forget(self._lane)
        self.session.tasks.next_turn(self._settle, lane=self._lane)

    def show_home(self) -> None:
        """Show the list; from a paper of a batch its sheet, and from there the list."""
        in_sheet = self._has_sheet and self._stack.currentWidget() is self.sheet
        if in_sheet and not self.sheet.is_running:
            self.sheet.leave()
        else:
            self.close_record()

    def place(self) -> tuple[str, int]:
        """Return the open paper."""
        kind, record_id = self._open
        writing = self.draft.writing
        if kind and not record_id and writing is not None:
            return (kind, writing.paper.id) if writing.paper.id else (f"new_{kind}", 0)
        return self._open

    def focus_first(self) -> None:
        """Put the cursor where work goes on."""
        if self._stack.currentWidget() is self.list:
            self.list.focus_first()
        elif self._stack.currentWidget() is not self._desk:
            self.sheet.focus_first()
        elif self._papers.currentWidget() is self.draft:
            self.draft.focus_first()
        else:
            self.issued.focus_first()

    def may_leave(self) -> bool:
        """A draft keeps itself; only what cannot be kept holds the user."""
        if self._stack.currentWidget() is not self._desk or self._papers.currentWidget() is not self.draft:
            return True
        return self.draft.may_leave()

    # Inside.

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Who went elsewhere meanwhile finds the list as it was.
        self._following.forget()

    def _look_again(self, _fault: object) -> None:
        # Once what was refused is said: maybe the draft is none any more.
        QTimer.singleShot(0, self, self._follow_standing)

    def _follow_standing(self) -> None:
        """Show the paper as it is where the draft in front was issued elsewhere, the list where it was thrown away."""
        writing = self.draft.writing
        is_in_front = self._stack.currentWidget() is self._desk and self._papers.currentWidget() is self.draft
        if not is_in_front or writing is None or not writing.paper.id or self.draft.is_acting:
            return
        found = self.session.read(drafting.is_draft, quote=writing.is_quote, record_id=writing.paper.id)
        if found:
            return
        was_typed_in = self.draft.is_unsaved
        self.draft.put_away()
        if found is None:
            self._open = ("", 0)
            self._bring(self.list)
            self.list.refresh()
        else:
            self._show_record("quote" if writing.is_quote else "invoice", writing.paper.id)
            if was_typed_in:
                self.session.read(drafting.check_draft, quote=writing.is_quote, record_id=writing.paper.id)
        self.focus_first()

    def _settle(self, _of: object) -> None:
        """Go to the paper's row, a turn after the list came to the front, and read it again once it is painted."""
        kind, record_id = self._was
        self.preview.clear()
        if record_id:
            self.list.select(kind, record_id)
        self.session.tasks.next_turn(self._settled, lane=self._lane)

    def _settled(self, _of: object) -> None:
        self._stack.setUpdatesEnabled(True)
        self.list.refresh()

    def _new_invoice(self) -> None:
        self._following.bring(_NEW_INVOICE)

    def _new_quote(self) -> None:
        self._following.bring(_NEW_QUOTE)

    def _batch(self, kind: str) -> None:
        """Read what was chosen, in the worker, and show what will be done with it."""
        work = batch_reading.repeating if kind == "repeat" else self._reading(kind)
        work = partial(work, self.session.today())
        self.session.tasks.submit(work, self._batch_read)

    def _reading(self, kind: str) -> Callable[..., batch_reading.Reading]:
        pane = self.list.pane
        choice = Choice(fetch=self.list.fetch, request=pane.model.request, ranges=pane.table.chosen)
        return partial(batch_reading.chosen, kind, choice)

    def _batch_read(self, reading: batch_reading.Reading) -> None:
        if reading.has_written:
            self.session.own_write()
            self.session.changed.emit(Change("invoices", "create"))
        if reading.task is None:
            self.session.tell(reading.words)
            return
        self.sheet.show_task(reading.task)
        self._bring(self.sheet)
        self.sheet.focus_first()

    def _begin(self, *, quote: bool, client_id: int = 0) -> None:
        writing = self.session.read(
            drafting.begin,
            quote=quote,
            on=self.session.today(),
            client_id=client_id,
            country=guessed_country(),
        )
        if writing is not None:
            self._show(writing)
            QTimer.singleShot(0, self, self.focus_first)

    def _start(self, starter: _Starter, contract_id: int) -> None:
        if starter.is_prepayment:
            done = self.session.run(prepayments.request, contract_id, on=self.session.today())
        elif starter.from_quote:
            done = self.session.run(invoices.from_quote, contract_id, on=self.session.today())
        else:
            done = self.session.run(
                contract_invoices.from_contract, contract_id, on=self.session.today(), kind=starter.kind
            )
        if done is not None:
            self._show_record("invoice", done.id)
            QTimer.singleShot(0, self, self.focus_first)

    def _show_record(self, kind: str, record_id: int) -> None:
        writing = self.session.read(drafting.reopen, quote=kind == "quote", record_id=record_id)
        if writing is not None:
            self._show(writing)

    def _follow(self, kind: str, record_id: int) -> None:
        """Bring a paper of the list: read beside the window, put up while the list still stands there."""
        self._following.bring(document_list.row_id(record_id, quote=kind == "quote"))

    def _read(self, row: int) -> Read:
        return partial(_sheet, row, self.session.today(), guessed_country())

    def _pieces(self, _row: int, sheet: _Sheet) -> list[Piece]:
        writing = sheet.writing
        if writing.is_draft or sheet.story is None:
            up: list[Piece] = [
                partial(self._papers.setCurrentWidget, self.draft),
                *self.draft.pieces(writing),
            ]
        else:
            up = [
                partial(self._papers.setCurrentWidget, self.issued),
                *self.issued.pieces(writing, sheet.story),
                partial(self._show_pdf, sheet),
            ]
        # The rail makes room first, so that the desk is laid out once, for the room it is to have.
        return [*up, partial(self._make_room, wanted=True), partial(self._open_desk, writing)]

    def _came(self, _row: int) -> None:
        self.focus_first()

    def _show(self, writing: Writing) -> None:
        self._open_desk(writing)
        if writing.is_draft:
            self._papers.setCurrentWidget(self.draft)
            self.draft.edit(writing)
            return
        self._papers.setCurrentWidget(self.issued)
        self.issued.show_paper(writing)
        kept = self.session.read(papers.kept, self._open[0], writing.paper.id)
        self._show_pdf(_Sheet(writing, kept.pdf if kept is not None else None))

    def _open_desk(self, writing: Writing) -> None:
        self._open = ("quote" if writing.is_quote else "invoice", writing.paper.id)
        self._bring(self._desk)

    def _show_pdf(self, sheet: _Sheet) -> None:
        if sheet.pdf is not None:
            paper, client = sheet.writing.paper, sheet.writing.client
            self.preview.show_pdf(sheet.pdf, name=file_name(paper, client.name))
        else:
            self.preview.clear(_("This document came without its PDF."))

    def _bring(self, widget: QWidget) -> None:
        self._make_room(wanted=widget is self._desk)
        self._desk.show_editor()
        self._stack.setCurrentWidget(widget)

    def _make_room(self, *, wanted: bool) -> None:
        if self.wants_room is not wanted:
            self.wants_room = wanted
            self.room_changed.emit()

    def _issued(self, kind: str, record_id: int) -> None:
        self._show_record(kind, record_id)
        self.issued.focus_first()

    def _draw(self) -> None:
        writing = self.draft.writing
        if writing is None:
            return
        if drafting.is_empty(writing) and not writing.issuer.name.strip():
            self.preview.clear()
            return
        today = self.session.today()

        def sketch(db: Database) -> bytes:
            return drafting.sketch(db, writing, on=today)

        self.preview.show_work(sketch, name=file_name(writing.paper, writing.client.name))


#: What stands for a paper that is begun, where rows have their numbers.
_NEW_INVOICE, _NEW_QUOTE = -1, -2


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A paper as it is read beside the window; a draft has no page of its own."""

    writing: Writing
    pdf: bytes | None = None
    story: Story | None = None


def _sheet(row: int, today: date, country: str, db: Database) -> _Sheet:
    if row in {_NEW_INVOICE, _NEW_QUOTE}:
        return _Sheet(drafting.begin(db, quote=row == _NEW_QUOTE, on=today, client_id=0, country=country))
    is_quote, record_id = document_list.record_of(row)
    writing = drafting.reopen(db, quote=is_quote, record_id=record_id)
    if writing.is_draft:
        return _Sheet(writing)
    kept = papers.kept(db, "quote" if is_quote else "invoice", record_id)
    return _Sheet(writing, kept.pdf if kept is not None else None, read_story(db, writing, today=today))


@dataclass(frozen=True, slots=True)
class _Starter:
    """How a paper is made from another record."""

    kind: InvoiceKind = InvoiceKind.INVOICE
    is_prepayment: bool = False
    from_quote: bool = False


_STARTERS = {
    "new_prepayment:contract": _Starter(is_prepayment=True),
    "new_final:contract": _Starter(InvoiceKind.FINAL),
    "new_invoice:contract": _Starter(InvoiceKind.INVOICE),
    "new_invoice:quote": _Starter(from_quote=True),
}
