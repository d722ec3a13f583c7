"""The window at work: one act after the other, each told when it is done; run by a fork, or as a program of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication

from clientdesk import app as program
from clientdesk.cli.unlocking import VARIABLE
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.own_settings import user_settings
from clientdesk.ui.widgets.secret_editor import SecretEditor
from tests.torture.desk_acts import ACTS, Doing, Told
from tests.torture.typist import TODAY

_BETWEEN_MILLISECONDS = 15

Tell = Callable[[Told], None]


class Unlocker(QObject):
    """Types the passphrase where the window asks for it, once."""

    def __init__(self, window: MainWindow, passphrase: str) -> None:
        super().__init__(window)
        self._window, self._passphrase = window, passphrase
        self._timer = QTimer(self, interval=_BETWEEN_MILLISECONDS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        field = self._window.findChild(SecretEditor, "unlock_passphrase")
        if field is not None and field.isVisible():
            self._timer.stop()
            field.setText(self._passphrase)
            self._window.findChild(QAbstractButton, "lock.open").click()


class Worker(QObject):
    """Does one act after the other from the moment the first screen stands; then it closes the window."""

    def __init__(self, window: MainWindow, acts: Sequence[tuple[str, int]], tell: Tell) -> None:
        super().__init__(window)
        self._window, self._acts, self._tell = window, list(acts), tell
        self._doing: Doing | None = None
        self._is_ready: Callable[[], object] = _at_once
        self._timer = QTimer(self, singleShot=True, interval=_BETWEEN_MILLISECONDS)
        self._timer.timeout.connect(self._next)
        self._has_begun = False
        window.screen_shown.connect(self._begin)

    def _begin(self, _name: str) -> None:
        if not self._has_begun:
            self._has_begun = True
            self._tell(("begin", 0, ""))
            self._timer.start()

    def _next(self) -> None:
        """Do the act that is next as far as it goes without waiting for the window."""
        if not self._acts:
            self._tell(("end", 0, ""))
            self._window.close()
            return
        act, at = self._acts[0]
        if self._doing is None:
            self._doing, self._is_ready = ACTS[act](self._window, at), _at_once
        try:
            if self._is_ready():
                self._is_ready = next(self._doing)
        except StopIteration as ended:
            self._tell((act, at, ended.value))
            self._acts.pop(0)
            self._doing = None
        except Exception:
            # Whoever listens is not to wait for what will not come.
            self._window.close()
            raise
        self._timer.start()


def _at_once() -> bool:
    return True


def work(book: str, home: str, acts: list[tuple[str, int]], telling: Connection) -> None:
    """Open the window on a book and do acts in it, each with the id of what it is done to."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        os.environ[name] = home
    _show(book, acts, telling.send)


def _show(book: str, acts: Sequence[tuple[str, int]], tell: Tell) -> None:
    # Fonts that lack a script say so on standard error, each time.
    os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false")
    application = QApplication(["clientdesk"])
    settings = user_settings()
    program.set_up(application, settings, language="en-GB", scheme="light")
    window = program.open_window(Path(book), today=program.clock(TODAY), settings=settings)
    worker = Worker(window, acts, tell)
    if passphrase := os.environ.get(VARIABLE):
        Unlocker(window, passphrase)
    window.resize(1400, 900)
    window.show()
    application.exec()
    # As the program itself ends: no worker runs on while the window goes.
    window.session.close()
    del worker


def main(book: str, act: str, *ids: str) -> int:
    """Work, say on standard output what was done, and leave. The passphrase of a locked book is in the environment."""
    _show(book, [(act, int(one)) for one in ids], partial(print, flush=True))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
