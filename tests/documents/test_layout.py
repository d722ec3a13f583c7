from __future__ import annotations

import io
import itertools
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from clientdesk.documents.layout import render
from clientdesk.documents.look import MM, Look
from clientdesk.documents.view import (
    Clause,
    Clauses,
    Column,
    Fact,
    Facts,
    FooterColumn,
    Heading,
    PaperSize,
    Row,
    RowKind,
    Section,
    Signature,
    Signatures,
    Table,
    Text,
    Total,
    Totals,
)
from tests.documents.samples import COLUMNS, pages, placed, plain_rows, plain_view, squeezed, words


def test_r_pdf_3_page_x_of_y_number_and_table_head_on_every_page() -> None:
    texts = pages(render(plain_view(70)))
    assert len(texts) == 3
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of 3" in text
        assert "INV-7" in text
        assert "No. Description Qty Amount" in text


def test_page_label_follows_the_language_in_any_order_of_words() -> None:
    texts = pages(render(plain_view(40, page_label="von {pages} Seiten die {page}.")))
    assert "von 2 Seiten die 1." in texts[0]
    assert "von 2 Seiten die 2." in texts[1]


def test_carried_sums_are_what_the_page_before_added_up_to() -> None:
    texts = pages(render(plain_view(70)))
    for before, after in itertools.pairwise(texts):
        carried = before.split("Carried ")[1].split()[0]
        last_row = max(int(n) for n in range(1, 71) if f"Piece {n} " in before)
        assert carried == f"{last_row * 10}.00"
        assert f"Brought {carried}" in after


def test_r_pdf_3_title_and_language_are_set_and_shown() -> None:
    reader = PdfReader(io.BytesIO(render(plain_view(language="de-DE"))))
    assert reader.metadata is not None
    assert reader.metadata.title == "Invoice INV-7"
    assert reader.metadata.author == "Ada Smith"
    catalog = reader.trailer["/Root"]
    assert catalog["/Lang"] == "de-DE"  # type: ignore[index]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"].value is True  # type: ignore[index]


def test_the_file_is_read_without_complaint_by_a_strict_reader() -> None:
    reader = PdfReader(io.BytesIO(render(plain_view(40, watermark="DRAFT"))), strict=True)
    assert len(reader.pages) == 2


def test_importing_the_papers_loads_nothing_slow() -> None:
    # They are reachable from the window's start, which must not wait for them.
    code = (
        "import sys, clientdesk.documents.layout, clientdesk.documents.invoice, clientdesk.documents.contract\n"
        "print(sorted({'reportlab', 'PIL', 'segno', 'babel', 'pypdfium2', 'holidays', 'stdnum'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_font_is_an_embedded_subset_of_ours() -> None:
    reader = PdfReader(io.BytesIO(render(plain_view(watermark="DRAFT", subject="Łódź ԑ منى అనిత"))))
    fonts = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            fonts[font["/BaseFont"]] = font.get_object()
    families = {name.partition("+")[2].partition("-")[0] for name in fonts}
    assert families == {"SourceSans3", "NotoSans", "IBMPlexSansArabic", "NotoSansTelugu"}
    for font in fonts.values():
        below = font["/DescendantFonts"][0].get_object()
        assert below["/FontDescriptor"]["/FontFile2"].get_data()
        assert font["/ToUnicode"].get_data()


def test_the_same_view_gives_the_same_bytes_whatever_the_clock_says(monkeypatch: pytest.MonkeyPatch) -> None:
    view = plain_view(40)
    first = render(view)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert render(view) == first
    later = PdfReader(io.BytesIO(render(replace(view, archived_on=date(2027, 1, 2)))))
    assert later.metadata is not None
    assert later.metadata.creation_date is not None
    assert later.metadata.creation_date.date() == date(2027, 1, 2)


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2200, 2, 28)])
def test_far_dates_make_a_paper(day: date) -> None:
    assert "Invoice" in words(render(plain_view(archived_on=day)))


@pytest.mark.parametrize(
    ("paper", "width", "height"), [(PaperSize.A4, 210.0, 297.0), (PaperSize.LETTER, 215.9, 279.4)]
)
def test_the_sheet_has_its_size(paper: PaperSize, width: float, height: float) -> None:
    box = PdfReader(io.BytesIO(render(plain_view(paper=paper)))).pages[0].mediabox
    assert float(box.width) / MM == pytest.approx(width, abs=0.1)
    assert float(box.height) / MM == pytest.approx(height, abs=0.1)


