"""Pictures that nobody should send: each becomes a logo that stands right, or a sentence; memory stays small."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from clientdesk.documents.layout import render
from clientdesk.documents.logo import prepare
from clientdesk.domain.design import Design
from clientdesk.domain.errors import RuleError
from tests.archive.verapdf import validate
from tests.documents.samples import plain_view, words

ROOT = Path(__file__).resolve().parents[2]
RED, BLUE = (220, 30, 30), (30, 30, 220)


def encoded(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def flag(mode: str = "RGB", size: tuple[int, int] = (300, 100)) -> Image.Image:
    """A picture whose left third is red, the rest blue."""
    image = Image.new("RGB", size, BLUE)
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 3, size[1]), fill=RED)
    return image.convert(mode)


def deep() -> bytes:
    """A picture of 16 bits a channel, which Pillow does not write: red left, blue right."""
    row = b"\0" + b"".join(
        struct.pack(">HHH", *[part * 257 for part in (RED if x < 30 else BLUE)]) for x in range(90)
    )
    return png(90, 30, zlib.compress(row * 30), bits=16, colours=2)


def png(width: int, height: int, data: bytes, *, bits: int = 1, colours: int = 0, more: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", width, height, bits, colours, 0, 0, 0)
    parts = chunk(b"IHDR", head) + more + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def turned() -> bytes:
    """A photo that lies on its side in the file, as telephones store them."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return encoded(flag().rotate(90, expand=True), "JPEG", exif=exif, quality=95)


def animated(form: str) -> bytes:
    other = Image.new("RGB", (300, 100), (0, 200, 0))
    return encoded(flag(), form, save_all=True, append_images=[other, other], lossless=True, duration=50)


#: Pictures that look alike once they are on the paper.
GOOD: dict[str, Callable[[], bytes]] = {
    "plain": lambda: encoded(flag()),
    "CMYK": lambda: encoded(flag("CMYK"), "JPEG", quality=95),
    "lying on its side": turned,
    "16 bits": deep,
    "a palette with a transparent colour": lambda: encoded(flag("P"), transparency=255),
    "animated WebP": lambda: animated("WEBP"),
    "animated PNG": lambda: animated("PNG"),
    "transparent": lambda: encoded(flag("RGBA")),
    "a broken profile": lambda: encoded(flag(), icc_profile=b"no profile at all"),
    "rubbish behind its end": lambda: encoded(flag()) + b"%PDF-1.7 <script>" * 100,
}


@pytest.mark.parametrize("kind", GOOD)
def test_it_stands_upright_in_its_colours(kind: str) -> None:
    pdf = render(plain_view(design=Design(logo=GOOD[kind]())))
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("RGB")
    coloured = [
        (x, y)
        for y in range(page.height // 4)
        for x in range(page.width)
        if max(page.getpixel((x, y))) - min(page.getpixel((x, y))) > 120
    ]
    left, right = min(x for x, _ in coloured), max(x for x, _ in coloured)
    top, bottom = min(y for _, y in coloured), max(y for _, y in coloured)
    assert (right - left) / (bottom - top) == pytest.approx(3, rel=0.15)
    middle = (top + bottom) // 2
    assert page.getpixel((left + 5, middle)) == pytest.approx(RED, abs=30)
    assert page.getpixel((right - 5, middle)) == pytest.approx(BLUE, abs=30)
    assert "Stone Ltd" in words(pdf)


@pytest.mark.parametrize("kind", ["CMYK", "16 bits", "a palette with a transparent colour", "transparent"])
def test_the_paper_stays_archived(kind: str) -> None:
    pdf = render(plain_view(design=Design(logo=GOOD[kind]())))
    assert {flavour: validate(pdf, flavour).failures for flavour in ("2b", "ua1")} == {"2b": (), "ua1": ()}


_SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
_XXE = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + _SVG.format("<text>&x;</text>")
#: What is no picture for us, however it is called; nothing in it is run, fetched or unfolded.
REFUSED: dict[str, Callable[[], bytes]] = {
    "SVG with a script": lambda: _SVG.format("<script>alert(1)</script>").encode(),
    "SVG that fetches": lambda: _SVG.format('<image xlink:href="http://127.0.0.1:9/x.png"/>').encode(),
    "SVG that reads a file": _XXE.encode,
    "SVG that unfolds": lambda: _SVG.format('<g id="a"><use xlink:href="#a"/></g>' * 1000).encode(),
    "packed SVG": lambda: zlib.compress(_SVG.format("<rect/>").encode() * 10_000),
    "GIF": lambda: encoded(flag("P"), "GIF"),
    "TIFF": lambda: encoded(flag(), "TIFF"),
    "PostScript": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(%pipe%true) (w) file\n",
    "PDF": lambda: render(plain_view()),
    "a file cut in half": lambda: encoded(Image.effect_noise((200, 200), 80))[:9000],
    "a JPEG cut in half": lambda: encoded(Image.effect_noise((400, 400), 80), "JPEG")[:9000],
    "no width": lambda: png(0, 10, zlib.compress(b"\0" * 10)),
    "no data": lambda: png(10, 10, b""),
    "a text that unfolds": lambda: png(
        8, 8, zlib.compress(b"\0\0" * 8), more=chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * 200_000_000))
    ),
    "a wrong checksum": lambda: encoded(flag()).replace(b"IDAT", b"IDAT\0", 1),
    "nothing": lambda: b"",
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_picture_gets_a_sentence(kind: str) -> None:
    with pytest.raises(RuleError, match="cannot be read as a picture") as caught:
        prepare(REFUSED[kind]())
    assert "Choose a PNG, JPEG or WebP file" in str(caught.value)


_CHILD = """
import resource, sys, zlib
from clientdesk.documents.logo import prepare
from clientdesk.domain.design import Design
from clientdesk.domain.errors import RuleError
from tests.documents.test_hostile_logos import encoded, flag, png
from PIL import Image

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)

prepare(encoded(flag()))
bombs = [png(side, side, zlib.compress(bytes(side // 8 + 1) * side)) for side in (13_000, 30_000)]
bombs.append(encoded(Image.new("1", (16_383, 2_000)), "WEBP", lossless=True))
before = peak()
for bomb in bombs:
    try:
        prepare(bomb)
    except RuleError as error:
        assert "million pixels" in str(error), error
    else:
        raise SystemExit("a bomb was taken")
print(round(peak() - before))
"""


def test_what_unfolds_to_gigabytes_is_refused_before_it_is_read() -> None:
    run = subprocess.run(
        [sys.executable, "-c", _CHILD], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) < 20
