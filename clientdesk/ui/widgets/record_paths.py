"""Reaching into a frozen record by the name of a field, `addresses.0.city`: read, written, blanks made and dropped."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

#: How to make a missing item of a tuple, by the path of the tuple.
Blanks = Mapping[str, Callable[[], Any]]


def read(record: Any, path: str, blanks: Blanks) -> Any:
    """Return what stands at `path`; a missing item is a blank one, or None where nothing says how to make it."""
    walked: list[str] = []
    for part in path.split("."):
        if part.isdigit():
            items, blank = record, blanks.get(".".join(walked))
            record = items[int(part)] if int(part) < len(items) else blank() if blank else None
        else:
            record = getattr(record, part)
        walked.append(part)
    return record


def write(record: Any, path: str, value: Any, blanks: Blanks, walked: str = "") -> Any:
    """Return the record with `value` at `path`; `walked` is the way from the whole record to this part of it."""
    first, _dot, rest = path.partition(".")
    here = f"{walked}.{first}".lstrip(".")
    if first.isdigit():
        items, place, blank = list(record), int(first), blanks.get(walked)
        while blank is not None and len(items) <= place:
            items.append(blank())
        items[place] = write(items[place], rest, value, blanks, here) if rest else value
        return tuple(items)
    changed = write(getattr(record, first), rest, value, blanks, here) if rest else value
    return dataclasses.replace(record, **{first: changed})


def without_blanks(record: Any, blanks: Blanks) -> Any:
    """Return the record without the items that were left blank."""
    for path, blank in blanks.items():
        items = read(record, path, blanks)
        kept = tuple(item for item in items if item != blank())
        if kept != items:
            record = write(record, path, kept, blanks)
    return record
