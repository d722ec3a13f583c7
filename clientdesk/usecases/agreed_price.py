"""What a contract is worth on a day, and what of it was billed, deducted or is still to bill (R-QUO-3, R-PRE-3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from clientdesk.domain.change_order import as_of, signed_adjustments
from clientdesk.domain.contract import Contract, Pricing
from clientdesk.domain.invoice import CREDITS, Invoice, InvoiceKind, InvoiceState
from clientdesk.domain.line import MAX_DECIMALS, Line, LineKind, LineRole, PriceMode
from clientdesk.domain.money import Money, rounded
from clientdesk.domain.prepayment import difference
from clientdesk.domain.tax import NO_TAX, Tax, TaxGroup
from clientdesk.domain.totals import Deduction
from clientdesk.domain.work import WorkEntry, WorkKind, line_for, unbilled
from clientdesk.storage import contract_file, tables
from clientdesk.storage.balances import CREDIT_KINDS, balance_of
from clientdesk.storage.database import Database
from clientdesk.usecases import drafts, ledger

_HOUR = "HUR"


def as_agreed(db: Database, contract_id: int, *, on: date) -> Contract:
    """Return the contract as of `on` (B3).

    A discount on hours stays a percentage: the hours are not known before they are worked.
    """
    contract = tables.contracts.get(db, contract_id)
    changes = tables.change_orders.find(db, "contract_id = ?", (contract.id,))
    current = as_of(contract, changes, on)
    if contract.pricing is Pricing.HOURLY:
        return replace(current, adjustments=contract.adjustments)
    return current


def to_bill(db: Database, contract_id: int, *, on: date) -> Contract:
    """Return the contract as a final invoice bills it: its lines, agreed rounds, unbilled work, gifts (B1, B31).

    A signed discount does not grow with what is billed on top; a change order billed by itself is not billed again.
    """
    contract = as_agreed(db, contract_id, on=on)
    billed = {f"change_order:{number}" for number in contract_file.billed_changes(db, contract_id)}
    lines = tuple(line for line in contract.lines if line.source not in billed)
    contract = replace(contract, lines=lines)
    work = work_lines(db, contract, on=on)
    fixed = contract.pricing is Pricing.FIXED
    on_top = fixed and any(line.counts for line in work)
    adjustments = signed_adjustments(contract) if on_top else contract.adjustments
    return replace(contract, lines=(*fixed_lines(contract), *work), adjustments=adjustments)


def price_groups(db: Database, contract_id: int, *, on: date) -> tuple[TaxGroup, ...]:
    """Return net and tax of the price per tax group: of the lines, else of the estimated hours (R-PRE-1).

    A discount on hours is given on the hours worked, not on the estimate.
    """
    contract = as_agreed(db, contract_id, on=on)
    if contract.pricing is Pricing.HOURLY:
        contract = replace(contract, adjustments=())
    if not any(line.counts for line in contract.lines):
        estimate = Line(
            description=contract.title,
            quantity=contract.estimate_hours,
            unit=_HOUR,
            unit_price=contract.hourly_rate,
            tax=drafts.tax_of_contract(db, contract, on=on),
        )
        contract = replace(contract, lines=(estimate,))
    return contract.totals().groups


def fixed_lines(contract: Contract) -> tuple[Line, ...]:
    """Return the contract's lines that are billed as they stand; hours of an hourly contract are billed as logged."""
    rows = [line for line in contract.lines if _stays(line)]
    if contract.pricing is Pricing.HOURLY:
        rows = [line for line in rows if line.kind is not LineKind.ITEM or line.unit != _HOUR]
        if not any(line.kind is LineKind.ITEM for line in rows):
            return ()
    return tuple(rows)


def work_lines(db: Database, contract: Contract, *, on: date) -> tuple[Line, ...]:
    """Return a line for each unbilled entry up to `on`, then the gifts: price shown, nothing charged (B31)."""
    entries = [entry for entry in _entries(db, contract) if entry.on <= on]
    tax = drafts.tax_of_contract(db, contract, on=on)
    billed = [_line(entry, contract, tax) for entry in unbilled(entries, contract.revisions)]
    gifts = [
        replace(_line(entry, contract, tax), role=LineRole.BONUS)
        for entry in entries
        if entry.kind is WorkKind.GIFT and entry.invoice_id is None
    ]
    return tuple(line for line in (*billed, *gifts) if line.unit_price)


