"""Long papers have bookmarks that lead to their headings, in any script; read back with another library."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from clientdesk.documents.layout import render
from clientdesk.documents.look import MM
from clientdesk.documents.view import (
    Clause,
    Clauses,
    DocumentView,
    Fact,
    Heading,
    Payment,
    Row,
    RowKind,
    Section,
    Table,
    Text,
)
from tests.archive.verapdf import validate
from tests.documents.samples import COLUMNS, placed, plain_rows, plain_view

_HEIGHT = 841.89
_WORDS = Text(paragraphs=("So much is said here that it takes its room on the page. " * 40,) * 3)


@dataclass(frozen=True)
class Entry:
    title: str
    page: int
    #: From the upper edge, in millimetres.
    top: float
    depth: int


def entries(pdf: bytes) -> list[Entry]:
    reader = PdfReader(io.BytesIO(pdf))

    def walk(level: object, depth: int) -> list[Entry]:
        assert isinstance(level, list)
        found = []
        for each in level:
            if isinstance(each, Destination):
                page = reader.get_destination_page_number(each)
                assert page is not None
                assert each.top is not None
                found.append(Entry(str(each.title), page, (_HEIGHT - float(each.top)) / MM, depth))
            else:
                found += walk(each, depth + 1)
        return found

    return walk(reader.outline, 0)


def long_view(language: str = "en") -> DocumentView:
    clauses = tuple(
        Clause(number=f"§ {n}", heading=f"Clause about {n}", paragraphs=_WORDS.paragraphs) for n in (1, 2, 3)
    )
    sections: tuple[Section, ...] = (
        Heading(text="What is agreed"),
        _WORDS,
        Clauses(clauses=clauses),
        Payment(title="How to pay", sentence="Soon.", facts=(Fact(label="IBAN", value="GB00"),)),
    )
    return plain_view(body=sections, language=language)


def test_each_entry_leads_to_its_heading() -> None:
    pdf = render(long_view())
    found = entries(pdf)
    assert [(each.title, each.depth) for each in found] == [
        ("Invoice INV-7", 0),
        ("What is agreed", 0),
        ("§ 1 Clause about 1", 1),
        ("§ 2 Clause about 2", 1),
        ("§ 3 Clause about 3", 1),
        ("How to pay", 0),
    ]
    assert found[-1].page >= 4
    for each in found[1:]:
        words = each.title.removeprefix("§ ")[-10:]
        _left, top, _right, _bottom = placed(pdf, words, each.page)
        # The heading is at the upper edge of what is shown, with some of the air above it.
        assert 0 <= top - each.top < 4, each


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("ar", "اتفاقية تصميم رقم 12"),
        ("te", "శ్రావణి & కిరణ్ ఒప్పందం"),
        ("hi", "क्षमा और ज्ञान"),
        ("he", "הסכם עיצוב"),
        ("en", "A <b>bold</b> claim & more (100\u00a0%)"),
    ],
)
def test_they_say_what_the_heading_says_in_any_script(language: str, title: str) -> None:
    body: tuple[Section, ...] = (Heading(text=f"\u2067{title}\u2069"), *[_WORDS] * 4)
    found = entries(render(plain_view(body=body, language=language)))
    assert title in [each.title for each in found]


def test_a_heading_over_many_lines_is_one_entry_and_not_endless() -> None:
    body: tuple[Section, ...] = (Heading(text="a heading that nobody ends " * 60), *[_WORDS] * 4)
    _paper, heading = entries(render(plain_view(body=body)))
    assert heading.title.startswith("a heading that nobody ends a heading")
    assert len(heading.title) < 300


def test_groups_of_a_long_table_are_found_below_the_paper() -> None:
    rows = tuple(
        row
        for part in ("Design", "Texts", "Print")
        for row in (Row(cells=("", part, "", ""), kind=RowKind.HEADING), *plain_rows(80))
    )
    pdf = render(plain_view(body=(Table(columns=COLUMNS, rows=rows, title="Work"),)))
    found = entries(pdf)
    assert [(each.title, each.depth) for each in found] == [
        ("Invoice INV-7", 0), ("Work", 0), ("Design", 1), ("Texts", 1), ("Print", 1),
    ]  # fmt: skip
    assert found[2].page < found[3].page < found[4].page


def test_a_short_paper_has_none() -> None:
    pdf = render(plain_view(60))
    assert 1 < len(PdfReader(io.BytesIO(pdf)).pages) <= 4
    assert entries(pdf) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_paper_stays_archived_and_accessible(language: str) -> None:
    pdf = render(long_view(language))
    assert {flavour: validate(pdf, flavour).failures for flavour in ("2b", "ua1")} == {"2b": (), "ua1": ()}
    assert render(long_view(language)) == pdf
