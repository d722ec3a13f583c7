"""Switzerland: rates, registration threshold, wording and deadlines (MWSTG, OR)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from clientdesk.domain.countries.europe import REGULAR
from clientdesk.domain.countries.model import (
    PATTERNS,
    CountryRules,
    IdentifierRule,
    LatePayment,
    PrepaymentMode,
    Scheme,
    TaxRate,
    TurnoverLimit,
    Wording,
)
from clientdesk.domain.money import Money
from clientdesk.domain.tax import TaxCategory
from clientdesk.domain.text import N_

_SOURCE = "Art. 25 MWSTG"
_OLD, _NEW = date(2018, 1, 1), date(2024, 1, 1)
_LAST_OLD = date(2023, 12, 31)


def _rate(name: str, old: str, new: str, *, default: bool = False) -> tuple[TaxRate, TaxRate]:
    """Return a rate before and after the rise of 2024."""
    return (
        TaxRate(
            name=name, percent=Decimal(old), since=_OLD, until=_LAST_OLD, default=default, source=_SOURCE
        ),
        TaxRate(name=name, percent=Decimal(new), since=_NEW, default=default, source=_SOURCE),
    )


RULES = CountryRules(
    code="CH",
    name="Switzerland",
    currency="CHF",
    languages=("de", "fr", "it", "en"),
    tax_name=N_("Swiss VAT"),
    tax_rates=(
        *_rate(N_("Standard rate"), "7.7", "8.1", default=True),
        *_rate(N_("Reduced rate"), "2.5", "2.6"),
        *_rate(N_("Special rate for lodging"), "3.7", "3.8"),
    ),
    schemes=(
        REGULAR,
        Scheme(
            code="small_business",
            name=N_("Not registered for VAT (turnover below CHF 100,000)"),
            charges_tax=False,
            category=TaxCategory.OUTSIDE_SCOPE,
            limit=TurnoverLimit(current=Money.of(100_000, "CHF"), source="Art. 10 Abs. 2 MWSTG"),
            source="Art. 10 MWSTG",
        ),
    ),
    identifiers=(
        IdentifierRule(
            code="vat_id", label=N_("Swiss VAT number"), check="ch_vat", example="CHE-107.787.577 MWST"
        ),
        IdentifierRule(code="uid", label=N_("UID"), check="ch_uid", example="CHE-107.787.577"),
    ),
    wording=Wording(
        reverse_charge=N_("Not subject to Swiss VAT: the recipient accounts for the tax abroad."),
        intra_community="",
        export=N_("Tax-exempt export (Art. 23 of the Swiss VAT Act)."),
        outside_scope=N_(
            "Not subject to Swiss VAT: the service is supplied abroad (Art. 8 of the Swiss VAT Act)."
        ),
    ),
    number_patterns={
        **PATTERNS,
        "quote": "OF-{year}-{counter:3}",
        "contract": "VT-{year}-{counter:3}",
        "invoice": "RE-{year}-{counter:3}",
        "credit_note": "RK-{year}-{counter:3}",
        "receipt": "QU-{year}-{counter:3}",
    },
    due_days=30,
    retention_years=10,
    retention_note=N_("Books and invoices are kept for 10 years (Art. 958f OR)."),
    prepayment_mode=PrepaymentMode.PAID_AMOUNT,
    small_invoice_limit=Money.of(400, "CHF"),
    late_payment=LatePayment(
        base_rates=((date(1912, 1, 1), Decimal(5)),),
        consumer_margin=Decimal(0),
        half_yearly=False,
        source="Art. 104 OR: 5 % a year",
    ),
    is_complete=True,
)
