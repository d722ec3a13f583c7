"""Plain text to measured lines in any script; what the typesetter refuses becomes a sentence. No markup exists here."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from clientdesk.documents.fonts import chain, missing_sign
from clientdesk.documents.own_fonts import Cut
from clientdesk.documents.said import first_of, second_of
from clientdesk.documents.typeset import runs
from clientdesk.documents.typeset.errors import MissingGlyphError, TextTooLongError
from clientdesk.documents.typeset.lines import Line
from clientdesk.documents.typeset.paragraph import Composed, Paragraph, compose
from clientdesk.documents.typeset.scripts import script_of
from clientdesk.domain.clean import few_marks
from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_
from clientdesk.i18n import runs_right_to_left

#: One line, broken and measured; its `width` is in points.
TextLine = Line

#: Spaces of odd widths, which a person cannot see and no font needs to have.
_ODD_SPACES = "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
_PLAIN = str.maketrans(dict.fromkeys(_ODD_SPACES, " "))
#: Columns of amounts align only if all figures have one width.
_FEATURES = ("lnum", "tnum")
#: Parts the two languages of a text that stand in one line.
_DOT = " · "
#: Begin and end what keeps its own order of words in a line (Unicode's isolates).
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT, _END = "\u2066", "\u2067", "\u2069"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Type of one role: size and leading in points, tracking in points between letters; `language` is the paper's.

    What is said in two languages goes on in the `second` one.
    """

    family: str
    size: float
    leading: float
    colour: str
    cut: Cut = Cut.REGULAR
    tracking: float = 0.0
    upper: bool = False
    language: str = ""
    second: str = ""

    @property
    def other(self) -> Style:
        """The same type for words of the second language."""
        return replace(self, language=self.second, second="")


def clean(text: str) -> str:
    """Return `text` composed (NFC), with line feeds as line ends, without controls, and odd spaces made plain.

    Of marks that are heaped on one letter only the first are kept.
    """
    text = runs.clean(text)
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", few_marks(text)).translate(_PLAIN)


def single(text: str, style: Style) -> TextLine:
    """Return `text` as one line, however wide; line ends become spaces. Raises RuleError for a missing letter."""
    composed = _composed(text, style, in_one_line=True)
    return composed.lines(composed.width).lines[0]


def width_of(text: str, style: Style) -> float:
    """Return how wide `text` is as one line, in points. Raises RuleError for a missing letter."""
    if style.tracking:
        # The space that tracking leaves behind the last letter is no part of a line.
        return single(text, style).width
    return _composed(text, style, in_one_line=True).width


def wrap(text: str, style: Style, width: float) -> tuple[TextLine, ...]:
    """Break `text` into lines of at most `width` points, words longer than that between letters.

    What is said in two languages stands in one line, or each on lines of its own. Takes time in proportion to the text.
    Raises RuleError for a letter that no font has, and for endless text.
    """
    lines = _composed(text, style).lines(width).lines
    if len(lines) > 1 and second_of(text) and first_of(text):
        return (*wrap(first_of(text), style, width), *wrap(second_of(text), style.other, width))
    return lines


class Texts:
    """Texts that are measured before they are broken, as those of a table are: each is composed once, however many."""

    def __init__(self) -> None:
        self._composed: dict[tuple[str, str, Style], Composed] = {}

    def width(self, text: str, style: Style) -> float:
        """Return how wide `text` is as one line, in points. Raises RuleError for a missing letter."""
        # The space that tracking leaves behind the last letter is no part of a line.
        return width_of(text, style) if style.tracking or "\n" in text else self._of(text, style).width

    def wrap(self, text: str, style: Style, width: float) -> tuple[TextLine, ...]:
        """Break `text` into lines, as the function of this name does."""
        # Two languages in a line may have to part.
        return wrap(text, style, width) if second_of(text) else self._of(text, style).lines(width).lines

    def _of(self, text: str, style: Style) -> Composed:
        key = (text, second_of(text), style)
        if key not in self._composed:
            self._composed[key] = _composed(text, style)
        return self._composed[key]


