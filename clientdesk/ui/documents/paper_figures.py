"""The figures at the head of a paper that went out, and the sentence about its money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientdesk.domain.invoice import CREDITS, Invoice
from clientdesk.domain.quote import Quote, QuoteState
from clientdesk.i18n import _, ngettext, translator
from clientdesk.ui.widgets.figures import Figure
from clientdesk.ui.widgets.joined import joined

if TYPE_CHECKING:
    from datetime import date

    from clientdesk.queries.document_page import Standing


def quote_figures(quote: Quote, today: date) -> list[Figure]:
    """Return what a quote comes to, how long it holds, and who accepted it."""
    speech = translator()
    expired = quote.has_expired(today)
    figures = [Figure(_("Total"), speech.money(quote.totals().due), quote.title, name="total")]
    if quote.valid_until is not None:
        days = (quote.valid_until - today).days
        note = _("expired") if days < 0 else ngettext("{count} day left", "{count} days left", days)
        tone = "fault" if expired else "caption"
        if quote.state is not QuoteState.SENT:
            note, tone = "", "caption"
        words = note.format(count=speech.number(days))
        figures.append(Figure(_("Valid until"), speech.date(quote.valid_until), words, tone, name="valid"))
    if quote.acceptance is not None:
        accepted = quote.acceptance
        note = _("by {name}").format(name=accepted.by)
        figures.append(Figure(_("Accepted"), speech.date(accepted.on), note, name="accepted"))
    return figures


def invoice_figures(invoice: Invoice, standing: Standing, today: date) -> list[Figure]:
    """Return what an invoice or one of its kin asks for, what came, and what is still open."""
    speech = translator()
    if invoice.kind in CREDITS:
        return [Figure(_("Credited"), speech.money(standing.due), invoice.reason, name="credited")]
    note, tone = "", "caption"
    if invoice.due_on is not None and standing.open.minor > 0:
        late = (today - invoice.due_on).days
        note = _("due {date}").format(date=speech.date(invoice.due_on))
        if late > 0:
            words = ngettext("{count} day late", "{count} days late", late)
            note, tone = joined(note, words.format(count=speech.number(late)), mark=", "), "fault"
    figures = [Figure(_("Asked for"), speech.money(standing.due), invoice.title, name="due")]
    if standing.credited:
        figures.append(Figure(_("Credited"), speech.money(standing.credited), name="credited"))
    figures.append(Figure(_("Paid"), speech.money(standing.paid + standing.settled), name="paid"))
    still = _("To refund") if standing.open.minor < 0 else _("Still open")
    figures.append(Figure(still, speech.money(abs(standing.open)), note, tone, name="open"))
    return figures


def open_words(invoice: Invoice, today: date) -> str:
    """Return how an open invoice stands, in a sentence."""
    if invoice.due_on is None:
        return _("Waiting for the money.")
    late = (today - invoice.due_on).days
    if late > 0:
        words = ngettext("Overdue by {count} day.", "Overdue by {count} days.", late)
        return words.format(count=translator().number(late))
    return _("The money is due on {date}.").format(date=translator().date(invoice.due_on))
