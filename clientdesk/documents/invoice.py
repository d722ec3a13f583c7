"""The invoice as a paper: plain, prepayment, partial, final with its deducted prepayments, and correction."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from clientdesk.documents import credit_note, voucher
from clientdesk.documents.amount_words import words_note
from clientdesk.documents.billing import Original, buyer_ids, foreign_tax, legal_notes
from clientdesk.documents.ladder import deduction_table, due_row, ladder, price_rows, remainder_rows
from clientdesk.documents.letter import letter, notes
from clientdesk.documents.own_text import words
from clientdesk.documents.paying import payment
from clientdesk.documents.price_table import price_table, supply_period
from clientdesk.documents.setting import Setting
from clientdesk.documents.view import DocumentView, Fact, Section, Weight
from clientdesk.domain.design import Wording
from clientdesk.domain.invoice import DEMANDS, Invoice, InvoiceKind, InvoiceState
from clientdesk.domain.issuer import TaxStatus
from clientdesk.domain.totals import Totals
from clientdesk.i18n import Translator

#: Whose own words a kind of invoice has; a correction has those of the invoice that it replaces.
_WORDINGS = {
    InvoiceKind.PREPAYMENT: Wording.PREPAYMENT,
    InvoiceKind.PARTIAL: Wording.PARTIAL,
    InvoiceKind.FINAL: Wording.FINAL,
}


def view(invoice: Invoice, where: Setting, *, original: Original | None = None) -> DocumentView:
    """Return the paper of an invoice or of any of its kin; `original` is the paper it corrects, credits or refunds.

    What the record froze when it was issued goes before the present data of issuer and client (R-DOC-2).
    """
    match invoice.kind:
        case InvoiceKind.CREDIT_NOTE | InvoiceKind.CANCELLATION:
            return credit_note.view(invoice, where, original=original)
        case InvoiceKind.RECEIPT_VOUCHER | InvoiceKind.REFUND_VOUCHER:
            return voucher.view(invoice, where, original=original)
        case (
            InvoiceKind.INVOICE
            | InvoiceKind.PREPAYMENT
            | InvoiceKind.PARTIAL
            | InvoiceKind.FINAL
            | InvoiceKind.CORRECTION
        ):
            return _demand(invoice, where, original)
        case _:
            assert_never(invoice.kind)


def _demand(invoice: Invoice, where: Setting, original: Original | None) -> DocumentView:
    """Return the paper of a kind that asks for money."""
    where = where.frozen(seller=invoice.seller, buyer=invoice.buyer, account=invoice.account)
    tr = where.tr
    totals = invoice.totals()
    due_on = _due_on(invoice, totals, where)
    said_around = words(
        where,
        _WORDINGS.get(invoice.kind, Wording.INVOICE),
        intro=invoice.intro,
        closing=invoice.closing,
        usual=opening(invoice, tr, original),
        number=invoice.number,
        title=invoice.title,
        total=totals.due,
        due_on=due_on,
        on=invoice.issued_on or where.on,
    )
    body: list[Section] = [*said_around.before]
    body.append(price_table(invoice.lines, where, currency=invoice.currency, price_mode=invoice.price_mode))
    body.extend(sums(invoice, totals, where))
    body.extend(words_note(totals.due, where))
    said = [*foreign_tax(invoice, totals, where), *legal_notes(invoice, totals, where)]
    if invoice.kind is InvoiceKind.PREPAYMENT:
        said.append(tr.gettext("This prepayment will be deducted in the final invoice."))
    if totals.deductions and not totals.due:
        said.append(tr.gettext("Paid in full by prepayments: nothing is left to pay."))
    elif totals.due.minor < 0:
        said.append(tr.gettext("The prepayments exceed the price: the difference will be refunded."))
    body.extend(notes(said))
    panel = payment(where, totals.due, due_on=due_on, number=invoice.number, reference=invoice.reference)
    if panel is not None:
        body.append(panel)
    body.extend(said_around.after)
    return letter(
        where,
        title=title(invoice, where),
        number=invoice.number,
        subject=invoice.title,
        info=info(invoice, where, due_on, original),
        body=body,
    )


def title(invoice: Invoice, where: Setting) -> str:
    """Return the name of the paper; India and the Emirates prescribe "Tax Invoice" (R-CON-IN, R-CON-AE)."""
    tr = where.tr
    prescribed = where.rules.code in {"IN", "AE"} and where.names_tax
    match invoice.kind:
        case InvoiceKind.INVOICE | InvoiceKind.FINAL if prescribed:
            return tr.gettext("Tax invoice")
        case InvoiceKind.PREPAYMENT:
            return tr.gettext("Prepayment invoice")
        case InvoiceKind.PARTIAL:
            return tr.gettext("Partial invoice")
        case InvoiceKind.FINAL:
            return tr.gettext("Final invoice")
        case InvoiceKind.CORRECTION:
            return tr.gettext("Corrected invoice")
        case _:
            return tr.gettext("Invoice")


def opening(invoice: Invoice, tr: Translator, original: Original | None) -> str:
    """Return the sentence before the table, where the user typed none."""
    match invoice.kind:
        case InvoiceKind.PREPAYMENT:
            return tr.gettext("As agreed, this prepayment is due before the work is delivered:")
        case InvoiceKind.PARTIAL:
            return tr.gettext("As agreed, this part of the work is invoiced:")
        case InvoiceKind.FINAL:
            return tr.gettext("The work is complete. This is the final invoice:")
        case InvoiceKind.CORRECTION if original is not None:
            return tr.gettext("This invoice replaces invoice {number} of {date}:").format(
                number=original.number, date=tr.date(original.issued_on, "long")
            )
        case _:
            return tr.gettext("Thank you for your order. This work is invoiced:")


def info(
    invoice: Invoice, where: Setting, due_on: date | None, original: Original | None
) -> tuple[Fact, ...]:
    """Return the information block: number, dates, supply, ids (R-CON-1)."""
    tr = where.tr
    issued_on = invoice.issued_on or where.on
    facts = [
        Fact(label=tr.gettext("Invoice no."), value=invoice.number, weight=Weight.STRONG),
        Fact(label=tr.gettext("Invoice date"), value=tr.date(issued_on, "long")),
        *_supply(invoice, where, issued_on),
        Fact(
            label=tr.gettext("Due on"), value=tr.date(due_on, "long") if due_on else "", weight=Weight.STRONG
        ),
    ]
    if original is not None:
        facts.append(Fact(label=tr.gettext("Original invoice"), value=original.number))
        facts.append(Fact(label=tr.gettext("Original date"), value=tr.date(original.issued_on, "long")))
    facts.append(Fact(label=tr.gettext("Client no."), value=where.client_number))
    facts.append(Fact(label=tr.gettext("Your reference"), value=where.client_reference))
    facts.extend(buyer_ids(where))
    return tuple(facts)


def sums(invoice: Invoice, totals: Totals, where: Setting) -> list[Section]:
    """Return the sums: the full price, the received prepayments, what is left and what is due (R-PRE-3, R-PRE-4)."""
    rows = price_rows(
        totals,
        invoice.lines,
        invoice.adjustments,
        where,
        price_mode=invoice.price_mode,
        more_follows=bool(totals.deductions or totals.rounding),
    )
    if totals.deductions:
        remainder = [*remainder_rows(totals, where), due_row(totals.due, where)]
        return [ladder(rows), deduction_table(totals, where), ladder(remainder)]
    if totals.rounding:
        return [ladder([*rows, *remainder_rows(totals, where), due_row(totals.due, where)])]
    return [ladder(rows)]


def _due_on(invoice: Invoice, totals: Totals, where: Setting) -> date | None:
    """Return the day to pay by: as frozen, or as it would be if a draft were issued today (R-DUE-1, R-PRE-11)."""
    if invoice.state is InvoiceState.ISSUED or invoice.kind not in DEMANDS or totals.due.minor <= 0:
        return invoice.due_on
    return invoice.day_due(where.on, where.due_days)


def _supply(invoice: Invoice, where: Setting, issued_on: date) -> list[Fact]:
    """Return when the work was supplied: always in the EU (R-CON-DE), elsewhere where known."""
    tr = where.tr
    first, last = invoice.supplied_from, invoice.supplied_to
    if invoice.kind is InvoiceKind.PREPAYMENT:
        return [Fact(label=tr.gettext("Planned supply"), value=supply_period(first, last, tr))]
    if first is None and last is None and where.issuer.tax_status is not TaxStatus.NONE:
        return [Fact(label=tr.gettext("Date of supply"), value=tr.date(issued_on, "long"))]
    one_day = first is None or last is None or first == last
    label = tr.gettext("Date of supply") if one_day else tr.gettext("Period of supply")
    return [Fact(label=label, value=supply_period(first, last, tr))]
