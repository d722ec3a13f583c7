"""Belgium: rates, franchise regime, wording and e-invoices (Code TVA)."""

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
    code="BE",
    name="Belgium",
    currency="EUR",
    languages=("nl", "fr", "de", "en"),
    tax_rates=(
        standard("21", since=date(1996, 1, 1), source="AR/KB 20 of 1970, art. 1"),
        reduced("12", since=date(1992, 4, 1), source="AR/KB 20 of 1970, tab. B"),
        second_reduced("6", since=date(1992, 4, 1), source="AR/KB 20 of 1970, tab. A"),
    ),
    schemes=(
        REGULAR,
        Scheme(
            code="small_business",
            name=N_("Small business without VAT (art. 56bis of the VAT Code)"),
            charges_tax=False,
            category=TaxCategory.EXEMPT,
            note=N_("Small business under the exemption scheme: VAT not applicable."),
            limit=TurnoverLimit(
                current=Money.of(25_000, "EUR"),
                previous=Money.of(25_000, "EUR"),
                tolerance_percent=Decimal(10),
                at_once=True,
                source="Code TVA, art. 56bis",
            ),
            source="Code TVA, art. 56bis",
        ),
    ),
    identifiers=(
        VAT_ID,
        IdentifierRule(code="register", label="BCE / KBO"),
    ),
    wording=Wording(
        reverse_charge=N_("Reverse charge: VAT is to be accounted for by the recipient."),
        intra_community=N_("VAT-exempt intra-Community supply."),
        export=N_("VAT-exempt export."),
        outside_scope=N_("Not subject to Belgian VAT (art. 21 of the VAT Code)."),
    ),
    number_patterns=PATTERNS,
    due_days=30,
    retention_years=10,
    retention_note=N_("Invoices are kept for 10 years (art. 60 of the VAT Code)."),
    prepayment_mode=PrepaymentMode.DEDUCT,
    electronic=(
        ElectronicRule(
            since=date(2026, 1, 1),
            reach="domestic business",
            message=N_("Between Belgian businesses only an electronic invoice through Peppol counts."),
            next_step=N_("Send the electronic invoice (UBL) through a Peppol service; the PDF is a copy."),
            source="Loi du 6 février 2024, art. 53 Code TVA",
        ),
        VIDA,
    ),
    late_issue=(CROSS_BORDER_ISSUE,),
    late_payment=LATE_PAYMENT,
    is_complete=True,
)
