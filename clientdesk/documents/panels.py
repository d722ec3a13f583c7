"""Labels with values: in the information block, and in tinted panels."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from clientdesk.documents.blocks import Lines, Whole, heading, leading
from clientdesk.documents.flow import Block
from clientdesk.documents.look import MM, Look
from clientdesk.documents.paint import Pen
from clientdesk.documents.structure import Node
from clientdesk.documents.styles import Styles
from clientdesk.documents.text import Style, TextLine, shortened, wrap
from clientdesk.documents.view import Fact, Facts, Weight


class Pairs:
    """Labels with their values beside them: in panels, and in the information block."""

    def __init__(
        self,
        facts: Sequence[Fact],
        styles: Styles,
        label_width: float,
        value_width: float,
        *,
        most: int = sys.maxsize,
    ) -> None:
        """Measure `facts`; labels get at most `label_width`, values stand right of it in at most `most` lines."""
        self._label_style = styles.small
        self._left = label_width
        self._rows = [
            (
                shortened(wrap(fact.label, styles.small, label_width - 6), most, styles.small),
                shortened(wrap(fact.value, style, value_width), most, style),
                style,
            )
            for fact in facts
            for style in (fact_style(fact, styles),)
        ]

    @property
    def height(self) -> float:
        """Height of all rows."""
        return sum(self._row_height(*row) for row in self._rows)

    def draw(self, pen: Pen, x: float, y: float) -> float:
        """Draw the rows and return the y below them."""
        with pen.part(Node("L")):
            for labels, values, style in self._rows:
                # The label's base line stands on the value's.
                small = self._label_style
                shift = (style.leading - small.leading) / 2 + (style.size - small.size) / 3
                with pen.part(Node("LI")):
                    with pen.part(Node("Lbl")):
                        pen.lines(x, y + shift, labels, self._label_style)
                    with pen.part(Node("LBody")):
                        pen.lines(x + self._left, y, values, style)
                y += self._row_height(labels, values, style)
        return y

    def _row_height(self, labels: Sequence[TextLine], values: Sequence[TextLine], style: Style) -> float:
        return max(len(labels) * self._label_style.leading, len(values) * style.leading) + 1.5


class FactPanel(Whole):
    """Labels and values in a tinted panel: what a voucher says at a glance."""

    gap = 12.0
    _pad = 5 * MM

    def __init__(self, section: Facts, styles: Styles, look: Look, width: float) -> None:
        """Measure the facts for `width`."""
        self._styles, self._look = styles, look
        self._title = wrap(section.title, styles.heading, width - 2 * self._pad) if section.title else ()
        label_width = 0.34 * (width - 2 * self._pad)
        self._pairs = Pairs(section.facts, styles, label_width, width - 2 * self._pad - label_width)

    def height(self, _width: float) -> float:
        """Return the height of the panel."""
        title = len(self._title) * self._styles.heading.leading + 4 * bool(self._title)
        return 2 * self._pad + title + self._pairs.height

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw panel, title and rows."""
        pen.fill(x, y, width, self.height(width), colour=self._look.tint, radius=3)
        top = y + self._pad
        if self._title:
            with pen.part(Node("H2")):
                top = pen.lines(x + self._pad, top, self._title, self._styles.heading) + 4
        self._pairs.draw(pen, x + self._pad, top)


def fact_list(section: Facts, styles: Styles, width: float) -> list[Block]:
    """Return the facts as plain paragraphs: for values too long for a panel."""
    blocks: list[Block] = [heading(section.title, styles.heading, width)] if section.title else []
    for fact in section.facts:
        blocks.append(leading(wrap(fact.label, styles.small_strong, width), styles.small_strong))
        blocks.append(Lines(wrap(fact.value, styles.body, width), styles.body, gap=1.0))
    return blocks


def fact_style(fact: Fact, styles: Styles) -> Style:
    """Return the style of a fact's value."""
    return {
        Weight.QUIET: styles.small,
        Weight.NORMAL: styles.body,
        Weight.STRONG: styles.strong,
        Weight.DUE: styles.due,
    }[fact.weight]
