"""Settling a cancelled contract: what is kept by the signed clause, what goes back, what is to bill (B8, R-PRE-13)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from clientdesk.domain.contract import Contract, ContractState
from clientdesk.domain.errors import StateError
from clientdesk.domain.invoice import Invoice, InvoiceKind
from clientdesk.domain.line import Line
from clientdesk.domain.money import Money, total
from clientdesk.domain.paper import Paper
from clientdesk.domain.prepayment import (
    CancellationSettlement,
    Holding,
    LedgerKind,
    difference,
    settle_cancellation,
    settle_earned,
)
from clientdesk.domain.tax import TaxGroup, merge
from clientdesk.domain.text import N_
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import (
    agreed_price,
    contracts,
    credit_notes,
    drafts,
    issuing,
    ledger,
    papers,
    payments,
)

KIND = "settlement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What came of it: the figures, the credits that were issued, the draft of what is still to bill, the paper."""

    settlement: CancellationSettlement
    credits: tuple[Invoice, ...]
    invoice: Invoice | None
    paper: Paper


def preview(
    db: Database, contract_id: int, *, on: date, earned: Money | None = None
) -> CancellationSettlement:
    """Return how the contract would be settled on `on`: by its clause, or by what was `earned` without tax."""
    contract = tables.contracts.get(db, contract_id)
    full = agreed_price.price_groups(db, contract_id, on=on)
    received = merge(
        tuple(group for holding in ledger.held_papers(db, contract_id) for group in holding.groups)
    )
    if earned is not None:
        return settle_earned(full, received, earned)
    return settle_cancellation(full, received, contract.cancellation, contract.currency)


def settle(
    db: Database,
    contract_id: int,
    *,
    on: date,
    reason: str = "",
    earned: Money | None = None,
    refund_method: str = "",
) -> Settled:
    """Settle a contract that ends early; one that still runs is cancelled for `reason` first.

    Open prepayment invoices are credited, the kept part stays in the ledger as kept, the unearned part is credited
    with its tax (in India by a refund voucher per receipt voucher). `refund_method` records the money as sent back
    at once. What the clause leaves to pay becomes a draft invoice. Raises StateError if it was settled already.
    """
    with transaction(db):
        contract = tables.contracts.get(db, contract_id)
        if any(paper.kind == KIND for paper in tables.papers.find(db, *_papers_of(contract_id))):
            raise StateError(
                N_("Contract {number} was settled already."),
                next_step=N_("Look at its documents."),
                rule="B8",
                number=contract.number,
            )
        if contract.state is not ContractState.CANCELLED:
            contract = contracts.cancel(db, contract_id, on=on, reason=reason)
        why = contract.close_reason or reason
        issued = [*_close_open(db, contract, on=on, reason=why)]
        settlement = preview(db, contract_id, on=on, earned=earned)
        kept = settlement.kept_groups
        for holding in ledger.held_papers(db, contract_id):
            part, kept = _kept_of(holding, kept)
            issued += _split(db, contract, holding, part, on=on, reason=why, refund_method=refund_method)
        draft = _still_to_bill(db, contract, settlement, on=on)
        paper = papers.keep(
            db,
            kind=KIND,
            record_kind="contract",
            record_id=contract.id,
            number=contract.number,
            language=contract.language,
            on=on,
            pdf=papers.settlement_pdf(db, contract, settlement, on=on, number=contract.number),
        )
        return Settled(settlement=settlement, credits=tuple(issued), invoice=draft, paper=paper)


def _papers_of(contract_id: int) -> tuple[str, tuple[str, int]]:
    return "record_kind = ? AND record_id = ?", ("contract", contract_id)


def _close_open(db: Database, contract: Contract, *, on: date, reason: str) -> list[Invoice]:
    """Credit what was never paid of the contract's prepayment invoices: nobody owes it any more."""
    numbers = {paper.number for paper in issuing.open_prepayments(db, contract.id)}
    found = tables.invoices.find(
        db, "contract_id = ? AND kind = ?", (contract.id, InvoiceKind.PREPAYMENT.value)
    )
    return [
        credit_notes.credit_rest(db, paper.id, on=on, reason=reason)
        for paper in found
        if paper.number in numbers
    ]


def _kept_of(
    holding: Holding, kept: tuple[TaxGroup, ...]
) -> tuple[tuple[TaxGroup, ...], tuple[TaxGroup, ...]]:
    """Return what is kept of one paper, and what is still to be kept of the next ones; the oldest gives first."""
    wanted = total((group.gross for group in kept), holding.gross.currency)
    if wanted >= holding.gross:
        return holding.groups, difference(kept, holding.groups)
    return (kept if wanted else ()), ()


def _split(
    db: Database,
    contract: Contract,
    holding: Holding,
    part: tuple[TaxGroup, ...],
    *,
    on: date,
    reason: str,
    refund_method: str,
) -> list[Invoice]:
    """Keep `part` of what one paper holds and credit the rest, net and tax by difference (R-PRE-13)."""
    kept = tuple(group for group in part if group.gross)
    if kept:
        ledger.add(
            db,
            LedgerKind.KEPT,
            contract_id=contract.id,
            groups=kept,
            on=on,
            currency=contract.currency,
            paper_id=holding.invoice_id,
            note=reason,
        )
    rest = difference(holding.groups, kept)
    gross = total((group.gross for group in rest), contract.currency)
    if not gross:
        return []
    original = tables.invoices.get(db, holding.invoice_id)
    credit = credit_notes.credit_exactly(db, original, rest, on=on, reason=reason)
    if refund_method:
        payments.refund(
            db, contract.client_id, gross, on=on, method=refund_method, invoice_id=holding.invoice_id
        )
    return [credit]


def _still_to_bill(
    db: Database, contract: Contract, settlement: CancellationSettlement, *, on: date
) -> Invoice | None:
    from clientdesk.documents import line_texts

    if not settlement.to_invoice:
        return None
    words = line_texts.cancellation_fee(contract.language, title=contract.title)
    groups = tuple(group for group in settlement.to_invoice_groups if group.gross)
    draft = drafts.for_contract(db, contract, on=on, kind=InvoiceKind.INVOICE)
    lines = tuple(
        Line(description=words, unit="C62", unit_price=group.net.amount, tax=group.tax) for group in groups
    )
    return drafts.add(db, replace(draft, lines=lines, fixed_groups=groups))
