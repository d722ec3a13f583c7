"""Filters a person has saved under a name, per list: read from the book and written into it through the session."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from clientdesk.domain import own_filter
from clientdesk.ui.widgets.table import Request
from clientdesk.usecases import own_filters

if TYPE_CHECKING:
    from clientdesk.ui.session import Session


@dataclass(frozen=True, slots=True)
class OwnFilter:
    """A name and what it asks for."""

    name: str
    request: Request


class OwnFilters:
    """The saved filters of the list called `name`, in the order they were made."""

    def __init__(self, session: Session, name: str) -> None:
        self._session, self._list = session, name
        self._known: tuple[OwnFilter, ...] = ()
        self.read()

    def all(self) -> tuple[OwnFilter, ...]:
        """Return what is saved, as it was read last."""
        return self._known

    def read(self) -> bool:
        """Read again; whether anything is different now."""
        before = self._known
        self._known = tuple(
            OwnFilter(one.name, Request(one.text, one.saved, one.order, one.descending))
            for one in self._session.read(own_filters.for_list, self._list) or ()
        )
        return before != self._known

    def save(self, name: str, request: Request) -> bool:
        """Keep `request` under `name`, in the place of one that is called the same; False where it was refused."""
        own = own_filter.OwnFilter(of_list=self._list, name=name, **asdict(request))
        return self._session.run(own_filters.keep, own) is not None

    def remove(self, name: str) -> bool:
        """Forget the filter of that name; False where it was refused."""
        return self._session.run(own_filters.forget, self._list, name) is not None
