"""What a screen reader is told: the tree of accessible things of a program, read from the accessibility bus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, HeaderFields, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_ROOT = "/org/a11y/atspi/accessible/root"
#: What is asked of each thing, and of how many before the first answer is read.
_QUESTIONS: tuple[tuple[str, ...], ...] = (
    (_ACCESSIBLE, "GetState"),
    (_ACCESSIBLE, "GetRoleName"),
    (_PROPERTIES, "Get", _ACCESSIBLE, "Name"),
    (_PROPERTIES, "Get", _ACCESSIBLE, "Description"),
    (_ACCESSIBLE, "GetInterfaces"),
    (_ACCESSIBLE, "GetChildren"),
)
_LABELLED_BY = 2
_AT_ONCE = 20
_PATIENCE = 20
#: Numbers of AtspiStateType, by the specification.
ACTIVE, CHECKED, EDITABLE, ENABLED, FOCUSABLE, FOCUSED, SELECTABLE, SHOWING, VISIBLE = (
    *(1, 4, 7, 8, 11, 12, 22, 25, 30),
)


@dataclass(frozen=True, kw_only=True)
class Node:
    """One accessible thing: its role in words, what it is called and described as, its states and interfaces."""

    path: str
    role: str
    name: str
    description: str
    states: frozenset[int]
    interfaces: frozenset[str]
    depth: int
    within: tuple[str, ...]

    @property
    def is_focusable(self) -> bool:
        """Whether keys can get there, now."""
        return {FOCUSABLE, SHOWING, ENABLED} <= self.states

    def __str__(self) -> str:
        return f"{' > '.join(self.within[-4:])} > {self.role} {self.name!r}"


class Reader:
    """A screen reader's connection to the accessibility bus."""

    def __init__(self, address: str) -> None:
        self._bus: DBusConnection = open_dbus_connection(address)
        self._answers: dict[int, tuple[Any, ...]] = {}

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()

    def program(self, name: str) -> str:
        """Return the bus name of the program that calls itself `name`."""
        for _ in range(2000):
            for bus_name, path in self._children("org.a11y.atspi.Registry", _ROOT):
                if self._property(bus_name, path, "Name") == name:
                    return str(bus_name)
        raise AssertionError(f"no program called {name} is on the accessibility bus")

    def crawl(self, program: str) -> Iterator[Node]:
        """Walk through everything the program shows, parents before children; tables are asked for their first rows."""
        level: list[tuple[str, int, tuple[str, ...]]] = [(_ROOT, 0, ())]
        while level:
            below: list[tuple[str, int, tuple[str, ...]]] = []
            for first in range(0, len(level), _AT_ONCE):
                for node, children in self._nodes(program, level[first : first + _AT_ONCE]):
                    if node.depth and SHOWING not in node.states and node.role != "application":
                        continue
                    yield node
                    within = (*node.within, f"{node.role} {node.name!r}")
                    below += [(child, node.depth + 1, within) for _name, child in children]
            level = below

    def value(self, program: str, path: str) -> str:
        """Return what a thing says as its value or text."""
        shown = self._call(program, path, "org.a11y.atspi.Text", "GetText", 0, -1)
        return str(shown[0])

    def label(self, program: str, path: str) -> str:
        """Return the words beside a thing that say what it is, "" where it has none."""
        for kind, targets in self._call(program, path, _ACCESSIBLE, "GetRelationSet")[0]:
            if kind == _LABELLED_BY:
                return self._property(targets[0][0], targets[0][1], "Name")
        return ""

    def press(self, program: str, path: str) -> None:
        """Do the first action a thing offers, as a screen reader's user would."""
        self._call(program, path, "org.a11y.atspi.Action", "DoAction", 0)

    def _nodes(
        self, program: str, places: list[tuple[str, int, tuple[str, ...]]]
    ) -> Iterator[tuple[Node, list[tuple[str, str]]]]:
        """Ask for some things and what is in them, without waiting for one answer before the next question."""
        asked = [
            [self._send(program, path, interface, method, *body) for interface, method, *body in _QUESTIONS]
            for path, _depth, _within in places
        ]
        for (path, depth, within), serials in zip(places, asked, strict=True):
            answers = [self._answer(serial) for serial in serials]
            if not all(answers):
                continue  # gone meanwhile
            (states,), (role,), (name,), (description,), (interfaces,), (children,) = answers
            low, high = states
            node = Node(
                path=path,
                role=role,
                name=str(name[1]),
                description=str(description[1]),
                states=frozenset(bit for bit in range(64) if ((high << 32) | low) >> bit & 1),
                interfaces=frozenset(interfaces),
                depth=depth,
                within=within,
            )
            yield node, children

    def _children(self, program: str, path: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = self._call(program, path, _ACCESSIBLE, "GetChildren")[0]
        return found

    def _property(self, program: str, path: str, name: str) -> str:
        return str(self._call(program, path, _PROPERTIES, "Get", _ACCESSIBLE, name)[0][1])

    def _call(
        self, program: str, path: str, interface: str, method: str, *body: str | int
    ) -> tuple[Any, ...]:
        answer = self._answer(self._send(program, path, interface, method, *body))
        if not answer:
            raise LookupError(f"{interface}.{method} of {path}")
        return answer

    def _send(self, program: str, path: str, interface: str, method: str, *body: str | int) -> int:
        address = DBusAddress(path, bus_name=program, interface=interface)
        signature = "".join("i" if isinstance(value, int) else "s" for value in body) or None
        serial: int = next(self._bus.outgoing_serial)
        self._bus.send(new_method_call(address, method, signature, body), serial=serial)
        return serial

    def _answer(self, serial: int) -> tuple[Any, ...]:
        """Return what came for a question, nothing for an error."""
        while serial not in self._answers:
            message = self._bus.receive(timeout=_PATIENCE)
            fields = message.header.fields
            if HeaderFields.reply_serial in fields:
                is_error = message.header.message_type is MessageType.error
                self._answers[fields[HeaderFields.reply_serial]] = () if is_error else message.body
        return self._answers.pop(serial)
