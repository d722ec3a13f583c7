"""Papers in two languages: words twice, figures once, side by side, each in its own direction and language."""

from __future__ import annotations

import ctypes
import io
import pickle
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw
import pytest

from clientdesk.documents import invoice
from clientdesk.documents.layout import render
from clientdesk.documents.look import LOOKS
from clientdesk.documents.pairs import in_languages, pair
from clientdesk.documents.plain import text_of
from clientdesk.documents.said import Said, first_of, second_of
from clientdesk.documents.setting import setting
from clientdesk.documents.view import (
    Clause,
    Clauses,
    DocumentView,
    Fact,
    Heading,
    Section,
    Table,
    Text,
    Total,
    Totals,
)
from clientdesk.domain.design import Design
from clientdesk.domain.invoice import Invoice, InvoiceKind
from clientdesk.domain.issuer import TaxStatus
from clientdesk.domain.party import Address
from tests.archive.verapdf import validate
from tests.documents.samples import FINAL, KRUMM, LENA, line, pages, placed, plain_view, words

ON = date(2026, 5, 4)
EVERY_LOOK = pytest.mark.parametrize("look", LOOKS)
LOREM = "Each party keeps to itself what it learns of the other. "
ARABIC = "يحتفظ كل طرف بسرية ما يعرفه عن الطرف الآخر. "


def said(record: Invoice = FINAL, first: str = "de", second: str = "en", **design: Any) -> DocumentView:
    where = setting(LENA, KRUMM, on=ON, language=first, design=Design(second_language=second, **design))
    return in_languages(partial(invoice.view, record), where)


def both(first: tuple[Section, ...], second: tuple[Section, ...], language: str = "ar") -> DocumentView:
    """A plain paper of two bodies that say the same."""
    there = plain_view(body=second, language=language, title="عقد")
    return pair(plain_view(body=first, title="Contract"), there, there)


# --- what stands twice ----------------------------------------------------------------------------------------


def test_words_stand_twice_and_figures_once() -> None:
    view = said()
    assert (first_of(view.title), second_of(view.title)) == ("Schlussrechnung", "Final invoice")
    number, day = view.info[0], view.info[1]
    assert (first_of(number.label), second_of(number.label)) == ("Rechnungsnr.", "Invoice no.")
    assert (day.value, second_of(day.value)) == ("4. Mai 2026", "")
    table = next(section for section in view.body if isinstance(section, Table))
    typed, hours = table.rows[0].cells[1], table.rows[4].cells
    assert (typed, second_of(typed)) == (FINAL.lines[0].description, "")
    assert [second_of(cell) for cell in hours] == ["", "", "", "h", "", ""]
    total = next(section for section in view.body if isinstance(section, Totals)).rows[-1]
    assert (second_of(total.label), total.amount, second_of(total.amount)) == (
        "Total",
        "6.494,43\N{NO-BREAK SPACE}EUR",
        "",
    )


def test_sentences_have_the_figures_of_their_own_language() -> None:
    text = words(render(said()))
    assert "Bitte zahlen Sie 2.496,03 EUR bis zum 18. Mai 2026." in text
    assert "Please pay €2,496.03 by May 18, 2026." in text
    assert text.count("6.494,43 EUR") == 1


def test_the_second_language_of_a_paper_in_it_is_none() -> None:
    once = said(second="")
    assert said(second="de") == replace(once, design=replace(once.design, second_language="de"))
    assert render(said(second="de-AT")) == render(once)
    assert said(second="de").second_language == ""
    # In a language that papers do not speak nothing can be said.
    assert said(second="fr").second_language == ""


def test_each_language_counts_pages_in_its_own_digits() -> None:
    shown = pages(render(said(first="ar", second="en", digits="arab")))
    assert "Page 1 of 2" in shown[0]
    assert "١" in shown[0].split("Page 1 of 2")[0]
    assert "Page ١" not in " ".join(shown)


def test_texts_are_carried_to_other_processes_whole() -> None:
    view = said(second="ar")
    other = pickle.loads(pickle.dumps(view))
    assert render(other) == render(view)


def test_a_long_name_keeps_its_first_language_where_both_have_no_room() -> None:
    name = Said.both(
        "Übersetzungsbüro Leipzig-Connewitz und Partnerinnen", "Translation Office Leipzig and Partners"
    )
    one = plain_view(language="de", second_language="en", issuer_name=name, running_title=name)
    for look in LOOKS:
        text = words(render(replace(one, design=Design(look=look))))
        assert "Partnerinnen" in text
        assert "…" not in text


