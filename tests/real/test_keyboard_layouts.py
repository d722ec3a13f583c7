"""Every Ctrl key with another script as the only layout of a real keyboard: it counts where its letter is printed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.real.desk import Desk, Program

#: X keycodes of the keys printed K, L, comma, 4, 7, A, C, V, M.
K, L, COMMA, FOUR, SEVEN, A, C, V, M = 45, 46, 59, 13, 16, 38, 54, 55, 58

LAYOUTS = {
    "arabic": (["ara"], "ة"),
    "telugu": (["in", "-variant", "tel"], "స"),
    "russian": (["ru"], "ь"),
    "hebrew": (["il"], "צ"),
    "greek": (["gr"], "μ"),
    "arabic with latin": (["ara,us"], "ة"),
    "german": (["de"], "m"),
}
TO_AND_FRO = ("arabic", "russian")


def test_ctrl_keys_work_where_they_are_printed(
    start: Callable[..., Program], lena_book: Path, desk: Desk, tmp_path: Path
) -> None:
    book = tmp_path / "lena.db"
    shutil.copy(lena_book, book)
    program = start(book, "--scheme", "light")
    program.wait_for(active=True)
    is_dark = False
    for name, (layout, letter) in LAYOUTS.items():
        desk.keyboard(*layout)
        desk.press_places(COMMA, held="ctrl")
        program.wait_for(screen="settings")
        desk.press_places(FOUR, held="ctrl")
        program.wait_for(screen="documents")
        desk.press_places(SEVEN, held="ctrl")
        program.wait_for(screen="library")
        desk.press_places(K, held="ctrl")
        program.wait_for(focus="palette_field")
        desk.press_places(M, M)
        wait_for_text(program, letter * 2, name)
        # The field's own keys: mark all, copy, put it twice.
        desk.press_places(A, C, held="ctrl")
        desk.press("End")
        desk.press_places(V, held="ctrl")
        wait_for_text(program, letter * 4, name)
        desk.press_places(K, held="ctrl")
        # With Shift it is another key.
        desk.press_places(K, held="ctrl+shift")
        program.wait_for(screen="clients")
        if name in TO_AND_FRO:
            # Light with one keyboard, dark with the next; with all of them it would be half of the test's time.
            is_dark = not is_dark
            desk.press_places(L, held="ctrl+shift")
            program.wait_for(dark=is_dark)
    desk.keyboard("us")


def wait_for_text(program: Program, wanted: str, layout: str) -> None:
    for _ in range(100):
        shown = program.ask("text", "palette_field")
        if shown == wanted:
            return
    raise AssertionError(f"{layout}: {shown!r} instead of {wanted!r}")
