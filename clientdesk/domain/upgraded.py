"""What was done to the book of an older program when it was opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Upgraded:
    """From which schema to which, how many records have another form since, and where the old book lies."""

    path: Path
    kept: Path
    before: int
    after: int
    carried: int
