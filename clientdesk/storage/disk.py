"""Writing whole files so that they are there after a power cut, and the disk's refusals as sentences."""

from __future__ import annotations

import errno
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO

from clientdesk.domain.errors import ClientdeskError, EnvironmentFault
from clientdesk.domain.text import N_
from clientdesk.storage import engine

#: The ending of a file that is being written: whatever has it is not finished.
PART = ".part"
#: What `write` puts before that ending, as an expression: a point and eight letters by lot.
LOT = r"\.[a-z0-9_]{8}"
_PIECE = 1 << 20
#: No file of ours takes longer to write.
_LEFT_AFTER_SECONDS = 3600


@contextmanager
def said(folder: Path) -> Iterator[None]:
    """Turn what the disk or the engine refuses while files are written into `folder` into a sentence."""
    try:
        yield
    except ClientdeskError:
        raise
    except OSError as error:
        raise refusal(error, folder) from error
    except engine.OperationalError as error:
        text = str(error)
        if "full" in text:
            raise _full(folder) from error
        if "unable to open" in text or "readonly" in text or "I/O" in text:
            raise refusal(OSError(errno.EIO, text), folder) from error
        raise


def refusal(error: OSError, folder: Path) -> EnvironmentFault:
    """Return the sentence for what the disk has refused."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return _full(folder)
    if not is_folder(folder):
        return EnvironmentFault(
            N_("The folder {folder} is not there now."),
            next_step=N_("Plug in the disk, or choose another folder."),
            folder=folder,
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return EnvironmentFault(
            N_("Nothing may be written into {folder}."),
            next_step=N_("Give yourself the right to write there, or choose another folder."),
            folder=folder,
        )
    return EnvironmentFault(
        N_("A file in {folder} cannot be written or read: {reason}."),
        next_step=N_("Check the disk, or choose another folder."),
        folder=folder,
        reason=error.strerror or str(error),
    )


def is_folder(path: Path) -> bool:
    """Whether there is a folder, as far as this user may know: what lies behind a closed door is not there."""
    try:
        return path.is_dir()
    except OSError:
        return False


def write(path: Path, data: bytes) -> None:
    """Write `data` to `path`, readable by the user alone; what was there before is replaced in one step.

    Two programs that write the same file do not meet: the last one that is done wins, whole. What killed ones have left
    goes later. Raises OSError; `refusal` makes a sentence of it.
    """
    part = _begun(path)
    try:
        part.write_bytes(data)
        sync_file(part)
        replace(part, path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    with suppress(OSError):
        _sweep(path)


def _begun(path: Path) -> Path:
    """Make an empty file beside `path` under a name of its own, which its owner alone may read."""
    import tempfile

    descriptor, name = tempfile.mkstemp(suffix=PART, prefix=f"{path.name}.", dir=path.parent)
    os.close(descriptor)
    return Path(name)


def _sweep(path: Path) -> None:
    """Delete what killed programs have left of this file; what is young may be in the hands of another one."""
    begun = re.compile(re.escape(path.name) + LOT + re.escape(PART))
    for one in path.parent.iterdir():
        if begun.fullmatch(one.name) and time.time() - one.stat().st_mtime > _LEFT_AFTER_SECONDS:
            one.unlink()


def replace(source: Path, target: Path) -> None:
    """Move a finished file into the place of another one, and have that on the disk."""
    source.replace(target)
    sync_folder(target.parent)


def remove(path: Path) -> None:
    """Remove a file, and have that on the disk; nothing happens where there is none."""
    with suppress(FileNotFoundError):
        path.unlink()
        sync_folder(path.parent)


def free_path(wanted: Path, numbered: str = "{stem}-{number}") -> Path:
    """Return `wanted`, or its name with the first number, from 2, that nothing bears there, not even a dead link."""
    names = (wanted.with_stem(numbered.format(stem=wanted.stem, number=number)) for number in count(2))
    return next(path for path in chain([wanted], names) if not os.path.lexists(path))


def blank(path: Path) -> None:
    """Make an empty file that its owner alone may read."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def sync_file(path: Path) -> None:
    """Return when what was written into the file lies on the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        _sync(descriptor)
        if sys.platform == "linux":
            # Whoever reads it next reads the disk, not what the system still remembers of it.
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Return when the names in the folder lie on the disk; Windows does that by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # A file system of sticks may not know how; then it needs it no more than Windows.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EBADF}:
            raise
    finally:
        os.close(descriptor)


def copy(source: Path, target: Path) -> str:
    """Copy a file that nobody writes to, under a name that is free, onto the disk; return the SHA-256 of it."""
    with source.open("rb") as reader:
        return copy_from(reader, target)


def copy_from(reader: BinaryIO, target: Path) -> str:
    """Copy what a stream reads, as `copy`; for a file that is held, whose locks would go with a stream of our own."""
    import hashlib

    running = hashlib.sha256()
    blank(target)
    with target.open("r+b") as writer:
        while piece := reader.read(_PIECE):
            running.update(piece)
            writer.write(piece)
    sync_file(target)
    return running.hexdigest()


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    import hashlib

    with path.open("rb") as reader:
        return hashlib.file_digest(reader, "sha256").hexdigest()


def _sync(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        # There fsync leaves it in the disk's own memory.
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def _full(folder: Path) -> EnvironmentFault:
    return EnvironmentFault(
        N_("The disk of {folder} is full; nothing was changed."),
        next_step=N_("Free some space there, or choose another folder."),
        folder=folder,
    )
