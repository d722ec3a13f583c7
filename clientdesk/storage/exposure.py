"""Who else on this computer may read or change a book: its folder and file as the system sees them (T57, T59).

What ClientDesk makes is the user's alone (0700, 0600). A book that was copied, or put into a folder of somebody else,
may not be: that is said and not mended, for it may be meant. A link of one's own is no danger; the file at its end
counts.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from clientdesk.domain.errors import EnvironmentFault
from clientdesk.domain.text import N_

_ALONE = N_(
    "Take the rights of others away in the properties of the folder and of the file, or move the book into a folder"
    " of your own."
)


def of(path: Path) -> EnvironmentFault | None:
    """Return what lets others at the book, in a sentence; None where nobody else gets at it, or on Windows."""
    if os.name == "nt":
        return None
    try:
        places = [found for one in (path.parent, path) for found in (one.lstat(), one.stat())]
        folder, file = path.parent.stat(), path.stat()
        is_within_reach = all(one.stat().st_mode & stat.S_IXOTH for one in path.resolve().parents)
    except OSError:
        return None
    me = os.geteuid()
    if me and any(one.st_uid not in {0, me} for one in places):
        return EnvironmentFault(
            N_("The folder {folder}, or the book in it, belongs to somebody else on this computer."),
            next_step=_ALONE,
            rule="T57",
            folder=path.parent,
        )
    if not is_within_reach:
        return None
    is_open = folder.st_mode & stat.S_IWOTH and not folder.st_mode & stat.S_ISVTX
    if is_open or file.st_mode & stat.S_IWOTH:
        return EnvironmentFault(
            N_(
                "Everyone who uses this computer may change the book, or put another one in its place: {folder}."
            ),
            next_step=_ALONE,
            rule="T57",
            folder=path.parent,
        )
    if file.st_mode & stat.S_IROTH:
        return EnvironmentFault(
            N_("Everyone who uses this computer can read the book {name} in {folder}."),
            next_step=_ALONE,
            rule="T59",
            name=path.name,
            folder=path.parent,
        )
    return None
