"""A paper of two pages with all that papers have: marked by hand, with the tree that belongs to it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from reportlab.lib.colors import HexColor

from clientdesk.documents.archive import Attachment, finish
from clientdesk.documents.canvas import PaperCanvas
from clientdesk.documents.structure import Annotation, Mark, Node
from clientdesk.documents.typeset.emit import draw_layout
from clientdesk.documents.typeset.font_object import DocumentFonts
from clientdesk.documents.typeset.paragraph import Paragraph, compose
from clientdesk.documents.typeset.runs import Run, Style
from tests.typeset.samples import font

DAY = date(2026, 11, 22)


class Sheets:
    """Two pages, drawn from the top; each tagged stretch gets the next number of its page."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self.canvas: Any = PaperCanvas(self._out, pagesize=(595, 842), invariant=1)
        self._fonts = DocumentFonts(vars(self.canvas)["_doc"])
        faces = (font("SourceSans3"), font("NotoSansTelugu"))
        self._style = Style(faces=faces, size=11, leading=15, language="en")
        self.page = 0
        self._marks = 0
        self._top = 780.0

    @contextmanager
    def tagged(self, node: Node) -> Iterator[None]:
        node.kids.append(Mark(self.page, self._marks))
        self.canvas._code.append(f"/{node.kind} <</MCID {self._marks}>> BDC")
        self._marks += 1
        yield
        self.canvas._code.append("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        self.canvas._code.append("/Artifact BMC")
        yield
        self.canvas._code.append("EMC")

    def text(self, words: str, x: float = 60) -> None:
        layout = compose(Paragraph(runs=(Run(words, self._style),))).lines(480)
        self._top = draw_layout(self.canvas, self._fonts, layout, x, self._top) - 4

    def turn(self) -> None:
        self.canvas.showPage()
        self.page += 1
        self._marks = 0
        self._top = 780.0

    def content(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self._out.getvalue()


def paper(rows: int = 3, *, spare: str = "") -> tuple[bytes, Node]:
    """Heading, a paragraph over both pages, a table, a figure, a list and a link; the kind `spare` is left untagged."""
    sheets = Sheets()
    tree = Node("Document")
    with sheets.tagged(tree.add("H1")):
        sheets.text("Invoice 2026-0042")
    paragraph = tree.add("P")
    with sheets.tagged(paragraph):
        sheets.text("This sentence begins on the first page")
    sheets.turn()
    with sheets.artifact():
        sheets.text("Page 2 of 2")
    with sheets.tagged(paragraph):
        sheets.text("and ends on the second.")
    with sheets.tagged(tree.add("P", language="te")):
        sheets.text("ధన్యవాదాలు")
    table = tree.add("Table")
    head = table.add("THead").add("TR")
    for words in ("Work", "Hours", "Amount"):
        with sheets.tagged(head.add("TH", Scope="Column")):
            sheets.text(words)
    body = table.add("TBody")
    for number in range(rows):
        row = body.add("TR")
        for words in (f"Task {number}", "2", "€160.00"):
            with sheets.tagged(row.add("TD")):
                sheets.text(words)
    with sheets.tagged(body.add("TR").add("TD", ColSpan=3)):
        sheets.text("Total €480.00")
    _figure(sheets, tree.add("Figure", alt="QR code that fills in the bank transfer"))
    listing = tree.add("L", ListNumbering="Decimal")
    for number in (1, 2):
        item = listing.add("LI")
        with sheets.tagged(item.add("Lbl")):
            sheets.text(f"{number}.")
        with sheets.tagged(item.add("LBody")):
            sheets.text("A condition")
    link = tree.add("P").add("Link", alt="Pay online")
    with sheets.tagged(link):
        sheets.text("example.com/pay")
    sheets.canvas.linkURL("https://example.com/pay", (60, 100, 160, 115), relative=0)
    link.kids.append(Annotation(sheets.page, 0))
    for node in tree.walk():
        node.kids = [kid for kid in node.kids if not (isinstance(kid, Node) and kid.kind == spare)]
    return sheets.content(), tree


def _figure(sheets: Sheets, figure: Node) -> None:
    with sheets.tagged(figure):
        sheets.canvas.setFillColor(HexColor("#204060"))
        sheets.canvas.rect(60, 140, 60, 60, stroke=0, fill=1)


def finished(
    pdf: bytes, tree: Node, *, attachments: tuple[Attachment, ...] = (), title: str = "Invoice 2026-0042"
) -> bytes:
    return finish(
        pdf,
        tree=tree,
        title=title,
        author="Lena Hartmann",
        subject="Résumé of work in März",
        language="en",
        created=DAY,
        attachments=attachments,
    )
