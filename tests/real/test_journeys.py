"""Journeys with real keys and clicks from an X server: what a test framework sends may differ from a person's."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from clientdesk.storage.database import open_book
from tests.real.desk import Desk, Program

Start = Callable[..., Program]
#: Keyboards by their X names, and places on them (keycodes): the three vowels and the s of German, the row below the
#: figures in Arabic, the row below that in Telugu.
_KEYBOARDS = (
    (("de",), (47, 34, 48, 20, 65)),
    (("ara",), (24, 25, 26, 27, 65)),
    (("in", "-variant", "tel"), (43, 44, 45, 46)),
)
_TYPED = "öüäß ضصثق పరకత"


def test_names_in_every_script_arrive_as_they_were_typed(desk: Desk, start: Start, tmp_path: Path) -> None:
    program = start(tmp_path / "book.db")
    program.wait_for(active=True)
    desk.press("ctrl+2")
    program.wait_for(screen="clients")
    desk.press("ctrl+n")
    program.wait_for(focus="name")
    for layout, places in _KEYBOARDS:
        desk.keyboard(*layout)
        desk.press_places(*places)
        program.ask("state")
    desk.keyboard("us")
    assert program.ask("text", "name") == _TYPED
    desk.press("ctrl+s")
    program.ask("state")
    with_names = open_book(tmp_path / "book.db")
    assert with_names.value("SELECT name FROM clients") == _TYPED
    with_names.close()


def test_the_rail_and_the_keys_lead_to_the_same_screens(
    desk: Desk, start: Start, lena_book: Path, tmp_path: Path
) -> None:
    book = Path(shutil.copy(lena_book, tmp_path / "lena.db"))
    program = start(book)
    program.wait_for(active=True)
    for number, screen in ((2, "clients"), (3, "work"), (4, "documents"), (6, "money"), (7, "library")):
        desk.press(f"ctrl+{number}")
        program.wait_for(screen=screen)
        desk.press("ctrl+1")
        program.wait_for(screen="today")
        program.click(f"app.{screen}")
        program.wait_for(screen=screen)
    desk.press("alt+Left")
    program.wait_for(screen="today")


def test_a_person_with_a_mouse_and_keys_writes_a_client_and_closes_the_window(
    desk: Desk, start: Start, lena_book: Path, tmp_path: Path
) -> None:
    book = Path(shutil.copy(lena_book, tmp_path / "lena.db"))
    program = start(book)
    program.click("app.clients")
    program.wait_for(screen="clients")
    program.click("clients.new")
    program.wait_for(focus="name")
    desk.type("Atelier Nord")
    program.click("form.save")
    program.ask("state")
    assert program.close() == 0
    db = open_book(book)
    assert db.value("SELECT count(*) FROM clients WHERE name = 'Atelier Nord'") == 1
    db.close()


def test_ctrl_e_edits_the_client_from_the_filter_too(
    desk: Desk, start: Start, lena_book: Path, tmp_path: Path
) -> None:
    """On X11 a line of text takes Ctrl+E for itself, as the key to its end."""
    program = start(Path(shutil.copy(lena_book, tmp_path / "lena.db")))
    desk.press("ctrl+2")
    program.wait_for(focus="filter")
    desk.press("ctrl+e")
    program.wait_for(focus="name")
