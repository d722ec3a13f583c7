"""Work written down: hours, rounds with their price said first, costs and gifts, and what is not billed (B1, B31)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QWidget

from clientdesk.domain.contract import Contract, Pricing
from clientdesk.domain.work import WorkEntry, WorkKind, value_of
from clientdesk.i18n import _, ngettext, translator
from clientdesk.queries.contract_page import ContractPage
from clientdesk.ui import actions
from clientdesk.ui.contracts import words
from clientdesk.ui.contracts.asking import Asked, hours
from clientdesk.ui.contracts.block import Block, Row, button
from clientdesk.ui.session import Session
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.chip import Chip
from clientdesk.ui.widgets.fields import Field, Section
from clientdesk.ui.widgets.following import Piece
from clientdesk.ui.widgets.joined import joined
from clientdesk.usecases import trash, work

_SHOWN = 12


class WorkBlock(Block):
    """The entries of one contract, the last first, and four ways to add one."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(_("Work"), parent, name="work")
        self._session = session
        self._page: ContractPage | None = None
        self._buttons = [
            actions.button("work.log", self, self.log_hours, variant="link"),
            actions.button("work.revision", self, self.count_round, variant="link"),
            actions.button("work.cost", self, self.add_cost, variant="link"),
            actions.button("work.gift", self, self.add_gift, variant="link"),
        ]
        for each in self._buttons:
            self.add_button(each)

    def pieces(self, page: ContractPage) -> list[Piece]:
        """Return the steps that show the work of a contract."""
        entries = list(reversed(page.work))
        rows: list[Callable[[], QWidget]] = [partial(self._row, entry, page) for entry in entries[:_SHOWN]]
        hidden = len(entries) - _SHOWN
        if hidden > 0:
            more = ngettext("and {count} earlier entry", "and {count} earlier entries", hidden)
            rows.append(partial(Row, more.format(count=translator().number(hidden))))
        empty = _("Nothing logged yet. Hours, revision rounds, costs and gifts appear here.")
        return [partial(self._begin, page), *self.pieces_of(rows, empty)]

    def _begin(self, page: ContractPage) -> None:
        if self._page is not None and self._page.signed.id != page.signed.id:
            self.asking.leave()
        self._page = page
        questions = {
            "hours": self.log_hours,
            "round": self.count_round,
            "cost": self.add_cost,
            "gift": self.add_gift,
        }
        self.asking.stand_on(self._session, "contract", page.signed.id, questions)
        for each in self._buttons:
            each.bound_action.setVisible(page.chip in {"active", "draft", "unsigned"})

    def log_hours(self, _of: int = 0) -> None:
        """Ask for hours worked."""
        contract = self._contract
        asked: list[Field | Section] = [
            hours("hours", _("Hours")),
            fields.date("on", _("When"), today=self._session.today, empty=fields.REQUIRED),
            fields.check("billable", _("To be billed")),
            fields.text("description", _("What was done"), span=3),
        ]
        hourly = contract.pricing is Pricing.HOURLY
        self.asking.ask(
            _("Log hours"),
            asked,
            Asked(on=self._session.today(), billable=hourly),
            lambda answer, form: self._done(
                self._session.run(
                    work.log_hours,
                    contract.id,
                    on=answer.on,
                    hours=answer.hours,
                    description=answer.description,
                    billable=answer.billable,
                    form=form,
                )
            ),
            key="hours",
        )

    def count_round(self, _of: int = 0) -> None:
        """Say what the next round costs, then count it (B1)."""
        contract = self._contract
        before = self._last_deliverable
        text = self._price_text(before)
        asked: list[Field | Section] = [
            fields.text("deliverable", _("On what"), placeholder=_("for example the logo")),
            hours("hours", _("Hours, if known"), empty=Decimal(0)),
            fields.date("on", _("When"), today=self._session.today, empty=fields.REQUIRED),
            fields.text("description", _("Words for the invoice"), span=2),
            fields.check("agreed", _("The client agrees to the price")),
        ]
        self.asking.ask(
            _("Count a revision round"),
            asked,
            Asked(deliverable=before, on=self._session.today()),
            lambda answer, form: self._counted(
                self._session.run(
                    work.open_round,
                    contract.id,
                    on=answer.on,
                    deliverable=answer.deliverable,
                    description=answer.description,
                    hours=answer.hours or Decimal(0),
                    agreed=answer.agreed,
                    form=form,
                )
            ),
            words=text,
            save=_("Count it"),
            key="round",
        )
        if self.asking.form is not None:
            self.asking.form.edited.connect(self._say_price)

    def add_cost(self, _of: int = 0) -> None:
        """Ask for a cost."""
        contract = self._contract
        asked: list[Field | Section] = [
            fields.price("price", _("Amount without tax"), currency=contract.currency),
            fields.date("on", _("When"), today=self._session.today, empty=fields.REQUIRED),
            fields.check("billable", _("Passed on to the client")),
            fields.text("description", _("What for"), span=3),
        ]
        self.asking.ask(
            _("Add a cost"),
            asked,
            Asked(on=self._session.today()),
            lambda answer, form: self._done(
                self._session.run(
                    work.log_cost,
                    contract.id,
                    on=answer.on,
                    price=answer.price,
                    description=answer.description,
                    billable=answer.billable,
                    form=form,
                )
            ),
            key="cost",
        )

    def add_gift(self, _of: int = 0) -> None:
        """Ask for a gift: its hours, or its price."""
        contract = self._contract
        asked: list[Field | Section] = [
            fields.text("description", _("What is given"), span=3),
            hours("hours", _("Hours"), empty=Decimal(0)),
            fields.price("price", _("or its price"), currency=contract.currency, empty=Decimal(0)),
            fields.date("on", _("When"), today=self._session.today, empty=fields.REQUIRED),
        ]
        self.asking.ask(
            _("Add a gift"),
            asked,
            Asked(on=self._session.today()),
            lambda answer, form: self._done(
                self._session.run(
                    work.log_gift,
                    contract.id,
                    on=answer.on,
                    description=answer.description,
                    hours=answer.hours or Decimal(0),
                    price=answer.price or Decimal(0),
                    form=form,
                )
            ),
            words=_("It is shown with its true price; 0.00 is charged."),
            key="gift",
        )

    # Inside.

    @property
    def _contract(self) -> Contract:
        return self._page.current if self._page is not None else Contract()

    @property
    def _last_deliverable(self) -> str:
        rounds = [entry for entry in self._page.work if entry.kind is WorkKind.ROUND] if self._page else []
        return rounds[-1].deliverable if rounds else ""

    def _price_text(self, deliverable: str) -> str:
        found = self._session.read(work.round_text, self._contract.id, deliverable=deliverable)
        return found or ""

    def _say_price(self, name: str) -> None:
        if name == "deliverable" and self.asking.form is not None:
            self.asking.say(self._price_text(self.asking.form.editor("deliverable").value()))

    def _counted(self, opened: work.OpenedRound | None) -> bool:
        if opened is None:
            return False
        self._session.tell(opened.text, undo=_Delete(self._session, opened.entry.id))
        return True

    def _done(self, entry: WorkEntry | None) -> bool:
        if entry is None:
            return False
        self._session.tell(_("Written down."), undo=_Delete(self._session, entry.id))
        return True

    def _row(self, entry: WorkEntry, page: ContractPage) -> Row:
        contract = page.current
        buttons: list[QWidget] = []
        if entry.invoice_id is not None:
            buttons.append(
                button(
                    _("Invoice"),
                    self._open_invoice,
                    entry.invoice_id,
                    name=f"billed_{entry.id}",
                    variant="link",
                )
            )
        else:
            if entry.kind is WorkKind.ROUND and entry.billable and not entry.agreed:
                buttons.append(button(_("Agreed"), self._agree, entry.id, name="agree", icon="check"))
            buttons.append(
                button(_("Remove"), self._remove, entry.id, name="remove", variant="bare", icon="trash-2")
            )
        parts = [translator().date(entry.on)]
        if entry.hours:
            parts.append(words.hours(entry.hours))
        if entry.deliverable and entry.deliverable not in entry.description:
            parts.append(entry.deliverable)
        return Row(
            entry.description,
            joined(*parts, mark="  ·  "),
            chip=_chip(entry, page),
            amount=translator().money(value_of(entry, contract)),
            buttons=buttons,
        )

    def _open_invoice(self) -> None:
        self._session.open_record.emit("invoice", self.sender().property("id"))

    def _agree(self) -> None:
        entry_id = self.sender().property("id")
        if self._session.run(work.agree_round, entry_id) is not None:
            back = partial(self._session.run, work.agree_round, entry_id, agreed=False)
            self._session.tell(_("The round will be billed."), undo=back)

    def _remove(self) -> None:
        entry = self._session.read(work.get, self.sender().property("id"))
        if entry is not None and self._session.run(work.delete, entry.id) is not None:
            back = partial(self._session.run, trash.undo, "work_entries", entry.id)
            self._session.tell(
                _("Removed."), undo=back, act=_("Removed {name}").format(name=entry.description)
            )


class _Delete:
    """Takes an entry back."""

    def __init__(self, session: Session, entry_id: int) -> None:
        self._session, self._id = session, entry_id

    def __call__(self) -> None:
        self._session.run(work.delete, self._id)


def _chip(entry: WorkEntry, page: ContractPage) -> Chip:
    kind = words.work_words(entry.kind)
    if entry.kind is WorkKind.GIFT:
        return Chip(kind, Kind.GOOD)
    if entry.invoice_id is not None:
        return Chip(_("{kind}, billed").format(kind=kind), Kind.QUIET)
    if entry in page.unbilled.entries:
        return Chip(_("{kind}, not billed").format(kind=kind), Kind.WARN)
    if entry.kind is WorkKind.ROUND and not entry.billable:
        return Chip(_("{kind}, free").format(kind=kind), Kind.GOOD)
    if entry.kind is WorkKind.ROUND:
        return Chip(_("{kind}, not agreed").format(kind=kind), Kind.WARN)
    return Chip(kind, Kind.QUIET)