def test_the_same_paper_has_the_same_bytes() -> None:
    assert render(said(second="ar")) == render(said(second="ar"))


def test_the_window_and_the_watermark_speak_one_language() -> None:
    where = setting(LENA, KRUMM, on=ON, language="de", design=Design(second_language="en"), draft=True)
    texts = pages(render(in_languages(partial(invoice.view, FINAL), where)))
    assert [text.count("ENTWURF") for text in texts] == [1, 1]
    assert "DRAFT" not in " ".join(texts)
    assert texts[0].count(KRUMM.name) == 1


def test_what_is_signed_is_in_both_languages() -> None:
    text = text_of(
        both(
            (Clauses(clauses=(clause(1, "Secrecy", LOREM),)),),
            (Clauses(clauses=(clause(1, "السرية", ARABIC),)),),
        )
    )
    assert LOREM in text
    assert ARABIC in text
    assert "1. Secrecy · السرية" in text


def test_own_words_in_one_language_leave_the_other_as_it_is() -> None:
    first = plain_view(
        body=(Text(paragraphs=("Hello,", "one", "two")), Heading(text="Sums"), Text(paragraphs=("Bye",)))
    )
    second = plain_view(body=(Text(paragraphs=("Hallo,", "eins")), Heading(text="Summen")), language="de")
    shown = words(render(pair(first, second, second)))
    for part in ("Hello,", "Hallo,", "one", "eins", "two", "Sums", "Summen", "Bye"):
        assert part in shown
    shown = words(render(pair(second, first, first)))
    assert "Bye" in shown
    assert "two" in shown


@pytest.mark.parametrize(("country", "titles"), [("SA", "tax"), ("AE", "tax"), ("DE", "plain")])
def test_the_titles_that_saudi_arabia_and_the_emirates_prescribe(country: str, titles: str) -> None:
    """R-CON-SA, R-CON-AE: فاتورة ضريبية and "Tax Invoice" on all that asks for taxed money, in both languages."""
    own = replace(LENA, address=Address(city="Riyadh", country=country))
    where = setting(own, KRUMM, on=ON, language="ar", design=Design(second_language="en"))
    for kind in (InvoiceKind.INVOICE, InvoiceKind.PREPAYMENT, InvoiceKind.PARTIAL, InvoiceKind.FINAL):
        title = in_languages(partial(invoice.view, replace(FINAL, kind=kind)), where).title
        prescribed = (first_of(title), second_of(title)) == ("فاتورة ضريبية", "Tax invoice")
        assert prescribed is (titles == "tax"), title
    untaxed = replace(where, issuer=replace(own, tax_status=TaxStatus.NONE))
    title = in_languages(partial(invoice.view, replace(FINAL, kind=InvoiceKind.INVOICE)), untaxed).title
    assert (first_of(title), second_of(title)) == ("فاتورة", "Invoice")


# --- where it stands ------------------------------------------------------------------------------------------


@EVERY_LOOK
def test_the_languages_stand_at_opposite_edges(look: str) -> None:
    sheet = 210.0
    left_first = render(said(first="en", second="ar", look=look))
    english, arabic = placed(left_first, "The work is complete"), placed(left_first, "العمل")
    assert english[0] < sheet / 2 < arabic[0]
    right_first = render(said(first="ar", second="en", look=look))
    english, arabic = placed(right_first, "The work is complete"), placed(right_first, "العمل")
    assert english[0] < sheet / 2 < arabic[0]
    # Read from the right the row numbers stand at the right edge, the amounts at the left.
    assert placed(right_first, "Description")[0] > placed(right_first, "Amount (EUR)")[2]
    assert placed(left_first, "Description")[2] < placed(left_first, "Amount (EUR)")[0]


@EVERY_LOOK
@pytest.mark.parametrize("languages", [("de", "en"), ("ar", "en"), ("en", "ar"), ("te", "ar")])
def test_nothing_overlaps_and_the_archive_takes_it(look: str, languages: tuple[str, str]) -> None:
    pdf = render(said(first=languages[0], second=languages[1], look=look))
    assert overlaps(pdf) == []
    if look == "quiet":
        assert [report.failures for report in (validate(pdf, "2b"), validate(pdf, "ua1"))] == [(), ()]


