"""Ireland: rates, registration threshold, wording and deadlines (VAT Consolidation Act 2010)."""

from __future__ import annotations

from datetime import date

from clientdesk.domain.countries.europe import (
    CROSS_BORDER_ISSUE,
    LATE_PAYMENT,
    REGULAR,
    VAT_ID,
    VIDA,
    reduced,
    second_reduced,
    standard,
)
from clientdesk.domain.countries.model import (
    PATTERNS,
    CountryRules,
    IdentifierRule,
    PrepaymentMode,
    Scheme,
    TurnoverLimit,
    Wording,
)
from clientdesk.domain.money import Money
from clientdesk.domain.tax import TaxCategory
from clientdesk.domain.text import N_

RULES = CountryRules(
    code="IE",
    name="Ireland",
    currency="EUR",
    languages=("en",),
    tax_rates=(
        standard("23", since=date(2021, 3, 1), source="VATCA 2010, s. 46 (1)(a)"),
        reduced("13.5", since=date(2003, 1, 1), source="VATCA 2010, s. 46 (1)(c)"),
        second_reduced("9", since=date(2011, 7, 1), source="VATCA 2010, s. 46 (1)(ca)"),
    ),
    schemes=(
        REGULAR,
        Scheme(
            code="small_business",
            name=N_("Not registered for VAT (services below 42,500 EUR)"),
            charges_tax=False,
            category=TaxCategory.OUTSIDE_SCOPE,
            limit=TurnoverLimit(
                current=Money.of(42_500, "EUR"), source="VATCA 2010, s. 6 (since 2025-01-01)"
            ),
            source="VATCA 2010, s. 6",
        ),
    ),
    identifiers=(
        VAT_ID,
        IdentifierRule(code="register", label=N_("Company number")),
    ),
    wording=Wording(
        reverse_charge=N_("Reverse charge: VAT is to be accounted for by the recipient."),
        intra_community=N_("VAT-exempt intra-Community supply."),
        export=N_("VAT-exempt export."),
        outside_scope=N_("Outside the scope of Irish VAT: the place of supply is abroad."),
    ),
    number_patterns=PATTERNS,
    due_days=30,
    retention_years=6,
    retention_note=N_("Records are kept for 6 years (section 84 VATCA 2010)."),
    prepayment_mode=PrepaymentMode.DEDUCT,
    electronic=(VIDA,),
    late_issue=(CROSS_BORDER_ISSUE,),
    late_payment=LATE_PAYMENT,
    is_complete=True,
)
