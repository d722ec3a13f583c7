"""Invoices made from a contract: prepayment, partial and final invoice, and unbilled work (R-PRE-1, R-PRE-3, B10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from clientdesk.domain import countries
from clientdesk.domain.contract import Contract, ContractState, InstalmentKind, Pricing
from clientdesk.domain.countries import DepositDocument
from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.invoice import PREPAID, Invoice, InvoiceKind, due_date
from clientdesk.domain.line import Line, PriceMode
from clientdesk.domain.prepayment import instalment_groups, prepayment_groups
from clientdesk.domain.tax import TaxGroup
from clientdesk.domain.text import N_
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import agreed_price, drafts, issuer
from clientdesk.usecases.issuing import due_days


def from_contract(
    db: Database,
    contract_id: int,
    *,
    on: date,
    kind: InvoiceKind = InvoiceKind.FINAL,
    percent: Decimal | None = None,
    cumulative: bool = False,
    instalment: str = "",
) -> Invoice:
    """Make a draft from a contract.

    `instalment` names a part of its payment plan, which says the rest. Else FINAL bills everything less what was
    prepaid, INVOICE the work that is not billed yet, PARTIAL `percent` of the agreed price.
    """
    if instalment:
        return instalment_from_contract(db, contract_id, label=instalment, on=on)
    if kind is InvoiceKind.FINAL:
        return final_from_contract(db, contract_id, on=on)
    if kind is InvoiceKind.INVOICE:
        return work_from_contract(db, contract_id, on=on)
    if kind is InvoiceKind.PARTIAL and percent is not None:
        return partial_from_contract(db, contract_id, on=on, percent=percent, cumulative=cumulative)
    raise RuleError(
        N_("What part of the price is billed?"),
        field="percent",
        next_step=N_("Type a percentage."),
        rule="R-PRE-1",
    )


def final_from_contract(db: Database, contract_id: int, *, on: date) -> Invoice:
    """Make the final invoice of a contract: all agreed and unbilled work, less every received prepayment (R-PRE-3).

    Partial invoices are taken off as well, paid or not; gifts stand with their price and 0.00 (B9, B11).
    """
    with transaction(db):
        contract = agreed_price.to_bill(db, contract_id, on=on)
        _check_running(contract)
        draft = drafts.for_contract(db, contract, on=on, kind=InvoiceKind.FINAL)
        first, last = _supply(db, contract, on)
        return drafts.add(
            db,
            replace(
                draft,
                lines=contract.lines,
                adjustments=contract.adjustments,
                deductions=agreed_price.deductions(db, contract_id),
                supplied_from=first,
                supplied_to=last,
            ),
        )


def work_from_contract(db: Database, contract_id: int, *, on: date) -> Invoice:
    """Make an invoice of the work and accepted changes that are not billed yet (B31)."""
    with transaction(db):
        contract = agreed_price.as_agreed(db, contract_id, on=on)
        _check_running(contract)
        work = agreed_price.work_lines(db, contract, on=on)
        lines = (*agreed_price.change_lines(db, contract_id, on=on), *work)
        if not any(line.counts for line in lines):
            raise StateError(
                N_("There is no unbilled work."), next_step=N_("Record hours or costs first."), rule="B31"
            )
        draft = drafts.for_contract(db, contract, on=on, kind=InvoiceKind.INVOICE)
        days = [line.supplied_from for line in lines if line.supplied_from]
        adjustments = contract.adjustments if contract.pricing is Pricing.HOURLY else ()
        return drafts.add(
            db,
            replace(
                draft,
                lines=lines,
                adjustments=adjustments,
                supplied_from=min(days, default=on),
                supplied_to=max(days, default=on),
            ),
        )


def instalment_from_contract(db: Database, contract_id: int, *, label: str, on: date) -> Invoice:
    """Make the draft that a part of the payment plan asks for: prepayment, partial or final invoice (B10)."""
    contract = tables.contracts.get(db, contract_id)
    index = next((i for i, part in enumerate(contract.plan) if part.label == label), None)
    if index is None:
        raise RuleError(
            N_("The payment plan has no part “{label}”."),
            field="instalment",
            next_step=N_("Choose a part of the plan."),
            rule="B10",
            label=label,
        )
    part = contract.plan[index]
    if part.kind is InstalmentKind.FINAL:
        return final_from_contract(db, contract_id, on=on)
    if part.kind is InstalmentKind.PREPAYMENT:
        check_asked_by_invoice(db)
    with transaction(db):
        _check_running(contract)
        full = agreed_price.price_groups(db, contract_id, on=on)
        groups = instalment_groups(full, [each.percent for each in contract.plan], index)
        kind = InvoiceKind.PARTIAL if part.kind is InstalmentKind.PARTIAL else InvoiceKind.PREPAYMENT
        last = index == len(contract.plan) - 1
        return part_draft(
            db,
            contract,
            kind,
            groups,
            on=on,
            percent=part.percent,
            label=label,
            exact=last,
            due_on=part.due_on,
        )


def partial_from_contract(
    db: Database, contract_id: int, *, on: date, percent: Decimal, cumulative: bool = False
) -> Invoice:
    """Make a partial invoice over a share of the agreed price without tax.

    `cumulative`: `percent` is the work done so far, and earlier partial invoices are taken off (R-PRE-14).
    """
    with transaction(db):
        contract = tables.contracts.get(db, contract_id)
        _check_running(contract)
        full = agreed_price.price_groups(db, contract_id, on=on)
        groups = prepayment_groups(full, percent, gross=False)
        earlier = agreed_price.partial_deductions(db, contract_id) if cumulative else ()
        draft = part_draft(
            db, contract, InvoiceKind.PARTIAL, groups, on=on, percent=percent, cumulative=cumulative
        )
        return tables.invoices.save(db, replace(draft, deductions=earlier)) if earlier else draft


def uses_vouchers(db: Database) -> bool:
    """Whether the issuer's country confirms a prepayment by a receipt voucher instead of an invoice (R-PRE-16)."""
    country = issuer.get(db).country
    return bool(country) and countries.rules(country).deposit_document is DepositDocument.RECEIPT_VOUCHER