def test_labels_without_room_beside_fall_below() -> None:
    long = "Umsatzsteuer auf alle Leistungen, die wir nach dem Vertrag bis heute erbracht haben"
    rows = (Total(label=long, amount="19.00 EUR"), Total(label="Gesamt", amount="119.00 EUR", rule=True))
    other = (
        Total(label="VAT on all the work done so far under the contract, as agreed", amount="19.00 EUR"),
        Total(label="Total", amount="119.00 EUR", rule=True),
    )
    facts = tuple(
        Fact(
            label=f"Bezeichnung {number} nach Vertrag",
            value="1. September 2026 – 30. September 2026, wie vereinbart",
        )
        for number in range(3)
    )
    there = plain_view(
        body=(Totals(rows=other),),
        language="en",
        info=tuple(replace(fact, label=f"A label {n} as in the contract") for n, fact in enumerate(facts)),
    )
    pdf = render(pair(plain_view(body=(Totals(rows=rows),), language="de", info=facts), there, there))
    assert placed(pdf, "VAT on all")[1] > placed(pdf, "Umsatzsteuer auf")[3] - 1
    assert placed(pdf, "A label 1")[1] > placed(pdf, "Bezeichnung 1")[1] + 2
    assert overlaps(pdf) == []


# --- over pages -----------------------------------------------------------------------------------------------


def clause(number: int, heading: str, text: str) -> Clause:
    return Clause(number=f"{number}.", heading=heading, paragraphs=(text,))


def test_a_contract_of_forty_pages_breaks_in_step() -> None:
    count = 160
    english = tuple(clause(n, f"Clause {n}", f"First {n}. " + LOREM * 14) for n in range(1, count + 1))
    german = tuple(
        clause(n, f"Klausel {n}", f"Erstens {n}. " + "Jede Seite behält für sich, was sie erfährt. " * 16)
        for n in range(1, count + 1)
    )
    view = both((Clauses(clauses=english),), (Clauses(clauses=german),), "de")
    texts = pages(render(view))
    assert len(texts) >= 40
    for number in range(1, count + 1):
        mine = [index for index, text in enumerate(texts) if f"First {number}." in text]
        other = [index for index, text in enumerate(texts) if f"Erstens {number}." in text]
        assert mine == other, number
    assert all("Each party" in text and "Jede Seite" in text for text in texts)


def test_no_page_of_columns_has_a_hole() -> None:
    english = tuple(clause(n, f"Clause {n}", LOREM * 14) for n in range(1, 41))
    arabic = tuple(clause(n, f"البند {n}", ARABIC * 16) for n in range(1, 41))
    pdf = render(both((Clauses(clauses=english),), (Clauses(clauses=arabic),)))
    document = pypdfium2.PdfDocument(pdf)
    for page in list(document)[1:-1]:
        image = page.render(scale=1).to_pil().convert("L")
        for column in ((75, 290), (325, 540)):
            shaded = [
                y
                for y in range(70, 800)
                if image.crop((column[0], y, column[1], y + 1)).getextrema()[0] < 200
            ]
            gaps = [below - above for above, below in pairwise(shaded)]
            assert max(gaps) < 45, "a hole within the column"
            assert shaded[0] < 100
            assert shaded[-1] > 740, "a hole at the foot"
    document.close()


@pytest.mark.parametrize("swapped", [False, True])
def test_a_text_ten_times_as_long_as_the_other_leaves_no_hole(swapped: bool) -> None:
    long, short = LOREM * 100, ARABIC * 10
    if swapped:
        long, short = LOREM * 10, ARABIC * 100
    alone = len(pages(render(both((Text(paragraphs=(long, "End.")),), (Text(paragraphs=(long, "End.")),)))))
    view = both((Text(paragraphs=(long, "End.")),), (Text(paragraphs=(short, "النهاية.")),))
    pdf = render(view)
    assert overlaps(pdf) == []
    assert len(pages(pdf)) <= alone + 1
    # The longer one has the whole width.
    boxes = [box for box in line_boxes(pdf, 0) if box[2] - box[0] > 120]
    assert len(boxes) > 10


