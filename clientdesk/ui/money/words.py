"""The words of money: methods, reasons, rows of the lists and their chips."""

from __future__ import annotations

from clientdesk.domain.payment import Direction, SettlementReason
from clientdesk.i18n import _, ngettext, translator
from clientdesk.queries.money_list import MoneyKind, MoneyRow
from clientdesk.queries.payment_list import PaymentRow
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets.avatar import Avatar, initials
from clientdesk.ui.widgets.chip import Chip
from clientdesk.ui.widgets.choice_editors import Option
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.states import kind_words, method_words, reason_words

#: Days late from which a date needs its year.
_A_YEAR = 300
_METHODS = ("transfer", "cash", "card", "direct_debit", "cheque", "upi", "wallet")


def methods() -> list[Option]:
    """Return the ways money is paid."""
    return [Option(method, method_words(method)) for method in _METHODS]


def reasons() -> list[Option]:
    """Return the reasons with which the rest of a paper can be settled."""
    return [Option(reason, reason_words(reason)) for reason in SettlementReason]


def days_late(count: int) -> str:
    """Return how late something is."""
    words = ngettext("{count} day late", "{count} days late", count)
    return words.format(count=translator().number(count))


def row_title(row: MoneyRow | PaymentRow) -> str:
    """Return whose money it is."""
    return row.client


def row_note(row: MoneyRow | PaymentRow) -> str:
    """Return the line below: which paper, and since when."""
    words = translator()
    if isinstance(row, PaymentRow):
        return joined(words.date(row.on), method_words(row.method))
    if row.kind is MoneyKind.CREDIT:
        return _("on no document yet")
    if row.on is None or row.kind is MoneyKind.SURPLUS:
        return row.number
    # The year matters only where the chip does not say how long ago it was.
    day = words.day_and_month(row.on) if row.days_late < _A_YEAR else words.date(row.on, "short")
    return joined(row.number, day)


def row_avatar(row: MoneyRow | PaymentRow) -> Avatar:
    """Return the initials of whose money it is."""
    return initials(row.client)


def row_amount(row: MoneyRow | PaymentRow) -> str:
    """Return the amount; a refund is negative."""
    return translator().money(row.amount)


def row_chip(row: MoneyRow | PaymentRow) -> Chip | None:
    """Return the state in a word."""
    if isinstance(row, PaymentRow):
        return payment_chip(row)
    match row.kind:
        case MoneyKind.OPEN:
            return Chip(days_late(row.days_late), Kind.BAD) if row.days_late else Chip(_("Open"), Kind.INFO)
        case MoneyKind.HELD:
            return Chip(_("Held"), Kind.INFO)
        case MoneyKind.SURPLUS:
            return Chip(_("Too much"), Kind.WARN)
        case MoneyKind.CREDIT:
            return Chip(_("Credit"), Kind.WARN)


def payment_chip(row: PaymentRow) -> Chip | None:
    """Return what is special about a payment: no money moved where it was taken back."""
    if row.counterpart is not None:
        return Chip(_("Taken back"), Kind.QUIET)
    if row.direction is Direction.OUT:
        return Chip(_("Refund"), Kind.QUIET)
    if row.receipt:
        return Chip(_("Receipt given"), Kind.GOOD)
    return None


def paper_words(number: str, kind: str) -> str:
    """Return what a paper is called, with its number."""
    return f"{kind_words(kind)} {number}"
