"""Taking out of a text what nobody can see and what would turn other texts around: control characters, overrides."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LINE_ENDS: Final = (0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029)
#: What ends or begins a direction for all that follows, the mark of an unread file, and what stands for nothing. The
#: marks of single places (LRM, RLM) and the joiners stay: Arabic, Telugu and emoji are written with them.
_UNSEEN: Final = (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
_OF_A_LINE: Final[dict[int, str]] = {**dict.fromkeys(_UNSEEN, ""), **dict.fromkeys(_LINE_ENDS, " ")}
_OF_LINES: Final[dict[int, str]] = {
    **dict.fromkeys(_UNSEEN, ""),
    0x09: "\t",
    0x0A: "\n",
    **dict.fromkeys((0x85, 0x2028, 0x2029), "\n"),
}
_SURROGATES: Final = dict.fromkeys(range(0xD800, 0xE000), "")
#: Marks on one letter: no script writes so many.
_MOST_MARKS: Final = 8
#: What is not seen and stands for nothing behind a letter of Latin, Greek or Cyrillic, a figure or a space: joiners,
#: spaces of no width, the soft hyphen. Behind letters of other scripts, and between emoji, they are spelling.
_UNSEEN_THERE: Final = re.compile(
    "(?:^|(?<=[\x00-\u052f\u1e00-\u200a]))[\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2064\u3164\uffa0\u2800]+"
)
#: Scripts with letters that look like each other's; nobody writes two of them in one word.
_ALIKE: Final = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
_UNLETTERED: Final = re.compile(rf"[^\w\s]{{{_MOST_MARKS + 1},}}")


def one_line(text: str) -> str:
    """Return `text` as one line: breaks become spaces, what cannot be seen goes."""
    seen = text.replace("\r\n", "\n").translate(_OF_A_LINE).translate(_SURROGATES)
    return seen if seen.isascii() else _UNSEEN_THERE.sub("", seen)


def two_scripts(text: str) -> str:
    """Return the first word of `text` in letters of two scripts that look alike, empty where there is none (T37)."""
    if text.isascii():
        return ""
    for word in re.findall(r"\w+", text):
        scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in word if letter.isalpha()}
        if len(scripts.intersection(_ALIKE)) > 1:
            return str(word)
    return ""


def lines(text: str) -> str:
    """Return `text` with its line breaks and tabs, and without what cannot be seen."""
    return text.replace("\r\n", "\n").translate(_OF_LINES).translate(_SURROGATES)


def few_marks(text: str) -> str:
    """Return `text` with only the first of the marks that are heaped on one letter.

    To compose or decompose ten times as many takes a hundred times as long, and drawn they climb off the page.
    """
    return _UNLETTERED.sub(_with_few_marks, text)


def _with_few_marks(match: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for char in match.group():
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)
