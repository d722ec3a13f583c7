"""A view and a look become the bytes of a PDF: measure, break into pages, then draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from clientdesk.documents.blocks import Lines, TitleLine, clauses, heading, paragraphs
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
from clientdesk.documents.signing import HandSignature, SignatureLines
from clientdesk.documents.styles import Styles, styles
from clientdesk.documents.table import Grid
from clientdesk.documents.text import single, wrap
from clientdesk.documents.totals import Ladder
from clientdesk.documents.view import (
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

#: Running text keeps a readable measure: it does not fill the whole width of the body.
_MEASURE = 0.92
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
    type_scale = styles(look, view.language)
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
        blocks.append(Lines(wrap(view.subject, type_scale.subject, width), type_scale.subject, gap=2.0))
    blocks.extend(paragraphs(furniture.cut_off, type_scale.small, width))
    for before, section in zip((None, *view.body), view.body, strict=False):
        below_heading = isinstance(before, Heading)
        blocks.extend(_section(section, type_scale, look, width, below_heading=below_heading))
    return blocks


def _section(
    section: Section, type_scale: Styles, look: Look, width: float, *, below_heading: bool
) -> Sequence[Block]:
    match section:
        case Text(role=role):
            style = type_scale.body if role is TextRole.BODY else type_scale.small
            texts = paragraphs(section.paragraphs, style, width * _MEASURE, gap=4.0)
            gap = _BELOW_HEADING if below_heading else _TEXT_GAP
            return [replace(text, gap=gap) for text in texts[:1]] + texts[1:]
        case Heading():
            return [heading(section.text, type_scale.heading, width)]
        case Table():
            title = [heading(section.title, type_scale.heading, width)] if section.title else []
            return [*title, Grid.of(section, type_scale, look, width)]
        case Totals():
            ladder = Ladder(section, type_scale, look, width)
            return [ladder, *paragraphs(ladder.cut_off, type_scale.small, width)]
        case Facts():
            panel = FactPanel(section, type_scale, look, width)
            return [panel] if panel.height(width) <= _TALLEST_PANEL else fact_list(section, type_scale, width)
        case Payment():
            payment = PaymentPanel(section, type_scale, look, width)
            is_tall = payment.height(width) > _TALLEST_PANEL
            return payment_list(section, type_scale, look, width) if is_tall else [payment]
        case Clauses():
            return clauses(section.clauses, type_scale, width)
        case Signatures():
            lines = SignatureLines(section.signatures, type_scale, look, width)
            return [lines, *paragraphs(lines.cut_off, type_scale.small, width)]
        case SignOff():
            hand = HandSignature(section, type_scale, width)
            return [hand, *paragraphs(hand.cut_off, type_scale.small, width)]
        case _:
            assert_never(section)


def _draw(
    view: DocumentView, furniture: Furniture, pages: list[list[Placed]], under: Sequence[Ground | None]
) -> bytes:
    sheet, type_scale = furniture.sheet, furniture.styles
    file = PdfFile(view, sheet.width, sheet.height)
    mirrored = runs_right_to_left(view.language)
    pen = Pen(file.canvas, file.fonts, sheet.width, sheet.height, mirrored=mirrored)
    digits = str.maketrans("0123456789", view.digits)
    watermark = single(view.watermark, type_scale.watermark)
    for number, page in enumerate(pages, start=1):
        if number == 1:
            furniture.first_page(pen)
        else:
            furniture.further_page(pen)
        label = view.page_label.format(page=number, pages=len(pages)).translate(digits)
        furniture.page_label(pen, label, first=number == 1)
        for placed in page:
            placed.block.draw(pen, sheet.left, placed.y, sheet.text_width)
        if number == 1:
            furniture.foot(pen)
        if view.watermark:
            pen.watermark(watermark, type_scale.watermark)
        pen.end_page()
        file.end_page()
    return file.content(pen.tree, pen.bookmarks if len(pages) > _FEW_PAGES else (), under)
