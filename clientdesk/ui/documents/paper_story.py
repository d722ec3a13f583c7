"""What happened to a paper that went out, as lines of its timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clientdesk.domain.invoice import Invoice
from clientdesk.i18n import _, translator
from clientdesk.queries import document_page
from clientdesk.ui.widgets.states import kind_words, method_words
from clientdesk.ui.widgets.timeline import Event
from clientdesk.usecases import quotes

if TYPE_CHECKING:
    from datetime import date

    from clientdesk.domain.quote import Quote, QuoteRevision
    from clientdesk.queries.document_page import Movement, Related, Standing
    from clientdesk.ui.session import Database
    from clientdesk.usecases.drafting import Writing


@dataclass(frozen=True, slots=True)
class Story:
    """What is read of a paper beside its own record: how an invoice stands, what a quote has become."""

    standing: Standing | None = None
    related: Sequence[Related] = ()
    versions: Sequence[QuoteRevision] = ()


def read_story(db: Database, writing: Writing, *, today: date) -> Story:
    """Read what has happened to a paper; it touches no widget."""
    paper = writing.paper
    if isinstance(paper, Invoice):
        return Story(standing=document_page.standing(db, paper, today=today))
    return Story(related=document_page.papers_of_quote(db, paper.id), versions=quotes.revisions(db, paper.id))


def versions_sent(versions: Sequence[QuoteRevision]) -> list[Event]:
    """Return when each version of a quote went out."""
    speech = translator()
    words = _("Version {number} sent")
    return [Event(row.sent_on, words.format(number=speech.number(row.revision))) for row in versions]


def accepted(quote: Quote) -> list[Event]:
    """Return who accepted a quote and when, nothing while nobody has."""
    yes = quote.acceptance
    return [Event(yes.on, _("Accepted by {name}").format(name=yes.by))] if yes is not None else []


def moved(movement: Movement) -> Event:
    """Return the line of what changed the balance of an invoice."""
    leads = movement.kind in {"payment", "invoice"}
    return Event(
        movement.on,
        _movement_words(movement),
        amount=translator().money(movement.amount),
        kind=movement.kind if leads else "",
        id=movement.record_id if leads else 0,
    )


def _movement_words(movement: Movement) -> str:
    if movement.kind == "payment":
        if movement.amount.minor > 0:
            words = _("Payment, {method}, taken back") if movement.is_taken_back else _("Payment, {method}")
        elif movement.is_refund:
            words = _("Refund, {method}")
        else:
            words = _("Taken back") if movement.is_taken_back else _("Back from this document")
        return words.format(method=method_words(movement.words))
    if movement.kind == "settlement":
        return {
            "withheld_tax": _("Tax withheld"),
            "bank_fee": _("Bank fee"),
            "write_off": _("Written off"),
            "exchange_difference": _("Exchange difference"),
        }.get(movement.words, movement.words)
    return _("Credited by {number}").format(number=movement.words)


def related_events(related: Sequence[Related]) -> list[Event]:
    """Return the papers that came of this one, or that it came of."""
    draft = _("Draft")
    events = []
    for one in related:
        what = {"contract": _("Contract"), "quote": _("Quote")}.get(one.what) or kind_words(one.what)
        words = f"{what} {one.number}" if one.number else f"{what} ({draft})"
        events.append(Event(None, words, kind=one.kind, id=one.record_id))
    return events
