"""A face inside one PDF: codes for glyphs with their text, and at the end the subset, the widths and ToUnicode.

A Type0 font with Identity-H (ISO 32000-1, 9.7). A code stands for a glyph together with the text it shows there, and
CIDToGIDMap leads from the code to the glyph; so one glyph may carry different text and ToUnicode stays exact.
"""

from __future__ import annotations

import hashlib
import string
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from clientdesk.documents.typeset.faces import Face
from clientdesk.documents.typeset.program import Sign, program_of

#: Codes and glyphs have two bytes; half of them leaves room for a moved copy of each glyph.
_CODES: Final = 0x7FFF
_SYMBOLIC, _ITALIC = 1 << 2, 1 << 6
#: How many characters a block of a character map may hold (ISO 32000-1, 9.7.5.4, after Adobe's CMap specification).
_BLOCK: Final = 100


class Code(NamedTuple):
    """How a glyph that is read as some text is written: the font's name, its code in hexadecimal, its width."""

    font: str
    digits: str
    #: In thousandths of the type size, as the PDF states it.
    width: float


class DocumentFonts:
    """All faces of one document of ReportLab's; make it before the first text and use it for every page."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401  # ReportLab's PDFDocument has no types
        self._document = document
        self._codes: dict[Face, FaceCodes] = {}
        self._count = 0

    def codes(self, face: Face) -> FaceCodes:
        """Return the codes of a face: ask it for a glyph and the text that it shows."""
        if face not in self._codes:
            self._codes[face] = FaceCodes(lambda: self._new(face))
        return self._codes[face]

    def _new(self, face: Face) -> FontObject:
        self._count += 1
        font = FontObject(face, f"T{self._count}")
        # ReportLab asks these for their objects when it saves.
        self._document.delayedFonts.append(font)
        return font


class FaceCodes(dict[tuple[int, str, int, int], Code]):
    """The code of each sign of a face, given out on first use; a font that is full is followed by another."""

    def __init__(self, new: Callable[[], FontObject]) -> None:
        super().__init__()
        self._new = new
        self._font = new()

    def __missing__(self, key: tuple[int, str, int, int]) -> Code:
        if self._font.is_full:
            self._font = self._new()
        found = self[key] = self._font.add(Sign(*key))
        return found


class FontObject:
    """One face of one document; `name` is its name in the resources of every page."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        #: What each code stands for, from code 1 on.
        self._signs: list[Sign] = []
        self._widths: list[float] = []

    @property
    def is_full(self) -> bool:
        """Whether all codes are taken."""
        return len(self._signs) == _CODES

    def add(self, sign: Sign) -> Code:
        """Return a new code for a sign."""
        self._signs.append(sign)
        self._widths.append(round(self.face.advance(sign.glyph) * 1000, 3))
        return Code(self.name, f"{len(self._signs):04X}", self._widths[-1])

    def addObjects(self, document: Any) -> None:  # noqa: ANN401, N802  # ReportLab calls it by this name
        """Add the font to the document; ReportLab calls this when it saves."""
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName

        program, gids = program_of(self.face, self._signs)
        base = f"{_tag(self.face, self._signs)}+{self.face.name}"
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(base),
                "CIDSystemInfo": PDFDictionary(
                    {"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}
                ),
                "FontDescriptor": document.Reference(
                    self._descriptor(document, base, program), f"{self.name}.desc"
                ),
                "W": PDFArray([1, PDFArray([_number(width) for width in self._widths])]),
                "CIDToGIDMap": document.Reference(
                    _stream(document, b"".join(gid.to_bytes(2, "big") for gid in [0, *gids])),
                    f"{self.name}.gids",
                ),
            }
        )
        whole = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": PDFName(base),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([document.Reference(descendant, f"{self.name}.cid")]),
                "ToUnicode": document.Reference(
                    _stream(document, _to_unicode([sign.text for sign in self._signs])), f"{self.name}.text"
                ),
            }
        )
        fonts = document.idToObject["BasicFonts"].dict
        fonts[self.name] = document.Reference(whole, f"{self.name}.font")

    def _descriptor(self, document: Any, base: str, program: bytes) -> Any:  # noqa: ANN401  # untyped ReportLab
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName

        face = self.face
        return PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": PDFName(base),
                "Flags": _SYMBOLIC | (_ITALIC if face.slant else 0),
                "FontBBox": PDFArray([_number(round(side * 1000)) for side in face.box]),
                "ItalicAngle": _number(round(face.slant, 2)),
                "Ascent": _number(round(face.ascent * 1000)),
                "Descent": _number(round(-face.descent * 1000)),
                "CapHeight": _number(round(face.cap_height * 1000)),
                # TrueType does not state the width of its stems; this is the usual guess from the weight.
                "StemV": round(10 + 220 * (face.weight - 50) / 900),
                "FontFile2": document.Reference(
                    _stream(document, program, Length1=len(program)), f"{self.name}.file"
                ),
            }
        )


def _tag(face: Face, signs: Sequence[Sign]) -> str:
    """Return the six letters that tell this subset from others of the face (ISO 32000-1, 9.6.4)."""
    digest = hashlib.sha256(f"{face.digest}{[tuple(sign) for sign in signs]}".encode()).digest()
    return "".join(string.ascii_uppercase[byte % 26] for byte in digest[:6])


def _stream(document: Any, content: bytes, **entries: int) -> Any:  # noqa: ANN401  # ReportLab has no types
    from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFStream, PDFZCompress

    return PDFStream(
        PDFDictionary(dict(entries)), content, filters=[PDFZCompress] if document.compression else None
    )


def _to_unicode(texts: Sequence[str]) -> bytes:
    """Return the character map from codes to text (ISO 32000-1, 9.10.3)."""
    rows = [
        f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in enumerate(texts, start=1)
    ]
    blocks = [rows[at : at + _BLOCK] for at in range(0, len(rows), _BLOCK)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _number(value: float) -> str:
    """Return a number as PDF writes it: no exponent, no needless zeros."""
    return f"{value:.3f}".rstrip("0").rstrip(".")
