"""What the text layer cannot do: each a sentence with its parts, so that a caller may say it in another language."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

_CONTEXT = 40


class TypesetError(Exception):
    """Base of all: the text or the font is at fault, not the program."""


class MissingGlyphError(TypesetError):
    """No face of the style has a sign for `character`, which stands in the word `context`."""

    def __init__(self, character: str, text: str, index: int) -> None:
        self.character = character
        self.code = f"U+{ord(character):04X}"
        self.name = unicodedata.name(character, "") or "character without a name"
        self.context = _word_around(text, index)
        super().__init__(
            f"No font has a sign for “{character}” ({self.code}, {self.name}) in “{self.context}”."
            if character.isprintable()
            else f"No font has a sign for {self.code} ({self.name}) in “{self.context}”."
        )


class TextTooLongError(TypesetError):
    """One paragraph holds more characters than can be set in sensible time."""

    def __init__(self, length: int, most: int) -> None:
        self.length = length
        self.most = most
        super().__init__(f"The text has {length:,} characters; one paragraph may have {most:,}.")


class Refusal(StrEnum):
    """Why a font is refused, as the end of a sentence that begins with its name."""

    WEB_FONT = "is a web font; its TrueType file (.ttf) can be used"
    NO_FONT = "is no TrueType or OpenType font"
    DAMAGED = "is no whole font; it may be damaged"
    COLOURED = "draws its signs as coloured pictures, not as outlines"
    FORBIDDEN = "may not be embedded in documents: its licence forbids it"
    WHOLE_ONLY = "may not be embedded in part: its licence forbids it"
    BITMAPS_ONLY = "may be embedded by its bitmaps only: so says its licence"
    NO_AXIS = "lacks an axis that was asked for"


class FontRefusedError(TypesetError):
    """A font file that may not or cannot be used."""

    def __init__(self, refusal: Refusal, file: str) -> None:
        self.refusal = refusal
        self.file = file
        super().__init__(f"{file} {refusal}.")


class LinkRefusedError(TypesetError):
    """A link that leads to neither a web page, nor an address of mail, nor a telephone."""

    def __init__(self, link: str) -> None:
        self.link = link
        super().__init__(f"“{link[:_CONTEXT]}” is no address of a web page, of mail, or of a telephone.")


def _word_around(text: str, index: int) -> str:
    start = max(text.rfind(" ", 0, index), text.rfind("\n", 0, index)) + 1
    end = min(at if at >= 0 else len(text) for at in (text.find(" ", index), text.find("\n", index)))
    start, end = max(start, index - _CONTEXT // 2), min(end, index + _CONTEXT // 2)
    return "".join(char for char in text[start:end] if char.isprintable())
