"""The gate: what a file that comes in may be, how large it and its parts may be, and how its taking is broken off."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from clientdesk.domain.errors import EnvironmentFault, StateError
from clientdesk.domain.text import N_

#: Bytes of one file of another program.
MOST_BYTES: Final = 50 << 20
#: Bytes of a book in our own format, which is read record by record: ten years with their papers, many times over.
MOST_BYTES_OF_A_BOOK: Final = 8 << 30
#: Rows of a table, or cards of a file of contacts.
MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 500
#: Characters of one field.
MOST_CHARACTERS: Final = 10_000

#: Called with how many of how many steps are done; it may raise StoppedError.
Watch = Callable[[int, int], None]
#: Between two calls of a watch so many rows are read.
ROWS_BETWEEN_LOOKS: Final = 200


class StoppedError(StateError):
    """Somebody has stopped it; nothing was taken over."""

    def __init__(self) -> None:
        super().__init__(
            N_("The import was stopped; nothing was taken over."), next_step=N_("Begin again when you like.")
        )


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that passed the gate: its name, for sentences, and all its bytes."""

    name: str
    data: bytes


def nobody(_done: int, _count: int) -> None:
    """Watch nothing."""


def read(path: Path) -> Incoming:
    """Return what lies at `path`, at most 50 MB.

    Raises EnvironmentFault for what is no plain file (a folder, a device, a pipe), cannot be read or is too large;
    its size is looked at before a byte is read.
    """
    with opened(path, most=MOST_BYTES) as stream:
        # One more than there may be, in case it grows while it is read.
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise _too_large(path, MOST_BYTES)
    if not data.strip():
        raise EnvironmentFault(
            N_("{name} is empty."), next_step=N_("Choose the file that was exported."), name=path.name
        )
    return Incoming(path.name, data)


@contextmanager
def opened(path: Path, *, most: int = MOST_BYTES_OF_A_BOOK) -> Iterator[BinaryIO]:
    """Open a plain file of at most `most` bytes for reading; see `read`."""
    try:
        found = path.stat()
        _admit(path, found, most)
        with path.open("rb") as stream:
            # Looked at once more: another file may lie there by now.
            _admit(path, os.fstat(stream.fileno()), most)
            yield stream
    except OSError as error:
        raise EnvironmentFault(
            N_("{path} cannot be read: {reason}."),
            next_step=N_("Choose another file."),
            path=path,
            reason=error.strerror or str(error),
        ) from error


def _admit(path: Path, found: os.stat_result, most: int) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise EnvironmentFault(
            N_("{name} is no file that can be read: it is a folder, a device or a pipe."),
            next_step=N_("Choose a file."),
            name=path.name or str(path),
        )
    if found.st_size > most:
        raise _too_large(path, most)


def _too_large(path: Path, most: int) -> EnvironmentFault:
    return EnvironmentFault(
        N_("{name} is larger than the {limit} MB that are read at once."),
        next_step=N_("Split it into several files and import one after the other."),
        name=path.name,
        limit=most >> 20,
    )
