"""The sheet: where window, information block, body and foot stand, by the paper and by the envelope's window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clientdesk.documents.look import MM, Look
from clientdesk.documents.view import Envelope, PaperSize


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Places on a page in points from its top left corner.

    The window holds the sender line and below it the recipient, whose first line stands at `address_top`; an address
    of many lines ends at `address_bottom` and begins above, at most at `address_limit`.
    """

    width: float
    height: float
    left: float
    right: float
    letterhead_top: float
    letterhead_bottom: float
    window_left: float
    window_width: float
    sender_top: float
    address_top: float
    address_bottom: float
    address_limit: float
    info_left: float
    info_top: float
    body_top: float
    further_top: float
    running_top: float
    bottom: float
    further_bottom: float
    folds: tuple[float, ...] = ()
    hole: float | None = None
    sender_in_window: bool = True

    @property
    def text_width(self) -> float:
        """Width of the body."""
        return self.right - self.left


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What an envelope asks of the head of a letter, in millimetres from the top (`info_left`: from the left)."""

    letterhead_top: float = 15
    letterhead_bottom: float
    sender_top: float
    address_top: float
    address_bottom: float
    address_limit: float
    info_left: float = 125
    info_top: float
    body_top: float
    folds: tuple[float, ...] = ()
    has_hole: bool = True
    sender_in_window: bool = True


_HEADS: Mapping[Envelope, _Head] = {
    # DIN 5008 form B: address field 20/45 (85 x 45), information block at 125/50, body from 98.5.
    Envelope.DIN_B: _Head(
        letterhead_bottom=45,
        sender_top=58.6,
        address_top=63.2,
        address_bottom=90,
        address_limit=50,
        info_top=50,
        body_top=98.5,
        folds=(105, 210),
    ),
    # DIN 5008 form A: the same, 18 mm higher; the letterhead has what is above the address field.
    Envelope.DIN_A: _Head(
        letterhead_top=8,
        letterhead_bottom=27,
        sender_top=40.6,
        address_top=45.2,
        address_bottom=72,
        address_limit=32,
        info_top=32,
        body_top=80.5,
        folds=(87, 192),
    ),
    # Swiss Post, window on the left: address area 22/60 (85.5 x 25.5). Folded in the middle for C5, where the hole is.
    Envelope.SWISS_LEFT: _Head(
        letterhead_bottom=50,
        sender_top=60.2,
        address_top=64.2,
        address_bottom=85.4,
        address_limit=60.2,
        info_top=50,
        body_top=98.5,
    ),
    # US Letter folded in three for a #10 envelope: its window shows 22 to 111 by 52 to 80 of the sheet.
    # No sender line stands in the window: American letterheads carry the address at the top.
    Envelope.US_10: _Head(
        letterhead_bottom=46,
        sender_top=30,
        address_top=54,
        address_bottom=80,
        address_limit=52,
        info_left=128,
        info_top=46,
        body_top=91,
        has_hole=False,
        sender_in_window=False,
    ),
}


def sheet(paper: PaperSize, envelope: Envelope, look: Look) -> Sheet:
    """Return the places on `paper` that is sent in `envelope`, with the margins of `look`."""
    head = _HEADS[envelope]
    if paper is PaperSize.LETTER:
        width, height, left, margin_right = 215.9, 279.4, 25.4, max(look.margin_right, 22.4)
        window_left = left
    else:
        width, height, left, margin_right = 210.0, 297.0, look.margin_left, look.margin_right
        window_left = 25.0
    return Sheet(
        width=width * MM,
        height=height * MM,
        left=left * MM,
        right=(width - margin_right) * MM,
        letterhead_top=head.letterhead_top * MM,
        letterhead_bottom=head.letterhead_bottom * MM,
        window_left=window_left * MM,
        window_width=80 * MM,
        sender_top=head.sender_top * MM,
        address_top=head.address_top * MM,
        address_bottom=head.address_bottom * MM,
        address_limit=head.address_limit * MM,
        info_left=head.info_left * MM,
        info_top=head.info_top * MM,
        body_top=head.body_top * MM,
        further_top=look.margin_top * MM,
        running_top=14 * MM,
        bottom=(height - look.margin_bottom) * MM,
        further_bottom=(height - look.margin_bottom) * MM,
        folds=tuple(fold * MM for fold in head.folds) if look.fold_marks else (),
        hole=height / 2 * MM if look.fold_marks and head.has_hole else None,
        sender_in_window=head.sender_in_window,
    )
