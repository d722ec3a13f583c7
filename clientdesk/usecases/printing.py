"""Papers on their way to a printer or a folder: the kept bytes, drafts with their watermark, copies with their mark."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from clientdesk.domain.errors import EnvironmentFault, IntegrityFault, NotFoundError
from clientdesk.domain.file_name import Names, safe
from clientdesk.domain.paper import Paper, digest
from clientdesk.domain.printing import Printing
from clientdesk.domain.text import N_
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import drafting, papers
from clientdesk.usecases.exports import whole_file

if TYPE_CHECKING:
    from clientdesk.usecases.drafting import Writing

#: Pages on a sheet that one can ask for.
PER_SHEET = (1, 2, 4)
_MOST_NAMES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """How often a kept paper was printed, and when last; `paper_id` is 0 for a page that is no kept paper."""

    paper_id: int = 0
    language: str = ""
    times: int = 0
    last_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A paper as it goes out now: the kept bytes of an issued one, the watermarked page of a draft."""

    writing: Writing
    pdf: bytes
    printed: Printed
    is_copy: bool = False


def copied(page: Page) -> Page:
    """Return a page with the mark of a copy."""
    return replace(page, pdf=as_copy(page.pdf, page.printed), is_copy=True)


def page(db: Database, *, quote: bool, record_id: int, on: date) -> Page:
    """Return the paper of a quote or an invoice.

    Raises RuleError for a draft that cannot be drawn, NotFoundError for an issued paper that came without its PDF, and
    IntegrityFault where the kept bytes are no longer those that went out.
    """
    writing = drafting.reopen(db, quote=quote, record_id=record_id)
    if writing.is_draft:
        return Page(writing=writing, pdf=drafting.sketch(db, writing, on=on), printed=Printed())
    kept = papers.kept(db, "quote" if quote else "invoice", record_id)
    if kept is None:
        raise NotFoundError(
            N_("{number} came without its PDF."),
            next_step=N_("Take it from where it was written."),
            number=writing.paper.number,
        )
    _check_bytes(kept)
    return Page(writing=writing, pdf=kept.pdf, printed=_printed(db, kept.id, kept.language))


def printed(db: Database, pdf: bytes) -> Printed:
    """Return how often this very paper was printed, whatever kind it is; a page that was only drawn never was."""
    row = db.row("SELECT id, language FROM papers WHERE sha256 = ? ORDER BY id LIMIT 1", (digest(pdf),))
    return Printed() if row is None else _printed(db, row["id"], row["language"])


def were_printed(db: Database, papers_of: Iterable[tuple[bool, int]]) -> int:
    """Return how many of these records (quote or not, id) have a paper that was printed before."""
    return sum(
        bool(
            db.value(
                "SELECT EXISTS (SELECT 1 FROM printings WHERE paper_id = (SELECT max(id) FROM papers"
                " WHERE record_kind = ? AND record_id = ?))",
                ("quote" if is_quote else "invoice", record_id),
            )
        )
        for is_quote, record_id in papers_of
    )


def as_copy(pdf: bytes, printed: Printed) -> bytes:
    """Return a kept paper with the mark of a copy in its language; what is kept stays as it is (R-DOC-2)."""
    from clientdesk.documents.copy_mark import marked

    return marked(pdf, printed.language or "en")


def record(db: Database, paper_ids: Iterable[int], *, on: date, copies: frozenset[int] = frozenset()) -> None:
    """Remember that these papers were handed to a printer, those of `copies` with the mark of a copy.

    A book that can only be looked at remembers nothing; the page is printed all the same.
    """
    wanted = [paper_id for paper_id in paper_ids if paper_id]
    if not wanted or db.is_read_only:
        return
    with transaction(db):
        for paper_id in wanted:
            tables.printings.add(db, Printing(paper_id=paper_id, on=on, as_copy=paper_id in copies))


def one_file(
    parts: Sequence[tuple[str, bytes]],
    *,
    title: str,
    author: str,
    language: str,
    on: date,
    per_sheet: int = 1,
) -> bytes:
    """Return several papers (name and bytes) as one file, with 1, 2 or 4 pages on a sheet; words stay words."""
    from clientdesk.documents.archive import About
    from clientdesk.documents.bundle import Part, bundle

    about = About(title=title, author=author, language=language, created=on)
    return bundle((Part(name=name, pdf=pdf) for name, pdf in parts), about, per_sheet=per_sheet)


def some_pages(pdf: bytes, ranges: Sequence[tuple[int, int]]) -> bytes:
    """Return a file with only the pages of these ranges, counted from 1, both ends included; all without ranges."""
    if not ranges:
        return pdf
    from clientdesk.documents.bundle import only

    return only(pdf, ranges)


def save(folder: Path, name: str, pdf: bytes, names: Names) -> Path:
    """Write a paper into a folder under a name that is safe and given once; nothing that lies there is written over.

    A file that holds these very bytes is left as it is. Raises EnvironmentFault with a next step.
    """
    wanted = safe(name)
    try:
        for _try in range(_MOST_NAMES):
            target = folder / names.unique(wanted)
            if not target.exists():
                with whole_file.written(target, overwrite=False) as stream:
                    stream.write(pdf)
                return target
            if target.is_file() and target.stat().st_size == len(pdf) and target.read_bytes() == pdf:
                return target
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise EnvironmentFault(
                N_("The disk is full."), next_step=N_("Free some space, or choose another folder.")
            ) from error
        raise EnvironmentFault(
            N_("{name} could not be written."), next_step=N_("Choose another folder."), name=wanted
        ) from error
    raise EnvironmentFault(
        N_("{name} could not be written."), next_step=N_("Choose another folder."), name=wanted
    )


def _printed(db: Database, paper_id: int, language: str) -> Printed:
    found = db.row(
        'SELECT count(*) AS times, max("on") AS last FROM printings WHERE paper_id = ?', (paper_id,)
    )
    if found is None or not found["times"]:
        return Printed(paper_id=paper_id, language=language)
    last = date.fromisoformat(found["last"])
    return Printed(paper_id=paper_id, language=language, times=found["times"], last_on=last)


def _check_bytes(paper: Paper) -> None:
    if digest(paper.pdf) != paper.sha256:
        raise IntegrityFault(
            N_("Paper {id} was altered since it went out."),
            next_step=N_("Take it from your last backup."),
            id=paper.id,
        )
