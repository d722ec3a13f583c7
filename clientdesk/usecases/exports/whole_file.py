"""Writing a file so that it is there whole or not at all: beside its place first, and moved there when it is done."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from clientdesk.domain.errors import EnvironmentFault, StateError
from clientdesk.domain.text import N_


@contextmanager
def written(path: Path, *, overwrite: bool) -> Iterator[BinaryIO]:
    """Give a stream whose bytes are at `path` once all are written; until then what lies there stays.

    A link is replaced itself and never written through. Raises StateError where something lies at `path` and
    `overwrite` is not set; EnvironmentFault where the disk is full or the folder takes nothing, no half file left.
    """
    if os.path.lexists(path) and not overwrite:
        raise StateError(
            N_("There is a file at {path} already."),
            next_step=N_("Choose another name, or say that it may be replaced."),
            path=path,
        )
    part: Path | None = None
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:40]}-", dir=path.parent)
        part = Path(name)
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        _discard(part)
        raise _fault(path, error) from error
    except BaseException:
        _discard(part)
        raise


def _discard(part: Path | None) -> None:
    if part is not None:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _fault(path: Path, error: OSError) -> EnvironmentFault:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return EnvironmentFault(
            N_("The disk is full; {name} was not written."),
            next_step=N_("Free some space, or choose another disk."),
            name=path.name,
        )
    return EnvironmentFault(
        N_("{path} cannot be written: {reason}."),
        next_step=N_("Choose another folder."),
        path=path,
        reason=error.strerror or str(error),
    )
