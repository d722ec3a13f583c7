"""The demo book A to D of product.md 2.12, to the cent; every figure is a test of its own."""

from __future__ import annotations

import pytest

from clientdesk.demo.books import books
from clientdesk.demo.figures import Figure, differences
from clientdesk.demo.reading import Eyes
from clientdesk.demo.variants import VARIANTS, Variant

_ALL = [
    pytest.param(book.name, figure, id=f"{book.name}: {figure.what}")
    for book in books()
    for figure in book.figures
]


@pytest.mark.parametrize(("name", "figure"), _ALL)
def test_demo_book_figure(shelf: dict[str, Eyes], name: str, figure: Figure) -> None:
    assert list(differences(name, shelf[name], (figure,))) == []


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_demo_book_variant(variant: Variant) -> None:
    eyes = variant.eyes()
    assert list(differences(variant.name, eyes, variant.figures)) == []
    eyes.db.close()


@pytest.mark.parametrize(
    ("rule", "name", "what"),
    [
        ("B1", "lena", "paid rounds 2 and 3"),
        ("B2", "lena", "CO-1"),
        ("B2", "lena", "date as amended"),
        ("B3", "lena", "contract as of 14 April"),
        ("B3", "lena", "contract as of 15 April"),
        ("B5", "mona", "slack"),
        ("B7", "lena", "ledger of Bäckerei Krumm"),
        ("B7", "lena", "held for Hofladen Seidel"),
        ("B9", "lena", "RE-2026-014, open"),
        ("B11", "marcus", "discount of 3 % (268.125)"),
        ("B11", "lena", "bonus line, list price and charged"),
        ("B12", "lena", "RE-2026-014, full price"),
        ("B13", "anitha", "RV/25-26/009"),
        ("B14", "mona", "exchange gain"),
        ("B15", "anitha", "RV/25-26/012"),
        ("B27", "lena", "quote valid to 26 June is announced from"),
        ("B31", "marcus", "unbilled work after 1 May"),
        ("R-PRE-3", "lena", "RE-2026-014, deposits listed"),
        ("R-PRE-5", "lena", "RE-2026-014, open"),
        ("R-PRE-16", "anitha", "advances"),
        ("R-VAT-8", "anitha", "quote"),
        ("R-MON-2", "marcus", "discount of 3 % (268.125)"),
        ("R-DUE-2", "lena", "RE-2026-014, state"),
    ],
)
def test_every_rule_with_an_example_in_the_book_has_its_figure(rule: str, name: str, what: str) -> None:
    """The figures that prove a rule must not be dropped from the tables."""
    (book,) = [book for book in books() if book.name == name]
    assert what in {figure.what for figure in book.figures}, rule


def test_a_difference_is_named_with_both_values(shelf: dict[str, Eyes]) -> None:
    wrong = Figure("RE-2026-014, balance due", "2496.04 EUR", lambda eyes: eyes.open("RE-2026-014"))
    (found,) = differences("Lena Brandt", shelf["lena"], (wrong,))
    said = str(found.error())
    assert said == "Lena Brandt, RE-2026-014, balance due: 2496.04 EUR expected, 2496.03 EUR found."


def test_a_figure_that_cannot_be_read_is_a_difference(shelf: dict[str, Eyes]) -> None:
    lost = Figure("a paper that nobody made", "1.00 EUR", lambda eyes: eyes.open("RE-2026-999"))
    assert len(list(differences("Lena Brandt", shelf["lena"], (lost,)))) == 1
