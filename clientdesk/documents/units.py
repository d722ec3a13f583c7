"""Units as papers print them: UN/ECE Recommendation 20 codes in the paper's language, free units as typed (R-EIN-9)."""

from __future__ import annotations

from decimal import Decimal

from clientdesk.i18n import Translator

#: Whose form of the word a fraction takes: 1.5 days, 1.5 يوم.
_ROUND_NUMBER = 100
#: Codes that people write in another way, with the code they mean.
_SAME = {"H": "HUR", "PCE": "H87", "EA": "H87", "LS": "C62"}


def printed(unit: str, quantity: Decimal, tr: Translator) -> str:
    """Return the word for `unit` beside `quantity`; a code the program does not know stays as it is."""
    count = abs(int(quantity)) if quantity == quantity.to_integral_value() else _ROUND_NUMBER
    code = _SAME.get(unit.upper(), unit.upper())
    words = {
        "HUR": tr.pgettext("unit", "h"),
        "MIN": tr.pgettext("unit", "min"),
        "DAY": tr.npgettext("unit", "day", "days", count),
        "WEE": tr.npgettext("unit", "week", "weeks", count),
        "MON": tr.npgettext("unit", "month", "months", count),
        "ANN": tr.npgettext("unit", "year", "years", count),
        "H87": tr.npgettext("unit", "pc.", "pcs.", count),
        "C62": tr.npgettext("unit", "flat", "units", count),
        "KMT": tr.pgettext("unit", "km"),
        "MTK": tr.pgettext("unit", "m²"),
        "D68": tr.npgettext("unit", "word", "words", count),
        "ZP": tr.npgettext("unit", "page", "pages", count),
        "SET": tr.npgettext("unit", "set", "sets", count),
    }
    return words.get(code, unit)
