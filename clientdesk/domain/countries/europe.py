"""What the countries of the European Union share: membership, wording, late payment, and parts of their rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from clientdesk.domain.countries.model import (
    ElectronicRule,
    IdentifierRule,
    LateIssueRule,
    LateIssueUnit,
    LatePayment,
    Scheme,
    TaxRate,
)
from clientdesk.domain.money import Money
from clientdesk.domain.text import N_

#: Members of the EU (VAT Directive 2006/112/EC, Art. 5); Monaco counts as France (Art. 7).
MEMBERS = frozenset(
    {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
        "IT", "LT", "LU", "LV", "MC", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    }
)  # fmt: skip

#: Codes of EN 16931 (VATEX list) for the reasons of no tax (R-VAT-2).
REVERSE_CHARGE_CODE = "VATEX-EU-AE"
INTRA_COMMUNITY_CODE = "VATEX-EU-IC"
EXPORT_CODE = "VATEX-EU-G"
OUTSIDE_SCOPE_CODE = "VATEX-EU-O"

VAT_ID = IdentifierRule(code="vat_id", label=N_("VAT ID"), check="eu_vat")

REGULAR = Scheme(code="registered", name=N_("Registered, charges tax"))

#: Cross-border services and goods: Art. 222 of Directive 2006/112/EC.
CROSS_BORDER_ISSUE = LateIssueRule(
    amount=15,
    unit=LateIssueUnit.DAY_OF_NEXT_MONTH,
    cross_border=True,
    source="Directive 2006/112/EC, Art. 222",
)

#: ECB main refinancing rate on 1 January and 1 July, the half-year it rules (Directive 2011/7/EU, Art. 2).
ECB_RATES = (
    (date(2023, 1, 1), Decimal("2.50")),
    (date(2023, 7, 1), Decimal("4.00")),
    (date(2024, 1, 1), Decimal("4.50")),
    (date(2024, 7, 1), Decimal("4.25")),
    (date(2025, 1, 1), Decimal("3.15")),
    (date(2025, 7, 1), Decimal("2.15")),
    (date(2026, 1, 1), Decimal("2.15")),
)

#: Directive 2011/7/EU, Art. 6: a flat 40 EUR between businesses.
FLAT_FEE = ((Money(0, "EUR"), Money(4000, "EUR")),)

LATE_PAYMENT = LatePayment(
    base_rates=ECB_RATES,
    business_margin=Decimal(8),
    fees=FLAT_FEE,
    source="Directive 2011/7/EU, Art. 2, 3 and 6",
)

#: ViDA: e-invoices and digital reporting between EU businesses across borders.
VIDA = ElectronicRule(
    since=date(2030, 7, 1),
    reach="business abroad",
    message=N_("Between businesses of different EU countries an electronic invoice (EN 16931) is required."),
    next_step=N_("Send the electronic invoice together with the PDF."),
    source="Directive (EU) 2025/516 (ViDA)",
)


def standard(percent: str, *, since: date | None = None, until: date | None = None, source: str) -> TaxRate:
    """Return a country's standard rate, the one proposed for services."""
    return TaxRate(
        name=N_("Standard rate"),
        percent=Decimal(percent),
        since=since,
        until=until,
        default=True,
        source=source,
    )


def reduced(percent: str, *, since: date | None = None, until: date | None = None, source: str) -> TaxRate:
    """Return a country's reduced rate."""
    return TaxRate(name=N_("Reduced rate"), percent=Decimal(percent), since=since, until=until, source=source)


def second_reduced(
    percent: str, *, since: date | None = None, until: date | None = None, source: str
) -> TaxRate:
    """Return a country's second, lower reduced rate."""
    return TaxRate(
        name=N_("Second reduced rate"), percent=Decimal(percent), since=since, until=until, source=source
    )


def super_reduced(
    percent: str, *, since: date | None = None, until: date | None = None, source: str
) -> TaxRate:
    """Return a country's lowest rate."""
    return TaxRate(
        name=N_("Super-reduced rate"), percent=Decimal(percent), since=since, until=until, source=source
    )
