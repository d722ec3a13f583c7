"""What a screen reader is told: the tree of accessible things of a program, read from the accessibility bus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_ROOT = "/org/a11y/atspi/accessible/root"
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
        waiting: list[tuple[str, int, tuple[str, ...]]] = [(_ROOT, 0, ())]
        while waiting:
            path, depth, within = waiting.pop()
            node = self._node(program, path, depth, within)
            if depth and SHOWING not in node.states and node.role != "application":
                continue
            yield node
            label = f"{node.role} {node.name!r}"
            below = [(child, depth + 1, (*within, label)) for _name, child in self._children(program, path)]
            waiting.extend(reversed(below))

    def value(self, program: str, path: str) -> str:
        """Return what a thing says as its value or text."""
        shown = self._call(program, path, "org.a11y.atspi.Text", "GetText", 0, -1)
        return str(shown[0])

    def press(self, program: str, path: str) -> None:
        """Do the first action a thing offers, as a screen reader's user would."""
        self._call(program, path, "org.a11y.atspi.Action", "DoAction", 0)

    def _node(self, program: str, path: str, depth: int, within: tuple[str, ...]) -> Node:
        low, high = self._call(program, path, _ACCESSIBLE, "GetState")[0]
        states = frozenset(bit for bit in range(64) if ((high << 32) | low) >> bit & 1)
        return Node(
            path=path,
            role=self._call(program, path, _ACCESSIBLE, "GetRoleName")[0],
            name=self._property(program, path, "Name"),
            description=self._property(program, path, "Description"),
            states=states,
            interfaces=frozenset(self._call(program, path, _ACCESSIBLE, "GetInterfaces")[0]),
            depth=depth,
            within=within,
        )

    def _children(self, program: str, path: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = self._call(program, path, _ACCESSIBLE, "GetChildren")[0]
        return found

    def _property(self, program: str, path: str, name: str) -> str:
        return str(self._call(program, path, _PROPERTIES, "Get", _ACCESSIBLE, name)[0][1])

    def _call(
        self, program: str, path: str, interface: str, method: str, *body: str | int
    ) -> tuple[Any, ...]:
        address = DBusAddress(path, bus_name=program, interface=interface)
        signature = "".join("i" if isinstance(value, int) else "s" for value in body) or None
        reply = self._bus.send_and_get_reply(new_method_call(address, method, signature, body), timeout=20)
        if reply.header.message_type.name == "error":
            raise LookupError(f"{interface}.{method} of {path}: {reply.body}")
        answered: tuple[Any, ...] = reply.body
        return answered
