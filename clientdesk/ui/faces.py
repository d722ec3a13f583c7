"""Loads the bundled faces; sets the lines of a face that stands off the middle of ours."""

from __future__ import annotations

import struct
from typing import Final

from PySide6.QtGui import QFontDatabase

from clientdesk import paths

#: Ascent and descent in thousandths of the size. Noto's Telugu keeps half a line free below its letters, so that a word
#: of it beside a Latin one, or in a button, stands a sixth of its size too high. With these its letters share Inter's
#: middle, and the deepest of its stacked signs still has its room.
_LINES: Final = {"NotoSansTelugu-Regular": (1120, 440), "NotoSansTelugu-SemiBold": (1120, 440)}
#: Where the two numbers stand in the tables that carry them.
_PLACES: Final = {b"hhea": 4, b"OS/2": 68}
_HEAD, _ENTRY = ">4xH", ">4s4xI4x"


def load(name: str) -> None:
    """Load a bundled face by its file name without ending."""
    file = paths.resource(f"fonts/{name}.ttf")
    if name in _LINES:
        QFontDatabase.addApplicationFontFromData(_with_line(file.read_bytes(), *_LINES[name]))
    else:
        QFontDatabase.addApplicationFont(str(file))


def _with_line(face: bytes, ascent: int, descent: int) -> bytes:
    changed = bytearray(face)
    (tables,) = struct.unpack_from(_HEAD, face)
    first, size = struct.calcsize(_HEAD) + 6, struct.calcsize(_ENTRY)
    for number in range(tables):
        tag, offset = struct.unpack_from(_ENTRY, face, first + number * size)
        if tag in _PLACES:
            struct.pack_into(">hh", changed, offset + _PLACES[tag], ascent, -descent)
    return bytes(changed)
