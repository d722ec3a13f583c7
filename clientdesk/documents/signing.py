"""Where one signs: lines side by side, and the picture of a signature or stamp that is there already."""

from __future__ import annotations

from collections.abc import Sequence

from clientdesk.documents.blocks import Whole
from clientdesk.documents.fitting import Fitting
from clientdesk.documents.logo import prepare
from clientdesk.documents.look import MM, Look
from clientdesk.documents.paint import Pen
from clientdesk.documents.structure import Node
from clientdesk.documents.styles import Styles
from clientdesk.documents.view import Autograph, Signature, SignOff

#: A name takes a line or two; what is longer is cut and repeated below.
_LINES = 8
_PICTURE_HEIGHT, _PICTURE_WIDTH = 20 * MM, 60 * MM


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
        fitting = Fitting()
        self._items = [_Party(item, styles, self._line, fitting) for item in signatures]
        #: Texts that have no room in their column and must stand in the body.
        self.cut_off = fitting.cut_off
        body = styles.body.leading
        self._heads = max(len(item.party) for item in self._items) * body
        self._space = max(
            max(self._room, len(item.signed) * body + 6, item.picture_height + 2) for item in self._items
        )

    def height(self, _width: float) -> float:
        """Return the height of the tallest."""
        small = self._styles.small.leading
        below = max(len(item.name) + len(item.place) for item in self._items) * small
        return self._heads + self._space + 4 + below

    def draw(self, pen: Pen, x: float, y: float, _width: float) -> None:
        """Draw party, line, name and place."""
        styles = self._styles
        line = y + self._heads + self._space
        for index, item in enumerate(self._items):
            left = x + index * self._step
            with pen.part(Node("P")):
                pen.lines(left, y, item.party, styles.strong)
            if item.autograph is not None:
                item.autograph.draw(pen, left, line - item.autograph.height - 1)
            with pen.part(Node("P")):
                pen.lines(left, line - len(item.signed) * styles.body.leading - 3, item.signed, styles.body)
                below = pen.lines(left, line + 4, item.name, styles.small)
                pen.lines(left, below, item.place, styles.small)
            pen.rule(left, line, left + self._line, colour=self._look.ink, thickness=0.6)


class _Party:
    """One who signs, measured."""

    def __init__(self, item: Signature, styles: Styles, width: float, fitting: Fitting) -> None:
        self.autograph = _Drawn(item.autograph, width) if item.autograph else None
        self.party = fitting.fit(item.party, styles.strong, width, _LINES)
        self.signed = fitting.fit(item.signed, styles.body, width, _LINES)
        self.name = fitting.fit(item.name, styles.small, width, _LINES)
        self.place = fitting.fit(item.place_and_date, styles.small, width, _LINES)

    @property
    def picture_height(self) -> float:
        return self.autograph.height if self.autograph is not None else 0.0


class _Drawn:
    """A picture of a signature, as large as its place allows."""

    def __init__(self, autograph: Autograph, width: float) -> None:
        picture = prepare(autograph.picture)
        self.width, self.height = picture.fitted(min(width, _PICTURE_WIDTH), _PICTURE_HEIGHT)
        self._png, self._alt = picture.png, autograph.alt

    def draw(self, pen: Pen, x: float, y: float) -> None:
        with pen.part(Node("Figure", alt=self._alt)):
            pen.picture(x, y, self.width, self.height, png=self._png)


class HandSignature(Whole):
    """The picture of a signature or stamp over the name of who signs."""

    gap = 14.0

    def __init__(self, section: SignOff, styles: Styles, width: float, *, follows: bool) -> None:
        """Measure picture and name for `width`; `follows` keeps them with the words before, which they sign."""
        self.follows = follows
        self._style = styles.body
        self._drawn = _Drawn(section.autograph, width)
        fitting = Fitting()
        self._name = fitting.fit(section.name, styles.body, width, _LINES)
        #: Texts that have no room and must stand in the body.
        self.cut_off = fitting.cut_off

    def height(self, _width: float) -> float:
        """Return the height of both."""
        return self._drawn.height + 3 + len(self._name) * self._style.leading

    def draw(self, pen: Pen, x: float, y: float, _width: float) -> None:
        """Draw the picture, and the name below it."""
        self._drawn.draw(pen, x, y)
        if self._name:
            with pen.part(Node("P")):
                pen.lines(x, y + self._drawn.height + 3, self._name, self._style)
