"""The book of the first schema, for whatever is tried with an old one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.upgrades.schemas import lay


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The book of the first schema."""
    return lay(1, tmp_path / "Lena & Söhne.db")
