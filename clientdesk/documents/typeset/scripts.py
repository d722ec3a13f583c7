"""The script of each character, where common ones take that of their neighbours (UAX #24, section 5)."""

from __future__ import annotations

from typing import Final

from fontTools import unicodedata as tables

COMMON: Final = "Zyyy"
_BORROWED: Final = frozenset({"Zyyy", "Zinh"})


class _Scripts(dict[str, str]):
    """The script of each character seen so far; the others are looked up once."""

    def __missing__(self, char: str) -> str:
        found = self[char] = str(tables.script(char))
        return found


_SCRIPTS: Final = _Scripts()


def script_of(char: str) -> str:
    """Return the script of one character, `Zyyy` for what is common to all and `Zinh` for marks."""
    return _SCRIPTS[char]


def is_borrowed(char: str) -> bool:
    """Tell whether a character has no script of its own."""
    return _SCRIPTS[char] in _BORROWED


def script_runs(text: str) -> list[tuple[int, str]]:
    """Return the end and the script of each run; common characters belong to what stands before, else after them."""
    known = _SCRIPTS
    found: list[tuple[int, str]] = []
    current = COMMON
    for index, char in enumerate(text):
        script = known[char]
        if script in _BORROWED or script == current:
            continue
        if current != COMMON:
            found.append((index, current))
        current = script
    found.append((len(text), current))
    return found
