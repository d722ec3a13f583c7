"""One at a time in a folder: a lock of the operating system, let go of by itself when its process ends."""

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
    descriptor = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT, 0o600)
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
