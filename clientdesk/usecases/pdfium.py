"""The lock of PDFium, for whoever shows pages: the library knows no threads, and papers are read with it, too."""

from __future__ import annotations

from clientdesk.documents.ground import PDFIUM

__all__ = ["PDFIUM"]
