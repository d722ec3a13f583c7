"""The ladder of sums as papers show it: net, discounts, tax per rate, gross, deducted prepayments, what is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clientdesk.documents.price_table import adjustment_label, signed
from clientdesk.documents.setting import Setting
from clientdesk.documents.view import Align, Column, Row, Table, Total, Totals, Weight
from clientdesk.domain.line import Adjustment, Line, PriceMode
from clientdesk.domain.money import Money, total
from clientdesk.domain.tax import TaxCategory, TaxGroup
from clientdesk.domain.totals import Totals as Ladder


def names_tax(where: Setting, groups: Sequence[TaxGroup]) -> bool:
    """Whether tax rows are printed: never by a small business (R-VAT-6), never if all is outside the scope of tax."""
    return where.names_tax and any(group.tax.category is not TaxCategory.OUTSIDE_SCOPE for group in groups)


def tax_rows(groups: Sequence[TaxGroup], where: Setting) -> list[Total]:
    """Return one row per rate, or per part of a rate as in India (R-VAT-8); with the net if there are several."""
    tr = where.tr
    rows: list[Total] = []
    several = len(groups) > 1
    for group in groups:
        note = ""
        if several:
            note = tr.gettext("on {net}").format(net=signed(group.net, tr, symbol=True))
        rows.extend(
            Total(label=label, amount=signed(amount, tr, symbol=True), note=note)
            for label, amount in _parts(group, where)
        )
    return rows


def price_rows(
    totals: Ladder,
    lines: Sequence[Line],
    adjustments: Sequence[Adjustment],
    where: Setting,
    *,
    price_mode: PriceMode,
    more_follows: bool = False,
) -> list[Total]:
    """Return the rows from the sum of the lines to the full price, which is loud unless `more_follows`.

    Gross documents say what is paid first, then how much tax is inside (R-MON-8).
    """
    tr = where.tr
    weight = Weight.STRONG if more_follows else Weight.DUE
    taxed = names_tax(where, totals.groups)
    gross = price_mode is PriceMode.GROSS
    rows: list[Total] = []
    if adjustments:
        rows.append(
            Total(label=tr.gettext("Sum of the lines"), amount=signed(totals.line_total, tr, symbol=True))
        )
        rows.extend(_adjustment_rows(adjustments, lines, totals.currency, where))
    full = signed(totals.gross, tr, symbol=True)
    if not taxed:
        return [*rows, Total(label=tr.gettext("Total"), amount=full, weight=weight, rule=True)]
    if gross:
        rows.append(Total(label=tr.gettext("Total incl. tax"), amount=full, weight=weight, rule=bool(rows)))
        rows.extend(_quiet(tax_rows(totals.groups, where), tr.gettext("including {tax}")))
        rows.append(
            Total(
                label=tr.gettext("Net amount"),
                amount=signed(totals.net, tr, symbol=True),
                weight=Weight.QUIET,
            )
        )
        return rows
    rows.append(
        Total(label=tr.gettext("Net total"), amount=signed(totals.net, tr, symbol=True), rule=bool(rows))
    )
    rows.extend(tax_rows(totals.groups, where))
    rows.append(Total(label=tr.gettext("Total"), amount=full, weight=weight, rule=True))
    return rows


def deduction_table(totals: Ladder, where: Setting) -> Table:
    """Return every received prepayment with number, dates, net, rate, tax and gross, a row per rate (R-PRE-3)."""
    tr = where.tr
    groups = [group for deduction in totals.deductions for group in deduction.groups]
    taxed = names_tax(where, groups)
    parts = list(dict.fromkeys(part for group in groups for part in group.tax.parts))
    parts = parts if len(parts) > 1 else []
    heads = [Column(title=tr.gettext("Invoice"), wide=True)]
    heads += [Column(title=tr.pgettext("column", "dated")), Column(title=tr.pgettext("column", "received"))]
    numbers = [tr.gettext("Amount")]
    if taxed:
        tax = parts or [tr.gettext(where.rules.tax_name)]
        numbers = [tr.gettext("Net"), tr.gettext("Rate"), *tax, tr.gettext("Gross")]
    heads += [Column(title=word, align=Align.END) for word in numbers]
    rows = []
    for deduction in totals.deductions:
        for group in deduction.groups:
            amounts = [signed(group.gross, tr)]
            if taxed:
                shares = dict(zip(group.tax.parts, group.amounts, strict=False)) if parts else {}
                taxes = [shares.get(part, Money.zero(totals.currency)) for part in parts] or [
                    group.tax_amount
                ]
                amounts = [
                    signed(group.net, tr),
                    tr.percent(group.tax.rate),
                    *(signed(amount, tr) for amount in taxes),
                    signed(group.gross, tr),
                ]
            cells = (
                deduction.number,
                tr.date(deduction.issued_on),
                _day(deduction.received_on, where),
                *amounts,
            )
            rows.append(Row(cells=cells))
    # A partial invoice was billed for delivered work and counts whether paid or not.
    only_received = all(deduction.is_prepayment for deduction in totals.deductions)
    title = (
        tr.gettext("Prepayments received ({currency})")
        if only_received
        else tr.gettext("Earlier invoices ({currency})")
    )
    title = title.format(currency=totals.currency)
    return Table(title=title, columns=tuple(heads), rows=tuple(rows))


def remainder_rows(totals: Ladder, where: Setting) -> list[Total]:
    """Return what is left after the prepayments: net, tax as the difference, and what is due (R-PRE-4, R-PRE-5)."""
    tr = where.tr
    rows = []
    if totals.deductions:
        taken = total((deduction.gross for deduction in totals.deductions), totals.currency)
        rows.append(Total(label=_taken_label(totals, where), amount=signed(-taken, tr, symbol=True)))
        if names_tax(where, totals.groups):
            net = signed(totals.remaining_net, tr, symbol=True)
            rows.append(Total(label=tr.gettext("Remaining net"), amount=net, rule=True))
            rows.extend(
                tax_rows([group for group in totals.remaining if group.net or group.tax_amount], where)
            )
    if totals.rounding:
        rounding = signed(totals.rounding, tr, symbol=True)
        rows.append(Total(label=tr.gettext("Rounding"), amount=rounding, weight=Weight.QUIET))
    return rows


def due_row(due: Money, where: Setting) -> Total:
    """Return the loud last row: what to pay, or what goes back (R-PRE-10)."""
    tr = where.tr
    label = tr.gettext("Refund due") if due.minor < 0 else tr.gettext("Amount due")
    return Total(label=label, amount=tr.money(abs(due)), weight=Weight.DUE, rule=True)


def reasons(groups: Sequence[TaxGroup], where: Setting) -> list[str]:
    """Return why no tax is charged, once per reason (R-VAT-2)."""
    texts = (where.tr.gettext(group.tax.reason) for group in groups if group.tax.reason)
    return list(dict.fromkeys(texts))


def ladder(rows: Sequence[Total]) -> Totals:
    """Return the block of `rows`."""
    return Totals(rows=tuple(rows))


def _day(day: date | None, where: Setting) -> str:
    return where.tr.date(day) if day is not None else "–"


def _taken_label(totals: Ladder, where: Setting) -> str:
    if all(deduction.is_prepayment for deduction in totals.deductions):
        return where.tr.gettext("less prepayments")
    return where.tr.gettext("less earlier invoices")


def _parts(group: TaxGroup, where: Setting) -> list[tuple[str, Money]]:
    tr = where.tr
    if len(group.tax.parts) > 1:
        share = tr.percent(group.tax.rate / len(group.tax.parts))
        return [
            (f"{part} {share}", amount) for part, amount in zip(group.tax.parts, group.amounts, strict=True)
        ]
    name = group.tax.parts[0] if group.tax.parts else tr.gettext(where.rules.tax_name)
    match group.tax.category:
        case TaxCategory.REVERSE_CHARGE:
            label = tr.gettext("{tax}: reverse charge").format(tax=name)
        case TaxCategory.EXEMPT:
            label = tr.gettext("{tax}: exempt").format(tax=name)
        case TaxCategory.OUTSIDE_SCOPE:
            label = tr.gettext("Not subject to {tax}").format(tax=name)
        case _:
            label = f"{name} {tr.percent(group.tax.rate)}"
    return [(label, group.tax_amount)]


def _quiet(rows: Sequence[Total], template: str) -> list[Total]:
    return [
        Total(label=template.format(tax=row.label), amount=row.amount, note=row.note, weight=Weight.QUIET)
        for row in rows
    ]


def _adjustment_rows(
    adjustments: Sequence[Adjustment], lines: Sequence[Line], currency: str, where: Setting
) -> list[Total]:
    rows = []
    for adjustment in adjustments:
        counted = (
            line.amount(currency)
            for line in lines
            if line.counts and (adjustment.tax is None or line.tax.key == adjustment.tax.key)
        )
        amount = adjustment.on(total(counted, currency))
        shown = signed(amount if adjustment.surcharge else -amount, where.tr, symbol=True)
        rows.append(Total(label=adjustment_label(adjustment, where.tr), amount=shown))
    return rows
