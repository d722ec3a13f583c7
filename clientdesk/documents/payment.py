"""The payment panel: what to pay by when and where to, with the code to scan beside it."""

from __future__ import annotations

from dataclasses import replace

from clientdesk.documents import qr
from clientdesk.documents.beside import Opposite, said
from clientdesk.documents.blocks import Whole
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
    title = said(section.title, styles.heading, width, gap=16.0, kind="H2", leads=True)
    return [
        *([code] if section.qr else title),
        *(said(section.sentence, styles.body, width, gap=7.0) if section.sentence else ()),
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
        self._inner = inner
        self._title = Opposite.of(section.title, styles.heading, inner)
        self._sentence = said(section.sentence, styles.body, inner, gap=0.0) if section.sentence else []
        labels = [width_of(fact.label, styles.small) for fact in section.facts]
        label_width = min(0.4 * inner, max(labels, default=0.0) + 5 * MM)
        self._pairs = Pairs(section.facts, styles, label_width, inner - label_width)
        self._alt = section.qr.caption if section.qr else ""
        self._caption = wrap(section.qr.caption, styles.footer, _CODE) if section.qr else ()

    def height(self, _width: float) -> float:
        """Return the height of the panel: text or code, whichever is taller."""
        words = self._title.height + self._pairs.height + 2
        if self._sentence:
            words += sum(block.height(self._inner) for block in self._sentence) + 6
        code = _CODE + 4 + len(self._caption) * self._styles.footer.leading if self._pattern else 0.0
        return 2 * _PAD + max(words, code)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw the panel."""
        height = self.height(width)
        pen.fill(x, y, width, height, colour=self._look.tint, radius=3)
        top = self._title.draw(pen, x + _PAD, y + _PAD, self._inner)
        if self._sentence:
            top += 2
            for block in self._sentence:
                block.draw(pen, x + _PAD, top, self._inner)
                top += block.height(self._inner)
            top += 4
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
