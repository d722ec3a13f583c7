"""What rotation keeps: the newest of the last hours, days, months and years, and always the last verified one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clientdesk.domain.backup_rotation import (
    DAYS,
    HOURS,
    MONTHS,
    OVERDUE_AFTER,
    YEARS,
    Kept,
    is_overdue,
    superfluous,
)

START = datetime(2026, 6, 17, 12, 30, tzinfo=UTC)
moments = st.one_of(
    st.datetimes(datetime(2010, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
    st.integers(0, 24 * 90).map(lambda hours: START - timedelta(hours=hours)),
)
shelves = st.lists(st.tuples(moments, st.booleans(), st.none() | st.integers(0, 2)), max_size=150).map(
    lambda found: [
        Kept(f"{number:03}", at, sound, doubts) for number, (at, sound, doubts) in enumerate(found)
    ]
)


def staying(shelf: list[Kept]) -> list[Kept]:
    gone = set(superfluous(shelf))
    return [one for one in shelf if one.name not in gone]


@given(shelves)
def test_the_last_verified_one_and_every_unsound_one_stay(shelf: list[Kept]) -> None:
    left = staying(shelf)
    sound = [one for one in shelf if one.is_verified]
    if sound:
        assert max(sound, key=lambda one: (one.at, one.name)) in left
    assert {one for one in shelf if not one.is_verified} <= set(left)


@given(shelves)
def test_each_of_the_last_hours_days_months_and_years_keeps_its_newest(shelf: list[Kept]) -> None:
    left = [one for one in staying(shelf) if one.is_verified]
    sound = [one for one in shelf if one.is_verified]
    assert len(left) <= HOURS + DAYS + MONTHS + YEARS + 4
    for pattern, most in (("%Y%m%d%H", HOURS), ("%Y%m%d", DAYS), ("%Y%m", MONTHS), ("%Y", YEARS)):
        parts = sorted({one.at.strftime(pattern) for one in sound}, reverse=True)[:most]
        for part in parts:
            newest = max(one.at for one in sound if one.at.strftime(pattern) == part)
            assert newest in {one.at for one in left}


@given(shelves)
def test_the_last_one_from_before_something_was_found_stays(shelf: list[Kept]) -> None:
    left = staying(shelf)
    sound = sorted((one for one in shelf if one.is_verified), key=lambda one: (one.at, one.name))
    clean = [one for one in sound if one.doubts == 0]
    if clean:
        assert clean[-1] in left


def test_of_two_alterations_the_last_one_before_each_stays_until_no_doubt_is_left() -> None:
    doubts = (0, 0, 1, 1, 2, 2)
    shelf = [
        Kept(f"{number}", START + timedelta(minutes=number), doubts=found)
        for number, found in enumerate(doubts)
    ]
    assert [one.name for one in staying(shelf)] == ["1", "3", "5"]
    mended = [*staying(shelf), Kept("6", START + timedelta(minutes=6))]
    assert [one.name for one in staying(mended)] == ["6"]


def test_one_of_which_nobody_knows_takes_the_place_of_no_clean_one() -> None:
    def stay(*doubts: int | None) -> list[int]:
        shelf = [
            Kept(f"{number}", START + timedelta(minutes=number), doubts=one)
            for number, one in enumerate(doubts)
        ]
        return [int(one.name) for one in staying(shelf)]

    assert stay(0, None, None) == [0, 2]
    # It may be the last one from before, and so may be that.
    assert stay(0, None, 1) == [0, 1, 2]
    assert stay(None, None, 1) == [1, 2]
    assert stay(0, None, 1, 0) == [3]


@given(shelves)
def test_what_stays_stays_when_it_is_asked_again(shelf: list[Kept]) -> None:
    assert superfluous(staying(shelf)) == ()


def test_two_years_of_a_backup_every_hour_leave_a_shelf_one_can_look_over() -> None:
    shelf: list[Kept] = []
    for hour in range(2 * 365 * 24):
        at = START + timedelta(hours=hour)
        shelf.append(Kept(f"{at:%Y%m%d%H}", at))
        if hour % 24 == 0 or hour > 2 * 364 * 24:
            shelf = staying(shelf)
    ages = sorted((shelf[-1].at - one.at).days for one in shelf)
    # A day of hours, two weeks of days, a year of months, and the years before; some are two of these at once.
    assert sum(age == 0 for age in ages) == HOURS
    assert [age for age in ages if 0 < age < DAYS - 1] == list(range(1, DAYS - 1))
    assert len([age for age in ages if age >= DAYS]) in {MONTHS - 1, MONTHS, MONTHS + 1}
    assert ages[-1] >= 500


def test_the_person_is_told_after_seven_days_and_where_there_is_none() -> None:
    assert is_overdue(None, now=START)
    assert not is_overdue(START - OVERDUE_AFTER + timedelta(seconds=1), now=START)
    assert is_overdue(START - OVERDUE_AFTER, now=START)
    assert not is_overdue(START + timedelta(days=1), now=START)
