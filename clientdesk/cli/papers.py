"""`clientdesk paper`: the PDFs that went out, byte for byte (R-DOC-2, B16)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from clientdesk.cli.command import Arguments, Context, UsageError, Verb, arg, whole
from clientdesk.cli.output import Result, done, listing
from clientdesk.cli.paging import PAGE, offset_and_limit
from clientdesk.domain.errors import IntegrityFault
from clientdesk.domain.text import N_
from clientdesk.i18n import _

if TYPE_CHECKING:
    from clientdesk.domain.paper import Paper

_COLUMNS = ("id", "kind", "number", "revision", "created_on", "language")
_NOT_FOR_FILES = re.compile(r"[^\w.-]+")


def _list(context: Context, options: Arguments) -> Result:
    offset, limit = offset_and_limit(options)
    rows = context.db.rows(
        "SELECT id, kind, record_kind, record_id, revision, number, language, created_on, sha256,"
        " length(pdf) AS bytes FROM papers ORDER BY id DESC LIMIT ? OFFSET ?",
        (limit, offset),
    )
    return listing(rows, _COLUMNS)


def _save(context: Context, options: Arguments) -> Result:
    from clientdesk.storage import tables

    paper = tables.papers.get(context.db, options.paper)
    target = save(paper, options.to)
    return done(_("Saved as {path}.").format(path=target), file=str(target), sha256=paper.sha256)


def save(paper: Paper, to: Path | None) -> Path:
    """Write the paper's bytes to a file or into a folder, and return the path.

    Raises IntegrityFault if the bytes are no longer those that went out.
    """
    from clientdesk.domain.paper import digest

    if digest(paper.pdf) != paper.sha256:
        raise IntegrityFault(
            N_("Paper {id} was altered since it went out."),
            next_step=N_("Take it from your last backup."),
            id=paper.id,
        )
    return _written(paper.pdf, to, name=paper.number or paper.kind)


def write(pdf: bytes, to: Path | None, *, name: str) -> Result:
    """Write a PDF that was just drawn, and say where it lies."""
    target = _written(pdf, to, name=name)
    return done(_("Saved as {path}.").format(path=target), file=str(target))


def _written(pdf: bytes, to: Path | None, *, name: str) -> Path:
    target = to or Path()
    if target.is_dir():
        target /= f"{_NOT_FOR_FILES.sub('-', name)}.pdf"
    if target.exists() and target.read_bytes() != pdf:
        raise UsageError(
            N_("There is a file at {path} already."), next_step=N_("Choose another name."), path=target
        )
    from clientdesk.usecases.exports import whole_file

    with whole_file.written(target, overwrite=True) as stream:
        stream.write(pdf)
    return target


VERBS = (
    Verb("list", N_("List the papers that went out, newest first."), _list, PAGE),
    Verb(
        "save",
        N_("Save a paper as a PDF file."),
        _save,
        (
            arg("paper", type=whole, metavar="ID", help=N_("as listed")),
            arg("to", nargs="?", type=Path, metavar="PATH", help=N_("file or folder; here if left out")),
        ),
    ),
)
