"""The records in the palette: what each is called, its icon, and what one can do at once for a client."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from clientdesk.domain.search import amounts, fold
from clientdesk.domain.text import N_, NP_
from clientdesk.i18n import _, pgettext, translator
from clientdesk.queries.search_hit import Found, FoundKind
from clientdesk.ui.palette.hits import ELSEWHERE, EXACT, Group, Hit, joined, score
from clientdesk.ui.widgets.states import kind_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clientdesk.ui.session import Session

#: Per kind: the group, the icon, what it is called, and by which kind the screens open it.
_KINDS: Final = {
    # Translators: what a line of the search is, at its end: “a client”, where a language tells it from “the client”.
    FoundKind.CLIENT: (Group.CLIENTS, "users", NP_("kind of record", "Client"), "client"),
    FoundKind.QUOTE: (Group.DOCUMENTS, "file-text", NP_("kind of record", "Quote"), "quote"),
    FoundKind.INVOICE: (Group.DOCUMENTS, "receipt-text", NP_("kind of record", "Invoice"), "invoice"),
    FoundKind.CONTRACT: (Group.WORK, "briefcase", NP_("kind of record", "Contract"), "contract"),
    FoundKind.MILESTONE: (Group.WORK, "milestone", NP_("kind of record", "Milestone"), "milestone"),
    FoundKind.PAYMENT: (Group.MONEY, "wallet", NP_("kind of record", "Payment"), "payment"),
    FoundKind.ITEM: (Group.LIBRARY, "library", NP_("kind of record", "Catalogue"), "catalogue"),
    FoundKind.PACKAGE: (Group.LIBRARY, "package", NP_("kind of record", "Package"), "package"),
}
#: What is offered for a client that was found: the words, the icon and the kind that is opened.
_FOR_CLIENT: Final = (
    (N_("New invoice for {client}"), "receipt-text", "new_invoice"),
    (N_("New quote for {client}"), "file-plus", "new_quote"),
    (N_("Record payment from {client}"), "hand-coins", "new_payment"),
)
#: The second and third best client are offered less.
_OFFERED: Final = (3, 1)
#: A client outranks an act that answers as well: one comes to look somebody up more often.
_CLIENT_FIRST: Final = 2
_SHORTEST_FOR_ACTS: Final = 2


def hits(found: Sequence[Found], text: str, session: Session) -> list[Hit]:
    """Return the hits of a search for `text`."""
    made = [hit(one, text, session) for one in found]
    clients = [one for one in found if one.kind is FoundKind.CLIENT and not one.archived]
    clients.sort(key=lambda one: -_quality(one, text))
    if len(text.strip()) >= _SHORTEST_FOR_ACTS:
        for client, offered in zip(clients, _OFFERED, strict=False):
            # Just below the client itself, in the group of what can be done.
            made.extend(_acts_for(client, offered, _quality(client, text), session))
    return made


def hit(found: Found, text: str, session: Session, *, group: Group | None = None) -> Hit:
    """Return the line of one record."""
    own, icon, kind_word, kind = _KINDS[found.kind]
    word = (
        kind_words(found.state) if found.kind is FoundKind.INVOICE else pgettext("kind of record", kind_word)
    )
    title = joined(found.number if found.kind is not FoundKind.CLIENT else "", found.title)
    amount = translator().money(found.amount) if found.amount is not None else ""
    if not title:
        title, amount = amount or word, ""
    archived = _("Archived") if found.archived else ""
    return Hit(
        group=group or own,
        icon="file-signature" if found.state == "draft" and found.kind is FoundKind.CONTRACT else icon,
        title=title,
        second=joined(amount, found.detail, found.why, archived),
        end=word,
        run=partial(session.open_record.emit, kind, found.id),
        score=_quality(found, text),
    )


def _quality(found: Found, text: str) -> int:
    if not text:
        return 0
    if found.kind is FoundKind.CLIENT:
        quality = score(text, found.title)
        return quality + _CLIENT_FIRST if quality else ELSEWHERE + _CLIENT_FIRST
    if found.number and fold(text) in fold(found.number):
        return EXACT
    typed = amounts(text)
    if typed and found.amount is not None:
        asked = abs(found.amount.amount)
        if any(asked == value or (not exact and int(asked) == value) for value, exact in typed):
            return EXACT
    # A paper is rather found by its number, and its title is often a common word: below clients and acts.
    return max(score(text, found.title) - 10, ELSEWHERE)


def _acts_for(client: Found, offered: int, quality: int, session: Session) -> list[Hit]:
    name = translator().isolate(client.title)
    return [
        Hit(
            group=Group.ACTIONS,
            icon=icon,
            title=_(words).format(client=name),
            run=partial(session.open_record.emit, kind, client.id),
            score=max(quality - _CLIENT_FIRST - 1 - place, 1),
        )
        for place, (words, icon, kind) in enumerate(_FOR_CLIENT[:offered])
    ]
