"""Paragraphs: no letter lost, no line too wide, hostile lengths quick, lines that split well over pages."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from itertools import accumulate, pairwise

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientdesk.documents.typeset.bidi import Direction, visual_order
from clientdesk.documents.typeset.breaking import graphemes
from clientdesk.documents.typeset.errors import LinkRefusedError, MissingGlyphError, TextTooLongError
from clientdesk.documents.typeset.lines import Align, Line
from clientdesk.documents.typeset.paragraph import LONGEST, Layout, Paragraph, compose
from clientdesk.documents.typeset.runs import Run, Style, clean
from tests.typeset.samples import NAMES, draw, font

FACES = tuple(font(name) for name in NAMES)
PLAIN = Style(faces=FACES, size=10, leading=14, language="en")
#: Letters of all scripts, marks, digits, brackets, spaces, isolates, joiners and line feeds.
ALPHABET = (
    "aB é1٣.,-()[] \u00a0\n\u00adابل\u064eשּׂक्षिతెలుగుЖ€\u2066\u2067\u2068\u2069\u202e\u202c\u200d\u200c\u200f"
)
TEXTS = st.text(alphabet=ALPHABET, max_size=60)


def set_text(text: str, measure: float, style: Style = PLAIN, **options: object) -> Layout:
    return compose(Paragraph(runs=(Run(text, style),), **options)).lines(measure)


def glyph_count(line: Line) -> int:
    return sum(segment.last - segment.first for segment in line.segments)


@given(st.lists(st.integers(0, 8), max_size=30))
def test_reordering_is_a_permutation_and_turns_odd_levels_around(levels: list[int]) -> None:
    order = visual_order(levels)
    assert sorted(order) == list(range(len(levels)))
    for left, right in pairwise(order):
        if levels[left] == levels[right] and abs(left - right) == 1:
            assert (right < left) == (levels[left] % 2 == 1)


@given(TEXTS, st.sampled_from(list(Direction)))
def test_every_character_lands_in_exactly_one_cluster(text: str, direction: Direction) -> None:
    covered = []
    for line in set_text(text, math.inf, direction=direction).lines:
        covered.append("".join(sorted(char for at in line.segments for char in at.text[at.start : at.end])))
        for segment in line.segments:
            clusters = segment.piece.glyphs.clusters
            assert list(clusters) == sorted(clusters)
            assert 0 not in segment.piece.glyphs.ids
    wanted = ["".join(sorted(part)) for part in clean(text).split("\n")]
    # Of the spaces at a line's end, which nobody sees, one is kept.
    assert [part.lstrip() for part in covered] == [part.lstrip() for part in wanted]


@given(TEXTS, st.floats(5, 200), st.sampled_from(list(Align)))
def test_no_line_is_wider_than_its_measure_but_one_grapheme_alone(
    text: str, measure: float, align: Align
) -> None:
    for line in set_text(text, measure, align=align).lines:
        if line.width > measure + 0.01:
            seen = clean(line.text).strip()
            own = [seen[start:end] for start, end in graphemes(seen)]
            # Letters drawn as one, such as lam-alef, and unseen marks come with the one grapheme.
            assert (
                len([part for part in own if any(char.isalnum() or char in "€()[]٣" for char in part)]) <= 2
            )


@given(TEXTS, st.floats(5, 200))
def test_breaking_loses_and_doubles_nothing(text: str, measure: float) -> None:
    lines = set_text(text, measure).lines
    assert "".join(line.text for line in lines).replace(" ", "") == clean(text).replace("\n", "").replace(
        " ", ""
    )


@given(TEXTS, st.floats(5, 60))
def test_lines_begin_where_graphemes_begin(text: str, measure: float) -> None:
    whole = clean(text).replace("\n", "").replace(" ", "")
    starts = accumulate((len(line.text) for line in set_text(whole, measure).lines), initial=0)
    assert set(starts) <= {0, len(whole)} | {start for start, _ in graphemes(whole)}


@given(
    st.text(
        st.one_of(st.characters(codec="utf-8"), st.sampled_from(ALPHABET + "\ud800\x00\x1b\ufffe")),
        max_size=25,
    )
)
def test_any_text_is_set_or_refused_by_name_of_a_character(text: str) -> None:
    try:
        layout = set_text(text, 50)
    except MissingGlyphError as error:
        assert error.character in text  # noqa: PT017  # most texts of all Unicode are refused, and rightly
    else:
        assert all(0 not in at.piece.glyphs.ids for line in layout.lines for at in line.segments)


@pytest.mark.parametrize(
    "text",
    [
        "Z" + "\u0300\u0316\u0489"[:2] * 300,
        "\u202e" * 500 + "abc" + "\u2067" * 500 + "سلام",
        "(" * 3_000 + "א" + ")" * 3_000,
        "\u200d" * 2_000,
        "<para><b>&amp;%s</b>{0}" * 50,
        "\u00ad" * 500 + "x",
    ],
)
def test_hostile_text_is_set_without_harm(text: str) -> None:
    lines = set_text(text, 100).lines
    assert "".join(line.text for line in lines) == text
    assert draw([Layout(lines[:40], 100)]).startswith(b"%PDF")


def test_paragraphs_of_any_length_take_time_in_proportion() -> None:
    # Processor time, so that whatever else runs on the machine does not count; square growth would take minutes.
    started = time.process_time()
    words = set_text("Lorem ipsum dolor sit amet " * 20_000, 400)
    word = set_text("x" * 200_000, 400)
    arabic = set_text("\u0628" * 200_000, 400)
    marks = set_text("a" + "\u0301" * 100_000, 400)
    mixed = set_text("شركة ABC (النور) తెలుగు 12 " * 4_000, 400)
    feeds = set_text("\n" * 50_000, 400)
    assert len(words.lines) > 5_000
    assert all(line.width <= 400 for layout in (words, word, arabic, mixed) for line in layout.lines)
    assert len(marks.lines) == 1
    assert len(feeds.lines) == 50_001
    assert time.process_time() - started < 60


def test_a_paragraph_that_is_too_long_is_refused_with_a_sentence() -> None:
    with pytest.raises(TextTooLongError, match=r"1,000,001 characters; one paragraph may have 1,000,000"):
        set_text("x" * (LONGEST + 1), 400)


def test_justified_lines_fill_the_measure_but_the_last_and_those_with_a_line_feed() -> None:
    text = "Die Leistung wird nach dem Angebot erbracht und monatlich nach Aufwand in Rechnung gestellt.\nEnde hier"
    lines = set_text(text, 180, align=Align.JUSTIFY).lines
    ends = [index for index, line in enumerate(lines) if line.text.endswith(("gestellt.", "hier"))]
    for index, line in enumerate(lines):
        right = max(at.x + at.width for at in line.segments if at.text[at.start : at.end].strip())
        if index in ends:
            assert line.width < 180
        else:
            assert line.width == pytest.approx(180)
            assert right >= 180 - 0.01


@pytest.mark.parametrize("measure", [155, 165, 180])
def test_lines_from_right_to_left_are_justified_to_both_edges(measure: int) -> None:
    sentence = "المبلغ المستحق خلال أربعة عشر يوما من تاريخ الفاتورة المرفقة طيه"
    layout = set_text(sentence, measure, align=Align.JUSTIFY)
    assert layout.lines[0].segments[-1].gap > 0.5
    text = pypdfium2.PdfDocument(draw([layout]))[0].get_textpage()
    inked = [index for index in range(text.count_chars()) if text.get_text_range(index, 1).strip()]
    first = [box for box in map(text.get_charbox, inked) if box[1] > 785]
    assert min(left for left, *_ in first) == pytest.approx(40, abs=0.8)
    assert max(right for _, _, right, _ in first) == pytest.approx(40 + measure, abs=0.8)


def test_a_narrow_measure_makes_no_empty_lines() -> None:
    assert [line.text for line in set_text("W W  \u0645 x", 3).lines] == ["W ", "W ", "\u0645 ", "x"]


@pytest.mark.parametrize(
    ("text", "align", "left"),
    [
        ("abc", Align.START, 0.0),
        ("abc", Align.END, 1.0),
        ("abc", Align.CENTRE, 0.5),
        ("سلام", Align.START, 1.0),
        ("سلام", Align.END, 0.0),
        ("سلام", Align.JUSTIFY, 1.0),
    ],
)
def test_lines_stand_where_their_direction_begins(text: str, align: Align, left: float) -> None:
    (line,) = set_text(text, 300, align=align).lines
    assert line.x == pytest.approx((300 - line.width) * left)


def test_each_line_of_an_address_has_its_own_direction_and_a_forced_one_holds_for_all() -> None:
    text = "شركة النور\nBerlin 10115\n12345"
    assert [line.rtl for line in set_text(text, 300).lines] == [True, False, False]
    assert [line.rtl for line in set_text(text, 300, direction=Direction.RTL).lines] == [True, True, True]


def test_words_stand_in_the_order_in_which_they_are_read() -> None:
    (line,) = set_text("ab سلام שלום 12 cd", 300).lines
    shown = [at.text[at.start : at.end].strip() for at in line.segments]
    assert [word for word in shown if word] == ["ab", "12", "שלום", "سلام", "cd"]


def test_the_space_that_parts_two_lines_hangs_over_the_end() -> None:
    first, _ = set_text("سلام عليكم", 40).lines
    assert first.text == "سلام "
    assert first.segments[0].x < first.x
    assert first.x + first.width == pytest.approx(40)


def test_large_and_small_type_share_a_base_line() -> None:
    large = replace(PLAIN, size=20, leading=26)
    runs = (Run("klein ", PLAIN), Run("groß", large), Run(" klein", PLAIN))
    (line,) = compose(Paragraph(runs=runs)).lines(300).lines
    assert line.height >= 26
    assert line.ascent > 20 * 0.9
    assert [at.style.size for at in line.segments] == [10, 20, 10]
    assert glyph_count(line) == 16


def test_a_foreign_word_does_not_push_lines_apart() -> None:
    assert len({line.height for line in set_text("abc\nతెలుగు\nسلام\nक्ष", 300).lines}) == 1


def test_a_paragraph_splits_with_two_lines_on_either_side() -> None:
    layout = set_text("\n".join("abcde"), 100)
    tops = [layout.split(14.0 * count) for count in range(7)]
    assert [len(top.lines) if top else 0 for top, _ in tops] == [0, 0, 2, 3, 3, 5, 5]
    assert all(len(top.lines if top else ()) + len(rest.lines if rest else ()) == 5 for top, rest in tops)
    three = set_text("a\nb\nc", 100)
    assert three.split(28) == (None, three)


def test_tracking_sets_letters_apart_and_leaves_arabic_joined() -> None:
    apart = replace(PLAIN, tracking=1.0)
    plain, wide = (set_text("ABC", 300, style).lines[0].width for style in (PLAIN, apart))
    assert wide == pytest.approx(plain + 2)
    plain, wide = (set_text("سلام", 300, style).lines[0].width for style in (PLAIN, apart))
    assert wide == pytest.approx(plain)


def test_tabular_figures_are_of_one_width() -> None:
    figures = replace(PLAIN, features=("tnum",))
    assert len({round(set_text(digit * 4, 300, figures).lines[0].width, 3) for digit in "0123456789"}) == 1


def test_the_widest_word_is_the_narrowest_measure() -> None:
    composed = compose(Paragraph(runs=(Run("eine Donaudampfschifffahrt kostet", PLAIN),)))
    words = [line.text.strip() for line in composed.lines(composed.widest_word).lines]
    assert words == ["eine", "Donaudampfschifffahrt", "kostet"]
    assert composed.lines(composed.width).lines[0].text == "eine Donaudampfschifffahrt kostet"
    assert len(composed.lines(composed.width).lines) == 1


def test_links_know_their_place_and_lead_to_no_script() -> None:
    linked = replace(PLAIN, link="https://example.com")
    (line,) = compose(Paragraph(runs=(Run("see ", PLAIN), Run("here", linked)))).lines(300).lines
    ((target, left, right),) = line.links
    assert target == "https://example.com"
    assert 0 < left < right == pytest.approx(line.width)
    with pytest.raises(LinkRefusedError):
        replace(PLAIN, link="javascript:alert(1)")


def test_controls_are_dropped_and_tabs_are_spaces() -> None:
    assert clean("a\tb\x00\x1b[1m\r\nc\ud800\ufffe") == "a b[1m\nc"


def test_markup_is_text() -> None:
    text = "<b>fett</b> & <img src='x'/>"
    assert set_text(text, 400).lines[0].text == text
