"""Days on which the issuer does not work, or works although it is a public holiday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A span of days, both inclusive. `working` turns it round: a public holiday that is worked."""

    id: int = 0
    version: int = 0
    first_on: date
    last_on: date
    label: str = ""
    working: bool = False
