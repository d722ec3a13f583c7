from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from clientdesk.documents.layout import render
from clientdesk.documents.logo import MAX_BYTES, prepare
from clientdesk.domain.design import Design
from clientdesk.domain.errors import RuleError
from tests.documents.samples import plain_view, words


def encoded(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def shown(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(prepare(data).png))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_png_jpeg_and_webp_are_printed(form: str) -> None:
    logo = encoded(Image.new("RGB", (300, 120), (200, 30, 30)), form)
    with_logo = render(plain_view(design=Design(logo=logo)))
    assert b"/Subtype /Image" in with_logo
    assert "Stone Ltd" in words(with_logo)
    assert render(plain_view(design=Design(logo=logo))) == with_logo


def test_transparency_is_kept() -> None:
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    image.putpixel((5, 5), (255, 0, 0, 128))
    assert shown(encoded(image)).getpixel((0, 0)) == (0, 0, 0, 0)
    assert shown(encoded(image)).getpixel((5, 5)) == (255, 0, 0, 128)
    assert b"/SMask" in render(plain_view(design=Design(logo=encoded(image))))


def test_a_palette_with_a_transparent_colour_stays_transparent() -> None:
    image = Image.new("P", (8, 8), 0)
    assert shown(encoded(image, transparency=0)).mode == "RGBA"


def test_a_photo_lying_on_its_side_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = prepare(encoded(Image.new("RGB", (80, 20)), "JPEG", exif=exif))
    assert (turned.width, turned.height) == (20, 80)


def test_cmyk_becomes_rgb() -> None:
    assert shown(encoded(Image.new("CMYK", (20, 20), (0, 255, 255, 0)), "JPEG")).mode == "RGB"


def test_large_logos_are_scaled_to_print_size() -> None:
    logo = prepare(encoded(Image.new("RGB", (4000, 1000))))
    assert (logo.width, logo.height) == (1800, 450)


def test_a_file_above_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(RuleError, match="at most 5 MB"):
        prepare(b"\x89PNG" + b"\0" * MAX_BYTES)


@pytest.mark.parametrize("side", [5_001, 13_000, 30_000])
def test_too_many_pixels_are_refused_before_they_are_read(side: int) -> None:
    # A few hundred bytes of file: reading the pixels would take gigabytes.
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )
    with pytest.raises(RuleError, match="more than 25 million pixels"):
        prepare(bomb)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture",
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_what_is_no_picture_of_the_allowed_kinds_gets_a_sentence(data: bytes) -> None:
    with pytest.raises(RuleError, match="cannot be read as a picture") as caught:
        prepare(data)
    assert "PNG, JPEG or WebP" in str(caught.value)


def test_a_broken_picture_gets_a_sentence() -> None:
    whole = encoded(Image.effect_noise((200, 200), 80))
    with pytest.raises(RuleError, match="cannot be read"):
        prepare(whole[: len(whole) // 2])
