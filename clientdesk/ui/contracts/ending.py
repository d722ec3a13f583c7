"""How a contract ends: closed once all is done, or cancelled after its settlement was seen (B8, R-PRE-13)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from clientdesk.domain.prepayment import CancellationSettlement
from clientdesk.i18n import _, translator
from clientdesk.queries.contract_page import ContractPage
from clientdesk.ui.contracts import words
from clientdesk.ui.contracts.asking import Asked
from clientdesk.ui.contracts.block import Block
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.fields import Field, Option, Section
from clientdesk.ui.widgets.figures import Figure, Figures
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.states import method_words
from clientdesk.usecases import cancellation, contracts, reversals


class EndingBlock(Block):
    """Hidden until the contract is to end."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__("", parent, name="ending")
        self._session = session
        self._page: ContractPage | None = None
        self._figures = Figures(self)
        self.body.insertWidget(0, self._figures)
        self.asking.closed.connect(self.hide)
        self.asking.waits.connect(self._show_offer)
        self.hide()

    def show_page(self, page: ContractPage) -> None:
        """Take another contract over; a question about the one before is left."""
        if self._page is not None and self._page.signed.id != page.signed.id and self.isVisible():
            self.asking.leave()
        self._page = page
        self.asking.stand_on(self._session, "contract", page.signed.id, {"cancel": self.cancel})

    def cancel(self, _of: int = 0) -> None:
        """Show what is kept, paid back and still to bill by the signed clause, and ask why it ends."""
        page = self._page
        if page is None:
            return
        found = self._session.read(cancellation.preview, page.signed.id, on=self._session.today())
        if found is None:
            return
        self._show_settlement(found)
        asked: list[Field | Section] = [
            fields.text("reason", _("Who ends it, and why"), span=2),
            fields.money(
                "amount",
                _("Earned without tax, if not by the clause"),
                currency=page.signed.currency,
                hint=_("Empty: by the clause."),
            ),
        ]
        if found.refund:
            asked.append(
                fields.choice(
                    "method",
                    _("Paid back"),
                    [
                        Option("", _("Not yet")),
                        *(Option(one, method_words(one)) for one in ("transfer", "cash", "card", "upi")),
                    ],
                )
            )
        self.show()
        self.asking.ask(
            _("Cancel the contract"),
            asked,
            Asked(),
            self._settle,
            words=words.cancellation(page.signed.cancellation),
            save=_("Cancel and settle"),
            key="cancel",
        )
        if self.asking.form is not None:
            self.asking.form.edited.connect(self._earned_edited)

    def complete(self) -> None:
        """Close the contract; where work is not billed or money is held, ask first."""
        page = self._page
        if page is None:
            return
        self._figures.hide()
        if not page.unbilled.amount and not page.held:
            if self._session.run(contracts.complete, page.signed.id, on=self._session.today()) is not None:
                self._closed(page.signed.id)
            return
        money = translator().money
        parts = []
        if page.unbilled.amount:
            parts.append(_("{amount} of work is not billed.").format(amount=money(page.unbilled.amount)))
        if page.held:
            parts.append(_("{amount} of prepayments is still held.").format(amount=money(page.held)))
        self.show()
        self.asking.ask(
            _("Close the contract all the same?"),
            [fields.check("agreed", _("Yes, it is settled otherwise"), span=3)],
            Asked(),
            self._complete,
            words=" ".join(parts),
            save=_("Close contract"),
        )

    # Inside.

    def _show_offer(self, waits: bool) -> None:
        """Show what was typed here and not done; the block itself appears only to ask."""
        self._figures.hide()
        self.setVisible(waits or self.asking.isVisible())

    def _complete(self, answer: Asked, form: Form) -> bool:
        if self._page is None:
            return False
        done = self._session.run(
            contracts.complete,
            self._page.signed.id,
            on=self._session.today(),
            despite=answer.agreed,
            form=form,
        )
        if done is None:
            return False
        self._closed(self._page.signed.id)
        return True

    def _closed(self, contract_id: int) -> None:
        back = partial(self._session.run, reversals.closing, contract_id)
        self._session.tell(_("The contract is closed."), undo=back)

    def _settle(self, answer: Asked, form: Form) -> bool:
        if self._page is None:
            return False
        done = self._session.run(
            cancellation.settle,
            self._page.signed.id,
            on=self._session.today(),
            reason=answer.reason,
            earned=answer.amount,
            refund_method=answer.method,
            form=form,
        )
        if done is None:
            return False
        self._session.tell(_("The contract is cancelled; its settlement is kept with its documents."))
        return True

    def _earned_edited(self, name: str) -> None:
        form, page = self.asking.form, self._page
        if name != "amount" or form is None or page is None or name in form.unreadable():
            return
        found = self._session.read(
            cancellation.preview,
            page.signed.id,
            on=self._session.today(),
            earned=form.editor("amount").value(),
        )
        if found is not None:
            self._show_settlement(found)

    def _show_settlement(self, found: CancellationSettlement) -> None:
        self._figures.set_figures(settlement_figures(found))
        self._figures.show()


def settlement_figures(found: CancellationSettlement) -> Sequence[Figure]:
    """Return what was received, what is kept of it, what goes back, and what is still to bill (B8)."""
    money = translator().money
    fee = _("fee {net} and tax {tax}").format(net=money(found.fee_net), tax=money(found.fee_tax))
    return [
        Figure(_("Received"), money(found.received), "", "caption", "received"),
        Figure(_("Kept"), money(found.kept), fee, "caption", "kept"),
        Figure(_("Goes back"), money(found.refund), "", "caption", "refund"),
        Figure(_("Still to bill"), money(found.to_invoice), "", "caption", "to_invoice"),
    ]
