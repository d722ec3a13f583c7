"""Receipt and refund vouchers: a prepayment taken, or given back, with the tax inside it (R-PRE-16, R-PRE-13)."""

from __future__ import annotations

from collections.abc import Sequence

from clientdesk.documents import methods
from clientdesk.documents.amount_words import words_note
from clientdesk.documents.billing import Original, buyer_ids, foreign_tax, legal_notes
from clientdesk.documents.ladder import ladder, names_tax, tax_rows
from clientdesk.documents.letter import body_text, greeting, letter, notes
from clientdesk.documents.price_table import signed
from clientdesk.documents.setting import Setting, buyer_name
from clientdesk.documents.view import DocumentView, Fact, Facts, Total, Weight
from clientdesk.domain.invoice import Invoice, InvoiceKind
from clientdesk.domain.line import LineKind


def view(
    invoice: Invoice,
    where: Setting,
    *,
    original: Original | None = None,
    contract: str = "",
    method: str = "",
    reference: str = "",
) -> DocumentView:
    """Return the voucher; `contract` names the work, `original` is the receipt voucher that a refund undoes."""
    where = where.frozen(seller=invoice.seller, buyer=invoice.buyer, account=invoice.account)
    tr = where.tr
    totals = invoice.totals()
    refund = invoice.kind is InvoiceKind.REFUND_VOUCHER
    day = tr.date(invoice.issued_on or where.on, "long")
    if refund:
        usual = tr.gettext("This prepayment was refunded, with the tax inside it:")
        who, when = tr.gettext("Refunded to"), tr.gettext("Refunded on")
    else:
        usual = tr.gettext("This prepayment was received, with the tax inside it:")
        who, when = tr.gettext("Received from"), tr.gettext("Received on")
    work = [line.description for line in invoice.lines if line.kind is LineKind.ITEM]
    facts = (
        Fact(label=who, value=buyer_name(where), weight=Weight.STRONG),
        Fact(label=when, value=day),
        Fact(label=tr.gettext("Purpose"), value="\n".join(work)),
        Fact(label=tr.gettext("Contract"), value=contract),
        Fact(label=tr.gettext("Way of payment"), value=methods.printed(method, tr)),
        Fact(label=tr.gettext("Reference"), value=reference),
    )
    info = [
        Fact(label=tr.gettext("Voucher no."), value=invoice.number, weight=Weight.STRONG),
        Fact(label=tr.gettext("Date"), value=day),
        Fact(label=tr.gettext("Client no."), value=where.client_number),
        *buyer_ids(where),
    ]
    if original is not None:
        info.insert(2, Fact(label=tr.gettext("Receipt voucher"), value=original.number))
        info.insert(3, Fact(label=tr.gettext("Original date"), value=tr.date(original.issued_on, "long")))
    whole = tr.gettext("Amount refunded") if refund else tr.gettext("Amount received")
    rows: list[Total] = []
    if names_tax(where, totals.groups):
        rows.append(Total(label=tr.gettext("Taxable value"), amount=signed(totals.net, tr, symbol=True)))
        rows.extend(tax_rows(totals.groups, where))
    rows.append(
        Total(label=whole, amount=signed(totals.gross, tr, symbol=True), weight=Weight.DUE, rule=True)
    )
    closing = [] if refund else [tr.gettext("This prepayment will be deducted in the final invoice.")]
    return letter(
        where,
        title=tr.gettext("Refund voucher") if refund else tr.gettext("Receipt voucher"),
        number=invoice.number,
        subject=invoice.title,
        info=info,
        body=(
            *greeting(where, invoice.intro, usual),
            Facts(facts=_given(facts)),
            ladder(rows),
            *words_note(totals.gross, where),
            *notes([*foreign_tax(invoice, totals, where), *legal_notes(invoice, totals, where), *closing]),
            *body_text(invoice.closing),
        ),
    )


def _given(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.value)
