"""PostScript outlines (CFF) rewritten as TrueType ones, for the few glyphs that a PDF shows.

A CID of a CFF program is fixed by the program itself, so that the codes of `font_object`, which carry the text, would
have no map to glyphs (ISO 32000-1, 9.7.4.2: CIDToGIDMap is TrueType's alone). HarfBuzz draws each glyph, with its axes
pinned, and fontTools turns cubic curves into quadratic ones that differ by half a thousandth of the type size at most.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from clientdesk.documents.typeset.faces import Face

_ERROR: Final = 0.0005


def as_truetype(face: Face, glyphs: Sequence[int]) -> tuple[bytes, dict[int, int]]:
    """Return a TrueType file of these glyphs, which begin with glyph 0, and where each of them is in it."""
    # Imported here: most papers have no such font.
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    names = [f"g{index}" for index in range(len(glyphs))]
    drawn, metrics = {}, {}
    for name, glyph in zip(names, glyphs, strict=True):
        pen = TTGlyphPen(None)
        face.shaper.draw_glyph_with_pen(glyph, Cu2QuPen(pen, face.units * _ERROR, reverse_direction=True))
        drawn[name] = pen.glyph()
        metrics[name] = (face.shaper.get_glyph_h_advance(glyph), 0)
    # Without a time of its own: the same glyphs give the same bytes.
    builder = FontBuilder(face.units, isTTF=True)
    builder.setupHead(unitsPerEm=face.units, created=0, modified=0)
    builder.font.recalcTimestamp = False
    builder.setupGlyphOrder(names)
    builder.setupGlyf(drawn)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {name: (advance, getattr(table[name], "xMin", 0)) for name, (advance, _) in metrics.items()}
    )
    builder.setupHorizontalHeader(
        ascent=round(face.ascent * face.units), descent=-round(face.descent * face.units)
    )
    builder.setupMaxp()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue(), {glyph: index for index, glyph in enumerate(glyphs)}
