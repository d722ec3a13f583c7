"""The Unicode bidirectional algorithm (UAX #9, revision 46): levels of a paragraph, levels and order of a line.

No library gives what a paragraph needs: python-bidi hands out display strings only, the bindings of fribidi and ICU
want headers and a compiler, and icu4py binds no part of ICU's bidi. Mirroring (L4) is left to HarfBuzz, which mirrors
what it shapes from right to left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from clientdesk.documents.typeset import bidi_classes
from clientdesk.documents.typeset.bidi_explicit import (
    INITIATORS,
    REMOVED,
    Explicit,
    first_strong_between,
    matching_isolates,
)
from clientdesk.documents.typeset.bidi_sequences import resolve_sequence

_WHITE: Final = REMOVED | INITIATORS | {"WS", "PDI"}
#: Whatever may raise a level above 0 in a paragraph from left to right.
_TURNS: Final = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


class Direction(StrEnum):
    """Where a paragraph begins; AUTO goes by its first strong letter (P2, P3), and left without one."""

    AUTO = "auto"
    LTR = "ltr"
    RTL = "rtl"


@dataclass(frozen=True, slots=True)
class Levels:
    """A paragraph's own level, and the level of each of its characters before any line is broken."""

    base: int
    levels: Sequence[int]
    #: Empty where no level is above 0.
    classes: Sequence[str] = ()

    def of_line(self, start: int, end: int) -> list[int]:
        """Return the levels of a line (L1): separators, and white space before them and at its end, go by the base."""
        found = list(self.levels[start:end])
        if not self.classes:
            return found
        white = True
        for index in range(end - start - 1, -1, -1):
            kind = self.classes[start + index]
            if kind in {"S", "B"}:
                white = True
            elif kind not in _WHITE:
                white = False
            if white:
                found[index] = self.base
        return found


def analyse(text: str, direction: Direction = Direction.AUTO) -> Levels:
    """Return the levels of one paragraph of text; a paragraph separator may only stand at its end."""
    if direction is not Direction.RTL and not _TURNS.search(text):
        return Levels(0, bytes(len(text)))
    kinds = bidi_classes.classes(text)
    base = first_strong(kinds) if direction is Direction.AUTO else int(direction is Direction.RTL)
    return Levels(base, resolve(kinds, base, text), kinds)


def first_strong(kinds: Sequence[str]) -> int:
    """Return the level that the first strong character outside of isolates asks for, else 0 (P2, P3)."""
    return first_strong_between(kinds, 0, len(kinds), matching_isolates(kinds))


def resolve(kinds: Sequence[str], base: int, text: str = "") -> list[int]:
    """Return the level of each character (X1 to I2) from the classes; brackets pair up only where `text` is given.

    What X9 removes has the level of the character before it.
    """
    matches = matching_isolates(kinds)
    explicit = Explicit(kinds, base, matches)
    resolved = list(explicit.levels)
    kept = [index for index, kind in enumerate(kinds) if kind not in REMOVED]
    before_first = [base, *(explicit.levels[index] for index in kept)]
    for sequence in _sequences(kept, explicit.levels, matches):
        indices = [kept[at] for run in sequence for at in run]
        level = explicit.levels[indices[0]]
        last = sequence[-1][-1]
        # After an isolate that nothing closes stands the paragraph's own level, as after the end (X10).
        cut = last + 1 == len(kept) or (kinds[kept[last]] in INITIATORS and kept[last] not in matches)
        after = base if cut else explicit.levels[kept[last + 1]]
        found = resolve_sequence(
            [explicit.types[index] for index in indices],
            [kinds[index] for index in indices],
            "".join([text[index] for index in indices]) if text else "",
            level=level,
            start=_side(max(level, before_first[sequence[0][0]])),
            end=_side(max(level, after)),
        )
        for index, settled in zip(indices, found, strict=True):
            resolved[index] = settled
    last_level = base
    for index, kind in enumerate(kinds):
        if kind in REMOVED:
            resolved[index] = last_level
        last_level = resolved[index]
    return resolved


def visual_order(levels: Sequence[int]) -> list[int]:
    """Return the indices of a line's pieces from left to right (L2)."""
    order = list(range(len(levels)))
    lowest_odd = min((level for level in levels if level % 2), default=0)
    if not lowest_odd:
        return order
    for lowest in range(max(levels), lowest_odd - 1, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and levels[order[end]] >= lowest:
                end += 1
            order[at:end] = order[at:end][::-1]
            at = end + 1
    return order


def _sequences(kept: Sequence[int], levels: Sequence[int], matches: Mapping[int, int]) -> list[list[range]]:
    """Return the isolating run sequences (BD13, X10), each as its level runs: places in `kept`."""
    found: list[list[range]] = []
    awaited: dict[int, list[range]] = {}
    for run in _level_runs(kept, levels):
        sequence = awaited.pop(kept[run[0]], None)
        if sequence is None:
            sequence = []
            found.append(sequence)
        sequence.append(run)
        closing = matches.get(kept[run[-1]])
        if closing is not None:
            awaited[closing] = sequence
    return found


def _level_runs(kept: Sequence[int], levels: Sequence[int]) -> Iterator[range]:
    first = 0
    for at in range(1, len(kept) + 1):
        if at == len(kept) or levels[kept[at]] != levels[kept[first]]:
            yield range(first, at)
            first = at


def _side(level: int) -> str:
    return "R" if level % 2 else "L"
