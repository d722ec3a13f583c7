"""Austria: rates, small business, wording and deadlines (UStG 1994, UGB, BAO)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from clientdesk.domain.countries.europe import (
    CROSS_BORDER_ISSUE,
    FLAT_FEE,
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
    LateIssueRule,
    LateIssueUnit,
    LatePayment,
    PrepaymentMode,
    Scheme,
    TurnoverLimit,
    Wording,
)
from clientdesk.domain.money import Money
from clientdesk.domain.tax import TaxCategory
from clientdesk.domain.text import N_

RULES = CountryRules(
    code="AT",
    name="Austria",
    currency="EUR",
    languages=("de", "en"),
    tax_rates=(
        standard("20", since=date(1984, 1, 1), source="§ 10 Abs. 1 UStG 1994"),
        reduced("13", since=date(2016, 1, 1), source="§ 10 Abs. 3 UStG 1994"),
        second_reduced("10", since=date(1984, 1, 1), source="§ 10 Abs. 2 UStG 1994"),
    ),
    schemes=(
        REGULAR,
        Scheme(
            code="small_business",
            name=N_("Small business without VAT (section 6 (1) 27 UStG)"),
            charges_tax=False,
            category=TaxCategory.EXEMPT,
            note=N_("No VAT is charged: exempt as a small business under section 6 (1) 27 UStG."),
            limit=TurnoverLimit(
                current=Money.of(55_000, "EUR"),
                previous=Money.of(55_000, "EUR"),
                tolerance_percent=Decimal(10),
                at_once=True,
                source="§ 6 Abs. 1 Z 27 UStG 1994 (since 2025-01-01)",
            ),
            source="§ 6 Abs. 1 Z 27 UStG 1994",
        ),
    ),
    identifiers=(
        VAT_ID,
        IdentifierRule(code="tax_number", label=N_("Tax number"), example="12 345/6789"),
        IdentifierRule(code="register", label=N_("Commercial register")),
    ),
    wording=Wording(
        # § 11 Abs. 1a UStG 1994 prescribes "Übergang der Steuerschuld auf den Leistungsempfänger".
        reverse_charge=N_("Reverse charge: the tax liability passes to the recipient of the service."),
        intra_community=N_("Tax-exempt intra-Community supply (Art. 7 UStG)."),
        export=N_("Tax-exempt export (section 7 UStG)."),
        outside_scope=N_("Not taxable in Austria: the service is supplied abroad (section 3a (6) UStG)."),
    ),
    number_patterns={
        **PATTERNS,
        "quote": "AN-{year}-{counter:3}",
        "contract": "VT-{year}-{counter:3}",
        "proforma": "PR-{year}-{counter:3}",
        "invoice": "RE-{year}-{counter:3}",
        "credit_note": "RK-{year}-{counter:3}",
        "receipt": "QU-{year}-{counter:3}",
    },
    due_days=14,
    retention_years=7,
    retention_note=N_("Invoices and books are kept for 7 years (section 132 BAO)."),
    prepayment_mode=PrepaymentMode.DEDUCT,
    small_invoice_limit=Money.of(400, "EUR"),
    electronic=(
        ElectronicRule(
            since=date(2014, 1, 1),
            reach="public",
            message=N_(
                "Austrian federal bodies take electronic invoices only (through the USP portal or Peppol)."
            ),
            next_step=N_("Ask the client for the order reference and send the electronic invoice."),
            source="§ 5 IKTKonG",
        ),
        VIDA,
    ),
    late_issue=(
        CROSS_BORDER_ISSUE,
        LateIssueRule(amount=6, unit=LateIssueUnit.MONTHS, source="§ 11 Abs. 1 UStG 1994"),
    ),
    late_payment=LatePayment(
        base_rates=(
            (date(2025, 1, 1), Decimal("2.53")),
            (date(2025, 7, 1), Decimal("1.53")),
            (date(2026, 1, 1), Decimal("1.53")),
        ),
        business_margin=Decimal("9.2"),
        fixed_consumer=Decimal(4),
        fees=FLAT_FEE,
        source="§§ 456, 458 UGB, § 1000 ABGB; Oesterreichische Nationalbank",
    ),
    is_complete=True,
)
