"""Where the words of upright bars stand: labels below them, amounts above, none over another."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF

from clientdesk.ui import tokens
from clientdesk.ui.widgets.ink import line_height, text_width

#: How far an amount keeps from its bar, and from the marks of the line of sums.
_ABOVE: Final = 2.0
_FROM_LINE: Final = 4.0
_LIFT: Final = 4.0


def label_lines(labels: Sequence[str], slot: float) -> list[tuple[str, ...]]:
    """Return the lines of each label: all of more than one word are broken where one of them does not fit."""
    if all(_wide(label) <= slot for label in labels):
        return [(label,) for label in labels]
    return [_broken(label) for label in labels]


def label_places(
    lines: Sequence[tuple[str, ...]], weights: Sequence[int], *, slot: float, width: float, top: float
) -> dict[int, QRectF]:
    """Return the places of the labels that are written: those of bars that are there first, the highest before.

    Of the others as many as fit at equal steps.
    """
    places = [_label_place(number, one, slot, width, top) for number, one in enumerate(lines)]
    shown: dict[int, QRectF] = {}
    for number in sorted(range(len(lines)), key=lambda one: -weights[one]):
        if weights[number] and _is_free(places[number], shown.values()):
            shown[number] = places[number]
    for number in range(0, len(lines), _step(places)):
        if number not in shown and _is_free(places[number], shown.values()):
            shown[number] = places[number]
    return shown


def amount_places(
    amounts: Sequence[str],
    bars: Sequence[QRectF],
    line: Sequence[QPointF],
    *,
    width: float,
) -> dict[int, QRectF]:
    """Return the places of the amounts over their `bars`, the highest bar's first; an empty bar has none.

    An amount goes up, or a little aside, where a neighbour or the `line` of sums is in its way. One that has no room
    even over the line is left to the table and the tip of its bar.
    """
    strokes = [QLineF(start, end) for start, end in itertools.pairwise(line)]
    gap = _FROM_LINE + _ABOVE if line else _ABOVE
    taken: dict[int, QRectF] = {}
    there = [number for number, bar in enumerate(bars) if bar.height()]
    for number in sorted(there, key=lambda one: -bars[one].height()):
        others = [bars[one] for one in there if one != number]
        tried = list(_candidates(amounts[number], bars[number], gap, width))
        open_places = [place for place in tried if _is_free(place, [*taken.values(), *others])]
        # Over the line rather than nowhere: the words have a ground of their own.
        clear = [place for place in open_places if not any(_crosses(place, stroke) for stroke in strokes)]
        found = next(iter([*clear, *open_places]), None)
        if found is not None:
            taken[number] = found
    return taken


def _candidates(amount: str, bar: QRectF, gap: float, width: float) -> list[QRectF]:
    room, high = _wide(amount), line_height(tokens.SIZE_AXIS)
    middle = bar.center().x() - room / 2
    aside = max(0.0, (room - bar.width()) / 2)
    lowest = bar.top() - high - gap
    lifts = max(0, int(max(0.0, lowest) // _LIFT))
    tops = [max(0.0, lowest - _LIFT * lift) for lift in range(lifts + 1)]
    # First straight above, then to one side, then ever higher.
    return [
        QRectF(min(max(0.0, middle + shift), max(0.0, width - room)), top, room, high)
        for top in tops
        for shift in (0.0, aside, -aside)
    ]


def _label_place(number: int, lines: tuple[str, ...], slot: float, width: float, top: float) -> QRectF:
    room = max(map(_wide, lines))
    left = min(max(0.0, slot * (number + 0.5) - room / 2), max(0.0, width - room))
    return QRectF(left, top, room, line_height(tokens.SIZE_AXIS) * len(lines))


def _step(places: Sequence[QRectF]) -> int:
    """Return the least step at which no label runs into the next."""
    for step in range(1, len(places)):
        row = places[::step]
        if all(_is_free(second, [first]) for first, second in itertools.pairwise(row)):
            return step
    return max(1, len(places))


def _broken(label: str) -> tuple[str, ...]:
    words = label.split(" ")
    if len(words) == 1:
        return (label,)
    halves = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    return min(halves, key=_wider)


def _wider(pair: tuple[str, str]) -> float:
    return max(map(_wide, pair))


def _wide(words: str) -> float:
    return text_width(words, tokens.SIZE_AXIS) + tokens.SPACE_1


def _is_free(place: QRectF, others: Iterable[QRectF]) -> bool:
    return not any(place.intersects(other) for other in others)


def _crosses(place: QRectF, stroke: QLineF) -> bool:
    """Tell whether a stroke, or a mark at its end, runs through `place`."""
    around = place.adjusted(-_FROM_LINE, -_FROM_LINE, _FROM_LINE, _FROM_LINE)
    if around.contains(stroke.p1()) or around.contains(stroke.p2()):
        return True
    corners = (
        around.topLeft(),
        around.topRight(),
        around.bottomRight(),
        around.bottomLeft(),
        around.topLeft(),
    )
    hit = QLineF.IntersectionType.BoundedIntersection
    return any(
        stroke.intersects(QLineF(first, second))[0] == hit for first, second in itertools.pairwise(corners)
    )
