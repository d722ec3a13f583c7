"""Spain: rates, wording and the limits of a PDF (Ley 37/1992)."""

from __future__ import annotations

from datetime import date

from clientdesk.domain.countries.europe import (
    CROSS_BORDER_ISSUE,
    LATE_PAYMENT,
    REGULAR,
    VAT_ID,
    VIDA,
    reduced,
    standard,
    super_reduced,
)
from clientdesk.domain.countries.model import (
    PATTERNS,
    CountryRules,
    ElectronicRule,
    IdentifierRule,
    PrepaymentMode,
    Wording,
)
from clientdesk.domain.text import N_

RULES = CountryRules(
    code="ES",
    name="Spain",
    currency="EUR",
    languages=("es", "en"),
    tax_rates=(
        standard("21", since=date(2012, 9, 1), source="Ley 37/1992, art. 90"),
        reduced("10", since=date(2012, 9, 1), source="Ley 37/1992, art. 91.1"),
        super_reduced("4", since=date(1995, 1, 1), source="Ley 37/1992, art. 91.2"),
    ),
    schemes=(REGULAR,),
    identifiers=(
        VAT_ID,
        IdentifierRule(code="tax_number", label="NIF", check="es_nif", example="54362315K"),
    ),
    wording=Wording(
        reverse_charge="Inversión del sujeto pasivo (art. 196 de la Directiva 2006/112/CE)",
        intra_community="Exento, art. 25 Ley 37/1992",
        export="Exento, art. 21 Ley 37/1992",
        outside_scope="No sujeto, art. 69 Ley 37/1992",
    ),
    number_patterns=PATTERNS,
    due_days=30,
    retention_years=6,
    retention_note=N_("Books and invoices are kept for 6 years (art. 30 Código de Comercio)."),
    prepayment_mode=PrepaymentMode.DEDUCT,
    electronic=(
        ElectronicRule(
            since=date(2027, 7, 1),
            reach="anyone",
            message=N_(
                "From July 2027 Spanish self-employed must use certified billing software (VERI*FACTU)."
            ),
            next_step=N_("This program is not certified: ask your adviser before that day."),
            source="RD 1007/2023 as postponed; companies from 2027-01-01",
        ),
        VIDA,
    ),
    late_issue=(CROSS_BORDER_ISSUE,),
    late_payment=LATE_PAYMENT,
    is_complete=True,
)
