"""Invoices that repeat: every so many months on an anchor day that never drifts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientdesk.domain.calendar import add_months
from clientdesk.domain.errors import RuleError
from clientdesk.domain.line import Adjustment, Line, PriceMode
from clientdesk.domain.text import N_

_LAST_DAY = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """A template and its rhythm. `anchor_day` is the wanted day of the month; short months use their last day.

    `invoice_id` is the invoice it was begun from, if it was.
    """

    id: int = 0
    version: int = 0
    client_id: int = 0
    contract_id: int | None = None
    invoice_id: int | None = None
    title: str = ""
    language: str = ""
    currency: str = ""
    price_mode: PriceMode = PriceMode.NET
    lines: tuple[Line, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    every_months: int = 1
    anchor_day: int = 1
    next_on: date | None = None
    ends_on: date | None = None
    archived: bool = False


def following(on: date, every_months: int, anchor_day: int) -> date:
    """Return the next date: 31 January, then 28 February, then 31 March again."""
    return add_months(on, every_months, anchor_day=anchor_day)


def due_dates(recurring: Recurring, until: date) -> tuple[date, ...]:
    """Return every date not made yet on which an invoice falls due, up to and including `until`."""
    dates: list[date] = []
    day = None if recurring.archived else recurring.next_on
    while day is not None and day <= until and (recurring.ends_on is None or day <= recurring.ends_on):
        dates.append(day)
        day = following(day, recurring.every_months, recurring.anchor_day)
    return tuple(dates)


def check_recurring(recurring: Recurring) -> Recurring:
    """Return the template if its rhythm makes sense, else raise RuleError."""
    if recurring.every_months < 1 or not 1 <= recurring.anchor_day <= _LAST_DAY:
        raise RuleError(
            N_("The rhythm needs at least one month and a day from 1 to 31."),
            field="anchor_day",
            next_step=N_("Type for example 1 month and day 31 for the end of each month."),
        )
    if recurring.next_on is None:
        raise RuleError(
            N_("When is the first invoice due to be made?"), field="next_on", next_step=N_("Choose a date.")
        )
    return recurring
