"""Where the backups of a book lie: a folder of this computer, and one that the person picks; remembered here."""

from __future__ import annotations

import json
from pathlib import Path

from clientdesk import paths
from clientdesk.storage import disk

_FILE = "backup-places.json"
_FOLDER = "backups"
_MOST_BYTES = 1 << 20


def local() -> Path:
    """Return the folder of this computer; it need not exist yet."""
    return paths.data_folder() / _FOLDER


def second(book: str) -> Path | None:
    """Return the folder the person picked for the book of this id or path; None where none was picked."""
    found = _read().get(book)
    return Path(found) if found else None


def remember(book: str, folder: Path | None) -> None:
    """Remember another second folder for this book, or none."""
    known = _read()
    known.pop(book, None)
    if folder is not None:
        known[book] = str(folder.absolute())
    target = paths.data_folder() / _FILE
    with disk.said(target.parent):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = target.with_name(target.name + disk.PART)
        part.unlink(missing_ok=True)
        disk.blank(part)
        part.write_text(json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
        disk.sync_file(part)
        part.replace(target)


def _read() -> dict[str, str]:
    """Return what is remembered; a file that cannot be understood remembers nothing."""
    try:
        with (paths.data_folder() / _FILE).open("rb") as stream:
            found = json.loads(stream.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: place for name, place in found.items() if isinstance(name, str) and isinstance(place, str)}
