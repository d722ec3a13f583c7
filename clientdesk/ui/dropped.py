"""Files that are dropped on the window: which of them may be taken over."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from clientdesk.domain import file_name

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData


def file_of(data: QMimeData) -> str:
    """Return the path of the one local file that is dragged, if it may be a table or contacts; else an empty text.

    Anything else is not meant for us.
    """
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    if len(paths) != 1 or PurePath(paths[0]).suffix.casefold() not in file_name.LISTS:
        return ""
    return paths[0]
