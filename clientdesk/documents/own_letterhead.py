"""A letterhead of the user's own under the pages: which picture lies where, and the room it leaves to the words."""

from __future__ import annotations

from dataclasses import replace

from clientdesk.documents.ground import Ground, ground
from clientdesk.documents.look import MM
from clientdesk.documents.page import Sheet
from clientdesk.domain.design import Design

#: Between what is printed on the letterhead and the words.
_CLEAR = 5 * MM
_RUNNING_LINE = 13 * MM


def grounds(design: Design) -> tuple[Ground | None, Ground | None]:
    """Return what lies under the first page and under the further ones."""
    return (
        ground(design.letterhead) if design.letterhead else None,
        ground(design.letterhead_next) if design.letterhead_next else None,
    )


def clear_of(sheet: Sheet, first: Ground | None, further: Ground | None) -> Sheet:
    """Return the sheet with the foot of each page, and the head of further ones, clear of the letterhead's print."""
    if first is not None:
        sheet = replace(sheet, bottom=min(sheet.bottom, first.foot_start * sheet.height - _CLEAR))
    if further is not None and further.head_end:
        running = max(sheet.running_top, further.head_end * sheet.height + _CLEAR)
        sheet = replace(
            sheet, running_top=running, further_top=max(sheet.further_top, running + _RUNNING_LINE)
        )
    if further is not None:
        bottom = min(sheet.further_bottom, further.foot_start * sheet.height - _CLEAR)
        sheet = replace(sheet, further_bottom=bottom)
    return sheet
