"""ReportLab's canvas without what no archived paper may have."""

from __future__ import annotations

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

# Streams in letters would be a quarter longer and slower, for printers of the last century.
rl_config.useA85 = 0
# Nothing that a picture's data may name is ever fetched.
rl_config.trustedHosts = None


class PaperCanvas(Canvas):
    """A canvas whose pages name no font that is not embedded."""

    def _make_preamble(self) -> None:
        # ReportLab's own begins every page with an unembedded Helvetica; all our text comes from the text layer.
        self._preamble = "1 0 0 1 0 0 cm"
