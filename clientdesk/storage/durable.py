"""Files that are there whole or not at all, also after a power cut: written beside their place, synced, moved."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from clientdesk.domain.errors import EnvironmentFault
from clientdesk.domain.text import N_


def write(path: Path, data: bytes) -> None:
    """Write `data` to `path`, readable by the user alone; what was there before is replaced in one step."""
    part = path.with_name(f"{path.name}.part")
    with suppress(FileNotFoundError):
        part.unlink()
    # Windows would else change the ends of lines.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(part, flags, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        replace(part, path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def sync(path: Path) -> None:
    """Have the content of a finished file on the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace(source: Path, target: Path) -> None:
    """Move a finished file into the place of another one, and have that on the disk."""
    os.replace(source, target)  # noqa: PTH105  # one step on every system; Path.replace is the same with more words
    sync_folder(target.parent)


def remove(path: Path) -> None:
    """Remove a file, and have that on the disk; nothing happens where there is none."""
    with suppress(FileNotFoundError):
        path.unlink()
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk; Windows does so by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def fault(error: OSError, path: Path) -> EnvironmentFault:
    """Return the sentence for a file that could not be written; what was there before is there still."""
    if error.errno == errno.ENOSPC:
        return EnvironmentFault(
            N_("The disk is full; nothing was changed."), next_step=N_("Free some space and try again.")
        )
    return EnvironmentFault(
        N_("{path} cannot be written: {reason}."),
        next_step=N_("Give yourself the right to write there, and try again; nothing was changed."),
        path=path,
        reason=error.strerror or str(error),
    )
