"""The bundled fonts: which file a style uses, how wide its letters are, and which letters it lacks."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from clientdesk import paths
from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_


class Cut(StrEnum):
    """The cut of a family; a family may lack one and then uses its regular one."""

    LIGHT = "Light"
    REGULAR = "Regular"
    STRONG = "SemiBold"


#: Files of a family in the order of asking: the first that knows all letters of a word draws it.
_FAMILIES: Mapping[str, Mapping[Cut, tuple[str, ...]]] = {
    "source-sans": {
        Cut.LIGHT: ("SourceSans3-Light", "NotoSans-Regular"),
        Cut.REGULAR: ("SourceSans3-Regular", "NotoSans-Regular"),
        Cut.STRONG: ("SourceSans3-SemiBold", "NotoSans-SemiBold"),
    },
    "noto-sans": {
        Cut.LIGHT: ("NotoSans-Regular",),
        Cut.REGULAR: ("NotoSans-Regular",),
        Cut.STRONG: ("NotoSans-SemiBold",),
    },
}

#: First words of the Unicode names of letters that may be set one beside the other, without shaping.
_PLAIN_LETTERS = frozenset(
    {"LATIN", "GREEK", "CYRILLIC", "COMBINING", "MODIFIER", "FEMININE", "MASCULINE", "MICRO", "OHM", "KELVIN"}
    | {
        "ANGSTROM",
        "SUPERSCRIPT",
        "DOUBLE-STRUCK",
        "SCRIPT",
        "INFORMATION",
        "ROMAN",
        "CARON",
        "PLANCK",
        "EULER",
    }
)

_LOADING = threading.Lock()


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One font file: its name for the PDF, and the advance of each letter in parts of the type size."""

    name: str
    advances: Mapping[str, float] = field(repr=False)

    def width(self, text: str) -> float:
        """Return how wide `text` runs at type size 1; every letter must be in the font."""
        advances = self.advances
        return sum([advances[char] for char in text])

    def covers(self, text: str) -> bool:
        """Tell whether the font has every letter of `text`."""
        return all(char in self.advances for char in text)


def families() -> tuple[str, ...]:
    """Return the names a look may use."""
    return tuple(_FAMILIES)


@cache
def chain(family: str, cut: Cut) -> tuple[Face, ...]:
    """Return the faces of a family's cut in the order of asking; loads each file once per process."""
    return tuple(_face(name) for name in _FAMILIES[family][cut])


@cache
def _face(name: str) -> Face:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    path = paths.resource(f"fonts/{name}.ttf")
    with _LOADING:
        font = TTFont(name, str(path))
        pdfmetrics.registerFont(font)
    widths, glyphs = font.face.charWidths, font.face.charToGlyph
    codes = [code for code in glyphs if code in widths and _may_stand_alone(chr(code))]
    advances = {chr(code): widths[code] / 1000 for code in codes}
    # The PDF writer draws a no-break space as a space; its width is the same in every bundled font.
    advances["\N{NO-BREAK SPACE}"] = advances[" "]
    return Face(name, advances)


@cache
def _may_stand_alone(char: str) -> bool:
    """Tell whether a letter is right when it is merely put after the one before: no joining, no reordering."""
    if unicodedata.category(char)[0] not in "LM":
        return unicodedata.bidirectional(char) not in {"R", "AL", "AN"}
    return unicodedata.name(char, "").split(" ")[0] in _PLAIN_LETTERS


def missing(char: str, context: str) -> RuleError:
    """Return the error for a character that no bundled font can draw rightly; `context` is the word around it."""
    name = unicodedata.name(char, "")
    shown = char if char.isprintable() else "\N{REPLACEMENT CHARACTER}"
    word = context if len(context) <= 40 else context[:40] + "…"  # noqa: PLR2004  # enough to find it by
    if unicodedata.category(char)[0] in "LM" and name:
        return RuleError(
            N_("The font has no sign for “{character}” in “{word}”: {script} letters cannot be printed yet."),
            field="latin_name",
            next_step=N_("Give the name in Latin letters as well; the paper then uses those."),
            word=word,
            script=name.split(" ")[0].capitalize(),
            character=shown,
        )
    return RuleError(
        N_("The font has no sign for “{character}” ({code}) in “{word}”."),
        field="text",
        next_step=N_("Replace it by another sign or by words."),
        character=shown,
        code=f"U+{ord(char):04X}",
        word=word,
    )


def can_draw(text: str, family: str = "source-sans") -> bool:
    """Tell whether every letter of `text` is in the fonts, each for itself right."""
    faces = chain(family, Cut.REGULAR)
    return all(char.isspace() or any(char in face.advances for face in faces) for char in text)
