"""Wishes beyond the contract and their three answers: included, a gift, or a change order with price and days (B2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from clientdesk.domain.change_order import ChangeOrder, ChangeState
from clientdesk.domain.contract import Contract
from clientdesk.domain.errors import RuleError
from clientdesk.domain.line import Line, check_line, with_keys
from clientdesk.domain.milestone import MAX_HOURS, Milestone
from clientdesk.domain.text import N_
from clientdesk.domain.work import WorkEntry, WorkKind, check_entry
from clientdesk.storage import contract_file, tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import absences, issuer, papers
from clientdesk.usecases.work import usual_rate

_MOST_DAYS = 3660


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The effect of a change: priced lines, working days, hours of the estimate and of the cap.

    All of them may be negative (a line by a negative quantity): less work, an earlier date.
    """

    lines: tuple[Line, ...] = ()
    extra_days: int = 0
    extra_hours: Decimal = Decimal(0)
    extra_cap_hours: Decimal = Decimal(0)


def get(db: Database, change_id: int) -> ChangeOrder:
    """Return the change order, or raise NotFoundError."""
    return tables.change_orders.get(db, change_id)


def ask(db: Database, contract_id: int, *, title: str, on: date, description: str = "") -> ChangeOrder:
    """Write down a wish of the client; it gets the contract's next number CO-n (B2)."""
    if not title.strip():
        raise RuleError(
            N_("What does the client wish?"),
            field="title",
            next_step=N_("Type it in a few words."),
            rule="B2",
        )
    with transaction(db):
        contract = tables.contracts.get(db, contract_id)
        contract.check_active()
        known = contract_file.changes(db, contract_id)
        return tables.change_orders.add(
            db,
            ChangeOrder(
                contract_id=contract_id,
                sequence=1 + max((change.sequence for change in known), default=0),
                title=title.strip(),
                description=description.strip(),
                asked_on=on,
            ),
        )


def change(db: Database, order: ChangeOrder) -> ChangeOrder:
    """Store the words of a wish that has no answer yet."""
    with transaction(db):
        stored = get(db, order.id)
        stored.check_asked()
        if not order.title.strip():
            raise RuleError(
                N_("What does the client wish?"), field="title", next_step=N_("Type it in a few words.")
            )
        return tables.change_orders.save(
            db,
            replace(
                stored,
                version=order.version,
                title=order.title.strip(),
                description=order.description.strip(),
            ),
        )


def include(db: Database, change_id: int, *, on: date) -> ChangeOrder:
    """Answer that the wish is part of the price already."""
    with transaction(db):
        return tables.change_orders.save(db, get(db, change_id).answer(ChangeState.INCLUDED, on=on))


def give(
    db: Database,
    change_id: int,
    *,
    on: date,
    hours: Decimal = Decimal(0),
    price: Decimal = Decimal(0),
) -> ChangeOrder:
    """Answer with a gift: the work is shown with its true value and 0.00 charged (B11, B29)."""
    with transaction(db):
        order = get(db, change_id)
        contract = _running(db, order)
        agreed = contract.hourly_rate or contract.revisions.price
        rate = agreed or usual_rate(issuer.get(db), contract.currency)
        if not (hours and rate) and not price:
            raise RuleError(
                N_("What is the gift worth?"),
                field="hours",
                next_step=N_("Type its hours, or its price."),
                rule="B29",
            )
        gift = WorkEntry(
            contract_id=contract.id,
            kind=WorkKind.GIFT,
            on=on,
            description=order.title,
            hours=hours,
            rate=rate,
            price=price,
            billable=False,
        )
        tables.work_entries.add(db, check_entry(gift))
        return tables.change_orders.save(db, order.answer(ChangeState.GIFT, on=on))


def offer(db: Database, change_id: int, effect: Offer, *, on: date) -> ChangeOrder:
    """Answer with a price and days; the paper CO-n is drawn and kept (B2, J3)."""
    with transaction(db):
        order = get(db, change_id)
        contract = _running(db, order)
        lines = with_keys(effect.lines)
        for position, line in enumerate(lines):
            check_line(line, position, currency=contract.currency)
        _check_effect(effect)
        priced = replace(
            order,
            lines=lines,
            extra_days=effect.extra_days,
            extra_hours=effect.extra_hours,
            extra_cap_hours=effect.extra_cap_hours,
        )
        offered = tables.change_orders.save(db, priced.offer(on=on))
        papers.keep(
            db,
            kind="change_order",
            record_kind="change_order",
            record_id=offered.id,
            number=offered.number,
            language=contract.language,
            on=on,
            pdf=papers.change_order_pdf(db, offered, on=on),
        )
        return offered


def accept(
    db: Database,
    change_id: int,
    *,
    by: str,
    on: date,
    method: str = "mail",
    milestone_ids: frozenset[int] | None = None,
) -> ChangeOrder:
    """Record the client's yes: price and dates change from that day on (B2, B3).

    The open milestones (only those of `milestone_ids`, if given) move by the agreed working days; what was
    promised first stays (B24).
    """
    with transaction(db):
        order = get(db, change_id)
        contract = _running(db, order)
        accepted = tables.change_orders.save(db, order.decide(accepted=True, by=by, on=on, method=method))
        for entry in contract_file.milestones(db, contract.id):
            if entry.is_open and (milestone_ids is None or entry.id in milestone_ids):
                _move(db, entry, accepted.extra_days)
        return accepted


def decline(db: Database, change_id: int, *, by: str, on: date, method: str = "mail") -> ChangeOrder:
    """Record the client's no; the contract stays as it is (B2)."""
    with transaction(db):
        return tables.change_orders.save(
            db, get(db, change_id).decide(accepted=False, by=by, on=on, method=method)
        )


def delete(db: Database, change_id: int) -> None:
    """Throw away the last wish, if it was only asked for: numbers given to the client stay."""
    with transaction(db):
        order = get(db, change_id)
        order.check_asked()
        if order.sequence != max(other.sequence for other in contract_file.changes(db, order.contract_id)):
            raise RuleError(
                N_("Only the last wish can be removed; {number} would be missing."),
                next_step=N_("Answer it instead."),
                rule="B2",
                number=order.number,
            )
        tables.change_orders.delete(db, change_id)


def _running(db: Database, order: ChangeOrder) -> Contract:
    contract = tables.contracts.get(db, order.contract_id)
    contract.check_active()
    return contract


def _move(db: Database, entry: Milestone, days: int) -> None:
    if not days or entry.promised_on is None:
        return
    calendar = absences.working_calendar(db)
    internal = entry.internal_on and calendar.add_working_days(entry.internal_on, days)
    promised = calendar.add_working_days(entry.promised_on, days)
    tables.milestones.save(db, replace(entry, promised_on=promised, internal_on=internal))


def _check_effect(effect: Offer) -> None:
    for field, value, most in (
        ("extra_days", Decimal(effect.extra_days), _MOST_DAYS),
        ("extra_hours", effect.extra_hours, MAX_HOURS),
        ("extra_cap_hours", effect.extra_cap_hours, MAX_HOURS),
    ):
        if not value.is_finite() or abs(value) > most:
            raise RuleError(
                N_("{value} is not possible here."),
                field=field,
                next_step=N_("Type a smaller number."),
                value=value,
            )
