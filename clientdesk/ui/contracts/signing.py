"""The question that signs a draft contract: who, when, where and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clientdesk.domain.contract import Contract
from clientdesk.i18n import _
from clientdesk.ui.contracts import words
from clientdesk.ui.contracts.asking import Asked
from clientdesk.ui.contracts.block import Block
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.fields import Field, Option, Section
from clientdesk.usecases import contracts

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientdesk.ui.session import Session
    from clientdesk.ui.widgets.form import Form


class SignCard(Block):
    """Stands above the draft while it asks, or while an answer typed before waits for it."""

    #: The contract was signed: its id.
    signed = Signal(int)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__("", parent, name="signing")
        self._book = session
        self._contract_id = 0
        self.hide()
        self.asking.closed.connect(self.hide)
        self.asking.waits.connect(self._show_offer)

    def stand_on(self, contract_id: int, again: Callable[[int], None]) -> None:
        """Belong to another draft; an answer that was typed and not given is offered there."""
        self._contract_id = contract_id
        self.asking.stand_on(self._book, "edit_contract", contract_id, {"sign": again})

    def ask(self, contract: Contract) -> None:
        """Ask; the one who approves revisions is likely to sign."""
        asked: list[Field | Section] = [
            fields.text("by", _("Who signed for the client"), span=2),
            fields.date("on", _("When"), today=self._book.today, empty=fields.REQUIRED, happened=True),
            fields.text("place", _("Where")),
            fields.choice("method", _("How"), [Option(key, text) for key, text in words.methods()]),
        ]
        known = Asked(by=contract.revisions.approver, on=self._book.today(), method="paper")
        self.show()
        self.asking.ask(
            _("Record the signature"),
            asked,
            known,
            self._sign,
            words=_("From then on only change orders change it. The document is kept with its fingerprint."),
            save=_("Sign"),
            key="sign",
        )

    def _show_offer(self, waits: bool) -> None:
        self.setVisible(waits or self.asking.isVisible())

    def _sign(self, answer: Asked, form: Form) -> bool:
        done = self._book.run(
            contracts.sign,
            self._contract_id,
            by=answer.by,
            on=answer.on,
            place=answer.place,
            method=answer.method,
            form=form,
        )
        if done is None:
            return False
        self._book.tell(_("Contract {number} is signed.").format(number=done.number))
        self.signed.emit(done.id)
        return True
