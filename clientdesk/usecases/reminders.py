"""Asking for money that is overdue: the words for it; whoever sends them does so from their own mail program."""

from __future__ import annotations

from datetime import date

from clientdesk.domain.errors import StateError
from clientdesk.domain.text import N_
from clientdesk.storage import tables
from clientdesk.storage.balances import balance_of
from clientdesk.storage.database import Database
from clientdesk.usecases import fonts, issuer


def text(db: Database, invoice_id: int, *, today: date) -> str:
    """Return a reminder in the language of the invoice; StateError where nothing of it is overdue (R-DUE-2)."""
    from clientdesk.documents.reminder import text_of
    from clientdesk.documents.setting import setting

    invoice = tables.invoices.get(db, invoice_id)
    still_open = balance_of(db, invoice_id)
    if invoice.due_on is None or invoice.due_on >= today or still_open.minor <= 0:
        raise StateError(
            N_("Nothing of {number} is overdue."),
            next_step=N_("Look at the day on which it is due."),
            number=invoice.number,
        )
    client = tables.clients.get(db, invoice.client_id)
    own = issuer.get(db)
    drawn_with = fonts.for_paper(db, own, client, invoice.language)
    where = setting(own, client, on=today, language=invoice.language, fonts=drawn_with)
    return text_of(
        invoice,
        where,
        still_open=still_open,
        due_on=invoice.due_on,
        issued_on=invoice.issued_on or today,
    )
