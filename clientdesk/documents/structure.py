"""What a paper means, whatever it looks like: the tree of headings, paragraphs, tables and lists that readers walk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

#: What an attribute of a node may be; a text is written as a name, as the standard has it for all of them.
Attribute = str | int | float | Sequence[float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a page's content: what stands between `BDC` with this number and its `EMC`."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """One of the annotations of a page, as a link is, by its place in the page's list."""

    page: int
    index: int


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A part of a long paper by its heading: on which page, how far above the page's foot in points, how deep."""

    title: str
    page: int
    top: float
    depth: int


#: How deep headings stand among the bookmarks: what has a title of its own is found beside that of the paper.
_DEPTHS: Mapping[str, int] = {"H1": 0, "H2": 0, "H3": 1}


@dataclass(slots=True, eq=False)
class Node:
    """One element of the tree: `kind` is a standard name ("P", "H1", "TD"); `kids` stand in the order of reading.

    `alt` is what a reader says in place of a picture, or of a link. `attributes` are those of the standard by their
    names, such as `{"Scope": "Column"}` of a TH or `{"ColSpan": 3}`. `language` is set where it is not that of the node
    above. `heads` says of what is no heading that it names a part all the same, as a row over others does.
    """

    kind: str
    kids: list[Node | Mark | Annotation] = field(default_factory=list)
    alt: str = ""
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    language: str = ""
    heads: bool = False

    @property
    def depth(self) -> int | None:
        """How deep it stands among the bookmarks of a long paper; None if it is none of them."""
        return _DEPTHS.get(self.kind, 1 if self.heads else None)

    def add(self, kind: str, *, alt: str = "", language: str = "", **attributes: Attribute) -> Node:
        """Append a new node as the last kid and return it."""
        node = Node(kind, alt=alt, language=language, attributes=attributes)
        self.kids.append(node)
        return node

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in the order of reading."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(kid for kid in reversed(node.kids) if isinstance(kid, Node))
