"""The work screen: contracts and the chosen one at once; in their place the editor of a draft, or a kept paper."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from clientdesk.i18n import _
from clientdesk.ui import actions, tokens
from clientdesk.ui.contracts.choosing import ChooseClient
from clientdesk.ui.contracts.detail import ContractDetail
from clientdesk.ui.contracts.draft import DraftEditor
from clientdesk.ui.contracts.list import contract_list_pane
from clientdesk.ui.contracts.paper import PaperPage, Shown
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.empty import EmptyState
from clientdesk.ui.widgets.page import ListDetail, Screen
from clientdesk.ui.widgets.preview import Preview
from clientdesk.ui.widgets.side_by_side import SideBySide
from clientdesk.usecases import change_orders, contracts, milestones, papers

if TYPE_CHECKING:
    from clientdesk.domain.contract import Contract
    from clientdesk.ui.session import Database

#: Room that the lines of a paper need beside the page, and the least that the page needs.
#: What is said about a paper beside it.
_LEAST_NOTES = 340
#: The plan of payments has more columns than an invoice: it is alone sooner.
_LEAST_WRITING = 700


class WorkScreen(Screen):
    """Kinds: `contract`, `milestone`, `change_order`, `new_contract` (a client's id, or 0), `new_contract:quote`."""

    areas = (
        "contracts",
        "milestones",
        "change_orders",
        "work",
        "invoices",
        "issuing",
        "payments",
        "prepayments",
        "contract_invoices",
        "cancellation",
        "credit_notes",
        "settlements",
        "drafting",
        "clients",
        "issuer",
        "absences",
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        # Each part is made where it stays: a page that is moved is dressed by the stylesheet once more.
        self._stack = QStackedWidget(self)
        #: The draft that was begun here and may still be empty, as it was made.
        self._fresh: Contract | None = None
        self._side, self._sheets = QStackedWidget(self._stack), QStackedWidget(self._stack)
        self._new = actions.button("work.new", self, self.new_contract, variant="primary")
        first = actions.ActionButton(self._new.bound_action, self, variant="primary")
        quote = actions.EnterButton(_("New quote"), self, objectName="work.first_quote")
        quote.clicked.connect(self._first_quote)
        self.list = contract_list_pane(session, quote, first, self)
        self._both = ListDetail(self.list, self._side, self._stack)
        self.preview = Preview(session)
        self._desk = SideBySide(self._sheets, self.preview, self._stack)
        self.list.current_changed.connect(self._chosen)
        self.list.opened.connect(self._opened)
        self.list.told.connect(session.tell)
        self._detail = ContractDetail(session, self._side)
        self._detail.edit_wanted.connect(self.edit)
        self._detail.paper_wanted.connect(self.show_paper)
        self._detail.as_of_wanted.connect(self.show_as_of)
        self._choose = ChooseClient(session, self._side)
        self._choose.chosen.connect(self._begin)
        self._choose.left.connect(self._left)
        self._nothing = EmptyState(_("Choose a contract, or begin a new one."), self._new)
        for widget in (self._nothing, self._detail, self._choose):
            self._side.addWidget(widget)
        self.list.emptied.connect(self._both.set_alone)
        self.draft = DraftEditor(session, self._sheets)
        self.draft.changed.connect(self._draw)
        self.draft.signed.connect(self._signed)
        self.draft.gone.connect(self._gone)
        self.draft.left.connect(self._left_editor)
        self._paper = PaperPage(session, self._sheets)
        self._paper.left.connect(self._left_editor)
        self._sheets.addWidget(self.draft)
        self._sheets.addWidget(self._paper)
        self._stack.addWidget(self._both)
        self._stack.addWidget(self._desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    # What the window calls.

    def refresh(self) -> None:
        """Read the list and what is open again."""
        self.list.refresh()
        if self._is_writing:
            self.draft.follow_changes()
        elif self._side.currentWidget() is self._detail and self._detail.contract_id:
            self._detail.show_contract(self._detail.wanted)

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a contract, or what belongs to one; or begin one."""
        if not self.may_leave():
            return
        if kind == "edit_contract":
            self._show(record_id)
            self.edit(record_id)
        elif kind == "new_contract":
            self._begin(record_id) if record_id else self.new_contract()
        elif kind in {"new_contract:quote", "contract_from_quote"}:
            self._from_quote(record_id)
        elif kind in {"milestone", "promise:milestone"}:
            self._open_milestone(record_id, anew=kind == "promise:milestone")
        elif kind == "change_order":
            change = self.session.read(change_orders.get, record_id)
            if change is not None:
                self._show(change.contract_id)
                self._detail.changes.show_change(record_id)
                QTimer.singleShot(0, self._detail, self._detail.show_focus)
        elif kind == "sign:contract":
            self.edit(record_id)
            QTimer.singleShot(0, self.draft, self.draft.sign)
        elif kind in {"receive:contract", "close:contract"}:
            self._show(record_id)
            ask = self._detail.ledger.receive if kind == "receive:contract" else self._detail.ending.complete
            QTimer.singleShot(0, self._detail, ask)
        elif kind == "change_order_paper":
            self.show_paper("change_order", record_id)
        else:
            self._show(record_id)
            QTimer.singleShot(0, self, self._focus_detail)

    def place(self) -> tuple[str, int]:
        """Return the open contract."""
        if self._is_writing:
            return ("contract", self.draft.contract.id)
        return ("contract", self._detail.wanted) if self._detail.wanted else ("", 0)

    def show_home(self) -> None:
        """Show the list."""
        self._bring(self._both)
        self._both.show_list()

    def focus_first(self) -> None:
        """Put the cursor where work goes on."""
        if self._is_writing:
            self.draft.focus_first()
        elif self._side.currentWidget() is self._choose:
            self._choose.focus_first()
        elif self._side.currentWidget() is self._detail:
            self._detail.focus_first()
        else:
            self.list.filter.setFocus()

    def may_leave(self) -> bool:
        """A draft keeps itself, and what cannot be stored is kept as it was typed."""
        if self._is_writing:
            self.draft.keep()
            self._drop_untouched()
        return True

    # The verbs.

    def new_contract(self) -> None:
        """Ask for whom, then begin."""
        self._bring(self._both)
        self._side.setCurrentWidget(self._choose)
        self._both.show_detail()
        self._choose.start()

    def edit(self, contract_id: int) -> None:
        """Open the editor of a draft."""
        if self.draft.edit(contract_id):
            self._sheets.setCurrentWidget(self.draft)
            self._bring(self._desk)
            self._draw()
            QTimer.singleShot(0, self, self.draft.focus_first)

    def show_paper(self, kind: str, record_id: int) -> None:
        """Show a paper of a contract: as it was kept, or a draft as it would be printed."""
        self._show_sheet(self._paper.read(kind, record_id))

    def show_as_of(self, contract_id: int, day: date) -> None:
        """Show the contract as it was agreed on `day` (B3)."""
        self._show_sheet(self._paper.read_as_of(contract_id, day))

    # Inside.

    def _open_milestone(self, milestone_id: int, *, anew: bool) -> None:
        """Bring a milestone into view, with the cursor on its hours, or on its date to promise another one."""
        entry = self.session.read(milestones.get, milestone_id)
        if entry is None:
            return
        self._show(entry.contract_id)
        if anew:
            QTimer.singleShot(0, self._detail, partial(self._detail.milestones.promise, milestone_id))
        else:
            self._detail.milestones.show_milestone(milestone_id)
            QTimer.singleShot(0, self._detail, self._detail.show_focus)

    def _show_sheet(self, found: Shown | None) -> None:
        if found is None:
            return
        self._sheets.setCurrentWidget(self._paper)
        self._bring(self._desk)
        self.preview.show_pdf(found.pdf, name=found.name)
        self._paper.focus_first()

    @property
    def _is_writing(self) -> bool:
        return self._stack.currentWidget() is self._desk and self._sheets.currentWidget() is self.draft

    def _first_quote(self) -> None:
        self.session.open_record.emit("new_quote", 0)

    def _begin(self, client_id: int) -> None:
        made = self.session.run(contracts.create, client_id, on=self.session.today(), form=self._choose)
        if made is not None:
            self.edit(made.id)
            self._fresh = made

    def _drop_untouched(self) -> bool:
        """Throw a new draft away that nothing was written into; tell whether it was one."""
        made, self._fresh = self._fresh, None
        if made is None or made.id != self.draft.contract.id or self.draft.has_loose_text:
            return False
        if not self.session.read(contracts.is_untouched, made):
            return False
        self.draft.forget()
        self._bring(self._both)
        self._side.setCurrentWidget(self._detail if self._detail.contract_id else self._nothing)
        self.session.run(contracts.delete_draft, made.id, for_good=True)
        return True

    def _from_quote(self, quote_id: int) -> None:
        made = self.session.run(contracts.from_quote, quote_id, on=self.session.today())
        if made is not None:
            self.edit(made.id)

    def _chosen(self, contract_id: int) -> None:
        if self._side.currentWidget() is self._choose:
            return
        if contract_id:
            self._follow(contract_id)
        elif not self.list.model.rowCount() and not self.list.model.request.text:
            # A filter without hits leaves the page as it was.
            self._detail.forget()
            self._side.setCurrentWidget(self._nothing)

    def _follow(self, contract_id: int) -> None:
        """Bring a contract beside the window; the first one at once, for there is nothing to be seen meanwhile."""
        if self._side.currentWidget() is not self._detail or not self._detail.contract_id:
            self._show_detail(contract_id)
        elif contract_id != self._detail.wanted:
            self._detail.follow_contract(contract_id)

    def _opened(self, contract_id: int) -> None:
        if not self._detail.stands(contract_id):
            self._show_detail(contract_id)
        self._both.show_detail()
        self._detail.focus_first()

    def _show(self, contract_id: int) -> None:
        self.list.select(contract_id)
        self._show_detail(contract_id)
        self._bring(self._both)
        self._both.show_detail()

    def _show_detail(self, contract_id: int) -> None:
        self._detail.show_contract(contract_id)
        if self._detail.contract_id:
            self._side.setCurrentWidget(self._detail)

    def _focus_detail(self) -> None:
        if self._side.currentWidget() is self._detail and self._stack.currentWidget() is self._both:
            self._detail.focus_first()

    def _signed(self, contract_id: int) -> None:
        self._show(contract_id)
        self._detail.focus_first()

    def _gone(self) -> None:
        self._detail.forget()
        self._side.setCurrentWidget(self._nothing)
        self._bring(self._both)
        self._both.show_list()
        self.list.filter.setFocus()

    def _left(self) -> None:
        self._side.setCurrentWidget(self._detail if self._detail.contract_id else self._nothing)
        if not self._detail.contract_id:
            self._both.show_list()
        self.list.filter.setFocus()

    def _left_editor(self) -> None:
        if self._is_writing:
            if not self.draft.keep():
                return
            if self._drop_untouched():
                self._both.show_list()
                self.list.filter.setFocus()
                self.preview.clear()
                return
            self._show(self.draft.contract.id)
        else:
            self._bring(self._both)
        self.preview.clear()
        self._detail.focus_first()

    def _bring(self, widget: QWidget) -> None:
        self._stack.setCurrentWidget(widget)
        self.wants_room = widget is self._desk
        self.room_changed.emit()
        self._size_desk()
        self._desk.show_editor()

    def _draw(self) -> None:
        if not self._is_writing:
            return
        contract, today = self.draft.contract, self.session.today()

        def sketch(db: Database) -> bytes:
            return papers.contract_pdf(db, contract, on=today)

        self.preview.show_work(sketch, name=f"{contract.number or _('Contract')} {contract.title}.pdf")

    def _size_desk(self) -> None:
        if self._sheets.currentWidget() is self._paper:
            self._desk.set_editor(_LEAST_NOTES, _LEAST_NOTES)
        else:
            self._desk.set_editor(_LEAST_WRITING, tokens.EDITOR_MOST)
