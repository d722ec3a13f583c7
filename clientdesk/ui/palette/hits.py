"""What the palette lists: hits of all sorts, in groups, the best first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from clientdesk.domain.search import query_words, search_text
from clientdesk.domain.text import N_
from clientdesk.i18n import _, translator

#: How good a hit is: where the words of the query stand in what it is called.
EXACT: Final = 100
BEGINS: Final = 90
WORD_BEGINS: Final = 80
INSIDE: Final = 55
ELSEWHERE: Final = 40
_NO_HIT: Final = 0
_SHORTEST_INSIDE: Final = 3
#: What each further name of a hit, such as its tip, counts less.
_LESS: Final = 10


class Group(StrEnum):
    """Where a hit stands. In this order where the best hits of several are equally good."""

    LAST_SEEN = "last_seen"
    LIKELY = "likely"
    CLIENTS = "clients"
    ACTIONS = "actions"
    DOCUMENTS = "documents"
    WORK = "work"
    MONEY = "money"
    LIBRARY = "library"
    SETTINGS = "settings"
    NOTHING = "nothing"


_CAPTIONS: Final = {
    Group.LAST_SEEN: N_("Seen last"),
    Group.LIKELY: N_("Likely now"),
    Group.CLIENTS: N_("Clients"),
    Group.ACTIONS: N_("Do"),
    Group.DOCUMENTS: N_("Documents"),
    Group.WORK: N_("Work"),
    Group.MONEY: N_("Money"),
    Group.LIBRARY: N_("Library"),
    Group.SETTINGS: N_("Settings"),
}
_AT_MOST: Final = {Group.ACTIONS: 6, Group.DOCUMENTS: 6}
_USUALLY_AT_MOST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A line of the palette: an icon, words, more words in grey, the kind or the keys at the end, and what it does."""

    group: Group
    icon: str
    title: str
    run: Callable[[], object]
    second: str = ""
    end: str = ""
    score: int = 0

    @property
    def spoken(self) -> str:
        """The line as it is said aloud."""
        return ", ".join(part for part in (self.title, self.second, self.end) if part)


@dataclass(frozen=True, slots=True)
class Caption:
    """The name of a group, above its hits."""

    text: str


Line = Hit | Caption


def caption(group: Group) -> str:
    """Return what a group is called."""
    return _(_CAPTIONS[group])


def arranged(hits: Iterable[Hit]) -> tuple[Line, ...]:
    """Return the lines: groups by their best hit, hits by how good they are, each group with its name above."""
    groups: dict[Group, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.group, []).append(hit)
    order = list(Group)
    ranked = sorted(groups, key=lambda group: (-max(hit.score for hit in groups[group]), order.index(group)))
    lines: list[Line] = []
    for group in ranked:
        if group in _CAPTIONS:
            lines.append(Caption(caption(group)))
        best = sorted(groups[group], key=lambda hit: -hit.score)
        lines.extend(best[: _AT_MOST.get(group, _USUALLY_AT_MOST)] if hits_are_many(group) else best)
    return tuple(lines)


def hits_are_many(group: Group) -> bool:
    """Whether a group may be cut off; what is shown before anything is typed is chosen already."""
    return group not in {Group.LAST_SEEN, Group.LIKELY}


def score(text: str, *names: str) -> int:
    """Return how well `names` (the more important first) answer to the query `text`; 0 where a word is missing."""
    words = _words(text)
    return max(_score(words, _found_by(name)) - _LESS * place for place, name in enumerate(names))


@lru_cache(maxsize=8)
def _words(text: str) -> tuple[tuple[str, ...], ...]:
    return query_words(text)


@lru_cache(maxsize=1024)
def _found_by(name: str) -> str:
    # The names of all acts are looked into at every keystroke.
    return search_text(name)


def _score(words: Sequence[Sequence[str]], found_by: str) -> int:
    if not words:
        return _NO_HIT
    pieces = found_by.split()
    result = BEGINS if any(found_by.startswith(form) for form in words[0]) else WORD_BEGINS
    for forms in words:
        if any(piece.startswith(form) for form in forms for piece in pieces):
            continue
        if not any(form in found_by for form in forms if len(form) >= _SHORTEST_INSIDE):
            return _NO_HIT
        result = min(result, INSIDE)
    return result


def joined(*parts: str) -> str:
    """Return the parts in one line, names and numbers each in their own order."""
    return translator().joined(*parts)
