"""Adds glyphs to a subset that are moved copies of others, so that a mark stands above its letter by its outline alone.

A PDF can lift a mark only by a text object of its own. pdfium, and with it Chrome, then takes the mark for a line of
its own when text is copied, and pypdf takes the way back for a space. A composite glyph (OpenType, glyf table) that
holds the mark at its place keeps a word in one piece for every reader.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Final

#: A glyph, and how far its copy stands to the right and above, in font units.
Move = tuple[int, int, int]

_WORDS_XY: Final = 0x0003
_COMPOSITE: Final = -1
_LONG_OFFSETS: Final = 1


def with_moved(program: bytes, moves: Sequence[Move]) -> bytes:
    """Return a TrueType file with one more glyph for each move, numbered on from its last."""
    if not moves:
        return program
    tables = _tables(program)
    (count,) = struct.unpack_from(">H", tables["maxp"], 4)
    offsets = _offsets(tables, count)
    metrics = _metrics(tables, count)
    outlines = tables["glyf"][: offsets[-1]]
    outlines += bytes(-len(outlines) % 4)
    offsets[-1] = len(outlines)
    for glyph, x, y in moves:
        advance, bearing = metrics[glyph]
        outline = tables["glyf"][offsets[glyph] : offsets[glyph + 1]]
        if outline[:10].strip(b"\0"):
            left, low, right, high = struct.unpack_from(">4h", outline, 2)
            box = [_short(side) for side in (left + x, low + y, right + x, high + y)]
            outlines += struct.pack(">5h2H2h2x", _COMPOSITE, *box, _WORDS_XY, glyph, _short(x), _short(y))
        offsets.append(len(outlines))
        metrics.append((advance, _short(bearing + x)))
    tables["glyf"] = outlines
    tables["loca"] = struct.pack(f">{len(offsets)}I", *offsets)
    tables["hmtx"] = b"".join(struct.pack(">Hh", *metric) for metric in metrics)
    tables["head"] = _patched(tables["head"], ">H", {50: _LONG_OFFSETS})
    tables["hhea"] = _patched(tables["hhea"], ">H", {34: len(metrics)})
    tables["maxp"] = _counted(tables["maxp"], len(metrics))
    return _file(program[:4], tables)


def _short(value: int) -> int:
    """Return what fits into two bytes; only a broken font moves a mark further."""
    return max(-0x8000, min(value, 0x7FFF))


def _tables(program: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", program, 4)
    found = {}
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4s3I", program, 12 + 16 * index)
        found[tag.decode("ascii")] = program[offset : offset + length]
    return found


def _offsets(tables: dict[str, bytes], count: int) -> list[int]:
    """Return where each glyph begins, and where the last one ends (loca)."""
    if struct.unpack_from(">H", tables["head"], 50)[0] == _LONG_OFFSETS:
        return list(struct.unpack_from(f">{count + 1}I", tables["loca"]))
    return [2 * half for half in struct.unpack_from(f">{count + 1}H", tables["loca"])]


def _metrics(tables: dict[str, bytes], count: int) -> list[tuple[int, int]]:
    """Return advance and left bearing of each glyph (hmtx); the last advance holds for those without one."""
    (full,) = struct.unpack_from(">H", tables["hhea"], 34)
    found: list[tuple[int, int]] = [
        struct.unpack_from(">Hh", tables["hmtx"], 4 * index) for index in range(full)
    ]
    bearings = struct.unpack_from(f">{count - full}h", tables["hmtx"], 4 * full)
    return [*found, *((found[-1][0], bearing) for bearing in bearings)]


def _counted(maxp: bytes, glyphs: int) -> bytes:
    """Return maxp with the new number of glyphs, and room for composites that hold composites."""
    points, contours, deep_points, deep_contours = struct.unpack_from(">4H", maxp, 6)
    elements, depth = struct.unpack_from(">2H", maxp, 28)
    return _patched(
        maxp,
        ">H",
        {
            4: glyphs,
            10: max(points, deep_points),
            12: max(contours, deep_contours),
            28: max(elements, 1),
            30: depth + 1,
        },
    )


def _patched(table: bytes, form: str, values: dict[int, int]) -> bytes:
    patched = bytearray(table)
    for offset, value in values.items():
        struct.pack_into(form, patched, offset, value)
    return bytes(patched)


def _file(version: bytes, tables: dict[str, bytes]) -> bytes:
    """Return the font file of these tables (OpenType, table directory)."""
    power = 1 << (len(tables).bit_length() - 1)
    head = struct.pack(
        ">4s4H", version, len(tables), power * 16, power.bit_length() - 1, (len(tables) - power) * 16
    )
    offset = len(head) + 16 * len(tables)
    rows, bodies = [], []
    for tag in sorted(tables):
        body = tables[tag]
        padded = body + bytes(-len(body) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        rows.append(struct.pack(">4s3I", tag.encode("ascii"), total, offset, len(body)))
        bodies.append(padded)
        offset += len(padded)
    return b"".join([head, *rows, *bodies])
