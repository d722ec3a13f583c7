"""What a user changes about the papers without any code: each change is on the page, and the page stays archivable."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from pypdf import PdfReader

from clientdesk.documents import invoice, quote
from clientdesk.documents.colour import best_on, contrast, darkened_for_white
from clientdesk.documents.ground import ground, prepare
from clientdesk.documents.layout import render
from clientdesk.documents.look import LOOKS, MM
from clientdesk.documents.sample import Sample, view
from clientdesk.documents.setting import Setting, setting
from clientdesk.documents.view import Table
from clientdesk.domain.design import (
    Design,
    FootBlock,
    LogoPlace,
    LogoSize,
    LookName,
    OwnText,
    PriceColumn,
    Tone,
    TypeSize,
    Wording,
    check_design,
)
from clientdesk.domain.errors import RuleError
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Line
from clientdesk.domain.party import Address, TaxId
from clientdesk.domain.quote import Quote
from clientdesk.domain.tax import Tax
from clientdesk.usecases import designs, fonts
from tests.archive.verapdf import validate
from tests.documents.samples import BASE, FINAL, KRUMM, LENA, pages, placed, words
from tests.usecases.billing import open_german
from tests.usecases.own_font_files import with_letter

ON = date(2026, 6, 17)
EVERY_LOOK = pytest.mark.parametrize("look", LOOKS)


def picture(width: int, height: int, colour: str, *, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind)
    return out.getvalue()


def own_letterhead(*, count: int = 1) -> bytes:
    """A PDF of whole A4 pages at 100 dpi: grey bands down to 40 mm and from 270 mm on."""
    sheets = []
    for _ in range(count):
        sheet = Image.new("RGB", (827, 1169), "white")
        drawn = ImageDraw.Draw(sheet)
        drawn.rectangle((0, 0, 827, round(40 / 25.4 * 100)), fill="#c8d0d8")
        drawn.rectangle((0, round(270 / 25.4 * 100), 827, 1169), fill="#c8d0d8")
        sheets.append(sheet)
    out = io.BytesIO()
    sheets[0].save(out, "PDF", resolution=100, save_all=True, append_images=sheets[1:])
    return out.getvalue()


LOGO, STAMP = picture(600, 300, "#204060"), picture(500, 200, "#1a2b8c")
FULL = Design(
    look="bold",
    accent="#c02040",
    logo=LOGO,
    logo_place=LogoPlace.END,
    logo_size=LogoSize.LARGE,
    names_issuer=True,
    head_text="Atelier im Hof\nTelefon 0341 555",
    foot=(FootBlock.BANK, FootBlock.OWN),
    foot_text="Termine nur nach Absprache",
    columns=(PriceColumn.DESCRIPTION, PriceColumn.QUANTITY, PriceColumn.AMOUNT),
    signature=STAMP,
    signatory="Lena Brandt",
    type_size=TypeSize.LARGE,
)


def to_krumm(design: Design, *, own: Issuer = LENA, language: str = "de", tone: str = "") -> Setting:
    return setting(own, replace(KRUMM, tone=tone), on=ON, design=design, language=language)


def paper(design: Design, **changes: object) -> bytes:
    return render(invoice.view(FINAL, to_krumm(design, **changes)))  # type: ignore[arg-type]


def head_of(design: Design, own: Issuer = LENA, lines: tuple[Line, ...] = BASE) -> list[str]:
    body = quote.view(Quote(currency="EUR", lines=lines), to_krumm(design, own=own)).body
    table = next(section for section in body if isinstance(section, Table))
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
    return [column.title for column in table.columns]


@EVERY_LOOK
@pytest.mark.parametrize("language", ["de", "ar"])
def test_a_paper_with_everything_changed_is_archived_and_accessible(look: str, language: str) -> None:
    first, further = prepare(own_letterhead(count=2))
    for design in (FULL, replace(FULL, letterhead=first, letterhead_next=further, prints_foot=False)):
        sample = view(LENA, replace(design, look=look), Sample.LONG_INVOICE, language=language, on=ON)
        pdf = render(sample)
        assert validate(pdf, "2b").failures == ()
        assert validate(pdf, "ua1").failures == ()
        assert render(sample) == pdf


ONE = (replace(BASE[0], quantity=Decimal(1)),)


def test_every_look_that_can_be_named_is_one() -> None:
    assert set(LOOKS) == set(LookName)


def test_columns_are_chosen_and_ordered_and_the_amount_stays_over_the_sums() -> None:
    chosen = (PriceColumn.AMOUNT, PriceColumn.QUANTITY, PriceColumn.DESCRIPTION)
    design = check_design(Design(columns=chosen))
    assert head_of(design, lines=ONE) == ["Menge", "Beschreibung", "Betrag (EUR)"]
    assert head_of(Design()) == ["Pos.", "Beschreibung", "Menge", "Einheit", "Einzelpreis", "Betrag (EUR)"]


def test_a_table_without_words_or_amounts_is_refused() -> None:
    with pytest.raises(RuleError, match="column for the description") as caught:
        check_design(Design(columns=(PriceColumn.POSITION,)))
    assert caught.value.field == "columns"


def test_r_con_1_the_tax_of_each_line_is_shown_where_lines_differ() -> None:
    mixed = (*BASE, Line(description="Buch", unit_price=Decimal(20), tax=Tax(rate=Decimal(7))))
    few = Design(columns=(PriceColumn.DESCRIPTION, PriceColumn.AMOUNT))
    assert head_of(few, lines=mixed)[-2:] == ["USt.", "Betrag (EUR)"]
    assert head_of(few, lines=ONE) == ["Beschreibung", "Betrag (EUR)"]


def test_r_con_1_a_quantity_other_than_one_is_shown_with_its_price_where_tax_is() -> None:
    from tests.documents.samples import SMALL

    few = Design(columns=(PriceColumn.DESCRIPTION, PriceColumn.AMOUNT))
    seven = (replace(BASE[0], quantity=Decimal(7)),)
    assert head_of(few, lines=seven) == ["Beschreibung", "Menge", "Einheit", "Einzelpreis", "Betrag (EUR)"]
    assert head_of(few, SMALL, lines=seven) == ["Beschreibung", "Betrag (EUR)"]


def test_r_con_ae_quantity_price_and_tax_cannot_be_left_out_in_the_emirates() -> None:
    own = replace(
        LENA, address=Address(city="Dubai", country="AE"), tax_ids=(TaxId(kind="trn", value="1" * 15),)
    )
    few = Design(columns=(PriceColumn.DESCRIPTION, PriceColumn.AMOUNT))
    assert len(head_of(few, own)) == 5


def test_r_vat_6_a_tax_column_is_not_shown_by_who_may_not_name_tax() -> None:
    from tests.documents.samples import SMALL

    wanted = Design(columns=(PriceColumn.DESCRIPTION, PriceColumn.TAX, PriceColumn.AMOUNT))
    assert head_of(wanted, SMALL) == ["Beschreibung", "Betrag (EUR)"]


def test_own_words_by_language_and_tone_with_their_placeholders() -> None:
    design = Design(
        texts=(
            OwnText(
                paper=Wording.FINAL, language="de", opening="anbei {number} über {total}, fällig am {due}."
            ),
            OwnText(
                paper=Wording.FINAL,
                language="de",
                tone=Tone.FRIENDLY,
                opening="hallo {contact}, fertig!",
                closing="Bis bald\n\n{issuer}",
            ),
        )
    )
    formal, friendly = words(paper(design)), words(paper(design, tone="friendly"))
    assert "anbei RE-2026-014 über 2.496,03 EUR, fällig am 18. Mai 2026." in formal
    assert "hallo Sabine Krumm, fertig!" in friendly
    assert "Bis bald Lena Brandt" in friendly
    assert "anbei" not in words(paper(design, language="en"))


def test_what_was_typed_on_the_paper_goes_before_the_own_words() -> None:
    design = Design(
        texts=(OwnText(paper=Wording.FINAL, language="de", opening="immer gleich", closing="Ende"),)
    )
    typed = replace(FINAL, intro="nur heute anders")
    text = words(render(invoice.view(typed, to_krumm(design))))
    assert "nur heute anders" in text
    assert "immer gleich" not in text
    assert "Ende" in text


def test_a_placeholder_that_nobody_can_fill_is_named() -> None:
    with pytest.raises(RuleError, match="placeholder") as caught:
        check_design(Design(texts=(OwnText(paper=Wording.QUOTE, language="de", opening="Lieber {kunde}"),)))
    assert caught.value.values["word"] == "{kunde}"


def test_blocks_of_the_foot_stand_in_the_chosen_order() -> None:
    pdf = paper(replace(FULL, type_size=TypeSize.USUAL, foot=(FootBlock.OWN, FootBlock.BANK)))
    assert placed(pdf, "Termine nur")[0] < placed(pdf, "Bankverbindung")[0]
    assert "Steuernummer" not in words(pdf)


def test_logo_and_name_stand_at_the_ends_that_were_chosen() -> None:
    at_end = paper(FULL)
    beside = paper(replace(FULL, logo_place=LogoPlace.START))
    assert placed(at_end, "Lena Brandt")[0] == pytest.approx(25, abs=0.7)
    assert placed(beside, "Lena Brandt")[0] > 60
    assert placed(at_end, "im Hof")[2] < 140
    assert placed(beside, "im Hof")[2] == pytest.approx(190, abs=0.6)


@EVERY_LOOK
@pytest.mark.parametrize("place", LogoPlace)
def test_own_lines_the_name_and_a_logo_never_overlap(look: str, place: LogoPlace) -> None:
    own = replace(
        LENA, name="Ateliergemeinschaft Brandt, Vogt & Reddy für Marken und Bücher", trade="Gestaltung"
    )
    for logo in (b"", LOGO):
        design = replace(
            FULL, look=look, logo=logo, logo_place=place, head_text="Karl-Heine-Straße 12\n04229 Leipzig"
        )
        pdf = paper(design, own=own)
        name, line = placed(pdf, "Ateliergemeinschaft"), placed(pdf, "Karl-Heine-Straße 12")
        apart = name[2] < line[0] or line[2] < name[0] or name[3] < line[1] or line[3] < name[1]
        assert apart, (name, line)


def test_a_letterhead_lies_under_the_pages_and_the_words_keep_clear_of_it() -> None:
    first, further = prepare(own_letterhead(count=2))
    design = Design(letterhead=first, letterhead_next=further, prints_foot=False)
    pdf = render(view(LENA, design, Sample.LONG_INVOICE, language="de", on=ON))
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) > 1
        for page in document:
            shown = page.render(scale=1).to_pil().convert("L")
            assert shown.getpixel((300, 20)) == pytest.approx(207, abs=3)
            text = page.get_textpage()
            tops = [
                box for index in range(text.count_chars()) if (box := text.get_charbox(index))[2] > box[0]
            ]
            height = page.get_height()
            assert max(height - box[1] for box in tops) < 270 * MM
            if page is not document[0]:
                assert min(height - box[3] for box in tops) > 40 * MM
    # The name stands small in the window, and no longer in a letterhead of ours.
    assert placed(pdf, "Lena Brandt")[1] > 50
    # Both pages look alike here, and the picture is in the file once.
    images = {
        id(image.indirect_reference) for page in PdfReader(io.BytesIO(pdf)).pages for image in page.images
    }
    assert first == further
    assert len(pdf) < 2 * len(ground(first).deflated) + 60_000, images


def test_a_letterhead_of_one_page_leaves_further_pages_white() -> None:
    (first,) = prepare(own_letterhead())
    pdf = render(view(LENA, Design(letterhead=first), Sample.LONG_INVOICE, language="de", on=ON))
    with pypdfium2.PdfDocument(pdf) as document:
        assert document[1].render(scale=1).to_pil().convert("L").getpixel((300, 5)) == 255


def test_a_picture_of_a_whole_page_is_a_letterhead_too() -> None:
    sheet = Image.new("RGB", (1654, 2339), "white")
    ImageDraw.Draw(sheet).rectangle((0, 2100, 1654, 2339), fill="#334455")
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=90)
    (page,) = prepare(out.getvalue())
    assert ground(page).head_end == 0
    assert ground(page).foot_start == pytest.approx(2100 / 2339, abs=0.01)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.4 broken", "cannot be read"),
        (b"no picture", "cannot be read"),
        (picture(600, 600, "white"), "shape of a sheet"),
        (b"%PDF" + bytes(21 * 1024 * 1024), "MB"),
    ],
    ids=["broken", "no picture", "square", "large"],
)
def test_a_letterhead_that_cannot_be_used_gets_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(RuleError, match=said) as caught:
        prepare(data)
    assert caught.value.field == "letterhead"
    assert caught.value.next_step


def test_the_signature_stands_at_the_end_and_is_named_to_who_cannot_see() -> None:
    pdf = paper(replace(FULL, signatory="Lena M. Brandt"))
    root = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    said = str(root["/StructTreeRoot"])
    assert words(pdf).count("Lena M. Brandt") == 1
    figures = _alternatives(root["/StructTreeRoot"])
    assert "Unterschrift von Lena M. Brandt" in figures or "Signature of Lena M. Brandt" in figures, said[
        :200
    ]


def test_a_signature_takes_nothing_to_the_next_page_but_the_words_it_signs() -> None:
    for count in range(1, 24):
        bill = replace(FINAL, lines=BASE[:1] * count, deductions=())
        plain, signed = (
            pages(render(invoice.view(bill, to_krumm(design))))
            for design in (Design(), Design(signature=STAMP))
        )
        at, still_at = (
            next(n for n, text in enumerate(found) if "IBAN DE89" in text) for found in (plain, signed)
        )
        assert at == still_at, count


def _alternatives(node: object) -> list[str]:
    found: list[str] = []
    if isinstance(node, list):
        for kid in node:
            found += _alternatives(kid.get_object() if hasattr(kid, "get_object") else kid)
    elif isinstance(node, dict):
        if "/Alt" in node:
            found.append(str(node["/Alt"]))
        if "/K" in node:
            found += _alternatives(node["/K"])
    return found


@given(st.integers(0, 0xFFFFFF))
def test_any_accent_can_be_read_on_white_and_under_words(colour: int) -> None:
    accent = f"#{colour:06x}"
    assert contrast(best_on(accent), accent) >= 4.5
    assert contrast(darkened_for_white(accent), "#ffffff") >= 4.5


@pytest.mark.parametrize("typed", ["0F4C5C", " #0f4c5c "])
def test_a_colour_is_taken_as_people_type_it(typed: str) -> None:
    assert check_design(Design(accent=typed)).accent == "#0f4c5c"


def test_a_word_is_no_colour() -> None:
    with pytest.raises(RuleError, match="is not a colour") as caught:
        check_design(Design(ink="petrol"))
    assert caught.value.field == "ink"


def test_arabic_papers_have_their_own_digits_where_wanted() -> None:
    own = replace(LENA, address=Address(city="القاهرة", country="EG"))
    bill = Invoice(currency="EGP", lines=BASE, number="INV-7")
    for digits, shown, label in (("", "5,240.00", "1"), ("arab", "٥٬٢٤٠٫٠٠", "١")):
        where = to_krumm(Design(digits=digits), own=own, language="ar")
        seen = invoice.view(bill, where)
        assert shown in str(seen.body)
        assert seen.digits[1] == label
    assert "٥" not in words(render(invoice.view(FINAL, to_krumm(Design(digits="arab")))))


def test_changes_of_a_design_change_nothing_about_what_is_said() -> None:
    plain, changed = words(paper(Design())), words(paper(Design(look="classic", type_size=TypeSize.SMALL)))
    assert sorted(plain.split()) == sorted(changed.split())


@pytest.mark.parametrize("field", ["head_text", "foot_text", "signatory"])
def test_an_own_line_that_no_font_draws_is_refused_before_papers_go_out_without_it(field: str) -> None:
    book = open_german(None)
    typed = replace(designs.get(book), **{field: "Leipzig HRB 12\nOpen \N{SNOWMAN}"})
    with pytest.raises(RuleError) as refused:
        designs.save(book, typed)
    assert refused.value.field == field
    fonts.add(book, with_letter("\N{SNOWMAN}"), "Snow.ttf")
    assert getattr(designs.save(book, typed), field) == getattr(typed, field)


def test_own_words_with_something_left_in_them_are_refused() -> None:
    def own(opening: str) -> Design:
        return Design(texts=(OwnText(paper=Wording.INVOICE, language="en", opening=opening),))

    with pytest.raises(RuleError, match="was left in a text") as refused:
        check_design(own("Dear {client}, lorem ipsum dolor"))
    assert refused.value.field == "texts"
    assert check_design(own("Dear {client}, as agreed on {date}.")).texts
