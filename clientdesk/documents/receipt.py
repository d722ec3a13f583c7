"""The payment receipt: what came in (or went back), when and how, and which papers it paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clientdesk.documents import methods
from clientdesk.documents.amount_words import words_note
from clientdesk.documents.ladder import ladder
from clientdesk.documents.letter import greeting, letter
from clientdesk.documents.price_table import signed
from clientdesk.documents.setting import Setting, buyer_name
from clientdesk.documents.view import (
    Align,
    Column,
    DocumentView,
    Fact,
    Facts,
    Row,
    Section,
    Table,
    Total,
    Weight,
)
from clientdesk.domain.money import Money, total
from clientdesk.domain.payment import Direction, Payment


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """A paper that the payment went to, with the part it got and what is still open on it."""

    number: str
    issued_on: date
    amount: Money
    still_open: Money


def view(payment: Payment, where: Setting, *, paid: Sequence[Paid] = ()) -> DocumentView:
    """Return the receipt of a payment, or of a refund."""
    tr = where.tr
    refund = payment.direction is Direction.OUT
    amount = tr.money(payment.amount)
    day = tr.date(payment.on, "long")
    if refund:
        usual = tr.gettext("We refunded {amount} on {date}.")
    else:
        usual = tr.gettext("We received {amount} on {date}. Thank you.")
    facts = (
        Fact(
            label=tr.gettext("Refunded to") if refund else tr.gettext("Received from"),
            value=payment.payer or buyer_name(where),
            weight=Weight.STRONG,
        ),
        Fact(label=tr.gettext("Date"), value=day),
        Fact(label=tr.gettext("Way of payment"), value=methods.printed(payment.method, tr)),
        Fact(label=tr.gettext("Reference"), value=payment.reference),
    )
    body: list[Section] = [
        *greeting(where, "", usual.format(amount=amount, date=day)),
        Facts(facts=tuple(fact for fact in facts if fact.value)),
    ]
    if paid:
        body.append(_table(paid, where, payment.amount.currency))
    body.append(ladder(_rows(payment, paid, where)))
    body.extend(words_note(payment.amount, where))
    return letter(
        where,
        title=tr.gettext("Refund receipt") if refund else tr.gettext("Receipt"),
        number=payment.number,
        info=(
            Fact(label=tr.gettext("Receipt no."), value=payment.number, weight=Weight.STRONG),
            Fact(label=tr.gettext("Date"), value=tr.date(where.on, "long")),
            Fact(label=tr.gettext("Client no."), value=where.client_number),
        ),
        body=body,
    )


def _table(paid: Sequence[Paid], where: Setting, currency: str) -> Table:
    tr = where.tr
    return Table(
        columns=(
            Column(title=tr.gettext("Document"), wide=True),
            Column(title=tr.pgettext("column", "dated")),
            Column(title=tr.gettext("Paid ({currency})").format(currency=currency), align=Align.END),
            Column(title=tr.gettext("Still open"), align=Align.END),
        ),
        rows=tuple(
            Row(
                cells=(
                    part.number,
                    tr.date(part.issued_on),
                    signed(part.amount, tr),
                    signed(part.still_open, tr),
                )
            )
            for part in paid
        ),
    )


def _rows(payment: Payment, paid: Sequence[Paid], where: Setting) -> list[Total]:
    tr = where.tr
    rows: list[Total] = []
    left = payment.amount - total((abs(part.amount) for part in paid), payment.amount.currency)
    if paid and left.minor > 0:
        rows.append(Total(label=tr.gettext("Kept as credit for you"), amount=tr.money(left)))
    label = (
        tr.gettext("Amount refunded") if payment.direction is Direction.OUT else tr.gettext("Amount received")
    )
    rows.append(Total(label=label, amount=tr.money(payment.amount), weight=Weight.DUE, rule=True))
    return rows
