"""One worker thread with a database connection of its own; results and exceptions come back on the window's thread."""

from __future__ import annotations

import gc
import itertools
import queue
import threading
import weakref
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from types import MethodType
from typing import Any, ClassVar, Protocol

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from shiboken6 import Shiboken

#: How long closing the window waits for the work in hand.
_PATIENCE_SECONDS = 5.0
_STEPS_BETWEEN_LOOKS = 20_000
_COLLECT_EVERY_MS = 500
#: Objects made between two looks while nothing goes on.
_STILL = 50
#: The last of Python's generations, and after how many looks its turn comes even while somebody works (a minute).
_ALL = 2
_MOST_PUT_OFF = 120


class Connection(Protocol):
    """What the worker needs of a database: its engine's connection to interrupt, and an end."""

    connection: Any

    def close(self) -> None:
        """Close it."""


class _Collector(QObject):
    """Python's garbage collector, run by the window's thread alone: widgets in a cycle must be freed nowhere else.

    Left to itself the collector runs in whichever thread allocates, and a worker allocates even between two jobs. So it
    is switched off for good with the first worker, and asked from time to time whether there is something to do.
    """

    _only: ClassVar[_Collector | None] = None

    @classmethod
    def take_over(cls) -> None:
        """Switch the automatic collector off and begin to look; more calls change nothing."""
        application = QCoreApplication.instance()
        if application is not None and (cls._only is None or not Shiboken.isValid(cls._only)):
            cls._only = cls(application)
        gc.disable()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._young = self._put_off = 0
        timer = QTimer(self, interval=_COLLECT_EVERY_MS)
        timer.timeout.connect(self._look)
        timer.start()

    def _look(self) -> None:
        # What was made since the last look tells whether something is going on; a look itself makes hardly anything.
        self._collect_one(is_quiet=abs(gc.get_count()[0] - self._young) < _STILL)
        self._young = gc.get_count()[0]

    def _collect_one(self, *, is_quiet: bool) -> None:
        for generation, (count, most) in reversed(
            list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))
        ):
            if count <= most:
                continue
            if generation == _ALL:
                # A look at everything takes longer than a frame: not while something is going on, or not yet.
                if not is_quiet and self._put_off < _MOST_PUT_OFF:
                    self._put_off += 1
                    continue
                self._put_off = 0
            gc.collect(generation)
            return


@dataclass(slots=True)
class _Job:
    lane: str
    generation: int
    work: Callable[[Any], Any]
    done: Callable[[], Callable[[Any], None] | None]
    failed: Callable[[], Callable[[Exception], None] | None]
    value: object = None
    error: Exception | None = None


