"""Boxes to tick by hand, with lines to write on."""

from __future__ import annotations

from collections.abc import Sequence

from clientdesk.documents.blocks import Whole
from clientdesk.documents.look import MM, Look
from clientdesk.documents.paint import Pen
from clientdesk.documents.structure import Node
from clientdesk.documents.styles import Styles
from clientdesk.documents.text import wrap
from clientdesk.documents.view import Choice

#: Large enough for a cross made with any pen.
_BOX = 3.6 * MM
_INDENT = 8 * MM
#: The height of a line that is written by hand.
_LINE = 8 * MM
_BETWEEN = 6.0
_EDGE = 0.7


class TickBoxes(Whole):
    """One box below the other, each with its words beside it; never split."""

    gap = 12.0
    # A tick is signed: box and signature belong on one page.
    leads = True

    def __init__(self, choices: Sequence[Choice], styles: Styles, look: Look, width: float) -> None:
        """Measure the choices for `width`."""
        self._styles, self._look = styles, look
        self._items = [(wrap(choice.text, styles.body, width - _INDENT), choice.lines) for choice in choices]

    def height(self, _width: float) -> float:
        """Return the height of all choices."""
        leading = self._styles.body.leading
        words = sum(len(text) * leading + lines * _LINE for text, lines in self._items)
        return words + _BETWEEN * (len(self._items) - 1)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw boxes, words and lines."""
        body = self._styles.body
        with pen.part(Node("L")):
            for text, lines in self._items:
                self._draw_box(pen, x, y + (body.leading - _BOX) / 2)
                with pen.part(Node("LI")), pen.part(Node("LBody")):
                    y = pen.lines(x + _INDENT, y, text, body)
                for _line in range(lines):
                    y += _LINE
                    pen.rule(x + _INDENT, y, x + width, colour=self._look.ink, thickness=0.4)
                y += _BETWEEN

    def _draw_box(self, pen: Pen, x: float, y: float) -> None:
        pen.fill(x, y, _BOX, _BOX, colour=self._look.ink)
        pen.fill(x + _EDGE, y + _EDGE, _BOX - 2 * _EDGE, _BOX - 2 * _EDGE, colour="#ffffff")
