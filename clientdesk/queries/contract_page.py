"""Everything about one contract for its page: as of today, changes, rounds, milestones, ledger, work, papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clientdesk.domain.change_order import ChangeOrder, as_of
from clientdesk.domain.client import Client
from clientdesk.domain.contract import Contract, ContractState, Instalment
from clientdesk.domain.deadline import Delivery, Outlook, delivery, working_day_before
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.money import Money, total
from clientdesk.domain.paper import Paper
from clientdesk.domain.prepayment import LedgerRow
from clientdesk.domain.quote import AcceptanceMethod
from clientdesk.domain.work import (
    Unbilled,
    WorkEntry,
    WorkKind,
    cap_share,
    gift_budget,
    hours_charged,
    rounds_used,
    unbilled_of,
    value_of,
)
from clientdesk.queries import document_list
from clientdesk.queries.contract_list import ContractChip, chip_of
from clientdesk.queries.outlooks import open_outlooks, working_calendar
from clientdesk.storage import contract_file, tables
from clientdesk.storage.balances import balance
from clientdesk.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRow:
    """A milestone with its risk while it is open, how it kept its dates once delivered, and a better day if free."""

    milestone: Milestone
    outlook: Outlook | None
    delivery: Delivery | None
    proposed_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundsRow:
    """The revision rounds of one deliverable: how many were opened, how many of them were free (B1)."""

    deliverable: str
    used: int
    free: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalmentRow:
    """A part of the payment plan with its net amount and the paper that asks for it, if there is one (B10)."""

    instalment: Instalment
    net: Money
    invoice_id: int | None
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """A row of the prepayment ledger with the balance after it (B7).

    `is_taken_back` belongs to the rows of a payment that was recorded by a slip and balanced since.
    """

    row: LedgerRow
    number: str
    held: Money
    is_taken_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """An invoice or one of its kin: `standing` is its one word, `amount` what it asks for, negative for a credit.

    `amount` is None while a draft cannot be added up, `balance` for every draft.
    """

    id: int
    kind: str
    state: str
    number: str
    title: str
    issued_on: date | None
    due_on: date | None
    standing: str
    amount: Money | None
    balance: Money | None
    is_cancelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPaper:
    """A paper that went out for the contract or one of its change orders; its bytes are read when it is opened."""

    id: int
    kind: str
    number: str
    created_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractPage:
    """The page of one contract. `current` is the contract as of today, `signed` as it was signed (or the draft)."""

    signed: Contract
    current: Contract
    chip: ContractChip
    client: Client
    value: Money
    signed_value: Money
    not_in_writing: bool
    changes: tuple[ChangeOrder, ...]
    rounds: tuple[RoundsRow, ...]
    milestones: tuple[MilestoneRow, ...]
    plan: tuple[InstalmentRow, ...]
    ledger: tuple[LedgerLine, ...]
    held: Money
    work: tuple[WorkEntry, ...]
    unbilled: Unbilled
    unbilled_is_old: bool
    gifts: Money
    gift_budget: Money
    hours: Decimal
    cap_share: Decimal | None
    documents: tuple[DocumentRow, ...]
    papers: tuple[KeptPaper, ...]


def load(db: Database, contract_id: int, *, today: date) -> ContractPage:
    """Return the page of a contract as of `today`; raises NotFoundError."""
    signed = tables.contracts.get(db, contract_id)
    changes = contract_file.changes(db, contract_id)
    work = contract_file.work(db, contract_id)
    current = as_of(signed, changes, today)
    left = unbilled_of(
        signed,
        work,
        changes,
        billed_changes=contract_file.billed_changes(db, contract_id),
        today=today,
    )
    documents = _documents(db, contract_id, today)
    ledger = _ledger(db, contract_id, signed.currency)
    hours = hours_charged(work)
    gifts = [value_of(entry, signed) for entry in work if entry.kind is WorkKind.GIFT]
    return ContractPage(
        signed=signed,
        current=current,
        chip=chip_of(signed),
        client=tables.clients.get(db, signed.client_id),
        value=current.price(),
        signed_value=signed.price(),
        not_in_writing=not_in_writing(db, signed),
        changes=changes,
        rounds=_rounds(work, signed.revisions.free_rounds),
        milestones=_milestones(db, contract_id, today),
        plan=_plan(signed, documents, db),
        ledger=ledger,
        held=ledger[-1].held if ledger else Money.zero(signed.currency),
        work=work,
        unbilled=left,
        unbilled_is_old=left.is_old(today),
        gifts=total(gifts, signed.currency),
        gift_budget=gift_budget(current.price()),
        hours=hours,
        cap_share=cap_share(hours, current.cap_hours),
        documents=documents,
        papers=_papers(db, contract_id),
    )


def kept_paper(db: Database, paper_id: int) -> Paper:
    """Return a paper that went out, with its bytes; raises NotFoundError."""
    return tables.papers.get(db, paper_id)


def not_in_writing(db: Database, contract: Contract) -> bool:
    """Whether all there is so far is a spoken yes to the quote (J2)."""
    if contract.quote_id is None or contract.state is not ContractState.DRAFT:
        return False
    acceptance = tables.quotes.get(db, contract.quote_id).acceptance
    return acceptance is not None and acceptance.method is AcceptanceMethod.SPOKEN


def _rounds(work: Sequence[WorkEntry], free: int) -> tuple[RoundsRow, ...]:
    return tuple(
        RoundsRow(deliverable=name, used=used, free=min(used, free))
        for name, used in rounds_used(work).items()
    )


def _milestones(db: Database, contract_id: int, today: date) -> tuple[MilestoneRow, ...]:
    found = contract_file.milestones(db, contract_id)
    if not found:
        return ()
    calendar = working_calendar(db)
    known = open_outlooks(db, today=today, calendar=calendar)
    return tuple(
        MilestoneRow(
            milestone=entry,
            outlook=known.get(entry.id),
            delivery=delivery(entry, calendar=calendar),
            proposed_on=working_day_before(entry.due_on, calendar=calendar)
            if entry.is_open and entry.due_on is not None
            else None,
        )
        for entry in found
    )


def _plan(contract: Contract, documents: Sequence[DocumentRow], db: Database) -> tuple[InstalmentRow, ...]:
    asked = asked_parts(db, contract.id)
    numbers = {row.id: row.number for row in documents}
    if sum((part.percent for part in contract.plan), Decimal(0)) != 100:  # noqa: PLR2004  # percent
        return ()
    return tuple(
        InstalmentRow(
            instalment=part,
            net=net,
            invoice_id=asked.get(part.label),
            number=numbers.get(asked.get(part.label, 0), ""),
        )
        for part, net in contract.instalments()
    )


def asked_parts(db: Database, contract_id: int) -> dict[str, int]:
    """Return which invoice asks for which part of the payment plan, by the part's name; cancelled ones do not."""
    rows = db.rows(
        "SELECT i.id, i.instalment FROM invoices AS i WHERE i.contract_id = ? AND i.instalment <> ''"
        " AND NOT EXISTS (SELECT 1 FROM invoices AS c WHERE c.corrects_id = i.id AND c.state = 'issued'"
        " AND c.kind = 'cancellation') ORDER BY i.id",
        (contract_id,),
    )
    return {str(row["instalment"]): int(row["id"]) for row in rows}


