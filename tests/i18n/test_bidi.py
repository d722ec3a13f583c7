"""Values in sentences keep their own direction, with as few marks as that takes, and the marks come off again."""

from __future__ import annotations

import pytest

from clientdesk.domain.errors import RuleError
from clientdesk.domain.search import fold, query_words
from clientdesk.i18n import PAPER, WINDOW, Translator, translate_error, without_marks
from clientdesk.i18n.bidi import led
from clientdesk.i18n.catalogs import catalog
from clientdesk.i18n.tags import WINDOW_LANGUAGES

OPEN, CLOSE, LTR = "\u2068", "\u2069", "\u2066"


def test_a_latin_name_in_an_arabic_sentence_is_isolated_and_in_english_it_is_not():
    template = "For {name}."
    assert Translator("ar", WINDOW).gettext(template).format(name="Marlow & Finch") == (
        f"For {OPEN}Marlow & Finch{CLOSE}."
    )
    assert Translator("en", WINDOW).gettext(template).format(name="Marlow & Finch") == "For Marlow & Finch."


def test_an_arabic_name_in_an_english_sentence_is_isolated_and_in_arabic_it_is_not():
    template = "For {name}."
    assert Translator("de", WINDOW).gettext(template).format(name="دار") == f"For {OPEN}دار{CLOSE}."
    assert Translator("ar", WINDOW).gettext(template).format(name="دار") == "\u200fFor دار."


def test_nothing_is_isolated_twice():
    arabic = Translator("ar", WINDOW)
    assert arabic.isolate(arabic.isolate("RE-1")) == f"{OPEN}RE-1{CLOSE}"
    assert arabic.isolate(arabic.left_to_right("+20 2 12")) == f"{LTR}+20 2 12{CLOSE}"
    assert Translator("en", WINDOW).left_to_right("+20 2 12") == "+20 2 12"


def test_a_line_begins_where_its_language_begins():
    arabic, english = Translator("ar", WINDOW), Translator("en", WINDOW)
    assert arabic.joined("RE-1", "A4") == f"\u200f{OPEN}RE-1{CLOSE} · {OPEN}A4{CLOSE}"
    assert arabic.joined("RE-1", "دار") == f"{OPEN}RE-1{CLOSE} · دار"
    assert arabic.joined("دار", "", "RE-1") == f"دار · {OPEN}RE-1{CLOSE}"
    assert arabic.joined("", "RE-1") == f"{OPEN}RE-1{CLOSE}"
    assert english.joined("RE-1", "دار") == f"RE-1 · {OPEN}دار{CLOSE}"
    assert arabic.gettext("ClientDesk made a mistake").startswith(
        ("\u200f", "ارت", "حدث", "وقع", "خطأ", "أخطأ")
    )
    assert arabic.gettext("{a} ({b})").format(a="RE-1", b="دار") == f"{OPEN}RE-1{CLOSE} (دار)"
    assert arabic.gettext("{a} · {b}").format(a="A4", b="A5") == f"\u200f{OPEN}A4{CLOSE} · {OPEN}A5{CLOSE}"


def test_plurals_positions_and_contexts_isolate_too():
    arabic = Translator("ar", WINDOW)
    assert arabic.ngettext("{0} of {n}", "{0} of {n}", 2).format("RE-1", n="A4") == (
        f"{OPEN}RE-1{CLOSE} of {OPEN}A4{CLOSE}"
    )
    assert arabic.pgettext("test", "{n}").format(n="A4") == f"\u200f{OPEN}A4{CLOSE}"


def test_an_error_keeps_its_names_in_order():
    error = RuleError("No {client}.", client="Finch Ltd")
    assert translate_error(error, Translator("ar", WINDOW)) == f"No {OPEN}Finch Ltd{CLOSE}."


def test_papers_carry_marks_only_where_they_are_read_from_the_right():
    assert Translator("de", PAPER).gettext("{name}").format(name="دار") == "دار"
    said = Translator("ar", PAPER).gettext("Page {page} of {pages}").format(page="1", pages="2")
    assert f"{OPEN}1{CLOSE}" in said


@pytest.mark.parametrize("text", [f"{OPEN}RE-2026-001{CLOSE}", f"{LTR}EG38 0019{CLOSE}"])
def test_marks_come_off_and_are_not_searched_for(text: str):
    bare = without_marks(text)
    assert not {OPEN, CLOSE, LTR} & set(bare)
    assert fold(text) == fold(bare)
    assert query_words(text) == query_words(bare)


@pytest.mark.parametrize("language", ["fr", "hi"])
def test_a_paper_of_a_language_it_is_not_written_in_yet_is_english(language: str):
    assert catalog(PAPER, language).gettext("Invoice") == "Invoice"


@pytest.mark.parametrize("language", WINDOW_LANGUAGES)
def test_the_window_names_units_and_taxes_in_its_own_language(language: str):
    said = Translator(language, WINDOW).gettext("Standard rate")
    assert (said == "Standard rate") == (language == "en")


def test_isolates_within_isolates_do_not_hide_that_a_line_of_arabic_begins_on_the_right() -> None:
    inner = "\u206848\u2069"
    line = f"\u2068الأسبوعان: {inner} س\u2069، \u2068{inner} أيام\u2069"
    assert led(line, right_to_left=True) == f"\u200f{line}"
