"""Items: which script and which face each letter, mark, sign and bracket gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientdesk.documents.typeset.bidi import analyse
from clientdesk.documents.typeset.errors import MissingGlyphError
from clientdesk.documents.typeset.itemise import Item, itemise
from clientdesk.documents.typeset.runs import Style
from clientdesk.documents.typeset.scripts import script_runs
from tests.typeset.samples import NAMES, font

FACES = tuple(font(name) for name in NAMES)
STYLE = Style(faces=FACES, size=10, leading=14)


def items(text: str, style: Style = STYLE) -> list[Item]:
    return itemise(text, [(len(text), style)], analyse(text).levels)


def faces(text: str) -> list[tuple[str, str]]:
    """The text in pieces of one face each, with the family's name."""
    found: list[tuple[str, str]] = []
    for item in items(text):
        name = item.face.name.partition("-")[0]
        part = text[item.start : item.end]
        if found and found[-1][1] == name:
            part = found.pop()[0] + part
        found.append((part, name))
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # The first face of the chain that has the letters; spaces stay with what stands before them.
        ("abc తెలుగు def", [("abc ", "SourceSans3"), ("తెలుగు ", "NotoSansTelugu"), ("def", "SourceSans3")]),
        # Digits are alike all over the paper.
        ("తెలుగు 12", [("తెలుగు ", "NotoSansTelugu"), ("12", "SourceSans3")]),
        # Brackets go with the words in them, and close as they opened.
        ("తెలుగు (abc)", [("తెలుగు ", "NotoSansTelugu"), ("(abc)", "SourceSans3")]),
        ("abc (తెలుగు) x", [("abc ", "SourceSans3"), ("(తెలుగు) ", "NotoSansTelugu"), ("x", "SourceSans3")]),
        # A word is not pieced together from two faces when one face has all of it.
        ("Ƙano Kano", [("Ƙano ", "NotoSans"), ("Kano", "SourceSans3")]),
        # A mark stays with its letter: together in the face that has both.
        ("ab\u1dc4", [("ab\u1dc4", "NotoSans")]),
        ("q\u0301x", [("q\u0301x", "SourceSans3")]),
        # A letter that is stored in parts is looked for in one piece as well.
        ("u\u0308", [("u\u0308", "SourceSans3")]),
        # Joiners have no glyph and change no face.
        ("క్\u200cష", [("క్\u200cష", "NotoSansTelugu")]),
        ("שלום، سلام", [("שלום", "NotoSansHebrew"), ("، سلام", "IBMPlexSansArabic")]),
    ],
)
def test_letters_get_the_face_a_reader_expects(text: str, wanted: list[tuple[str, str]]) -> None:
    assert faces(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("abc, Жук! 12", [(5, "Latn"), (12, "Cyrl")]),
        ("12 سلام", [(7, "Arab")]),
        ("e\u0301 1", [(4, "Latn")]),
        ("12.5 %", [(6, "Zyyy")]),
        ("", [(0, "Zyyy")]),
    ],
)
def test_common_characters_take_the_script_beside_them(text: str, wanted: list[tuple[int, str]]) -> None:
    assert script_runs(text) == wanted


@given(
    st.text(alphabet="aB1 ()سلام\u064eతెక్ष\u200d\u2068\u2069\u202e\u202cשЖ", max_size=40), st.integers(0, 40)
)
def test_items_cover_the_text_and_are_of_one_kind(text: str, cut: int) -> None:
    other = Style(faces=FACES[::-1], size=12, leading=14)
    cut = min(cut, len(text))
    levels = analyse(text).levels
    found = itemise(text, [(cut, STYLE), (len(text), other)], levels)
    assert "".join(text[item.start : item.end] for item in found) == text
    for item in found:
        assert set(levels[item.start : item.end]) == {item.level}
        assert item.style is (STYLE if item.start < cut else other)
        assert item.end <= cut or item.start >= cut


def test_a_missing_character_is_found_whatever_stands_around_it() -> None:
    with pytest.raises(MissingGlyphError) as caught:
        items("తెలుగు\u0301漢")
    assert caught.value.character == "漢"
