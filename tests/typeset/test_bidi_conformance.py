"""Every case of Unicode's own tests of the bidirectional algorithm (Debian's package unicode-data)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from clientdesk.documents.typeset import bidi_classes
from clientdesk.documents.typeset.bidi import (
    REMOVED,
    Direction,
    Levels,
    analyse,
    first_strong,
    resolve,
    visual_order,
)

#: `dev.py test` installs it; on other systems the files of the Unicode Character Database go here.
UNICODE = Path("/usr/share/unicode")
_BASES = ((1, None), (2, 0), (4, 1))


def rows(name: str) -> Iterator[str]:
    with (UNICODE / name).open(encoding="utf-8") as file:
        for line in file:
            if (row := line.strip()) and not row.startswith("#"):
                yield row


def shown(kinds: list[str], levels: list[int]) -> tuple[list[str], list[int]]:
    """Levels and order as the files write them: what rule X9 removes has no level and no place."""
    kept = [index for index, kind in enumerate(kinds) if kind not in REMOVED]
    order = [kept[index] for index in visual_order([levels[index] for index in kept])]
    return ["x" if kind in REMOVED else str(level) for kind, level in zip(kinds, levels, strict=True)], order


def test_every_case_of_bidi_test_by_classes() -> None:
    wrong, cases, levels, order = [], 0, [], []
    for row in rows("BidiTest.txt"):
        if row.startswith("@Levels:"):
            levels = row[8:].split()
        elif row.startswith("@Reorder:"):
            order = [int(index) for index in row[9:].split()]
        elif not row.startswith("@"):
            names, _, bits = row.partition(";")
            kinds = names.split()
            asked = [wanted for bit, wanted in _BASES if int(bits) & bit]
            cases += len(asked)
            # A base that was found by itself is one of the two that are given: the same case once more.
            for base in {first_strong(kinds) if wanted is None else wanted for wanted in asked}:
                found = Levels(base, resolve(kinds, base), kinds).of_line(0, len(kinds))
                if shown(kinds, found) != (levels, order):
                    wrong.append((row, base, found))
    assert wrong == []
    assert cases >= 770_000


def test_every_case_of_bidi_character_test() -> None:
    # The file's Unicode may be newer than Python's: a case with a character that Python has not heard of is left out,
    # because its class would be guessed.
    wrong, cases, unknown = [], 0, 0
    directions = (Direction.LTR, Direction.RTL, Direction.AUTO)
    for row in rows("BidiCharacterTest.txt"):
        codes, direction, base, levels, order = row.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        if any(not unicodedata.bidirectional(char) for char in text):
            unknown += 1
            continue
        found = analyse(text, directions[int(direction)])
        line = found.of_line(0, len(text))
        cases += 1
        wanted = (levels.split(), [int(index) for index in order.split()])
        if found.base != int(base) or shown(bidi_classes.classes(text), line) != wanted:
            wrong.append((row, found.base, line))
    assert wrong == []
    assert cases >= 91_000
    assert unknown <= 100


def test_the_table_of_brackets_is_that_of_the_file() -> None:
    pairs = {}
    for row in rows("BidiBrackets.txt"):
        first, second, kind = (field.strip() for field in row.partition("#")[0].split(";"))
        if kind == "o":
            pairs[chr(int(first, 16))] = chr(int(second, 16))
    assert pairs == bidi_classes.CLOSER_OF


def test_characters_newer_than_python_have_the_class_of_their_block() -> None:
    # Until Unicode fills these rows, DerivedBidiClass.txt says how to treat them.
    unknown = {"\U0001ecbf": "AL", "\U0001efff": "R", "\u20cf": "ET", "\ufdd0": "BN", "\U0001fffe": "BN"}
    assert bidi_classes.classes(unknown) == list(unknown.values())
    assert bidi_classes.classes("\u0378") == ["L"]


def test_a_very_long_paragraph_takes_time_in_proportion() -> None:
    # Nested isolates and brackets invite loops within loops; 40,000 of each would then run for minutes.
    text = "\u2068" * 40_000 + "(" * 40_000 + "\u05d0" + ")" * 40_000
    found = analyse(text)
    assert len(found.levels) == len(text)
    assert analyse("(a" * 40_000 + "\u05d0" + ")" * 40_000).base == 0
