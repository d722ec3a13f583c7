"""A letterhead of the user's own, as a picture under the pages: from a PDF or a picture, and where it leaves room.

It is kept as a picture, not as a PDF, because what printers send is rarely fit for the archive: fonts are missing,
colours are a press's. 300 dots per inch are what office printers show of it.
"""

from __future__ import annotations

import io
import threading
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from clientdesk.documents import logo
from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES = 20 * 1024 * 1024
_DPI = 300
_POINTS_PER_INCH = 72
_LONGEST_INCHES = 297 / 25.4
#: Height by width of the sheets that papers are printed on; others would be stretched.
_SHEETS = (297 / 210, 279.4 / 215.9)
_TOLERANCE = 0.012
#: Rows paler than this, of 255, are empty; dust of a scan is paler.
_EMPTY = 236
#: Two prints closer to each other than this part of the page belong together.
_GAP = 0.035
#: Head and foot are looked for in these parts of the page.
_HEAD_PART, _FOOT_PART = 0.3, 0.25
#: PDFium knows no threads; whoever draws with it holds this.
PDFIUM = threading.Lock()


@dataclass(frozen=True, slots=True)
class Ground:
    """A picture that fills a page: its size in pixels and its deflated sRGB rows.

    `head_end` and `foot_start` are parts of the page's height (0 at the top) between which it leaves room.
    """

    width: int
    height: int
    deflated: bytes
    head_end: float
    foot_start: float


def prepare(data: bytes) -> tuple[bytes, ...]:
    """Return the first two pages of a letterhead as pictures (PNG); a picture file is one page.

    Raises RuleError for a file that is too large, cannot be read, or has not the shape of a sheet.
    """
    if len(data) > MAX_BYTES:
        raise RuleError(
            N_("The letterhead has {size} MB; at most {limit} MB are allowed."),
            field="letterhead",
            next_step=N_("Save it smaller."),
            size=round(len(data) / 1024 / 1024, 1),
            limit=MAX_BYTES // 1024 // 1024,
        )
    pages = _of_pdf(data) if data[:1024].lstrip().startswith(b"%PDF") else _of_picture(data)
    for page in pages:
        if (
            min(abs(page.height / page.width - shape) for shape in _SHEETS)
            > _TOLERANCE * page.height / page.width
        ):
            raise RuleError(
                N_("The letterhead does not have the shape of a sheet: it is {width} by {height} dots."),
                field="letterhead",
                next_step=N_("Save it as a whole page, A4 or US Letter, upright."),
                width=page.width,
                height=page.height,
            )
    return tuple(_png(page) for page in pages)


@lru_cache(maxsize=4)
def ground(png: bytes) -> Ground:
    """Return a picture that `prepare` made, ready to lie under a page."""
    import PIL.Image

    with PIL.Image.open(io.BytesIO(png), formats=("PNG",)) as image:
        picture = image.convert("RGB")
    head_end, foot_start = _room(picture)
    return Ground(
        width=picture.width,
        height=picture.height,
        deflated=zlib.compress(picture.tobytes(), 9),
        head_end=head_end,
        foot_start=foot_start,
    )


def _room(picture: Image) -> tuple[float, float]:
    """Return where the print at the top ends and the print at the bottom begins, in parts of the height."""
    grey = picture.convert("L")
    width, height = grey.size
    dots = grey.tobytes()
    printed = [min(dots[row * width : (row + 1) * width]) < _EMPTY for row in range(height)]
    gap = _GAP * height

    def end_of_print(rows: list[bool], part: float) -> float:
        last = 0
        for row in range(int(part * height)):
            if rows[row]:
                last = row + 1
            elif last and row - last > gap:
                break
        return last / height

    return end_of_print(printed, _HEAD_PART), 1 - end_of_print(printed[::-1], _FOOT_PART)


def _of_pdf(data: bytes) -> list[Image]:
    import pypdfium2

    with PDFIUM:
        try:
            file = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _unreadable() from error
        try:
            count = min(2, len(file))
            pages = [file[index] for index in range(count)]
            sizes = [page.get_size() for page in pages]
            longest = max((max(size) for size in sizes), default=0)
            # A page of a poster's size would fill the memory before its shape is refused.
            scale = min(_DPI / _POINTS_PER_INCH, 5000 / max(longest, 1))
            found = [page.render(scale=scale, fill_color=(255, 255, 255, 255)).to_pil() for page in pages]
            return [image.convert("RGB") for image in found]
        except pypdfium2.PdfiumError as error:
            raise _unreadable() from error
        finally:
            file.close()


def _of_picture(data: bytes) -> list[Image]:
    import PIL.Image

    try:
        picture = PIL.Image.open(io.BytesIO(logo.prepare(data, longest_inches=_LONGEST_INCHES).png))
    except RuleError as error:
        raise _unreadable() from error
    white = PIL.Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A") if "A" in picture.getbands() else None)
    # Pictures are read at 600 dots per inch.
    white.thumbnail((white.width // 2 + 1, white.height // 2 + 1), PIL.Image.Resampling.LANCZOS)
    return [white]


def _png(page: Image) -> bytes:
    out = io.BytesIO()
    page.save(out, format="PNG", optimize=True)
    return out.getvalue()


def _unreadable() -> RuleError:
    return RuleError(
        N_("The letterhead cannot be read."),
        field="letterhead",
        next_step=N_(
            "Choose a PDF without a password, or a PNG, JPEG or WebP picture of the whole page with at most {limit} "
            "million dots."
        ),
        limit=logo.MAX_PIXELS // 1_000_000,
    )
