"""The plain blocks of a paper: paragraphs, headings, clauses, panels of facts, signature lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clientdesk.documents.flow import Block
from clientdesk.documents.look import MM, Look
from clientdesk.documents.paint import Pen
from clientdesk.documents.styles import Styles
from clientdesk.documents.text import Style, TextLine, single, wrap
from clientdesk.documents.view import Clause, Fact, Facts, Signature, Weight

#: Lines of one paragraph that stay together at either side of a page break.
_TOGETHER = 2
_GAP = 7.0


class Whole:
    """What a block does that is never split: the base of the small ones."""

    gap = _GAP
    leads = False
    follows = False

    def split(self, _width: float, _room: float) -> tuple[Block | None, Block | None]:
        """Refuse to be split."""
        return None, self  # type: ignore[return-value]  # every subclass has the height and draw of a Block

    def shed(self, _width: float) -> tuple[Block | None, Block | None]:
        """Refuse to be split."""
        return None, self  # type: ignore[return-value]  # as above


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines already broken for the width they will be drawn at; splits with two lines at either side."""

    lines: tuple[TextLine, ...]
    style: Style
    gap: float = _GAP
    leads: bool = False
    follows: bool = False
    indent: float = 0.0

    def height(self, _width: float) -> float:
        """Return the height of all lines."""
        return len(self.lines) * self.style.leading

    def split(self, _width: float, room: float) -> tuple[Block | None, Block | None]:
        """Break between lines, never leaving a single line of a paragraph behind."""
        fitting = int(room / self.style.leading)
        count = min(fitting, len(self.lines) - _TOGETHER)
        if self.leads or count < _TOGETHER:
            return None, self
        return self._part(self.lines[:count]), self._part(self.lines[count:])

    def shed(self, _width: float) -> tuple[Block | None, Block | None]:
        """Keep two lines with what follows."""
        if self.leads or len(self.lines) < 2 * _TOGETHER:
            return None, self
        return self._part(self.lines[:-_TOGETHER]), self._part(self.lines[-_TOGETHER:])

    def draw(self, pen: Pen, x: float, y: float, _width: float) -> None:
        """Draw the lines flush left."""
        pen.lines(x + self.indent, y, self.lines, self.style)

    def _part(self, lines: tuple[TextLine, ...]) -> Lines:
        return replace(self, lines=lines)


class TitleLine(Whole):
    """The kind of the paper and its number: loud and light on one line, or one below the other."""

    gap = 0.0

    def __init__(self, title: str, number: str, styles: Styles, width: float) -> None:
        """Measure both for `width`."""
        self._styles = styles
        self._title = wrap(title, styles.title, width)
        self._number = wrap(number, styles.title_number, width) if number else ()
        space = styles.title.size * 0.28
        self._beside = 0.0
        if len(self._title) == len(self._number) == 1:
            left = self._title[0].width + space
            self._beside = left if left + self._number[0].width <= width else 0.0

    def height(self, _width: float) -> float:
        """Return the height of both."""
        lines = len(self._title) + (0 if self._beside else len(self._number))
        return lines * self._styles.title.leading + 3

    def draw(self, pen: Pen, x: float, y: float, _width: float) -> None:
        """Draw both."""
        below = pen.lines(x, y, self._title, self._styles.title)
        pen.lines(x + self._beside, y if self._beside else below, self._number, self._styles.title_number)


def paragraphs(texts: Sequence[str], style: Style, width: float, *, gap: float = _GAP) -> list[Lines]:
    """Return one block per paragraph; empty ones are left out."""
    return [Lines(wrap(text, style, width), style, gap=gap) for text in texts if text.strip()]


def heading(text: str, style: Style, width: float, *, gap: float = 16.0) -> Block:
    """Return a heading that stays with what comes after it."""
    return Lines(wrap(text, style, width), style, gap=gap, leads=True)


def clauses(items: Sequence[Clause], styles: Styles, width: float) -> list[Block]:
    """Return numbered clauses: number in the margin of the text, heading, indented paragraphs."""
    indent = 9 * MM
    blocks: list[Block] = []
    for clause in items:
        title = wrap(clause.heading, styles.strong, width - indent)
        number = single(clause.number, styles.strong)
        blocks.append(Numbered(title, styles.strong, gap=13.0, indent=indent, number=number))
        blocks.extend(
            Lines(wrap(text, styles.body, width - indent), styles.body, gap=3.0, indent=indent)
            for text in clause.paragraphs
            if text.strip()
        )
    return blocks


@dataclass(frozen=True, slots=True)
class Numbered:
    """The heading of a clause with its number before it."""

    lines: tuple[TextLine, ...]
    style: Style
    gap: float
    indent: float
    number: TextLine
    leads: bool = True
    follows: bool = False

    def height(self, _width: float) -> float:
        """Return the height of all lines."""
        return len(self.lines) * self.style.leading

    def split(self, _width: float, _room: float) -> tuple[Block | None, Block | None]:
        """Stay whole."""
        return None, self

    def shed(self, _width: float) -> tuple[Block | None, Block | None]:
        """Stay whole."""
        return None, self

    def draw(self, pen: Pen, x: float, y: float, _width: float) -> None:
        """Draw number and heading."""
        pen.text(x, y, self.number, self.style)
        pen.lines(x + self.indent, y, self.lines, self.style)


class Pairs:
    """Labels with their values beside them: in panels, and in the information block."""

    def __init__(self, facts: Sequence[Fact], styles: Styles, label_width: float, value_width: float) -> None:
        """Measure `facts`; labels get at most `label_width`, values stand right of it."""
        self._label_style = styles.small
        self._left = label_width
        self._rows = [
            (wrap(fact.label, styles.small, label_width - 6), wrap(fact.value, style, value_width), style)
            for fact in facts
            for style in (fact_style(fact, styles),)
        ]

    @property
    def height(self) -> float:
        """Height of all rows."""
        return sum(self._row_height(*row) for row in self._rows)

    def draw(self, pen: Pen, x: float, y: float) -> float:
        """Draw the rows and return the y below them."""
        for labels, values, style in self._rows:
            # The label's base line stands on the value's.
            small = self._label_style
            shift = (style.leading - small.leading) / 2 + (style.size - small.size) / 3
            pen.lines(x, y + shift, labels, self._label_style)
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
        top = pen.lines(x + self._pad, y + self._pad, self._title, self._styles.heading)
        top += 4 * bool(self._title)
        self._pairs.draw(pen, x + self._pad, top)


def fact_list(section: Facts, styles: Styles, width: float) -> list[Block]:
    """Return the facts as plain paragraphs: for values too long for a panel."""
    blocks: list[Block] = [heading(section.title, styles.heading, width)] if section.title else []
    for fact in section.facts:
        blocks.append(Lines(wrap(fact.label, styles.small_strong, width), styles.small_strong, leads=True))
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
        self._items = [
            (
                wrap(item.party, styles.strong, self._line),
                wrap(item.signed, styles.body, self._line) if item.signed else (),
                wrap(item.name, styles.small, self._line),
                wrap(item.place_and_date, styles.small, self._line),
            )
            for item in signatures
        ]

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
            pen.lines(left, y, party, styles.strong)
            line = y + heads + space
            pen.lines(left, line - len(signed) * body - 3, signed, styles.body)
            pen.rule(left, line, left + self._line, colour=self._look.ink, thickness=0.6)
            below = pen.lines(left, line + 4, name, styles.small)
            pen.lines(left, below, place, styles.small)
