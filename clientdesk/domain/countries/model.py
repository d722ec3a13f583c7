"""The shape of a country's rules: rates with their dates, schemes, identifiers, wording, numbers and deadlines.

Facts that law changes are data here: each names its source and the day it was checked. Wording printed on papers is
marked `N_` in English and translated by the `documents` catalogue; words a statute fixes stand in its own language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from clientdesk.domain.money import Money
from clientdesk.domain.tax import TaxCategory
from clientdesk.domain.text import N_

#: The day on which the facts of all countries were last checked (domain-rules, section 13: twice a year).
CHECKED = date(2026, 11, 22)


class PrepaymentMode(StrEnum):
    """How a final invoice shows money received before (R-PRE-7, R-PRE-8, R-PRE-17)."""

    DEDUCT = "deduct"
    PAID_AMOUNT = "paid_amount"
    FULL_WITH_PREPAID = "full_with_prepaid"


class DepositDocument(StrEnum):
    """Which paper asks for or confirms a prepayment (R-PRE-16)."""

    ADVANCE_INVOICE = "advance_invoice"
    RECEIPT_VOUCHER = "receipt_voucher"


class TurnoverPeriod(StrEnum):
    """Over which time a small business's turnover is counted (R-VAT-7)."""

    CALENDAR_YEAR = "calendar_year"
    FINANCIAL_YEAR = "financial_year"
    ROLLING_YEAR = "rolling_year"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRate:
    """A rate valid from `since` to `until`, both inclusive; None is open. `parts` share it equally (R-VAT-8)."""

    name: str
    percent: Decimal
    category: TaxCategory = TaxCategory.STANDARD
    since: date | None = None
    until: date | None = None
    parts: tuple[str, ...] = ()
    default: bool = False
    source: str = ""
    checked: date = CHECKED

    def is_valid_on(self, on: date) -> bool:
        """Tell whether a supply on this day is taxed at this rate (R-VAT-5)."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnoverLimit:
    """Up to which turnover a scheme may be used (R-VAT-7).

    `previous` binds the year before, `current` the running one. Above `current` the scheme ends; up to
    `current` plus `tolerance_percent` it ends only with the year. `at_once`: the very sale that passes it is taxed.
    """

    current: Money
    previous: Money | None = None
    tolerance_percent: Decimal = Decimal(0)
    at_once: bool = False
    period: TurnoverPeriod = TurnoverPeriod.CALENDAR_YEAR
    source: str = ""
    checked: date = CHECKED

    @property
    def highest(self) -> Money:
        """The turnover up to which this year's sales stay without tax."""
        return self.current + self.current.percent(self.tolerance_percent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A tax status one can choose. `note` is printed; `charges_tax` tells whether rates may be shown (R-VAT-6)."""

    code: str
    name: str
    charges_tax: bool = True
    category: TaxCategory = TaxCategory.STANDARD
    note: str = ""
    reason_code: str = ""
    limit: TurnoverLimit | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierRule:
    """An identifier the country knows: `code` as stored in TaxId.kind, `check` names the checker (identifiers)."""

    code: str
    label: str
    check: str = ""
    example: str = ""
    on_paper: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Legal phrases of a country's papers; empty where the law asks for none (R-CON-1)."""

    reverse_charge: str = N_("Reverse charge: VAT is to be accounted for by the recipient.")
    intra_community: str = N_("VAT-exempt intra-Community supply.")
    export: str = N_("VAT-exempt export.")
    outside_scope: str = N_("Not subject to VAT: the place of supply is outside the country.")
    cash_accounting: str = ""
    cash_accounting_since: date | None = None
    private_client: str = ""
    late_payment: str = ""
    no_early_discount: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectronicRule:
    """From `since` a PDF alone is no legal invoice to buyers of this reach (R-JUR-1)."""

    since: date
    reach: str  # "domestic business", "domestic", "business", "public", "anyone"
    message: str
    next_step: str
    blocks: bool = False
    source: str = ""


class LateIssueUnit(StrEnum):
    """How the time allowed for issuing an invoice is counted."""

    DAYS = "days"
    MONTHS = "months"
    DAY_OF_NEXT_MONTH = "day_of_next_month"


@dataclass(frozen=True, slots=True, kw_only=True)
class LateIssueRule:
    """By when an invoice must be issued after the supply (R-DOC-9). `cross_border`: only to a business abroad."""

    amount: int
    unit: LateIssueUnit
    cross_border: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LatePayment:
    """Interest and flat fee for late payment (R-INT-2, R-INT-3).

    `base_rates` are (valid from, percent a year) in order; the margins are added in points. `fees` are
    (claim from, fee) in order. `fixed_consumer` replaces base and margin for private clients.
    """

    base_rates: tuple[tuple[date, Decimal], ...] = ()
    business_margin: Decimal = Decimal(0)
    consumer_margin: Decimal | None = None
    fixed_consumer: Decimal | None = None
    fees: tuple[tuple[Money, Money], ...] = ()
    half_yearly: bool = True
    source: str = ""
    checked: date = CHECKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The usual working week: weekdays (Monday 0), and the office hours as minutes after midnight."""

    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    opens: int = 9 * 60
    closes: int = 17 * 60


#: Number patterns (tokens as in domain.numbering) where a country has no habit of its own.
PATTERNS: Mapping[str, str] = {
    "quote": "QU-{year}-{counter:3}",
    "contract": "CT-{year}-{counter:3}",
    "change_order": "CO-{counter}",
    "proforma": "PF-{year}-{counter:3}",
    "invoice": "INV-{year}-{counter:3}",
    "credit_note": "CN-{year}-{counter:3}",
    "receipt": "RC-{year}-{counter:3}",
    "receipt_voucher": "RV-{year}-{counter:3}",
    "refund_voucher": "RF-{year}-{counter:3}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryRules:
    """Everything the program knows of one country. Empty tuples mean: nothing known, the user fills it in.

    `local_parts` and `interstate_parts` name the taxes a rate consists of within one state and between states
    (R-VAT-8). `exports_services`: services to foreigners are zero-rated exports, not outside the tax.
    `amounts_in_words`: banks and tax offices expect the sum in words on invoices and receipts, though no law asks.
    `is_complete` tells full data from rules made from the country's code.
    """

    code: str
    name: str
    currency: str
    languages: tuple[str, ...] = ("en",)
    paper: str = "A4"
    tax_name: str = N_("VAT")
    tax_rates: tuple[TaxRate, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    identifiers: tuple[IdentifierRule, ...] = ()
    local_parts: tuple[str, ...] = ()
    interstate_parts: tuple[str, ...] = ()
    exports_services: bool = False
    wording: Wording = field(default_factory=Wording)
    week: Week = field(default_factory=Week)
    fiscal_year_start: int = 1
    number_patterns: Mapping[str, str] = field(default_factory=lambda: PATTERNS)
    due_days: int = 30
    retention_years: int = 10
    retention_note: str = ""
    prepayment_mode: PrepaymentMode = PrepaymentMode.PAID_AMOUNT
    deposit_document: DepositDocument = DepositDocument.ADVANCE_INVOICE
    small_invoice_limit: Money | None = None
    tax_rounding: str = "per_document"
    amounts_in_words: bool = False
    electronic: tuple[ElectronicRule, ...] = ()
    late_issue: tuple[LateIssueRule, ...] = ()
    late_payment: LatePayment | None = None
    is_complete: bool = False

    def scheme(self, code: str) -> Scheme | None:
        """Return the scheme of this code, or None if the country has no such scheme."""
        return next((scheme for scheme in self.schemes if scheme.code == code), None)

    def identifier(self, code: str) -> IdentifierRule | None:
        """Return the identifier of this code, or None if the country does not know it."""
        return next((rule for rule in self.identifiers if rule.code == code), None)
