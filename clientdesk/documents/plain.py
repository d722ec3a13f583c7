"""A paper as plain text: what is frozen and hashed when a contract is signed, and what a search can find (B3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from clientdesk.documents.view import (
    Clauses,
    DocumentView,
    Facts,
    Heading,
    Payment,
    Section,
    Signatures,
    SignOff,
    Table,
    Text,
    Totals,
)


def text_of(view: DocumentView) -> str:
    """Return what the paper says, in reading order, one line per line of thought; the same view, the same text.

    Left out is what signing changes and what is not content: signatures, information block, letterhead and foot.
    """
    lines = [view.pdf_title, view.subject]
    for section in view.body:
        lines.extend(_lines(section))
    return "\n".join(line for line in lines if line.strip()) + "\n"


def _lines(section: Section) -> Iterator[str]:
    match section:
        case Text():
            yield from section.paragraphs
        case Heading():
            yield section.text
        case Table():
            yield section.title
            yield "\t".join(column.title for column in section.columns)
            for row in section.rows:
                yield from ("\t".join(row.cells), row.details, row.mark)
        case Totals():
            yield from (f"{total.label}\t{total.amount}\t{total.note}".rstrip() for total in section.rows)
        case Facts() | Payment():
            yield section.title
            yield from (f"{fact.label}: {fact.value}" for fact in section.facts)
        case Clauses():
            for clause in section.clauses:
                yield f"{clause.number} {clause.heading}"
                yield from clause.paragraphs
        case Signatures() | SignOff():
            return
        case _:
            assert_never(section)
