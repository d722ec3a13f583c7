"""The flow of blocks over pages: what fits is placed, what does not is split or moved on. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from clientdesk.documents.paint import Pen

_SLACK = 0.01


class Block(Protocol):
    """A part of the paper that knows its height for a width, can be split, and can draw itself.

    `gap` is the space wanted above it (none at the top of a page); `leads` keeps it with the next block's beginning;
    `follows` keeps it with the end of the block before it.
    """

    @property
    def gap(self) -> float: ...  # noqa: D102
    @property
    def leads(self) -> bool: ...  # noqa: D102
    @property
    def follows(self) -> bool: ...  # noqa: D102

    def height(self, width: float) -> float:
        """Return the height at `width`, both in points."""
        ...

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        """Return the part that fits into `room` and the rest; `(None, self)` if nothing sensible fits."""
        ...

    def shed(self, width: float) -> tuple[Block | None, Block | None]:
        """Split off the smallest sensible end, to stand with a block that follows; `(None, self)` if there is none."""
        ...

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw at the given top left corner."""
        ...


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and where its top stands on its page."""

    block: Block
    y: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a page that the body may use, from `top` to `bottom` in points from the upper edge."""

    top: float
    bottom: float


def paginate(blocks: Sequence[Block], width: float, first: Frame, following: Frame) -> list[list[Placed]]:
    """Place `blocks` on pages in their order; each page is a list of placed blocks. Always at least one page."""
    flow = _Flow(width, first, following)
    queue = list(reversed(blocks))
    while queue:
        block = queue.pop()
        queue.extend(reversed(flow.place(block, queue[-1] if queue else None)))
    return flow.pages


class _Flow:
    """The pages so far and the place reached on the last of them."""

    def __init__(self, width: float, first: Frame, following: Frame) -> None:
        self.pages: list[list[Placed]] = [[]]
        self._width = width
        self._frame = first
        self._following = following
        self._y = first.top

    def place(self, block: Block, following: Block | None) -> list[Block]:
        """Place `block` or its first part; return what is still to be placed before anything else."""
        gap = block.gap if self.pages[-1] else 0.0
        room = self._frame.bottom - self._y - gap + _SLACK
        height = block.height(self._width)
        if height <= room:
            needed = self._needed_after(following)
            if not needed or height + needed <= room or not self.pages[-1]:
                self._put(block, gap, height)
                return []
            head, tail = block.shed(self._width)
        else:
            head, tail = block.split(self._width, room)
        if head is not None:
            self._put(head, gap, head.height(self._width))
            self._turn()
            return [tail] if tail is not None else []
        leading = self._take_back_leading()
        if not self.pages[-1]:
            # Even an empty page is too small: it overflows rather than being lost or looping for ever.
            for one in (*leading, block):
                self._put(one, one.gap if self.pages[-1] else 0.0, one.height(self._width))
            return []
        self._turn()
        return [*leading, block]

    def _needed_after(self, following: Block | None) -> float:
        """Return the room that must be left for a block that may not be parted from the one before it."""
        if following is None or not following.follows:
            return 0.0
        return following.gap + following.height(self._width)

    def _take_back_leading(self) -> list[Block]:
        """Take headings off the end of the page: they go with what they lead."""
        page = self.pages[-1]
        leading: list[Block] = []
        while page and page[-1].block.leads:
            leading.insert(0, page.pop().block)
        return leading

    def _put(self, block: Block, gap: float, height: float) -> None:
        self.pages[-1].append(Placed(block, self._y + gap))
        self._y += gap + height

    def _turn(self) -> None:
        self.pages.append([])
        self._frame = self._following
        self._y = self._frame.top
