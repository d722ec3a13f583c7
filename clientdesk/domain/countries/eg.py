"""Egypt: rates, registration threshold, wording and the limits of a PDF (Law 67 of 2016, ETA)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from clientdesk.domain.countries.europe import REGULAR
from clientdesk.domain.countries.generic import week_of
from clientdesk.domain.countries.model import (
    PATTERNS,
    CountryRules,
    ElectronicRule,
    IdentifierRule,
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

_SOURCE = "Law 67 of 2016, Art. 3"

RULES = CountryRules(
    code="EG",
    name="Egypt",
    currency="EGP",
    languages=("ar", "en"),
    tax_rates=(
        TaxRate(
            name=N_("Standard rate"),
            percent=Decimal(13),
            since=date(2016, 9, 8),
            until=date(2017, 6, 30),
            default=True,
            source=_SOURCE,
        ),
        TaxRate(
            name=N_("Standard rate"),
            percent=Decimal(14),
            since=date(2017, 7, 1),
            default=True,
            source=_SOURCE,
        ),
        TaxRate(
            name=N_("Schedule tax on professional services"),
            percent=Decimal(10),
            since=date(2016, 9, 8),
            source="Law 67 of 2016, schedule, first, no. 5",
        ),
    ),
    schemes=(
        REGULAR,
        Scheme(
            code="small_business",
            name=N_("Not registered for VAT (turnover below EGP 500,000)"),
            charges_tax=False,
            category=TaxCategory.OUTSIDE_SCOPE,
            limit=TurnoverLimit(
                current=Money.of(500_000, "EGP"),
                period=TurnoverPeriod.ROLLING_YEAR,
                source="Law 67 of 2016, Art. 16",
            ),
            source="Law 67 of 2016, Art. 16; the schedule tax applies without a threshold",
        ),
    ),
    identifiers=(
        IdentifierRule(
            code="tax_number", label=N_("Tax registration number"), check="eg_tn", example="100-531-385"
        ),
    ),
    exports_services=True,
    wording=Wording(
        reverse_charge=N_("Reverse charge: the customer accounts for the VAT."),
        intra_community="",
        export=N_("Export of services at 0 % (Art. 3 of Law 67 of 2016)."),
        outside_scope=N_("Outside the scope of Egyptian VAT."),
    ),
    week=week_of("EG"),
    number_patterns=PATTERNS,
    retention_years=5,
    retention_note=N_("Records are kept for 5 years (Unified Tax Procedures Law 206 of 2020)."),
    prepayment_mode=PrepaymentMode.PAID_AMOUNT,
    electronic=(
        ElectronicRule(
            since=date(2023, 4, 1),
            reach="business",
            message=N_(
                "In Egypt an invoice to a business counts only after the tax authority's portal cleared it."
            ),
            next_step=N_(
                "Register the invoice at the state portal; this program prints it and keeps the number."
            ),
            source="ETA decisions 188 of 2020 and 443 of 2022",
        ),
    ),
    amounts_in_words=True,
    is_complete=True,
)
