"""What can be done with prepaid money: ask for it, receive it, give it back, keep it, move it (R-PRE-*, B7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from clientdesk.domain.contract import Contract, ContractState, InstalmentKind
from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.invoice import PREPAID, Invoice, InvoiceKind
from clientdesk.domain.money import Money, total
from clientdesk.domain.prepayment import Holding, LedgerKind, prepayment_groups, share_of
from clientdesk.domain.tax import TaxGroup
from clientdesk.domain.text import N_
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import agreed_price, contract_invoices, credit_notes, ledger, payments
from clientdesk.usecases.cancellation import preview as preview_cancellation
from clientdesk.usecases.cancellation import settle as settle_cancellation
from clientdesk.usecases.contract_invoices import uses_vouchers
from clientdesk.usecases.credit_notes import credit_rest
from clientdesk.usecases.invoices import change
from clientdesk.usecases.issuing import issue

__all__ = [
    "credit_rest",
    "keep",
    "move",
    "preview_cancellation",
    "receive",
    "refund",
    "request",
    "settle_cancellation",
    "uses_vouchers",
]


def request(
    db: Database,
    contract_id: int,
    *,
    on: date,
    instalment: str = "",
    percent: Decimal | None = None,
    amount: Money | None = None,
    gross: bool = False,
) -> Invoice:
    """Make the draft of a prepayment invoice: the next part of the plan, or a share or amount of the price (R-PRE-1).

    `amount` and `percent` are without tax, or with it inside if `gross`. Where vouchers are used money is received
    without an invoice: StateError.
    """
    contract_invoices.check_asked_by_invoice(db)
    with transaction(db):
        contract = tables.contracts.get(db, contract_id)
        if percent is None and amount is None:
            label = instalment or _next_part(db, contract)
            return contract_invoices.instalment_from_contract(db, contract_id, label=label, on=on)
        wanted: Money | Decimal = amount if amount is not None else percent or Decimal(0)
        groups = _groups(db, contract, wanted, gross=gross, on=on)
        return contract_invoices.part_draft(
            db,
            contract,
            InvoiceKind.PREPAYMENT,
            groups,
            on=on,
            percent=percent,
            label=instalment,
            gross=gross,
        )


def receive(
    db: Database,
    contract_id: int,
    amount: Money,
    *,
    on: date,
    method: str = "transfer",
    reference: str = "",
    payer: str = "",
    home_rate: Decimal | None = None,
    label: str = "",
) -> Invoice:
    """Take in a prepayment nobody asked for by invoice: paper, payment and ledger row in one act (R-PRE-2, R-PRE-16).

    The paper is a receipt voucher where the country wants one, else a prepayment invoice that is paid at once.
    `amount` has the tax inside (B13). Returns the issued paper.
    """
    ledger.check_amount(amount)
    with transaction(db):
        contract = tables.contracts.get(db, contract_id)
        kind = InvoiceKind.RECEIPT_VOUCHER if uses_vouchers(db) else InvoiceKind.PREPAYMENT
        groups = _groups(db, contract, amount, gross=True, on=on)
        draft = contract_invoices.part_draft(db, contract, kind, groups, on=on, label=label, gross=True)
        if home_rate is not None:
            draft = change(db, replace(draft, home_rate=home_rate, home_rate_on=on))
        paper = issue(db, draft.id, on=on)
        payments.record(
            db,
            contract.client_id,
            amount,
            on=on,
            method=method,
            reference=reference,
            payer=payer,
            home_rate=home_rate,
            allocate=((paper.id, amount),),
        )
        return paper


def refund(
    db: Database,
    invoice_id: int,
    *,
    on: date,
    reason: str,
    amount: Money | None = None,
    method: str = "transfer",
    reference: str = "",
) -> Invoice:
    """Give prepaid money back, all that is held of one paper unless `amount` says less (R-PRE-13).

    Credit note (or refund voucher), ledger row and the payment that goes out, in one act. Returns the paper.
    """
    with transaction(db):
        paper = _prepaid(db, invoice_id)
        holding = _holding(db, paper)
        gross = holding.gross if amount is None else amount
        ledger.check_amount(gross)
        if gross > holding.gross:
            raise _more_than_held(holding.gross, gross)
        groups = holding.groups if gross == holding.gross else share_of(holding.groups, gross)
        credit = credit_notes.credit_exactly(db, paper, groups, on=on, reason=reason, words=_words(paper))
        payments.refund(
            db, paper.client_id, gross, on=on, method=method, reference=reference, invoice_id=paper.id
        )
        return credit


def keep(db: Database, invoice_id: int, *, on: date, note: str, amount: Money | None = None) -> None:
    """Keep prepaid money as earned without a final invoice; its tax stays as it was declared (B7)."""
    with transaction(db):
        paper = _prepaid(db, invoice_id)
        holding = _holding(db, paper)
        gross = holding.gross if amount is None else amount
        ledger.check_amount(gross)
        if gross > holding.gross:
            raise _more_than_held(holding.gross, gross)
        if not note.strip():
            raise RuleError(
                N_("Why is the money kept?"), field="note", next_step=N_("Type the reason."), rule="B7"
            )
        groups = holding.groups if gross == holding.gross else share_of(holding.groups, gross)
        _add(db, LedgerKind.KEPT, paper, groups, on=on, note=note)


def move(
    db: Database, invoice_id: int, to_contract_id: int, *, on: date, amount: Money | None = None
) -> None:
    """Move prepaid money to another contract of the same client, where it will be deducted (B7)."""
    with transaction(db):
        paper = _prepaid(db, invoice_id)
        target = tables.contracts.get(db, to_contract_id)
        if target.client_id != paper.client_id or target.currency != paper.currency:
            raise RuleError(
                N_("Prepaid money moves only between contracts of one client in one currency."),
                field="to_contract_id",
                next_step=N_("Refund it instead."),
                rule="B7",
            )
        holding = _holding(db, paper)
        gross = holding.gross if amount is None else amount
        ledger.check_amount(gross)
        if gross > holding.gross:
            raise _more_than_held(holding.gross, gross)
        groups = holding.groups if gross == holding.gross else share_of(holding.groups, gross)
        _add(db, LedgerKind.MOVED_OUT, paper, groups, on=on, note=target.number)
        ledger.add(
            db,
            LedgerKind.MOVED_IN,
            contract_id=target.id,
            groups=groups,
            on=on,
            currency=paper.currency,
            paper_id=paper.id,
        )


def _groups(
    db: Database, contract: Contract, amount: Money | Decimal, *, gross: bool, on: date
) -> tuple[TaxGroup, ...]:
    if contract.state is ContractState.CANCELLED:
        raise StateError(
            N_("Contract {number} was cancelled."),
            next_step=N_("Settle it instead."),
            number=contract.number,
        )
    if isinstance(amount, Money):
        ledger.check_amount(amount)
        if amount.currency != contract.currency:
            raise RuleError(
                N_("The contract is in {currency}."),
                field="amount",
                next_step=N_("Type the amount in that currency."),
                rule="R-MON-1",
                currency=contract.currency,
            )
    elif not 0 < amount <= 100:  # noqa: PLR2004  # percent
        raise RuleError(
            N_("The prepayment must be between 0 and 100 %."),
            field="percent",
            next_step=N_("Type for example 30."),
            rule="R-PRE-1",
        )
    full = agreed_price.price_groups(db, contract.id, on=on)
    if not total((group.gross for group in full), contract.currency):
        raise StateError(
            N_("The contract has no price yet."), next_step=N_("Add its lines first."), rule="R-PRE-1"
        )
    return prepayment_groups(full, amount, gross=gross)


def _next_part(db: Database, contract: Contract) -> str:
    """Return the first prepayment of the plan that no paper asks for yet, drafts counted."""
    asked = {
        paper.instalment
        for paper in tables.invoices.find(db, "contract_id = ? AND instalment <> ''", (contract.id,))
        if paper.kind in PREPAID and not ledger.credits_of(db, paper.id)
    }
    for part in contract.plan:
        if part.kind is InstalmentKind.PREPAYMENT and part.label not in asked:
            return part.label
    raise RuleError(
        N_("How much is the prepayment?"),
        field="percent",
        next_step=N_("Type a percentage or an amount."),
        rule="R-PRE-1",
    )


def _prepaid(db: Database, invoice_id: int) -> Invoice:
    paper = tables.invoices.get(db, invoice_id)
    if paper.kind not in PREPAID or paper.contract_id is None or not paper.number:
        raise StateError(
            N_("This is no prepayment."), next_step=N_("Choose one of the contract's prepayments.")
        )
    return paper


def _holding(db: Database, paper: Invoice) -> Holding:
    holding = ledger.held_of(db, paper.contract_id or 0, paper.id)
    if holding is None:
        raise StateError(
            N_("Nothing is held of {number}."),
            next_step=N_("Look at the contract's ledger."),
            rule="B7",
            number=paper.number,
        )
    return holding


def _add(
    db: Database, kind: LedgerKind, paper: Invoice, groups: tuple[TaxGroup, ...], *, on: date, note: str
) -> None:
    ledger.add(
        db,
        kind,
        contract_id=paper.contract_id or 0,
        groups=groups,
        on=on,
        currency=paper.currency,
        paper_id=paper.id,
        note=note.strip(),
    )


def _words(paper: Invoice) -> str:
    return next((line.description for line in paper.lines), "")


def _more_than_held(held: Money, wanted: Money) -> RuleError:
    return RuleError(
        N_("Only {held} of prepayments is left; {wanted} cannot be taken from it."),
        field="amount",
        next_step=N_("Type a smaller amount."),
        rule="B7",
        held=held,
        wanted=wanted,
    )
