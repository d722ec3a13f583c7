"""What is remembered of a printing: which kept paper went to a printer, and on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """A kept paper was handed to a printer; the first is the original, later ones may be marked as copies."""

    id: int = 0
    paper_id: int
    on: date
    #: Whether it carried the mark of a copy.
    as_copy: bool = False
