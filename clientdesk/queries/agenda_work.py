"""The part of the agenda that is work: milestones with their risk, notice dates, unsigned contracts, unbilled work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from clientdesk.domain.calendar import WorkCalendar
from clientdesk.domain.contract import Contract, Pricing
from clientdesk.domain.deadline import Risk, follow_up_on, notice_on, outlooks, working_day_before
from clientdesk.domain.work import UNBILLED_AFTER, Unbilled, unbilled_of
from clientdesk.queries.agenda_row import AgendaAct, AgendaKind, AgendaRow, Severity
from clientdesk.queries.contract_list import chip_of, standing
from clientdesk.queries.outlooks import open_milestones
from clientdesk.storage import contract_file
from clientdesk.storage.database import Database
from clientdesk.storage.records import from_row

#: So many days before its last day a notice becomes a warning.
_NOTICE_WARNING = timedelta(days=14)
#: An invoice `i` that was issued and not cancelled.
_STANDS = (
    "i.state = 'issued' AND NOT EXISTS (SELECT 1 FROM invoices AS x WHERE x.corrects_id = i.id"
    " AND x.state = 'issued' AND x.kind = 'cancellation')"
)
#: A question after two months stays in sight for so long; and two months at their longest.
_FOLLOW_UP_FOR = timedelta(days=30)
_TWO_MONTHS = timedelta(days=62)
_SEVERITIES = {Risk.RED: Severity.URGENT, Risk.AMBER: Severity.WARNING, Risk.GREEN: Severity.COMING}
_ACTS = {
    Risk.RED: AgendaAct.PROMISE_ANEW,
    Risk.AMBER: AgendaAct.DELIVER,
    Risk.GREEN: AgendaAct.DELIVER,
}


def milestones(db: Database, calendar: WorkCalendar, *, today: date, until: date) -> Iterator[AgendaRow]:
    """Yield every open milestone due up to `until`, late ones included; its risk looks at all others (B5)."""
    found = open_milestones(db)
    known = outlooks(found, today=today, calendar=calendar)
    owners = {
        row["id"]: row
        for row in db.rows(
            "SELECT k.id, k.number, k.client_id, c.name FROM contracts AS k"
            " JOIN clients AS c ON c.id = k.client_id WHERE k.state = 'active'"
        )
    }
    for entry in found:
        due_on, outlook = entry.due_on, known.get(entry.id)
        if due_on is None or due_on > until:
            continue
        owner = owners[entry.contract_id]
        yield AgendaRow(
            on=due_on,
            kind=AgendaKind.MILESTONE,
            severity=_SEVERITIES[outlook.risk] if outlook else Severity.COMING,
            title=entry.title,
            number=owner["number"],
            client_id=owner["client_id"],
            client=owner["name"],
            record_kind="contract",
            record_id=entry.contract_id,
            milestone_id=entry.id,
            days=(due_on - today).days,
            slack=outlook.slack if outlook else None,
            forecast_on=outlook.forecast_on if outlook else None,
            proposed_on=working_day_before(due_on, calendar=calendar),
            is_waiting=entry.waiting_for_client,
            act=_ACTS[outlook.risk] if outlook else AgendaAct.ASK_CLIENT,
        )


def notices(db: Database, *, today: date, until: date, limit: int) -> Iterator[AgendaRow]:
    """Yield the last day of notice of each running contract that else runs on."""
    rows = db.rows(
        "SELECT k.id, k.title, k.number, k.client_id, k.ends_on, k.notice_days, c.name FROM contracts AS k"
        " JOIN clients AS c ON c.id = k.client_id WHERE k.state = 'active' AND k.notice_days > 0"
        " AND date(k.ends_on, '-' || k.notice_days || ' days') BETWEEN ? AND ? ORDER BY k.ends_on, k.id LIMIT ?",
        (today.isoformat(), until.isoformat(), limit),
    )
    for row in rows:
        day = notice_on(date.fromisoformat(row["ends_on"]), row["notice_days"])
        yield AgendaRow(
            on=day,
            kind=AgendaKind.NOTICE,
            severity=Severity.WARNING if day - today <= _NOTICE_WARNING else Severity.COMING,
            title=row["title"],
            number=row["number"],
            client_id=row["client_id"],
            client=row["name"],
            record_kind="contract",
            record_id=row["id"],
            days=(day - today).days,
            act=AgendaAct.GIVE_NOTICE,
        )


def count_notices(db: Database, *, today: date) -> int:
    """Return for how many contracts the last day of notice is near."""
    return int(
        db.value(
            "SELECT count(*) FROM contracts AS k WHERE k.state = 'active' AND k.notice_days > 0"
            " AND date(k.ends_on, '-' || k.notice_days || ' days') BETWEEN ? AND ?",
            (today.isoformat(), (today + _NOTICE_WARNING).isoformat()),
        )
    )


def count_unsigned(db: Database, *, today: date) -> int:
    """Return how many contracts should have been signed by now."""
    return int(
        db.value(
            "SELECT count(*) FROM contracts AS k WHERE k.state = 'draft' AND k.archived = 0 AND (k.starts_on < ?"
            " OR EXISTS (SELECT 1 FROM work_entries AS w WHERE w.contract_id = k.id))",
            (today.isoformat(),),
        )
    )


def unsigned(db: Database, *, today: date, limit: int) -> Iterator[AgendaRow]:
    """Yield each draft that waits for its signature; once the work has begun, that is a warning (J3)."""
    rows = db.rows(
        "SELECT k.id, k.title, k.number, k.client_id, coalesce(k.starts_on, :today) AS day, c.name,"
        " EXISTS (SELECT 1 FROM work_entries AS w WHERE w.contract_id = k.id) AS begun FROM contracts AS k"
        " JOIN clients AS c ON c.id = k.client_id WHERE k.state = 'draft' AND k.archived = 0"
        " ORDER BY begun DESC, day, k.id LIMIT :limit",
        {"today": today.isoformat(), "limit": limit},
    )
    for row in rows:
        day = date.fromisoformat(row["day"])
        late = bool(row["begun"]) or day < today
        yield AgendaRow(
            on=day,
            kind=AgendaKind.UNSIGNED,
            severity=Severity.WARNING if late else Severity.COMING,
            title=row["title"],
            number=row["number"],
            client_id=row["client_id"],
            client=row["name"],
            record_kind="contract",
            record_id=row["id"],
            days=(day - today).days,
            act=AgendaAct.SIGN,
        )


def unbilled(db: Database, *, today: date) -> Iterator[AgendaRow]:
    """Yield each running contract with work that waits for an invoice for more than 14 days (B31)."""
    before = (today - UNBILLED_AFTER).isoformat()
    rows = db.rows(
        "SELECT k.*, c.name AS client_name FROM contracts AS k JOIN clients AS c ON c.id = k.client_id"
        " WHERE k.state = 'active' AND k.archived = 0 AND ("
        ' EXISTS (SELECT 1 FROM work_entries AS w WHERE w.contract_id = k.id AND w."on" < :before'
        " AND w.billable = 1 AND w.invoice_id IS NULL)"
        " OR EXISTS (SELECT 1 FROM change_orders AS o WHERE o.contract_id = k.id AND o.state = 'accepted'"
        " AND o.decided_on < :before)) ORDER BY k.id DESC",
        {"before": before},
    )
    for row in rows:
        contract = from_row(Contract, row)
        left = _unbilled(db, contract, today)
        if left.oldest_on is not None and left.is_old(today) and left.amount:
            yield AgendaRow(
                on=left.oldest_on,
                kind=AgendaKind.UNBILLED,
                severity=Severity.WARNING,
                title=contract.title,
                number=contract.number,
                client_id=contract.client_id,
                client=row["client_name"],
                record_kind="contract",
                record_id=contract.id,
                days=(left.oldest_on - today).days,
                amount=left.amount,
                act=AgendaAct.BILL_WORK,
            )


def finished(db: Database, *, today: date) -> Iterator[AgendaRow]:
    """Yield each contract of which all is delivered: still to be billed, or billed, paid for and to be closed (J7)."""
    rows = db.rows(
        "SELECT k.*, c.name AS client_name, d.day, EXISTS (SELECT 1 FROM invoices AS i WHERE i.contract_id = k.id"
        f" AND i.kind = 'final' AND {_STANDS}) AS billed FROM contracts AS k JOIN clients AS c ON c.id = k.client_id"
        " JOIN (SELECT m.contract_id, max(m.delivered_on) AS day FROM milestones AS m GROUP BY m.contract_id"
        " HAVING count(*) = count(m.delivered_on)) AS d ON d.contract_id = k.id"
        " WHERE k.state = 'active' AND k.archived = 0 AND NOT EXISTS (SELECT 1 FROM invoices AS i"
        " WHERE i.contract_id = k.id AND (i.state = 'draft'"
        f" OR (i.kind IN ('invoice', 'correction') AND {_STANDS} AND NOT EXISTS (SELECT 1 FROM invoices AS f"
        " WHERE f.contract_id = k.id AND f.kind = 'final'))"
        " OR EXISTS (SELECT 1 FROM documents AS p WHERE p.id = 2 * i.id AND p.balance > 0))) ORDER BY k.id"
    )
    for row in rows:
        contract, is_billed = from_row(Contract, row), bool(row["billed"])
        left = _unbilled(db, contract, today)
        # Work by the hour is asked for as work; a plan says by itself when its last part is due.
        if left.amount or (not is_billed and (contract.plan or contract.pricing is not Pricing.FIXED)):
            continue
        day = date.fromisoformat(row["day"])
        yield AgendaRow(
            on=day,
            kind=AgendaKind.COMPLETE if is_billed else AgendaKind.FINAL,
            severity=Severity.WARNING,
            title=contract.title,
            number=contract.number,
            client_id=contract.client_id,
            client=row["client_name"],
            record_kind="contract",
            record_id=contract.id,
            days=(day - today).days,
            state=standing(chip_of(contract), is_billed=is_billed),
            act=AgendaAct.CLOSE if is_billed else AgendaAct.BILL_FINAL,
        )


def follow_ups(db: Database, calendar: WorkCalendar, *, today: date, until: date) -> Iterator[AgendaRow]:
    """Yield each client to be asked how it is going, two months after the last delivery (B18).

    Whoever waits for something still open is in touch anyway; a month later the moment has passed.
    """
    rows = db.rows(
        "SELECT m.delivered_on, k.id, k.title, k.number, k.client_id, c.name FROM milestones AS m"
        " JOIN contracts AS k ON k.id = m.contract_id JOIN clients AS c ON c.id = k.client_id"
        " WHERE m.delivered_on BETWEEN :first AND :last AND k.state IN ('active', 'completed') AND c.archived = 0"
        " AND NOT EXISTS (SELECT 1 FROM contracts AS o LEFT JOIN milestones AS n ON n.contract_id = o.id"
        " WHERE o.client_id = k.client_id AND (n.delivered_on > m.delivered_on"
        " OR (o.state = 'active' AND n.id IS NOT NULL AND n.delivered_on IS NULL)))"
        " GROUP BY k.client_id ORDER BY m.delivered_on, k.id",
        {
            "first": (today - _FOLLOW_UP_FOR - _TWO_MONTHS).isoformat(),
            "last": (until - _TWO_MONTHS + timedelta(days=7)).isoformat(),
        },
    )
    for row in rows:
        day = follow_up_on(date.fromisoformat(row["delivered_on"]), calendar=calendar)
        if today - _FOLLOW_UP_FOR <= day <= until:
            yield AgendaRow(
                on=day,
                kind=AgendaKind.FOLLOW_UP,
                severity=Severity.WARNING if day <= today else Severity.COMING,
                title=row["title"],
                number=row["number"],
                client_id=row["client_id"],
                client=row["name"],
                record_kind="client",
                record_id=row["client_id"],
                days=(day - today).days,
                act=AgendaAct.ASK_HOW,
            )


def _unbilled(db: Database, contract: Contract, today: date) -> Unbilled:
    return unbilled_of(
        contract,
        contract_file.work(db, contract.id),
        contract_file.changes(db, contract.id),
        billed_changes=contract_file.billed_changes(db, contract.id),
        today=today,
    )


def running(db: Database) -> tuple[tuple[Contract, str], ...]:
    """Return the running contracts that have a payment plan, each with its client's name."""
    rows = db.rows(
        "SELECT k.*, c.name AS client_name FROM contracts AS k JOIN clients AS c ON c.id = k.client_id"
        " WHERE k.state = 'active' AND k.archived = 0 AND k.plan <> '[]' ORDER BY k.id DESC"
    )
    return tuple((from_row(Contract, row), row["client_name"]) for row in rows)
