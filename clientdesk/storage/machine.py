"""What this computer remembers of a book, outside of it: how far its log had grown, when it was verified, its backups.

One small JSON file for each book in the data folder, 0600, replaced as a whole. It is a help and no record: where it is
missing or damaged, nothing is remembered. Never money, never a client.
"""

from __future__ import annotations

import json
import platform
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clientdesk import paths
from clientdesk.storage import disk

#: A file of ours has a few hundred bytes; one that is larger is none of ours (T72).
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Device:
    """This computer, as books name it: an id made once (empty where none can be kept), and its name."""

    id: str
    name: str


def device() -> Device:
    """Return this computer, naming it at the first call. Where nothing can be remembered it has no id."""
    path = paths.data_folder() / "computer.json"
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        own = str(kept["id"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        own = secrets.token_hex(16)
        try:
            write_whole(path, json.dumps({"id": own}).encode())
        except OSError:
            # By another id at the next start it would shut itself out of its own books.
            own = ""
    return Device(own, platform.node() or "?")


def folder() -> Path:
    """Return the folder where all of it lies; the nearest one above it that is there."""
    wanted = paths.data_folder()
    return next(one for one in (wanted, *wanted.parents) if disk.is_folder(one))


def recall(uuid: str) -> dict[str, Any]:
    """Return what is remembered of the book, by name; empty where nothing is, or what is there cannot be read."""
    path = _path(uuid)
    try:
        if path.stat().st_size > _MOST_BYTES:
            return {}
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def remember(uuid: str, **values: Any) -> None:  # noqa: ANN401  # JSON's values
    """Remember these values beside those of other names; None forgets one. Raises OSError where that fails."""
    known = {**recall(uuid), **values}
    kept = {name: value for name, value in known.items() if value is not None}
    write_whole(_path(uuid), json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True).encode())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file of ours so that it is there as a whole or not at all, readable by the user alone."""
    private_folder(path.parent)
    disk.write(path, content)


def private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for the user alone; what is there stays as it is."""
    for missing in (*reversed(folder.parents), folder):
        if not missing.exists():
            missing.mkdir(mode=0o700, exist_ok=True)


def _path(uuid: str) -> Path:
    if not (uuid.isalnum() and uuid.isascii()):
        raise ValueError(uuid)
    return paths.data_folder() / "books" / f"{uuid}.json"
