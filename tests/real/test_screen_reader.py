"""What a screen reader hears: everything keys can reach has a name and a role, and every screen leads on and back."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from clientdesk.ui import actions
from tests.real.atspi import CHECKED, EDITABLE, FOCUSED, Node, Reader
from tests.real.desk import ROOT, Desk, Program

#: Every screen, editor and card: the screen, the record in Lena's book (kind and number), the act that opens it.
PLACES = (
    ("today", "", ""),
    ("today", "", "today.snooze"),
    ("clients", "client 1", ""),
    ("clients", "edit_client 1", ""),
    ("clients", "new_client 0", ""),
    ("work", "contract 1", ""),
    ("work", "contract 1", "work.change"),
    ("work", "new_contract 1", ""),
    ("documents", "", ""),
    ("documents", "invoice 14", ""),
    ("documents", "new_invoice 1", ""),
    ("documents", "new_quote 1", ""),
    ("calendar", "", ""),
    ("calendar", "", "calendar.block"),
    ("money", "", ""),
    ("money", "new_payment 0", ""),
    ("library", "", ""),
    ("library", "new_package 0", ""),
    ("settings", "", ""),
    ("settings", "design 1", ""),
    ("clients", "", "app.palette"),
    ("clients", "", "app.keys"),
    ("clients", "", "app.manual"),
)
#: Of these only what stands above the window counts.
ABOVE = {"app.palette", "app.keys", "app.manual"}
#: Roles that say nothing: whoever lands there hears silence or "unknown".
_MUTE_ROLES = frozenset({"unknown", "invalid", "redundant object"})
#: What is typed into says what stands in it by one of these. A choice is called as what is chosen (Qt does so on
#: this system), and what it is a choice of must come from its label.
_INPUTS = frozenset({"text", "entry", "spin button", "password text", "slider"})
_SAYS = frozenset({"org.a11y.atspi.Text", "org.a11y.atspi.Value"})
#: "May 2026: €240.00".
_FIGURE = re.compile(r"\w: \S")
_ICONS = {path.stem for path in (ROOT / "resources" / "icons").glob("*.svg")}


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

    def at(self, screen: str, record: str, act: str = "") -> list[Node]:
        """Go to a place, do an act there, and hear all there is."""
        assert self.program.ask("show", screen)
        if record:
            self.program.ask("open", *record.split())
        self.program.ask("state")
        if act:
            assert self.program.ask("do", act), f"{act} cannot be done there"
        # Two questions, because each is answered only when the window has nothing more to do.
        self.program.ask("state")
        self.program.ask("state")
        return list(self.reader.crawl(self.name))

    def without(self, screen: str, record: str) -> set[str]:
        """Return what is there when nothing stands above the window."""
        return {node.path for node in self.at(screen, record)}

    def leave(self) -> None:
        """Close what stands on top, so that the next place is as free as the first."""
        self.program.desk.press("Escape")
        self.program.ask("state")


@pytest.fixture(scope="module")
def listener(lena_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listener]:
    book = tmp_path_factory.mktemp("book") / "lena.db"
    shutil.copy(lena_book, book)
    with contextlib.closing(Desk()) as desk, contextlib.closing(Listener(desk, book)) as made:
        yield made


@pytest.mark.parametrize(("screen", "record", "act"), PLACES)
def test_a_place_can_be_heard_and_leads_on_and_back(
    listener: Listener, screen: str, record: str, act: str
) -> None:
    nodes = listener.at(screen, record, act)
    listener.leave()
    reachable = [node for node in nodes if node.is_focusable]
    assert len(reachable) > 10
    assert [str(node) for node in reachable if not node.name.strip() or node.role in _MUTE_ROLES] == []
    assert [str(node) for node in reachable if _is_a_word_of_ours(node.name)] == []
    assert [str(node) for node in reachable if node.role in _INPUTS and not _SAYS & node.interfaces] == []
    choices = [node for node in reachable if node.role == "combo box"]
    assert [str(node) for node in choices if not listener.reader.label(listener.name, node.path)] == []
    pressable = [node for node in reachable if "button" in node.role]
    within_page = [node for node in pressable if any(part.startswith("layered pane") for part in node.within)]
    assert within_page, "nothing on the page itself leads on"
    assert any(node.name in {"Back", "Today"} for node in reachable), "there is no way back"
    if act in ABOVE:
        assert {node.path for node in nodes} - listener.without(screen, record), f"{act} is not to be heard"


def test_the_rail_is_heard_as_one_choice_of_several(listener: Listener) -> None:
    nodes = listener.at("clients", "")
    rail = [
        node for node in nodes if node.role == "radio button" and node.name in {"Today", "Clients", "Library"}
    ]
    assert [node.name for node in rail] == ["Today", "Clients", "Library"]
    assert [node.name for node in rail if CHECKED in node.states] == ["Clients"]


def _is_a_word_of_ours(name: str) -> bool:
    """Whether a name is one of an icon or of the program's own, which nobody understands; a path is the user's own."""
    return (
        name in _ICONS or name in {spec.id for spec in actions.ACTIONS} or ("_" in name and "/" not in name)
    )


@pytest.mark.parametrize(("screen", "record"), [("today", ""), ("clients", "client 1"), ("money", "")])
def test_a_picture_is_heard_mark_by_mark_and_as_a_table(listener: Listener, screen: str, record: str) -> None:
    nodes = listener.at(screen, record)
    twins = [node for node in nodes if node.name == "Table" and "button" in node.role]
    marks = [node for node in nodes if node.role == "push button" and _FIGURE.search(node.name)]
    assert twins
    assert marks
    listener.reader.press(listener.name, twins[0].path)
    was_there = {node.name for node in nodes if node.role == "table"}

    def tables() -> set[str]:
        return {
            node.name for node in listener.reader.crawl(listener.name) if node.role == "table"
        } - was_there

    listener.program.wait_until(lambda: bool(tables()))
    heard = list(listener.reader.crawl(listener.name))
    assert any(node.name == "Picture" and "button" in node.role for node in heard)
    again = next(node for node in heard if node.name == "Picture")
    listener.reader.press(listener.name, again.path)


def test_a_field_says_what_stands_in_it(listener: Listener) -> None:
    nodes = listener.at("clients", "edit_client 1")
    name = next(node for node in nodes if EDITABLE in node.states and node.name == "Name")
    assert listener.reader.value(listener.name, name.path) == "Bäckerei Krumm GmbH"
    listener.leave()


def test_an_act_can_be_done_by_the_ear(listener: Listener) -> None:
    nodes = listener.at("clients", "client 1")
    button = next(node for node in nodes if node.name == "New client" and "button" in node.role)
    listener.reader.press(listener.name, button.path)
    listener.program.wait_for(focus="name")
    focused = [node for node in listener.reader.crawl(listener.name) if FOCUSED in node.states]
    assert "Name" in {node.name for node in focused}
    listener.leave()
