"""The cards of the designer and their fields, each bound to a part of the record of the design."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from clientdesk.domain.design import NEEDED_COLUMNS, Design, PriceColumn
from clientdesk.domain.paper_colours import ACCENTS, INKS
from clientdesk.i18n import _, pgettext
from clientdesk.ui import style
from clientdesk.ui.design import words
from clientdesk.ui.design.own_words import OwnWordsEditor
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.card_form import Block
from clientdesk.ui.widgets.choice_editors import ChoiceEditor
from clientdesk.ui.widgets.colour_editor import ColourEditor
from clientdesk.ui.widgets.fields import Field, Option, Section, Together
from clientdesk.ui.widgets.ordered_ticks import OrderedTicks
from clientdesk.ui.widgets.picture_choice import PictureChoice
from clientdesk.ui.widgets.picture_editor import PictureEditor, PictureKind
from clientdesk.usecases import designs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clientdesk.ui.session import Session


def blocks(session: Session, *, language: str) -> list[Field | Section | Together]:
    """Return all cards of the designer; own words begin in `language`."""
    return [
        *_look(),
        *_colours(),
        *_type(),
        *_letterhead(session),
        *_foot(),
        *_table(),
        *_words(language),
        *_signature(session),
        *_languages(),
    ]


def _look() -> list[Field | Section]:
    # Translators: the basic appearance of documents
    label = pgettext("design", "Look")

    def make(parent: QWidget) -> QWidget:
        choice = PictureChoice(parent, options=words.looks())
        choice.setAccessibleName(label)
        return choice

    return [Block(label, "design_look"), Field(name="look", label="", make=make, span=2)]


def _colours() -> list[Field | Section]:
    return [
        Block(pgettext("design", "Colours"), "design_colours"),
        _colour("accent", _("Colour of name, lines and headings"), ACCENTS, words.too_pale),
        _colour("ink", _("Colour of the text"), INKS, words.hard_to_read),
    ]


def _colour(name: str, label: str, colours: Mapping[str, str], remark: Callable[[str], str]) -> Field:
    named = {colour: pgettext("colour", text) for colour, text in colours.items()}

    def make(parent: QWidget) -> QWidget:
        return ColourEditor(parent, swatches=named, remark=remark)

    return Field(name=name, label=label, make=make)


def _type() -> list[Field | Section]:
    usual = Option("", _("As the look has it"))
    like_text = Option("", _("Like the text"))
    return [
        # Translators: the letters of documents: family and size
        Block(pgettext("design", "Type"), "design_type"),
        _family("text_family", _("Type of the text"), usual),
        _family("heading_family", _("Type of name and headings"), like_text),
        fields.choice("type_size", _("Size of type"), words.type_sizes()),
    ]


def _family(name: str, label: str, usual: Option) -> Field:
    known = words.families()

    def make(parent: QWidget) -> QWidget:
        options = [usual, *(Option(family.name, family.text) for family in known)]
        box = ChoiceEditor(parent, options=options)
        for number, family in enumerate(known, start=1):
            if family.file:
                style.add_fonts((family.file,))
                face = QFont(box.font())
                face.setFamilies([family.face, *box.font().families()])
                box.setItemData(number, face, Qt.ItemDataRole.FontRole)
        return box

    return Field(name=name, label=label, make=make)


def _letterhead(session: Session) -> list[Field | Section | Together]:
    logo = PictureKind(
        read=_one(designs.logo),
        title=_("Choose a logo"),
        words=_("Drop a picture here: PNG, JPEG or WebP, at most 5 MB."),
        filter=_("Pictures"),
        names="*.png *.jpg *.jpeg *.webp",
    )
    sheet = PictureKind(
        read=designs.letterhead,
        title=_("Choose a letterhead"),
        words=_("Drop a PDF or a picture of the whole sheet here. Its second page goes under all further pages."),
        filter=_("PDF and pictures"),
        names="*.pdf *.png *.jpg *.jpeg *.webp",
        sheets=True,
    )
    return [
        Block(
            # Translators: what stands at the top of the first page of a document
            pgettext("design", "Letterhead"),
            "design_letterhead",
            _("A logo with your name, or a letterhead of your own that lies under the page."),
        ),
        _picture("logo", _("Logo"), logo, session),
        fields.choice("logo_size", _("Size of the logo"), words.logo_sizes()),
        fields.choice("logo_place", _("Place of the logo"), words.logo_places()),
        fields.check("names_issuer", _("Print my name beside the logo")),
        fields.long_text(
            "head_text",
            _("Own lines opposite your name"),
            lines=3,
            span=2,
            hint=_("At most five, such as a phone number."),
        ),
        Field(
            name="letterhead",
            label=_("Letterhead of your own"),
            make=lambda parent: PictureEditor(parent, kind=sheet, tasks=session.tasks),
            span=2,
            read=_letterhead_of,
            write=_with_letterhead,
        ),
        Together(
            (
                fields.check("prints_head", _("Print my name and logo on it, too")),
                fields.check("prints_foot", _("Print the foot on it, too")),
                fields.check("fold_marks", _("Print marks where the sheet is folded")),
            )
        ),
    ]


def _picture(name: str, label: str, kind: PictureKind, session: Session) -> Field:
    def read(design: Design) -> tuple[bytes, ...]:
        data = getattr(design, name)
        return (data,) if data else ()

    def write(design: Design, value: tuple[bytes, ...]) -> Design:
        return replace(design, **{name: value[0] if value else b""})

    def make(parent: QWidget) -> QWidget:
        return PictureEditor(parent, kind=kind, tasks=session.tasks)

    return Field(name=name, label=label, make=make, span=2, read=read, write=write)


def _one(read: Callable[[bytes], bytes]) -> Callable[[bytes], tuple[bytes, ...]]:
    def one(data: bytes) -> tuple[bytes, ...]:
        return (read(data),)

    return one


def _letterhead_of(design: Design) -> tuple[bytes, ...]:
    return tuple(page for page in (design.letterhead, design.letterhead_next) if page)


def _with_letterhead(design: Design, pages: tuple[bytes, ...]) -> Design:
    first, further, *_rest = (*pages, b"", b"")
    return replace(design, letterhead=first, letterhead_next=further)


def _foot() -> list[Field | Section]:
    return [
        Block(
            # Translators: the blocks of small print at the foot of the first page
            pgettext("design", "Foot of the page"),
            "design_foot",
            _("Side by side, in this order."),
        ),
        _ordered("foot", _("Blocks of the foot"), words.foot_blocks()),
        fields.long_text("foot_text", _("Own lines at the foot"), lines=4),
    ]


def _table() -> list[Field | Section]:
    return [
        Block(
            # Translators: the table with what is charged and for how much
            pgettext("design", "Table of prices"),
            "design_table",
            _("What the law wants is added by itself: the tax where rates differ, in the Emirates also quantity and price."),
            1,
        ),
        _ordered(
            "columns",
            _("Columns"),
            words.columns(),
            needed=NEEDED_COLUMNS,
            last=PriceColumn.AMOUNT,
        ),
    ]


def _ordered(name: str, label: str, options: Sequence[Option], **more: Any) -> Field:
    def make(parent: QWidget) -> QWidget:
        return OrderedTicks(parent, options=options, **more)

    return Field(name=name, label=label, make=make)


def _words(language: str) -> list[Field | Section]:
    def make(parent: QWidget) -> QWidget:
        editor = OwnWordsEditor(
            parent, languages=fields.language_options(), language=language, usual=designs.usual_opening
        )
        editor.setAccessibleName(_("Own words"))
        return editor

    return [
        Block(
            # Translators: the sentences around the table of a document
            pgettext("design", "Words"),
            "design_words",
            _("What documents say before and after the table. A client's own tone goes before the usual one."),
        ),
        fields.choice("tone", _("How you usually speak to clients"), words.tones()),
        Field(name="texts", label="", make=make, span=2),
    ]


def _signature(session: Session) -> list[Field | Section]:
    kind = PictureKind(
        read=_one(designs.logo),
        title=_("Choose a signature or stamp"),
        words=_("Drop a picture here, best with a clear ground: PNG, JPEG or WebP, at most 5 MB."),
        filter=_("Pictures"),
        names="*.png *.jpg *.jpeg *.webp",
    )
    return [
        Block(pgettext("design", "Signature or stamp"), "design_signature"),
        _picture("signature", _("Picture of the signature or stamp"), kind, session),
        fields.text("signatory", _("Name of who signs"), span=2),
    ]


def _languages() -> list[Field | Section]:
    return [
        Block(pgettext("design", "Second language and digits"), "design_languages"),
        fields.language("second_language", _("Second language beside the first"), none=_("None")),
        fields.choice("digits", _("Digits on Arabic documents"), words.digits()),
    ]
