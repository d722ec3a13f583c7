"""Several papers in one file, one behind the other or several pages on a sheet: still one archived, tagged document."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf, String

from clientdesk.documents.archive import About, describe, written
from clientdesk.documents.n_up import impose
from clientdesk.i18n import runs_right_to_left


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A paper of the bundle: its finished bytes, and the name under which it is found in it."""

    pdf: bytes
    name: str


def bundle(parts: Iterable[Part], about: About, *, per_sheet: int = 1) -> bytes:
    """Return the papers as one file that keeps PDF/A-2b and PDF/UA-1, with a bookmark for each.

    `per_sheet` is 1, 2 or 4 pages; a sheet begins where its first paper is read from. Words stay words.
    """
    with Pdf.new() as file:
        binder = _Binder(file)
        for part in parts:
            binder.add(part)
        describe(file, about)
        binder.bind()
        if per_sheet > 1:
            impose(file, per_sheet, binder.from_right)
        _bookmarks(file, binder.starts, per_sheet)
        return written(file)


def only(pdf: bytes, ranges: Sequence[tuple[int, int]]) -> bytes:
    """Return only the pages of `ranges` (counted from 1, both ends included), in their own order.

    A part of a paper is no paper: it claims no standard, and nothing of the other pages is left in it.
    """
    with Pdf.open(io.BytesIO(pdf)) as whole, Pdf.new() as file:
        wanted = {number for first, end in ranges for number in range(first, end + 1)}
        file.pages.extend(page for number, page in enumerate(whole.pages, start=1) if number in wanted)
        for page in file.pages:
            for key in ("/StructParents", "/Annots"):
                if key in page.obj:
                    del page.obj[key]
        return written(file)


class _Binder:
    """Takes papers into one file: their pages, and what these mean, below one document."""

    def __init__(self, file: Pdf) -> None:
        self._file = file
        self._root = file.make_indirect(Dictionary({"/Type": Name.StructTreeRoot}))
        self._document = file.make_indirect(Dictionary({"/S": Name.Document, "/P": self._root}))
        self._kids: list[Object] = []
        self._owners: list[Object | int] = []
        self._next_key = 0
        #: Name and first page of each paper.
        self.starts: list[tuple[str, int]] = []
        #: For each page, whether it is read from the right.
        self.from_right: list[bool] = []

    def add(self, part: Part) -> None:
        """Take one paper in."""
        with Pdf.open(io.BytesIO(part.pdf)) as paper:
            first = len(self._file.pages)
            self.starts.append((part.name, first))
            self._file.pages.extend(paper.pages)
            language = str(paper.Root.get("/Lang", ""))
            pages = [page.obj for page in self._file.pages][first:]
            self.from_right += [runs_right_to_left(language)] * len(pages)
            # Its pages are here already, so what names them names these.
            tree = self._file.copy_foreign(paper.Root.StructTreeRoot)
            self._take_tree(tree, pages, language)

    def bind(self) -> None:
        """Write what all pages mean."""
        self._document["/K"] = Array(self._kids)
        self._root["/K"] = self._document
        self._root["/ParentTree"] = self._file.make_indirect(Dictionary({"/Nums": Array(self._owners)}))
        self._root["/ParentTreeNextKey"] = self._next_key
        self._file.Root["/StructTreeRoot"] = self._root

    def _take_tree(self, tree: Object, pages: Sequence[Object], language: str) -> None:
        """Hang the paper's tree below the bundle's document, its keys behind those given out before."""
        part = tree["/K"]
        part["/S"] = Name.Part
        part["/P"] = self._document
        part["/Lang"] = String(language)
        self._kids.append(part)
        shift, entries = self._next_key, list(tree["/ParentTree"]["/Nums"].as_list())
        for key, owner in zip(entries[::2], entries[1::2], strict=True):
            self._owners += (int(key) + shift, owner)
        for page in pages:
            if "/StructParents" in page:
                page["/StructParents"] = int(page["/StructParents"]) + shift
            for annotation in page.get("/Annots", Array()).as_list():
                if "/StructParent" in annotation:
                    annotation["/StructParent"] = int(annotation["/StructParent"]) + shift
        self._next_key += int(tree["/ParentTreeNextKey"])


def _bookmarks(file: Pdf, starts: list[tuple[str, int]], per_sheet: int) -> None:
    with file.open_outline() as outline:
        outline.root.extend(OutlineItem(name, page // per_sheet) for name, page in starts)
