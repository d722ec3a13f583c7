"""The books that are measured on are what the program itself would have written: else the figures say nothing."""

from __future__ import annotations

from pathlib import Path

from bench import filled_book
from clientdesk.queries import document_list
from clientdesk.queries.document_list import DocumentFilter
from clientdesk.storage.database import open_book
from clientdesk.usecases import invoices, verifying
from tests.usecases.billing import line


def test_a_filled_book_is_sound_and_goes_on_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "filled.db"
    filled_book.fill(path, clients=40, invoices=400)
    filled_book.check(path, sample=30)
    db = open_book(path)
    assert verifying.verify(db).findings == ()
    counts = {
        only: document_list.count(db, today=filled_book.TODAY, only=only)
        for only in (
            DocumentFilter.INVOICES,
            DocumentFilter.QUOTES,
            DocumentFilter.DRAFTS,
            DocumentFilter.PAID,
        )
    }
    assert counts[DocumentFilter.INVOICES] == 400
    assert counts[DocumentFilter.QUOTES] == 20
    assert counts[DocumentFilter.DRAFTS] >= 20
    assert counts[DocumentFilter.PAID] > 300
    for text in ("gmbh", "mü", "re-2019", "الواحة", "రెడ్డి"):
        assert document_list.count(db, today=filled_book.TODAY, text=text) > 0, text
    draft = invoices.create(db, 1, on=filled_book.TODAY, lines=(line("10"),))
    issued = invoices.issue(db, draft.id, on=filled_book.TODAY)
    assert (
        document_list.page(db, today=filled_book.TODAY, text=issued.number, limit=1)[0].number
        == issued.number
    )
    db.close()
