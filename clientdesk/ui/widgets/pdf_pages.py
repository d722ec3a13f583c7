"""PDF bytes to pictures by pypdfium2, always in a worker, and in one at a time: PDFium knows no threads."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from PySide6.QtGui import QImage

_POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one paper as pictures, `ratio` device pixels to a logical one."""

    data: bytes
    images: tuple[QImage, ...]


@dataclass(frozen=True, slots=True)
class Sheets:
    """How many pages a paper has, and the size of the first in points."""

    count: int
    width: float
    height: float


def sheets(data: bytes) -> Sheets:
    """Measure a paper."""
    import pypdfium2

    from clientdesk.usecases.pdfium import PDFIUM

    with PDFIUM, closing(pypdfium2.PdfDocument(data)) as document, closing(document[0]) as page:
        return Sheets(len(document), page.get_width(), page.get_height())


def at_width(data: bytes, width: int, ratio: float) -> Pages:
    """Draw every page `width` logical pixels wide."""
    return Pages(data, tuple(_draw(data, width=width * ratio, ratio=ratio)))


def one_at_resolution(data: bytes, number: int, dots_per_inch: int) -> QImage:
    """Draw the page of this number, counted from 1, for a printer."""
    return _draw(data, scale=dots_per_inch / _POINTS_PER_INCH, only=number - 1)[0]


def _draw(
    data: bytes, *, width: float = 0.0, scale: float = 0.0, ratio: float = 1.0, only: int | None = None
) -> list[QImage]:
    # Imported here: most sessions begin without a paper to look at.
    import pypdfium2

    # Two books in one process have a worker each, and two documents drawn at once corrupt the memory of both.
    from clientdesk.usecases.pdfium import PDFIUM

    images = []
    # Each thing of PDFium's is closed by hand within the lock: left to Python it would be, whenever that is, outside.
    with PDFIUM, closing(pypdfium2.PdfDocument(data)) as document:
        for number in range(len(document)) if only is None else (only,):
            with (
                closing(document[number]) as page,
                closing(page.render(scale=scale or width / page.get_width(), prefer_bgrx=True)) as bitmap,
            ):
                form = QImage.Format.Format_RGB32
                # Copied, because the picture must outlive PDFium's own memory.
                image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, form).copy()
            image.setDevicePixelRatio(ratio)
            images.append(image)
    return images
