"""The demo books, acted out once for all tests of papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import shelf as shelves


@pytest.fixture(scope="session")
def shelf() -> Path:
    """Where the demo books stand, each from its first use on."""
    return shelves.place()
