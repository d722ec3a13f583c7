"""Sums in Telugu words: by lakh and crore, each part in the form it has before what follows it.

A hundred is వంద, with more after it నూట; two hundred వందలు, before a thing వందల; so వెయ్యి, వేలు, వేల, and లక్షల, కోట్ల. One is
ఒకటి alone, ఒక before a thing, ఒక్క at the end of a larger number (ఇరవై ఒక్క రూపాయలు). A sum of rupees and paise names the
rupees in their oblique form: పది రూపాయల యాభై పైసలు.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clientdesk.documents.words.amount import Amount


@dataclass(frozen=True, slots=True)
class _Unit:
    """`of` is the form of the many before something else."""

    one: str
    many: str
    of: str


def _unit(one: str, many: str) -> _Unit:
    """Return a unit whose plural ends in లు, as all of them do: its oblique ends in ల."""
    return _Unit(one, many, many.removesuffix("ు"))


_CENT = _unit("సెంటు", "సెంట్లు")
_CURRENCIES: Mapping[str, tuple[_Unit, _Unit]] = {
    "EUR": (_unit("యూరో", "యూరోలు"), _CENT),
    "USD": (_unit("అమెరికన్ డాలర్", "అమెరికన్ డాలర్లు"), _CENT),
    "GBP": (_unit("బ్రిటిష్ పౌండ్", "బ్రిటిష్ పౌండ్లు"), _unit("పెన్నీ", "పెన్నీలు")),
    "INR": (_unit("రూపాయి", "రూపాయలు"), _unit("పైసా", "పైసలు")),
    "EGP": (_unit("ఈజిప్షియన్ పౌండ్", "ఈజిప్షియన్ పౌండ్లు"), _unit("పియాస్టర్", "పియాస్టర్లు")),
    "SAR": (_unit("సౌదీ రియాల్", "సౌదీ రియాళ్లు"), _unit("హలాలా", "హలాలాలు")),
    "AED": (_unit("యూఏఈ దిర్హామ్", "యూఏఈ దిర్హాములు"), _unit("ఫిల్స్", "ఫిల్సులు")),
    "CHF": (_unit("స్విస్ ఫ్రాంక్", "స్విస్ ఫ్రాంకులు"), _unit("సెంటీమ్", "సెంటీములు")),
}

_ONES = (
    "సున్నా", "ఒకటి", "రెండు", "మూడు", "నాలుగు", "ఐదు", "ఆరు", "ఏడు", "ఎనిమిది", "తొమ్మిది", "పది",
    "పదకొండు", "పన్నెండు", "పదమూడు", "పద్నాలుగు", "పదిహేను", "పదహారు", "పదిహేడు", "పద్దెనిమిది", "పంతొమ్మిది",
)  # fmt: skip
_TENS = ("", "", "ఇరవై", "ముప్పై", "నలభై", "యాభై", "అరవై", "డెబ్బై", "ఎనభై", "తొంభై")
_ALONE, _BEFORE_THINGS, _LAST_OF_MORE = _ONES[1], "ఒక", "ఒక్క"
_HUNDRED, _HUNDRED_AND, _HUNDREDS = "వంద", "నూట", "వందల"
_THOUSAND, _THOUSANDS = "వెయ్యి", "వేల"
_LAKH, _LAKHS = "ఒక లక్ష", "లక్షల"
_CRORE, _CRORES = "ఒక కోటి", "కోట్ల"
_ONLY = " మాత్రమే"
_MINUS = "మైనస్ "


def said(amount: Amount, *, negative: bool = False) -> str:
    """Return the sum: "ఒక లక్ష యాభై తొమ్మిది వేల మూడు వందల రూపాయలు మాత్రమే" ("only")."""
    if amount.currency not in _CURRENCIES:
        parts = [f"{_counting(amount.whole)} {amount.currency}", *([amount.share] if amount.fraction else [])]
    else:
        major, minor = _CURRENCIES[amount.currency]
        parts = []
        if amount.whole or not amount.fraction:
            many = major.of if amount.fraction else major.many
            parts.append(f"{_counting(amount.whole)} {major.one if amount.whole == 1 else many}")
        if amount.fraction:
            name = minor.one if amount.fraction == 1 else minor.many
            parts.append(f"{_counting(amount.fraction)} {name}")
    return (_MINUS if negative else "") + " ".join(parts) + _ONLY


def _counting(number: int) -> str:
    """Return the number as it stands before what is counted."""
    if number == 1:
        return _BEFORE_THINGS
    parts = _parts(number)
    if parts[-1].endswith(_ALONE):
        parts[-1] = parts[-1].removesuffix(_ALONE) + _LAST_OF_MORE
    return " ".join(parts)


def _parts(number: int) -> list[str]:
    if not number:
        return [_ONES[0]]
    crores, rest = divmod(number, 10**7)
    lakhs, rest = divmod(rest, 10**5)
    thousands, rest = divmod(rest, 1000)
    hundreds, rest = divmod(rest, 100)
    parts = []
    for count, one, many in (
        (crores, _CRORE, _CRORES),
        (lakhs, _LAKH, _LAKHS),
        (thousands, _THOUSAND, _THOUSANDS),
        (hundreds, _HUNDRED_AND if rest else _HUNDRED, _HUNDREDS),
    ):
        if count:
            parts.append(one if count == 1 else f"{_counting(count)} {many}")
    if rest:
        parts.append(_below_hundred(rest))
    return parts


def _below_hundred(number: int) -> str:
    if number < len(_ONES):
        return _ONES[number]
    tens, unit = divmod(number, 10)
    return f"{_TENS[tens]} {_ONES[unit]}" if unit else _TENS[tens]
