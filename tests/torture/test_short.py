"""The short form of every part of the torture; `python3 dev.py torture` has the long one."""

from __future__ import annotations

import importlib

import pytest

from tests.torture import planted
from tests.torture.__main__ import PARTS
from tests.torture.report import Options

#: What of each part is tried here: a little of each, within a second or a few.
SHORT = {
    "kills": Options(short=True, runs=1, only=("issue", "upgrade")),
    "calls": Options(short=True, runs=2, only=("pay",)),
    "power": Options(short=True, runs=1, only=("pay",)),
    "disks": Options(short=True, runs=1, only=("pay",)),
    "upgrades": Options(short=True, only=("1",)),
    "attacks": Options(short=True),
    "damage": Options(short=True),
    "backups": Options(short=True),
    "processes": Options(short=True, runs=2),
    "names": Options(short=True),
    "model": Options(short=True),
    "fuzz": Options(short=True, only=("numbers and dates", "an export", "a logo")),
    "net": Options(short=True),
    "secrets": Options(short=True),
    "costs": Options(short=True),
    "window": Options(short=True, only=("issue",)),
}


def test_every_part_has_its_short_form() -> None:
    assert SHORT.keys() == PARTS.keys()


@pytest.mark.parametrize("part", SHORT)
def test_it_holds(part: str) -> None:
    rows = list(importlib.import_module(f"tests.torture.{part}").rows(SHORT[part]))
    assert rows
    for row in rows:
        print(row.bar, row.measure, row.runs, row.found, row.missing)
        assert row.verdict != "FAILED", row.faults


def test_every_planted_fault_still_fits_the_program() -> None:
    assert list(planted.check_applies()) == []
    assert len(planted.FAULTS) >= 12
