"""Font files: what is read from them, what is refused and with which sentence, and that threads share them."""

from __future__ import annotations

import io
import math
import struct
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTCollection, TTFont

from clientdesk.documents.typeset.errors import FontRefusedError
from clientdesk.documents.typeset.faces import open_face, read_face
from clientdesk.documents.typeset.outlines import as_truetype
from clientdesk.documents.typeset.paragraph import Composed, Paragraph
from clientdesk.documents.typeset.runs import Run, Style
from tests.typeset.samples import FONTS, NAMES, font, packaged

NOTO = FONTS / "NotoSansHebrew-Regular.ttf"


def postscript(path: Path) -> bytes:
    """A small font with PostScript outlines."""
    pen = T2CharStringPen(500, None)
    pen.moveTo((0, 0))
    pen.lineTo((100, 0))
    pen.lineTo((0, 100))
    pen.closePath()
    shape = pen.getCharString()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "a"])
    builder.setupCharacterMap({0x61: "a"})
    builder.setupCFF("Small", {}, {".notdef": shape, "a": shape}, {})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "a": (500, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost()
    builder.save(path)
    return path.read_bytes()


def with_licence(bits: int) -> bytes:
    """A bundled font with other embedding bits."""
    data = bytearray(NOTO.read_bytes())
    tables = struct.unpack_from(">H", data, 4)[0]
    for index in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        if tag == b"OS/2":
            struct.pack_into(">H", data, offset + 8, bits)
    return bytes(data)


def test_a_face_says_what_the_file_says() -> None:
    face = font("SourceSans3")
    file = TTFont(FONTS / "SourceSans3-Regular.ttf")
    assert face.name == "SourceSans3-Regular"
    assert face.characters == {chr(code) for code in file.getBestCmap()}
    assert face.ascent == file["hhea"].ascent / face.units
    assert face.descent == -file["hhea"].descent / face.units
    assert face.cap_height == file["OS/2"].sCapHeight / face.units
    assert face.weight == 400
    assert face.box == tuple(getattr(file["head"], side) / 1000 for side in ("xMin", "yMin", "xMax", "yMax"))
    assert face.advance(file.getGlyphID("A")) == file["hmtx"]["A"][0] / face.units


def test_a_file_is_read_once_for_all_threads() -> None:
    with ThreadPoolExecutor(8) as pool:
        faces = list(pool.map(lambda _: open_face(FONTS / "Inter-Regular.ttf"), range(32)))
    assert len({id(face) for face in faces}) == 1


def test_threads_shape_alike_with_shared_faces() -> None:
    style = Style(faces=tuple(font(name) for name in NAMES), size=10, leading=14)
    texts = [f"{number} السلام عليكم తెలుగు क्षत्रिय שלום office {number}" for number in range(60)]

    def width(text: str) -> float:
        return Composed(Paragraph(runs=(Run(text, style),))).lines(math.inf).lines[0].width

    alone = [width(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(width, texts)) == alone


def test_a_variable_font_has_the_axes_it_is_asked_for() -> None:
    light, bold = (open_face(packaged("thai"), axes={"wght": weight}) for weight in (100, 900))
    widths = [face.advance(face.shaper.get_nominal_glyph(ord("ก"))) for face in (light, bold)]
    assert widths[0] < widths[1]
    assert (light.weight, bold.weight) == (100, 900)
    assert light.name.endswith("-wght100")
    assert light.digest != bold.digest
    with pytest.raises(FontRefusedError, match="lacks an axis"):
        open_face(packaged("thai"), axes={"opsz": 10})


def test_a_face_is_picked_from_a_collection(tmp_path: Path) -> None:
    collection = TTCollection()
    collection.fonts = [
        TTFont(FONTS / f"{name}-Regular.ttf") for name in ("NotoSansHebrew", "NotoSansTelugu")
    ]
    path = tmp_path / "two.ttc"
    collection.save(path)
    hebrew, telugu = (open_face(path, index=index) for index in (0, 1))
    assert hebrew.has("א")
    assert not hebrew.has("త")
    assert telugu.has("త")
    with pytest.raises(FontRefusedError, match="damaged"):
        open_face(path, index=2)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"wOF2" + b"\x00" * 60, r"x\.ttf is a web font; its TrueType file \(\.ttf\) can be used\."),
        (b"%PDF-1.7", r"x\.ttf is no TrueType or OpenType font\."),
        (b"", r"x\.ttf is no TrueType or OpenType font\."),
        (b"\x00\x01\x00\x00" + b"\xff" * 40, r"x\.ttf is no whole font; it may be damaged\."),
        (NOTO.read_bytes()[:2000], r"x\.ttf is no whole font; it may be damaged\."),
        (with_licence(0x0002), r"x\.ttf may not be embedded in documents: its licence forbids it\."),
        (with_licence(0x0100), r"x\.ttf may not be embedded in part: its licence forbids it\."),
        (with_licence(0x0208), r"x\.ttf may be embedded by its bitmaps only: so says its licence\."),
    ],
)
def test_what_cannot_be_embedded_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(FontRefusedError, match=f"^{sentence}$"):
        read_face(data, file="x.ttf")


def test_postscript_outlines_become_truetype_ones_without_a_date(tmp_path: Path) -> None:
    face = read_face(postscript(tmp_path / "small.otf"), file="small.otf")
    assert face.is_postscript
    program, places = as_truetype(face, [0, 1])
    assert as_truetype(face, [0, 1]) == (program, places)
    glyphs = TTFont(io.BytesIO(program))["glyf"]
    outline = glyphs[glyphs.glyphOrder[places[1]]]
    assert (outline.xMin, outline.yMin, outline.xMax, outline.yMax) == (0, 0, 100, 100)


@pytest.mark.parametrize("bits", [0x0000, 0x0004, 0x0008])
def test_fonts_that_may_be_embedded_are_taken(bits: int) -> None:
    assert read_face(with_licence(bits)).has("א")