def test_long_addresses_push_up_into_the_note_zone_but_never_out_of_the_window() -> None:
    lines = ("Stone, Miller, Baker and Partners Ltd", "Accounts", "Ms Jane Stone", "House B", "Floor 3",
             "2 Low Road", "York YO1 1AA", "UNITED KINGDOM")  # fmt: skip
    pdf = render(plain_view(recipient=lines[1:]))
    assert placed(pdf, "Accounts")[1] > 48
    assert placed(pdf, "UNITED KINGDOM")[3] <= 90.2
    for text in lines[1:]:
        assert text in words(pdf)


def test_however_long_the_names_street_and_town_stay_in_the_window() -> None:
    lines = ("The Society for the Promotion of Baking as a Craft in the Midlands and the Regions around them",
             "Office of Public Relations and Correspondence with Members", "Prof. Jane Stone-Middleton of Rowsley",
             "House B, Entrance 3", "2 Low Road", "York YO1 1AA", "UNITED KINGDOM")  # fmt: skip
    for recipient in (lines, (*lines[:4], "a", "b", "c", "d", "e", *lines[4:])):
        pdf = render(plain_view(recipient=recipient))
        for text in ("2 Low Road", "York YO1 1AA", "UNITED KINGDOM"):
            assert 45 < placed(pdf, text)[1] < placed(pdf, text)[3] <= 90.2
        for entry in recipient:
            assert squeezed(entry) in squeezed(words(pdf))


def test_totals_stay_whole_and_with_the_last_row() -> None:
    rows = tuple(Total(label=f"Label {n}", amount=f"{n}.00") for n in range(12))
    for count in range(20, 30):
        table = Table(columns=COLUMNS, rows=plain_rows(count), carried="Carried", brought="Brought")
        texts = pages(render(plain_view(body=(table, Totals(rows=rows)))))
        home = [text for text in texts if "Label 0 " in text]
        assert len(home) == 1
        assert "Label 11 " in home[0]
        assert f"Piece {count} " in home[0]


def test_headings_go_with_what_they_lead_and_signatures_with_the_last_words() -> None:
    sign = Signatures(signatures=(Signature(party="A", place_and_date="Place, date", name="Name"),))
    for fill in range(20, 48):
        body: tuple[Section, ...] = (
            Text(paragraphs=tuple(f"Line {n}." for n in range(fill))),
            Heading(text="Agreement of both"),
            Text(paragraphs=("Last words of the paper.",)),
            sign,
        )
        texts = pages(render(plain_view(body=body)))
        home = next(text for text in texts if "Place, date" in text)
        assert "Agreement of both Last words of the paper." in home


def test_a_cell_longer_than_a_page_runs_over_pages_and_keeps_every_word() -> None:
    story = " ".join(f"word{n}" for n in range(3000))
    rows = (
        Row(cells=("1", "Short", "1", "5.00"), running="5.00"),
        Row(cells=("2", "Long", "1", "7.00"), details=story, running="12.00"),
        Row(cells=("3", "After", "1", "1.00"), running="13.00"),
    )
    pdf = render(plain_view(body=(Table(columns=COLUMNS, rows=rows, carried="Carried", brought="Brought"),)))
    texts = pages(pdf)
    assert len(texts) > 2
    assert squeezed(story)[:200] in squeezed(words(pdf))
    text = words(pdf)
    assert all(f"word{n}" in text for n in range(3000))
    assert "Carried 12.00" in texts[1]
    assert sum(text.count("7.00") for text in texts) == 1


def test_a_heading_before_a_row_longer_than_a_page_stays_with_it() -> None:
    story = " ".join(f"word{n}" for n in range(2500))
    rows = (
        Row(cells=("", "Chapter", "", ""), kind=RowKind.HEADING),
        Row(cells=("1", "Long", "1", "7.00"), details=story),
    )
    for fill in (0, 12):
        table = Table(columns=COLUMNS, rows=(*plain_rows(fill), *rows))
        pdf = render(plain_view(body=(table,)))
        text = words(pdf)
        assert all(f"word{n}" in text for n in range(2500))
        assert any("Chapter 1 Long word0" in page for page in pages(pdf))


