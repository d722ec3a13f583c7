"""United Kingdom: rates, registration threshold, wording and deadlines (VATA 1994, late payment Acts)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from clientdesk.domain.countries.europe import REGULAR
from clientdesk.domain.countries.model import (
    PATTERNS,
    CountryRules,
    IdentifierRule,
    LateIssueRule,
    LateIssueUnit,
    LatePayment,
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

RULES = CountryRules(
    code="GB",
    name="United Kingdom",
    currency="GBP",
    languages=("en",),
    tax_rates=(
        TaxRate(
            name=N_("Standard rate"),
            percent=Decimal(20),
            since=date(2011, 1, 4),
            default=True,
            source="VATA 1994 s. 2",
        ),
        TaxRate(
            name=N_("Reduced rate"), percent=Decimal(5), since=date(1997, 9, 1), source="VATA 1994 sch. 7A"
        ),
        TaxRate(
            name=N_("Zero rate"), percent=Decimal(0), category=TaxCategory.ZERO, source="VATA 1994 sch. 8"
        ),
    ),
    schemes=(
        REGULAR,
        Scheme(
            code="small_business",
            name=N_("Not registered for VAT (turnover below £90,000)"),
            charges_tax=False,
            category=TaxCategory.OUTSIDE_SCOPE,
            limit=TurnoverLimit(
                current=Money.of(90_000, "GBP"),
                period=TurnoverPeriod.ROLLING_YEAR,
                source="VATA 1994 sch. 1, since 2024-04-01",
            ),
            source="VATA 1994 sch. 1",
        ),
    ),
    identifiers=(
        IdentifierRule(code="vat_id", label=N_("VAT number"), check="gb_vat", example="GB 980 7806 84"),
        IdentifierRule(code="register", label=N_("Company number")),
    ),
    wording=Wording(
        reverse_charge=N_("Reverse charge: the customer accounts for the VAT."),
        intra_community="",
        export=N_("Zero-rated export."),
        outside_scope=N_("Outside the scope of UK VAT: the place of supply is abroad."),
    ),
    number_patterns=PATTERNS,
    due_days=30,
    retention_years=6,
    retention_note=N_("VAT records are kept for 6 years (VAT Notice 700/21)."),
    prepayment_mode=PrepaymentMode.PAID_AMOUNT,
    small_invoice_limit=Money.of(250, "GBP"),
    late_issue=(LateIssueRule(amount=30, unit=LateIssueUnit.DAYS, source="VAT Regulations 1995, reg. 13"),),
    late_payment=LatePayment(
        # The Bank of England's rate on the last 30 June or 31 December rules the half-year that follows.
        base_rates=(
            (date(2024, 1, 1), Decimal("5.25")),
            (date(2024, 7, 1), Decimal("5.25")),
            (date(2025, 1, 1), Decimal("4.75")),
            (date(2025, 7, 1), Decimal("4.25")),
            (date(2026, 1, 1), Decimal("3.75")),
            (date(2026, 7, 1), Decimal("3.75")),
        ),
        business_margin=Decimal(8),
        fees=(
            (Money.of(0, "GBP"), Money.of(40, "GBP")),
            (Money.of(1_000, "GBP"), Money.of(70, "GBP")),
            (Money.of(10_000, "GBP"), Money.of(100, "GBP")),
        ),
        source="Late Payment of Commercial Debts (Interest) Act 1998, s. 5A and 6",
    ),
    is_complete=True,
)
