"""The settlement of a cancelled contract: what was received, what is kept by the signed clause, what goes back (B8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clientdesk.documents.ladder import ladder, names_tax, reasons, tax_rows
from clientdesk.documents.letter import body_text, greeting, letter, notes
from clientdesk.documents.price_table import signed
from clientdesk.documents.setting import Setting
from clientdesk.documents.view import (
    Align,
    Column,
    DocumentView,
    Fact,
    Heading,
    Row,
    Section,
    Table,
    Total,
    Weight,
)
from clientdesk.domain.contract import Contract
from clientdesk.domain.money import Money
from clientdesk.domain.prepayment import CancellationSettlement
from clientdesk.domain.tax import merge


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A prepayment that came in for the contract."""

    number: str
    received_on: date
    gross: Money


def view(
    settlement: CancellationSettlement,
    contract: Contract,
    where: Setting,
    *,
    received: Sequence[Received] = (),
    cancelled_on: date | None = None,
    number: str = "",
) -> DocumentView:
    """Return the sheet that shows received, kept, refunded and still to be billed, each with its reckoning."""
    tr = where.tr
    currency = settlement.received.currency
    usual = tr.gettext(
        "The contract {number} was cancelled. By its clause on cancellation this is settled:"
    ).format(number=contract.number)
    body: list[Section] = [*greeting(where, "", usual)]
    if received:
        body.append(_table(received, where, currency))
    body.append(Heading(text=tr.gettext("What is kept")))
    body.extend(body_text(_clause(contract, where)))
    body.append(ladder(_rows(settlement, contract.cancellation.percent, where)))
    body.extend(notes([*reasons(settlement.kept_groups, where), *where.tax_notes()]))
    return letter(
        where,
        title=tr.gettext("Cancellation settlement"),
        number=number,
        subject=contract.title,
        info=(
            Fact(label=tr.gettext("Settlement no."), value=number, weight=Weight.STRONG),
            Fact(label=tr.gettext("Date"), value=tr.date(where.on, "long")),
            Fact(label=tr.gettext("Contract"), value=contract.number),
            Fact(
                label=tr.gettext("Cancelled on"), value=tr.date(cancelled_on, "long") if cancelled_on else ""
            ),
            Fact(label=tr.gettext("Client no."), value=where.client_number),
        ),
        body=body,
    )


def _clause(contract: Contract, where: Setting) -> str:
    if contract.cancellation.text.strip():
        return contract.cancellation.text
    return where.tr.gettext("{percent} of the net price of the contract.").format(
        percent=where.tr.percent(contract.cancellation.percent)
    )


def _table(received: Sequence[Received], where: Setting, currency: str) -> Table:
    tr = where.tr
    return Table(
        title=tr.gettext("Prepayments received ({currency})").format(currency=currency),
        columns=(
            Column(title=tr.gettext("Prepayment"), wide=True),
            Column(title=tr.pgettext("column", "received")),
            Column(title=tr.gettext("Gross"), align=Align.END),
        ),
        rows=tuple(
            Row(cells=(part.number, tr.date(part.received_on), signed(part.gross, tr))) for part in received
        ),
    )


def _rows(settlement: CancellationSettlement, percent: Decimal, where: Setting) -> list[Total]:
    tr = where.tr
    fee = settlement.fee_net + settlement.fee_tax
    # What is kept and what is still to be billed make up the fee, also in its tax.
    groups = merge(settlement.kept_groups + settlement.to_invoice_groups)
    share = tr.gettext("Cancellation fee {percent}").format(percent=tr.percent(percent))
    rows = [Total(label=share, amount=signed(settlement.fee_net, tr, symbol=True))]
    if names_tax(where, groups) and settlement.fee_tax:
        rows.extend(tax_rows(groups, where))
        rows.append(Total(label=tr.gettext("Fee incl. tax"), amount=signed(fee, tr, symbol=True), rule=True))
    rows.append(
        Total(
            label=tr.gettext("Prepayments received"),
            amount=signed(settlement.received, tr, symbol=True),
            rule=True,
        )
    )
    rows.append(Total(label=tr.gettext("thereof kept"), amount=signed(-settlement.kept, tr, symbol=True)))
    if settlement.to_invoice.minor > 0:
        label, amount = tr.gettext("Still to be invoiced"), settlement.to_invoice
    else:
        label, amount = tr.gettext("Refund due"), settlement.refund
    rows.append(Total(label=label, amount=tr.money(amount), weight=Weight.DUE, rule=True))
    return rows
