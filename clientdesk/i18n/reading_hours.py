"""Reading hours as people type them: 12h, 2,5, 1:30, 90 min."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_
from clientdesk.i18n import numerals
from clientdesk.i18n.reading import parse_decimal

_CLOCK: Final = re.compile(r"(\d+):([0-5]\d)")
#: Letters for hours and minutes in the languages of the program and its neighbours, after the number.
_UNITS: Final = re.compile(
    r"(?P<number>.*?)\s*(?:(?P<minutes>min|mins|minutes?|minuten|دقيقة|د)"
    r"|(?P<hours>h|hr|hrs|hours?|std|stunden?|ساعات|ساعة|س))?\.?",
    re.IGNORECASE | re.DOTALL,
)
_MINUTES: Final = Decimal(60)
_PLACES: Final = Decimal("0.0001")


def parse_hours(text: str, locale: str, *, field: str = "hours") -> Decimal:
    """Read hours, with at most four decimals: `12h` and `12` are 12, `1:30` and `90 min` are 1.5.

    Raises RuleError naming `field` for anything else, and for a negative number.
    """
    bare = numerals.plain(text).strip()
    if clock := _CLOCK.fullmatch(bare.lower().removesuffix("h").strip()):
        return (Decimal(clock[1]) + Decimal(clock[2]) / _MINUTES).quantize(_PLACES).normalize() + 0
    found = _UNITS.fullmatch(bare)
    number = found["number"] if found else bare
    value = parse_decimal(number, locale, field=field, most_decimals=4)
    if value < 0:
        raise RuleError(
            N_("Hours cannot be negative."),
            field=field,
            next_step=N_("Type for example 12h, 2.5 or 1:30."),
        )
    if found and found["minutes"]:
        return (value / _MINUTES).quantize(_PLACES).normalize() + 0
    return value
