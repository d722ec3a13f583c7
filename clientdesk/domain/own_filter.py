"""What a list is asked for, saved under a name: a habit and no business record, though it may name people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFilter:
    """The filter `name` of the list `of_list`: the text sought, the key of a filter with one press, and the order."""

    of_list: str
    name: str
    text: str = ""
    saved: str = ""
    order: str = ""
    descending: bool = False
