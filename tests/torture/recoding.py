"""Killing a program while it encrypts, decrypts or rekeys a book: at every call that touches a file, and in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ACTS = ("encrypt", "decrypt", "rekey")
WORDS = "four words of mine"
OLD, NEW = bytes(range(32)), bytes(range(32, 64))
_CALLS = ("open", "fsync", "replace", "unlink", "write", "close", "link", "rename")


def points(act: str, book: Path) -> list[str]:
    """Do the act once on the book at `book` and return the names of its steps: each is a point to be killed at."""
    done = _child(act, book, -1)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def kill_at(act: str, book: Path, point: int) -> None:
    """Begin the act in a program of its own and kill that (SIGKILL) right before the step `point`, counted from 0."""
    done = _child(act, book, point)
    assert done.returncode == -signal.SIGKILL, (act, point, done.returncode, done.stderr)


def _child(act: str, book: Path, point: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.torture.recoding", act, str(book), str(point)],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
    )


class _Counter:
    """Counts the calls for the book's folder, and dies at the one that is wanted."""

    def __init__(self, folder: Path, point: int) -> None:
        self._folder, self._point = str(folder), point
        self._descriptors: set[int] = set()
        self.names: list[str] = []

    def step(self, name: str) -> None:
        if len(self.names) == self._point:
            os.kill(os.getpid(), signal.SIGKILL)
        self.names.append(name)

    def counted(self, name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def call(*arguments: Any, **named: Any) -> Any:
            first = arguments[0]
            is_ours = (
                first in self._descriptors if isinstance(first, int) else str(first).startswith(self._folder)
            )
            if is_ours:
                self.step(name)
            value = real(*arguments, **named)
            if is_ours and name == "open":
                self._descriptors.add(value)
            elif is_ours and name == "close":
                self._descriptors.discard(first)
            return value

        return call

    def tell(self, step: str, done: int, _count: int) -> None:
        if not done:
            self.step(step)


def _main(act: str, book: Path, point: int) -> None:
    from clientdesk.storage import sealing
    from clientdesk.usecases import encryption

    # What a guess costs is not the matter here.
    sealing._KIB = 64
    counter = _Counter(book.parent, point)
    for name in _CALLS:
        setattr(os, name, counter.counted(name))
    if act == "encrypt":
        encryption.switch_on(book, OLD, WORDS, counter.tell)
    elif act == "decrypt":
        encryption.switch_off(book, OLD, counter.tell)
    else:
        encryption.change_key(book, OLD, NEW, WORDS, counter.tell)
    print(" ".join(counter.names))


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
