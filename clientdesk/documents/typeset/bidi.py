"""The Unicode bidirectional algorithm (UAX #9, revision 46): levels of a paragraph, levels and order of a line.

No library gives what a paragraph needs: python-bidi hands out display strings only, the bindings of fribidi and ICU want
headers and a compiler, and icu4py binds no part of ICU's bidi. Mirroring (L4) is left to HarfBuzz, which mirrors what it
shapes from right to left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from clientdesk.documents.typeset import bidi_classes
from clientdesk.documents.typeset.bidi_sequences import INITIATORS, resolve_sequence

#: Deepest level an embedding may have (BD2).
_MAX_DEPTH: Final = 125
_EMBEDDINGS: Final = {"RLE": ("R", ""), "LRE": ("L", ""), "RLO": ("R", "R"), "LRO": ("L", "L")}
#: What X9 takes out of the text before its levels are resolved.
REMOVED: Final = frozenset({"RLE", "LRE", "RLO", "LRO", "PDF", "BN"})
_WHITE: Final = REMOVED | INITIATORS | {"WS", "PDI"}
_STRONG: Final = frozenset({"L", "R", "AL"})
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
    classes: Sequence[str] = ()

    def of_line(self, start: int, end: int) -> list[int]:
        """Return the levels of a line (L1): separators and the white space before them and at its end go by the base."""
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
    if direction is Direction.AUTO:
        base = first_strong(kinds)
    else:
        base = int(direction is Direction.RTL)
    return Levels(base, resolve(kinds, base, text), kinds)


def first_strong(kinds: Sequence[str]) -> int:
    """Return the level that the first strong character outside of isolates asks for, else 0 (P2, P3)."""
    return _first_strong(kinds, 0, len(kinds), _matches(kinds))


def resolve(kinds: Sequence[str], base: int, text: str = "") -> list[int]:
    """Return the level of each character (X1 to I2) from the classes; brackets pair up only where `text` is given.

    What X9 removes has the level of the character before it.
    """
    matches = _matches(kinds)
    levels, types = _explicit(kinds, base, matches)
    resolved = list(levels)
    kept = [index for index, kind in enumerate(kinds) if kind not in REMOVED]
    for sequence in _sequences(kept, levels, kinds, matches):
        before, after = _neighbours(sequence, kept, levels, kinds, matches, base)
        indices = [kept[at] for first, last in sequence for at in range(first, last)]
        level = levels[indices[0]]
        found = resolve_sequence(
            [types[index] for index in indices],
            [kinds[index] for index in indices],
            "".join([text[index] for index in indices]) if text else "",
            level=level,
            start="R" if max(level, before) % 2 else "L",
            end="R" if max(level, after) % 2 else "L",
        )
        for index, settled in zip(indices, found, strict=True):
            resolved[index] = settled
    last = base
    for index, kind in enumerate(kinds):
        if kind in REMOVED:
            resolved[index] = last
        last = resolved[index]
    return resolved


def visual_order(levels: Sequence[int]) -> list[int]:
    """Return the indices of a line's pieces from left to right (L2)."""
    order = list(range(len(levels)))
    odd = [level for level in levels if level % 2]
    if not odd:
        return order
    for lowest in range(max(levels), min(odd) - 1, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and levels[order[end]] >= lowest:
                end += 1
            order[at:end] = order[at:end][::-1]
            at = end + 1
    return order


def _matches(kinds: Sequence[str]) -> dict[int, int]:
    """Return the matching PDI of each isolate initiator that has one (BD9)."""
    found = {}
    waiting = []
    for index, kind in enumerate(kinds):
        if kind in INITIATORS:
            waiting.append(index)
        elif kind == "PDI" and waiting:
            found[waiting.pop()] = index
        elif kind == "B":
            waiting.clear()
    return found


def _first_strong(kinds: Sequence[str], start: int, end: int, matches: dict[int, int]) -> int:
    at = start
    while at < end:
        kind = kinds[at]
        if kind in _STRONG:
            return int(kind != "L")
        at = matches.get(at, end) if kind in INITIATORS else at + 1
    return 0


def _explicit(kinds: Sequence[str], base: int, matches: dict[int, int]) -> tuple[list[int], list[str]]:
    """Return the explicit levels, and the classes as overrides have changed them (X1 to X8)."""
    levels, types = [base] * len(kinds), list(kinds)
    stack = [(base, "", False)]
    lost_isolates = lost_embeddings = isolates = 0
    for index, kind in enumerate(kinds):
        level, override, _ = stack[-1]
        if kind in _EMBEDDINGS:
            side, forced = _EMBEDDINGS[kind]
            deeper = _next_level(level, side)
            levels[index] = level
            if deeper <= _MAX_DEPTH and not lost_isolates and not lost_embeddings:
                stack.append((deeper, forced, False))
            elif not lost_isolates:
                lost_embeddings += 1
            continue
        if kind == "PDI":
            if lost_isolates:
                lost_isolates -= 1
            elif isolates:
                lost_embeddings = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                isolates -= 1
            level, override, _ = stack[-1]
        elif kind == "PDF":
            if lost_isolates:
                pass
            elif lost_embeddings:
                lost_embeddings -= 1
            elif not stack[-1][2] and len(stack) > 1:
                stack.pop()
            level = stack[-1][0]
        elif kind == "B":
            stack = [(base, "", False)]
            lost_isolates = lost_embeddings = isolates = 0
            levels[index] = base
            continue
        levels[index] = level
        if override and kind not in REMOVED:
            types[index] = override
        if kind in INITIATORS:
            side = kind[0]
            if kind == "FSI":
                inner_end = matches.get(index, len(kinds))
                side = "R" if _first_strong(kinds, index + 1, inner_end, matches) else "L"
            deeper = _next_level(level, side)
            if deeper <= _MAX_DEPTH and not lost_isolates and not lost_embeddings:
                isolates += 1
                stack.append((deeper, "", True))
            else:
                lost_isolates += 1
    return levels, types


def _next_level(level: int, side: str) -> int:
    return (level + 1) | 1 if side == "R" else (level + 2) & ~1


def _sequences(
    kept: Sequence[int], levels: Sequence[int], kinds: Sequence[str], matches: dict[int, int]
) -> list[list[tuple[int, int]]]:
    """Return the isolating run sequences (BD13, X10), each as its level runs: slices of `kept`."""
    found: list[list[tuple[int, int]]] = []
    awaited: dict[int, list[tuple[int, int]]] = {}
    first = 0
    while first < len(kept):
        level = levels[kept[first]]
        last = first + 1
        while last < len(kept) and levels[kept[last]] == level:
            last += 1
        sequence = awaited.pop(kept[first], None) if kinds[kept[first]] == "PDI" else None
        if sequence is None:
            sequence = []
            found.append(sequence)
        sequence.append((first, last))
        closing = matches.get(kept[last - 1])
        if closing is not None:
            awaited[closing] = sequence
        first = last
    return found


def _neighbours(
    sequence: list[tuple[int, int]],
    kept: Sequence[int],
    levels: Sequence[int],
    kinds: Sequence[str],
    matches: dict[int, int],
    base: int,
) -> tuple[int, int]:
    """Return the explicit levels before and after a sequence, which decide its sos and eos (X10)."""
    first, end = sequence[0][0], sequence[-1][1]
    before = levels[kept[first - 1]] if first else base
    cut = kinds[kept[end - 1]] in INITIATORS and kept[end - 1] not in matches
    after = levels[kept[end]] if end < len(kept) and not cut else base
    return before, after
