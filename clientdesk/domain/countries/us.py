"""United States: no federal form of invoice and no VAT; sales tax only where the user sets it."""

from __future__ import annotations

from clientdesk.domain.countries.model import PATTERNS, CountryRules, IdentifierRule, Scheme, Wording
from clientdesk.domain.tax import TaxCategory
from clientdesk.domain.text import N_

RULES = CountryRules(
    code="US",
    name="United States",
    currency="USD",
    languages=("en", "es"),
    paper="LETTER",
    tax_name=N_("Sales tax"),
    schemes=(
        Scheme(
            code="none",
            name=N_("No sales tax on my services"),
            charges_tax=False,
            category=TaxCategory.OUTSIDE_SCOPE,
            source="Sales tax is state law; most states do not tax professional services",
        ),
        Scheme(code="registered", name=N_("I collect sales tax")),
    ),
    identifiers=(
        IdentifierRule(code="ein", label="EIN", check="us_ein", example="91-1144442", on_paper=False),
    ),
    wording=Wording(reverse_charge="", intra_community="", export="", outside_scope=""),
    number_patterns=PATTERNS,
    due_days=30,
    retention_years=7,
    retention_note=N_("Keeping records for 7 years is advised (IRS Publication 583)."),
    is_complete=True,
)
