"""ReportLab's canvas without what no archived paper may have, and with pictures that many papers share."""

from __future__ import annotations

import hashlib
import io
from copy import copy
from functools import lru_cache
from typing import Any

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFImageXObject
from reportlab.pdfgen.canvas import Canvas

# Streams in letters would be a quarter longer and slower, for printers of the last century.
rl_config.useA85 = 0
# Nothing that a picture's data may name is ever fetched.
rl_config.trustedHosts = None


class PaperCanvas(Canvas):
    """A canvas whose pages name no font that is not embedded."""

    def draw_picture(self, png: bytes, x: float, y: float, width: float, height: float) -> None:
        """Draw a picture with its lower left corner at a place; it is unpacked and packed once for all papers."""
        image, mask = _packed(png)
        # ReportLab shows its document, its operators and its list of pictures to nobody.
        own = vars(self)
        document = own["_doc"]
        name = document.getXObjectName(image.name)
        if name not in document.idToObject:
            # A document writes its own numbers into its objects; the packed colours are not copied.
            image, mask = copy(image), copy(mask)
            document.addForm(image.name, image)
            if mask is not None:
                image.smask = document.Reference(mask, document.getXObjectName(mask.name))
        self.saveState()
        self.translate(x, y)
        self.scale(width, height)
        own["_code"].append(f"/{name} Do")
        self.restoreState()
        own["_formsinuse"].append(image.name)
        self._currentPageHasImages = 1

    def _make_preamble(self) -> None:
        # ReportLab's own begins every page with an unembedded Helvetica; all our text comes from the text layer.
        self._preamble = "1 0 0 1 0 0 cm"


@lru_cache(maxsize=8)
def _packed(png: bytes) -> tuple[Any, Any]:
    """Return the objects of a picture and of its transparency, if it has any, named by their content."""
    image: Any = PDFImageXObject(hashlib.sha256(png).hexdigest(), ImageReader(io.BytesIO(png)), mask="auto")
    return image, vars(image).pop("_smask", None)
