"""The design of papers on the command line: fields, pictures, own words, and a sample to look at."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "sheet.pdf"
    canvas = Canvas(str(path), pagesize=(595.28, 841.89))
    for words in ("Brandt", "two"):
        canvas.drawString(60, 800, words)
        canvas.showPage()
    canvas.save()
    return path


def test_fields_pictures_and_words_are_set_and_seen_on_a_sample(lena, tmp_path: Path, sheet: Path) -> None:
    logo = tmp_path / "logo.png"
    Image.new("RGB", (90, 30), "teal").save(logo)
    changed = lena.ok(
        "design",
        "set",
        "look=bold",
        "accent=1D3F8F",
        "columns=description,price,amount",
        f"logo=@{logo}",
        f"letterhead=@{sheet}",
    )
    assert (changed["look"], changed["accent"]) == ("bold", "#1d3f8f")
    assert changed["columns"] == ["description", "price", "amount"]
    assert [changed[f"has_{name}"] for name in ("logo", "letterhead", "letterhead_next")] == [True] * 3
    said = lena.ok(
        "design", "words", "quote", "de", "--tone", "friendly", "--opening", "Hallo {contact}, schön!"
    )
    assert [one["opening"] for one in said["texts"]] == ["Hallo {contact}, schön!"]
    lena.ok("design", "set", "tone=friendly")
    target = tmp_path / "sample.pdf"
    lena.ok("design", "sample", str(target), "--kind", "quote", "--written-in", "de")
    text = PdfReader(target).pages[0].extract_text()
    assert "Hallo Alex Beispiel, schön!" in text
    assert "Pos." not in text
    assert "Menge" in text, "the law wants it beside a quantity other than one"
    assert lena.ok("design", "show")["look"] == "bold"


@pytest.mark.parametrize(
    ("assignment", "said"),
    [
        ("accent=teal", "is not a colour"),
        ("columns=position", "needs a column for the description"),
        ("look_of_it=bold", "There is no field"),
        ("look=nonsense", "nonsense"),
        ("second_language=xx", "Documents are not written in “xx”. Choose one of en, de, ar, te."),
        ("text_family=Bogus", "There is no typeface “Bogus”."),
    ],
)
def test_what_does_not_fit_is_said(lena, assignment: str, said: str) -> None:
    refused = lena.run("design", "set", assignment)
    assert refused.code in {1, 2}
    assert said in refused.err


def test_a_logo_that_cannot_be_printed_is_refused_when_it_is_set(lena, tmp_path: Path) -> None:
    broken = tmp_path / "logo.png"
    broken.write_bytes(b"no picture")
    assert lena.run("design", "set", f"logo=@{broken}").code == 1
    assert lena.ok("design", "show")["has_logo"] is False
