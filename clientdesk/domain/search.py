"""Folding names and words so that they are found in any script, with or without marks and umlauts."""

from __future__ import annotations

import re
import unicodedata

#: Scripts whose combining marks may be dropped; Indic vowel signs are letters of their own and stay.
_STRIPPED = ("LATIN", "ARABIC", "GREEK", "CYRILLIC", "HEBREW")
_ARABIC_FORMS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": None}
)
#: Marks of direction, which come along when a text is copied out of a mixed line.
_DIRECTION = dict.fromkeys((0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
#: Numbers longer than this are also found without their spaces and dashes (phones, IBANs).
_SHORTEST_NUMBER = 4
#: More digits than any number of a paper has in one piece.
_NUMBER_WIDTH = 12
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


def fold(text: str) -> str:
    """Return `text` casefolded, without Latin and Arabic marks, with ASCII digits; the same for text and query."""
    plain = unicodedata.normalize("NFC", text).casefold()
    # Forms such as 🄐 hide capitals that hide forms: Unicode 3.13, compatibility caseless match.
    for _ in range(2):
        plain = unicodedata.normalize("NFKD", plain).casefold()
    plain = unicodedata.normalize("NFKD", plain).translate(_ARABIC_FORMS | _DIRECTION)
    kept: list[str] = []
    strip_marks = True
    for char in plain:
        if unicodedata.combining(char) and strip_marks:
            continue
        if char.isdecimal():
            kept.append(str(unicodedata.decimal(char)))
            continue
        if char.isspace():
            strip_marks = True
        elif char.isalpha():
            strip_marks = unicodedata.name(char, "").startswith(_STRIPPED)
        kept.append(char)
    return " ".join("".join(kept).replace("ı", "i").replace("ø", "o").replace("ł", "l").split())


def search_text(*parts: str) -> str:
    """Return the folded text a record is found by, with ä also as ae, and numbers also without spaces."""
    text = " ".join(part for part in parts if part)
    folded = fold(text)
    alias = fold(unicodedata.normalize("NFC", text).casefold().translate(_GERMAN))
    extras = [alias] if alias != folded else []
    for part in parts:
        digits = "".join(char for char in fold(part) if char.isdigit())
        if len(digits) > _SHORTEST_NUMBER and digits not in folded:
            extras.append(digits)
    return " ".join([folded, *extras])


def sort_key(name: str) -> str:
    """Return the key names are sorted by: folded, so that Ä stands with A in every script's own order."""
    return fold(name)


def number_key(number: str) -> str:
    """Return the key numbers of papers are sorted by: 99 before 100, whatever stands around the digits."""
    return re.sub(r"\d+", _padded, fold(number))


def _padded(digits: re.Match[str]) -> str:
    return digits.group().zfill(_NUMBER_WIDTH)


def query_words(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of a query, each in every form it may be stored in: all words must be found, in one form.

    `Müller` also looks for Mueller, and a number typed with its dashes and points for the bare digits.
    """
    words = []
    for word in text.split():
        forms = [fold(word), fold(unicodedata.normalize("NFC", word).casefold().translate(_GERMAN))]
        digits = "".join(char for char in forms[0] if char.isdigit())
        if len(digits) > _SHORTEST_NUMBER and not any(char.isalpha() for char in forms[0]):
            forms.append(digits)
        words.append(tuple(dict.fromkeys(form for form in forms if form)))
    return tuple(forms for forms in words if forms)
