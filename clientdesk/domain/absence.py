"""Days on which the issuer does not work, or works although it is a public holiday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A span of days, both inclusive. `working` turns it round: a public holiday that is worked."""

    id: int = 0
    version: int = 0
    first_on: date
    last_on: date
    label: str = ""
    working: bool = False


def check_absence(absence: Absence) -> Absence:
    """Return the absence if its span runs forwards, else raise RuleError."""
    if absence.last_on < absence.first_on:
        raise RuleError(
            N_("The absence ends before it begins."),
            field="last_on",
            next_step=N_("Choose a last day on or after {first}."),
            first=absence.first_on,
        )
    return absence
