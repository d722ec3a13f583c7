"""The recovery code: the key of an encrypted book in groups a person can copy by hand, each with its own check."""

from __future__ import annotations

import re

from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_

#: Crockford's base 32: no I, L, O or U, which are read for other letters or spell words.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 13
KEY_BYTES = 32
_LETTERS = 4
_BITS = 5
_FIELD = 0b100101
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}


def groups_of(key: bytes) -> tuple[str, ...]:
    """Return the 13 groups of a key of 256 bits: four letters or digits each, and a fifth that checks them."""
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 256 bits")
    number = int.from_bytes(key, "big")
    values = [number >> _BITS * place & 31 for place in reversed(range(GROUPS * _LETTERS))]
    return tuple(_group(place, values[place * _LETTERS : (place + 1) * _LETTERS]) for place in range(GROUPS))


def written(key: bytes) -> str:
    """Return the groups in one line, as the QR code of the sheet holds them."""
    return "-".join(groups_of(key))


def key_of(text: str) -> bytes:
    """Return the key that was typed; spaces, dashes and small letters are fine, O is read as 0, I and L as 1.

    Raises RuleError at the field `code` that names the group with the slip: every wrong letter, every two letters and
    every two groups that changed places are found.
    """
    typed = re.sub(r"[\s\-\u2010-\u2015.,_]+", "", text).upper().translate(_READ_AS)
    # The marks that keep a code in its order in Arabic come along when it is copied.
    typed = re.sub("[\u200e\u200f\u2066-\u2069]", "", typed)
    size = _LETTERS + 1
    number = 0
    for place in range(GROUPS):
        group = typed[place * size : (place + 1) * size]
        values = [_VALUES.get(letter, -1) for letter in group[:_LETTERS]]
        if len(group) < size or -1 in values or _group(place, values) != group:
            raise _wrong(place, len(typed))
        for value in values:
            number = number << _BITS | value
    if len(typed) != GROUPS * size or number.bit_length() > KEY_BYTES * 8:
        raise _wrong(GROUPS - 1, len(typed))
    return number.to_bytes(KEY_BYTES, "big")


def is_group(text: str, place: int, key: bytes) -> bool:
    """Whether `text` is the group at `place` (counted from 0) of this key, as a person types it."""
    return re.sub(r"[\s\-]+", "", text).upper().translate(_READ_AS) == groups_of(key)[place]


def _wrong(place: int, count: int) -> RuleError:
    if count < GROUPS * (_LETTERS + 1) and place == count // (_LETTERS + 1):
        return RuleError(
            N_("The recovery code is not complete: it has {groups} groups of 5 letters and digits."),
            field="code",
            next_step=N_("Go on with group {group}."),
            groups=GROUPS,
            group=place + 1,
        )
    return RuleError(
        N_("There is a slip in group {group} of the recovery code, or just before it."),
        field="code",
        next_step=N_("Compare it with the sheet, letter by letter."),
        group=place + 1,
    )


def _group(place: int, values: list[int]) -> str:
    # Each place has a factor of its own in the field of 32 elements, so that no single change and no exchange of two
    # letters leaves the sum as it was; the number of the group counts as a letter.
    factor, check = 1, 0
    for value in (*values, place + 1):
        factor = _times(factor, 2)
        check ^= _times(value, factor)
    return "".join(ALPHABET[value] for value in (*values, check))


def _times(one: int, other: int) -> int:
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one > len(ALPHABET) - 1:
            one ^= _FIELD
        other >>= 1
    return product
