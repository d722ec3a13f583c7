"""A paper as plain text: what is frozen and hashed when a contract is signed, and what a search can find (B3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from clientdesk.documents.said import in_full, second_of
from clientdesk.documents.view import (
    Choices,
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

    Of a paper in two languages both are there. Left out is what signing changes and what is not content: signatures,
    information block, letterhead and foot.
    """
    lines = [view.pdf_title, second_of(view.title), in_full(view.subject)]
    for section in view.body:
        lines.extend(_lines(section))
    return "\n".join(line for line in lines if line.strip()) + "\n"


def _lines(section: Section) -> Iterator[str]:
    match section:
        case Text():
            yield from (in_full(text, "\n") for text in section.paragraphs)
        case Heading():
            yield in_full(section.text)
        case Table():
            yield in_full(section.title)
            yield "\t".join(in_full(column.title) for column in section.columns)
            for row in section.rows:
                yield from ("\t".join(map(in_full, row.cells)), in_full(row.details, "\n"), in_full(row.mark))
        case Totals():
            for total in section.rows:
                yield f"{in_full(total.label)}\t{total.amount}\t{in_full(total.note)}".rstrip()
        case Facts() | Payment():
            yield in_full(section.title)
            yield from (f"{in_full(fact.label)}: {in_full(fact.value)}" for fact in section.facts)
        case Clauses():
            for clause in section.clauses:
                yield f"{clause.number} {in_full(clause.heading)}"
                yield from (in_full(text, "\n") for text in clause.paragraphs)
        case Choices():
            yield from (in_full(choice.text) for choice in section.choices)
        case Signatures() | SignOff():
            return
        case _:
            assert_never(section)