def _ledger(db: Database, contract_id: int, currency: str) -> tuple[LedgerLine, ...]:
    rows = contract_file.ledger(db, contract_id)
    numbers = {
        row["id"]: row["number"]
        for row in db.rows(
            "SELECT id, number FROM invoices WHERE contract_id = ? AND number <> ''", (contract_id,)
        )
    }
    balanced = {
        row["balances_id"]
        for row in db.rows(
            "SELECT balances_id FROM payments WHERE balances_id IS NOT NULL AND balances_id IN"
            " (SELECT payment_id FROM ledger WHERE contract_id = ?)",
            (contract_id,),
        )
    }
    lines, held = [], Money.zero(currency)
    for row in rows:
        held += row.effect
        lines.append(
            LedgerLine(
                row=row,
                number=numbers.get(row.invoice_id, ""),
                held=held,
                is_taken_back=row.payment_id in balanced,
            )
        )
    return tuple(lines)


def _documents(db: Database, contract_id: int, today: date) -> tuple[DocumentRow, ...]:
    rows = db.rows(
        "SELECT i.id, i.state, i.title, EXISTS (SELECT 1 FROM invoices AS c WHERE c.corrects_id = i.id"
        f" AND c.state = 'issued' AND c.kind = 'cancellation') AS is_cancelled, {balance('i')} AS balance"
        " FROM invoices AS i WHERE i.contract_id = ? ORDER BY i.listed_on, i.id",
        (contract_id,),
    )
    # The words and amounts of the list of all papers, so that both say the same.
    shown = document_list.invoices(db, [row["id"] for row in rows], today)
    return tuple(
        DocumentRow(
            id=row["id"],
            kind=paper.kind,
            state=row["state"],
            number=paper.number,
            title=row["title"],
            issued_on=paper.day,
            due_on=paper.until,
            standing=paper.state,
            amount=paper.amount,
            balance=None
            if row["state"] == "draft" or paper.amount is None
            else Money(row["balance"], paper.amount.currency),
            is_cancelled=bool(row["is_cancelled"]),
        )
        for row in rows
        if (paper := shown.get(row["id"])) is not None
    )


def _papers(db: Database, contract_id: int) -> tuple[KeptPaper, ...]:
    rows = db.rows(
        "SELECT id, kind, number, created_on FROM papers WHERE (record_kind = 'contract' AND record_id = :id)"
        " OR (record_kind = 'change_order' AND record_id IN"
        " (SELECT o.id FROM change_orders AS o WHERE o.contract_id = :id)) ORDER BY created_on, id",
        {"id": contract_id},
    )
    return tuple(
        KeptPaper(
            id=row["id"],
            kind=row["kind"],
            number=row["number"],
            created_on=date.fromisoformat(row["created_on"]),
        )
        for row in rows
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
