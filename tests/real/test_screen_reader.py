"""What a screen reader hears: everything keys can reach has a name and a role, and every screen leads on and back."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real.atspi import EDITABLE, FOCUSED, Node, Reader
from tests.real.desk import Desk, Program

#: Every screen, and what can be open on it: the record's kind and number in Lena's book.
PLACES = (
    ("today", ""),
    ("clients", "client 1"),
    ("clients", "edit_client 1"),
    ("clients", "new_client 0"),
    ("work", "contract 1"),
    ("work", "new_contract 1"),
    ("documents", ""),
    ("documents", "invoice 14"),
    ("documents", "new_invoice 1"),
    ("documents", "new_quote 1"),
    ("calendar", ""),
    ("money", ""),
    ("money", "new_payment 0"),
    ("library", ""),
    ("library", "new_package 0"),
    ("settings", ""),
)
#: Roles that say nothing: whoever lands there hears silence or "unknown".
_MUTE_ROLES = frozenset({"unknown", "invalid", "redundant object"})


class Listener:
    """ClientDesk on a desk with an accessibility bus, and a screen reader that listens to it."""

    def __init__(self, desk: Desk, book: Path) -> None:
        address = desk.start_bus()
        self.program = Program(desk, book)
        self.reader = Reader(address)
        self.name = self.reader.program("ClientDesk")

    def close(self) -> None:
        self.program.kill()
        self.reader.close()

    def at(self, screen: str, record: str) -> list[Node]:
        """Go to a place and hear all there is."""
        assert self.program.ask("show", screen)
        if record:
            self.program.ask("open", *record.split())
        # Two questions, because each is answered only when the window has nothing more to do.
        self.program.ask("state")
        self.program.ask("state")
        return list(self.reader.crawl(self.name))

    def leave_drafts(self) -> None:
        """Throw away what an opened editor may have begun, so that the next place is as free as the first."""
        self.program.desk.press("Escape")


@pytest.fixture(scope="module")
def listener(lena_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listener]:
    book = tmp_path_factory.mktemp("book") / "lena.db"
    shutil.copy(lena_book, book)
    with contextlib.closing(Desk()) as desk, contextlib.closing(Listener(desk, book)) as made:
        yield made


@pytest.mark.parametrize(("screen", "record"), PLACES)
def test_everything_that_keys_can_reach_has_a_name_and_a_role(
    listener: Listener, screen: str, record: str
) -> None:
    nodes = listener.at(screen, record)
    reachable = [node for node in nodes if node.is_focusable]
    assert len(reachable) > 10
    assert [str(node) for node in reachable if not node.name.strip() or node.role in _MUTE_ROLES] == []


@pytest.mark.parametrize(("screen", "record"), PLACES)
def test_every_screen_leads_on_and_back(listener: Listener, screen: str, record: str) -> None:
    nodes = listener.at(screen, record)
    pressable = [node for node in nodes if node.is_focusable and "button" in node.role]
    within_page = [node for node in pressable if any(part.startswith("layered pane") for part in node.within)]
    assert within_page, "nothing on the page itself leads on"
    assert any(node.name in {"Back", "Today"} for node in pressable), "there is no way back"


def test_a_field_says_what_stands_in_it(listener: Listener) -> None:
    nodes = listener.at("clients", "edit_client 1")
    name = next(node for node in nodes if EDITABLE in node.states and node.name == "Name")
    assert listener.reader.value(listener.name, name.path) == "Bäckerei Krumm GmbH"
    listener.leave_drafts()


def test_an_act_can_be_done_by_the_ear(listener: Listener) -> None:
    nodes = listener.at("clients", "client 1")
    button = next(node for node in nodes if node.name == "New client" and "button" in node.role)
    listener.reader.press(listener.name, button.path)
    listener.program.wait_for(focus="name")
    focused = [node for node in listener.reader.crawl(listener.name) if FOCUSED in node.states]
    assert "Name" in {node.name for node in focused}
    listener.leave_drafts()
