"""How long until the first paint: our window against a bare QMainWindow, in pairs and in one run.

The two take turns, so that whatever else the machine does hits both; only their ratio is worth reading.
"""

from __future__ import annotations

import argparse
import json
import os
import runpy
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PAIRS = 11
MOST = 2.0
AIM = 1.3
#: How much of a book the start is tried on, and by how much it may be slower there.
DOCUMENTS = 5000
GROWTH = 1.1


def bare() -> None:
    """A window with nothing in it: what Python and Qt cost without us."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.resize(1200, 800)
    window.show()
    application.exec()


def ours(arguments: list[str]) -> None:
    """The program as a person starts it."""
    sys.argv = ["clientdesk", *arguments]
    runpy.run_module("clientdesk", run_name="__main__")


def watch_first_paint() -> None:
    """Replace the event loop by one that ends the process after the first paint, and tells when that was."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    run = QApplication.exec

    class Watcher(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                # After this turn of the loop the window's children have been painted, too.
                QTimer.singleShot(0, report)
            return False

    def report() -> None:
        print(json.dumps({"at": time.monotonic(), "modules": sorted(sys.modules)}), flush=True)
        os._exit(0)

    def watched_loop(*_: object) -> int:
        window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMainWindow))
        watcher = Watcher(window)
        window.installEventFilter(watcher)
        window.update()
        return run()

    QApplication.exec = staticmethod(watched_loop)


def start(*arguments: str) -> tuple[float, list[str]]:
    """Start a child; return the seconds to its first paint and the modules it had loaded by then."""
    environment = dict(os.environ, PYTHONPATH=str(Path(__file__).resolve().parent.parent))
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = time.monotonic()
    child = subprocess.run(
        [sys.executable, __file__, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if child.returncode or not child.stdout:
        sys.exit(f"the child did not paint:\n{child.stderr}")
    said = json.loads(child.stdout.splitlines()[-1])
    return said["at"] - began, said["modules"]


def main() -> int:
    """Measure, print the ratio, and fail above the ceiling."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=PAIRS, help="how many times each window is started")
    parser.add_argument("--book", type=Path, help="only this file")
    parser.add_argument("--child", choices=["bare", "ours"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        watch_first_paint()
        if options.child == "bare":
            bare()
        else:
            ours(["run", str(options.book)])
        return 1
    with tempfile.TemporaryDirectory() as folder:
        books = {"this book": options.book} if options.book else prepared(Path(folder))
        bare_times, times = take_turns(books, options.pairs)
    print(f"bare window: {statistics.median(bare_times) * 1000:.0f} ms to the first paint")
    worst = 0.0
    for name, mine in times.items():
        ratio = statistics.median(one / other for one, other in zip(mine, bare_times, strict=True))
        worst = max(worst, ratio)
        print(f"{name}: {statistics.median(mine) * 1000:.0f} ms, ratio {ratio:.2f}")
    print(f"at most {MOST}, aim {AIM}; medians of {options.pairs} rounds")
    return 0 if worst <= MOST and not has_grown(times) else 1


def prepared(folder: Path) -> dict[str, Path]:
    """Make the books to start on: a new one, and one of ten years."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from bench.filled_book import fill

    filled = folder / "filled.db"
    fill(filled, count=DOCUMENTS)
    return {"new book": folder / "new.db", f"{DOCUMENTS} clients and invoices": filled}


def take_turns(books: dict[str, Path], rounds: int) -> tuple[list[float], dict[str, list[float]]]:
    """Start the bare window and ours on each book in turns; the first round makes files and warms the disk."""
    bare_times: list[float] = []
    times: dict[str, list[float]] = {name: [] for name in books}
    for number in range(rounds + 1):
        plain = start("--child", "bare")[0]
        mine = {name: start("--child", "ours", "--book", str(book))[0] for name, book in books.items()}
        if number:
            bare_times.append(plain)
            for name, seconds in mine.items():
                times[name].append(seconds)
    return bare_times, times


def has_grown(times: dict[str, list[float]]) -> bool:
    """Tell, and print, whether the start is slower on the full book than on the new one, round by round."""
    if len(times) < len(("new", "full")):
        return False
    new, full = times.values()
    growth = statistics.median(one / other for one, other in zip(full, new, strict=True))
    print(f"full to new: {growth:.2f} (at most {GROWTH}: the start must not grow with the data)")
    return growth > GROWTH


if __name__ == "__main__":
    sys.exit(main())
