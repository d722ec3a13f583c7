"""The words with which a client is kindly asked for what is overdue, as plain text for a mail."""

from __future__ import annotations

from datetime import date

from clientdesk.documents.invoice import title
from clientdesk.documents.letter import greeting
from clientdesk.documents.paying import payment
from clientdesk.documents.setting import Setting, seller_name
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.money import Money


def text_of(invoice: Invoice, where: Setting, *, still_open: Money, due_on: date, issued_on: date) -> str:
    """Return the whole text: greeting, what is open since when, where to pay it, thanks."""
    where = where.frozen(seller=invoice.seller, buyer=invoice.buyer, account=invoice.account)
    tr = where.tr
    # Translators: in a mail to a client; {paper} is a word such as "Invoice" with its number
    asked = tr.gettext(
        "perhaps it has escaped your notice: {paper} of {date} was due on {due_date}. "
        "{amount} of it is still open."
    ).format(
        paper=f"{title(invoice, where)} {invoice.number}",
        date=tr.date(issued_on, "long"),
        due_date=tr.date(due_on, "long"),
        amount=tr.money(still_open),
    )
    parts = [*greeting(where, "", asked)[0].paragraphs]
    if len(parts) == 1:
        # Translators: the greeting of a mail to a client whose form of address is not known
        parts.insert(0, tr.gettext("Hello,"))
    panel = payment(where, still_open, due_on=None, number=invoice.number, reference=invoice.reference)
    if panel is not None:
        wanted = tr.gettext("Please transfer the amount to this account:")
        parts.append("\n".join([wanted, *(f"{fact.label}: {fact.value}" for fact in panel.facts)]))
    parts.append(tr.gettext("If you have paid in the meantime, please take no notice of this e-mail."))
    # Translators: the end of a mail, above the name of who writes it
    parts.append("\n".join([tr.gettext("Kind regards"), seller_name(where)]))
    # What holds a number together on paper is in the way where it is pasted.
    return "\n\n".join(parts).replace("\N{NO-BREAK SPACE}", " ") + "\n"
