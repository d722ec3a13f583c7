"""The words of the next best step with a client: what the one primary button says, and the sentence above the page."""

from __future__ import annotations

from clientdesk.i18n import _, ngettext, translator
from clientdesk.queries.client_step import ClientNext, ClientStep

#: The action whose icon and slot fit each step.
ICONS = {
    ClientStep.PAYMENT: "hand-coins",
    ClientStep.WAIT: "hand-coins",
    ClientStep.DRAFT: "pencil",
    ClientStep.CONTRACT: "file-signature",
    ClientStep.SIGN: "file-signature",
    ClientStep.ANSWER: "file-check",
    ClientStep.DELIVER: "milestone",
    ClientStep.QUOTE: "file-plus",
    ClientStep.INVOICE: "receipt-text",
}


def verb(found: ClientNext) -> str:
    """Return what the button does."""
    named = translator().isolate(found.number)
    verbs = {
        ClientStep.PAYMENT: _("Record payment"),
        ClientStep.WAIT: _("Record payment"),
        ClientStep.DRAFT: _("Go on writing"),
        ClientStep.CONTRACT: _("Make the contract"),
        ClientStep.SIGN: _("Go on to the signature"),
        ClientStep.ANSWER: _("Record the answer"),
        ClientStep.DELIVER: _("Open milestone"),
        ClientStep.QUOTE: _("New quote"),
        ClientStep.INVOICE: _("New invoice"),
    }
    named_verbs = {
        ClientStep.PAYMENT: _("Record payment {number}"),
        ClientStep.WAIT: _("Record payment {number}"),
    }
    if found.step in named_verbs and found.number:
        return named_verbs[found.step].format(number=named)
    return verbs[found.step]


def sentence(found: ClientNext) -> str:
    """Return why this is next; empty where there is nothing to be said."""
    words = translator()
    amount = words.money(found.amount) if found.amount is not None else ""
    day = words.day_with_weekday(found.on) if found.on else ""
    count = words.number(abs(found.days))
    number, title = words.isolate(found.number), words.isolate(found.title or _("no title yet"))
    late = ngettext(
        "{number} is {count} day late: {amount}.", "{number} is {count} days late: {amount}.", abs(found.days)
    )
    answer = (
        _("The quote {number}, “{title}”, ended on {day} without an answer.")
        if found.days < 0
        else _("The quote {number}, “{title}”, waits for an answer until {day}.")
    )
    sentences = {
        ClientStep.PAYMENT: late,
        ClientStep.WAIT: _("{number} over {amount} is due on {day}."),
        ClientStep.DRAFT: _("The draft “{title}” waits to be finished."),
        ClientStep.CONTRACT: _("The quote {number} is accepted. Make the contract from it, or an invoice."),
        ClientStep.SIGN: _("The contract “{title}” is not signed yet."),
        ClientStep.ANSWER: answer if found.on else _("The quote {number}, “{title}”, waits for an answer."),
        ClientStep.DELIVER: _("“{title}” is to be delivered on {day}.")
        if found.on
        else _("“{title}” is to be delivered."),
        ClientStep.QUOTE: "",
        ClientStep.INVOICE: "",
    }
    return sentences[found.step].format(number=number, title=title, amount=amount, day=day, count=count)
