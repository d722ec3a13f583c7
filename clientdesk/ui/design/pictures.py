"""The cards with pictures of the user's own: logo and letterhead, signature or stamp."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from clientdesk.domain.design import Design
from clientdesk.i18n import _, pgettext
from clientdesk.ui.design import words
from clientdesk.ui.widgets import fields, record_paths
from clientdesk.ui.widgets.card_form import Block
from clientdesk.ui.widgets.fields import Field, Section, Together
from clientdesk.ui.widgets.picture_editor import PictureEditor, PictureKind
from clientdesk.usecases import designs

if TYPE_CHECKING:
    from clientdesk.ui.session import Session


def letterhead(session: Session) -> list[Field | Section | Together]:
    """Return the card of logo, own lines and a letterhead of one's own."""
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
        words=_(
            "Drop a PDF or a picture of the whole sheet here. Its second page goes under all further pages."
        ),
        filter=_("PDF and pictures"),
        names="*.pdf *.png *.jpg *.jpeg *.webp",
        pages=(_("First page"), _("Further pages")),
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
        Together((fields.check("names_issuer", _("Print my name beside the logo")),)),
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
        data = record_paths.read(design, name, {})
        return (data,) if data else ()

    def write(design: Design, value: tuple[bytes, ...]) -> Design:
        written: Design = record_paths.write(design, name, value[0] if value else b"", {})
        return written

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


def signature(session: Session) -> list[Field | Section]:
    """Return the card of the picture that stands where one signs."""
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
