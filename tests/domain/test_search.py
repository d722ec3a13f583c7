"""Folding: names are found with and without marks, in every script, and numbers however they were typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientdesk.domain.search import fold, query_words, search_text, sort_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Bäckerei\tKRUMM ", "backerei krumm"),
        ("Straße", "strasse"),
        ("Ångström Żółć Ørsted", "angstrom zolc orsted"),
        ("İstanbul ılık", "istanbul ilik"),
        ("Ελένη", "ελενη"),
        ("أحمد إبراهيم آمال", "احمد ابراهيم امال"),
        ("مُحَمَّد", "محمد"),
        ("ســـلام", "سلام"),
        ("منى", "مني"),
        ("الواحة", "الواحه"),
        ("٤٨٬٥٠٠", "48٬500"),
        ("౧౨౩", "123"),
        ("రెడ్డి", "రెడ్డి"),
        ("हिन्दी", "हिन्दी"),
        ("ＡＢＣ", "abc"),
        ("ﬁn", "fin"),
        ("", ""),
    ],
)
def test_text_is_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("stored", "typed"), [("Müller", "Mueller"), ("Müller", "muller"), ("Øster", "oester")]
)
def test_an_umlaut_is_found_in_both_spellings(stored: str, typed: str) -> None:
    text = search_text(stored)
    assert any(form in text for form in query_words(typed)[0])


@pytest.mark.parametrize("typed", ["Müller", "Mueller", "MÜLLER"])
def test_a_name_without_umlaut_is_found_with_one(typed: str) -> None:
    assert any(form in search_text("Mueller") for form in query_words(typed)[0])


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("+49 (0341) 12 34-56", "0341123456"),
        ("DE89 3704 0044 0532 0130 00", "370400440532"),
        ("2496.03", "2.496,03"),
        ("1159300.00", "11,59,300.00"),
        ("RE-2026-014", "2026014"),
    ],
)
def test_a_number_is_found_without_its_spaces_and_points(stored: str, typed: str) -> None:
    assert any(form in search_text(stored) for form in query_words(typed)[0])


def test_every_word_of_a_query_counts() -> None:
    assert query_words(" Krumm  GmbH ") == (("krumm",), ("gmbh",))
    assert query_words(" \u0640 ") == ()


def test_names_sort_without_their_marks() -> None:
    assert sorted(["Zoe", "Ärzte", "anna"], key=sort_key) == ["anna", "Ärzte", "Zoe"]


@given(st.text(max_size=40))
def test_folding_is_settled_after_one_pass(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(min_size=1, max_size=40))
def test_any_text_is_found_by_its_own_words(text: str) -> None:
    stored = search_text(text)
    assert all(any(form in stored for form in forms) for forms in query_words(text))


def test_marks_without_end_do_not_keep_a_note_from_being_stored() -> None:
    # Composing them all would take minutes.
    assert fold("Zoe" + "\u0301\u0323" * 100_000) == "zoe"
    assert fold("क" + "\u0323" * 100_000).startswith("क")
