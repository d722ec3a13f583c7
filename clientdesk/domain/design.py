"""The design of all papers of an issuer: look, colours, type, columns, own texts, letterhead, signature."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from clientdesk.domain.errors import RuleError
from clientdesk.domain.placeholders import placeholder_in
from clientdesk.domain.text import N_


class LookName(StrEnum):
    """A look one begins with."""

    QUIET = "quiet"
    BOLD = "bold"
    CLASSIC = "classic"
    COMPACT = "compact"


class TypeSize(StrEnum):
    """How large the words are, beside what the look has."""

    SMALL = "small"
    USUAL = "usual"
    LARGE = "large"


class LogoSize(StrEnum):
    """How large the logo is."""

    SMALL = "small"
    USUAL = "usual"
    LARGE = "large"


class LogoPlace(StrEnum):
    """Where the logo stands in the letterhead."""

    START = "start"
    CENTRE = "centre"
    END = "end"


class PriceColumn(StrEnum):
    """A column of the table of prices."""

    POSITION = "position"
    DESCRIPTION = "description"
    QUANTITY = "quantity"
    UNIT = "unit"
    PRICE = "price"
    TAX = "tax"
    AMOUNT = "amount"


class FootBlock(StrEnum):
    """A block at the foot of the first page."""

    ADDRESS = "address"
    CONTACT = "contact"
    TAX = "tax"
    BANK = "bank"
    OWN = "own"


class Tone(StrEnum):
    """How one speaks to a client."""

    FORMAL = "formal"
    FRIENDLY = "friendly"


class Wording(StrEnum):
    """A paper whose opening and closing words one may write oneself."""

    QUOTE = "quote"
    INVOICE = "invoice"
    PREPAYMENT = "prepayment"
    PARTIAL = "partial"
    FINAL = "final"


class Sample(StrEnum):
    """A paper on which a design can be seen before there is a real one."""

    INVOICE = "invoice"
    LONG_INVOICE = "long_invoice"
    QUOTE = "quote"
    PREPAYMENT = "prepayment"
    PARTIAL = "partial"
    FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnText:
    """What stands before and after the table of one kind of paper, in one language and tone.

    Words in braces are filled in when the paper is drawn: `{client}`, `{number}` and the others in `PLACEHOLDERS`.
    An empty `opening` or `closing` leaves what the program says itself.
    """

    paper: Wording
    language: str
    tone: Tone = Tone.FORMAL
    opening: str = ""
    closing: str = ""


#: What an own text may hold in braces.
PLACEHOLDERS = ("client", "contact", "number", "title", "total", "due", "date", "issuer")
#: What a table shows unless the user says otherwise; the tax only where lines differ in it.
USUAL_COLUMNS = (
    PriceColumn.POSITION,
    PriceColumn.DESCRIPTION,
    PriceColumn.QUANTITY,
    PriceColumn.UNIT,
    PriceColumn.PRICE,
    PriceColumn.AMOUNT,
)
#: Without these a table of prices says nothing.
NEEDED_COLUMNS = frozenset({PriceColumn.DESCRIPTION, PriceColumn.AMOUNT})
USUAL_FOOT = (FootBlock.ADDRESS, FootBlock.CONTACT, FootBlock.TAX, FootBlock.BANK)
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_FILLED = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """How papers look and what they say of themselves. Empty means: as the look and the program have it.

    Colours are `#rrggbb`. `letterhead` and `letterhead_next` are pictures (PNG) that lie under the first page and under
    the further ones; with a letterhead of one's own the printed head and foot may be left out. `signature` is a picture
    too, which stands where the issuer signs. `digits` is `arab` for papers in Arabic with its own digits.
    """

    id: int = 0
    version: int = 0
    look: LookName = LookName.QUIET
    accent: str = ""
    ink: str = ""
    text_family: str = ""
    heading_family: str = ""
    type_size: TypeSize = TypeSize.USUAL
    logo: bytes = b""
    logo_size: LogoSize = LogoSize.USUAL
    logo_place: LogoPlace = LogoPlace.START
    #: Whether the name stands beside the logo; without a logo it always does.
    names_issuer: bool = False
    #: Own lines at the end of the letterhead.
    head_text: str = ""
    foot: tuple[FootBlock, ...] = USUAL_FOOT
    foot_text: str = ""
    columns: tuple[PriceColumn, ...] = USUAL_COLUMNS
    tone: Tone = Tone.FORMAL
    texts: tuple[OwnText, ...] = ()
    letterhead: bytes = b""
    letterhead_next: bytes = b""
    prints_head: bool = False
    prints_foot: bool = True
    signature: bytes = b""
    signatory: str = ""
    second_language: str = ""
    digits: str = ""
    fold_marks: bool = True

    def text_for(self, paper: Wording, language: str, tone: Tone) -> OwnText | None:
        """Return the own text for a paper: of this tone, else of the other; None if there is none in its language."""
        fitting = [text for text in self.texts if text.paper is paper and text.language == language]
        fitting.sort(key=lambda text: text.tone is not tone)
        return fitting[0] if fitting else None


#: What papers look like while nobody has chosen anything.
USUAL_DESIGN = Design()


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return an own text with its placeholders filled; what is not known stays as it is (`check_own_text`)."""
    return _FILLED.sub(lambda found: values.get(found[1], found[0]), text)


def check_design(design: Design) -> Design:
    """Return the design tidied up, or raise RuleError at the first field that cannot be."""
    accent, ink = read_colour("accent", design.accent), read_colour("ink", design.ink)
    for own in design.texts:
        check_own_text(own)
    missing = NEEDED_COLUMNS - set(design.columns)
    if missing:
        raise RuleError(
            N_("The table needs a column for the description and one for the amount."),
            field="columns",
            next_step=N_("Tick both."),
        )
    # The amount is what is added up: it stands over the totals, at the end.
    shown = [column for column in dict.fromkeys(design.columns) if column is not PriceColumn.AMOUNT]
    return replace(
        design,
        accent=accent,
        ink=ink,
        columns=(*shown, PriceColumn.AMOUNT),
        foot=tuple(dict.fromkeys(design.foot)),
        head_text=design.head_text.strip("\n"),
        foot_text=design.foot_text.strip("\n"),
        texts=tuple(own for own in design.texts if own.opening.strip() or own.closing.strip()),
    )


def check_own_text(own: OwnText) -> None:
    """Raise RuleError at `texts` for a placeholder that nothing fills in, and a text meant to be replaced (E2)."""
    for text in (own.opening, own.closing):
        unknown = next((word for word in _FILLED.findall(text) if word not in PLACEHOLDERS), "")
        if unknown:
            raise RuleError(
                N_("“{word}” is not a placeholder that can be filled in."),
                field="texts",
                next_step=N_("Choose one from the list, or write the words themselves."),
                word=f"{{{unknown}}}",
            )
        left = placeholder_in(fill(text, dict.fromkeys(PLACEHOLDERS, "-")))
        if left:
            raise RuleError(
                N_("“{text}” was left in a text."),
                field="texts",
                next_step=N_("Replace it by your own words."),
                rule="E2",
                text=left,
            )


def read_colour(field: str, value: str) -> str:
    """Return a colour as `#rrggbb`, or an empty text for none; raises RuleError at `field` for what is none."""
    colour = value.strip().lower()
    if colour and not colour.startswith("#"):
        colour = f"#{colour}"
    if colour and not _COLOUR.fullmatch(colour):
        raise RuleError(
            N_("“{value}” is not a colour."),
            field=field,
            next_step=N_("Type it as #0f4c5c: two digits or letters a to f each for red, green and blue."),
            value=value.strip(),
        )
    return colour
