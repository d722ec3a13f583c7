"""One at a time in a folder or at other work: a lock of the system, let go of by itself when its process ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clientdesk.domain.errors import BusyFault
from clientdesk.domain.text import N_

_NAME = ".clientdesk-backup.lock"


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Hold the folder while backups are written there; BusyFault while another program does.

    A file system that knows no locks is no reason to have no backups: there it goes without.
    """
    with file_lock(folder / _NAME):
        yield


def was_held(folder: Path) -> bool:
    """Tell whether the folder is there and was ever held: the empty place of a stick in a drawer never was."""
    try:
        return (folder / _NAME).is_file()
    except OSError:
        return False


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """Hold a file that is there for nothing else; BusyFault while anybody does, this very program included."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(descriptor)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as error:
        raise BusyFault(
            N_("A backup is being made there already."), next_step=N_("Try again in a moment.")
        ) from error
    except OSError:
        return
