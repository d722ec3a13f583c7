"""Text read back by two strangers (pypdf, pdfium) is the text that was set; what a reader cannot do is listed here."""

from __future__ import annotations

import io

import pypdf
import pypdfium2
import pytest

from clientdesk.documents.typeset.faces import Face
from clientdesk.documents.typeset.paragraph import Paragraph, compose
from clientdesk.documents.typeset.runs import Run, Style
from tests.typeset.samples import draw, font

# U+2066 and U+2069 keep a number from being turned around after Arabic letters; they are never extracted.
LINES = {
    "en": (
        "The quick brown fox (file 12/7) costs €1,234.56 — an official affix.",
        "Paid by شركة النور on 3 May 2026, reference 2026-0042.",
        "Ratnam Consulting (తెలుగు సంస్థ), Hyderabad 500081",
        "Client: עמית כהן, Tel Aviv",
        "Client: עמית, Tel Aviv",
    ),
    "de": (
        "Größe, Übermaß & Straße: 1.234,56 € für die Auffahrt",
        "Zahlbar bis 6. Dezember 2026 ohne Abzug – vielen Dank!",
        "IBAN DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000, BIC COBADEFFXXX",
    ),
    "ru": (
        "Съешь же ещё этих мягких французских булок, да выпей чаю: 25 кг.",
        "ООО «Ромашка», г. Москва, ИНН 7701234567",
        "Счёт № 2026-0042 от 22.11.2026 (НДС 20 %)",
    ),
    "te": (
        "ఆంధ్రప్రదేశ్ ప్రభుత్వం క్షేత్ర స్త్రీలు శ్రీకృష్ణుడు కార్యాలయం",
        "మొత్తం చెల్లించవలసిన సొమ్ము ₹ 1,23,456.00 మాత్రమే",
        "ఇన్వాయిస్ సంఖ్య 2026-0042, తేదీ 22 నవంబర్ 2026",
        "Ratnam Consulting, హైదరాబాద్ 500081",
    ),
    "hi": (
        "संयुक्त राष्ट्र क्षत्रिय हिन्दी में लिखित त्रुटियाँ श्रीमान् किंतु",
        "कुल देय राशि ₹ 1,23,456.00 मात्र",
        "चालान संख्या 2026-0042, दिनांक 22 नवंबर 2026",
    ),
    "ar": (
        "السلام عليكم ورحمة الله وبركاته",
        "المبلغ المستحق خلال أربعة عشر يوما",
        "فاتورة رقم \u20662026-0042\u2069",
        "الإجمالي 1234 ريال",
        "شركة النور للتجارة والمقاولات",
        "البنك: \u2066Commerzbank Berlin\u2069",
        "السَّلامُ عَلَيْكُمْ",
    ),
    "he": (
        "שלום עולם וברוכים הבאים",
        "סך הכול לתשלום תוך ארבעה עשר יום",
        "חשבונית מספר \u20662026-0042\u2069",
        "הסכום 1234 ש״ח (כולל מע״מ)",
        "שָׁלוֹם",
    ),
}
ISOLATES = {0x2066: None, 0x2069: None}

