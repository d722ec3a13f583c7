"""One record of a file as named texts, whatever the file was, and where it stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clientdesk.domain.errors import RuleError


@dataclass(frozen=True, slots=True)
class Entry:
    """A row or a card: the line it begins at, its texts by field, or why it cannot be read."""

    line: int
    values: Mapping[str, str]
    problem: RuleError | None = None
