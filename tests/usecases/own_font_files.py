"""Font files for the tests of own fonts, made from bundled ones."""

from __future__ import annotations

import io
import struct
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTCollection, TTFont

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
INTER = FONTS / "Inter-Regular.ttf"
INTER_STRONG = FONTS / "Inter-SemiBold.ttf"
SERIF = FONTS / "SourceSerif4-Variable.ttf"


def saved(font: TTFont | TTCollection) -> bytes:
    """Return the file of a font."""
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def made(
    path: Path = INTER, *, family: str = "", language: int = 0x409, italic: bool = False, weight: int = 0
) -> bytes:
    """Return a bundled font under another name in one language (Windows's number), slope or weight."""
    font = TTFont(path, recalcTimestamp=False)
    if family:
        names = font["name"]
        names.names = [name for name in names.names if name.nameID not in {1, 16, 21}]
        names.setName(family, 1, 3, 1, language)
    if italic:
        font["OS/2"].fsSelection |= 1
        font["post"].italicAngle = -9
    if weight:
        font["OS/2"].usWeightClass = weight
    return saved(font)


def with_letter(letter: str) -> bytes:
    """Return a font that has one letter more than the bundled ones."""
    font = TTFont(INTER, recalcTimestamp=False)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(letter)] = "A"
    return saved(font)


def with_licence(bits: int, path: Path = INTER) -> bytes:
    """Return a bundled font with other embedding bits (OS/2 fsType)."""
    data = bytearray(path.read_bytes())
    for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16):
        tag, _, offset, _ = struct.unpack_from(">4s3I", data, at)
        if tag == b"OS/2":
            struct.pack_into(">H", data, offset + 8, bits)
    return bytes(data)


def collection(*fonts: bytes) -> bytes:
    """Return a collection (.ttc) of fonts."""
    whole = TTCollection()
    whole.fonts = [TTFont(io.BytesIO(one)) for one in fonts]
    return saved(whole)


def coloured() -> bytes:
    """Return a font that draws with layers of colour."""
    font = TTFont(INTER)
    builder = FontBuilder(font=font)
    builder.setupCOLR({"A": [("A", 0)]})
    builder.setupCPAL([[(1.0, 0.0, 0.0, 1.0)]])
    return saved(font)


def postscript(family: str = "Curves") -> bytes:
    """Return a font of PostScript outlines: round discs for the letters a to z and the space."""
    glyphs = [".notdef", "space", *"abcdefghijklmnopqrstuvwxyz"]
    pen = T2CharStringPen(600, None)
    pen.moveTo((550, 300))
    pen.curveTo((550, 438), (438, 550), (300, 550))
    pen.curveTo((162, 550), (50, 438), (50, 300))
    pen.curveTo((50, 162), (162, 50), (300, 50))
    pen.curveTo((438, 50), (550, 162), (550, 300))
    pen.closePath()
    disc = pen.getCharString()
    empty = T2CharStringPen(300, None).getCharString()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({ord(name if len(name) == 1 else " "): name for name in glyphs[1:]})
    builder.setupCFF(
        f"{family}-Regular", {}, {name: empty if name == "space" else disc for name in glyphs}, {}
    )
    builder.setupHorizontalMetrics({name: (300 if name == "space" else 600, 50) for name in glyphs})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": f"{family}-Regular"})
    builder.setupOS2(sTypoAscender=800, usWeightClass=400)
    builder.setupPost()
    return saved(builder.font)
