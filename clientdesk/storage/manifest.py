"""What is written beside each backup: what it holds, what made it, and the hash by which it is known again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from clientdesk.storage import disk

FORMAT = "clientdesk-backup"
FORMAT_VERSION = 1
#: The manifest of NAME.db is NAME.db.json.
ENDING = ".json"
#: No manifest of ours is longer, so a longer file is none.
_MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A verified backup in words: `inside` says what people look for, `counts` has the rows of every table.

    `made_at` carries the time zone it was made in; `head_count` and `head` are those of the book's history, `doubts`
    is how much verifying has found in it (None: not known, or not yet), and `origin` tells the file it is of from
    copies of that file, by a hash. Of an encrypted book nothing is said that is in it: the manifest can be read by
    anybody.
    """

    file: str
    made_at: datetime
    book: str
    book_name: str
    bytes: int
    sha256: str
    content: str
    schema_version: int
    app_version: str
    engine: str
    encrypted: bool = False
    head_count: int = 0
    head: str = ""
    doubts: int | None = None
    origin: str = ""
    inside: Mapping[str, Any] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)


def path_of(backup: Path) -> Path:
    """Return where the manifest of a backup lies."""
    return backup.with_name(backup.name + ENDING)


def write(backup: Path, manifest: Manifest) -> None:
    """Write the manifest of `backup`, which bears its name only afterwards: a backup never lacks its manifest."""
    values = {"format": FORMAT, "format_version": FORMAT_VERSION, **asdict(manifest)}
    values["made_at"] = manifest.made_at.isoformat()
    text = json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True)
    disk.write(path_of(backup), f"{text}\n".encode())


def read(backup: Path) -> Manifest | None:
    """Return the manifest of `backup`; None where there is none, or none that can be understood."""
    try:
        with path_of(backup).open("rb") as stream:
            text = stream.read(_MOST_BYTES + 1)
        return _read(json.loads(text.decode())) if len(text) <= _MOST_BYTES else None
    except (OSError, ArithmeticError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _read(values: Any) -> Manifest:  # noqa: ANN401  # JSON's values
    if values["format"] != FORMAT or int(values["format_version"]) > FORMAT_VERSION:
        raise ValueError(values["format"])
    made_at = datetime.fromisoformat(values["made_at"])
    if made_at.tzinfo is None:
        raise ValueError(made_at)
    doubts = values.get("doubts")
    return Manifest(
        file=str(values["file"]),
        made_at=made_at,
        book=str(values["book"]),
        book_name=str(values["book_name"]),
        bytes=int(values["bytes"]),
        sha256=str(values["sha256"]),
        content=str(values["content"]),
        schema_version=int(values["schema_version"]),
        app_version=str(values["app_version"]),
        engine=str(values["engine"]),
        encrypted=bool(values["encrypted"]),
        head_count=int(values["head_count"]),
        head=str(values["head"]),
        doubts=None if doubts is None else int(doubts),
        origin=str(values.get("origin", "")),
        inside={str(name): value for name, value in values["inside"].items()},
        counts={str(name): int(value) for name, value in values["counts"].items()},
    )
