"""The turnover watch of a small business: what it billed in the period its limit counts (R-VAT-7)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from clientdesk.domain import countries
from clientdesk.domain.calendar import add_months
from clientdesk.domain.countries.checks import turnover_warning
from clientdesk.domain.countries.model import TurnoverLimit, TurnoverPeriod
from clientdesk.domain.errors import RuleError
from clientdesk.domain.invoice import CREDITS, Invoice
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.money import Money, convert
from clientdesk.storage.balances import CREDIT_KINDS
from clientdesk.storage.database import Database


def warning(db: Database, own: Issuer, draft: Invoice, *, on: date) -> RuleError | None:
    """Return how the turnover with this draft stands to the limit of the issuer's scheme, None if far from it.

    A paper in a foreign currency counts with the rate it was issued at; one without a rate does not count.
    """
    limit = _limit(own)
    if limit is None:
        return None
    first = _start(limit, own, on)
    so_far = _billed(db, own.currency, first, on) + _net_of(draft, own.currency)
    previous = None
    if limit.previous is not None:
        previous = _billed(db, own.currency, add_months(first, -12), first - timedelta(days=1))
    return turnover_warning(own, this_period=so_far, previous=previous)


def _limit(own: Issuer) -> TurnoverLimit | None:
    if not own.country:
        return None
    scheme = countries.rules(own.country).scheme(own.tax_status.value)
    return scheme.limit if scheme is not None else None


def _start(limit: TurnoverLimit, own: Issuer, on: date) -> date:
    """Return the first day that counts: of the year, of the financial year, or twelve months back."""
    if limit.period is TurnoverPeriod.ROLLING_YEAR:
        return add_months(on, -12) + timedelta(days=1)
    month = own.fiscal_year_start if limit.period is TurnoverPeriod.FINANCIAL_YEAR else 1
    return date(on.year if on.month >= month else on.year - 1, month, 1)


def _billed(db: Database, currency: str, first: date, last: date) -> Money:
    """Return the net of all papers issued in these days, credits counted negative (R-DOC-5)."""
    rows = db.rows(
        f"SELECT currency, home_rate, sum(CASE WHEN kind IN {CREDIT_KINDS} THEN -net ELSE net END) AS net"  # noqa: S608  # own names
        " FROM invoices WHERE state = 'issued' AND listed_on BETWEEN ? AND ? GROUP BY currency, home_rate",
        (first.isoformat(), last.isoformat()),
    )
    result = Money.zero(currency)
    for row in rows:
        result += _at_home(Money(row["net"], row["currency"]), row["home_rate"], currency)
    return result


def _net_of(draft: Invoice, currency: str) -> Money:
    if draft.kind in CREDITS:
        return Money.zero(currency)
    rate = str(draft.home_rate) if draft.home_rate is not None else None
    return _at_home(draft.totals().remaining_net, rate, currency)


def _at_home(net: Money, rate: str | None, currency: str) -> Money:
    if net.currency == currency:
        return net
    return convert(net, Decimal(rate), currency) if rate is not None else Money.zero(currency)
