"""What a font file says of itself: the family of each face, its weights, and for which of East Asia it was drawn."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any, Final

from clientdesk.documents.typeset.errors import FontRefusedError, Refusal
from clientdesk.documents.typeset.faces import Face, read_face
from clientdesk.documents.typeset.program import try_out

#: Name IDs of the family, the best first: without weight and slope (21), by the typographer (16), for old menus (1).
_FAMILY_NAMES: Final = (21, 16, 1)
#: OS/2 fsSelection: slanted; head macStyle: the same for fonts without OS/2.
_ITALIC, _OBLIQUE = 1 << 0, 1 << 9
#: OS/2 ulCodePageRange1: the bits of the East Asian code pages (OpenType, OS/2 table), the plain ones of each.
_CODE_PAGES: Final = {17: "ja", 18: "zh-hans", 19: "ko", 20: "zh-hant"}
#: A letter that a font for the language has, and most others lack: kana, a simplified, a Korean, a traditional one.
_LETTERS: Final = {"ja": "かカ漢", "zh-hans": "汉们这", "ko": "한글값", "zh-hant": "漢們這"}
#: So many Han characters or syllables make a font one for East Asia, not one that has a few of them as signs.
_MANY: Final = 1500
_NORMAL_WIDTH: Final = 5
_MOST_FACES: Final = 64
#: So many characters are tried when a font is added.
_TRIED: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceFacts:
    """One face of a file: its place there, its family, and the weights it draws."""

    index: int
    family: str
    is_italic: bool
    weight: int
    lightest: int
    heaviest: int
    languages: tuple[str, ...]


def describe(data: bytes, file: str) -> tuple[FaceFacts, ...]:
    """Return the faces of a font file named `file`; raises FontRefusedError for what could not be embedded."""
    first = read_face(data, file=file)
    if first.source.count > _MOST_FACES:
        raise FontRefusedError(Refusal.DAMAGED, file)
    faces = [first, *(read_face(data, index=index, file=file) for index in range(1, first.source.count))]
    for face in faces:
        _try_out(face, file)
    return tuple(_facts(face, index, file) for index, face in enumerate(faces))


def _try_out(face: Face, file: str) -> None:
    """Have some glyphs embedded as a paper will, so that a damaged font is found when it is added."""
    found = [face.shaper.get_nominal_glyph(ord(char)) for char in sorted(face.characters)[:_TRIED]]
    try:
        try_out(face, [glyph for glyph in found if glyph])
    except FontRefusedError:
        raise FontRefusedError(Refusal.DAMAGED, file) from None


def _facts(face: Face, index: int, file: str) -> FaceFacts:
    table = bytes(face.source.reference_table("OS/2").data) if "OS/2" in face.source.table_tags else b""
    width = _number(table, 6, _NORMAL_WIDTH)
    axis = next((axis for axis in face.source.axis_infos if axis.tag == "wght"), None)
    weight = round(axis.default_value) if axis else face.weight
    return FaceFacts(
        index=index,
        family=_family(face.source, file) + (f" {_WIDTHS[width]}" if width in _WIDTHS else ""),
        is_italic=bool(_number(table, 62, 0) & (_ITALIC | _OBLIQUE)) or face.slant != 0,
        weight=weight,
        lightest=round(axis.min_value) if axis else weight,
        heaviest=round(axis.max_value) if axis else weight,
        languages=_languages(face, table),
    )


#: Names of widths other than the normal one (OS/2 usWidthClass); a narrow cut is a family of its own.
_WIDTHS: Final = {
    1: "Ultra Condensed", 2: "Extra Condensed", 3: "Condensed", 4: "Semi Condensed",
    6: "Semi Expanded", 7: "Expanded", 8: "Extra Expanded", 9: "Ultra Expanded",
}  # fmt: skip


def _number(table: bytes, offset: int, otherwise: int) -> int:
    return int(struct.unpack_from(">H", table, offset)[0]) if len(table) >= offset + 2 else otherwise


def _family(source: Any, file: str) -> str:  # noqa: ANN401  # uharfbuzz ships no types
    """Return the family's name, in English if it has one, else in the first script; without a name the file's."""
    from fontTools.ttLib import newTable

    names = newTable("name")
    try:
        names.decompile(bytes(source.reference_table("name").data), None)
        found = next(filter(None, map(names.getDebugName, _FAMILY_NAMES)), "")
    except (struct.error, ValueError, LookupError, AssertionError):
        found = ""
    words = " ".join("".join(char if char.isprintable() else " " for char in found).split())
    return words[:100] or file.rpartition(".")[0] or file


def _languages(face: Face, table: bytes) -> tuple[str, ...]:
    han = sum("\u4e00" <= char <= "\u9fff" for char in face.characters)
    syllables = sum("\uac00" <= char <= "\ud7a3" for char in face.characters)
    if max(han, syllables) < _MANY:
        return ()
    able = [name for name, letters in _LETTERS.items() if face.characters.issuperset(letters)]
    pages = struct.unpack_from(">I", table, 78)[0] if len(table) >= 82 else 0  # noqa: PLR2004  # where the field ends
    claimed = [name for bit, name in _CODE_PAGES.items() if pages >> bit & 1 and name in able]
    return tuple(sorted(claimed or able or ["zh-hans"]))
