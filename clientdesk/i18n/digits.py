"""Which digits are shown on screen: Latin, or the Arabic-Indic ones where a region or the reader wants them."""

from __future__ import annotations

import functools
from typing import Final, Literal

LATIN: Final = "latn"
ARABIC: Final = "arab"
#: What can be chosen: as the region writes, always 0123, or always ٠١٢٣.
Digits = Literal["", "latn", "arab"]
#: Arabic where Latin digits are usual, and where Arabic-Indic ones are; known by heart, because Babel is not wanted
#: before the first paint. A test compares them with Babel's. Arabic of no country has Latin digits.
_ARABIC_INDIC_REGIONS: Final = frozenset(
    {
        "BH",
        "DJ",
        "EG",
        "ER",
        "IL",
        "IQ",
        "JO",
        "KM",
        "KW",
        "LB",
        "MR",
        "OM",
        "PS",
        "QA",
        "SA",
        "SD",
        "SO",
        "SS",
        "SY",
        "TD",
        "YE",
    }
)
_ZERO: Final = {LATIN: "0", ARABIC: "\u0660"}


def of_locale(tag: str, wanted: Digits = "") -> str:
    """Return the digits for the language of `tag`: `wanted` where it knows them, else what its region writes."""
    language, *rest = tag.split("-")
    if language != "ar":
        return LATIN
    return wanted or (ARABIC if _ARABIC_INDIC_REGIONS.intersection(rest) else LATIN)


@functools.cache
def table(system: str) -> dict[int, str]:
    """Return what `str.translate` needs to write Latin digits in `system`; empty for Latin itself."""
    if system == LATIN:
        return {}
    zero = ord(_ZERO[system])
    return {ord("0") + value: chr(zero + value) for value in range(10)}
