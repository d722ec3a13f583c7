"""The table of priced lines: what counts with its running sum, what does not count marked as such."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from clientdesk.documents import units
from clientdesk.documents.setting import Setting
from clientdesk.documents.view import Align, Column, Row, RowKind, Table
from clientdesk.domain.design import PriceColumn
from clientdesk.domain.line import Adjustment, Line, LineKind, LineRole, PriceMode
from clientdesk.domain.money import Money
from clientdesk.domain.totals import subtotals
from clientdesk.i18n import DateStyle, Translator

_MINUS = "\N{MINUS SIGN}"


def price_table(
    lines: Sequence[Line], where: Setting, *, currency: str, price_mode: PriceMode = PriceMode.NET
) -> Table:
    """Return the rows of `lines` with their own typed prices: net or gross as the document is entered.

    A bonus row shows its true price and charges nothing (B11); optional and alternative rows show what they would
    cost and are left out of every sum until chosen (R-QUO-4).
    """
    tr = where.tr
    shown = _shown(lines, where)
    typed = [line.amount(currency) if line.counts else Money.zero(currency) for line in lines]
    sums = subtotals(lines, typed, currency)
    rows: list[Row] = []
    running, position = Money.zero(currency), 0
    for index, line in enumerate(lines):
        if line.kind is LineKind.ITEM:
            position += 1
        running += typed[index]
        rows.append(
            _row(
                line,
                tr,
                currency=currency,
                position=position,
                shown=shown,
                subtotal=sums.get(index),
                running=tr.amount(running) if running else "",
            )
        )
    return Table(
        columns=_columns(where, currency, shown=shown, gross=price_mode is PriceMode.GROSS),
        rows=tuple(rows),
        carried=tr.gettext("Carried forward"),
        brought=tr.gettext("Brought forward"),
    )


def adjustment_label(adjustment: Adjustment, tr: Translator) -> str:
    """Return how a discount or surcharge is called: "Discount 5 % (returning client)"."""
    word = tr.gettext("Surcharge") if adjustment.surcharge else tr.gettext("Discount")
    rate = f" {tr.percent(adjustment.percent)}" if adjustment.percent is not None else ""
    return f"{word}{rate} ({adjustment.reason})" if adjustment.reason else f"{word}{rate}"


def signed(amount: Money, tr: Translator, *, symbol: bool = False) -> str:
    """Return an amount with a true minus sign before it, never a hyphen that a line break could part."""
    if tr.is_right_to_left:
        # At the left of the figures, where they are read first; the language's own mark keeps it there.
        return tr.money(amount, symbol=symbol).replace("-", _MINUS)
    text = tr.money(abs(amount), symbol=symbol)
    return f"{_MINUS}{text}" if amount.minor < 0 else text


def supply_period(
    first: date | None, last: date | None, tr: Translator, *, style: DateStyle = "medium"
) -> str:
    """Return when something was supplied: a day, a period, or nothing; `long` where no table is short of room."""
    if first is not None and last is not None and first != last:
        # A date is not broken over two lines; the period may be, after the dash.
        days = (tr.date(day, style).replace(" ", "\N{NO-BREAK SPACE}") for day in (first, last))
        return "\N{NO-BREAK SPACE}– ".join(days)
    day = last or first
    return tr.date(day, style) if day is not None else ""


def _shown(lines: Sequence[Line], where: Setting) -> tuple[PriceColumn, ...]:
    """Return the columns in their order: as designed, and what the law wants beside (R-CON-1, R-CON-AE).

    Where tax is shown, a quantity other than one stands there with its unit and price (Directive 2006/112/EC, Art. 226
    (6) and (8); UStG § 14 (4) no. 5).
    """
    columns = list(where.design.columns)
    if not where.names_tax and PriceColumn.TAX in columns:
        columns.remove(PriceColumn.TAX)
    is_emirates = where.rules.code == "AE" and where.names_tax
    needed: list[PriceColumn] = []
    if is_emirates or (
        where.names_tax and any(line.quantity != 1 for line in lines if line.kind is LineKind.ITEM)
    ):
        needed += [PriceColumn.QUANTITY, PriceColumn.PRICE]
        if PriceColumn.QUANTITY not in columns and not is_emirates:
            needed.insert(1, PriceColumn.UNIT)
    if is_emirates or (where.names_tax and _has_several_rates(lines)):
        needed.append(PriceColumn.TAX)
    for column in needed:
        if column not in columns:
            columns.insert(-1, column)
    return tuple(columns)


def _columns(
    where: Setting, currency: str, *, shown: Sequence[PriceColumn], gross: bool
) -> tuple[Column, ...]:
    tr = where.tr
    if gross and where.names_tax:
        amount = tr.gettext("Amount incl. tax ({currency})").format(currency=currency)
    else:
        amount = tr.gettext("Amount ({currency})").format(currency=currency)
    columns = {
        PriceColumn.POSITION: Column(title=tr.pgettext("column", "No.")),
        PriceColumn.DESCRIPTION: Column(title=tr.pgettext("column", "Description"), wide=True),
        PriceColumn.QUANTITY: Column(title=tr.pgettext("column", "Qty"), align=Align.END),
        PriceColumn.UNIT: Column(title=tr.pgettext("column", "Unit")),
        PriceColumn.PRICE: Column(title=tr.pgettext("column", "Unit price"), align=Align.END),
        PriceColumn.TAX: Column(title=tr.gettext(where.rules.tax_name), align=Align.END),
        PriceColumn.AMOUNT: Column(title=amount, align=Align.END),
    }
    return tuple(columns[column] for column in shown)


def _row(
    line: Line,
    tr: Translator,
    *,
    currency: str,
    position: int,
    shown: Sequence[PriceColumn],
    subtotal: Money | None,
    running: str,
) -> Row:
    def row(cells: Mapping[PriceColumn, str], **said: Any) -> Row:  # noqa: ANN401  # the fields of a row
        return Row(cells=tuple(cells.get(column, "") for column in shown), running=running, **said)

    if line.kind is LineKind.SUBTOTAL:
        label = line.description or tr.gettext("Subtotal")
        amount = signed(subtotal, tr) if subtotal is not None else ""
        return row({PriceColumn.DESCRIPTION: label, PriceColumn.AMOUNT: amount}, kind=RowKind.SUBTOTAL)
    if line.kind is not LineKind.ITEM:
        kind = RowKind.HEADING if line.kind is LineKind.HEADING else RowKind.TEXT
        return row({PriceColumn.DESCRIPTION: line.description}, kind=kind, details=line.details)
    price = tr.price(line.unit_price, currency)
    if line.price_base != 1:
        price = f"{price} / {tr.quantity(line.price_base)}"
    return row(
        {
            PriceColumn.POSITION: tr.number(position),
            PriceColumn.DESCRIPTION: line.description,
            PriceColumn.QUANTITY: tr.quantity(line.quantity),
            PriceColumn.UNIT: units.printed(line.unit, line.quantity, tr),
            PriceColumn.PRICE: price.replace("-", _MINUS),
            PriceColumn.TAX: tr.percent(line.tax.rate),
            PriceColumn.AMOUNT: signed(line.amount(currency), tr),
        },
        kind=_kind(line),
        details="\n".join(_details(line, tr, currency)),
        mark=_mark(line, tr, currency),
    )


def _kind(line: Line) -> RowKind:
    if line.role is LineRole.BONUS:
        return RowKind.BONUS
    if line.counts:
        return RowKind.ITEM
    return RowKind.OPTIONAL if line.role is LineRole.OPTIONAL else RowKind.ALTERNATIVE


def _mark(line: Line, tr: Translator, currency: str) -> str:
    match _kind(line):
        case RowKind.BONUS:
            worth = tr.money(line.list_amount(currency))
            return tr.gettext("Bonus: worth {amount}, free of charge").format(amount=worth)
        case RowKind.OPTIONAL:
            return tr.gettext("Optional, not included in the total")
        case RowKind.ALTERNATIVE:
            return tr.gettext("Alternative, not included in the total")
        case _:
            return ""


def _details(line: Line, tr: Translator, currency: str) -> list[str]:
    """Return what stands small below the description: the user's details, the dates, the discounts."""
    texts = [line.details] if line.details.strip() else []
    if period := supply_period(line.supplied_from, line.supplied_to, tr):
        texts.append(period)
    base = line.list_amount(currency)
    for adjustment in line.adjustments:
        amount = adjustment.on(base)
        shown = signed(amount if adjustment.surcharge else -amount, tr)
        texts.append(f"{adjustment_label(adjustment, tr)}: {shown}")
    return texts


def _has_several_rates(lines: Sequence[Line]) -> bool:
    rates: set[tuple[object, Decimal]] = {
        (line.tax.category, line.tax.rate) for line in lines if line.kind is LineKind.ITEM
    }
    return len(rates) > 1
