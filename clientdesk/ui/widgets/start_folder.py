"""Where a file dialog begins: the folder used last, else the user's documents; never where the program was started."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def start_folder(last: str = "") -> Path:
    """Return `last` while it is there, else the user's folder of documents, else their home.

    A dialog given a folder that is not there begins in the one the program was started in, whatever that may be.
    """
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    for folder in (last, documents):
        if folder and Path(folder).is_dir():
            return Path(folder)
    return Path.home()
