"""The cards of the designer and their fields, each bound to a part of the record of the design."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from clientdesk.domain.design import NEEDED_COLUMNS, PriceColumn
from clientdesk.domain.paper_colours import ACCENTS, INKS
from clientdesk.i18n import _, pgettext
from clientdesk.ui.design import words
from clientdesk.ui.design.families import FamilyChoice, families
from clientdesk.ui.design.own_words import OwnWordsEditor
from clientdesk.ui.design.pictures import letterhead, signature
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.card_form import Block
from clientdesk.ui.widgets.colour_editor import ColourEditor
from clientdesk.ui.widgets.fields import Field, Option, Section, Together
from clientdesk.ui.widgets.ordered_ticks import OrderedTicks
from clientdesk.ui.widgets.picture_choice import PictureChoice
from clientdesk.usecases import designs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clientdesk.ui.session import Session


def blocks(session: Session, *, language: str) -> list[Field | Section | Together]:
    """Return all cards of the designer; own words begin in `language`."""
    return [
        *_look(),
        *_colours(),
        *_type(session),
        *letterhead(session),
        *_foot(),
        *_table(),
        *_words(language),
        *signature(session),
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


def _type(session: Session) -> list[Field | Section]:
    return [
        # Translators: the letters of documents: family and size
        Block(pgettext("design", "Type"), "design_type"),
        _family("text_family", _("Type of the text"), _("As the look has it"), session),
        _family("heading_family", _("Type of name and headings"), _("Like the text"), session),
        fields.choice("type_size", _("Size of type"), words.type_sizes()),
    ]


def _family(name: str, label: str, none: str, session: Session) -> Field:
    def make(parent: QWidget) -> QWidget:
        box = FamilyChoice(parent, none=none)
        box.offer(families(session.db))
        return box

    return Field(name=name, label=label, make=make)


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
            _(
                "What the law wants is added by itself: quantity and price where tax is shown, the tax of each line "
                "where rates differ and in the Emirates."
            ),
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
            _(
                "What documents say before and after the table. A client's own tone goes before the usual one."
            ),
        ),
        fields.choice("tone", _("How you usually speak to clients"), words.tones()),
        Field(name="texts", label="", make=make, span=2),
    ]


def _languages() -> list[Field | Section]:
    return [
        Block(pgettext("design", "Second language and digits"), "design_languages"),
        fields.language("second_language", _("Second language beside the first"), none=_("None")),
        fields.choice("digits", _("Digits on Arabic documents"), words.digits()),
    ]
