"""`clientdesk verify`: the file is sound, every reference leads somewhere, every paper is as it went out (R-DOC-2)."""

from __future__ import annotations

from collections.abc import Iterator

from clientdesk.cli.command import Arguments, Context, Verb
from clientdesk.cli.output import Result, done
from clientdesk.domain.errors import IntegrityFault
from clientdesk.domain.text import N_
from clientdesk.i18n import ngettext


def _verify(context: Context, _options: Arguments) -> Result:
    from clientdesk.storage import dump

    for row in context.db.rows("PRAGMA integrity_check"):
        if row["integrity_check"] != "ok":
            raise IntegrityFault(
                N_("The book is damaged: {reason}."),
                next_step=N_("Keep the file as it is and open your last backup."),
                reason=row["integrity_check"],
            )
    with dump.one_view(context.db):
        dump.check_whole(context.db)
        count = sum(1 for _id in _papers(context))
    sentence = ngettext("Sound; {count} paper checked.", "Sound; {count} papers checked.", count)
    return done(sentence.format(count=context.translator.number(count)), sound=True, papers=count)


def _papers(context: Context) -> Iterator[int]:
    """Yield the id of every paper after comparing its bytes with the hash kept of them."""
    from clientdesk.domain.paper import digest
    from clientdesk.storage import tables

    for row in context.db.rows("SELECT id FROM papers ORDER BY id"):
        paper = tables.papers.get(context.db, row["id"])
        if digest(paper.pdf) != paper.sha256:
            raise IntegrityFault(
                N_("Paper {id} was altered since it went out."),
                next_step=N_("Take it from your last backup."),
                id=paper.id,
            )
        yield paper.id


VERBS = (Verb("", N_("Check that nothing in the book was damaged or altered."), _verify),)
