"""Netherlands: rates, kleineondernemersregeling, wording and deadlines (Wet OB 1968)."""

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
    code="NL",
    name="Netherlands",
    currency="EUR",
    languages=("nl", "en"),
    tax_rates=(
        standard("21", since=date(2012, 10, 1), source="Wet OB 1968, art. 9.1"),
        reduced("9", since=date(2019, 1, 1), source="Wet OB 1968, art. 9.2a"),
    ),
    schemes=(
        REGULAR,
        Scheme(
            code="small_business",
            name=N_("Kleineondernemersregeling, no VAT (art. 25 Wet OB)"),
            charges_tax=False,
            category=TaxCategory.EXEMPT,
            note="Vrijgesteld van btw, artikel 25 Wet OB (kleineondernemersregeling)",
            limit=TurnoverLimit(
                current=Money.of(20_000, "EUR"),
                previous=Money.of(20_000, "EUR"),
                tolerance_percent=Decimal(0),
                at_once=True,
                source="Wet OB 1968, art. 25",
            ),
            source="Wet OB 1968, art. 25",
        ),
    ),
    identifiers=(
        VAT_ID,
        IdentifierRule(code="register", label="KvK"),
    ),
    wording=Wording(
        reverse_charge="Btw verlegd",
        intra_community="Intracommunautaire levering, 0 % btw",
        export="Uitvoer, 0 % btw",
        outside_scope="Niet belast met Nederlandse btw, artikel 6 Wet OB",
    ),
    number_patterns=PATTERNS,
    due_days=30,
    retention_years=7,
    retention_note=N_("Records are kept for 7 years (art. 52 AWR)."),
    prepayment_mode=PrepaymentMode.DEDUCT,
    electronic=(VIDA,),
    late_issue=(CROSS_BORDER_ISSUE,),
    late_payment=LATE_PAYMENT,
    is_complete=True,
)
