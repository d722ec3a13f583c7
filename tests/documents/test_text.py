from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientdesk.documents.fonts import can_draw
from clientdesk.documents.look import DEFAULT_LOOK
from clientdesk.documents.styles import styles
from clientdesk.documents.text import clean, shortened, single, wrap
from clientdesk.domain.errors import RuleError
from clientdesk.usecases import letters

BODY = styles(DEFAULT_LOOK).body


def test_lines_are_never_wider_than_the_place() -> None:
    for text in ("A sentence of several words that must be broken.", "x" * 300, "Donaudampfschifffahrt " * 9):
        assert all(line.width <= 120.0 for line in wrap(text, BODY, 120.0))


@given(st.text(alphabet="abc äß-/€\n’", max_size=120))
def test_breaking_loses_no_letter(text: str) -> None:
    lines = wrap(text, BODY, 60.0)
    assert "".join(line.text for line in lines).replace(" ", "") == clean(text).replace(" ", "").replace(
        "\n", ""
    )


def test_a_typed_line_break_is_kept() -> None:
    assert [line.text for line in wrap("one\r\ntwo\n\nthree", BODY, 300)] == ["one", "two", "", "three"]


def test_a_long_word_is_broken_and_a_mark_stays_with_its_letter() -> None:
    word = "q\u0301" * 200
    broken = wrap(word, BODY, 50.0)
    assert "".join(line.text for line in broken) == clean(word)
    assert all(not line.text.startswith("\u0301") for line in broken)


def test_hyphens_between_letters_may_end_a_line_but_numbers_stay_whole() -> None:
    whole = single("Karl-Heine-", BODY).width + 1
    assert [line.text for line in wrap("Karl-Heine-Straße", BODY, whole)] == ["Karl-Heine-", "Straße"]
    texts = [
        line.text.strip()
        for line in wrap("see RE-2026-014 please", BODY, single("see RE-2026-0", BODY).width)
    ]
    assert "RE-2026-014" in texts


def test_controls_and_odd_spaces_do_not_reach_the_paper() -> None:
    assert clean("a\x00bc\u2003d\te\x85f") == "abc d e\nf"
    assert clean("Ba\u0308ume") == "Bäume"


def test_a_sign_no_font_has_is_refused_by_name() -> None:
    with pytest.raises(RuleError, match="No font here has the sign “🎂”") as caught:
        wrap("Cake 🎂 for you", BODY, 300)
    assert caught.value.values["code"] == "U+1F382"
    assert "in other letters or words" in str(caught.value)


@pytest.mark.parametrize("word", ["منى", "అనిత", "शर्मा", "כהן", "Łódź", "Ωμέγα", "Жуков"])
def test_every_script_of_the_bundled_fonts_is_printed(word: str) -> None:
    assert can_draw(word)
    assert single(f"Dear {word}", BODY).text == f"Dear {word}"


def test_every_letter_that_is_not_asked_for_before_issue_is_there() -> None:
    assert can_draw(clean("".join(map(chr, range(ord(letters._SURE_BEFORE))))))


@pytest.mark.parametrize("word", ["李", "한"])
def test_a_script_without_a_font_is_refused_by_name(word: str) -> None:
    assert not can_draw(word)
    with pytest.raises(RuleError, match=f"“{word}” .* in “{word}”"):
        wrap(f"Dear {word}", BODY, 300)


def test_each_letter_comes_from_the_first_font_that_has_it() -> None:
    line = single("Łódź Ωμέγα Жуков ₪ ₹ ԑ منى", BODY)
    faces = {segment.piece.item.face.name for segment in line.segments}
    assert faces == {"SourceSans3-Regular", "NotoSans-Regular", "IBMPlexSansArabic-Regular"}


def test_figures_are_all_of_one_width_so_that_columns_of_amounts_align() -> None:
    widths = {round(single(figure, style).width, 4) for style in (BODY,) for figure in "0123456789"}
    assert len(widths) == 1


def test_shortened_text_ends_in_an_ellipsis() -> None:
    lines = wrap("word " * 60, BODY, 100)
    short = shortened(lines, 2, BODY)
    assert len(short) == 2
    assert short[1].text.endswith("…")
    assert shortened(lines[:2], 2, BODY) == lines[:2]
