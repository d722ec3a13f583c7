"""A real disk that may only be read: a file system in memory, filled, then mounted anew without the right to write."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def is_here() -> bool:
    """Whether this user may mount a file system."""
    if not shutil.which("mount") or not shutil.which("umount"):
        return False
    try:
        with _mounted():
            return True
    except subprocess.CalledProcessError:
        return False


@contextmanager
def copied(pristine: Path) -> Iterator[Path]:
    """Copy a folder onto a disk of its own; what is said in it goes to another disk."""
    with _mounted() as disk, tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as said:
        folder = Path(shutil.copytree(pristine, disk / "folder"))
        for name in ("out", "err"):
            (folder / name).unlink(missing_ok=True)
            (folder / name).symlink_to(Path(said) / name)
        yield folder


@contextmanager
def protected(folder: Path) -> Iterator[None]:
    """Let the disk of a copied folder be read only, until the end."""
    _do("mount", "-o", "remount,ro", str(folder.parent))
    try:
        yield
    finally:
        _do("mount", "-o", "remount,rw", str(folder.parent))


@contextmanager
def _mounted() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        _do("mount", "-t", "tmpfs", "-o", "size=256m,mode=0700", "clientdesk", place)
        try:
            yield Path(place)
        finally:
            _do("umount", place)


def _do(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)
