"""The issuer's own record: asked for when the first paper needs it, filled up from the country's rules."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from clientdesk.domain import countries, identifiers
from clientdesk.domain.calendar import holiday_regions
from clientdesk.domain.currency import check_currency
from clientdesk.domain.errors import RuleError
from clientdesk.domain.issuer import Issuer, TaxPoint, TaxStatus
from clientdesk.domain.text import N_
from clientdesk.domain.totals import TaxRounding
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import numbering

_FEWEST_HOURS, _MOST_HOURS = Decimal("0.1"), Decimal(24)
_LEAST_FILL, _WHOLE = Decimal(1), Decimal(100)
_MOST_DAYS = 365
_MONTHS = 12


def get(db: Database) -> Issuer:
    """Return the issuer; an empty one while nobody has answered yet."""
    found = tables.issuers.find(db)
    return found[0] if found else Issuer()


def proposal(issuer: Issuer) -> Issuer:
    """Fill what is still empty from the rules of the issuer's country: currency, paper, language, week, tax, terms."""
    if not issuer.country:
        return issuer
    rules = countries.rules(issuer.country)
    first_answer = not issuer.currency
    cash = issuer.tax_point if not first_answer else TaxPoint.SUPPLY
    return replace(
        issuer,
        currency=issuer.currency or rules.currency,
        paper=issuer.paper or rules.paper,
        language=issuer.language or f"{rules.languages[0]}-{rules.code}",
        weekdays=rules.week.weekdays if first_answer else issuer.weekdays,
        fiscal_year_start=rules.fiscal_year_start if first_answer else issuer.fiscal_year_start,
        due_days=rules.due_days if first_answer else issuer.due_days,
        tax_rounding=rules.tax_rounding if first_answer else issuer.tax_rounding,
        tax_status=issuer.tax_status if rules.schemes or not first_answer else TaxStatus.NONE,
        tax_point=cash,
    )


def save(db: Database, issuer: Issuer) -> Issuer:
    """Store the issuer and, once the country is known, the number series it needs.

    Raises RuleError with the field for what cannot be; papers issued before keep what they were issued with.
    """
    complete = check_issuer(proposal(issuer))
    with transaction(db):
        known = tables.issuers.find(db)
        if not known:
            stored = tables.issuers.add(db, replace(complete, id=1))
        else:
            stored = tables.issuers.save(
                db, replace(complete, id=1, version=complete.version or known[0].version)
            )
        if stored.country:
            numbering.set_up(db, stored)
    return stored


def check_issuer(issuer: Issuer) -> Issuer:
    """Return the issuer with the name trimmed, or raise RuleError at the first field that cannot be."""
    if issuer.country and issuer.country not in countries.all_codes():
        raise RuleError(
            N_("“{country}” is not a country code."),
            field="country",
            next_step=N_("Choose the country from the list."),
            country=issuer.country,
        )
    _check_iban(issuer.account.iban)
    if not issuer.weekdays or not set(issuer.weekdays) <= set(range(7)):
        raise RuleError(
            N_("A working week needs at least one day."),
            field="weekdays",
            next_step=N_("Tick the days on which you work."),
        )
    if issuer.currency:
        check_currency(issuer.currency)
    if issuer.tax_rounding not in [way.value for way in TaxRounding]:
        raise RuleError(
            N_("“{value}” is no way to round tax."),
            field="tax_rounding",
            next_step=N_("Choose per document or per line."),
            rule="R-MON-7",
            value=issuer.tax_rounding,
        )
    for field, days in (("due_days", issuer.due_days), ("quote_days", issuer.quote_days)):
        if not 0 <= days <= _MOST_DAYS:
            raise RuleError(
                N_("Days must be between 0 and {limit}."),
                field=field,
                next_step=N_("Type a number of days, for example 14."),
                rule="R-DUE-1",
                limit=_MOST_DAYS,
            )
    if not 1 <= issuer.fiscal_year_start <= _MONTHS:
        raise RuleError(
            N_("The financial year starts in a month from 1 to 12."),
            field="fiscal_year_start",
            next_step=N_("Type 1 for January, 4 for April."),
            rule="R-NUM-3",
        )
    if not _FEWEST_HOURS <= issuer.hours_per_day <= _MOST_HOURS:
        raise RuleError(
            N_("Hours a day must be between 0 and 24."),
            field="hours_per_day",
            next_step=N_("Type for example 6."),
        )
    if not _LEAST_FILL <= issuer.fill_percent <= _WHOLE:
        raise RuleError(
            N_("The share of your hours that you promise must be between 1 and 100 %."),
            field="fill_percent",
            next_step=N_("Type for example 80."),
            rule="B4",
        )
    if issuer.holiday_region and issuer.holiday_region not in dict(holiday_regions(issuer.country)):
        raise RuleError(
            N_("“{region}” is no region with public holidays of its own."),
            field="holiday_region",
            next_step=N_("Choose a region of your country, or leave it empty for the whole country."),
            region=issuer.holiday_region,
        )
    return replace(issuer, name=" ".join(issuer.name.split()), latin_name=" ".join(issuer.latin_name.split()))


def _check_iban(iban: str) -> None:
    """Raise RuleError for an IBAN with a wrong form or check digit: clients would pay to it (R-ID-2)."""
    if not iban.strip():
        return
    result = identifiers.check("iban", iban, "")
    if not result.ok:
        raise RuleError(
            N_("“{value}” is no IBAN: {reason}."),
            field="account.iban",
            next_step=N_("Compare it with your bank's papers. An account without one has its own field."),
            rule="R-ID-2",
            value=iban,
            reason=result.reason,
        )
