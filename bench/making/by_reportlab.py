"""The bench's invoice by ReportLab alone: drawn by hand on its canvas, and flowed by its platypus."""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    Image,
    KeepTogether,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Table as Grid

from bench.making.measures import BOTTOM, COLUMNS, ENDS, LEFT, REGULAR, STRONG, TOP, WIDTH
from clientdesk.documents.view import DocumentView, Payment, Section, Table, Text, Totals

_INK, _GREY, _TINT = HexColor("#1d1d1f"), HexColor("#5f6368"), HexColor("#f1f4f6")


# Read once, as a program that runs for long does.
pdfmetrics.registerFont(TTFont("text", REGULAR))
pdfmetrics.registerFont(TTFont("strong", STRONG))


# --- on the canvas ------------------------------------------------------------------------------------------------


class _Sheet:
    """A canvas and how far down it is written."""

    def __init__(self, view: DocumentView) -> None:
        self._out = io.BytesIO()
        self.canvas = Canvas(self._out, pagesize=A4, pageCompression=1, invariant=1)
        self.canvas.setTitle(view.pdf_title)
        self._view = view
        self._page = 1
        self.y = A4[1] - TOP

    def room(self, needed: float) -> bool:
        """Turn the page if what comes next has no room; tell whether it was turned."""
        if self.y - needed >= BOTTOM:
            return False
        self.end_page()
        self.y = A4[1] - 30 * mm
        self.text(LEFT, A4[1] - 15 * mm, self._view.running_title, 7, colour=_GREY)
        return True

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        face: str = "text",
        colour=_INK,
        end: bool = False,
    ) -> None:
        """Write one line from `x`, or up to it."""
        self.canvas.setFillColor(colour)
        self.canvas.setFont(face, size)
        (self.canvas.drawRightString if end else self.canvas.drawString)(x, y, text)

    def lines(
        self,
        text: str,
        size: float,
        *,
        width: float = WIDTH,
        x: float = LEFT,
        face: str = "text",
        colour=_INK,
    ):
        """Break `text` and write it at the place that is reached."""
        for line in simpleSplit(text, face, size, width):
            self.y -= size * 1.4
            self.text(x, self.y, line, size, face=face, colour=colour)

    def end_page(self) -> None:
        """Number the page and begin another."""
        label = self._view.page_label.format(page=self._page, pages=2)
        self.text(LEFT + WIDTH, 12 * mm, label, 7, colour=_GREY, end=True)
        self.canvas.showPage()
        self._page += 1

    def content(self) -> bytes:
        """Return the file."""
        self.end_page()
        self.canvas.save()
        return self._out.getvalue()


def by_canvas(view: DocumentView) -> bytes:
    """Draw with nothing but strings, lines and a picture, as code for one kind of paper would."""
    sheet = _Sheet(view)
    sheet.canvas.drawImage(
        ImageReader(io.BytesIO(view.design.logo)), LEFT, A4[1] - 32 * mm, 48 * mm, 16 * mm, mask="auto"
    )
    for index, line in enumerate((view.sender_line, *view.recipient)):
        sheet.text(LEFT, A4[1] - (47 + 5 * index) * mm, line, 9 if index else 6.5)
    for index, fact in enumerate(view.info):
        y = A4[1] - (50 + 5 * index) * mm
        sheet.text(125 * mm, y, fact.label, 8, colour=_GREY)
        sheet.text(155 * mm, y, fact.value, 9)
    for index, column in enumerate(view.footer):
        for row, line in enumerate(column.lines):
            x = LEFT + index * WIDTH / len(view.footer)
            sheet.text(x, (28 - 3.4 * row) * mm, line, 7, face="text" if row else "strong", colour=_GREY)
    sheet.lines(f"{view.title} {view.number}", 20, face="strong")
    sheet.lines(view.subject, 10, colour=_GREY)
    for part in view.body:
        sheet.y -= 10
        _canvas_part(sheet, part)
    return sheet.content()


