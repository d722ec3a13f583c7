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
    Table,
    Text,
    Totals,
)


def text_of(view: DocumentView, *, with_signatures: bool = True) -> str:
    """Return every word of the paper in reading order, one line per line of thought; the same view, the same text.

    A contract's text is taken without its signatures: signing must not change what is signed.
    """
    lines = [view.pdf_title, view.subject, view.issuer_name, *view.recipient]
    lines.extend(f"{fact.label}: {fact.value}" for fact in view.info)
    for section in view.body:
        if with_signatures or not isinstance(section, Signatures):
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
                yield "\t".join(row.cells)
                yield from (row.details, row.mark)
        case Totals():
            for total in section.rows:
                yield f"{total.label}\t{total.amount}"
                yield total.note
        case Facts():
            yield section.title
            yield from (f"{fact.label}: {fact.value}" for fact in section.facts)
        case Payment():
            yield section.title
            yield section.sentence
            yield from (f"{fact.label}: {fact.value}" for fact in section.facts)
        case Clauses():
            for clause in section.clauses:
                yield f"{clause.number} {clause.heading}"
                yield from clause.paragraphs
        case Signatures():
            for signature in section.signatures:
                yield f"{signature.party}: {signature.signed} {signature.place_and_date}"
        case _:
            assert_never(section)
