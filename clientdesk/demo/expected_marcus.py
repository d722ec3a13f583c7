"""Every figure of Marcus's book, in dollars without tax."""

from __future__ import annotations

from datetime import timedelta

from clientdesk.demo.desk import TODAY, day
from clientdesk.demo.figures import Figure
from clientdesk.demo.reading import Eyes
from clientdesk.domain.deadline import next_business_day
from clientdesk.domain.line import LineKind
from clientdesk.usecases import absences, milestones, work

_CONTRACT, _FINAL = "harbor contract", "INV-2026-021"


def _hours(eyes: Eyes) -> str:
    rows = [row for row in eyes.paper(_FINAL).lines if row.kind is LineKind.ITEM and row.counts]
    return " + ".join(f"{row.quantity}" for row in rows)


def _charged(eyes: Eyes) -> str:
    hours, share = work.hours_against_cap(eyes.db, eyes.desk.ids[_CONTRACT])
    return f"{hours} h, {share} %"


def _days_late_moved(eyes: Eyes) -> int:
    """Return the days late if a due day that is not worked moves to the next business day."""
    due_on = eyes.paper(_FINAL).due_on or TODAY
    moved = next_business_day(due_on, calendar=absences.working_calendar(eyes.db))
    return (TODAY - moved) // timedelta(days=1)


def _weekday(eyes: Eyes) -> str:
    due_on = eyes.paper(_FINAL).due_on
    return f"{due_on:%Y-%m-%d %A}"


FIGURES = (
    Figure("hours on the invoice", "38.5 + 31.25 + 11.5", _hours),
    Figure("hours against the cap of 120", "81.25 h, 67.7 %", _charged),
    Figure("retainer, 25 % of 8,800.00", "2200.00 USD", lambda eyes: eyes.named("retainer").gross),
    Figure("retainer paid", "2026-03-02", lambda eyes: eyes.received_on(eyes.named("retainer").number)),
    Figure("81.25 h at 110.00", "8937.50 USD", lambda eyes: eyes.paper(_FINAL).totals().line_total),
    Figure("discount of 3 % (268.125)", "268.13 USD", lambda eyes: eyes.paper(_FINAL).totals().discount),
    Figure("after the discount", "8669.37 USD", lambda eyes: eyes.paper(_FINAL).totals().gross),
    Figure("no sales tax", "0.00 USD", lambda eyes: eyes.paper(_FINAL).totals().tax),
    Figure("INV-2026-021, open", "6469.37 USD", lambda eyes: eyes.open(_FINAL)),
    Figure("INV-2026-021 issued", "2026-05-01", lambda eyes: eyes.paper(_FINAL).issued_on),
    Figure("INV-2026-021, due", "2026-05-16 Saturday", _weekday),
    Figure("INV-2026-021, days late", "32", lambda eyes: eyes.days_late(_FINAL)),
    Figure("days late if the due day moves to the next business day", "30", _days_late_moved),
    Figure(
        "day proposed instead of the observed holiday",
        "2026-07-02",
        lambda eyes: milestones.proposed_day(eyes.db, day("07-03")),
    ),
    Figure(
        "unbilled work after 1 May",
        "0.00 USD",
        lambda eyes: work.unbilled(eyes.db, eyes.desk.ids[_CONTRACT], on=TODAY).amount,
    ),
    Figure("held of the retainer", "0.00 USD", lambda eyes: eyes.held(_CONTRACT)),
)
