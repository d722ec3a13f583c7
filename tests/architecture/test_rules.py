"""The page of rules and the tests agree: every rule is listed, and has tests that exist and carry its ID."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "rules.md"
#: How many rules each family of the rule book has.
FAMILIES = {
    "R-MON-": 12,
    "R-VAT-": 10,
    "R-DOC-": 9,
    "R-NUM-": 6,
    "R-PRE-": 19,
    "R-QUO-": 5,
    "R-DUE-": 2,
    "R-ID-": 4,
}
RULES = (
    *(f"{family}{number}" for family, count in FAMILIES.items() for number in range(1, count + 1)),
    *(f"B{number}" for number in (*range(1, 17), 27, 31, 32)),
    "R-RET-1",
)
ISSUES = {"e-invoices", "reminders", "care", "reliability"}
# `r_pre_6` in a name and `R-PRE-6` in a sentence; `b10`, but not the `b1` in it.
_ID = re.compile(r"(?<![A-Za-z0-9])(?:R[-_][A-Z]{2,3}[-_]\d+|B\d+)(?![A-Za-z0-9])", re.IGNORECASE)
_FILE = re.compile(r"`([\w/]+\.py)`: ((?:`\w+`(?:, )?)+)")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the page: the rule, where it lives, its tests as (file, name), the issue that brings the rest."""

    rule: str
    says: str
    where: tuple[str, ...]
    tests: tuple[tuple[str, str], ...]
    later: str


def ids_in(text: str) -> set[str]:
    """The rules that a name or a sentence carries, as the rule book writes them."""
    return {found.upper().replace("_", "-") for found in _ID.findall(text)}


@cache
def carried() -> dict[tuple[str, str], set[str]]:
    """Every test function with the IDs in its name and docstring, by its file below `tests/` and its name."""
    found: dict[tuple[str, str], set[str]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        name = path.relative_to(ROOT / "tests").as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                found[name, node.name] = ids_in(f"{node.name} {ast.get_docstring(node) or ''}")
    return found


@cache
def rows() -> dict[str, Row]:
    """The rows of the page by their rule."""
    found = {}
    for text in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in text.strip().strip("|").split(" | ")]
        if len(cells) == 5 and ids_in(cells[0]) == {cells[0]}:
            rule, says, where, tests, later = cells
            assert rule not in found, f"{rule} is listed twice"
            found[rule] = Row(
                rule=rule,
                says=says,
                where=tuple(re.findall(r"`([\w/]+)`", where)),
                tests=tuple(
                    (file, name)
                    for file, names in _FILE.findall(tests)
                    for name in re.findall(r"`(\w+)`", names)
                ),
                later=later,
            )
    return found


def test_every_rule_of_the_rule_book_is_listed_and_no_other() -> None:
    assert set(rows()) == set(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_a_listed_rule_has_a_test_that_carries_its_id_or_names_the_later_issue(rule: str) -> None:
    row = rows()[rule]
    assert row.says
    assert row.later in ISSUES | {""}
    assert row.tests or row.later, f"{rule} has no test and no later issue"
    known = carried()
    for test in row.tests:
        assert test in known, f"{test[1]} is not in tests/{test[0]}"
        assert rule in known[test], f"{test[1]} does not carry {rule}"
    for module in row.where:
        place = ROOT / "clientdesk" / module
        assert place.is_dir() or place.with_suffix(".py").is_file() or (ROOT / module).is_dir(), module


def test_what_is_not_here_yet_names_no_module_and_what_is_here_does() -> None:
    for row in rows().values():
        assert bool(row.where) == bool(row.tests), row.rule


def test_ids_are_found_in_names_and_sentences_and_not_inside_other_words() -> None:
    assert ids_in("test_r_pre_6_and_b10_for_any_story") == {"R-PRE-6", "B10"}
    assert ids_in("The rest (R-MON-12, B9).") == {"R-MON-12", "B9"}
    assert ids_in("rb1_b1x r_predict_6 ab12") == set()
