"""Explicit levels of the bidirectional algorithm: embeddings, overrides and isolates (UAX #9, P2, P3, X1 to X8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

#: What opens an isolate (BD8).
INITIATORS: Final = frozenset({"LRI", "RLI", "FSI"})
#: What X9 takes out of the text before its levels are resolved.
REMOVED: Final = frozenset({"RLE", "LRE", "RLO", "LRO", "PDF", "BN"})
#: Deepest level an embedding may have (BD2).
_MAX_DEPTH: Final = 125
_EMBEDDINGS: Final = {"RLE": ("R", ""), "LRE": ("L", ""), "RLO": ("R", "R"), "LRO": ("L", "L")}
_STRONG: Final = frozenset({"L", "R", "AL"})


class _Status(NamedTuple):
    """One entry of the directional status stack (X1)."""

    level: int
    override: str = ""
    isolate: bool = False


class Explicit:
    """Walks over the classes of a paragraph; `levels` and `types` then hold what X1 to X8 make of them."""

    def __init__(self, kinds: Sequence[str], base: int, matches: Mapping[int, int]) -> None:
        self.levels = [base] * len(kinds)
        #: The classes as overrides have changed them.
        self.types = list(kinds)
        self._kinds = kinds
        self._base = base
        self._matches = matches
        self._restart()
        for index, kind in enumerate(kinds):
            if kind in _EMBEDDINGS:
                self.levels[index] = self._stack[-1].level
                self._open(*_EMBEDDINGS[kind])
            elif kind in INITIATORS:
                self._place(index)
                self._open(self._side(index), "", isolate=True)
            elif kind == "PDI":
                self._close_isolate()
                self._place(index)
            elif kind == "PDF":
                self._close_embedding()
                self.levels[index] = self._stack[-1].level
            elif kind == "B":  # X8
                self._restart()
            else:
                self._place(index)

    def _restart(self) -> None:
        self._stack = [_Status(self._base)]
        self._lost_isolates = self._lost_embeddings = self._isolates = 0

    def _place(self, index: int) -> None:
        """Give a character the level and the override of where it stands (X5a to X6a)."""
        status = self._stack[-1]
        self.levels[index] = status.level
        if status.override and self._kinds[index] not in REMOVED:
            self.types[index] = status.override

    def _side(self, index: int) -> str:
        kind = self._kinds[index]
        if kind != "FSI":
            return kind[0]
        end = self._matches.get(index, len(self._kinds))
        return "R" if first_strong_between(self._kinds, index + 1, end, self._matches) else "L"

    def _open(self, side: str, override: str, *, isolate: bool = False) -> None:
        """Go one level deeper, or count what is too deep (X2 to X5c)."""
        level = self._stack[-1].level
        deeper = (level + 1) | 1 if side == "R" else (level + 2) & ~1
        if deeper <= _MAX_DEPTH and not self._lost_isolates and not self._lost_embeddings:
            self._stack.append(_Status(deeper, override, isolate))
            self._isolates += isolate
        elif isolate:
            self._lost_isolates += 1
        elif not self._lost_isolates:
            self._lost_embeddings += 1

    def _close_isolate(self) -> None:
        """Leave an isolate and every embedding within it (X6a)."""
        if self._lost_isolates:
            self._lost_isolates -= 1
        elif self._isolates:
            self._lost_embeddings = 0
            while not self._stack.pop().isolate:
                pass
            self._isolates -= 1

    def _close_embedding(self) -> None:
        """Leave an embedding, but not the isolate around it (X7)."""
        if self._lost_isolates:
            return
        if self._lost_embeddings:
            self._lost_embeddings -= 1
        elif not self._stack[-1].isolate and len(self._stack) > 1:
            self._stack.pop()


def matching_isolates(kinds: Sequence[str]) -> dict[int, int]:
    """Return the matching PDI of each isolate initiator that has one (BD9)."""
    found = {}
    waiting: list[int] = []
    for index, kind in enumerate(kinds):
        if kind in INITIATORS:
            waiting.append(index)
        elif kind == "PDI" and waiting:
            found[waiting.pop()] = index
        elif kind == "B":
            waiting.clear()
    return found


def first_strong_between(kinds: Sequence[str], start: int, end: int, matches: Mapping[int, int]) -> int:
    """Return the level that the first strong character of a slice outside of isolates asks for, else 0 (P2, P3)."""
    at = start
    while at < end:
        kind = kinds[at]
        if kind in _STRONG:
            return int(kind != "L")
        at = matches.get(at, end) if kind in INITIATORS else at + 1
    return 0