def shortened(lines: tuple[TextLine, ...], limit: int, style: Style) -> tuple[TextLine, ...]:
    """Return at most `limit` lines; what is cut off is marked by an ellipsis."""
    if len(lines) <= limit:
        return lines
    last = lines[limit - 1].text.rstrip()
    return (*lines[: limit - 1], single(last[:-2].rstrip() + "…", style))


def _composed(text: str, style: Style, *, in_one_line: bool = False) -> Composed:
    parts = [(first_of(text), style)]
    if second := second_of(text):
        # In an order of its own: neither language turns the other's figures around.
        own = f"{_RIGHT_TO_LEFT if runs_right_to_left(style.second) else _LEFT_TO_RIGHT}{second}{_END}"
        parts = [*parts, (_DOT, style), (own, style.other)] if parts[0][0] else [(second, style.other)]
    try:
        return compose(Paragraph(runs=tuple(_run(each, at, in_one_line=in_one_line) for each, at in parts)))
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


def _run(text: str, style: Style, *, in_one_line: bool) -> runs.Run:
    text = clean(text)
    if in_one_line:
        text = text.replace("\n", " ")
    return runs.Run(text.upper() if style.upper else text, _type(style))


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


def missing_letter(text: str, fonts: str = "", *, field: str = "text") -> RuleError | None:
    """Return what is to be said of the first letter in `text` that no font can draw, or None where all can.

    `fonts` names the set of the user's own. The sentence is the one that drawing would end with.
    """
    plain = clean(text)
    at = missing_sign(plain, fonts)
    return None if at < 0 else _missing(MissingGlyphError(plain[at], plain, at), field)


_JAPANESE = N_(
    "Add a font for Japanese, such as Noto Sans JP, in the settings, under Fonts. Or write it in Latin letters."
)
_HAN = N_(
    "Add a font for Chinese or Japanese, such as Noto Sans SC or Noto Sans JP, in the settings, under Fonts."
    " Or write it in Latin letters."
)
_KOREAN = N_(
    "Add a font for Korean, such as Noto Sans KR, in the settings, under Fonts. Or write it in Latin letters."
)
#: What to do about letters that the font pack has, by their script; the fonts named are to be had for nothing.
_PACKS = {"Hani": _HAN, "Bopo": _HAN, "Hira": _JAPANESE, "Kana": _JAPANESE, "Hang": _KOREAN}
_HAN_COMMAND = N_(
    "Add a font for Chinese or Japanese, such as Noto Sans SC or Noto Sans JP: “clientdesk font add FILE”."
    " Or write it in Latin letters."
)
_JAPANESE_COMMAND = N_(
    "Add a font for Japanese, such as Noto Sans JP: “clientdesk font add FILE”. Or write it in Latin letters."
)
_KOREAN_COMMAND = N_(
    "Add a font for Korean, such as Noto Sans KR: “clientdesk font add FILE”. Or write it in Latin letters."
)
#: The same at the command line.
_PACK_COMMANDS = {
    "Hani": _HAN_COMMAND,
    "Bopo": _HAN_COMMAND,
    "Hira": _JAPANESE_COMMAND,
    "Kana": _JAPANESE_COMMAND,
    "Hang": _KOREAN_COMMAND,
}


def _missing(error: MissingGlyphError, field: str = "text") -> RuleError:
    """Return the sentence for a character that no font can draw."""
    shown = error.character if error.character.isprintable() else "\N{REPLACEMENT CHARACTER}"
    return RuleError(
        N_("No font here has the sign “{character}” ({code}) in “{word}”."),
        field=field,
        next_step=_PACKS.get(
            script_of(error.character),
            N_("Add a font that has it in the settings, under Fonts. Or write it in other letters or words."),
        ),
        command_step=_PACK_COMMANDS.get(
            script_of(error.character),
            N_("Add a font that has it: “clientdesk font add FILE”. Or write it in other letters or words."),
        ),
        character=shown,
        code=error.code,
        word=error.context,
    )