_WORD_BY_WORD = "takes each word from right to left in a line from left to right for a line of its own"
_LIGATURE = "does not turn a ligature's letters around with its line, as poppler, pdfium and MuPDF do"
_RUNS = "puts runs of both directions in one line in a wrong order"
_MIRROR = "mirrors brackets at the end of a line from right to left once more"
_POINTS = "gives two points of one letter in the other order, which means the same (canonical equivalence)"
#: (reader, text, what it reads, why): each is the reader's guess, and the page looks right.
LIMITS = (
    ("pdfium", LINES["en"][1], "Paid by النور شركة on 3 May 2026, reference 2026-0042.", _WORD_BY_WORD),
    ("pdfium", LINES["en"][3], "Client: כהן עמית, Tel Aviv", _WORD_BY_WORD),
    ("pdfium", LINES["ar"][5], "Commerzbank Berlin :البنك", _RUNS),
    ("pdfium", LINES["he"][3], "הסכום 1234 ש״ח )כולל מע״מ(", _MIRROR),
    ("pdfium", LINES["ar"][6], LINES["ar"][6].replace("\u064e\u0651", "\u0651\u064e"), _POINTS),
    ("pdfium", LINES["he"][4], LINES["he"][4].replace("\u05b8\u05c1", "\u05c1\u05b8"), _POINTS),
    ("pypdf", LINES["en"][1], "Paid by  رشكة النورon 3 May 2026, reference 2026-0042.", _RUNS),
    ("pypdf", LINES["en"][3], "Client:  ,עמית כהןTel Aviv", _RUNS),
    ("pypdf", LINES["en"][4], "Client:  ,עמיתTel Aviv", _RUNS),
    ("pypdf", LINES["ar"][0], LINES["ar"][0].replace("لا", "ال"), _LIGATURE),
    ("pypdf", LINES["ar"][1], "المبلغ المستحق خالل أربعة عرش يوما", _LIGATURE),
    ("pypdf", LINES["ar"][2], "2026-0042 فاتورة رقم", _RUNS),
    ("pypdf", LINES["ar"][3], "ريال 1234 يلاإلجما", _RUNS),
    ("pypdf", LINES["ar"][4], "رشكة النور للتجارة والمقاوالت", _LIGATURE),
    ("pypdf", LINES["ar"][5], "Commerzbank Berlin :البنك", _RUNS),
    ("pypdf", LINES["ar"][6], "\u0627\u0644\u0633\u0651\u064e\u0627\u0644\u0645\u064f عَلَيْكُمْ", _LIGATURE),
    ("pypdf", LINES["he"][2], "2026-0042 חשבונית מספר", _RUNS),
    ("pypdf", LINES["he"][3], ")ש״ח (כולל מע״מ 1234 הסכום", _RUNS),
)


def by_pypdf(pdf: bytes) -> str:
    return pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().strip()


def by_pdfium(pdf: bytes) -> str:
    return pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().strip()


READERS = {"pypdf": by_pypdf, "pdfium": by_pdfium}


@pytest.mark.parametrize(
    ("language", "text"), [(tag, text) for tag, texts in LINES.items() for text in texts]
)
@pytest.mark.parametrize("reader", READERS)
def test_a_line_reads_back_as_it_was_written(
    reader: str, language: str, text: str, faces: tuple[Face, ...]
) -> None:
    style = Style(faces=faces, size=11, leading=17, language=language)
    pdf = draw([compose(Paragraph(runs=(Run(text, style),))).lines(515)])
    limits = {source: read for name, source, read, _ in LIMITS if name == reader}
    assert READERS[reader](pdf) == limits.get(text, text.translate(ISOLATES))


def test_most_lines_need_no_excuse() -> None:
    lines = sum(len(texts) for texts in LINES.values())
    assert sum(1 for reader, *_ in LIMITS if reader == "pdfium") * 5 <= lines
    assert all(why for *_, why in LIMITS)


def test_a_paragraph_of_many_lines_reads_back_word_by_word(faces: tuple[Face, ...]) -> None:
    style = Style(faces=faces, size=10, leading=14, language="de")
    text = (
        "Der Auftragnehmer erbringt die Leistungen nach dem Angebot vom 3. Mai und rechnet sie monatlich ab. "
        * 4
    )
    layout = compose(Paragraph(runs=(Run(text, style),))).lines(220)
    assert len(layout.lines) > 5
    pdf = draw([layout])
    assert by_pdfium(pdf).split() == by_pypdf(pdf).split() == text.split()


def test_a_soft_hyphen_shows_at_the_end_of_a_line_and_nowhere_else(faces: tuple[Face, ...]) -> None:
    style = Style(faces=faces, size=10, leading=14, language="de")
    layout = compose(Paragraph(runs=(Run("Donau\u00addampf\u00adschiff", style),))).lines(60)
    first, second = layout.lines
    hyphen = first.segments[-1]
    assert (first.text, second.text) == ("Donau\u00addampf\u00ad", "schiff")
    assert hyphen.piece.glyphs.ids == (font("SourceSans3").shaper.get_nominal_glyph(0x2010),)
    assert first.width <= 60
    assert by_pypdf(draw([layout])) == "Donaudampf\u00ad\nschiff"
