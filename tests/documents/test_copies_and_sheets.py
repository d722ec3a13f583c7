"""Copies with their mark, papers in one file, and several pages on a sheet: read back, measured, tried by veraPDF."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw
from pypdf import PdfReader
from pypdf.generic import Destination

from clientdesk.documents.archive import About
from clientdesk.documents.bundle import Part, bundle, only
from clientdesk.documents.copy_mark import marked
from clientdesk.documents.ground import prepare
from clientdesk.documents.layout import render
from clientdesk.documents.look import LOOKS, MM
from clientdesk.documents.sample import Sample, view
from clientdesk.documents.view import Envelope, PaperSize
from clientdesk.domain.design import Design
from clientdesk.i18n import Translator
from tests.archive.verapdf import validate
from tests.documents.samples import LENA, pages, placed, plain_view
from tests.documents.test_design import FULL

ABOUT = About(title="June", author="Ada Smith", language="en", created=date(2026, 6, 30))
SIZES = {PaperSize.A4: (210, 297), PaperSize.LETTER: (215.9, 279.4)}
#: So many pixels are drawn of a millimetre.
PIXELS = 8


def letter(language: str = "en", rows: int = 3, **changes: Any) -> bytes:
    return render(plain_view(rows, language=language, **changes))


def strip(pdf: bytes, page: int = 0, *, height: int = 8) -> Image.Image:
    """The uppermost 8 mm of a page, or as many as wanted."""
    document = pypdfium2.PdfDocument(pdf)
    picture: Image.Image = document[page].render(scale=PIXELS * 25.4 / 72).to_pil().convert("L")
    document.close()
    return picture.crop((0, 0, picture.width, height * PIXELS))


def mark_on(original: bytes, copy: bytes, page: int = 0) -> tuple[float, float, float]:
    """Left, right and bottom of the mark in millimetres: of all that a copy's page has and its original's has not."""
    box = ImageChops.difference(strip(original, page, height=40), strip(copy, page, height=40)).getbbox()
    assert box is not None
    left, _top, right, bottom = (edge / PIXELS for edge in box)
    return left, right, bottom


def word(language: str) -> str:
    return Translator(language).pgettext("mark on a reprint", "COPY")


def is_plain(picture: Image.Image) -> bool:
    tones = [tone for tone, count in enumerate(picture.histogram()) if count]
    return tones[-1] - tones[0] < 6


#: Every look with every envelope, each of both read from the left and from the right.
PAIRS = [
    (look, envelope, ("en", "ar")[(at + number) % 2])
    for at, look in enumerate(LOOKS)
    for number, envelope in enumerate(Envelope)
]


@pytest.mark.parametrize(("look", "envelope", "language"), PAIRS)
def test_the_mark_stands_where_no_look_has_a_word(look: str, envelope: Envelope, language: str) -> None:
    paper = PaperSize.LETTER if envelope is Envelope.US_10 else PaperSize.A4
    original = letter(
        language, 60, design=Design(look=look), envelope=envelope, paper=paper, tagline="Brand design"
    )
    copy = marked(original, language)
    count = len(pages(original))
    assert count > 1
    for page in range(count):
        assert is_plain(strip(original, page)), "a look has come up into the mark's place"
        left, right, bottom = mark_on(original, copy, page)
        width = SIZES[paper][0]
        assert bottom <= 8, "in millimetres from the top"
        assert (left > 5) if language == "ar" else (right < width - 5), "where every printer reaches"
        assert (right < width / 2) if language == "ar" else (left > width / 2)
    # All that stood on the page stands there still, and nothing else but the mark.
    for before, after in zip(pages(original), pages(copy), strict=True):
        assert sorted(after.split()) == sorted([*before.split(), *word(language).split()])


@pytest.mark.parametrize("language", ["en", "de", "ar", "te"])
def test_a_copy_is_as_archived_as_its_paper_and_always_the_same(language: str) -> None:
    original = letter(language)
    copy = marked(original, language)
    assert copy == marked(original, language)
    assert copy != original
    for flavour in ("2b", "ua1"):
        report = validate(copy, flavour)
        assert report.passed, report.failures


def parts() -> list[Part]:
    return [
        Part(name="INV-7", pdf=letter("en", 60)),
        Part(name="Draft", pdf=letter("de", watermark="ENTWURF")),
        Part(name="INV-9", pdf=letter("ar", watermark="مسودة")),
        Part(name="INV-10", pdf=letter("ar")),
    ]


@pytest.mark.parametrize("per_sheet", [1, 2, 4])
def test_papers_in_one_file_are_archived_and_tagged_and_keep_their_words(per_sheet: int) -> None:
    made = bundle(parts(), ABOUT, per_sheet=per_sheet)
    assert made == bundle(parts(), ABOUT, per_sheet=per_sheet)
    for flavour in ("2b", "ua1"):
        report = validate(made, flavour)
        assert report.passed, report.failures
    originals = [page for part in parts() for page in pages(part.pdf)]
    sheets = pages(made)
    assert len(sheets) == -(-len(originals) // per_sheet)
    assert sorted(" ".join(sheets).split()) == sorted(" ".join(originals).split())
    # The watermark of the draft is there once, wherever its page has gone.
    assert sum(sheet.count("ENTWURF") for sheet in sheets) == 1


def test_each_paper_has_its_bookmark() -> None:
    reader = PdfReader(io.BytesIO(bundle(parts(), ABOUT, per_sheet=2)))
    entries = [entry for entry in reader.outline if isinstance(entry, Destination)]
    found = [(entry.title, reader.get_destination_page_number(entry)) for entry in entries]
    count = len(pages(parts()[0].pdf))
    assert found == [
        ("INV-7", 0),
        ("Draft", count // 2),
        ("INV-9", (count + 1) // 2),
        ("INV-10", (count + 2) // 2),
    ]


def place_of(pdf: bytes, text: str) -> tuple[float, float]:
    left, top, _right, _bottom = placed(pdf, text)
    return left, top


def test_two_pages_lie_side_by_side_on_a_sheet_turned_on_its_side() -> None:
    made = bundle(
        [Part(name="a", pdf=letter(number="X71")), Part(name="b", pdf=letter(number="X72"))],
        ABOUT,
        per_sheet=2,
    )
    (sheet,) = PdfReader(io.BytesIO(made)).pages
    assert (float(sheet.mediabox.width), float(sheet.mediabox.height)) == pytest.approx(
        (297 * MM, 210 * MM), abs=0.1
    )
    (one, above), (two, beside) = place_of(made, "X71"), place_of(made, "X72")
    assert one < 297 / 2 < two
    assert above == pytest.approx(beside, abs=0.1)


def test_four_pages_stand_row_by_row_and_from_the_right_where_one_reads_from_there() -> None:
    names = ["X71", "X72", "X73", "X74"]
    for language, from_right in (("en", False), ("ar", True)):
        made = bundle(
            [Part(name=name, pdf=letter(language, number=name)) for name in names], ABOUT, per_sheet=4
        )
        one, two, three, four = (place_of(made, name) for name in names)
        assert (one[0] > two[0]) is from_right
        assert (three[0] > four[0]) is from_right
        assert one[1] == pytest.approx(two[1], abs=0.1)
        assert three[1] > one[1] + 297 / 3
        assert three[0] == pytest.approx(one[0], abs=0.1)


def test_a_sheet_is_letter_where_the_paper_is() -> None:
    letters = [
        Part(name=str(n), pdf=letter(paper=PaperSize.LETTER, envelope=Envelope.US_10)) for n in range(4)
    ]
    (sheet,) = PdfReader(io.BytesIO(bundle(letters, ABOUT, per_sheet=4))).pages
    assert float(sheet.mediabox.width) == pytest.approx(215.9 * MM, abs=0.1)


def test_some_pages_of_a_paper_hold_nothing_of_the_others() -> None:
    whole = letter("en", 120)
    count = len(pages(whole))
    assert count >= 4
    part = only(whole, [(2, 2), (4, count + 5)])
    assert pages(part) == [pages(whole)[1], *pages(whole)[3:]]
    assert len(part) < len(whole)


def test_a_file_of_many_papers_grows_with_their_number() -> None:
    one = Part(name="a", pdf=letter())
    sizes = [len(bundle([one] * count, ABOUT)) for count in (10, 20, 30)]
    steps = [after - before for before, after in pairwise(sizes)]
    assert steps[1] < 1.1 * steps[0]


def letterhead(*, blocks: tuple[tuple[int, int], ...]) -> bytes:
    """A letterhead at 100 dpi with dark print in the uppermost 12 mm from so many to so many millimetres."""
    sheet = Image.new("RGB", (827, 1169), "white")
    for left, right in blocks:
        for x in range(round(left / 25.4 * 100), round(right / 25.4 * 100), 6):
            ImageDraw.Draw(sheet).rectangle((x, 8, x + 2, 47), fill="#203040")
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return prepare(out.getvalue())[0]


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize(
    ("blocks", "place"),
    [((), 190), (((150, 205),), 105), (((5, 60), (150, 205)), 105), (((80, 205),), 20), (((5, 60),), 190)],
)
def test_the_mark_keeps_clear_of_a_letterhead_of_ones_own(
    blocks: tuple[tuple[int, int], ...], place: int, language: str
) -> None:
    if language == "ar":
        # What lies on the right for one reader lies on the left for the other.
        blocks, place = tuple((210 - right, 210 - left) for left, right in blocks), 210 - place
    design = Design(letterhead=letterhead(blocks=blocks))
    original = render(view(LENA, design, Sample.INVOICE, language=language, on=date(2026, 6, 17)))
    copy = marked(original, language)
    left, right, bottom = mark_on(original, copy)
    assert (left + right) / 2 == pytest.approx(place, abs=8)
    assert bottom <= 8
    spot = strip(original).crop((left * PIXELS, 4.5 * PIXELS, right * PIXELS, 7.5 * PIXELS))
    assert is_plain(spot)
    for flavour in ("2b", "ua1"):
        report = validate(copy, flavour)
        assert report.passed, report.failures


@pytest.mark.parametrize("look", LOOKS)
def test_what_a_design_puts_at_the_head_leaves_the_mark_its_place(look: str) -> None:
    design = replace(FULL, look=look)
    original = render(view(LENA, design, Sample.LONG_INVOICE, language="de", on=date(2026, 6, 17)))
    for page in range(len(pages(original))):
        assert is_plain(strip(original, page))
