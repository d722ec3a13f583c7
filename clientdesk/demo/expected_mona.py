"""Every figure of Mona's book, in riyals and in her own pounds."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from clientdesk.demo.desk import TODAY, day
from clientdesk.demo.figures import Figure
from clientdesk.demo.reading import Eyes
from clientdesk.domain.calendar import WorkWeek
from clientdesk.domain.deadline import calendar_of, hours_for
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.money import Money, convert, total
from clientdesk.domain.payment import ExchangeOutcome, exchange_outcome
from clientdesk.usecases import absences, issuer, milestones

_HOME = "EGP"


def _lines(eyes: Eyes) -> str:
    return " + ".join(f"{row.amount('SAR').amount}" for row in eyes.contract("waha contract").lines)


def _booked(paper: Invoice) -> Money:
    return convert(paper.gross or Money.zero(paper.currency), paper.home_rate or Decimal(0), _HOME)


def _outcome(eyes: Eyes) -> ExchangeOutcome:
    """Compare what was booked with what the bank let arrive (B14)."""
    paper = eyes.named("part")
    (payment,), (fee,) = eyes.payments(paper.number), eyes.settlements("part")
    return exchange_outcome(
        paper.gross or Money.zero("SAR"),
        paper.home_rate or Decimal(0),
        received=payment.amount,
        fee=fee.amount,
        payment_rate=payment.home_rate or Decimal(0),
        home=_HOME,
    )


def _advance_at_home(eyes: Eyes) -> Money:
    (payment,) = eyes.payments(eyes.named("advance").number)
    return convert(payment.amount, payment.home_rate or Decimal(0), _HOME)


def _deducted(eyes: Eyes) -> str:
    return " and ".join(f"{row.gross.amount}" for row in eyes.named("final").deductions)


def _final_line(eyes: Eyes) -> str:
    totals = eyes.named("final").totals()
    taken = total((row.gross for row in totals.deductions), "SAR")
    return f"{totals.gross.amount} - {taken.amount} = {totals.due.amount}"


def _days(eyes: Eyes, *, worked: date | None = None) -> int:
    """Count the working days left; `worked` is a public holiday on which she works all the same."""
    calendar = absences.working_calendar(eyes.db)
    left = calendar.working_days(TODAY, day("06-30"))
    return left + (worked is not None and not calendar.is_working(worked))


def _reply(eyes: Eyes) -> int:
    own = issuer.get(eyes.db)
    usual = calendar_of(own, ())
    week = WorkWeek(weekdays=own.weekdays, opens=10 * 60, closes=18 * 60)
    calendar = type(usual)(week=week, holidays=usual.holidays)
    return calendar.working_minutes(datetime(2026, 3, 5, 17, 30), datetime(2026, 3, 8, 10, 20))  # noqa: DTZ001  # local times of the story


FIGURES = (
    Figure("working minutes from the enquiry to the reply", "50", _reply),
    Figure("contract, lines", "14550.00 + 450.00", _lines),
    Figure("contract", "15000.00 SAR", lambda eyes: eyes.contract("waha contract").totals().gross),
    Figure(
        "contract signed",
        "2026-03-09",
        lambda eyes: getattr(eyes.contract("waha contract").signature, "on", ""),
    ),
    Figure("service export without tax", "0.00 SAR", lambda eyes: eyes.named("part").tax),
    Figure("advance", "6000.00 SAR", lambda eyes: eyes.named("advance").gross),
    Figure("advance at rate 12.80", "76800.00 EGP", _advance_at_home),
    Figure("advance received", "2026-03-10", lambda eyes: eyes.ledger("waha contract")[0].on),
    Figure("part invoice", "4500.00 SAR", lambda eyes: eyes.named("part").gross),
    Figure("part invoice issued", "2026-05-05", lambda eyes: eyes.named("part").issued_on),
    Figure("part invoice at rate 12.95", "58275.00 EGP", lambda eyes: _booked(eyes.named("part"))),
    Figure("bank paid", "4450.00 SAR", lambda eyes: eyes.payments(eyes.named("part").number)[0].amount),
    Figure("bank fee", "50.00 SAR", lambda eyes: eyes.settlements("part")[0].amount),
    Figure("part invoice settled", "0.00 SAR", lambda eyes: eyes.open(eyes.named("part").number)),
    Figure("cash", "58072.50 EGP", lambda eyes: _outcome(eyes).cash),
    Figure("fee in pounds", "652.50 EGP", lambda eyes: _outcome(eyes).fee),
    Figure("exchange gain", "450.00 EGP", lambda eyes: _outcome(eyes).gain),
    Figure("final invoice, deducted", "6000.00 and 4500.00", _deducted),
    Figure("final invoice, due", "15000.00 - 10500.00 = 4500.00", _final_line),
    Figure(
        "hours left of 12,000 words at 2,000 a day",
        "48",
        lambda eyes: eyes.milestone("chapters 11-17").hours_left,
    ),
    Figure(
        "days needed",
        "6",
        lambda eyes: (
            hours_for(Decimal(12000), Decimal(2000), issuer.get(eyes.db).hours_per_day)
            / issuer.get(eyes.db).hours_per_day
        ),
    ),
    Figure("working days to 30 June", "9", _days),
    Figure("working days if 30 June were worked", "10", lambda eyes: _days(eyes, worked=day("06-30"))),
    Figure("slack", "3", lambda eyes: eyes.outlook("chapters 11-17").slack),
    Figure("risk", "green", lambda eyes: eyes.outlook("chapters 11-17").risk),
    Figure(
        "day proposed instead of the holiday",
        "2026-06-29",
        lambda eyes: milestones.proposed_day(eyes.db, day("06-30")),
    ),
    Figure("clients found by دار الواحة", "1", lambda eyes: eyes.finds("دار الواحة")),
    Figure("clients found by waha", "1", lambda eyes: eyes.finds("waha")),
    Figure("line with mixed direction found by its number", "1", lambda eyes: eyes.finds("48,500")),
)
