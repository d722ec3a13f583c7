"""The real program with ears: runs the window on a book and answers questions of a test, one JSON line each.

Started as `python -m tests.real.program BOOK [options of clientdesk run]`. A line on standard input is a question:
`state`, `where NAME`, `text NAME`, `show SCREEN`, `open KIND ID`, `do ACT`, `resize W H`, `quit`; its answer is a line.
Nothing is asked of the program that a person could not see; keys and clicks come from the X server.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from PySide6.QtCore import QObject, QSettings, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from clientdesk import app, i18n
from clientdesk.ui import actions, style
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.own_settings import user_settings

_SETTLED_MS = 30


class Ears(QObject):
    """Answers on standard output what is asked on standard input, once the program has nothing more to do."""

    def __init__(self, windows: app.Windows, parent: QObject) -> None:
        super().__init__(parent)
        self._windows = windows
        self._line = ""
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        self._timer = QTimer(self, interval=_SETTLED_MS, singleShot=True)
        self._timer.timeout.connect(self._answer_when_idle)

    @property
    def _window(self) -> MainWindow:
        """The first window as it is now: another language builds it anew."""
        return self._windows.all[0]

    def _read(self) -> None:
        self._line = sys.stdin.readline()
        if not self._line:
            QApplication.exit(0)
            return
        self._timer.start()

    def _answer_when_idle(self) -> None:
        if self._window.session.tasks.is_busy or not self._window.current_name:
            self._timer.start()
            return
        words = self._line.split()
        print(json.dumps(getattr(self, f"_on_{words[0]}")(*words[1:])), flush=True)

    def _on_state(self) -> dict[str, Any]:
        focus = QApplication.focusWidget()
        return {
            "screen": self._window.current_name,
            "focus": focus.objectName() if focus else "",
            "focus_class": type(focus).__name__,
            "active": self._window.isActiveWindow(),
            "title": self._window.windowTitle(),
            "dark": style.colors().dark,
            "language": i18n.translator().language,
            "mirrored": QApplication.isRightToLeft(),
            "scale": style.theme().scale,
            "place": list(self._window.screen_named(self._window.current_name).place()),
        }

    def _on_where(self, name: str) -> list[int] | None:
        for widget in self._named(name):
            middle = widget.rect().center()
            if isinstance(widget, QTableView):
                row = widget.visualRect(widget.model().index(0, 0))
                middle = widget.viewport().mapTo(widget, row.center())
            centre = widget.mapToGlobal(middle)
            return [centre.x(), centre.y()]
        return None

    def _on_text(self, name: str) -> str | None:
        for widget in self._named(name):
            for ask in ("text", "toPlainText", "currentText"):
                if hasattr(widget, ask):
                    return str(getattr(widget, ask)())
        return None

    def _on_show(self, screen: str) -> bool:
        self._window.show_screen(screen)
        return self._window.current_name == screen

    def _on_open(self, kind: str, record_id: str) -> bool:
        self._window.open_record(kind, int(record_id))
        return True

    def _on_do(self, name: str) -> bool:
        for action in actions.live(self._window):
            if action.objectName() == name:
                QTimer.singleShot(0, action, action.trigger)
                return True
        return False

    def _on_resize(self, width: str, height: str) -> bool:
        self._window.resize(int(width), int(height))
        return True

    def _on_quit(self) -> bool:
        QTimer.singleShot(0, self, QApplication.closeAllWindows)
        return True

    def _named(self, name: str) -> list[QWidget]:
        return [one for top in QApplication.topLevelWidgets() for one in self._below(top, name)]

    @staticmethod
    def _below(top: QWidget, name: str) -> list[QWidget]:
        found = [top] if top.objectName() == name else []
        return [one for one in found + top.findChildren(QWidget, name) if one.isVisible()]


def main() -> int:
    """Run the window until it is closed."""
    options = app.parse(["--today", "2026-06-17", *sys.argv[1:]])
    application = QApplication(sys.argv[:1])
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    settings = user_settings()
    app.set_up(application, settings, language=options.language, scheme=options.scheme)
    windows = app.Windows(settings)
    assert options.book is not None
    window = windows.open(options.book, today=app.clock(options.today))
    Ears(windows, application)
    window.screen_shown.connect(_ready)
    code = application.exec()
    windows.close()
    return code


class _Said:
    ready = False


def _ready(_name: str) -> None:
    if not _Said.ready:
        _Said.ready = True
        print(json.dumps("ready"), flush=True)


if __name__ == "__main__":
    sys.exit(main())
