"""Countries and currencies to choose from."""

from __future__ import annotations

from clientdesk.i18n import Translator
from clientdesk.i18n.places import countries, currencies_in_use


def test_countries_are_named_and_sorted_in_the_readers_language():
    german = countries(Translator("de"))
    assert german["DE"] == "Deutschland"
    assert list(german.values()) == sorted(german.values(), key=str.casefold)
    assert not {"EU", "001", "ZZ"} & set(german)


def test_currencies_are_those_in_use_today():
    used = currencies_in_use(Translator("en"))
    assert {"EUR", "INR", "SAR", "JPY"} <= set(used)
    assert "DEM" not in used