def test_sums_carried_over_are_labelled_in_both_languages() -> None:
    record = replace(FINAL, lines=tuple(line(f"Teil {n}", "1", "10") for n in range(60)), deductions=())
    texts = pages(render(said(record)))
    assert len(texts) > 1
    assert "Übertrag · Carried forward" in texts[0]
    assert "Übertrag · Brought forward" in texts[1]
    assert "Beschreibung Description" in texts[1]
    assert "Schlussrechnung RE-2026-014" in texts[1]
    assert "Final invoice RE-2026-014" in texts[1]
    assert "Seite 2 von" in texts[1]
    assert "Page 2 of" in texts[1]


# --- what is heard --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "second"), [("en", "ar"), ("ar", "en"), ("te", "en")])
def test_all_words_are_marked_with_their_language(first: str, second: str) -> None:
    pdf = render(said(first=first, second=second))
    letters = {"ar": ("\u0600", "\u06ff"), "te": ("\u0c00", "\u0c7f"), "en": ("A", "z")}
    heard = spoken(pdf)
    for language, text in heard:
        for tag, (low, high) in letters.items():
            # Names, numbers and what the user typed may be Latin anywhere.
            if tag != "en" and any(low <= char <= high for char in text):
                assert language == tag, text
    english = [text for language, text in heard if language == "en"]
    assert any("Description" in text for text in english)
    assert any("Amount due" in text for text in english)


def test_each_sentence_is_read_in_one_language_after_the_other() -> None:
    heard = [text for _, text in spoken(render(said()))]
    told = " ".join(" ".join(heard).split())
    assert (
        "Ihr Auftrag ist erledigt. Hier ist die Schlussrechnung: The work is complete. This is the final invoice:"
        in told
    )
    assert "Nettosumme Net total 5.457,50 EUR" in told


def spoken(pdf: bytes) -> list[tuple[str, str]]:
    """What a screen reader meets, in its order: the language of each marked stretch and its text."""
    document = pypdfium2.PdfDocument(pdf)
    texts: dict[tuple[int, int], str] = {}
    for number, page in enumerate(document):
        textpage = page.get_textpage()
        for each in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            mark = pypdfium2.raw.FPDFPageObj_GetMarkedContentID(each.raw)
            texts[number, mark] = texts.get((number, mark), "") + " " + _text(each, textpage)
    found: list[tuple[str, str]] = []
    with pikepdf.open(io.BytesIO(pdf)) as file:
        indexes = {page.obj.objgen: number for number, page in enumerate(file.pages)}

        def walk(node: Any, language: str) -> None:  # as pikepdf has it
            language = str(node.get("/Lang", language))
            kids = node.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, int):
                    found.append((language, texts.get((indexes[node.Pg.objgen], kid), "")))
                elif "/MCID" in kid:
                    found.append((language, texts.get((indexes[kid.Pg.objgen], int(kid.MCID)), "")))
                else:
                    walk(kid, language)

        walk(file.Root.StructTreeRoot.K, str(file.Root.Lang))
    document.close()
    return [(language.split("-")[0], text) for language, text in found if text.strip()]


def _text(each: pypdfium2.PdfObject, textpage: pypdfium2.PdfTextPage) -> str:
    size = pypdfium2.raw.FPDFTextObj_GetText(each.raw, textpage.raw, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    pypdfium2.raw.FPDFTextObj_GetText(each.raw, textpage.raw, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


def line_boxes(pdf: bytes, page: int) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of each piece of text, in millimetres."""
    document = pypdfium2.PdfDocument(pdf)
    sheet = document[page]
    height = sheet.get_height()
    boxes = [each.get_bounds() for each in sheet.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_TEXT])]
    document.close()
    scale = 25.4 / 72
    return [
        (left * scale, (height - top) * scale, right * scale, (height - bottom) * scale)
        for left, bottom, right, top in boxes
    ]


def overlaps(pdf: bytes) -> list[tuple[int, Any, Any]]:
    """Pieces of text that stand on each other; accents and tails of neighbouring lines may touch."""
    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    document.close()
    found = []
    for page in range(count):
        boxes = [box for box in line_boxes(pdf, page) if box[2] - box[0] > 0.5 and box[3] - box[1] < 30]
        for index, one in enumerate(boxes):
            for other in boxes[index + 1 :]:
                wide = min(one[2], other[2]) - max(one[0], other[0])
                tall = min(one[3], other[3]) - max(one[1], other[1])
                if wide > 0.4 and tall > 0.5 * min(one[3] - one[1], other[3] - other[1]):
                    found.append((page, one, other))
    return found
