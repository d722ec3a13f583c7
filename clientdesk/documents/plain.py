"""A paper's words as plain text: what is frozen and hashed when a contract is signed (B3)."""

from __future__ import annotations

from collections.abc import Iterator

from clientdesk.documents.view import (
    Clauses,
    DocumentView,
    Facts,
    Heading,
    Payment,
    Section,
    Signatures,
    Table,
    Text,
    Totals,
)


def plain_text(view: DocumentView) -> str:
    """Return every word of the paper but letterhead and foot, a line each; the same view gives the same text."""
    lines = [view.pdf_title, view.subject, *view.recipient]
    lines += [f"{fact.label}: {fact.value}" for fact in view.info]
    for section in view.body:
        lines += _lines(section)
    return "\n".join(line for line in lines if line.strip()) + "\n"


def _lines(section: Section) -> Iterator[str]:
    match section:
        case Text():
            yield from section.paragraphs
        case Heading():
            yield section.text
        case Table():
            yield section.title
            yield " | ".join(column.title for column in section.columns)
            for row in section.rows:
                yield " | ".join(row.cells)
                yield row.details
        case Totals():
            yield from (f"{row.label}: {row.amount}" for row in section.rows)
        case Facts():
            yield section.title
            yield from (f"{fact.label}: {fact.value}" for fact in section.facts)
        case Payment():
            yield section.sentence
            yield from (f"{fact.label}: {fact.value}" for fact in section.facts)
        case Clauses():
            for clause in section.clauses:
                yield f"{clause.number} {clause.heading}"
                yield from clause.paragraphs
        case Signatures():
            yield from (signature.party for signature in section.signatures)
