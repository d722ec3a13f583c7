"""Taking numbers: inside the transaction of the act that needs one, so that a failure gives it back (R-NUM-1, B15)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from clientdesk.domain import countries
from clientdesk.domain.errors import NotFoundError
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.numbering import Series, check_pattern, start_after, take
from clientdesk.domain.text import N_
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction

#: Every series of a book. Prepayment, partial, final and corrected invoices share the invoices' one (R-NUM-5).
CODES = ("quote", "contract", "invoice", "credit_note", "receipt", "receipt_voucher", "refund_voucher")


def series(db: Database, code: str) -> Series:
    """Return the series of `code`, or raise NotFoundError while the issuer's country is not known."""
    found = tables.series.find(db, "code = ?", (code,))
    if not found:
        raise NotFoundError(
            N_("There are no number series yet."),
            next_step=N_("Say first in which country you work."),
        )
    return found[0]


def all_series(db: Database) -> tuple[Series, ...]:
    """Return all series in the order of CODES; none while the issuer's country is not known."""
    known = {row.code: row for row in tables.series.find(db)}
    return tuple(known[code] for code in CODES if code in known)


def next_number(db: Database, code: str, *, on: date) -> str:
    """Return the number that the next paper issued `on` would get, without taking it."""
    return take(series(db, code), on)[1]


def take_number(db: Database, code: str, *, on: date, client: str = "") -> str:
    """Give out the next number of `code` for a paper issued `on` (R-NUM-1, R-NUM-2)."""
    with transaction(db):
        after, number = take(series(db, code), on, client=client)
        tables.series.save(db, after)
    return number


def set_up(db: Database, issuer: Issuer) -> None:
    """Make the series with the patterns of the issuer's country; ones that gave out numbers stay as they are."""
    patterns = countries.rules(issuer.country).number_patterns
    with transaction(db):
        known = {row.code: row for row in tables.series.find(db)}
        for code in CODES:
            row = known.get(code, Series(code=code))
            if not row.started and not row.last:
                tables.series.save(
                    db, replace(row, pattern=patterns[code], fiscal_start=issuer.fiscal_year_start)
                )


def set_pattern(db: Database, code: str, pattern: str) -> Series:
    """Change how the next numbers of a series look (R-NUM-3, R-NUM-4)."""
    with transaction(db):
        issuers = tables.issuers.find(db)
        country = issuers[0].country if issuers else ""
        changed = check_pattern(replace(series(db, code), pattern=pattern), country=country)
        return tables.series.save(db, changed)


def set_start(db: Database, code: str, last: int, *, on: date) -> Series:
    """Say once which number was the last one given elsewhere (R-NUM-6)."""
    with transaction(db):
        return tables.series.save(db, start_after(series(db, code), last, on))
