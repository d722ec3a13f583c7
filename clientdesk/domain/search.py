"""Folding names and words so that they are found in any script, with or without marks and umlauts."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from clientdesk.domain.clean import few_marks

#: Scripts whose combining marks may be dropped; Indic vowel signs are letters of their own and stay.
_STRIPPED = ("LATIN", "ARABIC", "GREEK", "CYRILLIC", "HEBREW")
_ARABIC_FORMS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": None}
)
#: Marks of direction, which come along when a text is copied out of a mixed line.
_DIRECTION = dict.fromkeys((0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
#: Numbers longer than this are also found without their spaces and dashes (phones, IBANs).
_SHORTEST_NUMBER = 4
#: Longer numbers are sorted like those of so many digits.
_LONGEST_RANK = 25
_CURRENCY_SIGNS = "€$£₹¥ "
_MOST_DECIMALS = 3
_SHORTEST_TOWN = 3
_AMOUNT = re.compile(r"\d[\d.,'’]*")
_THOUSANDS = re.compile(r"\d{1,3}([.,'’٬]\d{3})+")
_DECIMALS = re.compile(r"\d+[,٫]\d{1,2}")
#: A telephone number begins with the plus of a country or the nought of a town.
_PHONE = re.compile(r"(\+|0)[\d ()/.-]{5,}")
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


def fold(text: str) -> str:
    """Return `text` casefolded, without Latin and Arabic marks, with ASCII digits; the same for text and query."""
    if text.isascii():
        return " ".join(text.casefold().split())
    plain = unicodedata.normalize("NFC", few_marks(text)).casefold()
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
    return re.sub(r"\d+", _ranked, fold(number))


def _ranked(digits: re.Match[str]) -> str:
    """Put a letter for its length before a number: e2026 stands before f10000."""
    plain = digits.group().lstrip("0")
    return chr(ord("a") + min(len(plain), _LONGEST_RANK)) + plain


def query_words(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of a query, each in every form it may be stored in: all words must be found, in one form.

    `Müller` also looks for Mueller, a number typed with its dashes and points for the bare digits, and a telephone
    number for the same with and without the prefix of its country.
    """
    phone = _phone(text)
    if phone:
        return (phone,)
    words = []
    for word in text.split():
        forms = [fold(word), fold(unicodedata.normalize("NFC", word).casefold().translate(_GERMAN))]
        digits = "".join(char for char in forms[0] if char.isdigit())
        if len(digits) > _SHORTEST_NUMBER and not any(char.isalpha() for char in forms[0]):
            forms.append(digits)
        if forms[0].isdecimal() and len(digits.lstrip("0")) >= _SHORTEST_TOWN:
            # The prefix of a town, 0341, which is stored behind that of its country as 341.
            forms.append(digits.lstrip("0"))
        forms.extend(_amount_forms(forms[0]))
        words.append(tuple(dict.fromkeys(form for form in forms if form)))
    return tuple(forms for forms in words if forms)


def query_parts(text: str) -> tuple[str, ...]:
    """Return the parts of a query that may be found in different places: its words, but a telephone number is one."""
    return (text,) if _phone(text) else tuple(text.split())


def amounts(text: str) -> tuple[tuple[Decimal, bool], ...]:
    """Return what a query may mean as an amount, each with whether its decimals were typed; none for other texts.

    Point and comma mean thousands or decimals, depending on who types: 2.496 is both, 2.496,03 only one of them.
    """
    plain = "".join(fold(text).split()).strip(_CURRENCY_SIGNS).replace("٬", ",").replace("٫", ".")
    if not _AMOUNT.fullmatch(plain):
        return ()
    head, tail = plain, ""
    last = max(plain.rfind("."), plain.rfind(","))
    if last >= 0:
        head, tail = plain[:last], plain[last + 1 :]
    whole = re.sub(r"\D", "", head)
    readings = []
    if tail and plain.count(plain[last]) == 1 and len(tail) <= _MOST_DECIMALS:
        readings.append((Decimal(f"{whole or 0}.{tail}"), True))
    if not tail or len(tail) == len("000"):
        readings.append((Decimal(whole + tail), False))
    return tuple(readings)


def _amount_forms(word: str) -> list[str]:
    """Return how amounts are stored: 4.800 as 4800, and 95,00 as 95.00."""
    core = word.strip(_CURRENCY_SIGNS)
    if _THOUSANDS.fullmatch(core):
        return [re.sub(r"\D", "", core)]
    return [re.sub("[,٫]", ".", core)] if _DECIMALS.fullmatch(core) else []


def _phone(text: str) -> tuple[str, ...]:
    """Return the forms in which a telephone number may be stored, none for a text that is not one.

    Which digits are the country's is not known without a list of all countries: they are one, two or three.
    """
    plain = fold(text).replace("(0)", "")
    if not _PHONE.fullmatch(plain):
        return ()
    digits = re.sub(r"\D", "", plain)
    national = digits.lstrip("0")
    forms = [digits, national]
    if plain.startswith(("+", "00")):
        forms += [national[length:] for length in (1, 2, 3)]
    return tuple(dict.fromkeys(form for form in forms if len(form) > _SHORTEST_NUMBER))
