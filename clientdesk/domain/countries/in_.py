"""India: GST rates and parts, registration threshold, vouchers for advances, wording (CGST and IGST Acts 2017)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from clientdesk.domain.countries.generic import week_of
from clientdesk.domain.countries.model import (
    PATTERNS,
    CountryRules,
    DepositDocument,
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

_PARTS = ("CGST", "SGST")
_BEFORE, _REFORM = date(2025, 9, 21), date(2025, 9, 22)
_START = date(2017, 7, 1)
_SOURCE = "Notification 11/2017-Central Tax (Rate), as changed from 2025-09-22 (56th GST Council)"


def _rate(
    name: str, percent: str, *, since: date = _START, until: date | None = None, default: bool = False
) -> TaxRate:
    """Return a rate that within one state is shared equally by the union and the state (R-VAT-8)."""
    return TaxRate(
        name=name,
        percent=Decimal(percent),
        since=since,
        until=until,
        parts=_PARTS,
        default=default,
        source=_SOURCE,
    )


RULES = CountryRules(
    code="IN",
    name="India",
    currency="INR",
    languages=("en", "hi", "te"),
    tax_name=N_("GST"),
    tax_rates=(
        _rate(N_("Standard rate"), "18", default=True),
        _rate(N_("Reduced rate"), "5"),
        _rate(N_("Middle rate"), "12", until=_BEFORE),
        _rate(N_("Highest rate"), "28", until=_BEFORE),
        _rate(N_("Highest rate"), "40", since=_REFORM),
        TaxRate(
            name=N_("Nil rate"), percent=Decimal(0), category=TaxCategory.ZERO, since=_START, source=_SOURCE
        ),
    ),
    schemes=(
        Scheme(code="registered", name=N_("Registered for GST")),
        Scheme(
            code="small_business",
            name=N_("Not registered for GST (turnover below ₹20 lakh)"),
            charges_tax=False,
            category=TaxCategory.OUTSIDE_SCOPE,
            limit=TurnoverLimit(
                current=Money.of(2_000_000, "INR"),
                period=TurnoverPeriod.FINANCIAL_YEAR,
                source="CGST Act 2017, s. 22 (₹10 lakh in some states)",
            ),
            source="CGST Act 2017, s. 22",
        ),
    ),
    identifiers=(
        IdentifierRule(code="gstin", label="GSTIN", check="gstin", example="27AAPFU0939F1ZV"),
        IdentifierRule(code="pan", label="PAN", check="pan", example="ACUPA7085R", on_paper=False),
    ),
    local_parts=_PARTS,
    interstate_parts=("IGST",),
    exports_services=True,
    wording=Wording(
        reverse_charge=N_("Tax is payable on reverse charge."),
        intra_community="",
        # Rule 46 of the CGST Rules prescribes these words.
        export="SUPPLY MEANT FOR EXPORT UNDER LETTER OF UNDERTAKING WITHOUT PAYMENT OF INTEGRATED TAX",
        outside_scope="",
    ),
    week=week_of("IN"),
    fiscal_year_start=4,
    number_patterns={
        **PATTERNS,
        "quote": "QT/{fy}/{counter:4}",
        "contract": "CT/{fy}/{counter:3}",
        "proforma": "PF/{fy}/{counter:4}",
        "invoice": "INV/{fy}/{counter:4}",
        "credit_note": "CN/{fy}/{counter:4}",
        "receipt": "RC/{fy}/{counter:4}",
        "receipt_voucher": "RV/{fy}/{counter:3}",
        "refund_voucher": "RF/{fy}/{counter:3}",
    },
    due_days=15,
    retention_years=6,
    retention_note=N_("Records are kept for 72 months from the annual return (section 36 CGST Act)."),
    prepayment_mode=PrepaymentMode.FULL_WITH_PREPAID,
    deposit_document=DepositDocument.RECEIPT_VOUCHER,
    electronic=(
        ElectronicRule(
            since=date(2023, 8, 1),
            reach="business",
            message=N_(
                "Above a turnover of ₹5 crore an invoice to a business needs an IRN from the state portal."
            ),
            next_step=N_("If that is you, register the invoice there first; below it the PDF is enough."),
            source="Notification 10/2023-Central Tax",
        ),
    ),
    late_issue=(LateIssueRule(amount=30, unit=LateIssueUnit.DAYS, source="CGST Rules 2017, rule 47"),),
    amounts_in_words=True,
    is_complete=True,
)
