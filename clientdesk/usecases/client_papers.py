"""Papers about a client, drawn when they are asked for and never kept: the statement of account, the client file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from clientdesk.domain.account import Statement
from clientdesk.domain.contract import ContractState
from clientdesk.domain.errors import RuleError
from clientdesk.domain.happened import check_happened
from clientdesk.domain.money import Money
from clientdesk.domain.quote import QuoteState
from clientdesk.domain.text import N_
from clientdesk.storage import account, dealings, tables
from clientdesk.storage.database import Database
from clientdesk.usecases import issuer
from clientdesk.usecases.drawing import drawn, setting_for

if TYPE_CHECKING:
    from clientdesk.documents.client_file import ClientFile
    from clientdesk.documents.client_file_money import Dealing, Figures

#: How many of the last dealings the client file lists.
_LAST = 8


def period(db: Database, client_id: int, *, on: date) -> tuple[date, date]:
    """Return the days that a statement is usually asked for, up to `on`.

    It begins with the financial year, or on the day the oldest open paper was issued if that is earlier: what is open
    is then always among the entries.
    """
    month = issuer.get(db).fiscal_year_start
    year = date(on.year if on.month >= month else on.year - 1, month, 1)
    oldest = account.oldest_open(db, client_id)
    return (min(year, oldest) if oldest is not None else year), on


def statement(db: Database, client_id: int, *, first: date, last: date, on: date) -> Statement:
    """Return the account of a client from `first` to `last`; RuleError for days in the wrong order or to come."""
    check_happened(last, today=on, field="last")
    if first > last:
        raise RuleError(
            N_("The statement would begin after its end, {date}."),
            field="first",
            next_step=N_("Type an earlier day to begin with."),
            date=last,
        )
    return account.statement(db, client_id, first=first, last=last)


def statement_pdf(db: Database, client_id: int, *, first: date, last: date, on: date) -> bytes:
    """Draw the statement of account in the client's language, dated `on`."""
    from clientdesk.documents import statement as paper

    found = statement(db, client_id, first=first, last=last, on=on)
    return drawn(partial(paper.view, found), setting_for(db, client_id, "", on=on))


def client_file_pdf(db: Database, client_id: int, *, on: date, language: str = "") -> bytes:
    """Draw the page for one's own desk, in `language` or the issuer's."""
    from clientdesk.documents import client_file as paper

    chosen = language or issuer.get(db).language or "en"
    # It goes to nobody, so one language is enough.
    where = replace(setting_for(db, client_id, chosen, on=on), second=None)
    return drawn(partial(paper.view, _file(db, client_id, on=on)), where)


def _file(db: Database, client_id: int, *, on: date) -> ClientFile:
    from clientdesk.documents.client_file import ClientFile, OpenQuote, Promised

    contracts = tables.contracts.find(db, "client_id = ? AND archived = 0", (client_id,), order="id DESC")
    running = {one.id: one for one in contracts if one.state is ContractState.ACTIVE}
    promises = tables.milestones.find(
        db,
        "delivered_on IS NULL AND contract_id IN (SELECT id FROM contracts WHERE client_id = ?)",
        (client_id,),
        order="coalesce(promised_on, wanted_on, '9999'), id",
    )
    quotes = tables.quotes.find(
        db, "client_id = ? AND archived = 0 AND state = ?", (client_id, QuoteState.SENT), order="id DESC"
    )
    return ClientFile(
        client=tables.clients.get(db, client_id),
        figures=_figures(db, client_id, on=on),
        contracts=contracts,
        promises=[
            Promised(contract=running[one.contract_id].number, milestone=one)
            for one in promises
            if one.contract_id in running
        ],
        quotes=[
            OpenQuote(
                number=one.number,
                title=one.title,
                sent_on=one.sent_on,
                valid_until=one.valid_until,
                total=one.totals().gross,
            )
            for one in quotes
        ],
        dealings=_dealings(db, client_id),
    )


def _figures(db: Database, client_id: int, *, on: date) -> list[Figures]:
    from clientdesk.documents.client_file_money import Figures

    names = ("invoiced", "paid", "otherwise", "open", "overdue", "held")
    return [
        Figures(**{name: Money(row[name], row["currency"]) for name in names})
        for row in dealings.money(db, client_id, today=on)
    ]


def _dealings(db: Database, client_id: int) -> list[Dealing]:
    from clientdesk.documents.client_file_money import Dealing

    return [
        Dealing(
            on=date.fromisoformat(row["day"]),
            what=row["what"],
            number=row["number"],
            title=row["title"],
            paper=row["paper"],
            amount=None if row["amount"] is None else Money(row["amount"], row["currency"]),
            is_taken_back=bool(row["taken_back"]),
        )
        for row in dealings.newest(db, client_id, limit=_LAST)
    ]
