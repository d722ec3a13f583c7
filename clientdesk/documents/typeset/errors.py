"""What the text layer cannot do: each a sentence with its parts, so that a caller may say it in another language."""

from __future__ import annotations

import unicodedata

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


class FontRefusedError(TypesetError):
    """A font file that may not or cannot be used; `reason` is the whole sentence."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


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
