"""Hostile pictures and clocks, by their number in docs/threats.md, through the use cases and into the book."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from clientdesk.domain.errors import ChecksFailedError
from clientdesk.storage import tables
from clientdesk.storage.database import Database, open_book
from clientdesk.usecases import designs, invoices, quotes, verifying
from tests.usecases import billing

_PLACE = b"Leipzig, at home"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = billing.open_german(tmp_path / "book.db")
    yield opened
    opened.close()


# --- pictures --------------------------------------------------------------------------------------------------------


def _with_traces(form: str, size: tuple[int, int] = (60, 30)) -> bytes:
    """A picture lying on its side, as a camera writes it: with a place, a day and a maker."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = _PLACE.decode()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (51.0, 20.0, 0.0)
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", _PLACE.decode())
    out = io.BytesIO()
    more = {"pnginfo": notes} if form == "PNG" else {}
    Image.new("RGB", size, (200, 30, 30)).save(out, form, exif=exif, **more)
    assert _PLACE in out.getvalue()
    return out.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_t52_where_a_picture_was_taken_is_not_kept_in_the_book(db: Database, form: str) -> None:
    saved = designs.save(db, replace(designs.get(db), logo=_with_traces(form), signature=_with_traces(form)))
    for kept in (saved.logo, saved.signature):
        with Image.open(io.BytesIO(kept)) as picture:
            assert not picture.getexif()
            assert picture.size == (30, 60)
    assert _PLACE not in b"".join(one.read_bytes() for one in db.path.parent.iterdir())


def test_t52_a_picture_without_traces_is_kept_byte_for_byte(db: Database) -> None:
    out = io.BytesIO()
    Image.new("RGB", (60, 30), (200, 30, 30)).save(out, "JPEG", dpi=(300, 300))
    assert designs.save(db, replace(designs.get(db), logo=out.getvalue())).logo == out.getvalue()


def test_t52_a_letterhead_is_a_picture_and_nothing_else() -> None:
    first, _further = designs.letterhead(_with_traces("JPEG", (1754, 1240)))
    assert _PLACE not in first


# --- clocks ----------------------------------------------------------------------------------------------------------


def test_t88_a_clock_that_went_back_a_day_issues_nothing_and_no_number_is_lost(db: Database) -> None:
    billing.issued(db, on=date(2026, 6, 17))
    draft = invoices.create(db, 1, on=date(2026, 6, 16), lines=(billing.line("100"),))
    with pytest.raises(ChecksFailedError, match="lies before it"):
        invoices.issue(db, draft.id, on=date(2026, 6, 16))
    assert invoices.issue(db, draft.id, on=date(2026, 6, 17)).number == "RE-2026-002"
    assert verifying.verify(db).is_sound


@pytest.mark.parametrize("on", [date(1970, 1, 1), date(9999, 12, 31)])
def test_t89_a_clock_that_lost_the_time_dates_no_invoice_and_no_quote(on: date) -> None:
    db = billing.open_texan(None)
    draft = invoices.create(db, 1, on=date(2026, 6, 17), lines=(billing.line("100"),))
    with pytest.raises(ChecksFailedError, match="clock of this computer"):
        invoices.issue(db, draft.id, on=on)
    quote = quotes.create(db, 1, on=date(2026, 6, 17))
    with pytest.raises(ChecksFailedError, match="clock of this computer"):
        quotes.send(db, quote.id, on=on)


def test_t89_in_2038_papers_go_out_as_ever(db: Database) -> None:
    assert billing.issued(db, on=date(2038, 1, 20)).due_on == date(2038, 2, 3)


@pytest.fixture
def travel(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Sets the zone of the computer, and sets it back."""
    yield monkeypatch
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


def test_t90_t93_days_do_not_move_with_the_zone_or_the_summer_time(
    travel: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path, seen = tmp_path / "book.db", set()
    for place in ("Pacific/Kiritimati", "Europe/Berlin", "Pacific/Pago_Pago"):
        travel.setenv("TZ", place)
        time.tzset()
        if not path.exists():
            book = billing.open_german(path)
            # The clocks go forward between the day of issue and the day by which to pay.
            billing.issued(book, on=date(2026, 3, 20))
            book.close()
        book = open_book(path)
        (paper,) = tables.invoices.find(book)
        seen.add((paper.issued_on, paper.due_on, paper.paper_sha256))
        assert verifying.verify(book).is_sound
        book.close()
    assert [found[:2] for found in seen] == [(date(2026, 3, 20), date(2026, 4, 3))]


def test_t92_the_number_follows_the_day_of_issue_over_midnight_of_new_year(db: Database) -> None:
    drafts = [invoices.create(db, 1, on=date(2026, 12, 31), lines=(billing.line("100"),)) for _ in range(2)]
    days = (date(2026, 12, 31), date(2027, 1, 1))
    issued = [invoices.issue(db, draft.id, on=on) for draft, on in zip(drafts, days, strict=True)]
    assert [paper.number for paper in issued] == ["RE-2026-001", "RE-2027-001"]
    assert [paper.issued_on for paper in issued] == list(days)
