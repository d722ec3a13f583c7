"""Where lines may end: Unicode's own cases, and what stands on papers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from clientdesk.documents.typeset.breaking import graphemes, line_ends

UNICODE = Path("/usr/share/unicode/auxiliary")


def cases(name: str) -> Iterator[tuple[str, list[int]]]:
    """The text and the boundaries of each row; ÷ is one."""
    with (UNICODE / name).open(encoding="utf-8") as file:
        for line in file:
            text, ends = "", []
            for sign in line.partition("#")[0].split():
                if sign == "÷":
                    ends.append(len(text))
                elif sign != "×":
                    text += chr(int(sign, 16))
            if text:
                yield text, [end for end in ends if end]


def test_every_case_of_line_break_test_but_those_that_unicode_has_changed_since() -> None:
    # ICU goes by Unicode 17, Debian's file by 15: since 16 a hyphen that begins a word stays with it (LB20a), and
    # since 15.1 quotation marks and Brahmic letters have finer rules (LB15a, LB15b, LB28a).
    differing = {}
    total = 0
    for text, wanted in cases("LineBreakTest.txt"):
        total += 1
        if (found := line_ends(text)) != wanted:
            differing[text] = (wanted, found)
    assert total >= 7_500
    assert len(differing) <= 100
    assert all(set(found) != set(wanted) for wanted, found in differing.values())


def test_every_case_of_grapheme_break_test() -> None:
    differing = []
    total = 0
    for text, wanted in cases("GraphemeBreakTest.txt"):
        total += 1
        if [end for _, end in graphemes(text)] != wanted:
            differing.append(text)
    assert total >= 600
    # U+2701 has ceased to be an emoji that ZWJ joins.
    assert set(differing) <= {"\u2701\u200d\u2701"}


@pytest.mark.parametrize(
    ("text", "language", "pieces"),
    [
        ("Betrag 1.234,56 € fällig", "de", ["Betrag ", "1.234,56 ", "€ ", "fällig"]),
        ("1 234,56\u00a0€ dus", "fr", ["1 ", "234,56\u00a0€ ", "dus"]),
        ("DE89\u00a03704\u00a00044 ok", "de", ["DE89\u00a03704\u00a00044 ", "ok"]),
        (
            "siehe https://example.com/a/b?c=d.",
            "de",
            ["siehe ", "https://", "example.com/", "a/", "b?", "c=d."],
        ),
        ("Donau\u00addampf", "de", ["Donau\u00ad", "dampf"]),
        ("東京、「大阪」。", "ja", ["東", "京、", "「大", "阪」。"]),
        ("ภาษาไทย", "th", ["ภาษา", "ไทย"]),
        ("السلام عليكم، 12", "ar", ["السلام ", "عليكم، ", "12"]),
        ("క్షేత్ర స్త్రీలు", "te", ["క్షేత్ర ", "స్త్రీలు"]),
        ("e-mail: a-b@c.de", "en", ["e-", "mail: ", "a-", "b@c.de"]),
        ("😀 ok 😀x", "en", ["😀 ", "ok ", "😀", "x"]),
    ],
)
def test_lines_may_end_where_a_reader_expects_it(text: str, language: str, pieces: list[str]) -> None:
    ends = line_ends(text, language)
    assert [text[start:end] for start, end in zip([0, *ends], ends, strict=False)] == pieces


@pytest.mark.parametrize(
    ("text", "count"), [("తెలుగు", 3), ("क्षत्रिय", 3), ("e\u0301", 1), ("👨‍👩‍👧x", 2), ("", 0), ("ab", 2)]
)
def test_what_belongs_together_is_one_grapheme(text: str, count: int) -> None:
    slices = graphemes(text)
    assert len(slices) == count
    assert "".join(text[start:end] for start, end in slices) == text
    assert not any(unicodedata.combining(text[start]) for start, _ in slices)
