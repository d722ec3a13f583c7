"""Italy: rates, regime forfettario, the words its law prescribes, and the limits of a PDF (DPR 633/1972)."""

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
    super_reduced,
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
    code="IT",
    name="Italy",
    currency="EUR",
    languages=("it", "en"),
    tax_rates=(
        standard("22", since=date(2013, 10, 1), source="DPR 633/1972, art. 16"),
        reduced("10", since=date(1995, 2, 24), source="DPR 633/1972, tab. A III"),
        second_reduced("5", since=date(2016, 1, 1), source="DPR 633/1972, tab. A II-bis"),
        super_reduced("4", since=date(1989, 1, 1), source="DPR 633/1972, tab. A II"),
    ),
    schemes=(
        REGULAR,
        Scheme(
            code="small_business",
            name=N_("Regime forfettario, no VAT (law 190/2014)"),
            charges_tax=False,
            category=TaxCategory.EXEMPT,
            note="Operazione in franchigia da IVA ai sensi dell’art. 1, commi 54-89, L. 190/2014",
            limit=TurnoverLimit(
                current=Money.of(100_000, "EUR"),
                previous=Money.of(85_000, "EUR"),
                tolerance_percent=Decimal(0),
                at_once=True,
                source="L. 190/2014, art. 1 c. 54-89 (85,000 a year, at once above 100,000)",
            ),
            source="L. 190/2014, art. 1 c. 54-89 (85,000 a year, at once above 100,000)",
        ),
    ),
    identifiers=(
        VAT_ID,
        IdentifierRule(code="tax_number", label="Codice fiscale", check="it_codicefiscale"),
    ),
    wording=Wording(
        reverse_charge="Inversione contabile (art. 7-ter DPR 633/1972, art. 196 direttiva 2006/112/CE)",
        intra_community="Non imponibile, art. 41 DL 331/1993",
        export="Non imponibile, art. 8 DPR 633/1972",
        outside_scope="Operazione non soggetta, art. 7-ter DPR 633/1972",
    ),
    number_patterns=PATTERNS,
    due_days=30,
    retention_years=10,
    retention_note=N_("Invoices are kept for 10 years (art. 2220 Codice civile)."),
    prepayment_mode=PrepaymentMode.DEDUCT,
    electronic=(
        ElectronicRule(
            since=date(2019, 1, 1),
            reach="domestic",
            message=N_(
                "In Italy only the FatturaPA file sent through the SdI is an invoice; the PDF is a copy."
            ),
            next_step=N_("Send the invoice through the SdI and give the client the PDF as a copy."),
            source="D.Lgs. 127/2015, L. 205/2017; flat-rate sellers since 2024-01-01",
        ),
        VIDA,
    ),
    late_issue=(CROSS_BORDER_ISSUE,),
    late_payment=LATE_PAYMENT,
    is_complete=True,
)
