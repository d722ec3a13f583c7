"""A line of the catalogue out of named texts, such as the cells of a row; checked by the same rules as the form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from clientdesk.domain.catalogue import CatalogueItem, check_item
from clientdesk.domain.clean import lines, one_line
from clientdesk.domain.currency import check_currency
from clientdesk.domain.errors import RuleError
from clientdesk.domain.line import PriceMode
from clientdesk.domain.tax import NO_TAX, Tax
from clientdesk.domain.text import N_
from clientdesk.i18n import parse_percent, parse_price

#: Texts whose decimal mark leaves no doubt.
_COMMA: Final = re.compile(r"\D*\d[\d.' ]*,\d{1,2}\D*|\D*\d{1,3}(\.\d{3})+,\d+\D*")
_POINT: Final = re.compile(r"\D*\d[\d,' ]*\.\d{1,2}\D*|\D*\d{1,3}(,\d{3})+\.\d+\D*")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDefaults:
    """What is taken where a row says nothing, the taxes there are (the usual first), and how numbers are read."""

    currency: str = ""
    taxes: tuple[Tax, ...] = (NO_TAX,)
    #: A language tag: de for 1.234,50, en for 1,234.50.
    numbers: str = "en"


def item_of(values: Mapping[str, str], defaults: ItemDefaults) -> CatalogueItem:
    """Return the line that `values` describe (by the names of `headings.ITEM_FIELDS`).

    Raises RuleError at the first wrong field.
    """
    text = {name: one_line(value).strip() for name, value in values.items()}
    currency = text.get("currency", "").upper() or defaults.currency
    check_currency(currency)
    is_gross = not text.get("unit_price") and bool(text.get("gross_price"))
    price_field = "gross_price" if is_gross else "unit_price"
    item = CatalogueItem(
        description=text.get("description", ""),
        details=lines(values.get("details", "")),
        unit=text.get("unit", ""),
        unit_price=_price(text.get(price_field, ""), currency, defaults.numbers, price_field),
        currency=currency,
        price_mode=PriceMode.GROSS if is_gross else PriceMode.NET,
        tax=_tax(text.get("tax", ""), defaults),
    )
    if not item.description:
        raise RuleError(
            N_("A line of the catalogue needs a description."),
            field="description",
            next_step=N_("Type what it is, or choose the column that says it."),
        )
    return check_item(item)


def numbers_like(texts: Iterable[str], default: str) -> str:
    """Return the language tag that numbers such as these are read by: de for a decimal comma, en for a point."""
    commas = points = 0
    for text in texts:
        commas += _COMMA.fullmatch(text.strip()) is not None
        points += _POINT.fullmatch(text.strip()) is not None
    if commas == points:
        return default
    return "de" if commas > points else "en"


def _price(text: str, currency: str, numbers: str, name: str) -> Decimal:
    if not text:
        return Decimal(0)
    return parse_price(text, currency, numbers, field=name)


def _tax(text: str, defaults: ItemDefaults) -> Tax:
    """Return the tax of the rate that is named, among those a line may carry here."""
    if not text:
        return defaults.taxes[0]
    rate = parse_percent(text, defaults.numbers, field="tax")
    for tax in defaults.taxes:
        # Some programs write 0.19 for 19 %.
        if tax.rate in (rate, rate * 100 if 0 < rate < 1 else rate):
            return tax
    raise RuleError(
        N_("“{text}” is no rate of tax that is known where you work."),
        field="tax",
        next_step=N_("Correct the rate, or leave the column out: then the usual one is taken."),
        text=text,
    )
