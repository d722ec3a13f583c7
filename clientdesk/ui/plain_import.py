"""Qt is loaded here first, and Python keeps its own import.

PySide6 puts an import of its own in Python's place, for `from __feature__ import snake_case`, which nothing here uses.
For every module imported later it reads the source text and keeps it (PYSIDE-2029): 10 MB and a tenth of the start.
In a build Qt is loaded before us and its import stays; there are no sources to read there.
"""

from __future__ import annotations

import builtins
import importlib


def load_qt() -> None:
    """Load Qt's core and give Python its own import back, to be called before anything else imports PySide6."""
    own = builtins.__import__
    importlib.import_module("PySide6.QtCore")
    builtins.__import__ = own
