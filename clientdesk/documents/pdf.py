"""The PDF file around the pages: what it says of itself comes from the view alone, so that the bytes never vary."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from clientdesk.documents.ground import Ground
from clientdesk.documents.structure import Bookmark, Node
from clientdesk.documents.typeset.errors import FontRefusedError
from clientdesk.documents.typeset.font_object import DocumentFonts
from clientdesk.documents.view import DocumentView
from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_


class PdfFile:
    """A file being written: hand its canvas to a pen, end each page, take the content."""

    def __init__(self, view: DocumentView, width: float, height: float) -> None:
        """Start a file for `view` with pages of so many points."""
        from clientdesk.documents.canvas import PaperCanvas

        self._view = view
        self._out = io.BytesIO()
        # Nothing is packed here but pictures: the archive packs all, and would unpack it first.
        options: dict[str, Any] = {"invariant": 1, "pageCompression": 0, "lang": view.language}
        self.canvas: Any = PaperCanvas(self._out, pagesize=(width, height), **options)
        # ReportLab shows its document to nobody; the fonts stand in it.
        self.fonts = DocumentFonts(vars(self.canvas)["_doc"])

    def end_page(self) -> None:
        """Close the page drawn so far."""
        self.canvas.showPage()

    def content(
        self, tree: Node, bookmarks: Sequence[Bookmark] = (), grounds: Sequence[Ground | None] = ()
    ) -> bytes:
        """Close the file, whose pages `tree` explains, and return it ready for the archive (PDF/A-2b, PDF/UA-1).

        `bookmarks` lead to the parts of a long paper; `grounds` lie under the pages, one for each.
        Raises RuleError for an own font that turns out to be damaged.
        """
        from clientdesk.documents.archive import finish

        try:
            self.canvas.save()
        except FontRefusedError as error:
            raise RuleError(
                N_("The font {name} is damaged."),
                field="fonts",
                next_step=N_("Remove it in the settings, under Fonts, and add it again."),
                command_step=N_(
                    "Remove it with “clientdesk font remove FAMILY” and add it again with “clientdesk font add FILE”."
                ),
                name=error.file,
            ) from error
        view = self._view
        return finish(
            self._out.getvalue(),
            tree=tree,
            bookmarks=bookmarks,
            title=view.pdf_title,
            author=view.author or view.issuer_name,
            subject=view.subject,
            language=view.language,
            created=view.archived_on,
            grounds=grounds,
        )
