"""How money moved, in words: the ways of payment a receipt or voucher names."""

from __future__ import annotations

from clientdesk.i18n import Translator


def printed(method: str, tr: Translator) -> str:
    """Return the way of payment in the paper's language; a free text stays as typed."""
    match method:
        case "transfer":
            return tr.gettext("bank transfer")
        case "cash":
            return tr.gettext("cash")
        case "card":
            return tr.gettext("card")
        case "direct_debit":
            return tr.gettext("direct debit")
        case "check" | "cheque":
            return tr.gettext("cheque")
        case "upi":
            return "UPI"
        case _:
            return method
