"""Plain text to measured lines in any script; what the typesetter refuses becomes a sentence. No markup exists here."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from clientdesk.documents.fonts import Cut, chain
from clientdesk.documents.typeset import runs
from clientdesk.documents.typeset.errors import MissingGlyphError, TextTooLongError
from clientdesk.documents.typeset.lines import Line
from clientdesk.documents.typeset.paragraph import Composed, Paragraph, compose
from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_

#: One line, broken and measured; its `width` is in points.
TextLine = Line

#: Spaces of odd widths, which a person cannot see and no font needs to have.
_ODD_SPACES = "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
_PLAIN = str.maketrans(dict.fromkeys(_ODD_SPACES, " "))
#: Marks on one letter: no script writes so many, and more would climb off the page.
_MOST_MARKS = 8
_UNLETTERED = re.compile(rf"[^\w\s]{{{_MOST_MARKS + 1},}}")
#: Columns of amounts align only if all figures have one width.
_FEATURES = ("lnum", "tnum")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Type of one role: size and leading in points, tracking in points between letters; `language` is the paper's."""

    family: str
    size: float
    leading: float
    colour: str
    cut: Cut = Cut.REGULAR
    tracking: float = 0.0
    upper: bool = False
    language: str = ""


def clean(text: str) -> str:
    """Return `text` composed (NFC), with line feeds as line ends, without controls, and odd spaces made plain.

    Of marks that are heaped on one letter only the first are kept.
    """
    text = runs.clean(text)
    if text.isascii():
        return text
    # Marks first: to compose ten times as many takes a hundred times as long.
    return unicodedata.normalize("NFC", _UNLETTERED.sub(_with_few_marks, text)).translate(_PLAIN)


def _with_few_marks(match: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for char in match.group():
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def single(text: str, style: Style) -> TextLine:
    """Return `text` as one line, however wide; line ends become spaces. Raises RuleError for a missing letter."""
    composed = _composed(clean(text).replace("\n", " "), style)
    return composed.lines(composed.width).lines[0]


def width_of(text: str, style: Style) -> float:
    """Return how wide `text` is as one line, in points. Raises RuleError for a missing letter."""
    if style.tracking:
        # The space that tracking leaves behind the last letter is no part of a line.
        return single(text, style).width
    return _composed(clean(text).replace("\n", " "), style).width


def wrap(text: str, style: Style, width: float) -> tuple[TextLine, ...]:
    """Break `text` into lines of at most `width` points, words longer than that between letters.

    Takes time in proportion to the text. Raises RuleError for a letter that no font has, and for endless text.
    """
    return _composed(clean(text), style).lines(width).lines


class Texts:
    """Texts that are measured before they are broken, as those of a table are: each is composed once, however many."""

    def __init__(self) -> None:
        self._composed: dict[tuple[str, Style], Composed] = {}

    def width(self, text: str, style: Style) -> float:
        """Return how wide `text` is as one line, in points. Raises RuleError for a missing letter."""
        # The space that tracking leaves behind the last letter is no part of a line.
        return width_of(text, style) if style.tracking or "\n" in text else self._of(text, style).width

    def wrap(self, text: str, style: Style, width: float) -> tuple[TextLine, ...]:
        """Break `text` into lines, as the function of this name does."""
        return self._of(text, style).lines(width).lines

    def _of(self, text: str, style: Style) -> Composed:
        key = (text, style)
        if key not in self._composed:
            self._composed[key] = _composed(clean(text), style)
        return self._composed[key]


def shortened(lines: tuple[TextLine, ...], limit: int, style: Style) -> tuple[TextLine, ...]:
    """Return at most `limit` lines; what is cut off is marked by an ellipsis."""
    if len(lines) <= limit:
        return lines
    last = lines[limit - 1].text.rstrip()
    return (*lines[: limit - 1], single(last[:-2].rstrip() + "…", style))


def _composed(text: str, style: Style) -> Composed:
    run = runs.Run(text.upper() if style.upper else text, _type(style))
    try:
        return compose(Paragraph(runs=(run,)))
    except MissingGlyphError as error:
        raise _missing(error) from None
    except TextTooLongError as error:
        raise RuleError(
            N_("A text of {length} characters cannot be printed."),
            field="text",
            next_step=N_("Shorten it to {most} characters, or put it into a paper of its own."),
            length=error.length,
            most=error.most,
        ) from None


@lru_cache(maxsize=512)
def _type(style: Style) -> runs.Style:
    return runs.Style(
        faces=chain(style.family, style.cut, style.language),
        size=style.size,
        leading=style.leading,
        colour=style.colour,
        language=style.language,
        tracking=style.tracking,
        features=_FEATURES,
    )


def _missing(error: MissingGlyphError) -> RuleError:
    """Return the sentence for a character that no font can draw."""
    shown = error.character if error.character.isprintable() else "\N{REPLACEMENT CHARACTER}"
    return RuleError(
        N_("The font has no sign for “{character}” ({code}) in “{word}”."),
        field="text",
        next_step=N_("Replace it by another sign or by words."),
        character=shown,
        code=error.code,
        word=error.context,
    )
