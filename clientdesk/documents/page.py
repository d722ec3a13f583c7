"""The sheet: where window, information block, body and foot stand on A4 (DIN 5008 form B) and US Letter."""

from __future__ import annotations

from dataclasses import dataclass

from clientdesk.documents.look import MM, Look
from clientdesk.documents.view import PaperSize


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
    folds: tuple[float, ...] = ()
    hole: float | None = None
    sender_in_window: bool = True

    @property
    def text_width(self) -> float:
        """Width of the body."""
        return self.right - self.left


def sheet(paper: PaperSize, look: Look) -> Sheet:
    """Return the places of `paper`, with the margins of `look`."""
    if paper is PaperSize.LETTER:
        return _letter(look)
    return _a4(look)


def _a4(look: Look) -> Sheet:
    """DIN 5008 form B: address field 20/45 mm (85 x 45), information block at 125/50, body from 98.5 mm."""
    return Sheet(
        width=210 * MM,
        height=297 * MM,
        left=look.margin_left * MM,
        right=(210 - look.margin_right) * MM,
        letterhead_top=15 * MM,
        window_left=25 * MM,
        window_width=80 * MM,
        sender_top=58.6 * MM,
        address_top=63.2 * MM,
        address_bottom=90 * MM,
        address_limit=50 * MM,
        info_left=125 * MM,
        info_top=50 * MM,
        body_top=98.5 * MM,
        further_top=look.margin_top * MM,
        running_top=14 * MM,
        bottom=(297 - look.margin_bottom) * MM,
        folds=(105 * MM, 210 * MM) if look.fold_marks else (),
        hole=148.5 * MM if look.fold_marks else None,
    )


def _letter(look: Look) -> Sheet:
    """US Letter folded in three for a #10 envelope: its window shows 22 to 111 mm by 52 to 80 mm of the sheet.

    No sender line stands in the window: American letterheads carry the address at the top.
    """
    width, height = 215.9, 279.4
    side = max(look.margin_right, 22.4)
    return Sheet(
        width=width * MM,
        height=height * MM,
        left=25.4 * MM,
        right=(width - side) * MM,
        letterhead_top=15 * MM,
        window_left=25.4 * MM,
        window_width=80 * MM,
        sender_top=30 * MM,
        address_top=54 * MM,
        address_bottom=80 * MM,
        address_limit=52 * MM,
        info_left=128 * MM,
        info_top=46 * MM,
        body_top=91 * MM,
        further_top=look.margin_top * MM,
        running_top=14 * MM,
        bottom=(height - look.margin_bottom) * MM,
        sender_in_window=False,
    )
