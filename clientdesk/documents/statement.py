"""The statement of account: all that was charged and paid in a time, what is open since when, and how to pay it."""

from __future__ import annotations

from clientdesk.documents.fonts import drawable
from clientdesk.documents.ladder import ladder
from clientdesk.documents.letter import greeting, letter, notes, title_line
from clientdesk.documents.names import paper_name
from clientdesk.documents.paying import account_panel, payment
from clientdesk.documents.price_table import signed, supply_period
from clientdesk.documents.setting import Setting
from clientdesk.documents.statement_rows import entry_cells
from clientdesk.documents.view import (
    Align,
    Column,
    DocumentView,
    Fact,
    Payment,
    Row,
    Section,
    Table,
    Total,
    Weight,
)
from clientdesk.domain.account import Account, Lateness, Statement


def view(statement: Statement, where: Setting) -> DocumentView:
    """Return the statement: for each currency its entries with the balance after each, what is open, what is held."""
    tr = where.tr
    usual = tr.gettext("This is your account from {first} to {last}.").format(
        first=tr.date(statement.first, "long"), last=tr.date(statement.last, "long")
    )
    body: list[Section] = [*greeting(where, "", usual)]
    if not statement.accounts:
        body.extend(notes([tr.gettext("Nothing was invoiced or paid in this time, and nothing is open.")]))
    for account in statement.accounts:
        body.extend(_account(account, statement, where))
    balances = [
        Fact(
            # Translators: on a statement of account, before the sum that is open in the end.
            label=tr.gettext("Balance"),
            value=signed(account.closing, tr, symbol=True),
            weight=Weight.STRONG,
        )
        for account in statement.accounts
    ]
    return letter(
        where,
        title=tr.gettext("Statement of account"),
        info=(
            Fact(label=tr.gettext("Date"), value=tr.date(where.on, "long")),
            # Translators: on a statement of account, before its first and last day.
            Fact(
                label=tr.gettext("Period"),
                value=supply_period(statement.first, statement.last, tr, style="long"),
            ),
            Fact(label=tr.gettext("Client no."), value=where.client_number),
            Fact(label=tr.gettext("Your reference"), value=where.client_reference),
            *balances,
        ),
        body=body,
    )


def _account(account: Account, statement: Statement, where: Setting) -> list[Section]:
    parts: list[Section] = [_entries(account, statement, where), ladder(_sums(account, statement, where))]
    if account.papers or account.credit:
        parts.extend(_open(account, statement, where))
    if account.to_pay:
        parts.append(_ages(account, where))
    if account.held:
        parts.append(_held(account, statement, where))
    panel = _panel(account, statement, where)
    if panel is not None:
        parts.append(panel)
    elif account.closing.minor < 0:
        words = where.tr.gettext("The balance of {amount} is in your favour.")
        parts.extend(notes([words.format(amount=where.tr.money(-account.closing))]))
    elif not account.papers:
        parts.extend(notes([where.tr.gettext("Nothing is open.")]))
    return parts


def _entries(account: Account, statement: Statement, where: Setting) -> Table:
    tr = where.tr
    opening = signed(account.opening, tr)
    # Translators: the first row of a statement of account.
    begins = (tr.date(statement.first), tr.gettext("Opening balance"), "", "", opening)
    rows = [Row(cells=begins, running=opening)]
    for entry in account.entries:
        words, details = entry_cells(entry, where)
        left = signed(entry.balance, tr)
        charged = tr.amount(entry.charged) if entry.charged or not entry.credited else ""
        credited = tr.amount(entry.credited) if entry.credited else ""
        cells = (tr.date(entry.on), words, charged, credited, left)
        rows.append(Row(cells=cells, details=details, running=left))
    return Table(
        # Translators: {currency} is a code such as EUR.
        title=tr.gettext("Account in {currency}").format(currency=account.currency),
        columns=(
            Column(title=tr.pgettext("column", "Date")),
            Column(title=tr.pgettext("column", "Entry"), wide=True),
            # Translators: a column of a statement of account: what was invoiced, or paid back.
            Column(title=tr.pgettext("column", "Charged"), align=Align.END),
            # Translators: a column of a statement of account: payments, and what was credited.
            Column(title=tr.pgettext("column", "Paid or credited"), align=Align.END),
            Column(title=tr.pgettext("column", "Balance"), align=Align.END),
        ),
        rows=tuple(rows),
        carried=tr.gettext("Carried forward"),
        brought=tr.gettext("Brought forward"),
    )


def _sums(account: Account, statement: Statement, where: Setting) -> list[Total]:
    tr = where.tr
    return [
        Total(label=tr.gettext("Opening balance"), amount=signed(account.opening, tr, symbol=True)),
        Total(label=tr.gettext("Charged"), amount=signed(account.charged, tr, symbol=True)),
        Total(label=tr.gettext("Paid or credited"), amount=signed(-account.credited, tr, symbol=True)),
        Total(
            label=tr.gettext("Balance on {date}").format(date=tr.date(statement.last, "long")),
            amount=signed(account.closing, tr, symbol=True),
            weight=Weight.DUE,
            rule=True,
        ),
    ]


