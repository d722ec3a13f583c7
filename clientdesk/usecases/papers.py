"""Papers: drawing them from their records, and keeping for good what went out (R-DOC-2, B16)."""

from __future__ import annotations

from datetime import date

from clientdesk.domain.paper import Paper, digest
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction


def keep(
    db: Database,
    *,
    kind: str,
    record_kind: str,
    record_id: int,
    number: str,
    language: str,
    on: date,
    pdf: bytes,
    revision: int = 1,
    text: str = "",
) -> Paper:
    """Store the bytes that go out, with their SHA-256; a reprint gives the same bytes for ever."""
    paper = Paper(
        kind=kind,
        record_kind=record_kind,
        record_id=record_id,
        revision=revision,
        number=number,
        language=language,
        created_on=on,
        sha256=digest(pdf),
        pdf=pdf,
        text=text,
    )
    with transaction(db):
        return tables.papers.add(db, paper)


def kept(db: Database, record_kind: str, record_id: int, *, revision: int | None = None) -> Paper | None:
    """Return the last paper kept of a record (of one revision, if given), or None."""
    where, parameters = "record_kind = ? AND record_id = ?", (record_kind, record_id)
    if revision is not None:
        found = tables.papers.find(db, f"{where} AND revision = ?", (*parameters, revision))
    else:
        found = tables.papers.find(db, where, parameters)
    return found[-1] if found else None
