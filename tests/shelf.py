"""The demo books of a run of tests: each acted out once, by whichever process wants it first; for copying only."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

#: Names the folder to the processes of one run; who starts the run makes it and takes it away.
_VARIABLE = "CLIENTDESK_TESTS_SHELF"


def put_up() -> Path | None:
    """Make the folder of this run; None where the process that started us has made it."""
    if _VARIABLE in os.environ:
        return None
    folder = Path(tempfile.mkdtemp(prefix="clientdesk-shelf-"))
    os.environ[_VARIABLE] = str(folder)
    return folder


def place() -> Path:
    """Return the folder that all processes of this run share."""
    return Path(os.environ[_VARIABLE])


def book(name: str, folder: Path | None = None) -> Path:
    """Return a demo book as it stands on its day; `empty` knows only who works in it."""
    folder = folder or place()
    path = folder / f"{name}.db"
    if path.exists():
        return path
    # Imported here: what every test stands on comes before the program.
    from clientdesk.demo.books import build_book
    from clientdesk.demo.lena import LENA
    from clientdesk.i18n import ambient
    from clientdesk.storage.database import open_book
    from clientdesk.usecases import issuer

    # Two processes may want it at the same moment: each makes its own, and the last one's stays.
    making = folder / f"{name}.{os.getpid()}.making.db"
    spoken = ambient._Ambient.translator
    ambient.set_language("en")
    if name == "empty":
        db = open_book(making)
        issuer.save(db, LENA)
        db.close()
    else:
        build_book(making, name)
    making.replace(path)
    ambient._Ambient.translator = spoken
    return path