def _open(account: Account, statement: Statement, where: Setting) -> list[Section]:
    """Return the open papers, and how they and the client's credit make up the balance."""
    tr = where.tr
    rows = [
        Total(
            label=tr.gettext("Sum of the open documents"),
            amount=signed(account.open - account.overpaid, tr, symbol=True),
            weight=Weight.NORMAL if account.credit else Weight.STRONG,
        )
    ]
    if account.credit:
        # Translators: on a statement of account: money that was paid beyond all invoices.
        rows.append(
            Total(
                label=tr.gettext("Your credit"), amount=signed(-account.credit, tr, symbol=True), rule=False
            )
        )
        whole = signed(account.closing, tr, symbol=True)
        rows.append(Total(label=tr.gettext("Balance"), amount=whole, weight=Weight.STRONG, rule=True))
    if not account.papers:
        return [ladder(rows)]
    table = Table(
        title=tr.gettext("Open on {date} ({currency})").format(
            date=tr.date(statement.last, "long"), currency=account.currency
        ),
        columns=(
            Column(title=tr.pgettext("column", "Document"), wide=True),
            Column(title=tr.pgettext("column", "Date")),
            Column(title=tr.pgettext("column", "Due on")),
            Column(title=tr.pgettext("column", "Days overdue"), align=Align.END),
            Column(title=tr.pgettext("column", "Open"), align=Align.END),
        ),
        rows=tuple(
            Row(
                cells=(
                    title_line(paper_name(paper.kind, where), paper.number, tr),
                    tr.date(paper.issued_on),
                    tr.date(paper.due_on) if paper.due_on else "",
                    tr.number(paper.days_late) if paper.days_late and paper.balance.minor > 0 else "",
                    signed(paper.balance, tr),
                ),
                details=drawable(paper.title, where.fonts),
            )
            for paper in account.papers
        ),
    )
    # One open paper is its own sum.
    return [table, ladder(rows)] if len(account.papers) > 1 or account.credit else [table]


def _ages(account: Account, where: Setting) -> Table:
    tr = where.tr

    def days(first: int, last: int) -> str:
        # Translators: the head of a column: so many days overdue.
        return tr.gettext("{first} to {last} days").format(first=tr.number(first), last=tr.number(last))

    heads = {
        Lateness.NOT_DUE: tr.gettext("Not due yet"),
        Lateness.UP_TO_30: days(1, 30),
        Lateness.UP_TO_60: days(31, 60),
        Lateness.OVER_60: tr.gettext("Over {count} days").format(count=tr.number(60)),
    }
    amounts = (*(account.late(part) for part in heads), account.open)
    return Table(
        # Translators: on a statement of account: the open sums, parted by how long they are overdue.
        title=tr.gettext("Open by days overdue ({currency})").format(currency=account.currency),
        columns=tuple(
            Column(title=head, align=Align.END) for head in (*heads.values(), tr.pgettext("column", "Sum"))
        ),
        rows=(Row(cells=tuple(tr.amount(amount) for amount in amounts)),),
    )


def _held(account: Account, statement: Statement, where: Setting) -> Table:
    """Return the prepaid money of each contract: before, topped up, drawn, left (R-PRE-18)."""
    tr = where.tr
    # Translators: a column of prepaid money: how much of it there was on a day.
    held_on = tr.gettext("Held on {date}")
    return Table(
        title=tr.gettext("Prepayments held for you ({currency})").format(currency=account.currency),
        columns=(
            Column(title=tr.gettext("Contract"), wide=True),
            Column(title=held_on.format(date=tr.date(statement.first)), align=Align.END),
            Column(title=tr.pgettext("column", "Received"), align=Align.END),
            # Translators: a column of prepaid money: what was deducted in invoices, or given back.
            Column(title=tr.pgettext("column", "Used"), align=Align.END),
            Column(title=held_on.format(date=tr.date(statement.last)), align=Align.END),
        ),
        rows=tuple(
            Row(
                cells=(
                    tr.joined(tr.isolate(held.number), drawable(held.title, where.fonts)),
                    tr.amount(held.before),
                    tr.amount(held.received),
                    signed(-held.used, tr),
                    tr.amount(held.held),
                )
            )
            for held in account.held
        ),
    )


def _panel(account: Account, statement: Statement, where: Setting) -> Payment | None:
    """Return how to pay what is open; with a code where it is one paper, for a code names one amount and number.

    A statement of earlier days asks for nothing that was paid since.
    """
    tr = where.tr
    if account.closing.minor <= 0 or account.is_less_by_now:
        return None
    if len(account.to_pay) == 1:
        (paper,) = account.to_pay
        due_on = paper.due_on if paper.due_on and paper.due_on >= statement.last else None
        return payment(where, account.closing, due_on=due_on, number=paper.number, reference=paper.reference)
    amount = tr.money(account.closing)
    late = [paper for paper in account.to_pay if paper.days_late or paper.due_on is None]
    if not late:
        words = tr.gettext(
            "Please pay {amount}, each document by the day it is due, with its number as the reference."
        )
    elif len(late) == len(account.to_pay):
        words = tr.gettext(
            "Please pay {amount} on receipt, with the numbers of the documents as the reference."
        )
    else:
        words = tr.gettext(
            "Please pay {amount}: what is overdue on receipt, the rest by the day it is due, with the numbers of the "
            "documents as the reference."
        )
    return account_panel(where, words.format(amount=amount))
