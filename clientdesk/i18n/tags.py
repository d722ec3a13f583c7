"""Language tags: which languages the program speaks, and what a tag such as de-AT means to gettext and Babel."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

#: The language the program is written in; a missing catalogue or sentence falls back to it.
SOURCE = "en"
#: Languages the window speaks, with a complete catalogue each.
WINDOW_LANGUAGES = ("en", "de", "ar", "te")
#: Languages papers are written in.
PAPER_LANGUAGES = ("en", "de", "ar", "te")
#: The letters that the name of a language has at most, by BCP 47.
_LONGEST = 8
#: Known by heart, because Babel is not wanted before the first paint.
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})

#: Which region an unregioned tag is formatted for; Babel's own "en" would be American without a word.
_DEFAULT_REGION = {
    "en": "en_US",
    "de": "de_DE",
    "fr": "fr_FR",
    "ar": "ar_EG",
    "te": "te_IN",
}


def normalise(tag: str) -> str:
    """Return `tag` in the form de-AT: the language small, the region in capitals, `-` between them.

    An empty tag or one that is no tag at all gives the source language.
    """
    parts = [part for part in tag.replace("_", "-").split(".")[0].split("-") if part]
    if not parts or not parts[0].isalpha() or len(parts[0]) > _LONGEST:
        return SOURCE
    language, rest = parts[0].lower(), parts[1:]
    shaped = [part.title() if len(part) == len("Latn") else part.upper() for part in rest]
    return "-".join([language, *shaped])


def language_of(tag: str) -> str:
    """Return the language alone: de of de-AT."""
    return normalise(tag).split("-")[0]


def runs_right_to_left(tag: str) -> bool:
    """Tell whether the language of `tag` is written from right to left."""
    return language_of(tag) in _RIGHT_TO_LEFT


@functools.cache
def babel_locale(tag: str) -> Locale:
    """Return Babel's locale for `tag`; an unknown region falls back to the language, an unknown language to English."""
    from babel import Locale, UnknownLocaleError

    wanted = normalise(tag)
    for candidate in (
        _DEFAULT_REGION.get(wanted, wanted.replace("-", "_")),
        _DEFAULT_REGION.get(language_of(wanted), language_of(wanted)),
    ):
        try:
            return Locale.parse(candidate)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(_DEFAULT_REGION[SOURCE])


@functools.cache
def english_locale(tag: str) -> Locale:
    """Return English as written in the region of `tag`, for papers whose own language has no catalogue yet.

    So no sentence mixes two languages, and Indian papers still group by lakh. Without data for the region it is
    the English of the United Kingdom, which writes the day before the month as most of the world does.
    """
    from babel import Locale, UnknownLocaleError

    region = next((part for part in normalise(tag).split("-")[1:] if part.isupper()), "")
    for candidate in (f"en_{region}", "en_GB"):
        try:
            return Locale.parse(candidate)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(_DEFAULT_REGION[SOURCE])
