"""Papers on their way out: the kept bytes, what was printed before, copies, and files that write over nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from clientdesk.domain.errors import EnvironmentFault, IntegrityFault, NotFoundError
from clientdesk.domain.file_name import Names
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.paper import digest
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.storage.whereabouts import Whereabouts
from clientdesk.usecases import invoices, printing
from tests.documents.samples import pages
from tests.usecases.billing import issued, line, open_german

ON = date(2026, 6, 17)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    opened = open_german(path)
    yield opened
    opened.close()


@pytest.fixture
def invoice(db: Database) -> Invoice:
    return issued(db, line("10"), on=date(2026, 6, 1))


def test_an_issued_paper_goes_out_as_it_was_kept_and_a_draft_with_its_watermark(
    db: Database, invoice: Invoice
) -> None:
    page = printing.page(db, quote=False, record_id=invoice.id, on=ON)
    assert digest(page.pdf) == invoice.paper_sha256
    assert page.printed.times == 0
    draft = invoices.create(db, 1, on=ON, lines=(line("5"),))
    sketch = printing.page(db, quote=False, record_id=draft.id, on=ON)
    assert "ENTWURF" in pages(sketch.pdf)[0] or "DRAFT" in pages(sketch.pdf)[0]
    assert sketch.printed.paper_id == 0


def test_what_was_printed_is_counted_by_its_very_bytes(db: Database, invoice: Invoice) -> None:
    page = printing.page(db, quote=False, record_id=invoice.id, on=ON)
    assert printing.printed(db, page.pdf).times == 0
    paper = page.printed.paper_id
    printing.record(db, [paper, 0], on=date(2026, 6, 3))
    printing.record(db, [paper], on=ON, copies=frozenset({paper}))
    known = printing.printed(db, page.pdf)
    assert (known.times, known.last_on, known.paper_id) == (2, ON, paper)
    assert [one.as_copy for one in tables.printings.find(db)] == [False, True]
    assert printing.were_printed(db, [(False, invoice.id), (True, invoice.id), (False, 99)]) == 1
    assert printing.printed(db, b"%PDF").paper_id == 0


def test_a_copy_changes_nothing_of_what_is_kept(db: Database, invoice: Invoice) -> None:
    page = printing.page(db, quote=False, record_id=invoice.id, on=ON)
    copy = printing.copied(page)
    assert copy.is_copy
    assert copy.pdf != page.pdf
    again = printing.page(db, quote=False, record_id=invoice.id, on=ON)
    assert digest(again.pdf) == invoice.paper_sha256


def test_bytes_that_were_altered_are_not_printed(db: Database, invoice: Invoice) -> None:
    with transaction(db):
        db.execute("DROP TRIGGER guard_papers_frozen")
        db.execute("UPDATE papers SET pdf = x'255044' WHERE record_id = ?", (invoice.id,))
    with pytest.raises(IntegrityFault, match="altered"):
        printing.page(db, quote=False, record_id=invoice.id, on=ON)


def test_a_paper_that_came_without_its_pdf_is_said(db: Database, invoice: Invoice) -> None:
    with transaction(db):
        for name in ("guard_papers_kept", "guard_papers_frozen"):
            db.execute(f"DROP TRIGGER {name}")
        db.execute("DELETE FROM papers")
    with pytest.raises(NotFoundError, match="without its PDF"):
        printing.page(db, quote=False, record_id=invoice.id, on=ON)


def test_a_book_that_can_only_be_looked_at_is_printed_and_remembers_nothing(
    db: Database, invoice: Invoice, path: Path
) -> None:
    page = printing.page(db, quote=False, record_id=invoice.id, on=ON)
    db.place = Whereabouts(path, is_read_only=True)
    printing.record(db, [page.printed.paper_id], on=ON)
    assert tables.printings.find(db) == ()


# Files.


def test_a_file_is_written_once_and_over_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"other")
    assert printing.save(tmp_path, "a.pdf", b"mine", Names()).name == "a (2).pdf"
    assert printing.save(tmp_path, "a.pdf", b"mine", Names()).name == "a (2).pdf", "it lies there already"
    names = Names()
    assert [printing.save(tmp_path, "b.pdf", text, names).name for text in (b"1", b"2")] == [
        "b.pdf",
        "b (2).pdf",
    ]
    assert (tmp_path / "a.pdf").read_bytes() == b"other"


def test_a_folder_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="Choose another folder"):
        printing.save(tmp_path / "gone", "a.pdf", b"mine", Names())


def test_several_papers_become_one_file_in_their_order(db: Database, invoice: Invoice) -> None:
    other = issued(db, line("20"), on=date(2026, 6, 2))
    parts = [
        (one.number, printing.page(db, quote=False, record_id=one.id, on=ON).pdf) for one in (other, invoice)
    ]
    for per_sheet, count in ((1, 2), (2, 1), (4, 1)):
        made = printing.one_file(
            parts, title="June", author="Lena", language="de", on=ON, per_sheet=per_sheet
        )
        found = pages(made)
        assert len(found) == count
        text = " ".join(found)
        assert text.index(other.number) < text.index(invoice.number)
