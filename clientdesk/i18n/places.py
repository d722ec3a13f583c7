"""Countries and currencies to choose from: all that are in use today, by their names in a language."""

from __future__ import annotations

from clientdesk.i18n.translator import Translator

#: Babel lists them among the territories; nobody lives there.
_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"})


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
