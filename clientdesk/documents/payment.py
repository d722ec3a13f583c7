"""The payment panel: what to pay by when and where to, with the code to scan beside it."""

from __future__ import annotations

from dataclasses import replace

from clientdesk.documents import qr
from clientdesk.documents.blocks import Whole, heading, paragraphs
from clientdesk.documents.flow import Block
from clientdesk.documents.look import MM, Look
from clientdesk.documents.paint import Pen
from clientdesk.documents.panels import Pairs, fact_list
from clientdesk.documents.structure import Node
from clientdesk.documents.styles import Styles
from clientdesk.documents.text import width_of, wrap
from clientdesk.documents.view import Facts, Payment

_PAD = 5 * MM
#: With its quiet zone; the code itself is 25 mm wide, which phones read from any printer.
_CODE = 31 * MM
_QUIET = 4


def payment_list(section: Payment, styles: Styles, look: Look, width: float) -> list[Block]:
    """Return how to pay as plain paragraphs: for texts too long for a panel, which then holds the code alone."""
    code = PaymentPanel(replace(section, sentence="", facts=()), styles, look, width)
    return [
        code if section.qr else heading(section.title, styles.heading, width),
        *paragraphs([section.sentence], styles.body, width),
        *fact_list(Facts(facts=section.facts), styles, width),
    ]


class PaymentPanel(Whole):
    """Sentence and account at the left, code with its quiet zone at the right; never split."""

    gap = 18.0

    def __init__(self, section: Payment, styles: Styles, look: Look, width: float) -> None:
        """Measure the panel for `width` and make the code's pattern."""
        self._styles, self._look = styles, look
        self._pattern = qr.pattern(section.qr.payload) if section.qr else ()
        inner = width - 2 * _PAD - (_CODE + 7 * MM if self._pattern else 0.0)
        self._title = wrap(section.title, styles.heading, inner)
        self._sentence = wrap(section.sentence, styles.body, inner) if section.sentence else ()
        labels = [width_of(fact.label, styles.small) for fact in section.facts]
        label_width = min(0.4 * inner, max(labels, default=0.0) + 5 * MM)
        self._pairs = Pairs(section.facts, styles, label_width, inner - label_width)
        self._alt = section.qr.caption if section.qr else ""
        self._caption = wrap(section.qr.caption, styles.footer, _CODE) if section.qr else ()

    def height(self, _width: float) -> float:
        """Return the height of the panel: text or code, whichever is taller."""
        words = len(self._title) * self._styles.heading.leading + self._pairs.height + 2
        if self._sentence:
            words += len(self._sentence) * self._styles.body.leading + 6
        code = _CODE + 4 + len(self._caption) * self._styles.footer.leading if self._pattern else 0.0
        return 2 * _PAD + max(words, code)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw the panel."""
        height = self.height(width)
        pen.fill(x, y, width, height, colour=self._look.tint, radius=3)
        with pen.part(Node("H2")):
            top = pen.lines(x + _PAD, y + _PAD, self._title, self._styles.heading)
        if self._sentence:
            with pen.part(Node("P")):
                top = pen.lines(x + _PAD, top + 2, self._sentence, self._styles.body) + 4
        self._pairs.draw(pen, x + _PAD, top + 2)
        if self._pattern:
            self._draw_code(pen, x + width - _PAD - _CODE, y + _PAD)

    def _draw_code(self, pen: Pen, x: float, y: float) -> None:
        # A white field of four modules around the code, as scanners need it.
        module = _CODE / (len(self._pattern) + 2 * _QUIET)
        pen.fill(x, y, _CODE, _CODE, colour="#ffffff")
        size = _CODE - 2 * _QUIET * module
        with pen.part(Node("Figure", alt=self._alt)):
            pen.code(x + _QUIET * module, y + _QUIET * module, size, self._pattern)
        with pen.part(Node("P")):
            pen.lines(x, y + _CODE + 4, self._caption, self._styles.footer)
