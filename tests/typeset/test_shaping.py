"""Glyphs are HarfBuzz's own: thousands of real words in nine scripts, shaped by us and by HarfBuzz whole."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
import uharfbuzz as hb
from babel import Locale

from clientdesk.documents.typeset.errors import MissingGlyphError
from clientdesk.documents.typeset.faces import Face, open_face
from clientdesk.documents.typeset.paragraph import Paragraph, compose
from clientdesk.documents.typeset.runs import Run, Style
from clientdesk.documents.typeset.scripts import script_runs
from tests.typeset.samples import font, packaged

#: Script: its direction, its font, and the languages whose words CLDR has.
SCRIPTS = {
    "Latn": ("ltr", "SourceSans3", ("de", "fr", "pl", "tr", "vi")),
    "Grek": ("ltr", "NotoSans", ("el",)),
    "Cyrl": ("ltr", "NotoSans", ("ru", "uk", "sr", "kk")),
    "Arab": ("rtl", "IBMPlexSansArabic", ("ar", "fa")),
    "Hebr": ("rtl", "NotoSansHebrew", ("he",)),
    "Deva": ("ltr", "NotoSansDevanagari", ("hi", "mr", "ne")),
    "Telu": ("ltr", "NotoSansTelugu", ("te",)),
    "Taml": ("ltr", "tamil", ("ta",)),
    "Thai": ("ltr", "thai", ("th",)),
}


def words(language: str) -> Iterator[str]:
    """Names of countries, languages, currencies, scripts, months and days, as people write them."""
    locale = Locale.parse(language)
    for names in (locale.territories, locale.languages, locale.currencies, locale.scripts):
        yield from names.values()
    for times in (locale.months["format"]["wide"], locale.days["format"]["wide"]):
        yield from times.values()


def face_of(name: str) -> Face:
    return font(name) if name[0].isupper() else open_face(packaged(name), axes={"wght": 400, "wdth": 100})


def by_harfbuzz(face: Face, text: str, direction: str, script: str, language: str) -> list[tuple[int, ...]]:
    """Glyph, advance and offsets from left to right, from HarfBuzz alone."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = direction, script, language
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    shaper = hb.Font(hb.Face(face.source.blob))
    if face.axes:
        shaper.set_variations(dict(face.axes))
    hb.shape(shaper, buffer, {"liga": False, "clig": False} if direction == "rtl" else {})
    return [
        (info.codepoint, place.x_advance, place.x_offset, place.y_offset)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


def by_us(face: Face, text: str, language: str) -> list[tuple[int, ...]]:
    style = Style(faces=(face,), size=10, leading=14, language=language)
    (line,) = compose(Paragraph(runs=(Run(text, style),))).lines(math.inf).lines
    found: list[tuple[int, ...]] = []
    for segment in line.segments:
        glyphs = segment.piece.glyphs
        rows = list(zip(glyphs.ids, glyphs.advances, glyphs.x_offsets, glyphs.y_offsets, strict=True))
        found.extend(rows[segment.first : segment.last][:: -1 if segment.piece.item.rtl else 1])
    return found


@pytest.mark.parametrize("script", SCRIPTS)
def test_words_come_out_as_harfbuzz_shapes_the_whole_string(script: str) -> None:
    direction, name, languages = SCRIPTS[script]
    face = face_of(name)
    compared, differing = 0, []
    for language in languages:
        for text in sorted(set(words(language))):
            # Digits in a text from right to left are items of their own; HarfBuzz takes one direction at a time.
            own = {found for _, found in script_runs(text)} == {script}
            if (
                not own
                or not face.characters.issuperset(text)
                or (direction == "rtl" and not text.replace(" ", "").isalpha())
            ):
                continue
            compared += 1
            if by_us(face, text, language) != by_harfbuzz(face, text, direction, script, language):
                differing.append(text)
    assert differing == []
    # Nine scripts with at least these many words each are more than 2,000 strings; Latin alone has as many.
    assert compared >= {"Latn": 2_000, "Cyrl": 1_000}.get(script, 300)


@pytest.mark.parametrize("text", ["السلام عليكم", "محمد بن عبدالله", "المبلغ المستحق"])
def test_arabic_letters_join_across_a_change_of_colour(text: str, style: Style) -> None:
    black = Style(faces=(font("IBMPlexSansArabic"),), size=10, leading=14, language="ar")
    red = Style(faces=black.faces, size=10, leading=14, language="ar", colour="#aa0000")
    whole = by_us(black.faces[0], text, "ar")
    for cut in range(1, len(text)):
        if text[cut - 1 : cut + 1] in {"لا", "لل"}:
            continue  # a required ligature cannot have two colours; it is drawn as two letters then
        runs = (Run(text[:cut], black), Run(text[cut:], red))
        (line,) = compose(Paragraph(runs=runs)).lines(math.inf).lines
        found = [
            segment.piece.glyphs.ids[index]
            for segment in line.segments
            for index in reversed(range(segment.first, segment.last))
        ]
        assert found == [glyph for glyph, *_ in whole], (text, cut)


def test_brackets_are_mirrored_from_right_to_left(style: Style) -> None:
    face = font("NotoSansHebrew")
    opener, closer = (by_us(face, sign, "he")[0][0] for sign in "()")
    glyphs = [glyph for glyph, *_ in by_us(face, "(א)", "he")]
    assert [glyphs[0], glyphs[-1]] == [opener, closer]


def test_a_long_word_is_shaped_as_if_it_were_shaped_whole() -> None:
    face = font("IBMPlexSansArabic")
    text = "بنيت" * 2_100
    assert len(text) > 8_000
    assert by_us(face, text, "ar") == by_harfbuzz(face, text, "rtl", "Arab", "ar")


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Preis 漢 netto", "CJK UNIFIED IDEOGRAPH-6F22", "U+6F22"),
        ("gut 😀", "GRINNING FACE", "U+1F600"),
        ("x\ue000", "character without a name", "U+E000"),
    ],
)
def test_a_missing_character_is_named_and_never_drawn(text: str, name: str, code: str, style: Style) -> None:
    with pytest.raises(MissingGlyphError) as caught:
        compose(Paragraph(runs=(Run(text, style),)))
    assert (caught.value.name, caught.value.code) == (name, code)
    assert code in str(caught.value)
    assert caught.value.context == next(
        word for word in text.split() if caught.value.character in word
    ).replace("\ue000", "")


def test_what_is_not_seen_needs_no_glyph(style: Style) -> None:
    hidden = "a\u200d\u200c\u2066\u2069\u200e\u00ad\ufe0f\u2060b"
    (line,) = compose(Paragraph(runs=(Run(hidden, style),))).lines(100).lines
    (plain,) = compose(Paragraph(runs=(Run("ab", style),))).lines(100).lines
    assert line.width == pytest.approx(plain.width)
