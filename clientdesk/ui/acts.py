"""The acts that can be taken back: the last hundred of a book, named, the newest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Protocol

from PySide6.QtCore import QObject, Signal

from clientdesk.domain.errors import ClientdeskError, StateError
from clientdesk.domain.text import N_
from clientdesk.i18n import _

_DEPTH: Final = 100


class Teller(Protocol):
    """The session, as far as acts need it: signals of what went wrong and of what is told, and telling."""

    @property
    def fault(self) -> Any:
        """The signal of an error that belongs to no field."""

    @property
    def notice(self) -> Any:
        """The signal of a word for the toast."""

    def tell(self, text: str) -> None:
        """Show a toast."""


# Two acts are never the same one, whatever they are called.
@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """Something that was done: what it is called, and how it is taken back."""

    called: str | Callable[[], str]
    take_back: Callable[[], object]

    @property
    def name(self) -> str:
        """What it is called, in the language of the window where the words can follow it."""
        return self.called if isinstance(self.called, str) else self.called()


class Acts(QObject):
    """The stack of a book's window. `session.tell(text, undo, act=name)` puts an act on it.

    Taking back goes through the session, so a use case that refuses says why in the message bar. Such an act is
    dropped: asking again would be refused again.
    """

    #: The stack has changed; the undo button follows.
    changed = Signal()

    def __init__(self, session: Teller, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._acts: list[Act] = []
        self._is_taking_back = False
        self._has_said_something = False
        self._faults = 0
        session.notice.connect(self._heard)
        session.fault.connect(self._refused)

    @property
    def is_taking_back(self) -> bool:
        """Whether an act is being taken back just now."""
        return self._is_taking_back

    @property
    def last(self) -> Act | None:
        """What would be taken back next."""
        return self._acts[-1] if self._acts else None

    def latest(self, limit: int) -> tuple[Act, ...]:
        """Return the last acts, the newest first."""
        return tuple(reversed(self._acts[-limit:]))

    def push(
        self, name: str | Callable[[], str], take_back: Callable[[], object]
    ) -> Callable[[], object] | None:
        """Remember an act and return what takes back just this one, for the toast.

        What is told while another act is taken back is no act of its own: None.
        """
        if self._is_taking_back:
            return None
        act = Act(name, take_back)
        self._acts.append(act)
        del self._acts[:-_DEPTH]
        self.changed.emit()
        return partial(self.take_back, act)

    def take_back(self, act: Act | None = None) -> bool:
        """Take `act` back, else the last one, and say so; False if it is refused or there is none."""
        act = act or self.last
        if act is None or act not in self._acts:
            return False
        self._acts.remove(act)
        faults, self._has_said_something, self._is_taking_back = self._faults, False, True
        try:
            self._call(act)
        finally:
            self._is_taking_back = False
        done = faults == self._faults
        if done and not self._has_said_something:
            self._session.tell(_("Taken back: {act}").format(act=act.name))
        self.changed.emit()
        return done

    def _call(self, act: Act) -> None:
        if not _is_alive(act.take_back):
            self._session.fault.emit(
                StateError(
                    N_("“{act}” can no longer be taken back here."),
                    next_step=N_("Open the record and change it there."),
                    act=act.name,
                )
            )
            return
        try:
            act.take_back()
        except ClientdeskError as error:
            self._session.fault.emit(error)

    def _heard(self, _said: object) -> None:
        self._has_said_something = True

    def _refused(self, _error: object) -> None:
        self._faults += 1


def _is_alive(take_back: Callable[[], object]) -> bool:
    """Whether the page that the way back belongs to still stands."""
    while isinstance(take_back, partial):
        take_back = take_back.func
    owner = getattr(take_back, "__self__", None)
    if not isinstance(owner, QObject):
        return True
    from shiboken6 import Shiboken

    return bool(Shiboken.isValid(owner))
