"""Files that are dropped on the window: which of them may be taken over."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

#: Endings of tables and of contacts; anything else is not meant for us.
ENDINGS: Final = frozenset({".csv", ".tsv", ".tab", ".txt", ".vcf", ".vcard"})


def file_of(data: QMimeData) -> str:
    """Return the path of the one local file that is dragged, if it may be a table or contacts; else an empty text."""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    if len(paths) != 1 or PurePath(paths[0]).suffix.casefold() not in ENDINGS:
        return ""
    return paths[0]
