"""Building the whole demo in a folder: four books, their papers, the variants, and the check of every figure."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clientdesk.demo.books import Book, books
from clientdesk.demo.desk import TODAY
from clientdesk.demo.figures import Difference, differences
from clientdesk.demo.reading import Eyes
from clientdesk.demo.shelf import Made, draw, lay_out
from clientdesk.demo.variants import VARIANTS
from clientdesk.domain.errors import ClientdeskError, IntegrityFault, RuleError
from clientdesk.domain.text import N_
from clientdesk.storage.database import open_book

#: Says that everything in a folder was made by the demo and may be made anew.
MARKER = "made-by-clientdesk-demo.txt"
_MARK = f"Everything in this folder was made by the ClientDesk demo. The books stand on {TODAY}.\n"

#: Called with the steps done, all steps, and what is going on.
Progress = Callable[[int, int, str], object]


class FiguresDifferFault(IntegrityFault):
    """The demo does not show what it must; `problems` names every figure."""

    def __init__(self, found: tuple[Difference, ...]) -> None:
        super().__init__(
            N_("{count} figures of the demo are not what they must be."),
            next_step=N_("Please report this: it is a fault of the program."),
            count=len(found),
        )
        self.problems: tuple[ClientdeskError, ...] = tuple(difference.error() for difference in found)


@dataclass(frozen=True, slots=True)
class Built:
    """What the demo made and checked."""

    folder: Path
    books: tuple[Path, ...]
    papers: tuple[Made, ...]
    figures: int


def build(folder: Path, *, progress: Progress = lambda _done, _all, _what: None) -> Built:
    """Build the demo in `folder`, anew if an earlier demo lies there.

    Raises RuleError if the folder holds anything else, FiguresDifferFault if a figure is not to the cent what it
    must be.
    """
    _clear(folder)
    shelf = books()
    steps = sum(len(book.events) + 1 for book in shelf) + len(VARIANTS)
    done = 0

    def advance(what: str) -> None:
        nonlocal done
        done += 1
        progress(done, steps, what)

    papers: list[Made] = []
    found: list[Difference] = []
    for book in shelf:
        papers += _build_book(folder, book, advance, found)
    for variant in VARIANTS:
        eyes = variant.eyes()
        found += differences(variant.name, eyes, variant.figures)
        eyes.db.close()
        advance(variant.name)
    if found:
        raise FiguresDifferFault(tuple(found))
    checked = sum(len(book.figures) for book in shelf) + sum(len(variant.figures) for variant in VARIANTS)
    files = tuple(folder / f"{book.name}.db" for book in shelf)
    return Built(folder=folder, books=files, papers=tuple(papers), figures=checked)


def _build_book(
    folder: Path, book: Book, advance: Callable[[str], None], found: list[Difference]
) -> list[Made]:
    db = open_book(folder / f"{book.name}.db")
    try:
        desk = book.act(db, lambda: advance(book.owner))
        papers = list(lay_out(db, book.owner, folder / "papers" / book.name))
        papers += draw(db, book.owner, folder / "drawn" / book.name, on=TODAY)
        found += differences(book.owner, Eyes(desk), book.figures)
        advance(book.owner)
    finally:
        db.close()
    return papers


def _clear(folder: Path) -> None:
    """Make the folder, or empty it of an earlier demo; never touch anything else."""
    folder.mkdir(parents=True, exist_ok=True)
    there = [entry for entry in folder.iterdir() if entry.name != MARKER]
    if there and not (folder / MARKER).exists():
        raise RuleError(
            N_("There are other files in {folder}."),
            field="folder",
            next_step=N_("Choose an empty folder."),
            folder=folder,
        )
    for entry in there:
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    (folder / MARKER).write_text(_MARK, encoding="utf-8")
