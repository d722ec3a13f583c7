"""A paper of a contract beside its facts: the contract as signed, a change order, a settlement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from clientdesk.domain.paper import Paper
from clientdesk.i18n import _, translator
from clientdesk.queries import contract_page
from clientdesk.ui import actions
from clientdesk.ui.contracts.block import label
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.page import Card, Page
from clientdesk.usecases import change_orders, contracts, deliveries, milestones, papers

if TYPE_CHECKING:
    from clientdesk.domain.milestone import Milestone


@dataclass(frozen=True, slots=True)
class Shown:
    """The bytes of a paper and the name offered for its file."""

    pdf: bytes
    name: str


class PaperPage(Page):
    """Says which paper is shown, and leads back."""

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._card = Card("", self.widget(), name="paper_facts")
        # Here and not below the number, where it would have one line and be cut.
        self._about = label("", "rowtitle")
        self._about.setObjectName("paper_about")
        self._facts = label("", "second")
        self._card.body.addWidget(self._about)
        self._card.body.addWidget(self._facts)
        self.add(self._card)
        self._back = actions.button("work.list", self, self.left.emit, variant="icon")
        self.head.set_back(self._back)

    def read(self, kind: str, record_id: int) -> Shown | None:
        """Read a paper: of a `contract`, of its `deliveries`, of one `delivery`, of a `change_order`, or a kept one."""
        if kind == "contract":
            return self._contract(record_id)
        if kind == "deliveries":
            return self._slip(record_id, None)
        if kind == "delivery":
            entry = self._session.read(milestones.get, record_id)
            return self._slip(entry.contract_id, entry) if entry is not None else None
        if kind == "change_order":
            change = self._session.read(change_orders.get, record_id)
            kept = self._session.read(papers.kept, "change_order", record_id)
            if change is None or kept is None:
                return None
            return self._kept(kept, change.number, change.title)
        kept = self._session.read(contract_page.kept_paper, record_id)
        return self._kept(kept, kept.number, "") if kept is not None else None

    def read_as_of(self, contract_id: int, day: date) -> Shown | None:
        """Read the contract as it was agreed on `day`, accepted changes merged in (B3)."""
        signed = self._session.read(contracts.get, contract_id)
        contract = self._session.read(contracts.as_of, contract_id, day)
        pdf = self._session.read(papers.contract_as_of_pdf, signed, day) if signed is not None else None
        if contract is None or pdf is None:
            return None
        words = translator()
        self._name(contract.number, contract.title)
        price = words.money(contract.totals().net)
        self._facts.setText(
            _("As of {date}, with every change accepted until then: {amount} without tax.").format(
                date=words.date(day), amount=price
            )
        )
        return Shown(pdf, f"{contract.number}-{day.isoformat()}.pdf".replace("/", "-"))

    def focus_first(self) -> None:
        """Put the cursor on the way back."""
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _contract(self, contract_id: int) -> Shown | None:
        page = self._session.read(contract_page.load, contract_id, today=self._session.today())
        if page is None:
            return None
        signed = page.signed
        row = next((paper for paper in page.papers if paper.kind == "contract"), None)
        if row is not None:
            kept = self._session.read(contract_page.kept_paper, row.id)
            return self._kept(kept, signed.number, signed.title) if kept is not None else None
        pdf = self._session.read(papers.contract_pdf, signed, on=self._session.today())
        if pdf is None:
            return None
        self._name(_("Contract"), signed.title)
        self._facts.setText(_("Not signed yet. This is how it would be printed today."))
        return Shown(pdf, f"{signed.title or signed.id}.pdf")

    def _slip(self, contract_id: int, entry: Milestone | None) -> Shown | None:
        """Draw the slip of one delivered milestone, or of all of a contract (J7)."""
        contract = self._session.read(contracts.get, contract_id)
        milestone_id = entry.id if entry is not None else None
        today = self._session.today()
        pdf = self._session.read(deliveries.slip_pdf, contract_id, on=today, milestone_id=milestone_id)
        if contract is None or pdf is None:
            return None
        title = _("Delivery slip")
        self._name(title, contract.title)
        self._facts.setText(
            "\n".join(
                [
                    entry.title if entry is not None else _("Everything delivered so far."),
                    _(
                        "Print it for the client to accept and sign. What was accepted already says by whom and when."
                    ),
                ]
            )
        )
        return Shown(pdf, f"{title} {contract.number}.pdf".replace("/", "-"))

    def _name(self, number: str, about: str) -> None:
        self.head.set_text(number)
        self._about.setText(about)
        self._about.setVisible(bool(about))

    def _kept(self, kept: Paper, title: str, about: str) -> Shown:
        self._name(title, about)
        self._facts.setText(
            "\n".join(
                [
                    _("Kept on {date}, exactly as it went out.").format(
                        date=translator().date(kept.created_on)
                    ),
                    _("Fingerprint: {hash}").format(hash=translator().left_to_right(f"{kept.sha256[:16]}…")),
                ]
            )
        )
        return Shown(kept.pdf, f"{kept.number}.pdf".replace("/", "-"))
