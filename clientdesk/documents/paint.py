"""The pen: draws measured text, rules, pictures and codes on ReportLab's canvas, from the top left corner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from clientdesk.documents.structure import Bookmark, Mark, Node
from clientdesk.documents.text import Style, TextLine
from clientdesk.documents.typeset.emit import draw_line
from clientdesk.documents.typeset.font_object import DocumentFonts
from clientdesk.documents.typeset.ignorable import spoken

if TYPE_CHECKING:
    from reportlab.lib.colors import Color

    from clientdesk.documents.canvas import PaperCanvas

#: Height of capitals in parts of the type size; it centres a line of text in its leading.
_CAP_HEIGHT = 0.66
#: Characters of a heading after which further lines of it are no longer taken into its bookmark.
_LONG_TITLE = 100


class Pen:
    """Draws on the current page. All lengths are points; y grows downwards from the top edge.

    All places are given as if reading ran from left to right. `mirrored` turns the page over: what is given from the
    left then stands from the right; words, pictures and codes themselves are never mirrored.

    Words belong to the part that `part` has opened; rules, grounds and what is written outside of any part are
    artifacts, which nobody hears (PDF/UA-1, 7.1). Words of another language than their part's, which is that of the
    paper if it names none, are a span of their own that names it (7.2).
    """

    def __init__(
        self,
        canvas: PaperCanvas,
        fonts: DocumentFonts,
        width: float,
        height: float,
        *,
        mirrored: bool = False,
        language: str = "",
    ) -> None:
        self._canvas, self._fonts = canvas, fonts
        self._width, self._height = width, height
        self._mirrored, self._language = mirrored, language
        #: What the pages mean, so far.
        self.tree = Node("Document")
        self._headings: dict[Node, Bookmark] = {}
        self._placed: set[Node] = set()
        self._parts: list[Node | None] = [None]
        #: What the content that is being written belongs to: a part, or None for an artifact.
        self._owner: Node | None = None
        self._is_open = False
        self._page_index = self._mcid = 0

    @property
    def bookmarks(self) -> list[Bookmark]:
        """The headings so far, each where it begins."""
        return list(self._headings.values())

    @contextmanager
    def part(self, node: Node) -> Iterator[None]:
        """Write what follows into a part; a part that is entered again, on the next page, goes on."""
        if node not in self._placed:
            self._placed.add(node)
            (self._parts[-1] or self.tree).kids.append(node)
        self._parts.append(node)
        yield
        self._parts.pop()

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Write what repeats or adorns, and is not read out."""
        self._parts.append(None)
        yield
        self._parts.pop()

    def end_page(self) -> None:
        """Close what is open on this page; the next one begins."""
        self._close()
        self._page_index, self._mcid = self._page_index + 1, 0

    def text(self, x: float, y: float, line: TextLine, style: Style) -> None:
        """Write one line whose leading begins at `y`, starting at `x`."""
        self._write(x, y, line, style)

    def text_end(self, x: float, y: float, line: TextLine, style: Style) -> None:
        """Write one line that ends at `x`."""
        self._write(x - line.width, y, line, style)

    def lines(
        self, x: float, y: float, lines: Sequence[TextLine], style: Style, *, end: float | None = None
    ) -> float:
        """Write lines one below the other, from `x` or flush with `end`; return the y below the last."""
        for line in lines:
            self._write(x if end is None else end - line.width, y, line, style)
            y += style.leading
        return y

    def rule(self, x: float, y: float, end: float, *, colour: str, thickness: float = 0.5) -> None:
        """Draw a level line from `x` to `end`."""
        self._mark(None)
        canvas = self._canvas
        canvas.setStrokeColor(_colour(colour))
        canvas.setLineWidth(thickness)
        left = self._left(x, end - x)
        canvas.line(left, self._height - y, left + end - x, self._height - y)

    def fill(
        self, x: float, y: float, width: float, height: float, *, colour: str, radius: float = 0.0
    ) -> None:
        """Fill a rectangle."""
        self._mark(None)
        canvas = self._canvas
        canvas.setFillColor(_colour(colour))
        x = self._left(x, width)
        if radius:
            canvas.roundRect(x, self._height - y - height, width, height, radius, stroke=0, fill=1)
        else:
            canvas.rect(x, self._height - y - height, width, height, stroke=0, fill=1)

    def code(self, x: float, y: float, size: float, rows: Sequence[Sequence[bool]]) -> None:
        """Draw a QR code as one path; neighbours in a row become one rectangle."""
        self._mark(self._parts[-1])
        canvas = self._canvas
        x = self._left(x, size)
        module = size / len(rows)
        path = canvas.beginPath()
        for row_index, row in enumerate(rows):
            start = -1
            for column in range(len(row) + 1):
                dark = column < len(row) and row[column]
                if dark and start < 0:
                    start = column
                elif not dark and start >= 0:
                    top = self._height - y - (row_index + 1) * module
                    path.rect(x + start * module, top, (column - start) * module, module)
                    start = -1
        canvas.setFillColor(_colour("#000000"))
        canvas.drawPath(path, stroke=0, fill=1)

    def picture(self, x: float, y: float, width: float, height: float, *, png: bytes) -> None:
        """Draw a picture that `logo.prepare` made; transparent parts stay so."""
        self._mark(self._parts[-1])
        self._canvas.draw_picture(png, self._left(x, width), self._height - y - height, width, height)

    def watermark(self, line: TextLine, style: Style) -> None:
        """Write one word across the page, pale and turned, so that all below it can be read and no panel hides it."""
        self._mark(None)
        canvas = self._canvas
        canvas.saveState()
        canvas.setBlendMode("Multiply")
        canvas.translate(self._width / 2, self._height / 2)
        canvas.rotate(52)
        baseline = -style.size * _CAP_HEIGHT / 2
        draw_line(canvas, self._fonts, line, -line.width / 2 - line.x, baseline)
        canvas.restoreState()

    def _write(self, x: float, y: float, line: TextLine, style: Style) -> None:
        if not line.segments:
            return
        owner = self._parts[-1]
        if owner is not None and owner.depth is not None:
            self._head(owner, owner.depth, line.text, self._height - y)
        baseline = self._height - y - style.leading / 2 - style.size * _CAP_HEIGHT / 2
        left = self._left(x, line.width) - line.x
        for language, part in _by_language(line):
            self._mark(self._owner_in(language))
            draw_line(self._canvas, self._fonts, part, left, baseline)

    def _owner_in(self, language: str) -> Node | None:
        """Return what words of a language belong to: the open part, or a span in it."""
        part = self._parts[-1]
        if part is None:
            return None
        said = next(
            (each.language for each in reversed(self._parts) if each and each.language), self._language
        )
        if language in {said, ""}:
            return part
        last = part.kids[-1] if part.kids else None
        if isinstance(last, Node) and last.kind == "Span" and last.language == language:
            return last
        return part.add("Span", language=language)

    def _head(self, node: Node, depth: int, text: str, top: float) -> None:
        """Note a line of a heading, which may have several."""
        text = spoken(text).strip()
        begun = self._headings.get(node)
        if begun is None:
            self._headings[node] = Bookmark(text, self._page_index, top, depth)
        elif len(begun.title) < _LONG_TITLE:
            self._headings[node] = replace(begun, title=f"{begun.title} {text}")

    def _mark(self, owner: Node | None) -> None:
        """Let what follows belong to `owner`; neighbours of one owner are one stretch."""
        if self._is_open and owner is self._owner:
            return
        self._close()
        self._owner, self._is_open = owner, True
        if owner is None:
            self._write_code("/Artifact BMC")
            return
        self._write_code(f"/{owner.kind} <</MCID {self._mcid}>> BDC")
        owner.kids.append(Mark(self._page_index, self._mcid))
        self._mcid += 1

    def _close(self) -> None:
        if self._is_open:
            self._write_code("EMC")
        self._is_open = False

    def _write_code(self, operator: str) -> None:
        # ReportLab takes no other operators than its own; this is its list of what the page holds.
        vars(self._canvas)["_code"].append(operator)

    def _left(self, x: float, width: float) -> float:
        """Return where the left edge of something `width` wide stands on the sheet."""
        return self._width - x - width if self._mirrored else x


def _by_language(line: TextLine) -> Iterator[tuple[str, TextLine]]:
    """Yield the words of each language of a line, in the order of reading."""
    first = line.segments[0].style.language
    if all(each.style.language == first for each in line.segments):
        yield first, line
        return
    ordered = sorted(line.segments, key=lambda each: each.start)
    languages = dict.fromkeys(each.style.language for each in ordered)
    for language in languages:
        own = tuple(each for each in line.segments if each.style.language == language)
        yield language, replace(line, segments=own)


def _colour(value: str) -> Color:
    from reportlab.lib.colors import HexColor

    return HexColor(value)
