"""The demo books, acted out once for all tests of papers."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo books stand, each from its first use on."""
    return tmp_path_factory.mktemp("shelf")
