"""How to pay: the sentence, the account, and the code to scan; nothing where nothing is to pay."""

from __future__ import annotations

from datetime import date

from clientdesk.documents import qr
from clientdesk.documents.letter import grouped
from clientdesk.documents.setting import Setting, printable, seller_name
from clientdesk.documents.view import Fact, Payment, QrCode, Weight
from clientdesk.domain.money import Money

_STRUCTURED = "RF"


def payment(
    where: Setting, due: Money, *, due_on: date | None, number: str, reference: str = ""
) -> Payment | None:
    """Return the payment panel for what is due (R-QR-2), or None if nothing is.

    A draft shows the account but no code: nobody shall pay by a paper that was not issued.
    """
    if due.minor <= 0:
        return None
    tr = where.tr
    amount = tr.money(due)
    if due_on is not None:
        sentence = tr.gettext("Please pay {amount} by {date}.").format(
            amount=amount, date=tr.date(due_on, "long")
        )
    else:
        sentence = tr.gettext("Please pay {amount} on receipt.").format(amount=amount)
    return Payment(
        title=tr.gettext("Payment"),
        sentence=sentence,
        facts=_facts(where, reference or number),
        qr=None if where.draft else _code(where, due, number=number, reference=reference),
    )


def account_panel(where: Setting, sentence: str) -> Payment:
    """Return the panel where several papers are open: the account, and no code, for it would name one amount."""
    return Payment(title=where.tr.gettext("Payment"), sentence=sentence, facts=_facts(where, ""))


def _facts(where: Setting, reference: str) -> tuple[Fact, ...]:
    tr, account = where.tr, where.account
    facts = [Fact(label=tr.gettext("Payee"), value=_holder(where))]
    if account.iban:
        facts.append(Fact(label="IBAN", value=grouped(account.iban), weight=Weight.STRONG))
    if account.number:
        facts.append(Fact(label=tr.gettext("Account no."), value=account.number, weight=Weight.STRONG))
    if account.routing:
        facts.append(Fact(label=tr.gettext("Routing no."), value=account.routing))
    if account.bic:
        facts.append(Fact(label="BIC", value=account.bic))
    if account.bank:
        facts.append(Fact(label=tr.gettext("Bank"), value=account.bank))
    if account.upi:
        facts.append(Fact(label="UPI", value=account.upi, weight=Weight.STRONG))
    facts.append(Fact(label=tr.gettext("Reference"), value=reference, weight=Weight.STRONG))
    return tuple(fact for fact in facts if fact.value)


def _code(where: Setting, due: Money, *, number: str, reference: str) -> QrCode | None:
    account, tr = where.account, where.tr
    structured = reference if reference.startswith(_STRUCTURED) else ""
    transfer = qr.epc_payload(
        due,
        # Banks compare the payee's name with the account: its own letters are sent, not the printed ones.
        name=account.holder or where.seller.name,
        iban=account.iban,
        bic=account.bic,
        reference=structured,
        text="" if structured else reference or number,
    )
    if transfer:
        return QrCode(payload=transfer, caption=tr.gettext("Scan with your banking app"))
    link = qr.upi_link(
        due, address=account.upi, name=account.holder or seller_name(where), note=number, reference=structured
    )
    return QrCode(payload=link, caption=tr.gettext("Scan with any UPI app")) if link else None


def _holder(where: Setting) -> str:
    return (
        printable(where.account.holder, where.seller.latin_name, where.tr.tag, where.fonts)
        if where.account.holder
        else seller_name(where)
    )