def check_asked_by_invoice(db: Database) -> None:
    """Raise StateError where no invoice may ask for a prepayment, because a voucher confirms it later (R-PRE-16)."""
    if uses_vouchers(db):
        raise StateError(
            N_(
                "In your country a prepayment is confirmed by a receipt voucher, not asked for by an invoice."
            ),
            next_step=N_("Record the money when it comes; the voucher is made with it."),
            rule="R-PRE-16",
        )


def part_draft(
    db: Database,
    contract: Contract,
    kind: InvoiceKind,
    groups: tuple[TaxGroup, ...],
    *,
    on: date,
    percent: Decimal | None = None,
    label: str = "",
    gross: bool = False,
    exact: bool = False,
    cumulative: bool = False,
    due_on: date | None = None,
) -> Invoice:
    """Store a draft over a part of a contract's price: one line per tax group, net or with tax inside (R-PRE-1).

    `exact`: net and tax of `groups` are differences and are not computed from the rate again (R-PRE-6).
    """
    from clientdesk.documents import line_texts

    language = contract.language
    if cumulative and percent is not None:
        words = line_texts.progress(language, title=contract.title, percent=percent)
    elif kind is InvoiceKind.PARTIAL:
        words = line_texts.partial(language, title=contract.title, percent=percent, label=label)
    else:
        words = line_texts.prepayment(language, title=contract.title, percent=percent, label=label)
    lines = tuple(
        Line(
            description=words,
            unit="C62",
            unit_price=(group.gross if gross else group.net).amount,
            tax=group.tax,
        )
        for group in groups
        if group.gross
    )
    draft = drafts.for_contract(db, contract, on=on, kind=kind)
    prepaid = kind in PREPAID
    return drafts.add(
        db,
        replace(
            draft,
            instalment=label,
            price_mode=PriceMode.GROSS if gross else PriceMode.NET,
            lines=lines,
            fixed_groups=groups if exact else (),
            supplied_from=None if prepaid else draft.supplied_from,
            supplied_to=None if prepaid else draft.supplied_to,
            due_on=_later(db, draft, due_on, on),
        ),
    )


def _later(db: Database, draft: Invoice, agreed_on: date | None, on: date) -> date | None:
    """Return the plan's day only where the days to pay would end before it (R-DUE-1).

    The plan says when a part is asked for, and the contract how long the client has then to pay.
    """
    usual = due_date(on, due_days(db, draft))
    return agreed_on if agreed_on is not None and agreed_on > usual else None


def _check_running(contract: Contract) -> None:
    """Raise StateError for what nobody has signed, and for what was cancelled."""
    if contract.state is ContractState.DRAFT:
        raise StateError(
            N_("The contract is not signed yet."),
            next_step=N_("Record its signature first, or write an invoice without it."),
            rule="B3",
        )
    if contract.state is ContractState.CANCELLED:
        raise StateError(
            N_("Contract {number} was cancelled."),
            next_step=N_("Settle it, or write an invoice without it."),
            number=contract.number,
        )


def _supply(db: Database, contract: Contract, on: date) -> tuple[date | None, date]:
    """Return the period of the work: from the start to the last delivery, else to today (R-VAT-5)."""
    milestones = tables.milestones.find(db, "contract_id = ?", (contract.id,))
    delivered = [milestone.delivered_on for milestone in milestones if milestone.delivered_on is not None]
    last = max(delivered, default=on)
    first = contract.starts_on if contract.starts_on is not None and contract.starts_on <= last else last
    return first, last
