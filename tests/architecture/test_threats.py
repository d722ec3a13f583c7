"""The page of threats and the tests agree: every case stands there once, with tests that exist or a written reason."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "threats.md"
CASES = tuple(f"T{number:02}" for number in range(1, 98))
_FILE = re.compile(r"`([\w/]+\.py)`: ((?:`\w+`(?:, )?)+)")
#: A name of a test that says which cases it is about: `test_t31_t45_…`, `test_t61_to_t65_…`.
_NUMBERS = re.compile(r"test((?:_t\d\d(?:_to|_and)?)+)_")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the page: the case, what is tried, what happens, its tests as (file, name), the reason without any."""

    case: str
    tried: str
    happens: str
    tests: tuple[tuple[str, str], ...]
    reason: str


@cache
def rows() -> tuple[Row, ...]:
    """The rows of the page, in their order."""
    found = []
    for text in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in text.strip().strip("|").split(" | ")]
        if re.fullmatch(r"T\d\d", cells[0]):
            case, tried, happens, held = cells
            tests = tuple(
                (file, name) for file, names in _FILE.findall(held) for name in re.findall(r"`(\w+)`", names)
            )
            reason = held.removeprefix("Reason: ") if held.startswith("Reason: ") else ""
            found.append(Row(case, tried, happens, tests, reason))
    return tuple(found)


@cache
def known() -> frozenset[tuple[str, str]]:
    """Every test function by its file below `tests/` and its name."""
    found = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        name = path.relative_to(ROOT / "tests").as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                found.add((name, node.name))
    return frozenset(found)


def cases_in(name: str) -> set[str]:
    """The cases that the name of a test says it is about."""
    match = _NUMBERS.match(name)
    if match is None:
        return set()
    numbers = [int(number) for number in re.findall(r"_t(\d\d)", match[1])]
    if "_to_" in match[1]:
        numbers = list(range(numbers[0], numbers[-1] + 1))
    return {f"T{number:02}" for number in numbers}


def test_every_case_of_the_study_stands_there_once_in_its_order() -> None:
    assert tuple(row.case for row in rows()) == CASES


@pytest.mark.parametrize("row", rows(), ids=CASES)
def test_a_case_has_tests_that_exist_or_a_written_reason(row: Row) -> None:
    assert row.tried
    assert row.happens
    assert row.tests or len(row.reason) > len("as T00."), row.case
    for test in row.tests:
        assert test in known(), f"{test[1]} is not in tests/{test[0]}"


def test_a_test_that_names_a_case_stands_in_the_row_of_that_case() -> None:
    listed = {(row.case, test) for row in rows() for test in row.tests}
    missing = [
        (case, *test) for test in sorted(known()) for case in cases_in(test[1]) if (case, test) not in listed
    ]
    assert missing == []


def test_numbers_are_read_from_the_names_of_tests() -> None:
    assert cases_in("test_t61_to_t63_refused") == {"T61", "T62", "T63"}
    assert cases_in("test_t58_t86_saved") == {"T58", "T86"}
    assert cases_in("test_t74_and_t45_dropped") == {"T74", "T45"}
    assert cases_in("test_t9_what_is_not_included") == set()
    assert cases_in("test_that_t61_is_no_name") == set()
