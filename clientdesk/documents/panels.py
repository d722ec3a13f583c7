"""Labels with values: in the information block, in tinted panels; and the lines to sign on."""

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
from clientdesk.documents.view import Fact, Facts, Signature, Weight

#: A name takes a line or two; what is longer is cut and repeated below.
_SIGNATURE_LINES = 8


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


class SignatureLines(Whole):
    """One line to sign on per party, side by side; a signature already given is printed above its line."""

    gap = 20.0
    # A signature on a page of its own could be moved under any text.
    follows = True
    _room = 13 * MM

    def __init__(self, signatures: Sequence[Signature], styles: Styles, look: Look, width: float) -> None:
        """Measure the signatures for `width`."""
        self._styles, self._look = styles, look
        self._step = (width + 12 * MM) / max(2, len(signatures))
        self._line = self._step - 12 * MM
        #: Texts that have no room in their column and must stand in the body.
        self.cut_off: list[str] = []
        self._items = [
            (
                self._fit(item.party, styles.strong),
                self._fit(item.signed, styles.body) if item.signed else (),
                self._fit(item.name, styles.small),
                self._fit(item.place_and_date, styles.small),
            )
            for item in signatures
        ]

    def _fit(self, text: str, style: Style) -> tuple[TextLine, ...]:
        lines = wrap(text, style, self._line)
        if len(lines) > _SIGNATURE_LINES:
            self.cut_off.append(text)
        return shortened(lines, _SIGNATURE_LINES, style)

    def height(self, _width: float) -> float:
        """Return the height of the tallest."""
        body, small = self._styles.body.leading, self._styles.small.leading
        return max(
            len(party) * body + max(self._room, len(signed) * body + 6) + 4 + (len(name) + len(place)) * small
            for party, signed, name, place in self._items
        )

    def draw(self, pen: Pen, x: float, y: float, _width: float) -> None:
        """Draw party, line, name and place."""
        styles = self._styles
        body = styles.body.leading
        heads = max(len(party) for party, _, _, _ in self._items) * body
        space = max(max(self._room, len(signed) * body + 6) for _, signed, _, _ in self._items)
        for index, (party, signed, name, place) in enumerate(self._items):
            left = x + index * self._step
            line = y + heads + space
            with pen.part(Node("P")):
                pen.lines(left, y, party, styles.strong)
                pen.lines(left, line - len(signed) * body - 3, signed, styles.body)
                below = pen.lines(left, line + 4, name, styles.small)
                pen.lines(left, below, place, styles.small)
            pen.rule(left, line, left + self._line, colour=self._look.ink, thickness=0.6)
