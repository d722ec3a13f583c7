"""What this computer remembers of a book, outside of it: how far its log had grown, when it was verified, its backups.

Also what was begun and is to be ended later, such as a hand-over, and by which id the books know this computer. One
small JSON file for each book in the data folder, 0600, replaced as a whole. It is a help and no record: where it is
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
from clientdesk.storage import disk, host

#: A file of ours has a few hundred bytes; one that is larger is none of ours (T72).
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Device:
    """This computer, as books name it: an id made once (empty where none can be kept), and its name."""

    id: str
    name: str


def device() -> Device:
    """Return this computer, naming it at the first call. Where nothing can be remembered it has no id.

    The id belongs to the computer and not to the folder: where the folder was copied to another computer, or two share
    it, each has its own. Where the system gives no mark of the computer (`host.mark`) nobody can tell, and the id goes
    with the folder.
    """
    path = paths.data_folder() / "computer.json"
    known, mark = _ids(_read(path)), host.mark()
    own = known.get(mark) or known.get("") or ("" if mark else next(iter(known.values()), ""))
    if not own or (mark and mark not in known):
        own = own or secrets.token_hex(16)
        # One without a mark is from before the system gave one, or of an older ClientDesk: now it is this computer's.
        kept = {**{one: value for one, value in known.items() if one}, mark: own}
        try:
            write_whole(path, json.dumps({"ids": kept}).encode())
        except OSError:
            # By another id at the next start it would shut itself out of its own books.
            own = known.get("", "")
    return Device(own, platform.node() or "?")


def _ids(kept: dict[str, Any]) -> dict[str, str]:
    """Return the ids of the computers that have used this folder, by the mark of each."""
    found = kept.get("ids", {"": kept.get("id")})
    return (
        {mark: one for mark, one in found.items() if isinstance(one, str)} if isinstance(found, dict) else {}
    )


def folder() -> Path:
    """Return the folder where all of it lies; the nearest one above it that is there."""
    wanted = paths.data_folder()
    return next(one for one in (wanted, *wanted.parents) if disk.is_folder(one))


def recall(uuid: str) -> dict[str, Any]:
    """Return what is remembered of the book, by name; empty where nothing is, or what is there cannot be read."""
    return _read(path_of(uuid))


def _read(path: Path) -> dict[str, Any]:
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
    write_whole(path_of(uuid), json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True).encode())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file of ours so that it is there as a whole or not at all, readable by the user alone."""
    private_folder(path.parent)
    disk.write(path, content)


def private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for the user alone; what is there stays as it is."""
    for missing in (*reversed(folder.parents), folder):
        if not missing.exists():
            missing.mkdir(mode=0o700, exist_ok=True)


def path_of(uuid: str, ending: str = ".json") -> Path:
    """Return where this computer keeps a file of its own about a book."""
    if not (uuid.isalnum() and uuid.isascii()):
        raise ValueError(uuid)
    return paths.data_folder() / "books" / f"{uuid}{ending}"
