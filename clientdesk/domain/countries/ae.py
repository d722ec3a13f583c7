"""United Arab Emirates: rate, registration thresholds, rounding per line and wording (Decree-Law 8 of 2017)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from clientdesk.domain.countries.europe import REGULAR
from clientdesk.domain.countries.model import (
    PATTERNS,
    CountryRules,
    ElectronicRule,
    IdentifierRule,
    LateIssueRule,
    LateIssueUnit,
    PrepaymentMode,
    Scheme,
    TaxRate,
    TurnoverLimit,
    TurnoverPeriod,
    Wording,
)
from clientdesk.domain.money import Money
from clientdesk.domain.tax import TaxCategory
from clientdesk.domain.text import N_

_SOURCE = "Federal Decree-Law 8 of 2017, Art. 3 and 45"

RULES = CountryRules(
    code="AE",
    name="United Arab Emirates",
    currency="AED",
    languages=("ar", "en"),
    tax_rates=(
        TaxRate(
            name=N_("Standard rate"), percent=Decimal(5), since=date(2018, 1, 1), default=True, source=_SOURCE
        ),
        TaxRate(name=N_("Zero rate"), percent=Decimal(0), category=TaxCategory.ZERO, source=_SOURCE),
    ),
    schemes=(
        REGULAR,
        Scheme(
            code="small_business",
            name=N_("Not registered for VAT (turnover below AED 375,000)"),
            charges_tax=False,
            category=TaxCategory.OUTSIDE_SCOPE,
            limit=TurnoverLimit(
                current=Money.of(375_000, "AED"),
                period=TurnoverPeriod.ROLLING_YEAR,
                source="Cabinet Decision 52 of 2017, Art. 7",
            ),
            source="Federal Decree-Law 8 of 2017, Art. 13",
        ),
    ),
    identifiers=(IdentifierRule(code="trn", label="TRN", check="ae_trn", example="100123456700003"),),
    exports_services=True,
    wording=Wording(
        reverse_charge=N_("Reverse charge: the customer accounts for the VAT."),
        intra_community="",
        export=N_("Zero-rated export of services (Art. 31 of the VAT regulations)."),
        outside_scope=N_("Outside the scope of UAE VAT."),
    ),
    # Saturday and Sunday are free since 2022-01-01.
    number_patterns=PATTERNS,
    retention_years=5,
    retention_note=N_("Invoices are kept for 5 years (Federal Decree-Law 28 of 2022)."),
    prepayment_mode=PrepaymentMode.PAID_AMOUNT,
    small_invoice_limit=Money.of(10_000, "AED"),
    # Cabinet Decision 52 of 2017, Art. 59: rounding per line, to the fils (R-MON-7).
    tax_rounding="per_line",
    electronic=(
        ElectronicRule(
            since=date(2027, 7, 1),
            reach="business",
            message=N_("In the UAE invoices to businesses must be electronic (PINT-AE) through a provider."),
            next_step=N_("Send the invoice through your accredited provider; the PDF alone does not count."),
            source="Ministerial Decisions 243 and 244 of 2025; from 2027-01-01 above AED 50 million",
        ),
    ),
    late_issue=(
        LateIssueRule(amount=14, unit=LateIssueUnit.DAYS, source="Federal Decree-Law 8 of 2017, Art. 67"),
    ),
    amounts_in_words=True,
    is_complete=True,
)
