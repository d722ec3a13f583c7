"""The part of the agenda that is money: quotes that end, papers due, parts of plans, deposits, repeating invoices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from clientdesk.domain.calendar import WorkCalendar
from clientdesk.domain.contract import Contract, Instalment, InstalmentKind
from clientdesk.domain.deadline import quote_warning_on
from clientdesk.domain.invoice import payment_state
from clientdesk.domain.money import Money
from clientdesk.queries import money_list
from clientdesk.queries.agenda_row import AgendaAct, AgendaKind, AgendaRow, Severity
from clientdesk.queries.agenda_work import running
from clientdesk.queries.contract_page import asked_parts
from clientdesk.queries.money_list import MoneyKind
from clientdesk.storage import contract_file
from clientdesk.storage.balances import balance
from clientdesk.storage.database import Database

#: An expired quote stays in sight for so long: the client may still want it.
_EXPIRED_FOR = timedelta(days=30)


def quotes(
    db: Database, calendar: WorkCalendar, *, today: date, until: date, limit: int
) -> Iterator[AgendaRow]:
    """Yield every quote the client has: a warning from five working days before its last day (B27)."""
    rows = db.rows(
        "SELECT q.id, q.title, q.number, q.client_id, q.valid_until, c.name FROM quotes AS q"
        " JOIN clients AS c ON c.id = q.client_id WHERE q.state = 'sent' AND q.archived = 0"
        " AND q.valid_until BETWEEN ? AND ? ORDER BY q.valid_until, q.id LIMIT ?",
        ((today - _EXPIRED_FOR).isoformat(), until.isoformat(), limit),
    )
    for row in rows:
        day = date.fromisoformat(row["valid_until"])
        warns = quote_warning_on(day, calendar=calendar) <= today
        yield AgendaRow(
            on=day,
            kind=AgendaKind.QUOTE,
            severity=Severity.WARNING if warns else Severity.COMING,
            title=row["title"],
            number=row["number"],
            client_id=row["client_id"],
            client=row["name"],
            record_kind="quote",
            record_id=row["id"],
            days=(day - today).days,
            act=AgendaAct.EXTEND_QUOTE if day < today else AgendaAct.FOLLOW_UP,
        )


def invoices(db: Database, *, today: date, until: date, limit: int) -> Iterator[AgendaRow]:
    """Yield every paper that is not paid and due up to `until`; overdue from the day after (R-DUE-2)."""
    rows = db.rows(
        "SELECT i.id, i.title, i.number, i.client_id, i.due_on, i.currency, i.due, c.name, d.balance"
        " FROM documents AS d INDEXED BY documents_by_standing JOIN invoices AS i ON i.id = d.id / 2"
        " JOIN clients AS c ON c.id = i.client_id WHERE d.standing = 'open' AND d.until <= ?"
        " ORDER BY d.until, d.id LIMIT ?",
        (until.isoformat(), limit),
    )
    for row in rows:
        day = date.fromisoformat(row["due_on"])
        due, left = Money(row["due"], row["currency"]), Money(row["balance"], row["currency"])
        none = Money.zero(row["currency"])
        state = payment_state(due=due, paid=due - left, settled=none, credited=none, due_on=day, today=today)
        late = day < today
        yield AgendaRow(
            on=day,
            kind=AgendaKind.INVOICE,
            severity=Severity.URGENT if late else Severity.COMING,
            title=row["title"],
            number=row["number"],
            client_id=row["client_id"],
            client=row["name"],
            record_kind="invoice",
            record_id=row["id"],
            days=(day - today).days,
            amount=left,
            state=state.value,
            act=AgendaAct.REMIND if late else AgendaAct.RECORD_PAYMENT,
        )


def count_late(db: Database, *, today: date) -> int:
    """Return how many papers are overdue, however many they are."""
    return int(
        db.value("SELECT count(*) FROM documents WHERE standing = 'open' AND until < ?", (today.isoformat(),))
    )


def count_ending(db: Database, calendar: WorkCalendar, *, today: date) -> int:
    """Return how many quotes need an eye now: expired not long ago, or close to their last day (B27)."""
    last = today
    while quote_warning_on(last + timedelta(days=1), calendar=calendar) <= today:
        last += timedelta(days=1)
    return int(
        db.value(
            "SELECT count(*) FROM documents WHERE standing = 'sent' AND until BETWEEN ? AND ?",
            ((today - _EXPIRED_FOR).isoformat(), last.isoformat()),
        )
    )


def count_to_make(db: Database, *, today: date) -> int:
    """Return how many repeating invoices are to be made by now."""
    return int(
        db.value(
            "SELECT count(*) FROM recurring AS r WHERE r.archived = 0 AND r.next_on <= ?"
            " AND (r.ends_on IS NULL OR r.next_on <= r.ends_on)",
            (today.isoformat(),),
        )
    )


def instalments(db: Database, *, today: date, until: date) -> Iterator[AgendaRow]:
    """Yield each part of a plan that is to be billed by `until`, and each deposit that is still missing (B10, J4)."""
    for contract, client in running(db):
        if _is_billed(db, contract.id):
            continue
        asked = asked_parts(db, contract.id)
        delivered = {entry.title: entry.delivered_on for entry in contract_file.milestones(db, contract.id)}
        for part, net in contract.instalments():
            day = part.due_on or delivered.get(part.milestone)
            if day is None or day > until:
                continue
            paper_id = asked.get(part.label)
            row = _part(db, contract, part, day=day, invoice_id=paper_id, today=today)
            if row is not None:
                kind, severity, act = row
                yield AgendaRow(
                    on=day,
                    kind=kind,
                    severity=severity,
                    title=part.label,
                    number=contract.number,
                    client_id=contract.client_id,
                    client=client,
                    record_kind="contract",
                    record_id=contract.id,
                    days=(day - today).days,
                    amount=net,
                    act=act,
                    paper_id=paper_id,
                )


def to_refund(db: Database, *, today: date, limit: int) -> Iterator[AgendaRow]:
    """Yield each paper with too much on it, and what clients have paid that stands against no paper (R-PRE-19)."""
    for row in money_list.to_refund(db, on=today, limit=limit):
        day = min(row.on or today, today)
        is_credit = row.kind is MoneyKind.CREDIT
        yield AgendaRow(
            on=day,
            kind=AgendaKind.CREDIT if is_credit else AgendaKind.SURPLUS,
            severity=Severity.WARNING,
            title=row.title,
            number=row.number,
            client_id=row.client_id,
            client=row.client,
            record_kind="payment" if is_credit else "invoice",
            record_id=row.record_id or 0,
            days=(day - today).days,
            amount=row.amount,
            act=AgendaAct.ALLOCATE if is_credit else AgendaAct.PAY_BACK,
        )


def _is_billed(db: Database, contract_id: int) -> bool:
    """Return whether a final invoice stands, which bills all that was left of the plan."""
    return bool(
        db.value(
            "SELECT EXISTS (SELECT 1 FROM invoices AS i WHERE i.contract_id = ? AND i.kind = 'final'"
            " AND i.state = 'issued' AND NOT EXISTS (SELECT 1 FROM invoices AS c WHERE c.corrects_id = i.id"
            " AND c.state = 'issued' AND c.kind = 'cancellation'))",
            (contract_id,),
        )
    )


def _part(
    db: Database, contract: Contract, part: Instalment, *, day: date, invoice_id: int | None, today: date
) -> tuple[AgendaKind, Severity, AgendaAct] | None:
    """Return what is to be done about a part: bill it, ask for the deposit, or wait for its money; None if nothing."""
    paper = db.row(
        f"SELECT i.due_on, {balance('i')} AS balance FROM invoices AS i WHERE i.id = ? AND i.state = 'issued'",
        (invoice_id,),
    )
    is_deposit = part.kind is InstalmentKind.PREPAYMENT and day <= today
    if paper is None:
        severity = Severity.WARNING if day <= today else Severity.COMING
        if invoice_id is not None:
            kind = AgendaKind.DEPOSIT if is_deposit else AgendaKind.INSTALMENT
            return kind, severity, AgendaAct.ISSUE_DRAFT
        if is_deposit:
            return AgendaKind.DEPOSIT, severity, AgendaAct.REQUEST_DEPOSIT
        return AgendaKind.INSTALMENT, severity, AgendaAct.BILL_INSTALMENT
    begins_later = contract.starts_on is not None and contract.starts_on > today
    # A late one stands in the agenda as the overdue paper that it is.
    is_late = paper["due_on"] is not None and paper["due_on"] < today.isoformat()
    if not is_deposit or begins_later or is_late or paper["balance"] <= 0:
        return None
    return AgendaKind.DEPOSIT, Severity.WARNING, AgendaAct.RECORD_PAYMENT


def recurring(db: Database, *, today: date, until: date, limit: int) -> Iterator[AgendaRow]:
    """Yield each repeating invoice that is to be made by `until`."""
    rows = db.rows(
        "SELECT r.id, r.title, r.client_id, r.next_on, c.name FROM recurring AS r"
        " JOIN clients AS c ON c.id = r.client_id WHERE r.archived = 0 AND r.next_on <= ?"
        " AND (r.ends_on IS NULL OR r.next_on <= r.ends_on) ORDER BY r.next_on, r.id LIMIT ?",
        (until.isoformat(), limit),
    )
    for row in rows:
        day = date.fromisoformat(row["next_on"])
        yield AgendaRow(
            on=day,
            kind=AgendaKind.RECURRING,
            severity=Severity.WARNING if day <= today else Severity.COMING,
            title=row["title"],
            client_id=row["client_id"],
            client=row["name"],
            record_kind="recurring",
            record_id=row["id"],
            days=(day - today).days,
            act=AgendaAct.MAKE_RECURRING,
        )
