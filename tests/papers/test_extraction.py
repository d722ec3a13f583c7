"""Each text of each paper of the demo books is read back by two strangers; all letters are embedded, none is a box."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pikepdf
import pytest

from clientdesk.documents.look import LOOKS
from clientdesk.documents.view import DocumentView
from clientdesk.i18n import runs_right_to_left
from tests.papers import gallery
from tests.papers.clean import shown_glyphs
from tests.papers.reading import LIMITS, READERS, labels, squeezed, texts, unread


@dataclass(frozen=True)
class Drawn:
    name: str
    view: DocumentView
    pdf: bytes


@pytest.fixture(scope="module")
def papers(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Drawn]]:
    """Every paper of every demo book by language; the looks take turns."""
    folder = tmp_path_factory.mktemp("extraction")
    looks = cycle(LOOKS)
    found: dict[str, list[Drawn]] = {language: [] for language in gallery.LANGUAGES}
    for language, drawn in found.items():
        for book in gallery.BOOKS:
            db = gallery.copy_of(book, shelf, folder, language=language, look=next(looks))
            for kind, draw in gallery.all_papers(db):
                view, pdf = gallery.with_view(draw)
                drawn.append(Drawn(f"{book}.{kind}.{language}", view, pdf))
            db.close()
        next(looks)
    return found


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("language", gallery.LANGUAGES)
def test_every_text_is_read_back(papers: dict[str, list[Drawn]], language: str, reader: str) -> None:
    missing = {}
    for paper in papers[language]:
        read = READERS[reader](paper.pdf)
        wanted = [*texts(paper.view), *labels(paper.view, _page_count(paper.pdf))]
        assert len(wanted) > 20, paper.name
        missing[paper.name] = unread(reader, wanted, read, from_right=runs_right_to_left(language))
    assert len(missing) > 30
    assert {name: lost for name, lost in missing.items() if lost} == {}


def test_each_limit_is_still_one(papers: dict[str, list[Drawn]]) -> None:
    for (reader, text), why in LIMITS.items():
        with_it = [paper for drawn in papers.values() for paper in drawn if text in texts(paper.view)]
        assert any(squeezed(text) not in squeezed(READERS[reader](paper.pdf)) for paper in with_it), why


def test_a_lost_word_would_be_seen() -> None:
    said = ["Two words", "فاتورة رقم"]
    for reader in READERS:
        assert unread(reader, said, "Two words فاتورة رقم", from_right=False) == []
        assert unread(reader, said, "Two words فاتورة", from_right=False) != []
        assert unread(reader, said, "Two فاتورة رقم", from_right=True) != []


def test_every_letter_is_embedded_with_its_text_and_none_is_a_box(papers: dict[str, list[Drawn]]) -> None:
    shown = 0
    for paper in (one for drawn in papers.values() for one in drawn):
        glyphs = [glyph for _font, glyph in shown_glyphs(paper.pdf)]
        assert all(glyphs), paper.name
        shown += len(glyphs)
    assert shown > 100_000


def _page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return len(file.pages)
