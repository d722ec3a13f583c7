"""Where a line may end and which characters belong together (UAX #14 and #29), as ICU says.

icu4py binds ICU's own break iterators: exact, current, with dictionaries for Thai and its neighbours, and 0.03 µs a
character. uniseg is exact as well but takes 0.17 ms a character; Qt's boundary finder would bring Qt into the papers.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from icu4py.breakers import BaseBreaker, CharacterBreaker, LineBreaker

#: Spaces after which a line may break; they hang over its end. No-break spaces are not among them.
HANGING = frozenset(" \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000")


def line_ends(text: str, language: str = "") -> list[int]:
    """Return the indices at which a line may end, the end of the text among them (UAX #14)."""
    return [end for _, end in _slices(LineBreaker(text, language or "en"), text)]


def graphemes(text: str) -> Sequence[tuple[int, int]]:
    """Return the slices of what a reader takes for one character (UAX #29, extended grapheme clusters)."""
    if text.isascii() and "\r" not in text:
        return [(index, index + 1) for index in range(len(text))]
    return _slices(CharacterBreaker(text, "en"), text)


def _slices(breaker: BaseBreaker, text: str) -> list[tuple[int, int]]:
    """Return the segments counted in characters; ICU counts those above U+FFFF twice."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return list(breaker.segments())
    ends = list(accumulate(len(segment) for segment in breaker))
    return list(zip([0, *ends], ends, strict=False))
