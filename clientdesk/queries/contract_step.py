"""The next best step of a contract, from what its page shows: sign, ask for money, deliver, bill, close (J3 to J7)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from clientdesk.domain.contract import ContractState, InstalmentKind
from clientdesk.domain.invoice import InvoiceKind, InvoiceState
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.money import Money
from clientdesk.queries.contract_page import ContractPage, DocumentRow, InstalmentRow


class Step(StrEnum):
    """What is to be done next."""

    WRITE = "write"
    PREPAYMENT = "prepayment"
    ISSUE = "issue"
    DELIVER = "deliver"
    ACCEPT = "accept"
    PART = "part"
    WORK = "work"
    FINAL = "final"
    PAY = "pay"
    CLOSE = "close"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """A step and what it is about: the part of the plan, the milestone, the paper, or an amount."""

    step: Step
    part: InstalmentRow | None = None
    milestone: Milestone | None = None
    document: DocumentRow | None = None
    amount: Money | None = None


def next_step(page: ContractPage) -> NextStep:
    """Return the one step that brings the contract on; money before the work comes before the work."""
    if page.signed.state is ContractState.DRAFT:
        return NextStep(step=Step.WRITE)
    if page.signed.state is not ContractState.ACTIVE:
        return NextStep(step=Step.NOTHING)
    draft = next((row for row in page.documents if row.state == InvoiceState.DRAFT.value), None)
    if draft is not None:
        return NextStep(step=Step.ISSUE, document=draft)
    final = has_final(page)
    part = next_part(page)
    if part is not None and part.instalment.kind is InstalmentKind.PREPAYMENT:
        return NextStep(step=Step.PREPAYMENT, part=part)
    entries = [row.milestone for row in page.milestones]
    refused = next((one for one in entries if one.is_open), None)
    waiting = next((one for one in entries if not one.is_open and one.accepted_on is None), None)
    if part is not None and part.instalment.milestone in {one.title for one in entries if not one.is_open}:
        return NextStep(step=Step.PART, part=part)
    if refused is not None:
        return NextStep(step=Step.DELIVER, milestone=refused)
    if waiting is not None:
        return NextStep(step=Step.ACCEPT, milestone=waiting)
    if not final:
        return NextStep(step=Step.FINAL, amount=page.value)
    if page.unbilled.amount:
        return NextStep(step=Step.WORK, amount=page.unbilled.amount)
    unpaid = next((row for row in page.documents if row.balance is not None and row.balance.minor > 0), None)
    if unpaid is not None:
        return NextStep(step=Step.PAY, document=unpaid, amount=unpaid.balance)
    return NextStep(step=Step.CLOSE)


def next_part(page: ContractPage) -> InstalmentRow | None:
    """Return the first part of the plan that no paper asks for; the last one is the final invoice's own (B10)."""
    if has_final(page):
        return None
    open_parts = (
        row for row in page.plan if row.invoice_id is None and row.instalment.kind is not InstalmentKind.FINAL
    )
    return next(open_parts, None)


def has_final(page: ContractPage) -> bool:
    """Whether a final invoice asks for everything, as a draft or issued, and was not cancelled."""
    return any(row.kind == InvoiceKind.FINAL.value and not row.is_cancelled for row in page.documents)


def is_billed(page: ContractPage) -> bool:
    """Whether a running contract only waits for money: all is delivered, and the final invoice is out."""
    out = any(
        row.kind == InvoiceKind.FINAL.value
        and row.state == InvoiceState.ISSUED.value
        and not row.is_cancelled
        for row in page.documents
    )
    running = page.signed.state is ContractState.ACTIVE
    return running and out and not any(row.milestone.is_open for row in page.milestones)
