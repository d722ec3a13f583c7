"""The taxes that a line may carry, with their words, for the tax cells and fields of the window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clientdesk.domain.client import Client
from clientdesk.domain.countries.proposal import tax_choices
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.tax import NO_TAX, Tax, TaxCategory
from clientdesk.i18n import _, translator


def country_words(text: str) -> str:
    """Translate a text of the countries' rules, which stands in the papers' catalogue, for the window."""
    return translator().gettext(text)


def tax_options(issuer: Issuer, client: Client | None, on: date) -> Sequence[tuple[Tax, str]]:
    """Return what may be chosen on this day, the proposed tax first (R-VAT-9); no tax while no country is known."""
    if not issuer.country:
        return ((NO_TAX, _("No tax")),)
    return [(tax, tax_words(tax, name)) for name, tax in tax_choices(issuer, client or Client(), on)]


def tax_words(tax: Tax, name: str = "") -> str:
    """Return what a tax is called in a cell: its rate, else why there is none, as short as can be."""
    if tax.rate:
        return translator().percent(tax.rate)
    return category_words(tax.category) or country_words(name or tax.reason) or _("No tax")


def category_words(category: TaxCategory) -> str:
    """Return why no tax is charged in a word or two; empty where only the law's own words say it."""
    words = {
        TaxCategory.REVERSE_CHARGE: _("Reverse charge"),
        TaxCategory.INTRA_COMMUNITY: _("EU supply"),
        TaxCategory.EXPORT: _("Export"),
        TaxCategory.OUTSIDE_SCOPE: _("Not taxable"),
        TaxCategory.EXEMPT: _("Exempt"),
    }
    return words.get(category, "")
