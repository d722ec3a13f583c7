"""Every figure of Lena's book, to the cent."""

from __future__ import annotations

from datetime import datetime

from clientdesk.demo.desk import TODAY, day
from clientdesk.demo.figures import Figure
from clientdesk.demo.reading import Eyes, ladder
from clientdesk.domain.deadline import delivery
from clientdesk.domain.line import LineRole
from clientdesk.domain.money import total
from clientdesk.domain.prepayment import LedgerKind
from clientdesk.usecases import absences, change_orders

#: A quote's end is announced this many working days before its last day (B27).
_WARN_DAYS = -5
_QUOTE, _CONTRACT, _FINAL = "AN-2026-004", "krumm contract", "RE-2026-014"


def _version(eyes: Eyes, revision: int) -> str:
    totals = eyes.version(_QUOTE, revision).snapshot.totals()
    return ladder(totals.net, totals.tax, totals.gross)


def _bonus(eyes: Eyes) -> str:
    (line,) = [row for row in eyes.quote(_QUOTE).lines if row.role is LineRole.BONUS]
    return f"{line.list_amount('EUR').amount} / {line.amount('EUR').amount}"


def _accepted(eyes: Eyes) -> str:
    said = eyes.quote(_QUOTE).acceptance
    return f"{said.revision} on {said.on} by {said.by}" if said else ""


def _bill(eyes: Eyes, number: str) -> str:
    paper = eyes.paper(number)
    assert paper.net is not None and paper.tax is not None and paper.gross is not None  # noqa: S101, PT018  # issued
    return ladder(paper.net, paper.tax, paper.gross)


def _full(eyes: Eyes) -> str:
    totals = eyes.paper(_FINAL).totals()
    return ladder(totals.net, totals.tax, totals.gross)


def _deposits(eyes: Eyes) -> str:
    taken = eyes.paper(_FINAL).deductions
    return ladder(
        total((row.net for row in taken), "EUR"),
        total((row.tax for row in taken), "EUR"),
        total((row.gross for row in taken), "EUR"),
    )


def _listed(eyes: Eyes) -> str:
    return "; ".join(
        f"{row.number} {row.issued_on} {row.received_on}" for row in eyes.paper(_FINAL).deductions
    )


def _rounds(eyes: Eyes) -> str:
    rows = [row for row in eyes.paper(_FINAL).lines if row.source.startswith("work:") and row.counts]
    return "; ".join(f"{row.supplied_from} {row.amount('EUR').amount}" for row in rows)


def _gift(eyes: Eyes) -> str:
    gifts = [
        row
        for row in eyes.paper(_FINAL).lines
        if row.source.startswith("work:") and row.role is LineRole.BONUS
    ]
    return "; ".join(f"{row.list_amount('EUR').amount} / {row.amount('EUR').amount}" for row in gifts)


def _ledger(eyes: Eyes) -> str:
    rows = eyes.ledger(_CONTRACT)
    came = total((row.gross for row in rows if row.kind is LedgerKind.RECEIVED), "EUR")
    went = total((row.gross for row in rows if row.kind is LedgerKind.APPLIED), "EUR")
    return f"{came.amount} - {went.amount} = {eyes.held(_CONTRACT).amount}"


def _kept(eyes: Eyes) -> str:
    kept = delivery(eyes.milestone("krumm delivery"), calendar=absences.working_calendar(eyes.db))
    assert kept is not None  # noqa: S101  # delivered
    return f"{kept.days_late} / {kept.days_late_first}"


def _reply(eyes: Eyes) -> int:
    calendar = absences.working_calendar(eyes.db)
    return calendar.working_minutes(datetime(2026, 2, 6, 16, 40), datetime(2026, 2, 9, 9, 25))  # noqa: DTZ001  # local times of the story


def _as_of(eyes: Eyes, when: str) -> object:
    return eyes.contract(_CONTRACT, day(when)).totals().net


def _share(eyes: Eyes) -> str:
    (group,) = eyes.ledger("seidel contract")[0].groups
    return ladder(group.net, group.tax_amount, group.gross)


def _not_yet(eyes: Eyes) -> bool:
    until = eyes.quote("open quote").valid_until
    calendar = absences.working_calendar(eyes.db)
    return until is not None and calendar.add_working_days(until, _WARN_DAYS) > TODAY


