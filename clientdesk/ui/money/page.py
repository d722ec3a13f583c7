"""The money screen: open items, payments, prepayments held and what is to go back; one of them open beside the list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from clientdesk.i18n import _
from clientdesk.queries import money_list, payment_list
from clientdesk.queries.money_list import DueWithin, MoneyKind, MoneyRow
from clientdesk.queries.payment_list import PaymentRow
from clientdesk.ui import actions, style
from clientdesk.ui.money import words
from clientdesk.ui.money.held import HeldDetail
from clientdesk.ui.money.overview import MoneyOverview
from clientdesk.ui.money.paper import PaperMoney
from clientdesk.ui.money.payment import PaymentDetail
from clientdesk.ui.money.record import RecordPayment
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.empty import EmptyState
from clientdesk.ui.widgets.following import Following, Piece, Read
from clientdesk.ui.widgets.list_pane import ListPane, SavedFilter
from clientdesk.ui.widgets.page import ListDetail, Screen
from clientdesk.ui.widgets.table import Column, PagedTableModel, Request

if TYPE_CHECKING:
    from datetime import date

    from clientdesk.ui.session import Database

_OPEN, _PAYMENTS, _HELD, _REFUND = "", "payments", "held", "refund"
#: The kinds that lead to a list.
_LISTS = {"open_items": _OPEN, "money_held": _HELD}


class MoneyScreen(Screen):
    """List and detail; kinds: `payment`, `new_payment` (client or 0), `pay_invoice`, `refund_invoice` (an invoice).

    `open_items` and `money_held` lead to those lists.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        columns = [
            Column(
                key="money",
                text=words.row_title,
                second=words.row_note,
                trailing=words.row_amount,
                chip=words.row_chip,
                avatar=words.row_avatar,
                strong=True,
                stretch=True,
            )
        ]
        model = PagedTableModel(columns, self._fetch, self._count, session.tasks, self)
        invoice = actions.EnterButton(_("New invoice"), self, objectName="money.first_invoice")
        style.set_role(invoice, variant="primary")
        invoice.clicked.connect(self._first_invoice)
        record = actions.EnterButton(_("Record payment"), self, objectName="money.first_payment")
        record.clicked.connect(self._first_payment)
        self.list = ListPane(
            model,
            EmptyState(_("No open items. Issue an invoice to see it here."), record, invoice),
            placeholder=_("Filter by client, number or amount"),
            saved=[
                SavedFilter(_OPEN, _("Open items")),
                SavedFilter(_PAYMENTS, _("Payments")),
                SavedFilter(_HELD, _("Held")),
                SavedFilter(_REFUND, _("To refund")),
            ],
            session=session,
            name="money",
        )
        self.list.current_changed.connect(self._chosen)
        self.list.opened.connect(self._opened)
        self.list.told.connect(session.tell)
        # Each part is made where it stays: a page that is moved is dressed by the stylesheet once more.
        self._stack = QStackedWidget(self)
        self._both = ListDetail(self.list, self._stack, self)
        self._overview = MoneyOverview(session, self._stack)
        self._overview.rows_wanted.connect(self._list_rows)
        self._spans: dict[str, DueWithin] = {}
        self._paper = PaperMoney(session, self._stack)
        self._payment = PaymentDetail(session, self._stack)
        self._held = HeldDetail(session, self._stack)
        self._record = RecordPayment(session, self._stack)
        self._record.saved.connect(self._saved)
        self._record.left.connect(self.show_overview)
        self._record.resumed.connect(self._resumed)
        for page in (self._overview, self._paper, self._payment, self._held, self._record):
            self._stack.addWidget(page)
        for page in (self._paper, self._payment, self._held):
            page.head.set_back(actions.button("money.overview", page, self.show_overview, variant="bare"))
        self._paying = Following(session, self._stack, self._read_payable, self._pay_pieces)
        self._paying.shown.connect(self._resumed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._both)

    def refresh(self) -> None:
        """Read the list and what is open beside it again."""
        self.list.refresh()
        self._overview.refresh()
        current = self._stack.currentWidget()
        if current is self._paper:
            self._paper.show_paper(self._paper.wanted)
        elif current is self._payment:
            self._payment.show_payment(self._payment.payment_id)

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a payment, or the card for a new one: of a client, or for an invoice."""
        self._paying.forget()
        if kind == "payment":
            self._show_payment(record_id)
            return
        if kind == "money_paper":
            self._paper.show_paper(record_id)
            self._bring(self._paper)
            return
        if kind in _LISTS:
            self.show_overview()
            self.list.choose(_LISTS[kind])
            return
        if kind == "refund_invoice":
            self._paper.show_paper(record_id)
            self._bring(self._paper)
            self._paper.refund()
            return
        if kind == "pay_invoice":
            self._record.start(invoice_id=record_id)
        else:
            self._record.start(record_id)
        self._bring(self._record)
        self._record.focus_first()

    def place(self) -> tuple[str, int]:
        """Return the open payment."""
        if self._stack.currentWidget() is self._payment:
            return ("payment", self._payment.payment_id)
        return ("", 0)

    def focus_first(self) -> None:
        """Put the cursor into the filter, or into the card that is being filled in."""
        if self._stack.currentWidget() is self._record:
            self._record.focus_first()
        else:
            self.list.filter.setFocus()

    def show_overview(self) -> None:
        """Go back to all money; what is typed and not done is kept."""
        self._paying.forget()
        self._paper.ask.leave()
        self._payment.ask.leave()
        self._payment.spread.leave()
        self._both.show_list()
        # Before the page with the cursor goes: Qt would look for the next place in all of the window.
        self.list.filter.setFocus()
        self._bring(self._overview)

    # Inside.

    def _list_rows(self, within: DueWithin, name: str) -> None:
        """List the papers behind a bar of a picture, under a filter that stays while it is used."""
        key = f"due {within.currency} {within.first} {within.last}"
        self._spans[key] = within
        self.list.show_filter(SavedFilter(key, name))
        self.list.table.setFocus()

    def _first_invoice(self) -> None:
        self.session.open_record.emit("new_invoice", 0)

    def _first_payment(self) -> None:
        self.session.open_record.emit("new_payment", 0)

    def _chosen(self, row_id: int) -> None:
        is_paying = self._paying.is_coming or self._stack.currentWidget() is self._record
        if row_id and self.list.table.hasFocus() and not is_paying:
            self._show_row(row_id)

    def _opened(self, row_id: int) -> None:
        row = self._row(row_id)
        if row is None:
            return
        if isinstance(row, MoneyRow) and row.kind is MoneyKind.OPEN:
            self._paying.bring(row.record_id)
        else:
            self._show_row(row_id)

    def _read_payable(self, invoice_id: int) -> Read:
        return partial(_payable, invoice_id, self.session.today())

    def _pay_pieces(self, _invoice_id: int, paper: money_list.Payable) -> list[Piece]:
        return [*self._record.pieces(paper), partial(self._bring, self._record)]

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._paying.forget()

    def _show_row(self, row_id: int) -> None:
        row = self._row(row_id)
        if row is None:
            return
        if isinstance(row, PaymentRow) or row.kind is MoneyKind.CREDIT:
            payment_id = row.id if isinstance(row, PaymentRow) else row.record_id
            self._payment.show_payment(payment_id)
            self._bring(self._payment)
        elif row.kind is MoneyKind.HELD:
            self._held.show_row(row)
            self._bring(self._held)
        else:
            if self._stack.currentWidget() is self._paper:
                self._paper.follow_paper(row.record_id)
            else:
                # At once, for there is nothing of its kind to be seen meanwhile.
                self._paper.show_paper(row.record_id)
            self._bring(self._paper)

    def _row(self, row_id: int) -> MoneyRow | PaymentRow | None:
        found: MoneyRow | PaymentRow | None = self.list.model.row(self.list.model.number_of(row_id))
        return found

    def _show_payment(self, payment_id: int) -> None:
        if self.list.model.request.saved != _PAYMENTS:
            self.list.choose(_PAYMENTS)
        self.list.select(payment_id)
        self._payment.show_payment(payment_id)
        self._bring(self._payment)

    def _saved(self, payment_id: int) -> None:
        self._show_payment(payment_id)
        self._payment.focus_next()

    def _resumed(self) -> None:
        self._bring(self._record)
        self._record.focus_first()

    def _bring(self, widget: QWidget) -> None:
        self._stack.setCurrentWidget(widget)
        if widget is not self._overview:
            self._both.show_detail()

    def _fetch(
        self, db: Database, request: Request, offset: int, limit: int
    ) -> Sequence[MoneyRow] | Sequence[PaymentRow]:
        on = self.session.today()
        match request.saved:
            case "payments":
                return payment_list.page(db, text=request.text, offset=offset, limit=limit)
            case "held":
                return money_list.held(db, on=on, text=request.text, offset=offset, limit=limit)
            case "refund":
                return money_list.to_refund(db, on=on, text=request.text, offset=offset, limit=limit)
            case _:
                return money_list.open_papers(
                    db,
                    on=on,
                    text=request.text,
                    within=self._spans.get(request.saved),
                    offset=offset,
                    limit=limit,
                )

    def _count(self, db: Database, request: Request) -> int:
        match request.saved:
            case "payments":
                return payment_list.count(db, text=request.text)
            case "held":
                return money_list.count_held(db, text=request.text)
            case "refund":
                return money_list.count_to_refund(db, text=request.text)
            case _:
                return money_list.count_open(db, text=request.text, within=self._spans.get(request.saved))


def _payable(invoice_id: int, today: date, db: Database) -> money_list.Payable:
    return money_list.payable(db, invoice_id, on=today)
