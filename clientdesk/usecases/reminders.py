"""Asking for money that is overdue: the words for it; whoever sends them does so from their own mail program."""

from __future__ import annotations

from datetime import date

from clientdesk.domain.errors import StateError
from clientdesk.domain.text import N_
from clientdesk.storage import tables
from clientdesk.storage.balances import balance_of
from clientdesk.storage.database import Database
from clientdesk.usecases.drawing import setting_for


def text(db: Database, invoice_id: int, *, today: date) -> str:
    """Return a reminder in the language of the invoice; StateError where nothing of it is overdue (R-DUE-2)."""
    from clientdesk.documents.reminder import text_of

    invoice = tables.invoices.get(db, invoice_id)
    still_open = balance_of(db, invoice_id)
    if invoice.due_on is None or invoice.due_on >= today or still_open.minor <= 0:
        raise StateError(
            N_("Nothing of {number} is overdue."),
            next_step=N_("Look at the day on which it is due."),
            number=invoice.number,
        )
    return text_of(
        invoice,
        setting_for(db, invoice.client_id, invoice.language, on=today),
        still_open=still_open,
        due_on=invoice.due_on,
        issued_on=invoice.issued_on or today,
    )
