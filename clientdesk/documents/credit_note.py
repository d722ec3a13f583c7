"""Credit note and cancellation as papers: what is taken back, and from which invoice (R-DOC-3, R-DOC-4, R-DOC-7)."""

from __future__ import annotations

from clientdesk.documents.billing import Original, buyer_ids, foreign_tax, legal_notes
from clientdesk.documents.ladder import deduction_table, ladder, price_rows, remainder_rows
from clientdesk.documents.letter import body_text, greeting, letter, notes
from clientdesk.documents.price_table import price_table, signed
from clientdesk.documents.setting import Setting
from clientdesk.documents.view import DocumentView, Fact, Section, Total, Weight
from clientdesk.domain.invoice import Invoice, InvoiceKind
from clientdesk.domain.totals import Totals


def view(invoice: Invoice, where: Setting, *, original: Original | None) -> DocumentView:
    """Return the paper that credits `original` in part, or cancels it whole; amounts are positive (R-DOC-5).

    The German titles are "Rechnungskorrektur" and "Stornorechnung", never "Gutschrift" (R-DOC-7).
    """
    where = where.frozen(seller=invoice.seller, buyer=invoice.buyer, account=invoice.account)
    tr = where.tr
    totals = invoice.totals()
    cancels = invoice.kind is InvoiceKind.CANCELLATION
    number = original.number if original else ""
    day = tr.date(original.issued_on, "long") if original else ""
    if cancels:
        usual = tr.gettext("This paper cancels invoice {number} of {date} in full:")
    else:
        usual = tr.gettext("This paper reduces invoice {number} of {date} by:")
    info = (
        Fact(
            label=tr.gettext("Cancellation no.") if cancels else tr.gettext("Credit note no."),
            value=invoice.number,
            weight=Weight.STRONG,
        ),
        Fact(label=tr.gettext("Date"), value=tr.date(invoice.issued_on or where.on, "long")),
        Fact(label=tr.gettext("Original invoice"), value=number, weight=Weight.STRONG),
        Fact(label=tr.gettext("Invoice date"), value=day),
        Fact(label=tr.gettext("Client no."), value=where.client_number),
        Fact(label=tr.gettext("Your reference"), value=where.client_reference),
        *buyer_ids(where),
    )
    reason = tr.gettext("Reason: {reason}").format(reason=invoice.reason) if invoice.reason else ""
    return letter(
        where,
        title=tr.gettext("Cancellation invoice") if cancels else tr.gettext("Credit note"),
        number=invoice.number,
        subject=invoice.title,
        info=info,
        body=(
            *greeting(where, invoice.intro, usual.format(number=number, date=day)),
            price_table(invoice.lines, where, currency=invoice.currency, price_mode=invoice.price_mode),
            *_sums(invoice, totals, where),
            *notes([reason, *foreign_tax(invoice, totals, where), *legal_notes(invoice, totals, where)]),
            *body_text(invoice.closing),
        ),
    )


def _sums(invoice: Invoice, totals: Totals, where: Setting) -> list[Section]:
    """Return the sums; a cancelled final invoice shows again what it had deducted, and the rest that is taken back."""
    rows = price_rows(
        totals,
        invoice.lines,
        invoice.adjustments,
        where,
        price_mode=invoice.price_mode,
        more_follows=bool(totals.deductions),
    )
    if not totals.deductions:
        return [ladder(rows)]
    taken_back = Total(
        label=where.tr.gettext("Amount taken back"),
        amount=signed(totals.due, where.tr, symbol=True),
        weight=Weight.DUE,
        rule=True,
    )
    return [
        ladder(rows),
        deduction_table(totals, where),
        ladder([*remainder_rows(totals, where), taken_back]),
    ]
