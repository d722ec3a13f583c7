"""On papers that are read from the right all amounts line up by their decimal points, as drawn."""

from __future__ import annotations

import ctypes
import io
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pypdfium2 import raw

from clientdesk.documents.amounts import beyond_point
from clientdesk.documents.layout import render
from clientdesk.documents.look import DEFAULT_LOOK, LOOKS, look_of
from clientdesk.documents.page import sheet
from clientdesk.documents.styles import styles
from clientdesk.documents.text import single
from clientdesk.documents.view import DocumentView, Totals, Weight
from clientdesk.storage.database import open_book
from tests.papers import gallery
from tests.papers.views import papers_of

#: Points of the page between two places that are the same to the eye.
CLOSE = 0.1


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(
    ("name", "second", "digits"),
    [("lena", "", ""), ("mona", "en", ""), ("mona", "", "arab"), ("anitha", "", ""), ("marcus", "en", "")],
)
def test_amounts_share_one_line(name: str, second: str, digits: str, look: str) -> None:
    db = open_book(gallery.book(name))
    seen: set[str] = set()
    for paper in papers_of(db):
        if paper.kind not in seen:
            seen.add(paper.kind)
            view = paper.said(db, "ar", second, digits=digits, look=look)
            if any(isinstance(part, Totals) for part in view.body):
                check(view, render(view))
    db.close()


def check(view: DocumentView, pdf: bytes) -> None:
    amounts = [row.amount for part in view.body if isinstance(part, Totals) for row in part.rows]
    points, left = drawn(pdf)
    assert len(points) >= len(amounts) > 0
    assert max(points) - min(points) < CLOSE
    # The widest amount stands at the edge of the page's body.
    place = sheet(view.paper, view.envelope, look_of(view.design))
    assert left == pytest.approx(place.width - place.right, abs=1.5)


def drawn(pdf: bytes) -> tuple[list[float], float]:
    """Where the points of all figures in last cells of rows stand, and where the first of these cells' words begins."""
    cells = last_cells(pdf)
    document = pypdfium2.PdfDocument(pdf)
    points: list[float] = []
    lefts: list[float] = []
    for number, page in enumerate(document):
        textpage = page.get_textpage()
        text = [chr(raw.FPDFText_GetUnicode(textpage.raw, at)) for at in range(textpage.count_chars())]
        for at in range(1, len(text) - 1):
            if text[at] in ".,\u066b" and text[at - 1].isdigit() and text[at + 1].isdigit():
                owner = raw.FPDFText_GetTextObject(textpage.raw, at)
                # Thousands have commas in these papers.
                if text[at] != "," and (number, raw.FPDFPageObj_GetMarkedContentID(owner)) in cells:
                    x, y = ctypes.c_double(), ctypes.c_double()
                    raw.FPDFText_GetCharOrigin(textpage.raw, at, x, y)
                    points.append(x.value)
        lefts += [
            each.get_bounds()[0]
            for each in page.get_objects([raw.FPDF_PAGEOBJ_TEXT])
            if (number, raw.FPDFPageObj_GetMarkedContentID(each.raw)) in cells
        ]
    document.close()
    return points, min(lefts)


def last_cells(pdf: bytes) -> set[tuple[int, int]]:
    """The page and number of each marked stretch that is the last cell of a row."""
    found: set[tuple[int, int]] = set()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        indexes = {page.obj.objgen: number for number, page in enumerate(file.pages)}

        def walk(node: Any) -> None:  # as pikepdf has it
            kids = node.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                    walk(kid)
            if str(node.S) == "/TR" and str(node.K[-1].S) == "/TD":
                marks = node.K[-1].get("/K", [])
                for mark in marks if isinstance(marks, pikepdf.Array) else [marks]:
                    if isinstance(mark, int):
                        found.add((indexes[node.K[-1].Pg.objgen], mark))

        walk(file.Root.StructTreeRoot.K)
    return found


@pytest.mark.parametrize(
    ("text", "beyond"),
    [
        ("1,250.00", ".00"),
        ("12", ""),
        ("\u200f1,250.00 ر.س.", ".00"),
        ("1.250,00", ",00"),
        ("15,000", ""),
        ("7.5", ".5"),
    ],
)
def test_the_point_of_an_amount_is_found(text: str, beyond: str) -> None:
    for weight in Weight:
        style = {Weight.DUE: "due", Weight.STRONG: "total"}.get(weight, "body")
        type_of = getattr(styles(DEFAULT_LOOK, "ar"), style)
        reach = single(beyond, type_of).width if beyond else 0.0
        assert beyond_point(single(text, type_of)) == pytest.approx(reach, abs=0.01)
