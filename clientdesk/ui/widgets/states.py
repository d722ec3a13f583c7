"""The words and kinds of states, the same on every screen: a chip for an invoice, a quote, a contract, a client."""

from __future__ import annotations

from clientdesk.domain.text import N_
from clientdesk.i18n import _, pgettext
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets.chip import Chip

_QUOTE = {
    "draft": (N_("Draft"), Kind.QUIET),
    "sent": (N_("Sent"), Kind.INFO),
    "accepted": (N_("Accepted"), Kind.GOOD),
    "declined": (N_("Declined"), Kind.BAD),
    "expired": (N_("Expired"), Kind.WARN),
    "withdrawn": (N_("Withdrawn"), Kind.QUIET),
}
_INVOICE = {
    "draft": (N_("Draft"), Kind.QUIET),
    "open": (N_("Open"), Kind.INFO),
    "part_paid": (N_("Part paid"), Kind.WARN),
    "overdue": (N_("Overdue"), Kind.BAD),
    "paid": (N_("Paid"), Kind.GOOD),
    "credited": (N_("Credited"), Kind.QUIET),
    "refund_due": (N_("To refund"), Kind.WARN),
    "issued": (N_("Issued"), Kind.INFO),
}
_CONTRACT = {
    "draft": (N_("Draft"), Kind.QUIET),
    "unsigned": (N_("Not signed"), Kind.WARN),
    "active": (N_("Running"), Kind.INFO),
    "completed": (N_("Completed"), Kind.GOOD),
    "cancelled": (N_("Cancelled"), Kind.QUIET),
}
_CLIENT = {
    "overdue": (N_("Overdue"), Kind.BAD),
    "open": (N_("Open"), Kind.WARN),
    "active": (N_("Active"), Kind.GOOD),
    "quoted": (N_("Quoted"), Kind.INFO),
    "quiet": (N_("Quiet"), Kind.QUIET),
    "archived": (N_("Archived"), Kind.QUIET),
}
_KINDS = {
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
    return _(_KINDS[kind])


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


def _chip(words: dict[str, tuple[str, Kind]], state: str) -> Chip:
    word, kind = words[state]
    return Chip(_(word), kind)
