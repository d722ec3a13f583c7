"""The list of all papers: number, client, what it is about, day, state in a word, amount; paged from SQL."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from clientdesk.i18n import _, ngettext, translator
from clientdesk.queries import document_list
from clientdesk.queries.document_list import DocumentFilter, DocumentOrder, DocumentRow
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.documents.look import DocumentLook
from clientdesk.ui.documents.selection_bar import SelectionBar
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.empty import EmptyState
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.list_pane import ListPane, SavedFilter
from clientdesk.ui.widgets.page import PageHead, Separator
from clientdesk.ui.widgets.states import invoice_chip, kind_words, quote_chip
from clientdesk.ui.widgets.table import Column, PagedTableModel, Request

if TYPE_CHECKING:
    from clientdesk.ui.session import Database
    from clientdesk.ui.widgets.chip import Chip


#: From this width on the paper under the cursor stands beside the list; all columns only where there is still room.
_ROOM_FOR_BOTH = 1060
#: Below these widths columns give way, so that the others can be read.
_GIVING_WAY_TO_THE_PAGE = {1120: ("title", "until"), 900: ("open",)}
_GIVING_WAY = {1040: ("until", "open"), 740: ("title",), 560: ("day",)}
_LEAST_LOOK, _MOST_LOOK, _LOOK_SHARE = 360, 600, 0.36


class DocumentList(QWidget):
    """The list with its two ways to start a paper. Ids outside are records, inside rows of both sorts."""

    #: Kind and id.
    opened = Signal(str, int)
    new_invoice = Signal()
    new_quote = Signal()
    #: Something is to be done with the chosen rows (`issue`, `print`, `save`), or with what repeats (`repeat`).
    batch_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        columns = [
            Column(
                key="number",
                title=_("Number"),
                text=_number,
                strong=True,
                width=128,
                sort=DocumentOrder.NUMBER,
            ),
            Column(key="client", title=_("Client"), text=_client, width=152, sort=DocumentOrder.CLIENT),
            Column(key="title", title=_("About"), text=_title, quiet=True, stretch=True),
            Column(key="day", title=_("Date"), text=_day, width=104, sort=DocumentOrder.DAY),
            Column(
                key="until",
                title=_("Due or valid"),
                text=_until,
                width=104,
                quiet=True,
                sort=DocumentOrder.UNTIL,
            ),
            Column(key="state", title=_("State"), text=_state_word, chip=_chip, width=120),
            Column(
                key="amount", title=_("Amount"), text=_amount, end=True, width=128, sort=DocumentOrder.AMOUNT
            ),
            Column(
                key="open",
                title=_("Open"),
                text=_open,
                end=True,
                quiet=True,
                width=124,
                sort=DocumentOrder.OPEN,
            ),
        ]
        model = PagedTableModel(columns, self.fetch, self._count, session.tasks, self)
        self._invoice = actions.button(
            "documents.new_invoice", self, self.new_invoice.emit, variant="primary"
        )
        self._quote = actions.button("documents.new_quote", self, self.new_quote.emit)
        self.head = PageHead(self)
        self.head.set_text(_("Documents"))
        rest = [
            actions.make("documents.choose_all", self, self._choose_all),
            actions.make("documents.issue_repeating", self, self._issue_repeating),
        ]
        self.head.set_buttons(self._quote, self._invoice, menu=rest)
        first = actions.ActionButton(self._invoice.bound_action, self)
        second = actions.ActionButton(self._quote.bound_action, self)
        self.pane = ListPane(
            model,
            EmptyState(_("Your documents will line up here, numbered without gaps."), second, first),
            placeholder=_("Filter by number, client, words or amount"),
            saved=[
                SavedFilter(DocumentFilter.ALL.value, _("All")),
                SavedFilter(DocumentFilter.INVOICES.value, _("Invoices")),
                SavedFilter(DocumentFilter.QUOTES.value, _("Quotes")),
                SavedFilter(DocumentFilter.DRAFTS.value, _("Drafts")),
                SavedFilter(DocumentFilter.OPEN.value, _("Open")),
                SavedFilter(DocumentFilter.OVERDUE.value, _("Overdue")),
                SavedFilter(DocumentFilter.PAID.value, _("Paid")),
                SavedFilter(DocumentFilter.THIS_YEAR.value, str(session.today().year)),
            ],
            counted=_counted,
            always_one=True,
            several=True,
            session=session,
            name="documents",
        )
        self.pane.opened.connect(self._opened)
        top = QHBoxLayout()
        top.setContentsMargins(tokens.SPACE_5, tokens.SPACE_5 - 4, tokens.SPACE_5, 0)
        top.addWidget(self.head)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.pane, 1)
        self.bar = SelectionBar(self)
        below = QHBoxLayout()
        below.setContentsMargins(tokens.SPACE_5, 0, tokens.SPACE_5, tokens.SPACE_5)
        below.addWidget(self.bar)
        column.addLayout(below)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addLayout(column, 1)
        self._is_empty = True
        self.pane.emptied.connect(self._set_empty)
        self.pane.current_changed.connect(self._look_at)
        self.pane.told.connect(session.tell)
        self.bar.wanted.connect(self.batch_wanted)
        self.bar.cleared.connect(self.pane.table.choose_one)
        self.pane.table.chosen_changed.connect(self._count_chosen)
        model.loaded.connect(self._look_again)

    @cached_property
    def look(self) -> DocumentLook:
        """The paper beside the list, made when there is room for it first."""
        made = DocumentLook(self._session, self)
        made.wanted.connect(self._open_current)
        line = Separator(self, vertical=True)
        self._row.addWidget(line)
        self._row.addWidget(made)
        return made

    def refresh(self) -> None:
        """Read again."""
        self.pane.refresh()

    def select(self, kind: str, record_id: int) -> None:
        """Put the cursor on a paper."""
        self.pane.select(document_list.row_id(record_id, quote=kind == "quote"))

    def focus_first(self) -> None:
        """Put the cursor into the table, or the filter while it is empty."""
        if self.pane.table.model().rowCount():
            self.pane.table.setFocus()
            self.pane.table.select_first()
        else:
            self.pane.filter.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        roomy = self.width() >= style.scaled(_ROOM_FOR_BOTH) and not self._is_empty
        if roomy or "look" in self.__dict__:
            self.look.setVisible(roomy)
        if roomy:
            self.look.setFixedWidth(max(_LEAST_LOOK, min(_MOST_LOOK, round(self.width() * _LOOK_SHARE))))
        # What the page beside it says as well gives way.
        left = self.width() - self.look.width() if roomy else self.width()
        order = _GIVING_WAY_TO_THE_PAGE if roomy else _GIVING_WAY
        hidden = {name for least, names in order.items() if left < style.scaled(least) for name in names}
        narrow = "title" in hidden
        table, columns = self.pane.table, self.pane.model.columns
        for number, column in enumerate(columns):
            table.setColumnHidden(number, column.key in hidden)
        client = next(number for number, column in enumerate(columns) if column.key == "client")
        mode = QHeaderView.ResizeMode.Stretch if narrow else QHeaderView.ResizeMode.Interactive
        table.horizontalHeader().setSectionResizeMode(client, mode)
        self._look_again()

    def _set_empty(self, empty: bool) -> None:  # a slot
        if empty is not self._is_empty:
            self._is_empty = empty
            self._arrange()

    def _choose_all(self) -> None:
        self.pane.table.setFocus()
        self.pane.table.choose_all()

    def _issue_repeating(self) -> None:
        self.batch_wanted.emit("repeat")

    def _count_chosen(self, count: int) -> None:
        self.bar.show_count(count)
        # The bar takes room from the rows: the one under the cursor stays in sight.
        QTimer.singleShot(0, self, self._keep_in_sight)
        self._look_again()

    def _keep_in_sight(self) -> None:
        self.pane.table.scrollTo(self.pane.table.currentIndex())

    def _look_at(self, row_id: int) -> None:
        if "look" not in self.__dict__ or not self.look.isVisible():
            return
        count = self.pane.table.chosen_count
        if count > 1:
            self.look.show_several(count)
        else:
            self.look.show_row(self.pane.model.row(self.pane.model.number_of(row_id)) if row_id else None)

    def _look_again(self) -> None:
        self._look_at(self.pane.table.current_id)

    def _open_current(self) -> None:
        if self.pane.table.current_id:
            self._opened(self.pane.table.current_id)

    def _opened(self, row: int) -> None:
        is_quote, record_id = document_list.record_of(row)
        self.opened.emit("quote" if is_quote else "invoice", record_id)

    def fetch(self, db: Database, request: Request, offset: int, limit: int) -> Sequence[DocumentRow]:
        """Read rows of the list; called in the worker."""
        return document_list.page(
            db,
            today=self._session.today(),
            text=request.text,
            only=DocumentFilter(request.saved),
            order=DocumentOrder(request.order or DocumentOrder.DAY),
            descending=request.descending or not request.order,
            offset=offset,
            limit=limit,
        )

    def _count(self, db: Database, request: Request) -> int:
        return document_list.count(
            db, today=self._session.today(), text=request.text, only=DocumentFilter(request.saved)
        )


def _number(row: DocumentRow) -> str:
    return row.number or (_("Quote") if row.is_quote else kind_words(row.kind))


def _client(row: DocumentRow) -> str:
    return row.client


def _title(row: DocumentRow) -> str:
    if row.is_quote or row.kind == "invoice" or not row.number:
        return row.title
    return joined(kind_words(row.kind), row.title)


def _day(row: DocumentRow) -> str:
    return translator().date(row.day, "short") if row.day else ""


def _until(row: DocumentRow) -> str:
    return translator().date(row.until, "short") if row.until else ""


def _chip(row: DocumentRow) -> Chip:
    return quote_chip(row.state) if row.is_quote else invoice_chip(row.state)


def _state_word(row: DocumentRow) -> str:
    return _chip(row).word


def _amount(row: DocumentRow) -> str:
    return translator().money(row.amount) if row.amount is not None else ""


def _open(row: DocumentRow) -> str:
    return translator().money(row.open) if row.open else ""


def _counted(count: int) -> str:
    return ngettext("{count} document", "{count} documents", count).format(count=translator().number(count))
