"""Where a book lies, and what has happened to its file or folder when it can no longer be written."""

from __future__ import annotations

import os
from pathlib import Path

from clientdesk.domain.errors import EnvironmentFault
from clientdesk.domain.text import N_


def is_writable(path: Path) -> bool:
    """Whether the user may change the file, and the folder where the engine keeps its journal meanwhile."""
    return _may_write(path) and _may_write(path.parent)


class Whereabouts:
    """Remembers which file was opened at a path, to tell it from another one that lies there later."""

    def __init__(self, path: Path, *, is_read_only: bool = False) -> None:
        self.path = path
        self.is_read_only = is_read_only
        self._file = _identity(path)

    def fault(self) -> EnvironmentFault | None:
        """Return what keeps the book from being written, in a sentence; None where nothing does."""
        return self.moved() or self.protection()

    def moved(self) -> EnvironmentFault | None:
        """Return what has become of the file since it was opened; None where it lies as it did."""
        name, folder = self.path.name, self.path.parent
        if not folder.exists():
            return EnvironmentFault(
                N_("The folder {folder} is no longer there, and neither is the book {name} in it."),
                next_step=N_("Bring the folder back, or give it its old name, and try again."),
                folder=folder,
                name=name,
            )
        found = _identity(self.path)
        if found is None:
            return EnvironmentFault(
                N_("The book {name} is no longer in {folder}: it was moved, renamed or deleted."),
                next_step=N_("Put it back there and try again."),
                folder=folder,
                name=name,
            )
        if self._file is not None and found != self._file:
            return EnvironmentFault(
                N_("Another file lies where the book {name} was opened; nothing is written into it."),
                next_step=N_(
                    "Put the first file back into {folder}, or close this window and open the book again."
                ),
                command_step=N_("Put the first file back into {folder}, or run the command again."),
                folder=folder,
                name=name,
            )
        return None

    def protection(self) -> EnvironmentFault | None:
        """Return why the book can be read and not written; None where it can be."""
        name, folder = self.path.name, self.path.parent
        if not _may_write(self.path):
            return EnvironmentFault(
                N_("The book {name} can be read, but not changed: the file is write-protected."),
                next_step=N_("Allow writing to it in {folder}, and open it again."),
                folder=folder,
                name=name,
            )
        if not _may_write(folder):
            return EnvironmentFault(
                N_("The book {name} can be read, but not changed: its folder {folder} is write-protected."),
                next_step=N_(
                    "Allow writing to the folder, or copy the book to another one, and open it again."
                ),
                folder=folder,
                name=name,
            )
        if self.is_read_only:
            return EnvironmentFault(
                N_("The book {name} was write-protected when it was opened, so nothing can be changed here."),
                next_step=N_("Close this window and open the book again."),
                command_step=N_("Run the command again."),
                name=name,
            )
        return None


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino)


def _may_write(path: Path) -> bool:
    # As the one who acts: under sudo that is not the one who has logged in.
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
