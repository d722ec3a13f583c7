"""Countries and currencies to choose from: all that are in use today, by their names in a language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from clientdesk.domain.search import fold
from clientdesk.i18n.translator import Translator

#: Babel lists them among the territories; nobody lives there.
_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"})

#: Languages in which files of other programs name countries.
_NAMED_IN: Final = (
    "en", "de", "ar", "te", "fr", "es", "it", "nl", "pl", "pt", "ru", "tr", "sv", "hi", "zh", "ja",
)  # fmt: skip
#: What is written on letters and in files, and stands in no list of names.
_SHORT: Final[Mapping[str, str]] = {
    "d": "DE", "deu": "DE", "ger": "DE", "brd": "DE", "a": "AT", "aut": "AT", "che": "CH", "fra": "FR", "f": "FR",
    "ita": "IT", "i": "IT", "esp": "ES", "nld": "NL", "bel": "BE", "b": "BE", "pol": "PL", "uk": "GB", "gbr": "GB",
    "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "usa": "US", "u.s.a.": "US", "u.s.": "US",
    "united states of america": "US", "america": "US", "uae": "AE", "ksa": "SA", "ind": "IN", "holland": "NL",
    "czech republic": "CZ", "tschechische republik": "CZ", "امريكا": "US", "السعوديه": "SA", "الامارات": "AE",
}  # fmt: skip


def country_code(text: str) -> str:
    """Return the code of a country by its code or its name in any of many languages; an empty text if none is meant."""
    plain = fold(text)
    return _codes().get(plain, "")


@lru_cache
def _codes() -> Mapping[str, str]:
    from babel import Locale

    found: dict[str, str] = {}
    for tag in _NAMED_IN:
        for code, name in Locale.parse(tag).territories.items():
            if _is_country(str(code)):
                found.setdefault(fold(name), str(code))
                found[str(code).casefold()] = str(code)
    return {**found, **_SHORT}


def countries(translator: Translator) -> dict[str, str]:
    """Return the names of all countries by their ISO 3166 codes, in the order of the names."""
    names = {str(code): name for code, name in translator.locale.territories.items()}
    chosen = {code: name for code, name in names.items() if _is_country(code)}
    return dict(sorted(chosen.items(), key=lambda pair: pair[1].casefold()))


def currencies_in_use(translator: Translator) -> tuple[str, ...]:
    """Return the ISO 4217 codes that are legal tender somewhere today."""
    from babel.numbers import get_territory_currencies, list_currencies

    used = {code for place in countries(translator) for code in get_territory_currencies(place, tender=True)}
    return tuple(sorted(used & list_currencies()))


def _is_country(code: str) -> bool:
    # Continents have codes of three figures.
    return len(code) == len("DE") and code.isalpha() and code not in _NO_COUNTRIES


def weekday_of(country: str) -> int:
    """Return the weekday on which calendars of a country begin (Monday 0); Monday if it is not known."""
    from babel import Locale

    return Locale.parse(f"und_{country}", resolve_likely_subtags=True).first_week_day if country else 0
