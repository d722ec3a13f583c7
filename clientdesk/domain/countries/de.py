"""Germany: rates, small business, wording and deadlines (UStG, UStDV, BGB, AO)."""

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

_CUT_2020 = "§ 28 Abs. 1-3 UStG (Zweites Corona-Steuerhilfegesetz)"

RULES = CountryRules(
    code="DE",
    name="Germany",
    currency="EUR",
    languages=("de", "en"),
    tax_rates=(
        standard("19", since=date(2007, 1, 1), until=date(2020, 6, 30), source="§ 12 Abs. 1 UStG"),
        standard("16", since=date(2020, 7, 1), until=date(2020, 12, 31), source=_CUT_2020),
        standard("19", since=date(2021, 1, 1), source="§ 12 Abs. 1 UStG"),
        reduced("7", since=date(1983, 7, 1), until=date(2020, 6, 30), source="§ 12 Abs. 2 UStG"),
        reduced("5", since=date(2020, 7, 1), until=date(2020, 12, 31), source=_CUT_2020),
        reduced("7", since=date(2021, 1, 1), source="§ 12 Abs. 2 UStG"),
    ),
    schemes=(
        REGULAR,
        Scheme(
            code="small_business",
            name=N_("Small business without VAT (section 19 UStG)"),
            charges_tax=False,
            category=TaxCategory.EXEMPT,
            note=N_("No VAT is charged: exempt as a small business under section 19 UStG."),
            limit=TurnoverLimit(
                current=Money.of(100_000, "EUR"),
                previous=Money.of(25_000, "EUR"),
                at_once=True,
                source="§ 19 Abs. 1 UStG (since 2025-01-01)",
            ),
            source="§ 19 UStG, § 34a UStDV",
        ),
    ),
    identifiers=(
        VAT_ID,
        IdentifierRule(code="tax_number", label=N_("Tax number"), check="de_stnr", example="181/815/08155"),
        IdentifierRule(code="register", label=N_("Commercial register")),
    ),
    wording=Wording(
        # § 14a Abs. 5 UStG prescribes "Steuerschuldnerschaft des Leistungsempfängers".
        reverse_charge=N_("Reverse charge: the recipient of the service owes the VAT."),
        intra_community=N_("Tax-exempt intra-Community supply (section 6a UStG)."),
        export=N_("Tax-exempt export (section 6 UStG)."),
        outside_scope=N_("Not taxable in Germany: the service is supplied abroad (section 3a (2) UStG)."),
        # § 14 Abs. 4 Nr. 6a UStG: the words are due from 2028 on.
        cash_accounting=N_("VAT on a cash basis."),
        cash_accounting_since=date(2028, 1, 1),
        # § 14b Abs. 1 Satz 5 UStG, for work on property.
        private_client=N_("Please keep this invoice for two years if it concerns work on a property."),
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
    # § 14b UStG as changed by the Viertes Bürokratieentlastungsgesetz: 8 years since 2025.
    retention_years=8,
    retention_note=N_("Invoices are kept for 8 years (section 14b UStG), books for 10 (section 147 AO)."),
    prepayment_mode=PrepaymentMode.DEDUCT,
    small_invoice_limit=Money.of(250, "EUR"),
    electronic=(
        ElectronicRule(
            since=date(2028, 1, 1),
            reach="domestic business",
            message=N_("From 2028 invoices between German businesses must be electronic (EN 16931)."),
            next_step=N_("Send the electronic invoice (ZUGFeRD or XRechnung), not the PDF alone."),
            source="§ 27 Abs. 38 UStG; from 2027 above 800,000 EUR turnover; not for small businesses or up to 250 EUR",
        ),
        ElectronicRule(
            since=date(2020, 11, 27),
            reach="public",
            message=N_("German public bodies take electronic invoices only (XRechnung with a Leitweg-ID)."),
            next_step=N_("Ask the client for the Leitweg-ID and send an XRechnung."),
            source="§ 3 E-RechV",
        ),
        VIDA,
    ),
    late_issue=(
        CROSS_BORDER_ISSUE,
        LateIssueRule(amount=6, unit=LateIssueUnit.MONTHS, source="§ 14 Abs. 2 UStG"),
    ),
    late_payment=LatePayment(
        base_rates=(
            (date(2023, 1, 1), Decimal("1.62")),
            (date(2023, 7, 1), Decimal("3.12")),
            (date(2024, 1, 1), Decimal("3.62")),
            (date(2024, 7, 1), Decimal("3.37")),
            (date(2025, 1, 1), Decimal("2.27")),
            (date(2025, 7, 1), Decimal("1.27")),
            (date(2026, 1, 1), Decimal("1.27")),
        ),
        business_margin=Decimal(9),
        consumer_margin=Decimal(5),
        fees=FLAT_FEE,
        source="§§ 247, 288 BGB; Deutsche Bundesbank",
    ),
    is_complete=True,
)
