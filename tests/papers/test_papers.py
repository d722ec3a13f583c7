"""Every kind of paper, every look and every language keeps PDF/A-2b and PDF/UA-1; `dev.py papers` tries them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientdesk.documents.look import LOOKS
from clientdesk.domain.invoice import InvoiceKind
from tests.papers import gallery
from tests.papers.reading import READERS
from tests.papers.worker import Job, Shown, draw

ROUNDS = (
    ("lena", "de", "quiet", ""),
    ("lena", "en", "bold", ""),
    ("mona", "ar", "classic", ""),
    ("anitha", "te", "compact", ""),
    ("marcus", "en", "compact", ""),
    ("mona", "ar", "quiet", "en"),
    ("mona", "en", "bold", "ar"),
    ("lena", "de", "classic", "en"),
    ("anitha", "te", "compact", "en"),
)
#: What no demo book has a paper of.
ABSENT = {InvoiceKind.CORRECTION, InvoiceKind.REFUND_VOUCHER}


@pytest.fixture(scope="module")
def shown(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Shown]:
    folder = tmp_path_factory.mktemp("papers")
    return [
        one
        for book, language, look, second in ROUNDS
        for one in draw(
            Job(
                book=book,
                language=language,
                look=look,
                shelf=str(shelf),
                folder=str(folder),
                out=str(folder),
                only=(),
                validates=True,
                second=second,
            )
        )
    ]


def test_all_are_archived_and_accessible(shown: list[Shown]) -> None:
    assert {one.name: one.faults for one in shown if one.faults} == {}


def test_each_kind_each_look_and_each_language_was_tried(shown: list[Shown]) -> None:
    kinds, languages, looks = ({one.name.split(".")[place] for one in shown} for place in (1, 2, 3))
    assert {kind.replace("_", "-") for kind in InvoiceKind if kind not in ABSENT} <= kinds
    drawn = {"draft", "copy", "sheet", "quote", "contract", "settlement", "change-order", "receipt"}
    assert drawn | {"delivery", "statement", "client-file", "recovery-sheet"} <= kinds
    assert languages == {*gallery.LANGUAGES, "ar+en", "en+ar", "de+en", "te+en"}
    assert looks == set(LOOKS)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("lena.final.de.quiet", ["Schlussrechnung", "Bäckerei Krumm GmbH", "6.494,43 EUR", "DE89 3704 0044 0532"]),
        ("anitha.final.te.compact", ["పన్ను ఇన్‌వాయిస్", "శ్రావణి & కిరణ్", "₹1,59,300.00", "INV/26-27/0003"]),
        ("mona.invoice.ar+en.quiet", ["الوصف Description", "4,377.60", "Amount in words: four"]),
        ("lena.final.de+en.classic", ["Nettosumme Net total 5.457,50 EUR", "Zahlbetrag Amount due"]),
        ("mona.partial.ar.classic", ["4,500.00", "EG38 0019 0005 0000 0000 2631 8000", "INV-2026-008", "Riyadh 12271"]),
    ],
)  # fmt: skip
def test_two_readers_find_the_words(
    shown: list[Shown], tmp_path_factory: pytest.TempPathFactory, name: str, expected: list[str]
) -> None:
    pdf = next(path for path in tmp_path_factory.getbasetemp().rglob(f"{name}.pdf")).read_bytes()
    for read in READERS.values():
        text = " ".join(read(pdf).replace("\N{NO-BREAK SPACE}", " ").split())
        assert [part for part in expected if part not in text] == [], read.__name__


def test_the_pages_are_drawn(shown: list[Shown], tmp_path_factory: pytest.TempPathFactory) -> None:
    pictures = list(Path(tmp_path_factory.getbasetemp()).rglob("*.png"))
    assert len(pictures) >= sum(one.pages for one in shown) > len(shown)
