"""Filters a person has saved under a name, per list: kept with the settings of the window, for they are a habit.

They say what someone likes to look at, not what is true of the business, so they do not belong into the book.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from clientdesk.ui.own_settings import user_settings
from clientdesk.ui.widgets.table import Request


@dataclass(frozen=True, slots=True)
class OwnFilter:
    """A name and what it asks for."""

    name: str
    request: Request


class OwnFilters:
    """The saved filters of the list called `name`, in the order they were made."""

    def __init__(self, name: str) -> None:
        self._key = f"lists/{name}/filters"

    def all(self) -> tuple[OwnFilter, ...]:
        """Return what is saved; what cannot be read any more is left out."""
        try:
            stored = json.loads(str(user_settings().value(self._key) or "[]"))
            return tuple(OwnFilter(str(one["name"]), Request(**one["request"])) for one in stored)
        except (ValueError, TypeError, KeyError):
            return ()

    def save(self, name: str, request: Request) -> None:
        """Keep `request` under `name`, in the place of one that is called the same."""
        kept = [one for one in self.all() if one.name != name]
        self._store([*kept, OwnFilter(name, request)])

    def remove(self, name: str) -> None:
        """Forget the filter of that name."""
        self._store([one for one in self.all() if one.name != name])

    def _store(self, filters: list[OwnFilter]) -> None:
        text = json.dumps([asdict(one) for one in filters], ensure_ascii=False)
        user_settings().setValue(self._key, text)
