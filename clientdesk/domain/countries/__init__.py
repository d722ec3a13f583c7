"""The rules of every country: full data for some, sensible rules made from the country's code for all others."""

from __future__ import annotations

from datetime import date
from functools import cache

from clientdesk.domain.countries import generic
from clientdesk.domain.countries.model import (
    CountryRules,
    DepositDocument,
    IdentifierRule,
    PrepaymentMode,
    Scheme,
    TaxRate,
    Week,
)
from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_

__all__ = [
    "CountryRules",
    "DepositDocument",
    "IdentifierRule",
    "PrepaymentMode",
    "Scheme",
    "TaxRate",
    "Week",
    "all_codes",
    "is_country",
    "rules",
    "tax_rate_on",
    "tax_rates_on",
]


@cache
def _complete() -> dict[str, CountryRules]:
    # Read when first asked for: the window's start needs no country.
    from clientdesk.domain.countries import ae, at, be, ch, de, eg, es, fr, gb, ie, in_, it, nl, pl, sa, us

    modules = (ae, at, be, ch, de, eg, es, fr, gb, ie, in_, it, nl, pl, sa, us)
    return {module.RULES.code: module.RULES for module in modules}


@cache
def rules(code: str) -> CountryRules:
    """Return the rules of the country with this ISO 3166 code; raises RuleError for an unknown one."""
    known = _complete().get(code)
    if known is not None:
        return known
    if code not in generic.codes():
        raise RuleError(
            N_("“{code}” is not a country's code."),
            field="country",
            next_step=N_("Choose a country from the list."),
            code=code,
        )
    return generic.rules_for(code)


def is_country(code: str) -> bool:
    """Tell whether `code` is a country's ISO 3166 code."""
    return code in generic.codes()


def all_codes() -> tuple[str, ...]:
    """Return the codes of all countries, in alphabetical order."""
    return generic.codes()


def tax_rates_on(code: str, on: date) -> tuple[TaxRate, ...]:
    """Return the rates of a supply made on this day, the usual one first (R-VAT-5)."""
    valid = [rate for rate in rules(code).tax_rates if rate.is_valid_on(on)]
    return tuple(sorted(valid, key=lambda rate: not rate.default))


def tax_rate_on(code: str, name: str, on: date) -> TaxRate | None:
    """Return the rate of this name for a supply made on this day; None if there was none (R-VAT-5).

    The day is that of the supply, for a period of services its last day, never the invoice's own date.
    """
    return next((rate for rate in tax_rates_on(code, on) if rate.name == name), None)
