"""Inside one isolating run sequence: weak types, brackets, neutrals and the levels they end in (UAX #9, W1 to I2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from clientdesk.documents.typeset.bidi_classes import CLOSER_OF, CLOSERS, canonical
from clientdesk.documents.typeset.bidi_explicit import INITIATORS

_NEUTRAL: Final = frozenset({"B", "S", "WS", "ON", "PDI"}) | INITIATORS
_ISOLATE_ENDS: Final = INITIATORS | {"PDI"}
_SIDES: Final = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
#: One separator between two numbers of one kind joins them.
_SEPARATORS: Final = frozenset({("CS", "EN"), ("CS", "AN"), ("ES", "EN")})
_PLAIN: Final = frozenset({"L", "R"}) | _NEUTRAL
#: How many brackets may be open at once (BD16).
_DEPTH: Final = 63


def resolve_sequence(
    types: list[str], original: Sequence[str], text: str, *, level: int, start: str, end: str
) -> list[int]:
    """Return the resolved levels; `start` and `end` are sos and eos. Without `text` no brackets are paired (N0)."""
    embedding = "R" if level % 2 else "L"
    if not _PLAIN.issuperset(types):
        _weak(types, start)
    if text:
        _pair_brackets(types, original, text, embedding, start)
    _neutral(types, embedding, start, end)
    if level % 2:  # I2
        return [level if kind == "R" else level + 1 for kind in types]
    return [level + {"L": 0, "R": 1}.get(kind, 2) for kind in types]  # I1


def _weak(types: list[str], start: str) -> None:
    """Settle marks, numbers and what belongs to numbers (W1 to W7)."""
    _settle_marks_and_arabic_numbers(types, start)
    for index in range(1, len(types) - 1):  # W4
        kind, near = types[index], types[index - 1]
        if near == types[index + 1] and (kind, near) in _SEPARATORS:
            types[index] = near
    for first, last in _runs(types, frozenset({"ET"})):  # W5
        if "EN" in types[max(first - 1, 0) : first] + types[last : last + 1]:
            types[first:last] = ["EN"] * (last - first)
    strong = start
    for index, kind in enumerate(types):
        if kind in {"ET", "ES", "CS"}:  # W6
            types[index] = "ON"
        elif kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":  # W7
            types[index] = "L"


def _settle_marks_and_arabic_numbers(types: list[str], start: str) -> None:
    """Give marks the type of what they stand on (W1), and settle numbers after Arabic letters (W2, W3)."""
    before = strong = start
    for index, original in enumerate(types):
        kind = original
        if kind == "NSM":
            kind = "ON" if before in _ISOLATE_ENDS else before
        before = kind
        if kind in {"L", "R", "AL"}:
            strong = kind
        if kind == "EN" and strong == "AL":
            kind = "AN"
        types[index] = "R" if kind == "AL" else kind


def _neutral(types: list[str], embedding: str, start: str, end: str) -> None:
    """Give neutrals the side of both their neighbours where these agree, else that of the embedding (N1, N2)."""
    for first, last in _runs(types, _NEUTRAL):
        before = _SIDES[types[first - 1]] if first else start
        after = _SIDES[types[last]] if last < len(types) else end
        types[first:last] = [before if before == after else embedding] * (last - first)


def _runs(types: Sequence[str], kinds: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the slices that hold nothing but `kinds`; a slice may be written to while it is handed out."""
    first = -1
    for index, kind in enumerate(types):
        if kind in kinds:
            if first < 0:
                first = index
        elif first >= 0:
            yield first, index
            first = -1
    if first >= 0:
        yield first, len(types)


def _pair_brackets(types: list[str], original: Sequence[str], text: str, embedding: str, start: str) -> None:
    """Give both brackets of a pair one side (N0), and the marks after them."""
    context, seen = start, 0
    for opener, closer in _pairs(types, text):
        inside = {_SIDES[kind] for kind in types[opener + 1 : closer] if kind in _SIDES}
        while seen < opener:
            context = _SIDES.get(types[seen], context)
            seen += 1
        if embedding in inside:  # N0 b
            side = embedding
        elif inside:  # N0 c: the other side; it holds if the text before the pair has it too
            side = context if context != embedding else embedding
        else:
            continue
        for bracket in (opener, closer):
            types[bracket] = side
            at = bracket + 1
            while at < len(types) and original[at] == "NSM":
                types[at] = side
                at += 1


def _pairs(types: Sequence[str], text: str) -> list[tuple[int, int]]:
    """Return the bracket pairs in the order of their openers (BD16)."""
    found: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for index, char in enumerate(text):
        if types[index] != "ON":
            continue
        if char in CLOSER_OF:
            if len(stack) == _DEPTH:
                break
            stack.append((canonical(CLOSER_OF[char]), index))
        elif char in CLOSERS:
            wanted = canonical(char)
            for depth in range(len(stack) - 1, -1, -1):
                if stack[depth][0] == wanted:
                    found.append((stack[depth][1], index))
                    del stack[depth:]
                    break
    return sorted(found)
