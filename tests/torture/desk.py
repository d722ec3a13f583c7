"""The window at work: one act after the other, each told when it is done; run by a fork, or as a program of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from clientdesk import app as program
from clientdesk.domain.money import Money
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.own_settings import user_settings
from clientdesk.usecases import credit_notes, invoices, payments
from tests.torture.typist import TODAY

_BETWEEN_MILLISECONDS = 15
#: Each act: its name, and what it does with a session and the id of an invoice; it answers with what can be looked up.
ACTS: dict[str, Callable[[Any, int], Any]] = {
    "issue": lambda session, at: session.run(invoices.issue, at, on=TODAY).number,
    "pay": lambda session, at: (
        session.run(
            payments.record, 1, Money.of(10 + at, "EUR"), on=TODAY, allocate=((at, Money.of(10 + at, "EUR")),)
        ).id
    ),
    "cancel": lambda session, at: session.run(credit_notes.cancel, at, on=TODAY, reason="doppelt").number,
}

Tell = Callable[[tuple[str, int, Any]], None]


class Worker(QObject):
    """Does one act after the other in the window, from the moment its first screen stands."""

    def __init__(self, window: MainWindow, act: str, ids: list[int], tell: Tell) -> None:
        super().__init__(window)
        self._window, self._act, self._ids, self._tell = window, act, list(ids), tell
        self._timer = QTimer(self, singleShot=True, interval=_BETWEEN_MILLISECONDS)
        self._timer.timeout.connect(self._next)
        window.screen_shown.connect(self._begin)

    def _begin(self, _name: str) -> None:
        if self._timer.isActive():
            return
        self._tell(("begin", 0, ""))
        self._timer.start()

    def _next(self) -> None:
        if not self._ids:
            self._tell(("end", 0, ""))
            return
        at = self._ids.pop(0)
        self._window.open_record("invoice", at)
        self._tell((self._act, at, ACTS[self._act](self._window.session, at)))
        self._timer.start()


class Look(QObject):
    """Tells what the window found at its start, then closes it."""

    def __init__(self, window: MainWindow, tell: Tell) -> None:
        super().__init__(window)
        self._window, self._tell = window, tell
        self._has_begun = False
        window.screen_shown.connect(self._begin)

    def _begin(self, _name: str) -> None:
        if not self._has_begun:
            self._has_begun = True
            verification = self._window.session.verification
            verification.finished.connect(self._found)
            if verification.result is not None:
                self._found(verification.result)

    def _found(self, result: Any) -> None:
        self._tell(("found", result.count, [str(one) for one in (*result.findings, *result.notices)]))
        self._window.close()


def work(book: str, home: str, act: str, ids: list[int], telling: Connection) -> None:
    """Open the window on a book and do an act to each of the invoices; with no act, tell what it found."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        os.environ[name] = home
    _show(book, partial(_make, act, ids, telling.send))


def _make(act: str, ids: list[int], tell: Tell, window: MainWindow) -> QObject:
    return Worker(window, act, ids, tell) if act else Look(window, tell)


def _show(book: str, make: Callable[[MainWindow], QObject]) -> None:
    # Fonts that lack a script say so on standard error, each time.
    os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false")
    application = QApplication(["clientdesk"])
    program.set_up(application, user_settings(), language="en-GB", scheme="light")
    window = program.open_window(Path(book), today=program.clock(TODAY))
    worker = make(window)
    window.resize(1400, 900)
    window.show()
    application.exec()
    # As the program itself ends: no worker runs on while the window goes.
    window.session.close()
    del worker


def _say(window: list[MainWindow], told: tuple[str, int, Any]) -> None:
    print(*told, flush=True)
    if told[0] == "end":
        window[0].close()


def main(book: str, act: str, *ids: str) -> int:
    """Work, say on standard output what was done, and leave."""
    there: list[MainWindow] = []

    def make(window: MainWindow) -> QObject:
        there.append(window)
        return Worker(window, act, [int(one) for one in ids], partial(_say, there))

    _show(book, make)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
