"""A view and a look become the bytes of a PDF: measure, break into pages, then draw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from clientdesk.documents.amounts import Edge, edge_of
from clientdesk.documents.beside import clauses, said, said_all
from clientdesk.documents.blocks import TitleLine
from clientdesk.documents.flow import Block, Frame, Placed, paginate
from clientdesk.documents.furniture import Furniture, furnish
from clientdesk.documents.ground import Ground
from clientdesk.documents.logo import prepare
from clientdesk.documents.look import Look, look_of
from clientdesk.documents.own_letterhead import clear_of, grounds
from clientdesk.documents.page import sheet as sheet_of
from clientdesk.documents.paint import Pen
from clientdesk.documents.panels import FactPanel, fact_list
from clientdesk.documents.payment import PaymentPanel, payment_list
from clientdesk.documents.pdf import PdfFile
from clientdesk.documents.said import Said, first_of, in_full, second_of
from clientdesk.documents.signing import HandSignature, SignatureLines
from clientdesk.documents.styles import Styles, styles
from clientdesk.documents.table import Grid
from clientdesk.documents.text import single
from clientdesk.documents.ticks import TickBoxes
from clientdesk.documents.totals import Ladder
from clientdesk.documents.view import (
    Choices,
    Clauses,
    DocumentView,
    Facts,
    Heading,
    Payment,
    Section,
    Signatures,
    SignOff,
    Table,
    Text,
    TextRole,
    Totals,
)
from clientdesk.i18n import runs_right_to_left

_GAP = 7.0
_HEADING_GAP = 16.0
_TEXT_GAP = 11.0
_BELOW_HEADING = 2.0
#: A panel is never split: a taller one becomes plain paragraphs, which run over pages.
_TALLEST_PANEL = 480.0
#: A paper of more pages than these has bookmarks; on fewer the eye is quicker.
_FEW_PAGES = 4


def render(view: DocumentView, look: Look | None = None) -> bytes:
    """Return the paper as a PDF with embedded fonts; the same view and look always give the same bytes (R-PDF-3).

    Without `look` it is the one of the view's design. Raises RuleError for a character that no font has, and for a logo
    that cannot be used.
    """
    look = look or look_of(view.design)
    type_scale = styles(look, view.language, view.second_language, fonts=view.fonts)
    sheet = sheet_of(view.paper, view.envelope, look)
    logo = prepare(view.design.logo) if view.design.logo else None
    first, further = grounds(view.design)
    sheet = clear_of(sheet, first, further)
    furniture = furnish(view, look, type_scale, sheet, logo)
    blocks = _blocks(view, furniture, type_scale, look)
    label_room = type_scale.footer.leading + 12
    pages = paginate(
        blocks,
        sheet.text_width,
        Frame(furniture.body_top, sheet.bottom - furniture.foot_height - label_room),
        Frame(sheet.further_top, sheet.further_bottom),
    )
    return _draw(view, furniture, pages, [first, *[further] * (len(pages) - 1)])


def _blocks(view: DocumentView, furniture: Furniture, type_scale: Styles, look: Look) -> list[Block]:
    """Lay out the title, what had no room around the body, and the sections in their order."""
    width = furniture.sheet.text_width
    blocks: list[Block] = [TitleLine(view.title, view.number, type_scale, width)]
    if view.subject:
        blocks.extend(said(view.subject, type_scale.subject, width, gap=2.0))
    for text in furniture.cut_off:
        blocks.extend(said(text, type_scale.small, width, gap=_GAP))
    edge = edge_of(view, type_scale)
    for before, section in zip((None, *view.body), view.body, strict=False):
        blocks.extend(_section(section, type_scale, look, width, edge, before=before))
    return blocks


def _section(
    section: Section,
    type_scale: Styles,
    look: Look,
    width: float,
    edge: Edge | None,
    *,
    before: Section | None,
) -> Sequence[Block]:
    match section:
        case Text(role=role):
            style = type_scale.body if role is TextRole.BODY else type_scale.small
            gap = _BELOW_HEADING if isinstance(before, Heading) else _TEXT_GAP
            texts = [text for text in section.paragraphs if in_full(text).strip()]
            return [
                *said_all(texts[:1], style, width, gap=gap),
                *said_all(texts[1:], style, width, gap=4.0),
            ]
        case Heading():
            return _heading(section.text, type_scale, width)
        case Table():
            title = _heading(section.title, type_scale, width)
            return [*title, Grid.of(section, type_scale, look, width, edge)]
        case Totals():
            ladder = Ladder(section, type_scale, look, width, edge)
            return [ladder, *_told(ladder.cut_off, type_scale, width)]
        case Facts():
            panel = FactPanel(section, type_scale, look, width)
            return [panel] if panel.height(width) <= _TALLEST_PANEL else fact_list(section, type_scale, width)
        case Payment():
            payment = PaymentPanel(section, type_scale, look, width)
            is_tall = payment.height(width) > _TALLEST_PANEL
            return payment_list(section, type_scale, look, width) if is_tall else [payment]
        case Clauses():
            return clauses(section.clauses, type_scale, width)
        case Choices():
            return [TickBoxes(section.choices, type_scale, look, width)]
        case Signatures():
            lines = SignatureLines(section.signatures, type_scale, look, width)
            return [lines, *_told(lines.cut_off, type_scale, width)]
        case SignOff():
            # It signs the words before it; a table or panel is not torn from its page for its sake.
            hand = HandSignature(section, type_scale, width, follows=isinstance(before, Text))
            return [hand, *_told(hand.cut_off, type_scale, width)]
        case _:
            assert_never(section)


def _told(texts: Sequence[str], type_scale: Styles, width: float) -> list[Block]:
    """Return in full what had no room where it belongs."""
    return said_all([text for text in texts if text.strip()], type_scale.small, width, gap=7.0)


def _heading(text: str, type_scale: Styles, width: float) -> list[Block]:
    """Return a heading that stays with what comes after it, or nothing."""
    if not text:
        return []
    return said(text, type_scale.heading, width, gap=_HEADING_GAP, kind="H2", leads=True)


def _page_label(view: DocumentView, page: int, pages: int) -> str:
    """Return "page x of y" in the paper's languages, each in its own digits."""
    digits = first_of(view.digits), second_of(view.digits) or first_of(view.digits)
    first, second = (
        template.format(page=page, pages=pages).translate(str.maketrans("0123456789", own))
        for template, own in zip((first_of(view.page_label), second_of(view.page_label)), digits, strict=True)
    )
    return Said.both(first, second) if second else first


def _draw(
    view: DocumentView, furniture: Furniture, pages: list[list[Placed]], under: Sequence[Ground | None]
) -> bytes:
    sheet, type_scale = furniture.sheet, furniture.styles
    file = PdfFile(view, sheet.width, sheet.height)
    mirrored = runs_right_to_left(view.language)
    pen = Pen(file.canvas, file.fonts, sheet.width, sheet.height, mirrored=mirrored, language=view.language)
    watermark = single(view.watermark, type_scale.watermark)
    for number, page in enumerate(pages, start=1):
        if number == 1:
            furniture.first_page(pen)
        else:
            furniture.further_page(pen)
        furniture.page_label(pen, _page_label(view, number, len(pages)), first=number == 1)
        for placed in page:
            placed.block.draw(pen, sheet.left, placed.y, sheet.text_width)
        if number == 1:
            furniture.seal(pen)
            furniture.foot(pen)
        if view.watermark:
            pen.watermark(watermark, type_scale.watermark)
        pen.end_page()
        file.end_page()
    return file.content(pen.tree, pen.bookmarks if len(pages) > _FEW_PAGES else (), under)
