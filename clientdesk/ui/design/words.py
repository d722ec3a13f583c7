"""What the parts of a design are called on the screen."""

from __future__ import annotations

from clientdesk.domain.design import FootBlock, LogoPlace, LogoSize, PriceColumn, Tone, TypeSize, Wording
from clientdesk.i18n import _, pgettext
from clientdesk.ui import tokens
from clientdesk.ui.widgets.choice_editors import Option
from clientdesk.ui.widgets.picture_choice import PictureOption


def looks() -> list[PictureOption]:
    """Return the looks of documents by their names, each with a sentence."""
    return [
        PictureOption(
            # Translators: a look of documents: one colour, much white
            "quiet",
            pgettext("look", "Quiet"),
            _("A stroke of colour, much white."),
        ),
        PictureOption(
            # Translators: a look of documents: the name in white on a band of colour
            "bold",
            pgettext("look", "Bold"),
            _("Your name on a band of colour."),
        ),
        PictureOption(
            # Translators: a look of documents: the name in the middle, letters with serifs
            "classic",
            pgettext("look", "Classic letter"),
            _("Centred, with serifs."),
        ),
        PictureOption(
            # Translators: a look of documents: small type, little room between lines
            "compact",
            pgettext("look", "Compact"),
            _("Much on one page."),
        ),
    ]


def type_sizes() -> list[Option]:
    """Return the sizes of type."""
    return [
        Option(TypeSize.SMALL, pgettext("size", "Small")),
        Option(TypeSize.USUAL, pgettext("size", "Usual")),
        Option(TypeSize.LARGE, pgettext("size", "Large")),
    ]


def logo_sizes() -> list[Option]:
    """Return the sizes of the logo."""
    return [
        Option(LogoSize.SMALL, pgettext("size", "Small")),
        Option(LogoSize.USUAL, pgettext("size", "Usual")),
        Option(LogoSize.LARGE, pgettext("size", "Large")),
    ]


def logo_places() -> list[Option]:
    """Return where the logo may stand; begin and end follow the direction of the paper."""
    return [
        Option(LogoPlace.START, _("where the lines begin")),
        Option(LogoPlace.CENTRE, _("in the middle")),
        Option(LogoPlace.END, _("where the lines end")),
    ]


def foot_blocks() -> list[Option]:
    """Return the blocks at the foot."""
    return [
        Option(FootBlock.ADDRESS, _("Name and address")),
        Option(FootBlock.CONTACT, _("E-mail, phone, website")),
        Option(FootBlock.TAX, _("Tax numbers")),
        Option(FootBlock.BANK, _("Bank details")),
        Option(FootBlock.OWN, _("Own lines")),
    ]


def columns() -> list[Option]:
    """Return the columns of a table of prices."""
    return [
        # Translators: a column of a table of prices: 1, 2, 3
        Option(PriceColumn.POSITION, _("Position")),
        Option(PriceColumn.DESCRIPTION, pgettext("column", "Description (always)")),
        Option(PriceColumn.QUANTITY, _("Quantity")),
        Option(PriceColumn.UNIT, _("Unit")),
        Option(PriceColumn.PRICE, _("Unit price")),
        Option(PriceColumn.TAX, _("Tax rate")),
        Option(PriceColumn.AMOUNT, pgettext("column", "Amount (always last)")),
    ]


def tones() -> list[Option]:
    """Return how one may speak to clients."""
    return [
        Option(Tone.FORMAL, pgettext("tone", "Formal")),
        Option(Tone.FRIENDLY, pgettext("tone", "Friendly")),
    ]


def wordings() -> list[Option]:
    """Return the documents whose words one may write."""
    return [
        Option(Wording.QUOTE, _("Quote")),
        Option(Wording.INVOICE, _("Invoice")),
        Option(Wording.PREPAYMENT, _("Prepayment invoice")),
        Option(Wording.PARTIAL, _("Partial invoice")),
        Option(Wording.FINAL, _("Final invoice")),
    ]


def placeholders() -> list[Option]:
    """Return what is filled in when a document is drawn, as the user thinks of it."""
    return [
        Option("client", _("The client's name")),
        Option("contact", _("The person one writes to")),
        Option("number", _("The number of the document")),
        Option("title", _("The title of the work")),
        Option("total", _("The amount")),
        Option("due", _("The day it is due or ends")),
        Option("date", _("The date of the document")),
        Option("issuer", _("Your name")),
    ]


def digits() -> list[Option]:
    """Return the digits of papers in Arabic."""
    return [Option("", "0123"), Option("arab", "٠١٢٣")]


def too_pale(colour: str) -> str:
    """Return the remark on a colour in which words could not be read on white, empty for any other."""
    return "" if _can_be_read(colour) else _("Too pale for words on white: they are printed darker.")


def hard_to_read(colour: str) -> str:
    """Return the remark on a colour of text that is too pale, empty for any other."""
    return "" if _can_be_read(colour) else _("Hard to read on white. A darker one is better.")


def _can_be_read(colour: str) -> bool:
    return tokens.contrast(colour, tokens.PAPER) >= tokens.LEAST_CONTRAST