def change_lines(db: Database, contract_id: int, *, on: date) -> tuple[Line, ...]:
    """Return the lines of accepted change orders that stand on no issued invoice yet (B31)."""
    billed = {f"change_order:{number}" for number in contract_file.billed_changes(db, contract_id)}
    lines = fixed_lines(as_agreed(db, contract_id, on=on))
    return tuple(
        line for line in lines if line.source.startswith("change_order:") and line.source not in billed
    )


def final_in_force(db: Database, contract_id: int) -> str:
    """Return the number of the contract's final invoice, an empty string while there is none or it was cancelled."""
    papers = tables.invoices.find(
        db, "contract_id = ? AND kind = ? AND state = 'issued'", (contract_id, InvoiceKind.FINAL.value)
    )
    for paper in papers:
        if all(credit.kind is not InvoiceKind.CANCELLATION for credit in ledger.credits_of(db, paper.id)):
            return paper.number
    return ""


def deductions(db: Database, contract_id: int, *, but: int = 0) -> tuple[Deduction, ...]:
    """Return what a final invoice takes off now: received prepayments, and partial invoices paid or not (R-PRE-3).

    `but` is the paper that asks, so that it does not deduct itself.
    """
    prepaid = []
    for holding in ledger.held_papers(db, contract_id):
        paper = tables.invoices.get(db, holding.invoice_id)
        if paper.issued_on is not None:
            prepaid.append(
                Deduction(
                    invoice_id=paper.id,
                    number=paper.number,
                    issued_on=paper.issued_on,
                    received_on=holding.received_on,
                    groups=holding.groups,
                )
            )
    return (*prepaid, *partial_deductions(db, contract_id, but=but))


def partial_deductions(db: Database, contract_id: int, *, but: int = 0) -> tuple[Deduction, ...]:
    """Return the partial invoices of a contract less what was credited of them, unless a final deducted them."""
    papers = tables.invoices.find(
        db, "contract_id = ? AND state = ?", (contract_id, InvoiceState.ISSUED.value)
    )
    cancelled = {paper.corrects_id for paper in papers if paper.kind is InvoiceKind.CANCELLATION}
    done = {
        deduction.invoice_id
        for paper in papers
        if paper.kind is InvoiceKind.FINAL and paper.id not in cancelled
        for deduction in paper.deductions
    }
    found = []
    for paper in papers:
        if paper.kind is not InvoiceKind.PARTIAL or paper.id in done or paper.id == but:
            continue
        credited = [group for credit in ledger.credits_of(db, paper.id) for group in credit.groups]
        groups = tuple(group for group in difference(paper.groups, credited) if group.gross or group.net)
        if groups and paper.issued_on is not None:
            found.append(
                Deduction(
                    invoice_id=paper.id,
                    number=paper.number,
                    issued_on=paper.issued_on,
                    received_on=_paid_on(db, paper),
                    groups=groups,
                    is_partial=True,
                )
            )
    return tuple(found)


def with_days(db: Database, draft: Invoice) -> Invoice:
    """Return a draft that says of each partial invoice it takes off when that was paid, as of now."""
    known = tuple(
        replace(one, received_on=_paid_on(db, tables.invoices.get(db, one.invoice_id)))
        if one.is_partial
        else one
        for one in draft.deductions
    )
    return replace(draft, deductions=known)


def _paid_on(db: Database, paper: Invoice) -> date | None:
    """Return the day of the last money for a paper on which nothing is open, None while there is something."""
    if balance_of(db, paper.id).minor > 0:
        return None
    day = db.value(
        'SELECT max(p."on") FROM allocations AS a JOIN payments AS p ON p.id = a.payment_id'
        " WHERE a.invoice_id = ? AND a.amount > 0",
        (paper.id,),
    )
    return date.fromisoformat(day) if day else None


