"""The contract's page: as of today with its next step, milestones, money, wishes, work, papers, and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QWidget

from clientdesk.domain.contract import ContractState
from clientdesk.domain.tax import Tax
from clientdesk.i18n import _, translator
from clientdesk.queries.contract_list import standing
from clientdesk.queries.contract_page import ContractPage
from clientdesk.queries.contract_step import NextStep, Step, is_billed, next_step
from clientdesk.ui import actions, style
from clientdesk.ui.contracts import reading, summary, words
from clientdesk.ui.contracts.block import focused_part
from clientdesk.ui.contracts.changes import ChangesBlock
from clientdesk.ui.contracts.ending import EndingBlock
from clientdesk.ui.contracts.ledger import LedgerBlock
from clientdesk.ui.contracts.levels import levels
from clientdesk.ui.contracts.log import WorkBlock
from clientdesk.ui.contracts.milestones import MilestonesBlock
from clientdesk.ui.contracts.plan import PlanBlock
from clientdesk.ui.contracts.reading import ContractSheet
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.ask_card import AskCard
from clientdesk.ui.widgets.facts import Facts
from clientdesk.ui.widgets.figures import Figures, leading
from clientdesk.ui.widgets.following import Following, Piece, Read
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.meter import Meters
from clientdesk.ui.widgets.page import Card, Page
from clientdesk.ui.widgets.record_foot import RecordFoot
from clientdesk.ui.widgets.states import contract_chip
from clientdesk.ui.widgets.taxes import tax_options, tax_words
from clientdesk.ui.widgets.timeline import Timeline
from clientdesk.usecases import contracts, prepayments

#: Narrower than this a block of money, or one of a few words, is better read below its neighbour than beside it.
_LEAST_HALF, _LEAST_WORDS = 380, 320


class ContractDetail(Page):
    """Shows one contract and does what can be done with it."""

    #: The draft is to be written: its id.
    edit_wanted = Signal(int)
    #: A kept paper is to be shown: kind of record and id.
    paper_wanted = Signal(str, int)
    #: The contract as of a day is to be shown: its id and the day.
    as_of_wanted = Signal(int, object)
    #: Another contract stands here, or the same one read again: its id.
    shown_changed = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contract")
        self._session = session
        self.contract_id = 0
        self._page: ContractPage | None = None
        self._step = NextStep(step=Step.NOTHING)
        self._next = QLabel(self, objectName="next_step")
        self._next.setWordWrap(True)
        self._next.setAlignment(leading(self))
        style.set_role(self._next, role="second")
        self._figures = Figures(self)
        self._following = Following(session, self, self._read, self._pieces)
        self._following.shown.connect(self.shown_changed)
        self.milestones = MilestonesBlock(session, self)
        self.milestones.slip_wanted.connect(self._show_slip)
        self.plan = PlanBlock(session, self)
        self.ledger = LedgerBlock(session, self)
        self.changes = ChangesBlock(session, self)
        self.changes.as_of_wanted.connect(self.as_of_wanted)
        self.work = WorkBlock(session, self)
        self.ending = EndingBlock(session, self)
        self._used = Card(_("Used so far"), self, name="used")
        self._meters = Meters(self._used)
        self._used.body.addWidget(self._meters)
        self._used.body.addStretch(1)
        self._papers = Card(_("Documents"), self, name="contract_papers")
        self._timeline = Timeline(self._papers)
        self._timeline.opened.connect(self._open_paper)
        self._papers.body.addWidget(self._timeline)
        self._papers.body.addStretch(1)
        self._terms = Card(_("What is agreed"), self, name="contract_terms")
        self._facts = Facts(self._terms, name="contract_facts")
        self._terms.body.addWidget(self._facts)
        self._terms.body.addStretch(1)
        halves = ((self.plan, _LEAST_HALF), (self.ledger, _LEAST_HALF))
        for card, least in (*halves, (self._used, _LEAST_WORDS), (self._papers, _LEAST_WORDS)):
            card.setMinimumWidth(least)
        self.blocks.addWidget(self._next)
        self.add(self._figures)
        self.add(self.ending)
        self.add(self.milestones)
        self.add(self.plan, self.ledger)
        self.add(self._used, self._papers)
        self.add(self.changes)
        self.add(self.work)
        self.add(self._terms)
        self._foot = RecordFoot(session, self)
        self.add(self._foot)
        self._make_head()

    def _make_head(self) -> None:
        for asking in self._askings():
            asking.opened.connect(self._asking_opened)
            asking.closed.connect(self._asking_closed)
        self._primary = actions.button("work.next", self, self._do_next, variant="primary")
        self._menu = self._make_menu()
        self.head.set_buttons(
            actions.ActionButton(self._menu["work.hours_left"], self), self._primary, menu=self._entries()
        )

    # What the screen calls.

    @property
    def wanted(self) -> int:
        """The contract that stands here, or the one on its way."""
        return self._following.wanted

    def stands(self, contract_id: int) -> bool:
        """Whether that contract stands here as a whole."""
        return self._following.stands(contract_id)

    def show_contract(self, contract_id: int) -> None:
        """Read and show the contract at once."""
        self._following.show_now(contract_id)

    def follow_contract(self, contract_id: int) -> None:
        """Show the contract as soon as it is read beside the window."""
        self._following.follow(contract_id)

    def forget(self) -> None:
        """Stand for no contract any more."""
        self.contract_id = 0
        self._following.forget()

    def focus_first(self) -> None:
        """Put the cursor on the next step."""
        if self._primary.isVisible():
            self._primary.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_focus(self) -> None:
        """Bring the part with the cursor into view."""
        part = focused_part(self)
        if part is not None:
            self.ensureWidgetVisible(part)

    # Inside.

    def _read(self, contract_id: int) -> Read:
        return partial(reading.read, contract_id=contract_id, today=self._session.today())

    def _pieces(self, contract_id: int, sheet: ContractSheet) -> list[Piece]:
        page = sheet.page
        signature = page.signed.signature
        contact = page.signed.revisions.approver or (signature.by if signature else "")
        return [
            partial(self._begin, contract_id, page),
            partial(self._show_milestones, page, contact),
            *self.plan.pieces(page, vouchers=sheet.uses_vouchers),
            *self.ledger.pieces(page, sheet.others),
            partial(self._show_changes, sheet, contact),
            *self.work.pieces(page),
            partial(self._show_papers, page),
            partial(self._show_facts, page),
            partial(self._foot.show_record, "contracts", contract_id),
            # The buttons last: they go by what the blocks show.
            partial(self._follow_buttons, page, vouchers=sheet.uses_vouchers),
        ]

    def _begin(self, contract_id: int, page: ContractPage) -> None:
        if contract_id != self.contract_id:
            self.verticalScrollBar().setValue(0)
        self.contract_id = contract_id
        self._page = page
        self._show_head(page)
        self.ending.show_page(page)

    def _show_milestones(self, page: ContractPage, contact: str) -> None:
        state = page.signed.state
        self.milestones.show_rows(
            page.signed.id,
            page.milestones,
            is_running=state is ContractState.ACTIVE,
            is_draft=state is ContractState.DRAFT,
            begins_on=page.signed.starts_on,
            contact=contact,
        )

    def _show_changes(self, sheet: ContractSheet, contact: str) -> None:
        self.changes.show_page(sheet.page, self._taxes(sheet), contact)

    def _show_papers(self, page: ContractPage) -> None:
        self._timeline.set_events(summary.events(page))

    def _show_facts(self, page: ContractPage) -> None:
        self._facts.set_facts(summary.facts(page))
        self._meters.set_levels(levels(page))

    @property
    def _is_asking(self) -> bool:
        return any(asking.isVisible() for asking in self._askings())

    def _entries(self) -> list[QAction | None]:
        menu = self._menu
        bill = [menu[f"work.{name}"] for name in ("advance", "bill", "invoice")]
        show = [menu[f"work.{name}"] for name in ("paper", "as_of", "client")]
        end = [menu[f"work.{name}"] for name in ("complete", "cancel", "archive", "restore")]
        work = [menu[f"work.{name}"] for name in ("edit", "deliver", "delivery_slip")]
        return [*work, None, *bill, None, *show, None, *end]

    def _askings(self) -> list[AskCard]:
        blocks = (self.ending, self.milestones, self.plan, self.ledger, self.changes, self.work)
        return [block.asking for block in blocks]

    def _asking_opened(self, opened: AskCard) -> None:
        for asking in self._askings():
            if asking is not opened and asking.isVisible():
                asking.leave()
        self._primary.bound_action.setEnabled(False)
        # After the layout has made room for it.
        QTimer.singleShot(0, opened, self._scroll_to_asking)

    def _scroll_to_asking(self) -> None:
        for asking in self._askings():
            if asking.isVisible():
                self.ensureWidgetVisible(asking)

    def _asking_closed(self) -> None:
        self._primary.bound_action.setEnabled(self._primary.bound_action.isVisible())
        if self._following.is_coming:
            # Whoever walks through the list goes on walking.
            return
        focused = focused_part(self)
        if focused is None or not focused.isVisible():
            self.focus_first()

    def _make_menu(self) -> dict[str, QAction]:
        slots: dict[str, Callable[[], None]] = {
            "work.edit": self.edit,
            "work.hours_left": self._hours_left,
            "work.deliver": self._deliver,
            "work.delivery_slip": self._show_slips,
            "work.advance": self._advance,
            "work.bill": self._bill,
            "work.invoice": self._final,
            "work.paper": self._show_paper,
            "work.as_of": self.changes.ask_day,
            "work.client": self._open_client,
            "work.complete": self.ending.complete,
            "work.cancel": self.ending.cancel,
            "work.archive": self.archive,
            "work.restore": self.restore,
        }
        return {name: actions.make(name, self, slot) for name, slot in slots.items()}

    def _show_head(self, page: ContractPage) -> None:
        signed = page.signed
        self._step = next_step(page)
        when = ""
        if signed.signature is not None:
            when = _("signed {date}").format(date=translator().date(signed.signature.on))
        title = signed.title or _("Contract")
        line = joined(page.client.name, signed.number, when, mark="  ·  ")
        self.head.set_text(title, line, contract_chip(standing(page.chip, is_billed=is_billed(page))))
        text = words.step(self._step, signed.currency)
        if page.not_in_writing:
            text = _("Agreed by word of mouth only so far. {text}").format(text=text)
        self._next.setText(_("Next: {step}").format(step=text) if text else summary.closing(page))
        self._next.setVisible(bool(self._next.text()))
        self._figures.set_figures(summary.figures(page))

    def _follow_buttons(self, page: ContractPage, *, vouchers: bool) -> None:
        state = page.signed.state
        running, draft = state is ContractState.ACTIVE, state is ContractState.DRAFT
        has_open = self.milestones.first_open is not None
        shown = {
            "work.edit": draft,
            "work.hours_left": has_open,
            "work.deliver": running and has_open,
            "work.delivery_slip": self.milestones.has_delivered,
            "work.advance": running and not vouchers,
            "work.bill": running and bool(page.unbilled.amount),
            "work.invoice": running,
            "work.paper": True,
            "work.as_of": not draft,
            "work.client": True,
            "work.complete": running,
            "work.cancel": running,
            "work.archive": not running and not page.signed.archived,
            "work.restore": page.signed.archived,
        }
        for name, action in self._menu.items():
            action.setVisible(shown[name])
            action.setEnabled(shown[name])
        verb = words.verb(self._step.step, vouchers=vouchers)
        self._primary.bound_action.setText(verb)
        self._primary.bound_action.setVisible(bool(verb))
        self._primary.bound_action.setEnabled(bool(verb) and not self._is_asking)

    def _do_next(self) -> None:
        found = self._step
        if found.step is Step.WRITE:
            self.edit()
        elif found.step in {Step.PREPAYMENT, Step.PART}:
            vouchers = found.step is Step.PREPAYMENT and self._session.read(prepayments.uses_vouchers)
            if vouchers:
                self.ledger.receive()
            elif found.part is not None:
                self.plan.ask_for(found.part)
        elif found.step is Step.PAY and found.document is not None:
            self._session.open_record.emit("pay_invoice", found.document.id)
        elif found.step is Step.ISSUE and found.document is not None:
            self._session.open_record.emit("invoice", found.document.id)
        elif found.milestone is not None:
            act = self.milestones.deliver if found.step is Step.DELIVER else self.milestones.accept
            act(found.milestone.id)
        elif found.step is Step.FINAL:
            self._final()
        elif found.step is Step.WORK:
            self._bill()
        elif found.step is Step.CLOSE:
            self.ending.complete()

    def edit(self) -> None:
        """Go on writing the draft."""
        self.edit_wanted.emit(self.contract_id)

    def archive(self) -> None:
        """Hide the contract; the toast brings it back."""
        if self._session.run(contracts.archive, self.contract_id) is not None:
            back = partial(self._session.run, contracts.archive, self.contract_id, archived=False)
            name = self.head.title.text()
            self._session.tell(_("Archived."), undo=back, act=_("Archived {name}").format(name=name))

    def restore(self) -> None:
        """Bring the contract back into the list."""
        self._session.run(contracts.archive, self.contract_id, archived=False)

    def _advance(self) -> None:
        part = self._step.part
        if part is not None and self._step.step is Step.PREPAYMENT:
            self.plan.ask_for(part)
            return
        self.plan.ask_share()

    def _deliver(self) -> None:
        entry = self.milestones.first_open
        if entry is not None:
            self.milestones.deliver(entry.id)

    def _final(self) -> None:
        self._session.open_record.emit("new_final:contract", self.contract_id)

    def _bill(self) -> None:
        self._session.open_record.emit("new_invoice:contract", self.contract_id)

    def _hours_left(self) -> None:
        if not self.milestones.focus_hours():
            self._session.tell(_("There is no open milestone."))

    def _show_paper(self) -> None:
        self.paper_wanted.emit("contract", self.contract_id)

    def _show_slips(self) -> None:
        self.paper_wanted.emit("deliveries", self.contract_id)

    def _show_slip(self, milestone_id: int) -> None:
        self.paper_wanted.emit("delivery", milestone_id)

    def _open_client(self) -> None:
        if self._page is not None:
            self._session.open_record.emit("client", self._page.client.id)

    def _open_paper(self, kind: str, record_id: int) -> None:
        if kind == "invoice":
            self._session.open_record.emit(kind, record_id)
        else:
            self.paper_wanted.emit(kind, record_id)

    def _taxes(self, sheet: ContractSheet) -> list[tuple[Tax, str]]:
        """Return the taxes a new line may carry: those of the contract's own lines first."""
        page = sheet.page
        offered = list(tax_options(sheet.own, page.client, self._session.today()))
        used = {line.tax: tax_words(line.tax) for line in reversed(page.signed.lines) if line.counts}
        named = {**dict(reversed(offered)), **used}
        return list(reversed(list(named.items()))) if used else offered
