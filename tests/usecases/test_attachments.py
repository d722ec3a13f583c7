"""Attachments: kept byte for byte, once per content, never opened by us; names that no system trips over."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from clientdesk.domain import attachment as domain
from clientdesk.domain.attachment import Attachment
from clientdesk.domain.errors import EnvironmentFault, IntegrityFault, NotFoundError, RuleError, StateError
from clientdesk.storage import dump, tables
from clientdesk.storage.database import Database, open_book, transaction
from clientdesk.usecases import attachments, exchange, invoices, trash, verifying
from tests.usecases.billing import ON, issued, line, open_german

PDF = b"%PDF-1.7\n/JS (app.launchURL)\n" + bytes(range(256))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = open_german(tmp_path / "book.db")
    yield made
    made.close()


def attach(db: Database, name: str = "Auftrag.pdf", data: bytes = PDF, kind: str = "clients", of: int = 1):
    return attachments.add(db, kind, of, name=name, data=data, on=ON)


def test_a_file_comes_out_as_it_went_in_and_lies_in_the_book_once(db: Database, tmp_path: Path):
    first = attach(db)
    draft = invoices.create(db, 1, on=ON)
    second = attach(db, "Kopie.pdf", kind="invoices", of=draft.id)
    assert attachments.data(db, first.id) == attachments.data(db, second.id) == PDF
    assert len(tables.contents.find(db)) == 1
    # Attached twice to the same record it is there once.
    assert attach(db, "noch einmal.pdf") == first
    (tmp_path / "out").mkdir()
    assert attachments.save(db, first.id, tmp_path / "out").read_bytes() == PDF
    assert attachments.save(db, first.id, tmp_path / "out").name == "Auftrag (2).pdf"
    assert verifying.verify(db).findings == ()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("invoice.pdf.exe", b"MZ\x90\x00"),
        ("scan.pdf", b"MZ\x90\x00 a program under another name"),
        ("photo.png", b"\x7fELF\x02"),
        ("offer", b"#!/bin/sh\nrm -rf ~"),
        ("nothing.desktop", b"[Desktop Entry]\nExec=sh"),
        ("brief.docm", b"PK\x03\x04"),
        ("link.URL", b"[InternetShortcut]"),
        ("noending", b"whatever"),
    ],
)
def test_t18_what_the_desktop_would_run_is_kept_as_bytes_and_never_opened(
    db: Database, tmp_path: Path, name: str, data: bytes
):
    made = attach(db, name, data)
    assert made.is_program
    with pytest.raises(StateError, match="never opened"):
        attachments.unpack(db, made.id, tmp_path / "opened")
    assert not (tmp_path / "opened").exists()
    (tmp_path / "out").mkdir()
    saved = attachments.save(db, made.id, tmp_path / "out")
    assert saved.read_bytes() == data
    assert not saved.stat().st_mode & stat.S_IXUSR


def test_t19_a_file_to_be_shown_is_a_private_copy_that_nobody_can_write(db: Database, tmp_path: Path):
    made = attach(db)
    before = os.umask(0)
    try:
        copy = attachments.unpack(db, made.id, tmp_path / "opened")
    finally:
        os.umask(before)
    assert copy.read_bytes() == PDF
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "opened").stat().st_mode) == 0o700
    assert attachments.unpack(db, made.id, tmp_path / "opened").parent != copy.parent
    attachments.remove_unpacked(tmp_path / "opened")
    assert not (tmp_path / "opened").exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "-..-etc-passwd.txt"),
        ("C:\\Windows\\evil.pdf", "C--Windows-evil.pdf"),
        ("NUL.txt", "-NUL.txt"),
        ("con.pdf", "-con.pdf"),
        ("trailing. . ", "trailing"),
        ("cod\u202efdp.txt", "codfdp.txt"),
        ("a\nb\x00.pdf", "ab.pdf"),
    ],
)
def test_t55_names_that_a_system_trips_over_are_made_safe(
    db: Database, tmp_path: Path, given: str, kept: str
):
    made = attach(db, given)
    assert made.name == kept
    assert attachments.save(db, made.id, tmp_path).parent == tmp_path


def test_t55_names_that_differ_by_capitals_alone_or_are_very_long(db: Database, tmp_path: Path):
    names = [attach(db, name, data).name for name, data in (("Plan.PDF", b"1"), ("plan.pdf", b"2"))]
    assert names == ["Plan.PDF", "plan (2).pdf"]
    long = attach(db, "ß" * 300 + ".pdf", b"3")
    assert len(long.name.encode()) < 255
    assert attachments.save(db, long.id, tmp_path).suffix == ".pdf"


def test_t56_an_attachment_never_lands_on_the_book_or_on_another_file(db: Database, tmp_path: Path):
    assert db.path is not None
    made = attach(db, "book.db", b"not a book")
    before = db.path.read_bytes()
    assert attachments.save(db, made.id, tmp_path).name == "book (2).db"
    with pytest.raises(EnvironmentFault, match="the book itself"):
        attachments.save(db, made.id, db.path, replace_old=True)
    other = tmp_path / "mine.pdf"
    other.write_bytes(b"mine")
    with pytest.raises(EnvironmentFault, match="already"):
        attachments.save(db, made.id, other)
    assert (db.path.read_bytes(), other.read_bytes()) == (before, b"mine")
    (tmp_path / "dangling").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(EnvironmentFault):
        attachments.save(db, made.id, tmp_path / "dangling")
    assert not (tmp_path / "elsewhere").exists()
    # Where the person has been asked, an old file gives way, but only to a whole one.
    assert attachments.save(db, made.id, other, replace_old=True).read_bytes() == b"not a book"
    assert not list(tmp_path.glob("*.part"))


def test_what_is_too_large_empty_or_no_file_is_refused_with_the_reason_and_the_rest_is_attached(
    db: Database, tmp_path: Path
):
    good, empty, large, pipe = (tmp_path / name for name in ("good.pdf", "empty.pdf", "large.bin", "pipe"))
    good.write_bytes(PDF)
    empty.touch()
    with large.open("wb") as stream:
        stream.truncate(domain.LARGEST + 1)
    os.mkfifo(pipe)
    found = attachments.add_files(
        db, "clients", 1, [empty, large, pipe, tmp_path, good, tmp_path / "no"], on=ON
    )
    assert [one.name for one in found.files] == ["good.pdf"]
    said = " ".join(str(one) for one in found.refused)
    for words in ("is empty", "26 MB; an attachment has 25 MB at most", "pipe is no file", "cannot be read"):
        assert words in said
    assert len(found.refused) == 5
    with pytest.raises(NotFoundError):
        attach(db, of=99)
    with pytest.raises(RuleError):
        attach(db, kind="payments")


def test_r_ret_1_a_file_of_an_issued_invoice_is_kept_as_long_as_the_invoice(db: Database):
    paper = issued(db, line("100"))
    made = attach(db, kind="invoices", of=paper.id)
    with pytest.raises(StateError, match="kept with it until 2034-12-31"):
        attachments.remove(db, made.id)
    for attack in (
        "DELETE FROM attachments",
        "UPDATE attachments SET name = 'x'",
        "UPDATE contents SET size = 1",
    ):
        with pytest.raises(StateError), transaction(db):
            db.execute(attack)
    with pytest.raises((StateError, RuleError)), transaction(db):
        db.execute("DELETE FROM contents")


def test_a_removed_file_comes_back_whole(db: Database):
    made = attach(db)
    attachments.remove(db, made.id)
    assert attachments.of(db, "clients", 1) == ()
    trash.undo(db, "attachments", made.id)
    assert attachments.of(db, "clients", 1) == (made,)
    assert attachments.data(db, made.id) == PDF


def test_the_export_takes_files_along_and_an_altered_one_is_named(db: Database):
    attach(db)
    stream = io.BytesIO()
    exchange.export(db, stream)
    other = open_book(None)
    exchange.import_(other, io.BytesIO(stream.getvalue()))
    again = io.BytesIO()
    exchange.export(other, again)
    assert again.getvalue() == stream.getvalue()
    (row,) = dump.rows(db, "contents")
    altered = stream.getvalue().replace(
        str(row["content"]).encode(), b"AAAA" + str(row["content"])[4:].encode()
    )
    with pytest.raises(IntegrityFault, match="does not match its SHA-256"):
        exchange.import_(open_book(None), io.BytesIO(altered))


def test_a_reference_to_a_content_that_is_not_there_is_refused_by_the_schema(db: Database):
    with pytest.raises(StateError), transaction(db):
        tables.attachments.add(
            db, replace(Attachment(record_kind="clients", record_id=1, name="x", added_on=ON), content_id=9)
        )
