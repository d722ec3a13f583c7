"""Poland: rates, exemption of small businesses, wording and KSeF (ustawa o VAT)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

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
    ElectronicRule,
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
    code="PL",
    name="Poland",
    currency="PLN",
    languages=("pl", "en"),
    tax_rates=(
        standard("23", since=date(2011, 1, 1), source="Ustawa o VAT, art. 41 and 146ef"),
        reduced("8", since=date(2011, 1, 1), source="Ustawa o VAT, art. 41 (2)"),
        second_reduced("5", since=date(2011, 1, 1), source="Ustawa o VAT, art. 41 (2a)"),
    ),
    schemes=(
        REGULAR,
        Scheme(
            code="small_business",
            name=N_("Small business without VAT (art. 113 of the VAT Act)"),
            charges_tax=False,
            category=TaxCategory.EXEMPT,
            note="Zwolnienie z VAT na podstawie art. 113 ust. 1 ustawy o VAT",
            limit=TurnoverLimit(
                current=Money.of(240_000, "PLN"),
                previous=Money.of(240_000, "PLN"),
                tolerance_percent=Decimal(0),
                at_once=True,
                source="Ustawa o VAT, art. 113 (240,000 since 2026-01-01)",
            ),
            source="Ustawa o VAT, art. 113 (240,000 since 2026-01-01)",
        ),
    ),
    identifiers=(
        VAT_ID,
        IdentifierRule(code="tax_number", label="NIP", check="pl_nip", example="8567346215"),
    ),
    wording=Wording(
        reverse_charge="Odwrotne obciążenie",
        intra_community="Wewnątrzwspólnotowa dostawa towarów, 0 %",
        export="Eksport, 0 %",
        outside_scope="Nie podlega opodatkowaniu w Polsce, art. 28b ustawy o VAT",
    ),
    number_patterns=PATTERNS,
    due_days=30,
    retention_years=5,
    retention_note=N_(
        "Invoices are kept for 5 years from the end of the tax year (art. 86 Ordynacja podatkowa)."
    ),
    prepayment_mode=PrepaymentMode.DEDUCT,
    electronic=(
        ElectronicRule(
            since=date(2026, 4, 1),
            reach="business",
            message=N_(
                "In Poland an invoice to a business counts only in the state system KSeF; the PDF is a copy."
            ),
            next_step=N_("Enter the invoice in KSeF and give the client the PDF as a copy."),
            source="Ustawa o VAT, art. 106ga; sellers below PLN 10,000 a month from 2027-01-01",
        ),
        VIDA,
    ),
    late_issue=(CROSS_BORDER_ISSUE,),
    late_payment=LATE_PAYMENT,
    is_complete=True,
)
