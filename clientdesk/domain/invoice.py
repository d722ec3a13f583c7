"""The invoice and its kin: prepayment, partial, final, credit note, cancellation, correction, vouchers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from clientdesk.domain.errors import StateError
from clientdesk.domain.line import Adjustment, Line, PriceMode
from clientdesk.domain.money import Money
from clientdesk.domain.party import BankAccount, Party
from clientdesk.domain.tax import TaxGroup
from clientdesk.domain.text import N_
from clientdesk.domain.totals import Deduction, TaxRounding, Totals, compute, with_cash_rounding


class InvoiceKind(StrEnum):
    """Every paper that shares the invoice's life: draft, then issued for good (type codes: R-DOC-8)."""

    INVOICE = "invoice"
    PREPAYMENT = "prepayment"
    PARTIAL = "partial"
    FINAL = "final"
    CREDIT_NOTE = "credit_note"
    CANCELLATION = "cancellation"
    CORRECTION = "correction"
    RECEIPT_VOUCHER = "receipt_voucher"
    REFUND_VOUCHER = "refund_voucher"


#: UNTDID 1001 codes (R-DOC-8); a German XRechnung writes prepayments as 326, by setting.
TYPE_CODES = {
    InvoiceKind.INVOICE: 380,
    InvoiceKind.PREPAYMENT: 386,
    InvoiceKind.PARTIAL: 326,
    InvoiceKind.FINAL: 380,
    InvoiceKind.CREDIT_NOTE: 381,
    InvoiceKind.CANCELLATION: 381,
    InvoiceKind.CORRECTION: 384,
}

#: Kinds whose amounts count negative in reports and balances (R-DOC-5).
CREDITS = frozenset({InvoiceKind.CREDIT_NOTE, InvoiceKind.CANCELLATION, InvoiceKind.REFUND_VOUCHER})
#: The number series of each kind that does not share the invoices' one (R-NUM-5).
_OWN_SERIES = {
    InvoiceKind.CREDIT_NOTE: "credit_note",
    InvoiceKind.CANCELLATION: "credit_note",
    InvoiceKind.RECEIPT_VOUCHER: "receipt_voucher",
    InvoiceKind.REFUND_VOUCHER: "refund_voucher",
}
#: Kinds whose money is held in the prepayment ledger until it is applied (B7).
PREPAID = frozenset({InvoiceKind.PREPAYMENT, InvoiceKind.RECEIPT_VOUCHER})
#: Kinds that ask for money.
DEMANDS = frozenset(
    {
        InvoiceKind.INVOICE,
        InvoiceKind.PREPAYMENT,
        InvoiceKind.PARTIAL,
        InvoiceKind.FINAL,
        InvoiceKind.CORRECTION,
    }
)


def series_of(kind: InvoiceKind) -> str:
    """Return the code of the number series of a kind; prepayments share the invoices' (R-NUM-5, B15)."""
    return _OWN_SERIES.get(kind, "invoice")


class InvoiceState(StrEnum):
    """Stored states; paid, part-paid, overdue and credited are derived (R-DOC-1)."""

    DRAFT = "draft"
    ISSUED = "issued"


