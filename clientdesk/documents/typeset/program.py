"""The font file inside a PDF: only the glyphs that are shown, axes pinned, some of them moved or drawn anew."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import uharfbuzz as hb

from clientdesk.documents.typeset.errors import FontRefusedError, Refusal
from clientdesk.documents.typeset.faces import Face
from clientdesk.documents.typeset.moved import with_moved
from clientdesk.documents.typeset.outlines import as_truetype

#: What a PDF needs none of: layout, names and character maps; the codes say it all.
_DROPPED: Final = (
    "GSUB",
    "GPOS",
    "GDEF",
    "name",
    "post",
    "OS/2",
    "cmap",
    "STAT",
    "DSIG",
    "kern",
    "meta",
    "MVAR",
    "avar",
    "vhea",
    "vmtx",
    "VORG",
    "BASE",
)


class Sign(NamedTuple):
    """A glyph, the text it shows, and how far it stands to the right of and above its place, in font units."""

    glyph: int
    text: str
    x: int = 0
    y: int = 0


def try_out(face: Face, glyphs: Iterable[int]) -> None:
    """Make a font file of these glyphs as a PDF would hold it; raises FontRefusedError where that cannot be done."""
    signs = [Sign(glyph, "") for glyph in glyphs]
    # One of them is moved, so that the tables of outlines and widths are read as well.
    program_of(face, [*signs, *(sign._replace(x=1) for sign in signs[:1])])


def program_of(face: Face, signs: Sequence[Sign]) -> tuple[bytes, list[int]]:
    """Return the font file for these signs, and the glyph of each of them in it; FontRefusedError if it is damaged."""
    try:
        return _made(face, signs)
    except (struct.error, ValueError, LookupError, RuntimeError, AssertionError) as error:
        raise FontRefusedError(Refusal.DAMAGED, face.name) from error


def _made(face: Face, signs: Sequence[Sign]) -> tuple[bytes, list[int]]:
    program, gids = _subset(face, [0, *(sign.glyph for sign in signs)])
    moves = dict.fromkeys((gids[sign.glyph], sign.x, sign.y) for sign in signs if sign.x or sign.y)
    first = len(set(gids.values()))
    moved = {move: first + index for index, move in enumerate(moves)}
    found = [gids[sign.glyph] for sign in signs]
    places = [moved.get((gid, sign.x, sign.y), gid) for gid, sign in zip(found, signs, strict=True)]
    return with_moved(program, list(moves)), places


def _subset(face: Face, glyphs: Iterable[int]) -> tuple[bytes, dict[int, int]]:
    """Return a font file that holds only these glyphs, axes pinned, and where each of them is in it."""
    if face.is_postscript:
        return as_truetype(face, sorted(set(glyphs)))
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(set(glyphs))
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(
        {int.from_bytes(tag.encode(), "big") for tag in _DROPPED}
    )
    wanted.flags = (
        hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    )
    if face.source.axis_infos:
        wanted.pin_all_axes_to_default(face.source)
        for axis, value in face.axes:
            wanted.pin_axis_location(face.source, axis, value)
    plan = hb.SubsetPlan(face.source, wanted)
    return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)
