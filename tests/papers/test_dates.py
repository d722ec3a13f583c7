"""A paper writes all dates in one way: in full, but for cells and heads of its tables, which have no room for that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from clientdesk.documents.view import Column, DocumentView, Row, Table
from clientdesk.i18n import DateStyle, Translator
from clientdesk.storage.database import open_book
from tests.papers import gallery
from tests.papers.views import papers_of

YEAR = re.compile("202[5-7]")
#: All days that the demo books know of.
DAYS = [date(2025, 1, 1) + timedelta(days=number) for number in range(900)]


@pytest.mark.parametrize("language", gallery.LANGUAGES)
@pytest.mark.parametrize("name", gallery.BOOKS)
def test_a_paper_has_one_way_to_write_dates(name: str, language: str) -> None:
    db = open_book(gallery.book(name))
    views = [paper.said(db, language) for paper in papers_of(db)]
    db.close()
    full, short = (written(views[0].language, style) for style in ("long", "medium"))
    cells = {text for view in views for cell in parts(view) for text in texts_of(cell)}
    others = {text for view in views for text in texts_of(view, without=(Row, Column))}
    assert dates_in(others, short - full) == []
    assert dates_in(cells, full - short) == []
    assert dates_in(others, full)
    assert dates_in(cells, short)


def written(language: str, style: DateStyle) -> set[str]:
    tr = Translator(language)
    return {plain(tr.date(day, style)) for day in DAYS}


def dates_in(texts: set[str], dates: set[str]) -> list[str]:
    dated = [text for text in texts if YEAR.search(text)]
    return [f"{day} in {text}" for text in dated for day in dates if day in text]


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def texts_of(part: Any, *, without: tuple[type, ...] = ()) -> Iterator[str]:  # any part of a view
    if isinstance(part, str):
        yield plain(part)
    elif isinstance(part, tuple):
        for each in part:
            yield from texts_of(each, without=without)
    elif hasattr(part, "__dataclass_fields__") and not isinstance(part, without):
        for field in part.__dataclass_fields__:
            yield from texts_of(getattr(part, field), without=without)


def parts(view: DocumentView) -> Iterator[Row | Column]:
    """Cells and heads of all tables."""
    for section in view.body:
        if isinstance(section, Table):
            yield from section.columns
            yield from section.rows
