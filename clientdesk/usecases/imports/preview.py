"""The first records of a file as they will be, and the words by which one sees whether its letters are read rightly."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Final

from clientdesk.usecases.imports import encoding
from clientdesk.usecases.imports.gate import Incoming
from clientdesk.usecases.imports.order import Column, Order, columns, entries
from clientdesk.usecases.imports.planning import Outcome, outcome_of

_SHOWN: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What is shown of a file before anything is planned. `is_broken`: its words were written down wrongly before."""

    columns: tuple[Column, ...]
    first: tuple[Outcome, ...]
    telling_words: tuple[str, ...]
    is_sure: bool
    is_broken: bool


def look(incoming: Incoming, order: Order) -> Preview:
    """Return the first records as `order` would make them. Raises RuleError where the file cannot be read so."""
    text = encoding.decoded(incoming.data, order.layout.encoding)
    found = encoding.guess(incoming.data)
    return Preview(
        columns=columns(incoming, order),
        first=tuple(outcome_of(entry, order) for entry in islice(entries(incoming, order), _SHOWN)),
        telling_words=encoding.telling_words(text),
        is_sure=found.is_sure and found.encoding == order.layout.encoding,
        is_broken=encoding.is_broken(text[:1_000_000]),
    )
