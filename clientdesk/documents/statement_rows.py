"""What an entry of an account is called: the paper, the payment or the reason, and what it belongs to."""

from __future__ import annotations

from typing import assert_never

from clientdesk.documents import methods
from clientdesk.documents.fonts import drawable
from clientdesk.documents.letter import title_line
from clientdesk.documents.names import paper_name, reason_name
from clientdesk.documents.setting import Setting
from clientdesk.domain.account import Entry, EntryKind

#: A payment that pays more papers than this says how many.
_MOST_PAPERS = 6


def entry_cells(entry: Entry, where: Setting) -> tuple[str, str]:
    """Return the words of an entry and the smaller ones below them."""
    tr = where.tr
    match entry.kind:
        case EntryKind.PAPER:
            return title_line(paper_name(entry.what, where), entry.number, tr), drawable(
                entry.title, where.fonts
            )
        case EntryKind.PAYMENT:
            # Translators: an entry of an account: money that came in.
            return tr.gettext("Payment"), _how(entry, where)
        case EntryKind.REFUND if entry.is_taken_back:
            # Translators: an entry of an account: a payment that was recorded by mistake is taken out again.
            return tr.gettext("Payment taken back"), tr.gettext("It was recorded by mistake.")
        case EntryKind.REFUND:
            # Translators: an entry of an account: money that went back to the client.
            return tr.gettext("Refund"), _how(entry, where)
        case EntryKind.SETTLEMENT:
            words = title_line(reason_name(entry.what, tr), entry.number, tr)
            # Translators: below an entry of an account that another one has taken out again.
            return words, tr.gettext("Taken back") if entry.effect.minor > 0 else ""
        case _:
            assert_never(entry.kind)


def _how(entry: Entry, where: Setting) -> str:
    """Return how money moved, and the papers it belongs to, or else the reference it came with."""
    tr = where.tr
    method = drawable(methods.printed(entry.what, tr), where.fonts)
    if not entry.papers:
        return tr.joined(method, drawable(entry.number, where.fonts))
    if len(entry.papers) > _MOST_PAPERS:
        papers = tr.ngettext("for {count} document", "for {count} documents", len(entry.papers))
        return tr.joined(method, papers.format(count=tr.number(len(entry.papers))))
    # Translators: below a payment: {papers} are the numbers of the invoices it was for.
    papers = tr.gettext("for {papers}").format(papers=tr.list([tr.isolate(one) for one in entry.papers]))
    return tr.joined(method, papers)
