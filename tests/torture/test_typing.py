"""The short form of the torture: two kills in every editor lose at most a second, and leave no wrong state (Q1)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.killing import kill_while_typing, make_book
from tests.torture.typist import EDITORS

LIMIT_MS = 1000.0
#: One early kill and one late one; `python3 dev.py torture typing` has a hundred for each editor.
SEEDS = (1, 2)


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("torture") / "pristine.db"
    make_book(path)
    return path


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("editor", EDITORS)
def test_q1_a_kill_loses_at_most_a_second_of_typing(editor: str, seed: int, pristine: Path):
    outcome = kill_while_typing(editor, seed, pristine)
    print(f"{editor}, seed {seed}: {outcome.keys} keys, lost {outcome.lost_ms:.0f} ms")
    assert outcome.faults == []
    assert outcome.keys
    assert outcome.lost_ms <= LIMIT_MS