def test_rows_of_every_kind_are_drawn() -> None:
    rows = (
        Row(cells=("", "Design", "", ""), kind=RowKind.HEADING, details="first part"),
        Row(cells=("1", "Draft", "1", "5.00")),
        Row(cells=("", "Subtotal design", "", "5.00"), kind=RowKind.SUBTOTAL),
        Row(cells=("2", "Second draft", "1", "0.00"), kind=RowKind.BONUS, mark="Bonus: worth 5.00"),
        Row(cells=("3", "Film", "1", "9.00"), kind=RowKind.OPTIONAL, mark="Optional"),
        Row(cells=("", "Only words here", "", ""), kind=RowKind.TEXT),
    )
    text = words(render(plain_view(body=(Table(columns=COLUMNS, rows=rows),))))
    for part in (
        "Design first part",
        "Subtotal design 5.00",
        "Bonus: worth 5.00",
        "Optional",
        "Only words here",
    ):
        assert part in text


def test_columns_give_way_to_the_description_however_long_a_unit_is() -> None:
    columns = (Column(title="What", wide=True), Column(title="Unit"), Column(title="Also"))
    rows = (Row(cells=("Something to do", "unit" * 60, "more " * 40)),)
    pdf = render(plain_view(body=(Table(columns=columns, rows=rows),)))
    assert "Something to do" in words(pdf)
    assert "unit" * 60 in squeezed(words(pdf))


@pytest.mark.parametrize(
    "name", ["<b>Acme", "R&D & Söhne", "<acme> GmbH", "a < b > c", "{page} %s $1", "&lt;&#65;"]
)
def test_markup_in_names_is_printed_as_typed(name: str) -> None:
    pdf = render(plain_view(recipient=(name, "2 Low Road"), issuer_name=name, subject=name, number=name))
    assert words(pdf).count(name) >= 3


def test_a_name_of_4000_characters_makes_a_clean_paper_that_has_all_of_it() -> None:
    name = " ".join(f"Company{n}" for n in range(390))[:4000]
    pdf = render(plain_view(recipient=(name, "2 Low Road"), issuer_name="Ada " * 900))
    text = words(pdf)
    assert all(word in text for word in name.split())
    assert text.count("Ada") >= 900
    assert placed(pdf, "2 Low Road")[3] <= 90.2


def test_a_word_of_200000_characters_makes_a_clean_paper() -> None:
    pdf = render(plain_view(body=(Text(paragraphs=("x" * 200_000,)),)))
    assert words(pdf).count("x") >= 200_000


def test_facts_too_tall_for_a_panel_become_paragraphs() -> None:
    story = " ".join(f"fact{n}" for n in range(2000))
    pdf = render(plain_view(body=(Facts(title="Facts", facts=(Fact(label="What", value=story),)),)))
    text = words(pdf)
    assert all(f"fact{n}" in text for n in range(2000))


def test_clauses_run_over_pages_with_their_numbers() -> None:
    clauses = tuple(
        Clause(number=f"{n}.", heading=f"Heading {n}", paragraphs=("Words of the clause. " * 12,))
        for n in range(1, 31)
    )
    texts = pages(render(plain_view(body=(Clauses(clauses=clauses),))))
    assert len(texts) > 1
    for n in range(1, 31):
        home = [text for text in texts if f"{n}. Heading {n} Words of the clause." in text]
        assert len(home) == 1


def test_drafts_say_so_on_every_page() -> None:
    assert all("DRAFT" in text for text in pages(render(plain_view(60, watermark="DRAFT"))))


def test_fold_marks_can_be_left_out() -> None:
    view = plain_view()
    assert render(view, Look(fold_marks=False)) != render(view)


def test_an_account_number_that_is_too_long_is_parted_between_its_groups() -> None:
    iban = "EG38 0019 0005 0000 0000 2631 8000 2 0000 11".replace(" ", "\N{NO-BREAK SPACE}")
    columns = tuple(FooterColumn(lines=(head, iban)) for head in ("A", "B", "C", "Bank"))
    (text,) = pages(render(plain_view(2, footer=columns)))
    for group in ("EG38", "2631", "8000", "0000 11"):
        assert group in text
