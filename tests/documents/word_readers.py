"""Words of sums counted back to numbers, each language by its own short grammar, apart from the program's."""

from __future__ import annotations

import re

_EN = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_EN_VALUES = {
    **{word: value for value, word in enumerate(_EN)},
    **{word: 10 * value for value, word in enumerate(_EN_TENS, 2)},
}
_EN_SCALES = {"thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9}


def english(text: str | None) -> int:
    """Count words back; before a crore there may be thousands and lakhs of them."""
    whole = part = 0
    for word in re.split(r"[ -]", text or "zero"):
        if word == "hundred":
            part *= 100
        elif word == "crore":
            whole, part = (whole + part) * 10**7, 0
        elif word in _EN_SCALES:
            whole, part = whole + part * _EN_SCALES[word], 0
        else:
            part += _EN_VALUES[word]
    return whole + part


_DE_ONES = {
    "null": 0, "ein": 1, "eine": 1, "eins": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7,
    "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15,
    "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19,
}  # fmt: skip
_DE_TENS = {
    "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80,
    "neunzig": 90,
}  # fmt: skip


def german(text: str | None) -> int:
    words = (text or "null").split(" ")
    scales = {"Million": 10**6, "Millionen": 10**6, "Milliarde": 10**9, "Milliarden": 10**9}
    total = part = 0
    for word in words:
        if word in scales:
            total, part = total + part * scales[word], 0
        else:
            part = _german_word(word)
    return total + part


def _german_word(word: str) -> int:
    for name, size in (("tausend", 1000), ("hundert", 100)):
        before, found, after = word.partition(name)
        if found:
            return _german_word(before) * size + (_german_word(after) if after else 0)
    if word in _DE_ONES:
        return _DE_ONES[word]
    unit, _, tens = word.rpartition("und")
    return (_DE_ONES[unit] if unit else 0) + _DE_TENS[tens]


_AR_WORDS = {
    "واحد": 1, "اثنان": 2, "ثلاثة": 3, "أربعة": 4, "خمسة": 5, "ستة": 6, "سبعة": 7, "ثمانية": 8, "تسعة": 9,
    "عشرة": 10, "أحد": 1, "اثنا": 2, "عشر": 10, "عشرون": 20, "ثلاثون": 30, "أربعون": 40, "خمسون": 50, "ستون": 60,
    "سبعون": 70, "ثمانون": 80, "تسعون": 90, "مائة": 100, "مائتان": 200, "مائتا": 200, "ثلاثمائة": 300,
    "أربعمائة": 400, "خمسمائة": 500, "ستمائة": 600, "سبعمائة": 700, "ثمانمائة": 800, "تسعمائة": 900,
}  # fmt: skip
_AR_SCALES = {
    **dict.fromkeys(("ألف", "ألفًا", "آلاف"), (10**3, 1)),
    **dict.fromkeys(("ألفان", "ألفا"), (10**3, 2)),
    **dict.fromkeys(("مليون", "مليونًا", "ملايين"), (10**6, 1)),
    **dict.fromkeys(("مليونان", "مليونا"), (10**6, 2)),
    **dict.fromkeys(("مليار", "مليارًا", "مليارات"), (10**9, 1)),
    **dict.fromkeys(("ملياران", "مليارا"), (10**9, 2)),
}
_AR_UNITS = {"جنيه", "جنيهات", "جنيهًا", "جنيهان", "مصري", "مصرية", "مصريًا", "مصريان"}


def arabic(text: str) -> int:
    """Count words back: a scale takes what stands before it, or is one or two of its own."""
    total = part = 0
    for written in text.split(" "):
        word = written if written in _AR_WORDS | _AR_SCALES.keys() | _AR_UNITS else written.removeprefix("و")
        if word in _AR_SCALES:
            size, dual = _AR_SCALES[word]
            total, part = total + size * (part or dual), 0
        elif word in _AR_UNITS:
            # One pound is followed by its "one"; two are said by the noun alone.
            part += 2 if word == "جنيهان" else 0
        else:
            part += _AR_WORDS[word]
    return total + part


_TE_ONES = [
    "సున్నా",
    "ఒకటి",
    "రెండు",
    "మూడు",
    "నాలుగు",
    "ఐదు",
    "ఆరు",
    "ఏడు",
    "ఎనిమిది",
    "తొమ్మిది",
    "పది",
    "పదకొండు",
    "పన్నెండు",
    "పదమూడు",
    "పద్నాలుగు",
    "పదిహేను",
    "పదహారు",
    "పదిహేడు",
    "పద్దెనిమిది",
    "పంతొమ్మిది",
]
_TE_VALUES = {
    **{word: value for value, word in enumerate(_TE_ONES)},
    **{word: 10 * value for value, word in enumerate(["ఇరవై", "ముప్పై", "నలభై", "యాభై", "అరవై", "డెబ్బై", "ఎనభై", "తొంభై"], 2)},
    "ఒక": 1, "ఒక్క": 1, "వంద": 100, "నూట": 100,
}  # fmt: skip
_TE_SCALES = {"వేల": 10**3, "లక్ష": 10**5, "లక్షల": 10**5}


def telugu(text: str) -> int:
    whole = part = 0
    for word in text.split(" "):
        if word in {"కోటి", "కోట్ల"}:
            whole, part = (whole + part) * 10**7, 0
        elif word == "వందల":
            part *= 100
        elif word == "వెయ్యి":
            whole += 1000
        elif word in _TE_SCALES:
            whole, part = whole + part * _TE_SCALES[word], 0
        else:
            part += _TE_VALUES[word]
    return whole + part
