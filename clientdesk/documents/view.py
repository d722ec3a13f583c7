"""A paper as data: already localised, without any layout; every paper is one `DocumentView`.

All texts are plain text as a person reads them. A layout may break them into lines, but never interprets them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clientdesk.domain.design import USUAL_DESIGN, Design


class PaperSize(StrEnum):
    """The sheet."""

    A4 = "A4"
    LETTER = "LETTER"


class Envelope(StrEnum):
    """The envelope whose window shows the address; it decides where the head of a letter stands."""

    #: DIN 5008 form B: the address field begins 45 mm from the top.
    DIN_B = "din_b"
    #: DIN 5008 form A: it begins 27 mm from the top, under a low letterhead.
    DIN_A = "din_a"
    #: Swiss C5 and C6/5 with the window on the left.
    SWISS_LEFT = "swiss_left"
    #: US number 10.
    US_10 = "us_10"


class Align(StrEnum):
    """Where the text of a column stands."""

    START = "start"
    END = "end"


class RowKind(StrEnum):
    """What a table row is; everything but an item is drawn apart from the items."""

    ITEM = "item"
    HEADING = "heading"
    SUBTOTAL = "subtotal"
    OPTIONAL = "optional"
    ALTERNATIVE = "alternative"
    BONUS = "bonus"
    TEXT = "text"


class Weight(StrEnum):
    """How loud a total or a fact is."""

    QUIET = "quiet"
    NORMAL = "normal"
    STRONG = "strong"
    DUE = "due"


class TextRole(StrEnum):
    """What a block of running text is for; the look decides how it differs."""

    BODY = "body"
    NOTE = "note"
    LEGAL = "legal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label with its value, as in the information block: "Invoice no." - "RE-2026-014"."""

    label: str
    value: str
    weight: Weight = Weight.NORMAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A table column. One column of a table is `wide`: it takes what the others leave and may wrap."""

    title: str
    align: Align = Align.START
    wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One table row with one text per column.

    `details` stands below the wide cell in smaller type, `mark` is the word that sets the row apart ("optional").
    `running` is the sum after this row, for the carry-over line when the page ends here; empty: no such line.
    """

    cells: tuple[str, ...]
    kind: RowKind = RowKind.ITEM
    details: str = ""
    mark: str = ""
    running: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under a head that is repeated on every page; `carried` and `brought` label the carry-over sums."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    carried: str = ""
    brought: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """One row of the totals; `rule` asks for a line above it, `note` stands small below the label."""

    label: str
    amount: str
    weight: Weight = Weight.NORMAL
    rule: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The ladder of sums, kept together on one page."""

    rows: tuple[Total, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Paragraphs of running text; a line break inside a paragraph is kept."""

    paragraphs: tuple[str, ...]
    role: TextRole = TextRole.BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading between two parts of the paper."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Labels and values in a quiet panel: what a voucher or a receipt says at a glance."""

    facts: tuple[Fact, ...]
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QrCode:
    """A QR code and what it is for; the payload is drawn as it is."""

    payload: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """How to pay: amount and date first, then the account, and a QR code where one exists."""

    title: str
    sentence: str
    facts: tuple[Fact, ...]
    qr: QrCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A numbered clause of a contract."""

    number: str
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clauses:
    """The clauses in their order."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Autograph:
    """The picture of a signature or stamp (PNG, JPEG or WebP), and what is said of it to who cannot see."""

    picture: bytes
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A line to sign on: who signs below it, and what is already known (signed on, by whom)."""

    party: str
    place_and_date: str
    name: str
    signed: str = ""
    autograph: Autograph | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """Signature lines side by side, kept together on one page."""

    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A box to tick with what it says, and below it lines to write on by hand."""

    text: str
    lines: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Boxes to tick by hand, kept together on one page with the signatures below them."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """The end of a letter: the picture of a signature or stamp over the name of who signs."""

    autograph: Autograph
    name: str = ""


Section = Text | Heading | Table | Totals | Facts | Payment | Clauses | Choices | Signatures | SignOff


@dataclass(frozen=True, slots=True, kw_only=True)
class FooterColumn:
    """One of the columns at the foot of the first page: address, tax ids, bank."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A whole paper. `archived_on` is the only date that reaches the file's own properties: same view, same bytes.

    `page_label` is a template with `{page}` and `{pages}`, written in the ten `digits`; `running_title` names the
    paper on every further page. `watermark` lies under the text of every page ("DRAFT"). `head_text` has own lines for
    the letterhead. `design` is the appearance: look, colours, type, logo, letterhead. With a `second_language` some of
    the texts are `Said` in both (`pairs.py`).
    `seal` is the end of the book's history on the day of the paper, in small print (R-AUD-1).
    What is no letter (`is_letter`) has no window, no fold marks, and its body begins below the letterhead.
    """

    language: str
    paper: PaperSize
    title: str
    issuer_name: str
    archived_on: date
    page_label: str
    envelope: Envelope = Envelope.DIN_B
    number: str = ""
    subject: str = ""
    tagline: str = ""
    sender_line: str = ""
    recipient: tuple[str, ...] = ()
    info: tuple[Fact, ...] = ()
    body: tuple[Section, ...] = ()
    footer: tuple[FooterColumn, ...] = ()
    running_title: str = ""
    seal: str = ""
    watermark: str = ""
    head_text: tuple[str, ...] = ()
    digits: str = "0123456789"
    design: Design = USUAL_DESIGN
    #: The set of the user's own fonts (`own_fonts.named`), which are asked for letters as well.
    fonts: str = ""
    author: str = ""
    second_language: str = ""
    is_letter: bool = True

    @property
    def pdf_title(self) -> str:
        """The title shown by a viewer's window and by search: kind and number of the paper."""
        return f"{self.title} {self.number}".strip()
