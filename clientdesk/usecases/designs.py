"""The design of the papers: one record of the book, read for each paper that is drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from clientdesk.domain.design import USUAL_DESIGN, Design, check_design
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import issuer

if TYPE_CHECKING:
    from clientdesk.documents.sample import Sample


def get(db: Database) -> Design:
    """Return the design; the usual one while nobody has chosen anything."""
    found = tables.designs.find(db)
    return found[0] if found else USUAL_DESIGN


def save(db: Database, design: Design) -> Design:
    """Store the design for all papers that are drawn from now on; papers that were issued keep their own.

    Raises RuleError with the field for what cannot be.
    """
    checked = check_design(design)
    with transaction(db):
        known = tables.designs.find(db)
        if not known:
            return tables.designs.add(db, replace(checked, id=1))
        return tables.designs.save(db, replace(checked, id=1, version=checked.version or known[0].version))


def set_logo(db: Database, data: bytes) -> Design:
    """Store a logo for all papers issued from now on; raises RuleError for a file that cannot be used."""
    return save(db, replace(get(db), logo=logo(data)))


def remove_logo(db: Database) -> Design:
    """Print papers without a logo from now on."""
    return save(db, replace(get(db), logo=b""))


def logo(data: bytes) -> bytes:
    """Return a picture file that can be printed as logo or signature; raises RuleError for one that cannot."""
    from clientdesk.documents.logo import prepare

    prepare(data)
    return data


def letterhead(data: bytes) -> tuple[bytes, bytes]:
    """Return a PDF or picture as what lies under the first page and under further ones, the latter maybe empty.

    Raises RuleError for a file that cannot be read or has not the shape of a sheet.
    """
    from clientdesk.documents.ground import prepare

    pages = prepare(data)
    return pages[0], pages[1] if len(pages) > 1 else b""


def sample(db: Database, design: Design, kind: Sample, *, language: str, on: date) -> bytes:
    """Draw a sample paper in a design that need not be stored; raises RuleError for a design that cannot be."""
    from clientdesk.documents.layout import render
    from clientdesk.documents.sample import view

    return render(view(issuer.get(db), check_design(design), kind, language=language, on=on))
