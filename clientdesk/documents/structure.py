"""What the parts of a paper are, for those who hear it: the tree of a tagged PDF (ISO 32000-1, 14.7; PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a page's content: number `mcid` on the page with this index."""

    page_index: int
    mcid: int


@dataclass(slots=True, eq=False)
class Node:
    """A part of the paper. `kind` is one of the standard types, `alt` what a picture shows.

    `attributes` belong to tables: `Scope` of a head, `ColSpan` of a wide cell. A part that goes on over pages is one
    node with marks on each.
    """

    kind: str
    alt: str = ""
    language: str = ""
    attributes: Mapping[str, str | int] = field(default_factory=dict)
    kids: list[Node | Mark] = field(default_factory=list)
    is_placed: bool = False

    def walk(self) -> list[Node]:
        """Return this node and all below it, in reading order."""
        return [self, *(found for kid in self.kids if isinstance(kid, Node) for found in kid.walk())]
