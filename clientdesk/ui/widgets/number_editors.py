"""The inputs of amounts, prices, numbers, percents and whole numbers, read and written as the locale does."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import (
    QWidget,
)

from clientdesk.domain.errors import RuleError
from clientdesk.domain.money import Money
from clientdesk.domain.text import N_
from clientdesk.i18n import (
    parse_decimal,
    parse_money,
    parse_percent,
    parse_price,
    parse_quantity,
    translator,
)
from clientdesk.ui.widgets.editors import ParsedEditor


class MoneyEditor(ParsedEditor):
    """An amount of one currency, whose code stands at the end."""

    def __init__(self, parent: QWidget | None = None, *, currency: str, empty: Any = None) -> None:
        super().__init__(parent, empty=empty, unit=currency)
        self.currency = currency

    def set_currency(self, currency: str) -> None:
        """Read and show `currency` from now on; what was typed stays."""
        self.currency = currency
        self.set_unit(currency)

    def parse(self, text: str) -> Money:
        return parse_money(text, self.currency, translator().tag)

    def show_value(self, value: Money) -> str:
        if value.currency != self.currency:
            self.set_currency(value.currency)
        return translator().amount(value)

    def missing(self) -> RuleError:
        return RuleError(N_("Nothing is typed here."), next_step=N_("Type an amount."))


class PriceEditor(ParsedEditor):
    """A unit price: a Decimal of at most four decimals, with its currency at the end."""

    def __init__(
        self, parent: QWidget | None = None, *, currency: str, empty: Any = ParsedEditor.NO_EMPTY
    ) -> None:
        super().__init__(parent, empty=empty, unit=currency)
        self.currency = currency

    def set_currency(self, currency: str) -> None:
        """Read and show `currency` from now on; what was typed stays."""
        self.currency = currency
        self.set_unit(currency)

    def parse(self, text: str) -> Decimal:
        return parse_price(text, self.currency, translator().tag)

    def show_value(self, value: Decimal) -> str:
        return translator().price(value, self.currency)


class DecimalEditor(ParsedEditor):
    """A number such as a quantity or hours: at most four decimals."""

    def parse(self, text: str) -> Decimal:
        return parse_quantity(text, translator().tag)

    def show_value(self, value: Decimal) -> str:
        return translator().quantity(value)


class PercentEditor(ParsedEditor):
    """A rate in percent."""

    def __init__(self, parent: QWidget | None = None, *, empty: Any = ParsedEditor.NO_EMPTY) -> None:
        super().__init__(parent, empty=empty, unit="%")

    def parse(self, text: str) -> Decimal:
        return parse_percent(text, translator().tag)

    def show_value(self, value: Decimal) -> str:
        return translator().number(value)


class IntegerEditor(ParsedEditor):
    """A whole number such as days to pay."""

    def parse(self, text: str) -> int:
        return int(parse_decimal(text, translator().tag, most_decimals=0))

    def show_value(self, value: int) -> str:
        return translator().number(value)
