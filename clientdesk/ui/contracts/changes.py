"""Wishes beyond the contract and their three answers: included, a gift, or a change order with its price (B2, J3)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clientdesk.domain.change_order import ChangeOrder, ChangeState
from clientdesk.domain.contract import Contract, Pricing
from clientdesk.domain.line import Line, PriceMode
from clientdesk.domain.tax import Tax
from clientdesk.i18n import _, translator
from clientdesk.queries.contract_page import ContractPage
from clientdesk.ui import actions
from clientdesk.ui.contracts import words
from clientdesk.ui.contracts.asking import Asked, hours
from clientdesk.ui.contracts.block import Block, Row, button
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.fields import Field, Option, Section
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.joined import joined
from clientdesk.usecases import change_orders, trash

#: Signals that the paper of a change order is to be shown.
KIND = "change_order"


class ChangesBlock(Block):
    """The wishes of one contract, the last one first."""

    #: The contract is to be shown as it was agreed on a day: its id and the day (B3).
    as_of_wanted = Signal(int, object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(_("Wishes and change orders"), parent, name="changes")
        self._session = session
        self._contract = Contract()
        self._contact = ""
        self._taxes: Sequence[tuple[Tax, str]] = ()
        self._shown: dict[int, ChangeOrder] = {}
        #: A wish written down while its offer was refused, so that the next try offers the same one.
        self._asked_id = 0
        self._add = actions.button("work.change", self, self.ask, variant="link")
        self.add_button(self._add)

    def show_page(self, page: ContractPage, taxes: Sequence[tuple[Tax, str]], contact: str) -> None:
        """Show the wishes of a contract; `taxes` may stand on its lines, the usual one first."""
        if self._contract.id != page.signed.id:
            self.asking.leave()
            self._asked_id = 0
        self._contract, self._taxes, self._contact = page.signed, taxes, contact
        self._shown = {change.id: change for change in page.changes}
        questions = {"wish": self._ask_again, "accept": self.accept, "decline": self._decline}
        self.asking.stand_on(self._session, "contract", page.signed.id, questions)
        self._add.bound_action.setVisible(page.chip == "active")
        rows = [self._row(change) for change in reversed(page.changes)]
        self.set_rows(rows, _("None. A wish beyond the contract gets one of three answers here."))

    def ask(self) -> None:
        """Ask what the client wishes and what it costs; one of three answers ends it."""
        self._asked_id = 0
        self._ask(Asked(tax=self._taxes[0][0] if self._taxes else Tax()))

    def ask_day(self) -> None:
        """Ask for the day as of which the contract is to be shown, with the changes accepted until then (B3)."""
        asked: list[Field | Section] = [
            fields.date("on", _("On which day"), today=self._session.today, empty=fields.REQUIRED)
        ]
        self.asking.ask(
            _("The contract as of a day"), asked, Asked(on=self._session.today()), self._as_of, save=_("Show")
        )

    def _as_of(self, answer: Asked, _form: Form) -> bool:
        self.as_of_wanted.emit(self._contract.id, answer.on)
        return True

    def accept(self, change_id: int) -> None:
        """Ask who said yes, when and how."""
        self._decide(change_id, accepted=True)

    def show_change(self, change_id: int) -> None:
        """Bring a change order into view."""
        if not self.focus_part(f"change_accept_{change_id}"):
            self.focus_part(f"change_paper_{change_id}")

    # Inside.

    def _ask(self, record: Asked) -> None:
        by_hour = self._contract.pricing is Pricing.HOURLY
        gross = self._contract.price_mode is PriceMode.GROSS
        asked: list[Field | Section] = [
            fields.text("title", _("What the client wishes"), span=2),
            fields.price(
                "price",
                _("Price, tax inside") if gross else _("Price without tax"),
                currency=self._contract.currency,
                empty=None,
            ),
            fields.integer("extra_days", _("More working days"), empty=0, unit=_("days")),
        ]
        if by_hour:
            asked += [
                hours("extra_hours", _("More hours in the estimate"), empty=Decimal(0)),
                hours("extra_cap_hours", _("More hours in the cap"), empty=Decimal(0)),
            ]
        if len(self._taxes) > 1:
            asked.append(fields.choice("tax", _("Tax"), [Option(tax, name) for tax, name in self._taxes]))
        asked.append(fields.text("description", _("In more words"), span=3 if by_hour else 1))
        self.asking.ask(
            _("A wish beyond the contract"),
            asked,
            record,
            self._offer,
            words=_(
                "“Included” costs nothing. A gift shows its price and charges 0.00. An offer waits for the client."
            ),
            save=_("Offer it"),
            others=[
                ("change_include", _("Included"), self._include),
                ("change_gift", _("Gift"), self._give),
            ],
            key="wish",
            about=self._asked_id,
        )

    def _wish(self, answer: Asked, form: Form) -> int:
        """Write the wish down once, and return its id; 0 when it was refused."""
        if self._asked_id:
            known = self._session.read(change_orders.get, self._asked_id)
            if known is not None:
                from dataclasses import replace

                typed = replace(known, title=answer.title, description=answer.description)
                return self._asked_id if self._session.run(change_orders.change, typed, form=form) else 0
        done = self._session.run(
            change_orders.ask,
            self._contract.id,
            title=answer.title,
            description=answer.description,
            on=self._session.today(),
            form=form,
        )
        self._asked_id = done.id if done is not None else 0
        return self._asked_id

    def _offer(self, answer: Asked, form: Form) -> bool:
        wish = self._wish(answer, form)
        if not wish:
            return False
        lines = (
            (Line(description=answer.title, unit="C62", unit_price=answer.price, tax=answer.tax),)
            if answer.price
            else ()
        )
        offer = change_orders.Offer(
            lines=lines,
            extra_days=answer.extra_days or 0,
            extra_hours=answer.extra_hours or Decimal(0),
            extra_cap_hours=answer.extra_cap_hours or Decimal(0),
        )
        done = self._session.run(
            change_orders.offer, wish, offer, on=self._session.today(), form=_Named(form)
        )
        if done is None:
            return False
        self._asked_id = 0
        self._session.tell(_("{number} is offered. Its document is kept.").format(number=done.number))
        self.focus_part(f"change_accept_{done.id}")
        return True

    def _include(self, answer: Asked, form: Form) -> bool:
        wish = self._wish(answer, form)
        return bool(wish) and self._answered(
            self._session.run(change_orders.include, wish, on=self._session.today(), form=form)
        )

    def _give(self, answer: Asked, form: Form) -> bool:
        wish = self._wish(answer, form)
        return bool(wish) and self._answered(
            self._session.run(
                change_orders.give,
                wish,
                on=self._session.today(),
                hours=answer.extra_hours or Decimal(0),
                price=answer.price or Decimal(0),
                form=_Named(form),
            )
        )

    def _answered(self, done: ChangeOrder | None) -> bool:
        if done is None:
            return False
        self._asked_id = 0
        self._session.tell(_("{number} is answered.").format(number=done.number))
        return True

    def _row(self, change: ChangeOrder) -> Row:
        buttons: list[QWidget] = []
        running = self._add.bound_action.isVisible()
        if change.state is ChangeState.OFFERED and running:
            buttons += [
                button(_("Accepted"), self._accept_row, change.id, name="change_accept", icon="check"),
                button(_("Declined"), self._decline_row, change.id, name="change_decline"),
            ]
        if change.state is ChangeState.ASKED and running:
            buttons += [
                button(_("Answer"), self._answer_row, change.id, name="change_answer"),
                button(
                    _("Remove"), self._remove_row, change.id, name="change_remove", variant="bare", icon="x"
                ),
            ]
        if change.offered_on is not None:
            buttons.append(
                button(
                    _("Show document"),
                    self._paper_row,
                    change.id,
                    name="change_paper",
                    variant="bare",
                    icon="eye",
                )
            )
        return Row(
            f"{change.number}  {change.title}",
            change.description,
            *self._dates(change),
            chip=words.change_chip(change),
            amount=words.effect(change, self._contract),
            buttons=buttons,
            name=f"change_{change.id}",
        )

    def _dates(self, change: ChangeOrder) -> tuple[str, str]:
        """Return how it was asked for, and how it was decided: a line each, so that no mark ends one."""
        day = translator().date
        parts, decided = [], []
        if change.asked_on:
            parts.append(_("asked {date}").format(date=day(change.asked_on)))
        if change.offered_on:
            parts.append(_("offered {date}").format(date=day(change.offered_on)))
        if change.decided_on and change.decided_by:
            decided.append(
                _("decided {date} by {name}").format(date=day(change.decided_on), name=change.decided_by)
            )
            decided.append(words.method(change.method))
        return joined(*parts, mark="  ·  "), joined(*decided, mark="  ·  ")

    def _accept_row(self) -> None:
        self._decide(self.sender().property("id"), accepted=True)

    def _decline_row(self) -> None:
        self._decide(self.sender().property("id"), accepted=False)

    def _decline(self, change_id: int) -> None:
        self._decide(change_id, accepted=False)

    def _decide(self, change_id: int, *, accepted: bool) -> None:
        change = self._shown.get(change_id)
        if change is None:
            return
        asked: list[Field | Section] = [
            fields.text("by", _("Who decided")),
            fields.date("on", _("When"), today=self._session.today, empty=fields.REQUIRED, happened=True),
            fields.choice("method", _("How"), [Option(key, text) for key, text in words.methods()]),
        ]
        usecase = change_orders.accept if accepted else change_orders.decline
        told = _("{number} is accepted: price and dates follow.") if accepted else _("{number} is declined.")

        def decide(answer: Asked, form: Form) -> bool:
            done = self._session.run(
                usecase, change_id, by=answer.by, on=answer.on, method=answer.method, form=form
            )
            if done is None:
                return False
            self._session.tell(told.format(number=done.number))
            return True

        self.asking.ask(
            _("{number} is accepted").format(number=change.number)
            if accepted
            else _("{number} is declined").format(number=change.number),
            asked,
            Asked(by=self._contact, on=self._session.today(), method="mail"),
            decide,
            words=words.effect(change, self._contract),
            key="accept" if accepted else "decline",
            about=change_id,
        )

    def _answer_row(self) -> None:
        self._ask_again(self.sender().property("id"))

    def _ask_again(self, change_id: int) -> None:
        """Ask what a wish that was written down before is to cost; a new one for 0."""
        change = self._shown.get(change_id)
        if change is None:
            self.ask()
            return
        tax = self._taxes[0][0] if self._taxes else Tax()
        self._asked_id = change.id
        self._ask(Asked(title=change.title, description=change.description, tax=tax))

    def _remove_row(self) -> None:
        wish = self._shown.get(self.sender().property("id"))
        if wish is not None and self._session.run(change_orders.delete, wish.id) is not None:
            back = partial(self._session.run, trash.undo, "change_orders", wish.id)
            self._session.tell(_("Removed."), undo=back, act=_("Removed {name}").format(name=wish.title))

    def _paper_row(self) -> None:
        self._session.open_record.emit("change_order_paper", self.sender().property("id"))


class _Named:
    """Shows a refusal of lines or a price at the field where it was typed."""

    def __init__(self, form: Form) -> None:
        self._form = form

    def show_error(self, field: str, sentence: str) -> None:
        """Show it at its field; lines have one price here."""
        first = field.partition(".")[0]
        names = {one.name for one in self._form.fields}
        named = "price" if first in {"lines", "hours"} and first not in names else field
        self._form.show_error(named, sentence)
