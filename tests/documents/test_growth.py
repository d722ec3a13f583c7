"""Twice the paper is twice the work: counted in calls, which no busy machine changes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from clientdesk.documents.layout import render
from clientdesk.documents.view import Clause, Clauses, DocumentView, Heading, Row, Table, Text
from tests.documents.samples import COLUMNS, plain_view

#: Of the extra work for twice the paper, how much more than twice it may be.
_TOLERANCE = 0.10


def table(count: int) -> DocumentView:
    rows = tuple(
        Row(
            cells=(str(n), f"Piece {n} of {count}", f"{n}.5", f"{n * count}.00"),
            details=f"Made in {n} parts of {count}, with all that belongs to them and a little more to fill the line.",
            running=f"{n * 10}.00",
        )
        for n in range(count)
    )
    return plain_view(body=(Table(columns=COLUMNS, rows=rows, carried="Carried", brought="Brought"),))


def running_text(count: int) -> DocumentView:
    parts = [
        (
            Heading(text=f"Part {n} of {count}"),
            Text(paragraphs=(f"So the part {n} of {count} is told. " * 30,)),
        )
        for n in range(count)
    ]
    return plain_view(body=tuple(one for part in parts for one in part))


def clauses(count: int) -> DocumentView:
    found = tuple(
        Clause(
            number=f"{n}",
            heading=f"Clause {n} of {count}",
            paragraphs=(f"In {n} of {count} we agree. " * 20,),
        )
        for n in range(count)
    )
    return plain_view(body=(Clauses(clauses=found),))


def one_cell(count: int) -> DocumentView:
    words = " ".join(f"word{n}of{count}" for n in range(count * 20))
    return plain_view(
        body=(Table(columns=COLUMNS, rows=(Row(cells=("1", "Work", "1", "1.00"), details=words),)),)
    )


def one_word(count: int) -> DocumentView:
    return plain_view(body=(Text(paragraphs=("".join(f"word{n}of{count}" for n in range(count * 20)),)),))


@pytest.mark.parametrize(
    ("paper", "size"), [(table, 100), (running_text, 50), (clauses, 50), (one_cell, 60), (one_word, 60)]
)
def test_work_grows_with_the_paper(paper: Callable[[int], DocumentView], size: int) -> None:
    render(paper(3))  # What every paper of this kind needs is read and remembered.
    few, twice, fourfold = (calls(paper(size * times)) for times in (1, 2, 4))
    assert (fourfold - twice) / (twice - few) == pytest.approx(2, rel=_TOLERANCE)


def calls(view: DocumentView) -> int:
    """Count the calls, of Python's functions and of C's, that it takes to draw a paper."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(note)
    try:
        render(view)
    finally:
        sys.setprofile(None)
    return count


def test_a_paper_twice_as_long_has_no_more_than_twice_the_bytes() -> None:
    few, twice = (len(render(table(count))) for count in (200, 400))
    assert twice < 2.1 * few
