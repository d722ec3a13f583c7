"""Texts of both directions in one line: what is inserted into a sentence keeps its own order and turns nothing around.

A value stands between U+2068 and U+2069 (first strong isolate) where its letters or digits run against the sentence,
and only there: an English window full of Latin names holds no mark at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

# Patterns are compiled by their first use, which `re` remembers: together they would be 2 ms of every start.
_OPEN, _CLOSE = "\u2068", "\u2069"
_LEFT_TO_RIGHT = "\u2066"
_RIGHT_MARK: Final = "\u200f"
_MARKS: Final = "[\u2066-\u2069]"
_ISOLATED: Final = "[\u2066\u2068][^\u2066-\u2069]*\u2069"
#: A letter of any script, or a mark that acts like one.
_STRONG: Final = "[^\\W\\d_]|\u200f"
#: Letters and digits of the scripts that run from right to left, and the marks that act like such a letter.
_RIGHT_TO_LEFT = "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_AGAINST_LEFT_TO_RIGHT: Final = f"[{_RIGHT_TO_LEFT}]"
_AGAINST_RIGHT_TO_LEFT: Final = f"[^\\W_{_RIGHT_TO_LEFT}]"


def isolate(text: str, *, right_to_left: bool) -> str:
    """Return `text` as it may stand within a line of the given direction, in its own order."""
    against = _AGAINST_RIGHT_TO_LEFT if right_to_left else _AGAINST_LEFT_TO_RIGHT
    if not re.search(against, text) or _is_isolated(text):
        return text
    return f"{_OPEN}{text}{_CLOSE}"


def left_to_right(text: str, *, right_to_left: bool) -> str:
    """Return what is read from the left in every language, such as a phone number, an address of mail, an IBAN."""
    return f"{_LEFT_TO_RIGHT}{text}{_CLOSE}" if text and right_to_left and not _is_isolated(text) else text


def led(text: str, *, right_to_left: bool) -> str:
    """Return a line that begins where its language begins: Qt goes by the first letter outside of isolates.

    A sentence that is not translated, and so has no letter of the language at all, is left as it is.
    """
    if not right_to_left:
        return text
    own = _outside(text)
    first = re.search(_STRONG, own)
    has_letters = re.search(_AGAINST_LEFT_TO_RIGHT, own) if first is not None else own != text
    begins_right = first is not None and re.match(_AGAINST_LEFT_TO_RIGHT, first.group())
    return f"{_RIGHT_MARK}{text}" if has_letters and not begins_right else text


def _outside(text: str) -> str:
    """Return what stands in no isolate; one may stand within another."""
    shorter = re.sub(_ISOLATED, "", text)
    return text if shorter == text else _outside(shorter)


def joined(parts: Iterable[str], mark: str, *, right_to_left: bool) -> str:
    """Return the parts that are not empty in one line, with `mark` between them, each in its own order.

    A comma has the shape that Arabic gives it.
    """
    mark = mark.replace(",", "\u060c") if right_to_left else mark
    shown = [isolate(part, right_to_left=right_to_left) for part in parts if part]
    return shown[0] if len(shown) == 1 else led(mark.join(shown), right_to_left=right_to_left)


def without_marks(text: str) -> str:
    """Return `text` as it was before it was put into a line: to copy, to search, to compare."""
    return re.sub(_MARKS, "", text)


def _is_isolated(text: str) -> bool:
    return text[:1] in {_OPEN, _LEFT_TO_RIGHT} and text.find(_CLOSE) == len(text) - 1


class Sentence(str):
    """A translated text; what `format` fills into it keeps its own direction, and counts have the reader's digits."""

    __slots__ = ("_digits", "_right_to_left")
    _right_to_left: bool
    _digits: dict[int, str]

    @classmethod
    def spoken(cls, text: str, *, right_to_left: bool, digits: dict[int, str]) -> Sentence:
        """Return `text` of a language with this direction; `digits` maps Latin ones to those in use."""
        made = cls(text)
        made._right_to_left = right_to_left
        made._digits = digits
        return made

    def format(self, *args: object, **values: object) -> str:
        """Fill the placeholders."""
        shown = {name: self._shown(value) for name, value in values.items()}
        return led(str.format(self, *map(self._shown, args), **shown), right_to_left=self._right_to_left)

    def _shown(self, value: object) -> object:
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value).translate(self._digits)
        return isolate(value, right_to_left=self._right_to_left) if isinstance(value, str) else value
