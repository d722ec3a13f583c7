"""Saudi Arabia: rate, registration thresholds, wording and the limits of a PDF (VAT law, ZATCA)."""

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

_SOURCE = "VAT Law (M/113), Royal Order A/638 of 2020"

RULES = CountryRules(
    code="SA",
    name="Saudi Arabia",
    currency="SAR",
    languages=("ar", "en"),
    tax_rates=(
        TaxRate(
            name=N_("Standard rate"),
            percent=Decimal(5),
            since=date(2018, 1, 1),
            until=date(2020, 6, 30),
            default=True,
            source=_SOURCE,
        ),
        TaxRate(
            name=N_("Standard rate"),
            percent=Decimal(15),
            since=date(2020, 7, 1),
            default=True,
            source=_SOURCE,
        ),
        TaxRate(name=N_("Zero rate"), percent=Decimal(0), category=TaxCategory.ZERO, source=_SOURCE),
    ),
    schemes=(
        REGULAR,
        Scheme(
            code="small_business",
            name=N_("Not registered for VAT (turnover below SAR 375,000)"),
            charges_tax=False,
            category=TaxCategory.OUTSIDE_SCOPE,
            limit=TurnoverLimit(
                current=Money.of(375_000, "SAR"),
                period=TurnoverPeriod.ROLLING_YEAR,
                source="GCC VAT Agreement, Art. 50",
            ),
            source="GCC VAT Agreement, Art. 50",
        ),
    ),
    identifiers=(
        IdentifierRule(code="vat_id", label=N_("VAT number"), check="sa_vat", example="310122393500003"),
        IdentifierRule(code="register", label=N_("Commercial register")),
    ),
    exports_services=True,
    wording=Wording(
        reverse_charge=N_("Reverse charge: the customer accounts for the VAT."),
        intra_community="",
        export=N_("Zero-rated export of services (Art. 33 of the VAT regulations)."),
        outside_scope=N_("Outside the scope of Saudi VAT."),
    ),
    week=week_of("SA"),
    number_patterns=PATTERNS,
    retention_years=6,
    retention_note=N_("Invoices are kept for 6 years (Art. 66 of the VAT regulations)."),
    prepayment_mode=PrepaymentMode.FULL_WITH_PREPAID,
    small_invoice_limit=Money.of(1_000, "SAR"),
    electronic=(
        ElectronicRule(
            since=date(2021, 12, 4),
            reach="anyone",
            message=N_(
                "In Saudi Arabia an invoice counts only with its QR code and, in phase 2, cleared by ZATCA."
            ),
            next_step=N_(
                "Register the invoice at the state portal; this program prints it and keeps the number."
            ),
            source="E-Invoicing Regulation of 2020-12-04; phase 2 in waves, wave 24 by 2026-06-30",
        ),
    ),
    late_issue=(
        LateIssueRule(amount=15, unit=LateIssueUnit.DAY_OF_NEXT_MONTH, source="VAT regulations, Art. 53 (1)"),
    ),
    amounts_in_words=True,
    is_complete=True,
)
