"""Font files: reads TrueType and OpenType, says what each face has and measures, refuses what cannot be embedded.

A face is read once per process and never changed, so threads share it.
"""

from __future__ import annotations

import hashlib
import struct
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import uharfbuzz as hb

from clientdesk.documents.typeset.errors import FontRefusedError, Refusal

_FONTS: Final = frozenset({b"\x00\x01\x00\x00", b"true", b"ttcf", b"OTTO"})
#: OS/2 fsType: the lowest four bits say the licence, of which 2 alone forbids embedding (OpenType, OS/2 table).
_LICENCE, _RESTRICTED, _NO_SUBSETTING, _BITMAPS_ONLY = 0x000F, 0x0002, 0x0100, 0x0200
_NEEDED: Final = frozenset({"head", "hhea", "hmtx", "maxp", "cmap"})
_TRUETYPE: Final = frozenset({"glyf", "loca"})
_POSTSCRIPT: Final = frozenset({"CFF ", "CFF2"})
#: Tables of pictures; the outlines beside them are missing or empty.
_PICTURES: Final = frozenset({"CBDT", "sbix", "SVG ", "COLR"})
_HYPHENS: Final = {"\u2011": "\u2010"}


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One face, with its axes pinned; all lengths in parts of the type size."""

    name: str
    units: int
    ascent: float
    descent: float
    cap_height: float
    underline: tuple[float, float]
    weight: int
    slant: float
    box: tuple[float, float, float, float]
    #: Every character with a glyph of its own.
    characters: frozenset[str] = field(repr=False)
    axes: tuple[tuple[str, float], ...]
    digest: str = field(repr=False)
    #: Whether its outlines are PostScript's (CFF), which are rewritten as TrueType's for a PDF.
    is_postscript: bool
    #: HarfBuzz's own objects, for shaping and for cutting the subset; nobody may change them.
    shaper: Any = field(repr=False)
    source: Any = field(repr=False)

    def has(self, char: str) -> bool:
        """Tell whether the face draws `char`; HarfBuzz makes odd spaces and hyphens from plain ones."""
        if char in self.characters:
            return True
        return (char.isspace() and " " in self.characters) or _HYPHENS.get(char) in self.characters

    def advance(self, glyph: int) -> float:
        """Return the advance of a glyph."""
        return float(self.shaper.get_glyph_h_advance(glyph)) / self.units


_faces: dict[tuple[str, int, tuple[tuple[str, float], ...]], Face] = {}
_reading: Final = threading.Lock()


def open_face(path: Path, *, index: int = 0, axes: Mapping[str, float] | None = None) -> Face:
    """Return the face of a file, read on first use; `index` picks from a collection, `axes` pins a variable font."""
    key = (str(path.resolve()), index, _pinned(axes))
    with _reading:
        if key not in _faces:
            _faces[key] = read_face(path.read_bytes(), index=index, axes=axes, file=path.name)
        return _faces[key]


def read_face(
    data: bytes, *, index: int = 0, axes: Mapping[str, float] | None = None, file: str = "The font"
) -> Face:
    """Return a face from the bytes of a font file; raises FontRefusedError with a sentence."""
    kind = data[:4]
    if kind in {b"wOFF", b"wOF2"}:
        raise FontRefusedError(Refusal.WEB_FONT, file)
    if kind not in _FONTS:
        raise FontRefusedError(Refusal.NO_FONT, file)
    try:
        return _read(data, index, _pinned(axes), file)
    except (struct.error, ValueError, ZeroDivisionError, RuntimeError) as error:
        # HarfBuzz takes a damaged table for an empty one; what is asked of it then has no answer.
        raise FontRefusedError(Refusal.DAMAGED, file) from error


def _read(data: bytes, index: int, axes: tuple[tuple[str, float], ...], file: str) -> Face:
    source = hb.Face(hb.Blob(data), index)
    tables = set(source.table_tags)
    is_whole = index < source.count and tables >= _NEEDED and source.glyph_count and not _is_cut(data, index)
    if is_whole and tables & _PICTURES:
        raise FontRefusedError(Refusal.COLOURED, file)
    if not is_whole or not (tables >= _TRUETYPE or tables & _POSTSCRIPT):
        raise FontRefusedError(Refusal.DAMAGED, file)
    _check_licence(source, tables, file)
    if {tag for tag, _ in axes} - {axis.tag for axis in source.axis_infos}:
        raise FontRefusedError(Refusal.NO_AXIS, file)
    shaper = hb.Font(source)
    if axes:
        shaper.set_variations(dict(axes))
    return _described(data, index, axes, source, shaper)


def _is_cut(data: bytes, index: int) -> bool:
    """Tell whether a table reaches beyond the end of the file; HarfBuzz would take it for empty."""
    start = struct.unpack_from(">I", data, 12 + 4 * index)[0] if data[:4] == b"ttcf" else 0
    (count,) = struct.unpack_from(">H", data, start + 4)
    places = (struct.unpack_from(">II", data, start + 20 + 16 * number) for number in range(count))
    return any(offset + length > len(data) for offset, length in places)


def _pinned(axes: Mapping[str, float] | None) -> tuple[tuple[str, float], ...]:
    return tuple(sorted((axes or {}).items()))


def _check_licence(source: Any, tables: set[str], file: str) -> None:  # noqa: ANN401  # uharfbuzz ships no types
    if "OS/2" not in tables:
        return
    (bits,) = struct.unpack_from(">H", source.reference_table("OS/2").data, 8)
    if bits & _LICENCE == _RESTRICTED:
        raise FontRefusedError(Refusal.FORBIDDEN, file)
    if bits & _NO_SUBSETTING:
        raise FontRefusedError(Refusal.WHOLE_ONLY, file)
    if bits & _BITMAPS_ONLY:
        raise FontRefusedError(Refusal.BITMAPS_ONLY, file)


def _described(
    data: bytes,
    index: int,
    axes: tuple[tuple[str, float], ...],
    source: Any,  # noqa: ANN401  # uharfbuzz ships no types
    shaper: Any,  # noqa: ANN401  # uharfbuzz ships no types
) -> Face:
    units = source.upem
    extents = shaper.get_font_extents("ltr")
    metric = shaper.get_metric_position_with_fallback
    box = struct.unpack_from(">4h", source.reference_table("head").data, 36)
    table = source.reference_table("OS/2").data if "OS/2" in source.table_tags else b""
    weight = next((round(value) for tag, value in axes if tag == "wght"), 0)
    if not weight:
        weight = struct.unpack_from(">H", table, 4)[0] if table else 400
    post = source.reference_table("post").data if "post" in source.table_tags else b""
    digest = hashlib.sha256(data)
    digest.update(repr((index, axes)).encode())
    tags = hb.OTMetricsTag
    return Face(
        name=_postscript_name(source, axes),
        units=units,
        ascent=extents.ascender / units,
        descent=-extents.descender / units,
        cap_height=metric(tags.CAP_HEIGHT) / units,
        underline=(metric(tags.UNDERLINE_OFFSET) / units, metric(tags.UNDERLINE_SIZE) / units),
        weight=weight,
        slant=struct.unpack_from(">i", post, 4)[0] / 65536 if post else 0.0,
        box=(box[0] / units, box[1] / units, box[2] / units, box[3] / units),
        characters=frozenset(map(chr, source.unicodes)),
        axes=axes,
        digest=digest.hexdigest(),
        is_postscript="glyf" not in source.table_tags,
        shaper=shaper,
        source=source,
    )


def _postscript_name(source: Any, axes: tuple[tuple[str, float], ...]) -> str:  # noqa: ANN401  # as above
    named = source.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or "Font"
    parts = [named, *(f"{tag}{value:g}" for tag, value in axes)]
    # A name in a PDF holds no delimiters and no spaces (ISO 32000-1, 7.3.5).
    return "".join(char for char in "-".join(parts) if char.isascii() and (char.isalnum() or char in "-_"))[
        :63
    ]
