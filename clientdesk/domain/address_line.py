"""Reading an address typed in one line, "Ringstr. 5, 04109 Leipzig", into street, postal code and town."""

from __future__ import annotations

import re
from dataclasses import dataclass

_COMMAS = re.compile(r"[,،\n]")
#: A postal code is a word with a figure in it: 04109, SW1A, 1AA, D-04109, 500 001.
_CODE = re.compile(r"[^\s\d]{0,4}[-\s]?\d[\w-]*|\d\w*")


@dataclass(frozen=True, slots=True)
class AddressLine:
    """The parts of an address typed in one line; `postal_code` may be empty."""

    street: str
    postal_code: str
    city: str


def read_address_line(text: str) -> AddressLine | None:
    """Return the parts of `text`, or None where it is only a street: without a comma, or without a town after it.

    The town is what follows the last comma that has letters behind it; words with figures beside it are the code,
    before the town as in Europe or behind it as in America.
    """
    parts = [part.strip() for part in _COMMAS.split(text) if part.strip()]
    if len(parts) < 2:  # noqa: PLR2004  # a street and a town
        return None
    last = parts[-1].split()
    if len(parts) > 2 and all(map(_is_code_or_state, last)):  # noqa: PLR2004  # "Main St 5, Austin, TX 78701"
        return AddressLine(", ".join(parts[:-2]), " ".join(last), parts[-2])
    front = 0
    while front < len(last) - 1 and _CODE.fullmatch(last[front]):
        front += 1
    back = len(last)
    while not front and back > 1 and _CODE.fullmatch(last[back - 1]):
        back -= 1
    code = last[:front] if front else last[back:]
    city = last[front:] if front else last[:back]
    if not city or all(map(_CODE.fullmatch, city)):
        return None
    return AddressLine(", ".join(parts[:-1]), " ".join(code), " ".join(city))


def _is_code_or_state(word: str) -> bool:
    return bool(_CODE.fullmatch(word)) or (len(word) == 2 and word.isupper())  # noqa: PLR2004  # a state: TX
