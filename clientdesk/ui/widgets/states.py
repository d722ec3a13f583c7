"""The words of states, the same on every screen: chips of invoices, quotes, contracts, clients; what repeats."""

from __future__ import annotations

from clientdesk.domain.payment import SettlementReason
from clientdesk.domain.recurring import Recurring
from clientdesk.domain.text import N_, NP_
from clientdesk.i18n import _, ngettext, pgettext, translator
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets.chip import Chip

_QUOTE = {
    "draft": (NP_("state", "Draft"), Kind.QUIET),
    "sent": (NP_("state", "Sent"), Kind.INFO),
    "accepted": (NP_("state", "Accepted"), Kind.GOOD),
    "declined": (NP_("state", "Declined"), Kind.BAD),
    "expired": (NP_("state", "Expired"), Kind.WARN),
    "withdrawn": (NP_("state", "Withdrawn"), Kind.QUIET),
}
_INVOICE = {
    "draft": (NP_("state", "Draft"), Kind.QUIET),
    "open": (NP_("state", "Open"), Kind.INFO),
    "part_paid": (NP_("state", "Part paid"), Kind.WARN),
    "overdue": (NP_("state", "Overdue"), Kind.BAD),
    "paid": (NP_("state", "Paid"), Kind.GOOD),
    "credited": (NP_("state", "Credited"), Kind.QUIET),
    "refund_due": (NP_("state", "To refund"), Kind.WARN),
    "issued": (NP_("state", "Issued"), Kind.INFO),
}
_CONTRACT = {
    "draft": (NP_("state", "Draft"), Kind.QUIET),
    "unsigned": (NP_("state", "Not signed"), Kind.WARN),
    "active": (NP_("state", "Running"), Kind.INFO),
    "billed": (NP_("state", "Billed"), Kind.INFO),
    "completed": (NP_("state", "Closed"), Kind.GOOD),
    "cancelled": (NP_("state", "Cancelled"), Kind.QUIET),
}
_CLIENT = {
    "overdue": (NP_("state", "Overdue"), Kind.BAD),
    "open": (NP_("state", "Open"), Kind.INFO),
    "active": (NP_("state", "Active"), Kind.GOOD),
    "quoted": (NP_("state", "Quoted"), Kind.INFO),
    "quiet": (NP_("state", "Quiet"), Kind.QUIET),
    "archived": (NP_("state", "Archived"), Kind.QUIET),
}
#: What papers are called, by their kind.
KIND_WORDS = {
    "invoice": N_("Invoice"),
    "prepayment": N_("Prepayment invoice"),
    "partial": N_("Partial invoice"),
    "final": N_("Final invoice"),
    "credit_note": N_("Credit note"),
    "cancellation": N_("Cancellation"),
    "correction": N_("Corrected invoice"),
    "receipt_voucher": N_("Receipt voucher"),
    "refund_voucher": N_("Refund voucher"),
}


def quote_chip(state: str) -> Chip:
    """Return the chip of a quote; expired is a derived state."""
    return _chip(_QUOTE, state)


def invoice_chip(state: str) -> Chip:
    """Return the chip of an invoice or its kin, by its derived payment state."""
    return _chip(_INVOICE, state)


def contract_chip(state: str) -> Chip:
    """Return the chip of a contract."""
    return _chip(_CONTRACT, state)


def client_chip(standing: str) -> Chip:
    """Return the chip of a client: the most pressing thing that is true."""
    return _chip(_CLIENT, standing)


def kind_words(kind: str) -> str:
    """Return what a paper is called."""
    return _(KIND_WORDS[kind])


def method_words(method: str) -> str:
    """Return how money was paid; a free text stays as typed."""
    known = {
        "transfer": pgettext("payment", "Bank transfer"),
        "cash": pgettext("payment", "Cash"),
        "card": pgettext("payment", "Card"),
        "direct_debit": pgettext("payment", "Direct debit"),
        "cheque": pgettext("payment", "Cheque"),
        "upi": pgettext("payment", "UPI"),
        "wallet": pgettext("payment", "Wallet"),
    }
    return known.get(method, method)


def reason_words(reason: str) -> str:
    """Return why something was settled without its money (B14)."""
    return {
        SettlementReason.WITHHELD_TAX: _("Tax withheld"),
        SettlementReason.BANK_FEE: _("Bank fee"),
        SettlementReason.WRITE_OFF: _("Written off"),
        SettlementReason.EXCHANGE_DIFFERENCE: _("Exchange difference"),
    }[SettlementReason(reason)]


def _chip(words: dict[str, tuple[str, Kind]], state: str) -> Chip:
    word, kind = words[state]
    return Chip(pgettext("state", word), kind)


def rhythm_words(template: Recurring) -> str:
    """Return how often an invoice repeats and when the next one follows."""
    speech, every = translator(), template.every_months
    if every == 1:
        words = _("Repeats every month, next on {date}.")
    else:
        words = ngettext(
            "Repeats every {count} month, next on {date}.",
            "Repeats every {count} months, next on {date}.",
            every,
        )
    day = speech.date(template.next_on) if template.next_on else ""
    return words.format(count=speech.number(every), date=day)
