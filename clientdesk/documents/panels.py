"""Labels with values: in the information block, and in tinted panels."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple

from clientdesk.documents.beside import Opposite, runs_against, said
from clientdesk.documents.blocks import Whole
from clientdesk.documents.flow import Block
from clientdesk.documents.look import MM, Look
from clientdesk.documents.paint import Pen
from clientdesk.documents.said import first_of, second_of
from clientdesk.documents.structure import Node
from clientdesk.documents.styles import Styles
from clientdesk.documents.text import Style, TextLine, shortened, width_of, wrap
from clientdesk.documents.view import Fact, Facts, Weight

#: Between a label and what stands beside it.
_LABEL_GAP = 6.0
#: The same between labels at two edges.
_WIDE_GAP = 12.0
#: Below a row whose labels stand one below the other.
_STACKED_GAP = 3.5
#: A value wider than this part of the whole is broken for the sake of a second label.
_LONG_VALUE = 0.5


class Pairs:
    """Labels with their values beside them: in panels, and in the information block.

    A label in a second language stands at the opposite edge; where values leave no room there, all stand below the
    first ones.
    """

    #: The room of second labels that stand at the opposite edge.
    _right = 0.0

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
        self._most = most
        self._left, self._value_width = label_width, value_width
        if any(second_of(fact.label) for fact in facts):
            self._make_room(facts, styles, label_width + value_width)
        self._rows = [self._row(fact, fact_style(fact, styles)) for fact in facts]

    def _make_room(self, facts: Sequence[Fact], styles: Styles, width: float) -> None:
        """Let a second label have a column of its own at the opposite edge, if that leaves room for the values."""
        small = self._label_style
        first = max(width_of(first_of(fact.label), small) for fact in facts) + _WIDE_GAP
        second = max(width_of(second_of(fact.label), small.other) for fact in facts) + _WIDE_GAP
        value = max(width_of(fact.value, fact_style(fact, styles)) for fact in facts)
        if first + second + min(value, _LONG_VALUE * width) <= width:
            self._left, self._right = first, second
            self._value_width = width - first - second

    def _row(self, fact: Fact, style: Style) -> _PairRow:
        small, room = self._label_style, self._left - _LABEL_GAP
        second = second_of(fact.label)
        return _PairRow(
            self._fitted(first_of(fact.label), small, room),
            self._fitted(second, small.other, self._right or room) if second else (),
            self._fitted(fact.value, style, self._value_width),
            style,
        )

    def _fitted(self, text: str, style: Style, width: float) -> tuple[TextLine, ...]:
        return shortened(wrap(text, style, width), self._most, style)

    @property
    def height(self) -> float:
        """Height of all rows."""
        return sum(self._row_height(row) for row in self._rows)

    def draw(self, pen: Pen, x: float, y: float) -> float:
        """Draw the rows and return the y below them."""
        with pen.part(Node("L")):
            for row in self._rows:
                # The label's base line stands on the value's.
                small, style = self._label_style, row.style
                shift = (style.leading - small.leading) / 2 + (style.size - small.size) / 3
                label, value = Node("Lbl"), Node("LBody")
                with pen.part(Node("LI")):
                    with pen.part(label):
                        below = pen.lines(x, y + shift, row.labels, small)
                        if not self._right:
                            pen.lines(x, below, row.seconds, small.other)
                    with pen.part(value):
                        pen.lines(x + self._left, y, row.values, style)
                    # Who copies meets it last, at its edge; who hears is told both labels first.
                    if self._right and row.seconds:
                        with pen.part(label):
                            self._draw_opposite(pen, x, y + shift, row.seconds)
                y += self._row_height(row)
        return y

    def _draw_opposite(self, pen: Pen, x: float, y: float, lines: Sequence[TextLine]) -> None:
        small = self._label_style
        end = x + self._left + self._value_width + self._right
        left = end - self._right + _WIDE_GAP
        pen.lines(left, y, lines, small.other, end=end if runs_against(small) else None)

    def _row_height(self, row: _PairRow) -> float:
        labels = len(row.labels) + (0 if self._right else len(row.seconds))
        if self._right:
            labels = max(labels, len(row.seconds))
        gap = 1.5 if self._right or not row.seconds else _STACKED_GAP
        return max(labels * self._label_style.leading, len(row.values) * row.style.leading) + gap


class _PairRow(NamedTuple):
    """A label in one or two languages and its value, in lines."""

    labels: Sequence[TextLine]
    seconds: Sequence[TextLine]
    values: Sequence[TextLine]
    style: Style


class FactPanel(Whole):
    """Labels and values in a tinted panel: what a voucher says at a glance."""

    gap = 12.0
    _pad = 5 * MM

    def __init__(self, section: Facts, styles: Styles, look: Look, width: float) -> None:
        """Measure the facts for `width`."""
        self._styles, self._look = styles, look
        self._has_title = bool(section.title)
        self._title = Opposite.of(section.title, styles.heading, width - 2 * self._pad)
        label_width = 0.34 * (width - 2 * self._pad)
        self._pairs = Pairs(section.facts, styles, label_width, width - 2 * self._pad - label_width)

    def height(self, _width: float) -> float:
        """Return the height of the panel."""
        title = self._title.height + 4 if self._has_title else 0.0
        return 2 * self._pad + title + self._pairs.height

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw panel, title and rows."""
        pen.fill(x, y, width, self.height(width), colour=self._look.tint, radius=3)
        top = y + self._pad
        if self._has_title:
            top = self._title.draw(pen, x + self._pad, top, width - 2 * self._pad) + 4
        self._pairs.draw(pen, x + self._pad, top)


def fact_list(section: Facts, styles: Styles, width: float) -> list[Block]:
    """Return the facts as plain paragraphs: for values too long for a panel."""
    blocks: list[Block] = []
    if section.title:
        blocks.extend(said(section.title, styles.heading, width, gap=16.0, kind="H2", leads=True))
    for fact in section.facts:
        blocks.extend(said(fact.label, styles.small_strong, width, gap=7.0, leads=True))
        blocks.extend(said(fact.value, styles.body, width, gap=1.0))
    return blocks


def fact_style(fact: Fact, styles: Styles) -> Style:
    """Return the style of a fact's value."""
    return {
        Weight.QUIET: styles.small,
        Weight.NORMAL: styles.body,
        Weight.STRONG: styles.strong,
        Weight.DUE: styles.due,
    }[fact.weight]
