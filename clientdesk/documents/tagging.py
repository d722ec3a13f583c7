"""Writes into a paper's file what it means: its structure tree with the way back from every page, and its bookmarks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf, String

from clientdesk.documents.structure import Annotation, Attribute, Bookmark, Mark, Node

_PRINTED = 4
_OWNERS = {
    "Scope": Name.Table,
    "ColSpan": Name.Table,
    "RowSpan": Name.Table,
    "ListNumbering": Name.List,
}


#: What XML cannot hold; a name may bring it along from another program.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """Return text without what a property of the file cannot hold: controls, lone surrogates, noncharacters."""
    return _UNWRITABLE.sub("", text)


def write_tree(pdf: Pdf, tree: Node) -> None:
    """Give `pdf` the structure `tree`.

    Raises ValueError when two nodes claim one mark or annotation, or when one names what the file has not.
    """
    _Writer(pdf).write(tree)


def write_bookmarks(pdf: Pdf, bookmarks: Sequence[Bookmark]) -> None:
    """Give `pdf` an outline of its parts in their order, each below the last one before it that is less deep."""
    if not bookmarks:
        return
    with pdf.open_outline() as outline:
        above: list[tuple[int, list[OutlineItem]]] = [(-1, outline.root)]
        for each in bookmarks:
            while above[-1][0] >= each.depth:
                above.pop()
            # No zoom: readers keep theirs.
            item = OutlineItem(each.title, each.page, "XYZ", left=0, top=round(each.top, 2))
            above[-1][1].append(item)
            above.append((each.depth, item.children))


class _Writer:
    """The file, and what of its pages has found its node so far."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._pages: list[Object] = [page.obj for page in pdf.pages]
        self._marks: list[dict[int, Object]] = [{} for _page in self._pages]
        self._annotations: list[Object] = []
        # A page names a kind a hundred times.
        self._names: dict[str, Name] = {}

    def write(self, tree: Node) -> None:
        """Write the tree, then the way back: first the marks of each page, then the annotations one by one."""
        root = self._pdf.make_indirect(Dictionary({"/Type": Name.StructTreeRoot}))
        root["/K"] = self._node(tree, root)
        entries: list[Object | int] = []
        for number, (page, marks) in enumerate(zip(self._pages, self._marks, strict=True)):
            page["/Tabs"] = Name.S
            if marks:
                page["/StructParents"] = number
                owners = Array([marks.get(mcid) for mcid in range(max(marks) + 1)])
                entries += (number, self._pdf.make_indirect(owners))
        for number, owner in enumerate(self._annotations, len(self._pages)):
            entries += (number, owner)
        root["/ParentTree"] = self._pdf.make_indirect(Dictionary({"/Nums": Array(entries)}))
        root["/ParentTreeNextKey"] = len(self._pages) + len(self._annotations)
        self._pdf.Root["/StructTreeRoot"] = root

    def _node(self, node: Node, parent: Object) -> Object:
        kind = self._names.get(node.kind)
        if kind is None:
            kind = self._names[node.kind] = Name("/" + node.kind)
        element = self._pdf.make_indirect(Dictionary({"/S": kind, "/P": parent}))
        home = next((kid.page for kid in node.kids if isinstance(kid, Mark)), None)
        if home is not None:
            element["/Pg"] = self._page(home)
        kids = [self._kid(kid, node, element, home) for kid in node.kids]
        if kids:
            element["/K"] = kids[0] if len(kids) == 1 else Array(kids)
        if node.alt:
            element["/Alt"] = String(writable(node.alt))
        if node.language:
            element["/Lang"] = String(node.language)
        if node.attributes:
            element["/A"] = _attributes(node)
        return element

    def _kid(
        self, kid: Node | Mark | Annotation, node: Node, element: Object, home: int | None
    ) -> Object | int:
        if isinstance(kid, Node):
            return self._node(kid, element)
        if isinstance(kid, Annotation):
            return self._annotation(kid, node, element)
        page = self._page(kid.page)
        if kid.mcid in self._marks[kid.page]:
            raise ValueError(f"{kid} stands twice in the tree")
        self._marks[kid.page][kid.mcid] = element
        if kid.page == home:
            return kid.mcid
        return Dictionary({"/Type": Name.MCR, "/Pg": page, "/MCID": kid.mcid})

    def _annotation(self, kid: Annotation, node: Node, element: Object) -> Object:
        page = self._page(kid.page)
        there = page.get("/Annots", Array())
        if kid.index >= len(there):
            raise ValueError(f"{kid} is not in the file")
        annotation = there[kid.index]
        if not annotation.is_indirect:
            annotation = self._pdf.make_indirect(annotation)
            there[kid.index] = annotation
        if "/StructParent" in annotation:
            raise ValueError(f"{kid} stands twice in the tree")
        annotation["/StructParent"] = len(self._pages) + len(self._annotations)
        self._annotations.append(element)
        # PDF/A wants it said of each that it is shown and printed; ReportLab's links say nothing.
        if "/F" not in annotation:
            annotation["/F"] = _PRINTED
        # What a reader says of the link itself; without it PDF/UA refuses the file.
        if "/Contents" not in annotation and node.alt:
            annotation["/Contents"] = String(writable(node.alt))
        return Dictionary({"/Type": Name.OBJR, "/Pg": page, "/Obj": annotation})

    def _page(self, number: int) -> Object:
        if not 0 <= number < len(self._pages):
            raise ValueError(f"the tree names page {number} of {len(self._pages)}")
        return self._pages[number]


def _attributes(node: Node) -> Object:
    """The attributes of a node, one dictionary for each owner that the standard gives them to."""
    owners: dict[Name, dict[str, Object | int | float]] = {}
    for key, value in node.attributes.items():
        owner = _OWNERS.get(key, Name.Layout)
        owners.setdefault(owner, {"/O": owner})["/" + key] = _value(value)
    found = [Dictionary(each) for each in owners.values()]
    return found[0] if len(found) == 1 else Array(found)


def _value(value: Attribute) -> Object | int | float:
    if isinstance(value, str):
        return Name("/" + value)
    return value if isinstance(value, int | float) else Array(list(value))
