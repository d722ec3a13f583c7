"""The design system's numbers: space, sizes, type and colour, light and dark; no widget and no Qt in here.

Pages contain no colours and no sizes: they take them from here, mostly through the shared widgets.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

#: Space in logical pixels, on a grid of four.
SPACE_1: Final = 4
SPACE_2: Final = 8
SPACE_3: Final = 12
SPACE_4: Final = 16
SPACE_5: Final = 24
SPACE_6: Final = 32

CONTROL_HEIGHT: Final = 34
ROW_HEIGHT: Final = 40
TWO_LINE_ROW_HEIGHT: Final = 64
TOP_BAR_HEIGHT: Final = 52
RAIL_WIDTH: Final = 204
RAIL_WIDTH_FOLDED: Final = 56
LIST_PANE_WIDTH: Final = 348
SEARCH_BOX_WIDTH: Final = 320
PALETTE_WIDTH: Final = 640
PALETTE_ROW_HEIGHT: Final = 42
PALETTE_CAPTION_HEIGHT: Final = 24
CALENDAR_WIDTH: Final = 320
PREVIEW_PAGE_WIDTH: Final = 560
#: An editor beside its page, and the page: what each needs at least, and what is good for it.
EDITOR_LEAST: Final = 600
EDITOR_MOST: Final = 800
PREVIEW_LEAST: Final = 360
PREVIEW_GOOD: Final = 612
#: A look of documents among others: a small page so wide; the height of a sheet (A4) by its width.
LOOK_WIDTH: Final = 110
SHEET_SHAPE: Final = 297 / 210
#: Room for a logo or signature beside its buttons; a letterhead is twice as high.
PICTURE_WIDTH: Final = 168
PICTURE_HEIGHT: Final = 72
#: Width and height below which the window itself does not go; how little of a page's title may be left.
LEAST_WINDOW: Final = (720, 480)
LEAST_TITLE: Final = 60
#: Below these window widths the rail folds to icons, and list and detail stack.
FOLD_RAIL_BELOW: Final = 1100
STACK_BELOW: Final = 900
#: Below this the rail folds while an editor stands beside its page.
FOLD_FOR_EDITOR_BELOW: Final = 1400

RADIUS_CONTROL: Final = 7
RADIUS_CARD: Final = 10
CHIP_HEIGHT: Final = 22
ICON_SIZE: Final = 18
#: The circle with initials before a row.
AVATAR_SIZE: Final = 36

#: Type sizes in pixels at 100 %; weights as QFont counts them.
SIZE_AXIS: Final = 11
SIZE_CAPTION: Final = 12
SIZE_BODY: Final = 13
SIZE_ROW_TITLE: Final = 14
SIZE_SECTION: Final = 15
SIZE_TITLE: Final = 20
WEIGHT_REGULAR: Final = 400
WEIGHT_MEDIUM: Final = 500
WEIGHT_SEMIBOLD: Final = 600
FAMILIES: Final = ("Inter", "Noto Sans", "IBM Plex Sans Arabic", "Noto Sans Arabic", "Noto Sans Telugu")


class Kind(StrEnum):
    """The five kinds of a status: good news, on its way, needs an eye, bad, and not yet."""

    GOOD = "good"
    INFO = "info"
    WARN = "warn"
    BAD = "bad"
    QUIET = "quiet"


# Compared by identity: there are two of them, and generated comparisons cost start-up time.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Colors:
    """One scheme. Names say the use, never the hue; `chips` maps a kind to (text and dot, ground)."""

    dark: bool
    ground: str
    surface: str
    rail: str
    line: str
    edge: str
    text: str
    second: str
    third: str
    accent: str
    accent_hover: str
    on_accent: str
    selection: str
    hover: str
    bad: str
    warn: str
    good: str
    shadow: str
    chips: dict[Kind, tuple[str, str]]


LIGHT: Final = Colors(
    dark=False,
    ground="#F4F5F7",
    surface="#FFFFFF",
    rail="#ECEEF2",
    line="#DDE1E7",
    edge="#828B99",
    text="#12161C",
    second="#4F5967",
    third="#616B79",
    accent="#0B6E69",
    accent_hover="#095A56",
    on_accent="#FFFFFF",
    selection="#E1F0EF",
    hover="#F0F2F5",
    bad="#B3261E",
    warn="#8A4B00",
    good="#17663A",
    shadow="#33000000",
    chips={
        Kind.GOOD: ("#17663A", "#E0F3E6"),
        Kind.INFO: ("#1B4B9E", "#E3ECFC"),
        Kind.WARN: ("#8A4B00", "#FDEFD7"),
        Kind.BAD: ("#B3261E", "#FDE7E6"),
        Kind.QUIET: ("#4F5967", "#ECEEF2"),
    },
)

DARK: Final = Colors(
    dark=True,
    ground="#0F1216",
    surface="#171B21",
    rail="#0B0E11",
    line="#2A313B",
    edge="#6B7686",
    text="#E8EBEF",
    second="#A9B3C0",
    third="#8D99A8",
    accent="#3FC1B8",
    accent_hover="#5FD0C8",
    on_accent="#04211F",
    selection="#17322F",
    hover="#1E242C",
    bad="#FF9C94",
    warn="#F5BE62",
    good="#7FD99B",
    shadow="#99000000",
    chips={
        Kind.GOOD: ("#7FD99B", "#12301D"),
        Kind.INFO: ("#9CC2FF", "#162B4D"),
        Kind.WARN: ("#F5BE62", "#3A2A0E"),
        Kind.BAD: ("#FFA39C", "#43191B"),
        Kind.QUIET: ("#A9B3C0", "#262C35"),
    },
)


#: White paper, and the contrast that words on it need (WCAG 2.2, 1.4.3).
PAPER: Final = "#FFFFFF"
LEAST_CONTRAST: Final = 4.5


def contrast(first: str, second: str) -> float:
    """Return the WCAG 2 contrast ratio of two colours given as `#rrggbb` (1 to 21)."""
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]  # noqa: PLR2004  # WCAG 2
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