class DueRule(StrEnum):
    """How the days to pay are counted."""

    DAYS = "days"
    END_OF_MONTH = "end_of_month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """An invoice or one of its kin. What `issue` freezes never changes again (R-DOC-2, B16).

    `corrects_id` is the paper that a credit note, cancellation or correction refers to (BG-3).
    `home_rate` is units of the issuer's currency per unit of `currency` (R-MON-10). `due_on` set on a draft is
    a fixed day to pay by; else the day is counted from the issue date by `due_days` and `due_rule` (R-DUE-1).
    `fixed_groups` are net and tax where they are a difference and must not be rounded anew: the rest of a
    prepayment, the last credit of an invoice (R-PRE-5, R-DOC-4).
    """

    id: int = 0
    version: int = 0
    kind: InvoiceKind = InvoiceKind.INVOICE
    state: InvoiceState = InvoiceState.DRAFT
    client_id: int = 0
    contract_id: int | None = None
    quote_id: int | None = None
    corrects_id: int | None = None
    recurring_id: int | None = None
    instalment: str = ""
    series: str = ""
    number: str = ""
    title: str = ""
    intro: str = ""
    closing: str = ""
    reason: str = ""
    reference: str = ""
    language: str = ""
    currency: str = ""
    price_mode: PriceMode = PriceMode.NET
    tax_rounding: TaxRounding = TaxRounding.PER_DOCUMENT
    lines: tuple[Line, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    fixed_groups: tuple[TaxGroup, ...] = ()
    cash_step: Decimal | None = None
    supplied_from: date | None = None
    supplied_to: date | None = None
    due_days: int | None = None
    due_rule: DueRule = DueRule.DAYS
    issued_on: date | None = None
    due_on: date | None = None
    home_currency: str = ""
    home_rate: Decimal | None = None
    home_rate_on: date | None = None
    home_rate_source: str = ""
    overrun_reason: str = ""
    seller: Party | None = None
    buyer: Party | None = None
    account: BankAccount | None = None
    notes: tuple[str, ...] = ()
    groups: tuple[TaxGroup, ...] = ()
    net: Money | None = None
    tax: Money | None = None
    gross: Money | None = None
    due: Money | None = None
    paper_sha256: str = ""

    @property
    def sign(self) -> int:
        """-1 for papers that count negative in reports and balances (R-DOC-5)."""
        return -1 if self.kind in CREDITS else 1

    @property
    def type_code(self) -> int | None:
        """UNTDID 1001 code, None for vouchers, which are no invoices (R-DOC-8)."""
        return TYPE_CODES.get(self.kind)

    def totals(self) -> Totals:
        """Return the ladder of the lines, less the deducted prepayments."""
        totals = compute(
            self.lines,
            currency=self.currency,
            adjustments=self.adjustments,
            price_mode=self.price_mode,
            tax_rounding=self.tax_rounding,
            deductions=self.deductions,
        )
        if self.fixed_groups:
            totals = replace(totals, groups=self.fixed_groups)
        return with_cash_rounding(totals, self.cash_step) if self.cash_step else totals

    def issue(  # everything that is frozen, each of its own kind
        self,
        number: str,
        *,
        series: str,
        on: date,
        due_on: date | None,
        seller: Party,
        buyer: Party,
        account: BankAccount,
        notes: tuple[str, ...] = (),
    ) -> Invoice:
        """Fix number, date, parties, account, notes and totals for good (R-DOC-1, R-DOC-2, R-NUM-1).

        A paper with nothing left to pay has no due date (R-PRE-11).
        """
        self.check_draft()
        totals = self.totals()
        return replace(
            self,
            state=InvoiceState.ISSUED,
            series=series,
            number=number,
            issued_on=on,
            due_on=due_on if totals.due.minor > 0 and self.kind in DEMANDS else None,
            seller=seller,
            buyer=buyer,
            account=account,
            notes=notes,
            groups=totals.remaining,
            net=totals.remaining_net,
            tax=totals.remaining_tax,
            gross=totals.remaining_net + totals.remaining_tax,
            due=totals.due,
        )

    def day_due(self, on: date, days: int) -> date:
        """Return the day by which to pay if issued `on` with `days` to pay by default (R-DUE-1)."""
        own = self.due_days if self.due_days is not None else days
        return self.due_on or due_date(on, own, self.due_rule)

    def check_draft(self) -> None:
        """Raise StateError if the paper was issued: only drafts may change (R-DOC-1)."""
        if self.state is not InvoiceState.DRAFT:
            raise StateError(
                N_("{number} was issued and does not change any more."),
                next_step=N_("Correct it with a credit note or a cancellation."),
                rule="R-DOC-1",
                number=self.number,
            )


class PaymentState(StrEnum):
    """Derived from money and dates, never stored (R-DOC-1)."""

    DRAFT = "draft"
    OPEN = "open"
    PART_PAID = "part_paid"
    OVERDUE = "overdue"
    PAID = "paid"
    CREDITED = "credited"
    REFUND_DUE = "refund_due"


def payment_state(
    *, due: Money, paid: Money, settled: Money, credited: Money, due_on: date | None, today: date
) -> PaymentState:
    """Derive the state of an issued paper; overdue starts the day after it was due (R-DUE-2)."""
    balance = due - paid - settled - credited
    if balance.minor < 0:
        return PaymentState.REFUND_DUE
    if balance.minor == 0:
        return PaymentState.CREDITED if credited and credited == due else PaymentState.PAID
    if due_on is not None and today > due_on:
        return PaymentState.OVERDUE
    return PaymentState.PART_PAID if paid or settled or credited else PaymentState.OPEN


def paper_state(
    kind: InvoiceKind,
    stored: InvoiceState,
    *,
    due: Money | None,
    paid: Money,
    settled: Money,
    credited: Money,
    due_on: date | None,
    today: date,
) -> str:
    """Return the one word for how an invoice or any of its kin stands, the same wherever it is shown (R-DOC-1).

    A credit asks for nothing, so it is only issued. A receipt voucher confirms money that came: it is paid.
    """
    if stored is InvoiceState.DRAFT or due is None:
        return InvoiceState.DRAFT.value
    if kind in CREDITS:
        return InvoiceState.ISSUED.value
    state = payment_state(due=due, paid=paid, settled=settled, credited=credited, due_on=due_on, today=today)
    return state.value


def due_date(issued_on: date, days: int, rule: DueRule = DueRule.DAYS) -> date:
    """Return the day by which to pay: issue date + n days, or the end of that day's month (R-DUE-1)."""
    day = issued_on + timedelta(days=days)
    if rule is DueRule.DAYS:
        return day
    first_of_next = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first_of_next - timedelta(days=1)
