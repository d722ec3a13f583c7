"""The chain of faces of a paper, and its plain style."""

from __future__ import annotations

import pytest

from clientdesk.documents.typeset.faces import Face
from clientdesk.documents.typeset.runs import Style
from tests.typeset.samples import NAMES, font


@pytest.fixture(scope="session")
def faces() -> tuple[Face, ...]:
    """The chain of a paper: Latin first, then every other script."""
    return tuple(font(name) for name in NAMES)


@pytest.fixture(scope="session")
def style(faces: tuple[Face, ...]) -> Style:
    return Style(faces=faces, size=10, leading=14, language="en")
