"""The design of the papers: one record of the book, read for each paper that is drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from clientdesk.domain.client import Client
from clientdesk.domain.design import USUAL_DESIGN, Design, Sample, Wording, check_design
from clientdesk.domain.errors import RuleError
from clientdesk.domain.font import OWN
from clientdesk.domain.text import N_
from clientdesk.i18n import PAPER_LANGUAGES, language_of
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import fonts, issuer


def get(db: Database) -> Design:
    """Return the design; the usual one while nobody has chosen anything."""
    found = tables.designs.find(db)
    return found[0] if found else USUAL_DESIGN


def save(db: Database, design: Design) -> Design:
    """Store the design for all papers that are drawn from now on; papers that were issued keep their own.

    Raises RuleError with the field for what cannot be.
    """
    checked = check_design(design)
    _check_letters(db, checked)
    _check_choices(db, checked)
    with transaction(db):
        known = tables.designs.find(db)
        checked = _with_clean_pictures(checked, known[0] if known else USUAL_DESIGN)
        if not known:
            return tables.designs.add(db, replace(checked, id=1))
        return tables.designs.save(db, replace(checked, id=1, version=checked.version or known[0].version))


def _check_letters(db: Database, design: Design) -> None:
    """Refuse own lines with a letter that no font has: papers would go out without the line."""
    from clientdesk.documents.text import missing_letter

    drawn_with = fonts.for_paper(db, issuer.get(db), Client())
    for name in ("head_text", "foot_text", "signatory"):
        problem = missing_letter(getattr(design, name), drawn_with, field=name)
        if problem is not None:
            raise problem


def _check_choices(db: Database, design: Design) -> None:
    """Refuse a language or a typeface that there is not: papers would go out without it, and without a word."""
    from clientdesk.documents.fonts import bundled

    if design.second_language and language_of(design.second_language) not in PAPER_LANGUAGES:
        raise RuleError(
            N_("Documents are not written in “{language}”."),
            field="second_language",
            next_step=N_("Choose one of {languages}."),
            language=design.second_language,
            languages=", ".join(PAPER_LANGUAGES),
        )
    known = {"", *bundled(), *(OWN + family.name for family in fonts.families(db))}
    stored = get(db)
    for name in ("text_family", "heading_family"):
        family = getattr(design, name)
        # One that was removed since may stay: papers fall back, and it may come again.
        if family not in known and family != getattr(stored, name):
            raise RuleError(
                N_("There is no typeface “{family}”."),
                field=name,
                next_step=N_("Add it under Fonts in the settings, or choose another."),
                command_step=N_("Add it with “clientdesk font add FILE”, or choose another."),
                family=family,
            )


def _with_clean_pictures(design: Design, before: Design) -> Design:
    """Refuse what could not be printed when a paper is issued, and keep nothing of a file but its picture (T52)."""
    return replace(
        design,
        logo=design.logo if design.logo in {b"", before.logo} else logo(design.logo),
        signature=design.signature if design.signature in {b"", before.signature} else logo(design.signature),
    )


def logo(data: bytes) -> bytes:
    """Return a picture file that can be printed as logo or signature, without what a camera wrote into it (T52).

    Raises RuleError for one that cannot be printed.
    """
    from clientdesk.documents.logo import without_traces

    return without_traces(data)


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

    own = issuer.get(db)
    drawn_with = fonts.for_paper(db, own, Client(), language)
    return render(view(own, check_design(design), kind, language=language, on=on, fonts=drawn_with))


def usual_opening(paper: Wording, language: str) -> str:
    """Return the words a paper begins with in a language while the user has written none."""
    from clientdesk.documents.sample import usual_opening

    return usual_opening(paper, language)
