"""The recovery sheet: every group can be read on it, in every language, and its code can be scanned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from clientdesk.domain.recovery_code import groups_of, key_of, written
from clientdesk.storage.database import Database
from clientdesk.usecases import encryption, issuer
from tests.usecases.billing import open_german

KEY = bytes(range(200, 232))
DAY = date(2026, 6, 17)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = open_german(tmp_path_factory.mktemp("sheet") / "book.db")
    yield opened
    opened.close()


def words(pdf: bytes) -> str:
    import pypdfium2

    (page,) = pypdfium2.PdfDocument(pdf)
    return page.get_textpage().get_text_range()


@pytest.mark.parametrize("language", ["en", "de", "ar", "te"])
def test_all_groups_stand_on_one_sheet_in_their_order(db: Database, language: str):
    pdf = encryption.recovery_sheet_pdf(db, KEY, language=language, on=DAY)
    found = re.findall(r"\b[0-9A-HJKMNP-TV-Z]{5}\b", words(pdf))
    assert set(groups_of(KEY)) <= set(found)
    first = [group for group in found if group in groups_of(KEY)[:7]]
    assert first == list(groups_of(KEY)[:7])


def test_the_code_on_the_sheet_says_the_same(db: Database):
    from clientdesk.documents import qr

    assert key_of(written(KEY)) == KEY
    # Few enough squares for any telephone.
    assert len(qr.pattern(written(KEY))) <= 37


def test_it_names_the_book_and_is_as_large_as_the_issuers_paper(db: Database):
    import io
    from dataclasses import replace

    import pypdf

    pdf = encryption.recovery_sheet_pdf(db, KEY, language="en", on=DAY)
    assert "book.db" in words(pdf)
    assert "17 June 2026" in words(pdf) or "June 17, 2026" in words(pdf)
    own = issuer.get(db)
    issuer.save(db, replace(own, paper="letter"))
    letter = pypdf.PdfReader(io.BytesIO(encryption.recovery_sheet_pdf(db, KEY, language="en", on=DAY)))
    assert [round(float(size)) for size in letter.pages[0].mediabox[2:]] == [612, 792]
