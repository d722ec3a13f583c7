"""Another language and larger letters by keys alone, on a real X server: one goes on where one stood."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from clientdesk.domain.client import Client
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.party import Address
from clientdesk.storage.database import open_book
from clientdesk.usecases import clients, issuer
from tests.real.desk import Desk, Program

#: X keycodes of the keys that an Arabic keyboard prints with the letters of this name.
WORD, PLACES = "كتاب", (47, 44, 43, 41)


def test_arabic_at_200_per_cent_and_back_by_keys_alone(
    desk: Desk, start: Callable[..., Program], tmp_path: Path
) -> None:
    book = tmp_path / "book.db"
    with closing(open_book(book)) as db:
        issuer.save(db, Issuer(name="Lena Brandt", address=Address(country="DE")))
        for name in ("Krumm GmbH", f"دار {WORD}", "Seidel"):
            clients.create(db, Client(name=name))
    program = start(book, "--scheme", "light")
    program.wait_for(active=True)
    desk.press("ctrl+k")
    program.wait_for(focus="palette_field")
    desk.type("text size")
    program.ask("state")
    desk.press("Return")
    program.wait_for(screen="settings", focus="text")
    desk.press("End")
    program.wait_for(scale=2.0, focus="text", active=True)
    desk.press("shift+Tab", "shift+Tab", "shift+Tab")
    program.wait_for(focus="language")
    # English, Deutsch, Arabic.
    desk.press("Down", "Down", "Down")
    program.wait_for(language="ar", mirrored=True, screen="settings", focus="language", active=True)
    desk.keyboard("ara")
    try:
        desk.press_places(45, held="ctrl")
        program.wait_for(focus="palette_field")
        desk.press_places(*PLACES)
        program.ask("state")
        desk.press("Return")
        assert program.wait_for(screen="clients")["place"] == ["client", 2]
    finally:
        desk.keyboard("us")
    # The language is an act like any other: taken back, it leaves one where one is.
    desk.press("ctrl+alt+z")
    there = program.wait_for(mirrored=False, screen="clients", active=True)
    assert program.ask("text", "screen_title") == "Clients"
    assert (there["place"], there["scale"]) == (["client", 2], 2.0)
    desk.press("ctrl+e")
    program.wait_for(focus="name")
    desk.press("End")
    desk.type(" 2")
    desk.press("ctrl+s")
    program.ask("state")
    with closing(open_book(book)) as db:
        assert clients.get(db, 2).name == f"دار {WORD} 2"
    assert program.close() == 0