class Tasks(QObject):
    """Runs `work(db)` in the worker and hands its value to `done`, or its exception to `failed` (or `error`).

    Jobs of one `lane` replace each other: only the newest is answered, and one that is running is interrupted.
    Jobs without a lane are all done, in order. The thread starts with the first job, and ends with `stop`.

    It has no parent and is kept while its thread runs: a window that goes must not take away what it answers by.
    """

    #: Exceptions of jobs that have no `failed` of their own.
    error = Signal(object)
    #: Nothing is waiting and nothing is running any more.
    idle = Signal()
    _finished = Signal(int)
    _working: ClassVar[set[Tasks]] = set()

    def __init__(self, connect: Callable[[], Connection]) -> None:
        super().__init__()
        self._connect = connect
        #: Jobs by number. The worker and its signal handle numbers, so that what a job holds (a widget, in its work or
        #: its answer) is always let go of in the window's thread: freed in another one, a widget ends the process.
        self._jobs: dict[int, _Job] = {}
        self._numbers = itertools.count()
        self._queue: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._generations: dict[str, int] = {}
        self._lock = threading.Lock()
        self._running: _Job | None = None
        self._db: Connection | None = None
        self._thread: threading.Thread | None = None
        self._open = 0
        self._next_turns: deque[_Job] = deque()
        self._is_stopping = False
        self._finished.connect(self._deliver)

    @property
    def is_busy(self) -> bool:
        """Whether any job has not been answered yet."""
        return self._open > 0

    @property
    def is_stopped(self) -> bool:
        """Whether the book was closed: nothing is read any more."""
        return self._is_stopping

    def submit(
        self,
        work: Callable[[Any], Any],
        done: Callable[[Any], None],
        *,
        failed: Callable[[Exception], None] | None = None,
        lane: str = "",
    ) -> None:
        """Queue `work`. Bound methods are held weakly, so a page that is gone is simply not answered.

        After `stop` nothing is taken on: a page that outlives its book must not open it again.
        """
        if self._is_stopping:
            return
        generation = self._generations.get(lane, 0) + 1
        self._generations[lane] = generation
        self._open += 1
        if lane:
            self._interrupt_older(lane)
        number = next(self._numbers)
        self._jobs[number] = _Job(lane, generation, work, _weakly(done), _weakly(failed))
        self._queue.put(number)
        if self._thread is None:
            _Collector.take_over()
            self._thread = threading.Thread(target=self._loop, name="clientdesk-worker", daemon=True)
            self._thread.start()
            self._working.add(self)

    def next_turn(self, step: Callable[[Any], None], *, lane: str) -> None:
        """Call `step(None)` in the window's next turn, unless `lane` has something newer by then.

        For an answer that is too much for one turn: until its last step is done, its job is not done.
        """
        self._open += 1
        self._next_turns.append(
            _Job(lane, self._generations.get(lane, 0), _nothing, _weakly(step), _weakly(None))
        )
        QTimer.singleShot(0, self, self._turn)

    def forget(self, lane: str) -> None:
        """Drop what is waiting or running in `lane`; nobody wants the answer any more."""
        self._generations[lane] = self._generations.get(lane, 0) + 1
        self._interrupt_older(lane)

    def stop(self) -> None:
        """End the worker: what waits is dropped, what runs is interrupted."""
        self._is_stopping = True
        for lane in self._generations:
            self._generations[lane] += 1
        with self._lock:
            if self._running is not None and self._running.lane and self._db is not None:
                self._db.connection.interrupt()
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join(_PATIENCE_SECONDS)
            if not self._thread.is_alive():
                self._working.discard(self)
            self._thread = None

    def _interrupt_older(self, lane: str) -> None:
        with self._lock:
            if self._running is not None and self._running.lane == lane and self._db is not None:
                self._db.connection.interrupt()

    def _loop(self) -> None:
        while (number := self._queue.get()) is not None:
            self._perform(number)
            self._finished.emit(number)
        if self._db is not None:
            self._db.close()
            self._db = None

    def _perform(self, number: int) -> None:
        job = self._jobs[number]
        if self._is_stale(job):
            return
        try:
            if self._db is None:
                self._db = self._connect()
                # Catches a job replaced in the moment before its statement starts, which an interrupt would miss.
                self._db.connection.set_progress_handler(self._is_running_in_vain, _STEPS_BETWEEN_LOOKS)
            with self._lock:
                self._running = job
            job.value = job.work(self._db)
        except Exception as error:  # noqa: BLE001  # handed to the window's thread, which shows or raises it
            job.error = error
        finally:
            with self._lock:
                self._running = None

    def _is_running_in_vain(self) -> bool:
        return self._running is not None and self._is_stale(self._running)

    def _is_stale(self, job: _Job) -> bool:
        return self._is_stopping or (bool(job.lane) and self._generations[job.lane] != job.generation)

    def _turn(self) -> None:
        self._close(self._next_turns.popleft())

    def _deliver(self, number: int) -> None:
        self._close(self._jobs.pop(number))

    def _close(self, job: _Job) -> None:
        self._open -= 1
        try:
            if not self._is_stale(job):
                self._answer(job)
        finally:
            if self._open == 0:
                self.idle.emit()

    def _answer(self, job: _Job) -> None:
        if job.error is None:
            done = job.done()
            if done is not None:
                done(job.value)
            return
        failed = job.failed()
        if failed is not None:
            failed(job.error)
        else:
            self.error.emit(job.error)


def _nothing(_db: object) -> None:
    """Stand for the work of a job that is in the window alone."""


def _weakly(slot: Callable[..., None] | None) -> Callable[[], Callable[..., None] | None]:
    """Return a function that gives `slot` back, or None once the widget it belongs to is gone."""
    if not isinstance(slot, MethodType):
        return lambda: slot
    method: weakref.WeakMethod[Any] = weakref.WeakMethod(slot)

    def alive() -> Callable[..., None] | None:
        found: Any = method()
        if found is not None and isinstance(found.__self__, QObject):
            return found if Shiboken.isValid(found.__self__) else None
        return found

    return alive
