"""Saving what a list is asked for under a name, and forgetting it; nothing of it stands in the history of the book."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from clientdesk.domain.client import Client
from clientdesk.domain.own_filter import OwnFilter
from clientdesk.domain.search import fold
from clientdesk.storage import own_filters
from clientdesk.storage.database import Database, transaction

_WORD: Final = re.compile(r"\w{3,}")


def keep(db: Database, own: OwnFilter) -> None:
    """Keep a filter, in place of one of the same list that is called the same."""
    with transaction(db):
        own_filters.put(db, own)


def forget(db: Database, of_list: str, name: str) -> None:
    """Let go of the filter of that name."""
    with transaction(db):
        own_filters.delete(db, of_list, name)


def take_in(db: Database, filters: Iterable[OwnFilter]) -> None:
    """Keep filters that lay outside of the book until now; one that the book has by the same name stays as it is."""
    with transaction(db):
        for own in filters:
            own_filters.put_new(db, own)


def for_list(db: Database, of_list: str) -> tuple[OwnFilter, ...]:
    """Return the filters saved for the list of that name, in the order they were made."""
    return own_filters.find(db, of_list)


def about(db: Database, client: Client) -> tuple[OwnFilter, ...]:
    """Return the filters that seem to name this person: they share a word, or what they seek is part of the name.

    Rather one too many: a filter is soon made again, and none may tell of a person that was erased (B32).
    """
    contacts = (part for one in client.contacts for part in (one.name, one.email, one.phone))
    names = fold(" ".join((client.name, client.latin_name, client.number, *contacts)))
    words = set(_WORD.findall(names))
    return tuple(
        own
        for own in own_filters.find(db)
        if words & set(_WORD.findall(fold(f"{own.name} {own.text}")))
        or (_WORD.search(own.text) and fold(own.text) in names)
    )
