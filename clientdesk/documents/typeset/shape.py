"""Shaping: characters of one item to placed glyphs by HarfBuzz, in the order of the text, measured in font units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

import uharfbuzz as hb

from clientdesk.documents.typeset.breaking import graphemes
from clientdesk.documents.typeset.errors import MissingGlyphError
from clientdesk.documents.typeset.faces import Face
from clientdesk.documents.typeset.itemise import Item

#: HarfBuzz looks at five characters on either side of an item, to join letters across a change of colour.
_CONTEXT: Final = 5
#: Longest piece shaped at once; HarfBuzz gives up above some hundred thousand characters.
_LONGEST: Final = 4000
#: Longest piece whose shape is remembered.
_REMEMBERED: Final = 200
#: Scripts whose letters may be set apart; in the others tracking would tear words.
_APART: Final = frozenset({"Latn", "Grek", "Cyrl", "Zyyy", "Hebr", "Armn", "Geor"})


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Glyphs in the order of the text, so that `clusters` never falls; `clusters` count from the item's start."""

    ids: tuple[int, ...]
    clusters: tuple[int, ...]
    advances: tuple[int, ...]
    x_offsets: tuple[int, ...]
    y_offsets: tuple[int, ...]


def shape(text: str, item: Item) -> Glyphs:
    """Return the glyphs of an item of `text`; raises MissingGlyphError for a character that comes out as .notdef."""
    pieces = [(start, _shaped(text, start, end, item)) for start, end in _cuts(text, item.start, item.end)]
    if len(pieces) == 1:
        return pieces[0][1]
    shifts = [(start - item.start, piece) for start, piece in pieces]
    return Glyphs(
        ids=tuple(value for _, piece in shifts for value in piece.ids),
        clusters=tuple(shift + value for shift, piece in shifts for value in piece.clusters),
        advances=tuple(value for _, piece in shifts for value in piece.advances),
        x_offsets=tuple(value for _, piece in shifts for value in piece.x_offsets),
        y_offsets=tuple(value for _, piece in shifts for value in piece.y_offsets),
    )


def may_track(item: Item) -> bool:
    """Tell whether the letters of an item may be set apart."""
    return bool(item.style.tracking) and item.script in _APART


class _Wanted(NamedTuple):
    """All that decides how a piece of text is shaped."""

    face: Face
    before: str
    text: str
    after: str
    script: str
    language: str
    rtl: bool
    features: tuple[str, ...]
    apart: bool


def _shaped(text: str, start: int, end: int, item: Item) -> Glyphs:
    style = item.style
    wanted = _Wanted(
        item.face,
        text[max(start - _CONTEXT, 0) : start],
        text[start:end],
        text[end : end + _CONTEXT],
        item.script,
        style.language,
        item.rtl,
        style.features,
        may_track(item),
    )
    found = _remembered(wanted) if end - start <= _REMEMBERED else _shape(wanted)
    if 0 in found.ids:
        at = start + found.clusters[found.ids.index(0)]
        raise MissingGlyphError(text[at], text, at)
    return found


def _shape(wanted: _Wanted) -> Glyphs:
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    first = len(wanted.before)
    buffer.add_str(wanted.before + wanted.text + wanted.after, first, len(wanted.text))
    buffer.direction = "rtl" if wanted.rtl else "ltr"
    buffer.script = wanted.script
    if wanted.language:
        buffer.language = wanted.language
    features = dict.fromkeys(wanted.features, True)
    if wanted.rtl or wanted.apart:
        # Optional ligatures spoil copying from right to left, and cannot be set apart; required ones stay.
        features["liga"] = features["clig"] = False
    hb.shape(wanted.face.shaper, buffer, features)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    if wanted.rtl:
        infos, positions = infos[::-1], positions[::-1]
    return Glyphs(
        ids=tuple([info.codepoint for info in infos]),
        clusters=tuple([info.cluster - first for info in infos]),
        advances=tuple([position.x_advance for position in positions]),
        x_offsets=tuple([position.x_offset for position in positions]),
        y_offsets=tuple([position.y_offset for position in positions]),
    )


_remembered = lru_cache(maxsize=4096)(_shape)


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield what is shaped at once: cut behind a space if there is one, else between graphemes if there are two."""
    while end - start > _LONGEST:
        cut = text.rfind(" ", start, start + _LONGEST) + 1
        if cut <= start:
            inside = graphemes(text[start : start + _LONGEST])
            cut = start + (inside[-1][0] or _LONGEST)
        yield start, cut
        start = cut
    yield start, end
