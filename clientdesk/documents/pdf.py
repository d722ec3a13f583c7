"""The PDF file around the pages: title, language and dates from the view alone, so that the bytes never vary."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, date, datetime
from typing import Any

from clientdesk.documents.structure import Node
from clientdesk.documents.typeset.font_object import DocumentFonts
from clientdesk.documents.view import DocumentView


class _FixedStamp:
    """Stands in for ReportLab's time stamp, which would read the clock or the environment."""

    tzname = "UTC"
    dhh = 0
    dmm = 0

    def __init__(self, day: date) -> None:
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
        self.t = int((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())
        self.lt = moment.timetuple()
        self.YMDhms = tuple(self.lt)[:6]


class PdfFile:
    """A file being written: hand its canvas to a pen, end each page, take the content."""

    def __init__(self, view: DocumentView, width: float, height: float) -> None:
        """Start a file for `view` with pages of so many points."""
        from clientdesk.documents.canvas import PaperCanvas

        self._out = io.BytesIO()
        options: dict[str, Any] = {"invariant": 1, "pageCompression": 1, "lang": view.language}
        self.canvas: Any = PaperCanvas(self._out, pagesize=(width, height), **options)
        document: Any = vars(self.canvas)["_doc"]  # ReportLab offers no other way to set the date
        self.fonts = DocumentFonts(document)
        document._timeStamp = _FixedStamp(view.archived_on)  # noqa: SLF001
        document.signature = hashlib.md5(b"clientdesk", usedforsecurity=False)
        self.canvas.setTitle(view.pdf_title)
        self.canvas.setAuthor(view.author or view.issuer_name)
        self.canvas.setSubject(view.subject)
        self.canvas.setCreator("ClientDesk")
        self.canvas.setProducer("ClientDesk")
        self.canvas.setViewerPreference("DisplayDocTitle", "true")

    def end_page(self) -> None:
        """Close the page drawn so far."""
        self.canvas.showPage()

    def content(self, tree: Node) -> bytes:
        """Close the file, whose pages `tree` explains, and return its bytes."""
        del tree
        self.canvas.save()
        return self._out.getvalue()