def _canvas_part(sheet: _Sheet, part: Section) -> None:
    if isinstance(part, Text):
        for paragraph in part.paragraphs:
            sheet.lines(paragraph, 9)
            sheet.y -= 4
    elif isinstance(part, Table):
        _canvas_table(sheet, part)
    elif isinstance(part, Totals):
        for total in part.rows:
            sheet.y -= 15
            sheet.text(LEFT + 90 * mm, sheet.y, total.label, 10)
            sheet.text(LEFT + WIDTH, sheet.y, total.amount, 10, end=True)
    elif isinstance(part, Payment):
        sheet.room(90)
        sheet.canvas.setFillColor(_TINT)
        sheet.canvas.rect(LEFT, sheet.y - 80, WIDTH, 80, stroke=0, fill=1)
        sheet.lines(part.title, 10, face="strong", x=LEFT + 12)
        sheet.lines(part.sentence, 9, x=LEFT + 12)
        for fact in part.facts:
            sheet.y -= 13
            sheet.text(LEFT + 12, sheet.y, fact.label, 8, colour=_GREY)
            sheet.text(LEFT + 100, sheet.y, fact.value, 9)


def _canvas_table(sheet: _Sheet, table: Table) -> None:
    def write(cells, *, face: str = "text", size: float = 9.0) -> None:
        x = LEFT
        for cell, width, end in zip(cells, COLUMNS, ENDS, strict=True):
            sheet.text(x + width - 4 if end else x, sheet.y, cell, size, face=face, end=end)
            x += width

    heads = [column.title for column in table.columns]
    write(heads, face="strong", size=7.5)
    for before, row in zip((None, *table.rows), table.rows, strict=False):
        details = simpleSplit(row.details, "text", 8, COLUMNS[1] - 6)
        if sheet.room(22 + 11 * len(details)):
            write(heads, face="strong", size=7.5)
            sheet.y -= 14
            sheet.text(LEFT + COLUMNS[0], sheet.y, table.brought, 8)
            sheet.text(LEFT + WIDTH, sheet.y, before.running if before else "", 8, end=True)
        sheet.y -= 15
        write(row.cells)
        for line in details:
            sheet.y -= 11
            sheet.text(LEFT + COLUMNS[0], sheet.y, line, 8, colour=_GREY)
        sheet.y -= 5
        sheet.canvas.setStrokeColor(_TINT)
        sheet.canvas.line(LEFT, sheet.y, LEFT + WIDTH, sheet.y)


# --- by platypus --------------------------------------------------------------------------------------------------

_BODY = ParagraphStyle("body", fontName="text", fontSize=9, leading=12.6, textColor=_INK)
_END = ParagraphStyle("end", _BODY, alignment=TA_RIGHT)
_SMALL = ParagraphStyle("small", _BODY, fontSize=8, leading=11, textColor=_GREY)
_HEAD = ParagraphStyle("head", _BODY, fontName="strong", fontSize=7.5, leading=10)
_HEAD_END = ParagraphStyle("head end", _HEAD, alignment=TA_RIGHT)
_TITLE = ParagraphStyle("title", _BODY, fontName="strong", fontSize=20, leading=24)
_STRONG = ParagraphStyle("strong", _BODY, fontName="strong", fontSize=10, leading=14)


