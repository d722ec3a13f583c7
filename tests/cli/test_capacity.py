"""`capacity`: the weeks ahead, and by when a new job fits (B4)."""

from __future__ import annotations

from tests.cli.conftest import Desk

MONDAY = "2026-06-22"


def test_b4_an_empty_desk_has_24_hours_a_week(lena: Desk) -> None:
    weeks = lena.ok("capacity", today=MONDAY)
    assert [week["number"] for week in weeks] == list(range(26, 34))
    assert {week["free"] for week in weeks} == {"24"}
    assert lena.run("capacity", "--weeks", "2", today=MONDAY).out.count("\n") == 3


def test_b4_hours_and_a_wanted_day_are_answered_with_what_is_short_and_an_honest_date(lena: Desk) -> None:
    room = lena.ok("capacity", "--hours", "40", "--wanted", "26 Jun 2026", "--weeks", "1", today=MONDAY)
    assert (room["free"], room["short"], room["honest_on"]) == ("24", "16", "2026-07-03")
    assert [week["free"] for week in room["weeks"]] == ["24"]
    said = lena.run("capacity", "--hours", "40", "--wanted", "26 Jun 2026", today=MONDAY)
    assert "03/07/2026" in said.out


def test_b4_the_hours_of_a_quote_count_and_else_the_typed_ones(lena: Desk) -> None:
    lena.ok("quote", "new", "krumm", "--line", "Design", "50", "90", "--unit", "HUR")
    assert lena.ok("capacity", "--quote", "1", "--hours", "9", today=MONDAY)["hours"] == "50"
    lena.ok("quote", "new", "krumm", "--line", "Logo", "1", "850")
    room = lena.ok("capacity", "--quote", "2", "--hours", "9", "--wanted", MONDAY, today=MONDAY)
    assert (room["hours"], room["free"], room["short"]) == ("9", "4.8", "4.2")


def test_b4_without_hours_it_says_that_they_are_missing(lena: Desk) -> None:
    said = lena.run("capacity", "--wanted", "2026-07-10", today=MONDAY)
    assert said.code == 1
    assert "--hours 40" in said.err
    assert lena.run("capacity", "--hours", "0", today=MONDAY).code == 1