FIGURES = (
    Figure("working minutes from the call to the first reply", "45", _reply),
    Figure("AN-2026-004 version 1", "5240.00 + 995.60 = 6235.60", lambda eyes: _version(eyes, 1)),
    Figure("AN-2026-004 version 2", "4800.00 + 912.00 = 5712.00", lambda eyes: _version(eyes, 2)),
    Figure(
        "discount of version 2",
        "440.00 EUR",
        lambda eyes: eyes.version(_QUOTE, 2).snapshot.totals().discount,
    ),
    Figure("bonus line, list price and charged", "250.00 / 0.00", _bonus),
    Figure("version 2 sent", "2026-02-18", lambda eyes: eyes.version(_QUOTE, 2).sent_on),
    Figure(
        "version accepted",
        "2 on 2026-02-20 by Eva Krumm",
        _accepted,
    ),
    Figure(
        "contract signed", "2026-02-24", lambda eyes: getattr(eyes.contract(_CONTRACT).signature, "on", None)
    ),
    Figure("contract as of 14 April", "4800.00 EUR", lambda eyes: _as_of(eyes, "04-14")),
    Figure("contract as of 15 April", "5120.00 EUR", lambda eyes: _as_of(eyes, "04-15")),
    Figure("RE-2026-007", "1440.00 + 273.60 = 1713.60", lambda eyes: _bill(eyes, "RE-2026-007")),
    Figure("RE-2026-007 issued", "2026-02-25", lambda eyes: eyes.paper("RE-2026-007").issued_on),
    Figure("RE-2026-007 paid", "2026-03-05", lambda eyes: eyes.received_on("RE-2026-007")),
    Figure("RE-2026-011", "1920.00 + 364.80 = 2284.80", lambda eyes: _bill(eyes, "RE-2026-011")),
    Figure("RE-2026-011 issued", "2026-04-10", lambda eyes: eyes.paper("RE-2026-011").issued_on),
    Figure("RE-2026-011 paid", "2026-04-20", lambda eyes: eyes.received_on("RE-2026-011")),
    Figure("CO-1", "320.00 EUR", lambda eyes: change_orders.get(eyes.db, eyes.desk.ids["CO-1"]).net("EUR")),
    Figure(
        "date promised first", "2026-04-24", lambda eyes: eyes.milestone("krumm delivery").first_promised_on
    ),
    Figure("date as amended", "2026-04-28", lambda eyes: eyes.milestone("krumm delivery").promised_on),
    Figure("working days late, as amended and at first", "0 / 2", _kept),
    Figure("paid rounds 2 and 3", "2026-04-08 225.00; 2026-04-17 112.50", _rounds),
    Figure("gift, list price and charged", "180.00 / 0.00", _gift),
    Figure("RE-2026-014, full price", "5457.50 + 1036.93 = 6494.43", _full),
    Figure("RE-2026-014, deposits", "3360.00 + 638.40 = 3998.40", _deposits),
    Figure(
        "RE-2026-014, deposits listed",
        "RE-2026-007 2026-02-25 2026-03-05; RE-2026-011 2026-04-10 2026-04-20",
        _listed,
    ),
    Figure("RE-2026-014, open", "2097.50 + 398.53 = 2496.03", lambda eyes: _bill(eyes, _FINAL)),
    Figure("RE-2026-014, balance due", "2496.03 EUR", lambda eyes: eyes.open(_FINAL)),
    Figure("RE-2026-014, due", "2026-05-18", lambda eyes: eyes.paper(_FINAL).due_on),
    Figure("RE-2026-014, state", "overdue", lambda eyes: eyes.state(_FINAL)),
    Figure("RE-2026-014, days late", "30", lambda eyes: eyes.days_late(_FINAL)),
    Figure("ledger of Bäckerei Krumm", "3998.40 - 3998.40 = 0.00", _ledger),
    Figure("held for Hofladen Seidel", "595.00 EUR", lambda eyes: eyes.held("seidel contract")),
    Figure(
        "tax share of that deposit",
        "500.00 + 95.00 = 595.00",
        _share,
    ),
    Figure("deposit received", "2026-06-10", lambda eyes: eyes.ledger("seidel contract")[0].on),
    Figure(
        "quote valid to 26 June is announced from",
        "2026-06-19",
        lambda eyes: absences.working_calendar(eyes.db).add_working_days(day("06-26"), _WARN_DAYS),
    ),
    Figure("open quote not yet announced", "yes", _not_yet),
)
