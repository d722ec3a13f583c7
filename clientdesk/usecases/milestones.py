"""What can be done with a milestone: plan, count down its hours, deliver, accept, wait for the client (B5, B24, J7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from clientdesk.domain.calendar import WorkCalendar
from clientdesk.domain.contract import ContractState
from clientdesk.domain.deadline import Delivery, Promise, delivery, promise, working_day_before
from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.milestone import Milestone, check_milestone
from clientdesk.domain.text import N_
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import absences, issuer


def get(db: Database, milestone_id: int) -> Milestone:
    """Return the milestone, or raise NotFoundError."""
    return tables.milestones.get(db, milestone_id)


def create(db: Database, milestone: Milestone) -> Milestone:
    """Add a milestone to its contract; all its checks are open, and all its effort is left to do.

    In a contract that is signed already, what is promised now counts as promised first (B24).
    """
    with transaction(db):
        contract = tables.contracts.get(db, milestone.contract_id)
        if contract.state in (ContractState.COMPLETED, ContractState.CANCELLED):
            contract.check_active()
        planned = check_milestone(replace(milestone, open_checks=milestone.checks))
        _check_title(db, planned)
        first = planned.promised_on if contract.state is ContractState.ACTIVE else None
        return tables.milestones.add(
            db,
            replace(
                planned,
                id=0,
                version=0,
                hours_left=planned.hours_left or planned.effort_hours,
                first_promised_on=first,
                delivered_on=None,
                accepted_on=None,
                accepted_by="",
            ),
        )


def change(db: Database, milestone: Milestone) -> Milestone:
    """Store a changed plan: title, dates, effort, checks. What was promised first stays (B24).

    Raises StateError once it was delivered, ConflictError if it was changed elsewhere.
    """
    with transaction(db):
        stored = tables.milestones.get(db, milestone.id)
        if not stored.is_open:
            raise StateError(
                N_("“{title}” was delivered on {date}."),
                next_step=N_("Make another milestone."),
                title=stored.title,
                date=stored.delivered_on,
            )
        contract = tables.contracts.get(db, stored.contract_id)
        known = {line.strip() for line in stored.checks.splitlines()}
        left = [line.strip() for line in milestone.checks.splitlines() if line.strip() not in known]
        planned = check_milestone(
            replace(
                stored,
                version=milestone.version,
                title=milestone.title,
                wanted_on=milestone.wanted_on,
                promised_on=milestone.promised_on,
                internal_on=milestone.internal_on,
                effort_hours=milestone.effort_hours,
                hours_left=milestone.hours_left,
                waiting_for_client=milestone.waiting_for_client,
                checks=milestone.checks,
                open_checks="\n".join([*stored.checks_left, *left]),
            )
        )
        if contract.state is ContractState.ACTIVE and stored.first_promised_on is None:
            planned = replace(planned, first_promised_on=planned.promised_on)
        if planned.title != stored.title:
            _check_title(db, planned)
            in_plan = stored.title in {part.milestone for part in contract.plan}
            if in_plan and contract.state is not ContractState.DRAFT:
                raise StateError(
                    N_("The signed payment plan names the milestone “{title}”."),
                    next_step=N_("Keep its name."),
                    rule="B10",
                    title=stored.title,
                )
            if in_plan:
                plan = tuple(
                    replace(part, milestone=planned.title) if part.milestone == stored.title else part
                    for part in contract.plan
                )
                tables.contracts.save(db, replace(contract, plan=plan))
        return tables.milestones.save(db, planned)


def set_hours_left(db: Database, milestone_id: int, hours: Decimal) -> Milestone:
    """Say how many hours of work are still left; the risk follows at once (J5)."""
    return _store(db, milestone_id, lambda entry: check_milestone(replace(entry, hours_left=hours)))


def wait_for_client(db: Database, milestone_id: int, *, waiting: bool = True) -> Milestone:
    """Stop the clock because the client owes material, or let it run again (B5, J5)."""
    return _store(db, milestone_id, lambda entry: replace(entry, waiting_for_client=waiting))


def tick(db: Database, milestone_id: int, check: str, *, done: bool = True) -> Milestone:
    """Tick one of the checks, or take the tick back."""
    return _store(db, milestone_id, lambda entry: entry.tick(check, done=done))


def deliver(db: Database, milestone_id: int, *, on: date, note: str = "", despite: str = "") -> Milestone:
    """Hand the work over; with open checks only if `despite` says why (J7)."""
    with transaction(db):
        entry = tables.milestones.get(db, milestone_id)
        tables.contracts.get(db, entry.contract_id).check_active()
        return tables.milestones.save(db, entry.deliver(on=on, note=note, despite=despite))


def accept(db: Database, milestone_id: int, *, on: date, by: str) -> Milestone:
    """Record that the client accepts what was delivered (J7)."""
    return _store(db, milestone_id, lambda entry: entry.accept(on=on, by=by))


def reopen(db: Database, milestone_id: int, *, reason: str, hours_left: Decimal) -> Milestone:
    """Take a delivery back because the client refuses it (J7)."""
    return _store(
        db,
        milestone_id,
        lambda entry: check_milestone(entry.reopen(reason=reason, hours_left=hours_left)),
    )


def delete(db: Database, milestone_id: int) -> None:
    """Remove a milestone from a draft; a signed contract keeps its milestones."""
    with transaction(db):
        entry = tables.milestones.get(db, milestone_id)
        contract = tables.contracts.get(db, entry.contract_id)
        if entry.first_promised_on is not None or not entry.is_open:
            contract.check_draft()
        if entry.title in {part.milestone for part in contract.plan}:
            raise RuleError(
                N_("The payment plan waits for the milestone “{title}”."),
                field="plan",
                next_step=N_("Change the plan first."),
                rule="B10",
                title=entry.title,
            )
        tables.milestones.delete(db, milestone_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceSlip:
    """What the slip that the client signs says: the work, its dates, what was checked, and who accepted it."""

    contract_number: str
    contract_title: str
    client_name: str
    milestone: Milestone
    checked: tuple[str, ...]
    unchecked: tuple[str, ...]
    kept: Delivery


def acceptance_slip(db: Database, milestone_id: int) -> AcceptanceSlip:
    """Return the slip of a delivered milestone (J7)."""
    entry = tables.milestones.get(db, milestone_id)
    found = delivery(entry, calendar=absences.working_calendar(db))
    if found is None:
        raise StateError(
            N_("“{title}” is not delivered yet."), next_step=N_("Deliver it first."), title=entry.title
        )
    contract = tables.contracts.get(db, entry.contract_id)
    checks = tuple(line for line in entry.checks.splitlines() if line)
    return AcceptanceSlip(
        contract_number=contract.number,
        contract_title=contract.title,
        client_name=tables.clients.get(db, contract.client_id).name,
        milestone=entry,
        checked=tuple(check for check in checks if check not in entry.checks_left),
        unchecked=entry.checks_left,
        kept=found,
    )


def proposed_day(db: Database, day: date) -> date | None:
    """Return the working day to take instead, if `day` is a holiday or free; None if it is worked (J5)."""
    return working_day_before(day, calendar=absences.working_calendar(db))


def honest_date(db: Database, effort_hours: Decimal, *, start: date) -> Promise:
    """Return the date that may be promised for new work, after all open milestones, with the buffer (B6)."""
    own = issuer.get(db)
    calendar: WorkCalendar = absences.working_calendar(db)
    open_ones = tables.milestones.find(db, "delivered_on IS NULL AND NOT waiting_for_client")
    ahead = sum((entry.hours_left for entry in open_ones if entry.due_on is not None), Decimal(0))
    return promise(
        effort_hours,
        start=start,
        calendar=calendar,
        buffer_percent=own.buffer_percent,
        hours_ahead=ahead,
    )


def _check_title(db: Database, milestone: Milestone) -> None:
    """Raise RuleError if the contract has a milestone of this name: payment plans name them by their title."""
    same = tables.milestones.find(
        db,
        "contract_id = ? AND title = ? AND id <> ?",
        (milestone.contract_id, milestone.title, milestone.id),
    )
    if same:
        raise RuleError(
            N_("The contract has a milestone “{title}” already."),
            field="title",
            next_step=N_("Choose another name."),
            title=milestone.title,
        )


def _store(db: Database, milestone_id: int, act: Callable[[Milestone], Milestone]) -> Milestone:
    with transaction(db):
        return tables.milestones.save(db, act(tables.milestones.get(db, milestone_id)))
