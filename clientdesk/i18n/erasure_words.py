"""What erasing a person does, in sentences, as the window and the command line say it before anything is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from clientdesk.i18n import _, ngettext, pgettext, translator

if TYPE_CHECKING:
    from clientdesk.domain.erasure import Erasure

#: So many papers are named one by one before anything is done; the page names all of them afterwards.
_NAMED = 6


def sentences(plan: Erasure) -> Iterator[str]:
    """Yield what goes, what stays and until when, and what backups hold."""
    speech = translator()
    going = list(_going(plan))
    if plan.goes_whole:
        going.insert(0, _("the client itself"))
    if going:
        yield _("This goes for good: {things}.").format(things=speech.list(going))
    if plan.kept and plan.kept_until is not None:
        count = len(plan.kept)
        words = ngettext(
            "{count} document must be kept, at the longest until {date}, as it went out, names included: {papers}.",
            "{count} documents must be kept, at the longest until {date}, as they went out, names included: {papers}.",
            count,
        )
        papers = [
            # Translators: a document and the day until which the law wants it to be kept
            pgettext("kept", "{paper} until {date}").format(
                paper=paper.number or paper.title, date=speech.date(paper.until)
            )
            for paper in plan.kept[:_NAMED]
        ]
        if count > _NAMED:
            more = ngettext("{count} more", "{count} more", count - _NAMED)
            papers.append(more.format(count=speech.number(count - _NAMED)))
        yield words.format(
            count=speech.number(count), date=speech.date(plan.kept_until), papers=speech.list(papers)
        )
    if not plan.goes_whole:
        yield _(
            "What is kept stands in no list and is found by no search; the list of clients shows it"
            " under “Erased”."
        )
    yield _("This cannot be taken back. Backups made before still hold it until they rotate out.")


def _going(plan: Erasure) -> Iterator[str]:
    speech = translator()
    for count, words in (
        (plan.contacts, ngettext("{count} contact", "{count} contacts", plan.contacts)),
        (plan.addresses, ngettext("{count} address", "{count} addresses", plan.addresses)),
        (plan.notes, ngettext("{count} note", "{count} notes", plan.notes)),
        (plan.drafts, ngettext("{count} draft", "{count} drafts", plan.drafts)),
        (plan.texts, ngettext("{count} unsaved text", "{count} unsaved texts", plan.texts)),
        (plan.attachments, ngettext("{count} attachment", "{count} attachments", plan.attachments)),
        (plan.trashed, ngettext("{count} entry of the trash", "{count} entries of the trash", plan.trashed)),
    ):
        if count:
            yield words.format(count=speech.number(count))
