"""The few facts that a refund, a settlement or an allocation needs, asked on the page itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clientdesk.domain.errors import RuleError
from clientdesk.domain.money import Money
from clientdesk.domain.payment import SettlementReason
from clientdesk.domain.text import N_
from clientdesk.i18n import _, parse_decimal, translator
from clientdesk.ui.money import words
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.editors import ParsedEditor
from clientdesk.ui.widgets.fields import Field
from clientdesk.ui.widgets.number_editors import MoneyEditor

_RATE_DECIMALS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was typed; each question uses its own part of it."""

    amount: Money | None = None
    on: date | None = None
    method: str = "transfer"
    reference: str = ""
    reason: SettlementReason = SettlementReason.BANK_FEE
    note: str = ""
    home_rate: Decimal | None = None


class RateEditor(ParsedEditor):
    """What one unit of a foreign currency is worth at home: a Decimal of many decimals."""

    def parse(self, text: str) -> Decimal:
        return parse_decimal(text, translator().tag, most_decimals=_RATE_DECIMALS)

    def show_value(self, value: Decimal) -> str:
        return translator().number(value)

    def missing(self) -> RuleError:
        return RuleError(N_("Nothing is typed here."), next_step=N_("Type how much one unit is worth."))


class AmountEditor(MoneyEditor):
    """Money that moved: above nothing."""

    def parse(self, text: str) -> Money:
        read = super().parse(text)
        if read.minor <= 0:
            raise RuleError(N_("The amount must be above 0."), next_step=N_("Type an amount."))
        return read


def amount(currency: str) -> Field:
    """The amount; it must be given, and be above nothing."""
    return Field(
        name="amount",
        label=_("Amount"),
        make=lambda parent: AmountEditor(parent, currency=currency, empty=fields.REQUIRED),
    )


def day(today: Callable[[], date]) -> Field:
    """The day; it must be given."""
    return fields.date("on", _("Date"), today=today, empty=fields.REQUIRED, happened=True)


def rate(currency: str, home: str, known: Decimal | None = None) -> list[Field]:
    """Return the rate of the day, where the money is not in the issuer's currency."""
    if not home or home == currency:
        return []
    hint = (
        _("On the invoice: {rate}").format(rate=translator().number(known))
        if known is not None
        else _("For your books; may stay empty.")
    )
    unit = _("{home} for 1 {currency}").format(home=home, currency=currency)
    return [
        Field(
            name="home_rate",
            label=_("Exchange rate"),
            make=lambda parent: RateEditor(parent, empty=None, unit=unit),
            hint=hint,
        )
    ]


def settling(currency: str, today: Callable[[], date], home: str, known: Decimal | None) -> list[Field]:
    """Return why, how much and when (B14)."""
    return [
        fields.choice("reason", _("Reason"), words.reasons()),
        amount(currency),
        day(today),
        fields.text("note", _("Note"), span=2),
        *rate(currency, home, known),
    ]


def refunding(currency: str, today: Callable[[], date], home: str) -> list[Field]:
    """Return how much goes back, when and how."""
    return [
        amount(currency),
        day(today),
        fields.choice("method", _("How"), words.methods()),
        fields.text("reference", _("Reference")),
        fields.text("note", _("Note")),
        *rate(currency, home),
    ]
