"""Lines, discounts and taxes as they are typed: the arguments that quotes, packages and invoices share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

from clientdesk.cli.command import Argument, Arguments, Context, UsageError, arg, flag
from clientdesk.domain.client import Client
from clientdesk.domain.currency import check_currency
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Adjustment, Line, LineKind, LineRole
from clientdesk.domain.tax import Tax
from clientdesk.domain.text import N_
from clientdesk.i18n import parse_price

#: For commands that start a paper.
NEW_LINES: tuple[Argument, ...] = (
    arg(
        "--line",
        nargs=3,
        action="append",
        default=[],
        metavar=("WHAT", "QUANTITY", "PRICE"),
        help=N_("a line: what, how many, price of one; may be repeated"),
    ),
    arg("--unit", default="", help=N_("unit of these lines, such as h, day, piece")),
    arg("--tax", metavar="RATE", help=N_("19, 0, or a category such as AE; left out: as the rules propose")),
    arg("--discount", metavar="AMOUNT|PERCENT%", help=N_("a discount on the whole, such as 440 or 3%%")),
    arg("--discount-reason", default="", help=N_("the words printed with the discount")),
)

#: For commands that add or change one line.
ONE_LINE: tuple[Argument, ...] = (
    arg("row", nargs="?", help=N_("key or position of the line to change; left out: a new line")),
    flag("--remove", N_("take the line out")),
    arg("--description", help=N_("what it is")),
    arg("--details", help=N_("more words below")),
    arg("--quantity", help=N_("how many")),
    arg("--unit", help=N_("unit, such as h, day, piece")),
    arg("--price", help=N_("price of one")),
    arg("--tax", metavar="RATE", help=N_("19, 0, or a category such as AE; left out: as the rules propose")),
    arg("--role", choices=[role.value for role in LineRole], help=N_("how the line counts")),
    arg("--choice", help=N_("name of the choice an alternative belongs to")),
    arg("--kind", choices=[kind.value for kind in LineKind], help=N_("a priced item, or words between")),
    arg("--discount", metavar="AMOUNT|PERCENT%", help=N_("a discount on this line")),
    arg("--from", dest="supplied_from", metavar="DATE", help=N_("first day of the work")),
    arg("--to", dest="supplied_to", metavar="DATE", help=N_("last day of the work")),
)


def new_lines(
    options: Arguments, context: Context, *, issuer: Issuer, client: Client, currency: str
) -> tuple[Line, ...]:
    """Return the lines of `--line` with the tax asked for or proposed."""
    tax = tax_of(options.tax, issuer=issuer, client=client, on=context.today)
    return tuple(
        Line(
            description=what,
            quantity=context.decimal(quantity, "quantity"),
            unit=options.unit,
            unit_price=price(context, amount, currency),
            tax=tax,
        )
        for what, quantity, amount in options.line
    )


def adjustments(options: Arguments, context: Context) -> tuple[Adjustment, ...]:
    """Return the document's discount, if one was asked for."""
    if not options.discount:
        return ()
    return (discount(context, options.discount, options.discount_reason),)


def edited(
    lines: Sequence[Line],
    options: Arguments,
    context: Context,
    *,
    issuer: Issuer,
    client: Client,
    currency: str,
) -> tuple[Line, ...]:
    """Return the lines after adding, changing or removing the one that the options name."""
    if options.row is None:
        if options.remove:
            raise UsageError(N_("Which line is to go?"), next_step=N_("Name its key or position."))
        fresh = Line(tax=tax_of(None, issuer=issuer, client=client, on=context.today))
        return (*lines, _changed(fresh, options, context, issuer=issuer, client=client, currency=currency))
    index = position(lines, options.row)
    if options.remove:
        return (*lines[:index], *lines[index + 1 :])
    changed = _changed(lines[index], options, context, issuer=issuer, client=client, currency=currency)
    return (*lines[:index], changed, *lines[index + 1 :])


def position(lines: Sequence[Line], row: str) -> int:
    """Return the index of the line with this key or, counted from 1, at this place."""
    for index, line in enumerate(lines):
        if line.key == row:
            return index
    if row.isdecimal() and 1 <= int(row) <= len(lines):
        return int(row) - 1
    raise UsageError(
        N_("There is no line “{row}”."),
        next_step=N_("Show the paper to see its keys; positions are counted from 1."),
        row=row,
    )


def price(context: Context, text: str, currency: str) -> Decimal:
    """Read a unit price."""
    return context.read(lambda: parse_price(text, check_currency(currency), context.translator.tag))


def discount(context: Context, text: str, reason: str) -> Adjustment:
    """Read a discount: an amount, or a percentage with its sign."""
    if text.strip().endswith("%"):
        return Adjustment(percent=context.decimal(text.strip().removesuffix("%"), "discount"), reason=reason)
    return Adjustment(amount=context.decimal(text, "discount"), reason=reason)


def tax_of(text: str | None, *, issuer: Issuer, client: Client, on: date) -> Tax:
    """Return the tax that `text` names among those a line may carry; the proposed one for None (R-VAT-9)."""
    from clientdesk.domain.countries.proposal import tax_choices

    if not issuer.country:
        raise UsageError(
            N_("The tax is not known while you have not said where you work."),
            next_step=N_("Type clientdesk issuer set address.country=DE name=… address.city=…"),
        )
    choices = [tax for _name, tax in tax_choices(issuer, client, on)]
    if text is None:
        return choices[0]
    wanted = text.strip().removesuffix("%").replace(",", ".").upper()
    for tax in choices:
        if wanted in (tax.category.value, format(tax.rate.normalize(), "f")):
            return tax
    known = ", ".join(
        format(tax.rate.normalize(), "f") if tax.rate else tax.category.value for tax in choices
    )
    raise UsageError(
        N_("“{text}” is no tax of this paper."),
        next_step=N_("Choose one of {known}."),
        field="tax",
        text=text,
        known=known,
    )


def _changed(
    line: Line, options: Arguments, context: Context, *, issuer: Issuer, client: Client, currency: str
) -> Line:
    readers: dict[str, Callable[[str], object]] = {
        "description": str,
        "details": str,
        "unit": str,
        "choice": str,
        "role": LineRole,
        "kind": LineKind,
        "quantity": lambda text: context.decimal(text, "quantity"),
        "supplied_from": lambda text: context.date(text, "from"),
        "supplied_to": lambda text: context.date(text, "to"),
    }
    changes = {
        name: read(typed) for name, read in readers.items() if (typed := getattr(options, name)) is not None
    }
    if options.price is not None:
        changes["unit_price"] = price(context, options.price, currency)
    if options.tax is not None:
        changes["tax"] = tax_of(options.tax, issuer=issuer, client=client, on=context.today)
    if options.discount is not None:
        changes["adjustments"] = (discount(context, options.discount, ""),)
    return replace(line, **cast("dict[str, Any]", changes))
