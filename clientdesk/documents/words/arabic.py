"""Sums in Arabic words, by the grammar of number and counted noun.

One and two are the noun itself (جنيه واحد, جنيهان). Three to ten take its plural and the other gender than its own
(ثلاثة جنيهات, ثلاث روبيات), 11 to 99 the singular in the accusative (أحد عشر جنيهًا), full hundreds the singular in the
genitive (مائة جنيه), before which the duals lose their nūn (مائتا جنيه). Above a hundred the last two figures decide;
01 and 02 name the noun again (مائة جنيه وجنيه واحد). The words stand in the nominative.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clientdesk.documents.words.amount import Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class _Noun:
    """What is counted: `again` and `again_dual` name it a second time, without its adjective."""

    one: str
    two: str
    few: str
    many: str
    again: str
    again_dual: str
    feminine: bool = False

    def single(self, *, again: bool = False) -> str:
        return f"{self.again if again else self.one} {'واحدة' if self.feminine else 'واحد'}"


def _noun(one: str, two: str, few: str, many: str, *, feminine: bool = False) -> _Noun:
    again, again_dual = one.split(" ", maxsplit=1)[0], two.split(" ", maxsplit=1)[0]
    return _Noun(one=one, two=two, few=few, many=many, again=again, again_dual=again_dual, feminine=feminine)


_CENT = _noun("سنت", "سنتان", "سنتات", "سنتًا")
_CURRENCIES: Mapping[str, tuple[_Noun, _Noun]] = {
    "EUR": (_noun("يورو", "يوروان", "يورو", "يورو"), _CENT),
    "USD": (_noun("دولار أمريكي", "دولاران أمريكيان", "دولارات أمريكية", "دولارًا أمريكيًا"), _CENT),
    "GBP": (
        _noun("جنيه إسترليني", "جنيهان إسترلينيان", "جنيهات إسترلينية", "جنيهًا إسترلينيًا"),
        _noun("بنس", "بنسان", "بنسات", "بنسًا"),
    ),
    "INR": (
        _noun("روبية هندية", "روبيتان هنديتان", "روبيات هندية", "روبية هندية", feminine=True),
        _noun("بيسة", "بيستان", "بيسات", "بيسة", feminine=True),
    ),
    "EGP": (
        _noun("جنيه مصري", "جنيهان مصريان", "جنيهات مصرية", "جنيهًا مصريًا"),
        _noun("قرش", "قرشان", "قروش", "قرشًا"),
    ),
    "SAR": (
        _noun("ريال سعودي", "ريالان سعوديان", "ريالات سعودية", "ريالًا سعوديًا"),
        _noun("هللة", "هللتان", "هللات", "هللة", feminine=True),
    ),
    "AED": (
        _noun("درهم إماراتي", "درهمان إماراتيان", "دراهم إماراتية", "درهمًا إماراتيًا"),
        _noun("فلس", "فلسان", "فلوس", "فلسًا"),
    ),
    "CHF": (
        _noun("فرنك سويسري", "فرنكان سويسريان", "فرنكات سويسرية", "فرنكًا سويسريًا"),
        _noun("سنتيم", "سنتيمان", "سنتيمات", "سنتيمًا"),
    ),
}

# The numbers themselves, by the gender of what is counted.
_MASCULINE = (
    "", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة",
    "أحد عشر", "اثنا عشر", "ثلاثة عشر", "أربعة عشر", "خمسة عشر", "ستة عشر", "سبعة عشر", "ثمانية عشر", "تسعة عشر",
)  # fmt: skip
_FEMININE = (
    "", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر",
    "إحدى عشرة", "اثنتا عشرة", "ثلاث عشرة", "أربع عشرة", "خمس عشرة", "ست عشرة", "سبع عشرة", "ثماني عشرة", "تسع عشرة",
)  # fmt: skip
#: Before the tens, where no noun follows them at once, these two look otherwise.
_FEMININE_BEFORE_TENS = {1: "إحدى", 8: "ثمانٍ"}
_TENS = ("", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون")
_HUNDREDS = (
    "", "مائة", "مائتان", "ثلاثمائة", "أربعمائة", "خمسمائة", "ستمائة", "سبعمائة", "ثمانمائة", "تسعمائة",
)  # fmt: skip
#: Numbers that are counted as nouns are: خمسة آلاف, عشرون مليونًا.
_SCALES = (
    (10**12, _noun("تريليون", "تريليونان", "تريليونات", "تريليونًا")),
    (10**9, _noun("مليار", "ملياران", "مليارات", "مليارًا")),
    (10**6, _noun("مليون", "مليونان", "ملايين", "مليونًا")),
    (10**3, _noun("ألف", "ألفان", "آلاف", "ألفًا")),
)
_FEW = range(3, 11)
_ONE, _TWO = 1, 2
_AND = " و"
_ZERO = "صفر"
_MINUS = "سالب "
_CLOSED = " فقط لا غير"


def said(amount: Amount, *, negative: bool = False) -> str:
    """Return the sum: "مائة جنيه مصري وخمسة قروش فقط لا غير" ("only, nothing else")."""
    if amount.currency not in _CURRENCIES:
        parts = [f"{_number(amount.whole)} {amount.currency}", *([amount.share] if amount.fraction else [])]
    else:
        major, minor = _CURRENCIES[amount.currency]
        parts = []
        if amount.whole or not amount.fraction:
            parts.append(_counted(amount.whole, major))
        if amount.fraction:
            parts.append(_counted(amount.fraction, minor))
    return (_MINUS if negative else "") + _AND.join(parts) + _CLOSED


def _counted(number: int, noun: _Noun) -> str:
    """Return number and noun as they stand beside each other."""
    if number == _ONE:
        return noun.single()
    if number == _TWO:
        return noun.two
    last = number % 100
    if last in {_ONE, _TWO}:
        hundreds = f"{_number(number - last, bound=True)} {noun.one}"
        return hundreds + _AND + (noun.single(again=True) if last == _ONE else noun.again_dual)
    if last == 0:
        return f"{_number(number, bound=True)} {noun.one}"
    return f"{_number(number, feminine=noun.feminine)} {noun.few if last in _FEW else noun.many}"


def _number(number: int, *, feminine: bool = False, bound: bool = False) -> str:
    """Return the number alone; `bound` if a noun in the genitive follows its last word."""
    if not number:
        return _ZERO
    parts = []
    for size, scale in _SCALES:
        count, number = divmod(number, size)
        if count:
            parts.append(_scaled(count, scale, bound=bound and not number))
    hundreds, rest = divmod(number, 100)
    if hundreds:
        word = _HUNDREDS[hundreds]
        parts.append(word.removesuffix("ن") if bound and not rest else word)
    if rest:
        parts.append(_below_hundred(rest, feminine=feminine))
    return _AND.join(parts)


def _scaled(count: int, scale: _Noun, *, bound: bool) -> str:
    """Return so many thousands or millions: ألف, ألفان, ثلاثة آلاف, أحد عشر ألفًا, مائة ألف وألف."""
    two = scale.two.removesuffix("ن") if bound else scale.two
    last = count % 100
    if last in {_ONE, _TWO}:
        word = scale.one if last == _ONE else two
        return word if count == last else f"{_number(count - last, bound=True)} {scale.one}{_AND}{word}"
    if last == 0:
        return f"{_number(count, bound=True)} {scale.one}"
    if last in _FEW:
        return f"{_number(count)} {scale.few}"
    return f"{_number(count)} {scale.one if bound else scale.many}"


def _below_hundred(number: int, *, feminine: bool) -> str:
    words = _FEMININE if feminine else _MASCULINE
    if number < len(words):
        return words[number]
    tens, unit = divmod(number, 10)
    if not unit:
        return _TENS[tens]
    first = _FEMININE_BEFORE_TENS.get(unit, words[unit]) if feminine else words[unit]
    return first + _AND + _TENS[tens]
