"""What has happened, such as a payment or a yes, was today at the latest; a later day is a slip of the hand."""

from __future__ import annotations

from datetime import date

from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_


def check_happened(day: date, *, today: date, field: str = "on") -> None:
    """Raise RuleError for a day that is still to come."""
    if day > today:
        raise RuleError(
            N_("{date} is still to come."),
            field=field,
            next_step=N_("Type the day on which it happened, today at the latest."),
            date=day,
        )
