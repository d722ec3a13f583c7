"""A recovery code copied by hand: every slip is found, and its group named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientdesk.domain.errors import RuleError
from clientdesk.domain.recovery_code import ALPHABET, GROUPS, groups_of, is_group, key_of, written

KEYS = st.binary(min_size=32, max_size=32)


@given(KEYS)
def test_what_is_written_is_read_back(key: bytes):
    assert key_of(written(key)) == key
    assert len(groups_of(key)) == GROUPS
    # As people type it: small letters, spaces, O for 0 and l for 1.
    typed = " ".join(groups_of(key)).lower().replace("0", "o").replace("1", "l")
    assert key_of(typed) == key


@given(KEYS, st.integers(0, 64), st.sampled_from(ALPHABET))
def test_every_single_typo_is_found_in_its_group(key: bytes, place: int, letter: str):
    letters = "".join(groups_of(key))
    if letters[place] == letter:
        return
    with pytest.raises(RuleError) as caught:
        key_of(letters[:place] + letter + letters[place + 1 :])
    assert caught.value.field == "code"
    assert caught.value.values["group"] == place // 5 + 1


@given(KEYS, st.integers(0, 63))
def test_two_letters_that_changed_places_are_found(key: bytes, place: int):
    letters = "".join(groups_of(key))
    turned = letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
    if turned == letters:
        return
    with pytest.raises(RuleError):
        key_of(turned)


@given(KEYS, st.integers(0, GROUPS - 1), st.integers(0, GROUPS - 1))
def test_two_groups_that_changed_places_are_found(key: bytes, one: int, other: int):
    groups = list(groups_of(key))
    groups[one], groups[other] = groups[other], groups[one]
    if one == other:
        return
    with pytest.raises(RuleError):
        key_of(" ".join(groups))


@given(st.text(max_size=90))
def test_anything_else_is_refused_in_a_sentence(text: str):
    with pytest.raises(RuleError):
        key_of(text)


def test_an_incomplete_code_says_which_group_is_next():
    key = bytes(range(32))
    with pytest.raises(RuleError, match=r"not complete.*Go on with group 6"):
        key_of(" ".join(groups_of(key)[:5]))


def test_a_group_is_confirmed_as_it_is_typed():
    key = bytes(range(32))
    group = groups_of(key)[3]
    assert is_group(f" {group.lower()} ", 3, key)
    assert not is_group(groups_of(key)[4], 3, key)
