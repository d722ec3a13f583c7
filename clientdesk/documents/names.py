"""What papers are called where another paper lists them, and in which words money moved without any."""

from __future__ import annotations

from clientdesk.documents.invoice import title
from clientdesk.documents.setting import Setting
from clientdesk.domain.invoice import Invoice, InvoiceKind
from clientdesk.domain.payment import SettlementReason
from clientdesk.i18n import Translator


def paper_name(kind: str, where: Setting) -> str:
    """Return the name of a kind of invoice, as its own paper is headed."""
    tr = where.tr
    match InvoiceKind(kind):
        case InvoiceKind.CREDIT_NOTE:
            return tr.gettext("Credit note")
        case InvoiceKind.CANCELLATION:
            return tr.gettext("Cancellation invoice")
        case InvoiceKind.RECEIPT_VOUCHER:
            return tr.gettext("Receipt voucher")
        case InvoiceKind.REFUND_VOUCHER:
            return tr.gettext("Refund voucher")
        case other:
            return title(Invoice(kind=other), where)


def reason_name(reason: str, tr: Translator) -> str:
    """Return why a part of a paper was settled without money (B14)."""
    match reason:
        case SettlementReason.WITHHELD_TAX:
            return tr.gettext("Tax withheld")
        case SettlementReason.BANK_FEE:
            return tr.gettext("Bank fee")
        case SettlementReason.WRITE_OFF:
            return tr.gettext("Written off")
        case SettlementReason.EXCHANGE_DIFFERENCE:
            return tr.gettext("Exchange difference")
        case _:
            return tr.gettext("Settled")
