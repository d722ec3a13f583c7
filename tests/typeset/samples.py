"""Faces of the bundled fonts and of those that only the tests have, and a paper to draw on."""

from __future__ import annotations

import io
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from clientdesk.documents.typeset.emit import draw_layout
from clientdesk.documents.typeset.faces import Face, open_face
from clientdesk.documents.typeset.font_object import DocumentFonts
from clientdesk.documents.typeset.paragraph import Layout

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
NAMES = (
    "SourceSans3",
    "NotoSans",
    "IBMPlexSansArabic",
    "NotoSansTelugu",
    "NotoSansDevanagari",
    "NotoSansHebrew",
)


def font(name: str, cut: str = "Regular") -> Face:
    return open_face(FONTS / f"{name}-{cut}.ttf")


def packaged(script: str) -> Path:
    """The variable font of a package that only the tests have."""
    package = import_module(f"fontpkg_noto_sans_{script}")
    return next((Path(package.__file__).parent / "files").glob("*.ttf"))


def draw(layouts: Iterable[Layout]) -> bytes:
    """Draw layouts one below the other and return the PDF."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    fonts = DocumentFonts(canvas._doc)
    top = 800.0
    for layout in layouts:
        if top < 80:
            canvas.showPage()
            top = 800.0
        top = draw_layout(canvas, fonts, layout, 40, top) - 6
    canvas.showPage()
    canvas.save()
    return out.getvalue()
