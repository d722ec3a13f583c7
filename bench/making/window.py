"""Watching a window at work: how long it is held, how much of that is its own work, and when its rows are painted."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView

    from clientdesk.storage.database import Database
    from clientdesk.ui.main_window import MainWindow

ROUNDS = 5
_PATIENCE = 30.0
_TRIES, _LONG = 3, 50.0


class Heart:
    """A timer of one millisecond; the longest pause between two beats is how long the window was held."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self._last = time.perf_counter()
        self._cpu = time.thread_time()
        self.longest = 0.0
        self.busiest = 0.0

    def _beat(self) -> None:
        now, cpu = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self.busiest = max(self.busiest, (cpu - self._cpu) * 1000)
        self._last, self._cpu = now, cpu


@dataclass
class Act:
    """All rounds of one act, in milliseconds. `worked` is the longest slice of the window's own processor time."""

    name: str
    raw: float = 0.0
    held: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    painted: list[float] = field(default_factory=list)
    settled: list[float] = field(default_factory=list)


class Bench:
    """Drives one window and writes down what it takes."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.heart = Heart()
        self.acts: dict[str, Act] = {}
        self._db: Database = window.session.db
        self.idle = [self._idle() for _round in range(3 * ROUNDS)]

    def _idle(self) -> float:
        self.heart.forget()
        turn(100)
        return self.heart.longest

    def wait(self) -> None:
        """Let everything that was begun come to its end."""
        tasks = self.window.session.tasks
        until(lambda: not tasks.is_busy)
        turn(2)

    def do(
        self,
        name: str,
        view: QAbstractItemView,
        act: Callable[[], object],
        raw: Callable[[], Callable[[], object]] | None = None,
    ) -> None:
        """Do it once and note when the next rows were painted and how long the window was held meanwhile."""
        self.wait()
        kept = self.acts.setdefault(name, Act(name))
        watch = Watch(view, view.model())
        self.heart.forget()
        began = time.perf_counter()
        act()
        tasks = self.window.session.tasks
        until(lambda: watch.is_over() or not (tasks.is_busy or watch.is_reset))
        painted = watch.painted_at if watch.painted_at > 0 else time.perf_counter()
        until(lambda: not tasks.is_busy)
        settled = time.perf_counter()
        turn(5)
        watch.stop()
        kept.held.append(self.heart.longest)
        kept.worked.append(self.heart.busiest)
        kept.painted.append((painted - began) * 1000)
        kept.settled.append((settled - began) * 1000)
        if raw is not None and not kept.raw:
            kept.raw = clocked(raw())

    def report(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "idle": [statistics.median(self.idle), max(self.idle)],
            "acts": [vars(act) for act in self.acts.values()],
        }


class Watch:
    """Notes when a view was painted for the first time after its rows had changed."""

    def __init__(self, view: QAbstractItemView, model: Any) -> None:
        from PySide6.QtCore import QEvent, QObject

        self.painted_at = 0.0
        self.is_reset = False
        outer = self

        class Eye(QObject):
            def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
                if event.type() == QEvent.Type.Paint and outer.is_reset and not outer.painted_at:
                    outer.painted_at = -1.0
                    later(outer.paint_is_over)
                return False

        self._eye, self._view, self._model = Eye(), view, model
        view.viewport().installEventFilter(self._eye)
        model.modelReset.connect(self._reset)
        model.dataChanged.connect(self._reset)

    def stop(self) -> None:
        """Look no longer."""
        self._view.viewport().removeEventFilter(self._eye)
        self._model.modelReset.disconnect(self._reset)
        self._model.dataChanged.disconnect(self._reset)

    def paint_is_over(self) -> None:
        """Note the time: this turn of the loop has painted."""
        self.painted_at = time.perf_counter()

    def is_over(self) -> bool:
        """Whether the new rows were painted, or a sentence stands where the table was."""
        return self.painted_at > 0 or (self.is_reset and not self._view.isVisible())

    def _reset(self) -> None:
        self.is_reset = True


def later(slot: Callable[[], object]) -> None:
    """Call `slot` in the next turn of the loop."""
    from PySide6.QtCore import QTimer

    QTimer.singleShot(0, slot)


def turn(milliseconds: int) -> None:
    """Let the window live for so long."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(holds: Callable[[], object]) -> None:
    """Let the window live until something holds."""
    from PySide6.QtCore import QCoreApplication, QEventLoop

    limit = time.monotonic() + _PATIENCE
    while not holds():
        if time.monotonic() > limit:
            raise TimeoutError("the window did not come to rest")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def clocked(act: Callable[[], object]) -> float:
    """Return the milliseconds that `act` takes, the file being warm: the median of three where it is quick."""
    times: list[float] = []
    while len(times) < _TRIES and sum(times) < _LONG:
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)