def by_platypus(view: DocumentView) -> bytes:
    """Flow paragraphs and tables through page templates, as ReportLab's manual teaches."""
    out = io.BytesIO()
    first = Frame(LEFT, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, 0, 0, 0, 0)
    further = Frame(LEFT, BOTTOM, WIDTH, A4[1] - 25 * mm - BOTTOM, 0, 0, 0, 0)
    document = BaseDocTemplate(out, pagesize=A4, invariant=1, pageCompression=1, title=view.pdf_title)

    def label(canvas: Canvas) -> None:
        canvas.setFont("text", 7)
        page = view.page_label.format(page=document.page, pages=2)
        canvas.drawRightString(LEFT + WIDTH, 12 * mm, page)

    def draw_first(canvas: Canvas, _document: BaseDocTemplate) -> None:
        _platypus_letterhead(canvas, view)
        label(canvas)

    def draw_further(canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.setFont("text", 7)
        canvas.drawString(LEFT, A4[1] - 15 * mm, view.running_title)
        label(canvas)

    document.addPageTemplates(
        [
            PageTemplate("first", [first], onPage=draw_first),
            PageTemplate("further", [further], onPage=draw_further),
        ]
    )
    story: list[Flowable] = [
        NextPageTemplate("further"),
        Paragraph(escape(f"{view.title} {view.number}"), _TITLE),
        Paragraph(escape(view.subject), _BODY),
    ]
    for part in view.body:
        story.append(Spacer(0, 10))
        if isinstance(part, Text):
            story += [Paragraph(escape(text), _BODY) for text in part.paragraphs]
        elif isinstance(part, Table):
            story.append(_platypus_table(part))
        elif isinstance(part, Totals):
            rows = [
                [Paragraph(escape(each.label), _BODY), Paragraph(escape(each.amount), _END)]
                for each in part.rows
            ]
            story.append(KeepTogether(Grid(rows, [40 * mm, 40 * mm], hAlign="RIGHT")))
        elif isinstance(part, Payment):
            facts = [
                [Paragraph(escape(f.label), _SMALL), Paragraph(escape(f.value), _BODY)] for f in part.facts
            ]
            inner = [Paragraph(escape(part.title), _STRONG), Paragraph(escape(part.sentence), _BODY)]
            panel = [*inner, Grid(facts, [35 * mm, 90 * mm], hAlign="LEFT")]
            story.append(
                KeepTogether(Grid([[panel]], [WIDTH], style=[("BACKGROUND", (0, 0), (-1, -1), _TINT)]))
            )
    document.build(story)
    return out.getvalue()


def _platypus_table(table: Table) -> Grid:
    heads = [
        Paragraph(escape(c.title), _HEAD_END if end else _HEAD)
        for c, end in zip(table.columns, ENDS, strict=True)
    ]
    rows = []
    for row in table.rows:
        cells = [
            [Paragraph(escape(text), _END if end else _BODY)]
            for text, end in zip(row.cells, ENDS, strict=True)
        ]
        if row.details:
            cells[1].append(Paragraph(escape(row.details), _SMALL))
        rows.append(cells)
    lines: list[Any] = [("LINEBELOW", (0, 0), (-1, -1), 0.5, _TINT), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    return Grid([heads, *rows], COLUMNS, repeatRows=1, style=TableStyle(lines))


def _platypus_letterhead(canvas: Canvas, view: DocumentView) -> None:
    def stand(flowables: list[Flowable], x: float, top: float, width: float) -> None:
        Frame(x, top - 60 * mm, width, 60 * mm, 0, 0, 0, 0).addFromList(flowables, canvas)

    stand(
        [Image(io.BytesIO(view.design.logo), 48 * mm, 16 * mm, mask="auto", hAlign="LEFT")],
        LEFT,
        A4[1] - 16 * mm,
        60 * mm,
    )
    recipient = [Paragraph(escape(line), _BODY) for line in view.recipient]
    stand([Paragraph(escape(view.sender_line), _SMALL), *recipient], LEFT, A4[1] - 44 * mm, 85 * mm)
    facts = [
        [Paragraph(escape(fact.label), _SMALL), Paragraph(escape(fact.value), _BODY)] for fact in view.info
    ]
    stand([Grid(facts, [30 * mm, 45 * mm])], 120 * mm, A4[1] - 46 * mm, 75 * mm)
    columns = [[[Paragraph(escape(line), _SMALL) for line in column.lines] for column in view.footer]]
    stand([Grid(columns)], LEFT, 32 * mm, WIDTH)
