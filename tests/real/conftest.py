"""Tests with a real X server, a window manager and real key events; `dev.py test` installs what they need."""

from __future__ import annotations

import contextlib
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import shelf
from tests.real.desk import Desk, Program


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say for each of these tests why it does not run where there is no X server to be had."""
    if sys.platform != "linux":
        for item in items:
            if "tests/real" in item.path.as_posix():
                item.add_marker(pytest.mark.skip(reason="the X server of these tests is Linux's"))


@pytest.fixture(scope="session")
def desk() -> Iterator[Desk]:
    with contextlib.closing(Desk()) as made:
        yield made


@pytest.fixture(scope="session")
def lena_book() -> Path:
    """Return Lena's demo book; to be copied, not written to."""
    return shelf.book("lena")


@pytest.fixture
def start(desk: Desk) -> Iterator[Callable[..., Program]]:
    """Start the program on a book, with no settings of another test's; ended at the end."""
    running: list[Program] = []
    shutil.rmtree(desk.environment["XDG_CONFIG_HOME"], ignore_errors=True)

    def begin(book: Path, *options: str) -> Program:
        program = Program(desk, book, *options)
        running.append(program)
        return program

    yield begin
    for program in running:
        program.kill()