def deducted_in(db: Database, paper: Invoice) -> str:
    """Return the number of the paper in force that has taken off this one, an empty string if none has."""
    if paper.contract_id is None:
        return ""
    papers = tables.invoices.find(
        db, "contract_id = ? AND state = ?", (paper.contract_id, InvoiceState.ISSUED.value)
    )
    cancelled = {one.corrects_id for one in papers if one.kind is InvoiceKind.CANCELLATION}
    for one in papers:
        in_force = one.kind not in CREDITS and one.id not in cancelled
        if in_force and any(deduction.invoice_id == paper.id for deduction in one.deductions):
            return one.number
    return ""


def agreed_net(db: Database, contract_id: int, *, on: date) -> Money | None:
    """Return the net that may be billed: lines, accepted changes, agreed work; None without a limit (R-QUO-3)."""
    contract = as_agreed(db, contract_id, on=on)
    currency = contract.currency
    entries = _entries(db, contract)
    if contract.pricing is Pricing.HOURLY:
        if not contract.cap_hours:
            return None
        lines = replace(contract, lines=fixed_lines(contract), adjustments=()).totals().net
        cap = Money.of(contract.cap_hours * contract.hourly_rate, currency)
        extra = [entry for entry in entries if entry.kind is not WorkKind.HOURS]
        return lines + cap + _value(extra, contract)
    return contract.totals().net + _value(entries, contract)


def invoiced_net(db: Database, contract_id: int, currency: str) -> Money:
    """Return the net of all issued papers of the contract, credits counted negative (R-QUO-3, R-DOC-5)."""
    minor = db.value(
        f"SELECT coalesce(sum(CASE WHEN kind IN {CREDIT_KINDS} THEN -net ELSE net END), 0)"  # noqa: S608  # own names
        " FROM invoices WHERE contract_id = ? AND state = 'issued'",
        (contract_id,),
    )
    return Money(minor, currency)


def billed_work(db: Database, invoice: Invoice) -> tuple[tuple[int, str], ...]:
    """Return the lines whose work stands on another issued paper already: (position, its number) (B31)."""
    found = []
    for position, line in enumerate(invoice.lines):
        entry_id = work_id(line)
        if entry_id is None:
            continue
        entries = tables.work_entries.find(db, "id = ? AND invoice_id IS NOT NULL", (entry_id,))
        if entries and entries[0].invoice_id not in (None, invoice.id):
            paper = tables.invoices.get(db, entries[0].invoice_id or 0)
            found.append((position, paper.number))
    return tuple(found)


def work_id(line: Line) -> int | None:
    """Return the work entry that a line bills or shows, None for any other line."""
    name, _, number = line.source.partition(":")
    return int(number) if name == "work" and number.isdigit() else None


def _entries(db: Database, contract: Contract) -> tuple[WorkEntry, ...]:
    return tables.work_entries.find(db, "contract_id = ?", (contract.id,), order='"on", id')


def _value(entries: Iterable[WorkEntry], contract: Contract) -> Money:
    """Return the net of the work that may be billed, whether it was billed already or not."""
    fresh = [replace(entry, invoice_id=None) for entry in entries]
    tax = next((line.tax for line in contract.lines if line.counts), NO_TAX)
    lines = [_line(entry, contract, tax) for entry in unbilled(fresh, contract.revisions)]
    return replace(contract, lines=tuple(lines), adjustments=()).totals().net


def _line(entry: WorkEntry, contract: Contract, tax: Tax) -> Line:
    """Return the line of an entry; hours without a rate of their own cost the contract's, a gift may be flat."""
    hourly = entry.kind is WorkKind.GIFT or (
        entry.kind is WorkKind.HOURS and contract.pricing is Pricing.HOURLY
    )
    if hourly and not entry.rate:
        entry = replace(entry, rate=contract.hourly_rate)
    line = line_for(entry, contract.revisions, tax)
    if entry.kind in (WorkKind.GIFT, WorkKind.HOURS) and entry.price:
        line = replace(line, quantity=Decimal(1), unit="C62", unit_price=entry.price)
    if contract.price_mode is PriceMode.GROSS:
        line = replace(line, unit_price=rounded(line.unit_price * (100 + tax.rate) / 100, MAX_DECIMALS))
    return line


def _stays(line: Line) -> bool:
    return line.counts or line.kind is not LineKind.ITEM or line.role is LineRole.BONUS
