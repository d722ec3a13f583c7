"""Every Ctrl key with another script as the only layout of a real keyboard: it counts where its letter is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.real.desk import Desk, Program

#: X keycodes of the keys printed K, L, Q, comma, 4, A, C, V, M.
K, L, COMMA, FOUR, A, C, V, M = 45, 46, 59, 13, 38, 54, 55, 58

LAYOUTS = {
    "arabic": (["ara"], "ة"),
    "telugu": (["in", "-variant", "tel"], "మ"),
    "russian": (["ru"], "ь"),
    "hebrew": (["il"], "צ"),
    "greek": (["gr"], "μ"),
    "arabic with latin": (["ara,us"], "ة"),
    "german": (["de"], "m"),
}


@pytest.fixture
def program(start: Callable[..., Program], lena_book: Path, desk: Desk) -> Iterator[Program]:
    yield start(lena_book)
    desk.keyboard("us")


@pytest.mark.parametrize("name", LAYOUTS)
def test_ctrl_keys_work_where_they_are_printed(program: Program, desk: Desk, name: str) -> None:
    layout, letter = LAYOUTS[name]
    desk.keyboard(*layout)
    desk.press_places(COMMA, held="ctrl")
    program.wait_for(screen="settings")
    desk.press_places(FOUR, held="ctrl")
    program.wait_for(screen="documents")
    desk.press_places(K, held="ctrl")
    program.wait_for(focus="palette_field")
    desk.press_places(M, M)
    assert program.ask("text", "palette_field") == letter * 2
    # The field's own keys: mark all, copy, put it twice.
    desk.press_places(A, C, held="ctrl")
    desk.press("End")
    desk.press_places(V, held="ctrl")
    assert program.ask("text", "palette_field") == letter * 4
    desk.press("Escape")
    before = program.ask("where", "app.scheme")
    assert before is not None
    desk.press_places(L, held="ctrl+shift")
    assert program.ask("scheme") == "dark"
    desk.press_places(L, held="ctrl+shift")
    assert program.ask("scheme") == "light"
