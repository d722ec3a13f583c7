"""Lines of the agenda that were put aside: until a day, or for good, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_

_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """`subject` names the line; without `until` it is done. A line whose date or act changes is another subject."""

    id: int = 0
    version: int = 0
    subject: str
    until: date | None = None
    reason: str = ""
    put_on: date

    def hides(self, today: date) -> bool:
        """Whether the line stays out of sight today."""
        return self.until is None or self.until > today


def snoozed(subject: str, *, until: date | None, reason: str, today: date) -> Aside:
    """Return a line put aside until a day to come, with its reason; RuleError for what cannot be."""
    if until is None or until <= today:
        raise RuleError(
            N_("Say a day after today on which it comes back."),
            field="until",
            next_step=N_("Type for example a date of next week."),
        )
    words = reason.strip()
    if not words:
        raise RuleError(
            N_("Say why it can wait."),
            field="reason",
            next_step=N_("A few words are enough: you will read them when it comes back."),
        )
    if len(words) > _MOST:
        raise RuleError(
            N_("The reason is longer than {limit} letters."),
            field="reason",
            next_step=N_("Say it shorter."),
            limit=_MOST,
        )
    return Aside(subject=subject, until=until, reason=words, put_on=today)
