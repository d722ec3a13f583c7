"""Shaping: characters of one item to placed glyphs by HarfBuzz, in the order of the text, measured in font units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import uharfbuzz as hb

from clientdesk.documents.typeset.breaking import graphemes
from clientdesk.documents.typeset.errors import MissingGlyphError
from clientdesk.documents.typeset.faces import Face
from clientdesk.documents.typeset.itemise import Item

#: HarfBuzz looks at five characters on either side of an item, to join letters across a change of colour.
_CONTEXT: Final = 5
#: Longest piece shaped at once; HarfBuzz gives up above some hundred thousand. Cuts fall behind a space if there is one.
_LONGEST: Final = 4000
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


def _shaped(text: str, start: int, end: int, item: Item) -> Glyphs:
    found = _shape(
        item.face,
        text[max(start - _CONTEXT, 0) : start],
        text[start:end],
        text[end : end + _CONTEXT],
        item.script,
        item.style.language,
        item.rtl,
        item.style.features,
        tracked=may_track(item),
    )
    if 0 in found.ids:
        at = start + found.clusters[found.ids.index(0)]
        raise MissingGlyphError(text[at], text, at)
    return found


@lru_cache(maxsize=4096)
def _shape(
    face: Face,
    before: str,
    text: str,
    after: str,
    script: str,
    language: str,
    rtl: bool,  # noqa: FBT001  # a key of the cache
    features: tuple[str, ...],
    *,
    tracked: bool,
) -> Glyphs:
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    buffer.add_str(before + text + after, len(before), len(text))
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.script = script
    if language:
        buffer.language = language
    wanted = dict.fromkeys(features, True)
    if rtl or tracked:
        # Optional ligatures spoil copying from right to left, and cannot be set apart; required ones stay.
        wanted["liga"] = wanted["clig"] = False
    hb.shape(face.shaper, buffer, wanted)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    if rtl:
        infos, positions = infos[::-1], positions[::-1]
    # Clusters count from the item's start already, as HarfBuzz numbers what it was given to shape.
    first = len(before)
    return Glyphs(
        ids=tuple([info.codepoint for info in infos]),
        clusters=tuple([info.cluster - first for info in infos]),
        advances=tuple([position.x_advance for position in positions]),
        x_offsets=tuple([position.x_offset for position in positions]),
        y_offsets=tuple([position.y_offset for position in positions]),
    )


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        cut = text.rfind(" ", start, start + _LONGEST) + 1
        if cut <= start:
            inside = graphemes(text[start : start + _LONGEST])
            cut = start + (inside[-1][0] or _LONGEST)
        yield start, cut
        start = cut
    yield start, end
