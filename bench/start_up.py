"""How long until the first paint, and how much memory: our window against a bare QMainWindow, in turns and in one run.

Whatever else the machine does hits both; only the ratios are worth reading. The processor's time is less shaken by a
busy machine than the clock's, so both are printed. The start is tried on a new book and on one of a million invoices.
"""

from __future__ import annotations

import argparse
import json
import linecache
import os
import runpy
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

if not __package__:
    # A child is started by its file.
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.installed import with_bytecode

PAIRS = 11
MOST = 1.6
AIM = 1.3
MOST_MEMORY = 2.0
#: How much of a book the start is tried on, and by how much it may be slower there.
DOCUMENTS = 1_000_000
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
        told = {
            "at": time.monotonic(),
            "cpu": time.process_time(),
            "memory": memory(),
            "modules": sorted(sys.modules),
            "sources": sorted(linecache.cache),
        }
        print(json.dumps(told), flush=True)
        os._exit(0)

    def watched_loop(*_: object) -> int:
        window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMainWindow))
        watcher = Watcher(window)
        window.installEventFilter(watcher)
        window.update()
        return run()

    QApplication.exec = staticmethod(watched_loop)


def memory() -> float:
    """Return what this process takes, in MB; what it shares with others counts in part, where that is known."""
    shares = Path("/proc/self/smaps_rollup")
    if shares.exists():
        lines = dict(line.split(":", 1) for line in shares.read_text(encoding="ascii").splitlines()[1:])
        return int(lines["Pss"].split()[0]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@dataclass(frozen=True)
class Start:
    """One start until the first paint: seconds by the clock and by the processor, MB, modules, source texts kept."""

    clock: float
    cpu: float
    memory: float
    modules: frozenset[str]
    sources: frozenset[str]


def start(*arguments: str) -> Start:
    """Start a child and return what its first paint took."""
    environment = with_bytecode(dict(os.environ, PYTHONPATH=str(Path(__file__).resolve().parent.parent)))
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = time.monotonic()
    child = subprocess.run(
        [sys.executable, __file__, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if child.returncode or not child.stdout:
        sys.exit(f"the child did not paint:\n{child.stderr}")
    said = json.loads(child.stdout.splitlines()[-1])
    return Start(
        said["at"] - began,
        said["cpu"],
        said["memory"],
        frozenset(said["modules"]),
        frozenset(said["sources"]),
    )


def main() -> int:
    """Measure, print the ratios, and fail above the ceilings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=PAIRS, help="how many times each window is started")
    parser.add_argument("--book", type=Path, help="only this file")
    parser.add_argument("--child", choices=["bare", "ours"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        if options.child == "ours":
            from clientdesk.ui.plain_import import load_qt

            load_qt()
        watch_first_paint()
        if options.child == "bare":
            bare()
        else:
            ours(["run", str(options.book)])
        return 1
    with tempfile.TemporaryDirectory() as folder:
        books = {"this book": options.book} if options.book else prepared(Path(folder))
        plain, found = take_turns(books, options.pairs)
    print(
        f"{'':34}{'first paint':>14}{'ratio':>7}{'processor':>12}{'ratio':>7}{'memory':>10}{'ratio':>7}\n"
        f"{'bare window':34}{middle(plain, 'clock') * 1000:11.0f} ms{'':7}{middle(plain, 'cpu') * 1000:9.0f} ms{'':7}"
        f"{middle(plain, 'memory'):7.0f} MB"
    )
    good = True
    for name, mine in found.items():
        clock, cpu, size = (ratio(mine, plain, what) for what in ("clock", "cpu", "memory"))
        good = good and clock <= MOST and size <= MOST_MEMORY
        print(
            f"{name:34}{middle(mine, 'clock') * 1000:11.0f} ms{clock:7.2f}"
            f"{middle(mine, 'cpu') * 1000:9.0f} ms{cpu:7.2f}"
            f"{middle(mine, 'memory'):7.0f} MB{size:7.2f}"
        )
    print(
        f"first paint at most {MOST}, aim {AIM}; memory at most {MOST_MEMORY}; medians of {options.pairs} rounds"
    )
    print(
        f"load of the machine: {' '.join(f'{load:.1f}' for load in os.getloadavg())} on {os.cpu_count()} cores"
    )
    return 0 if good and not has_grown(found) else 1


def middle(starts: Sequence[Start], what: str) -> float:
    """Return the median of one figure."""
    return statistics.median(getattr(one, what) for one in starts)


def ratio(mine: Sequence[Start], others: Sequence[Start], what: str) -> float:
    """Return the median of the ratios of each round."""
    pairs = zip(mine, others, strict=True)
    return statistics.median(getattr(one, what) / getattr(other, what) for one, other in pairs)


def prepared(folder: Path) -> dict[str, Path]:
    """Make the books to start on: a new one, and one of ten years."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from bench.filled_book import kept

    filled = kept(DOCUMENTS // 10, DOCUMENTS)
    return {"new book": folder / "new.db", f"{DOCUMENTS:,} invoices": filled}


def take_turns(books: dict[str, Path], rounds: int) -> tuple[list[Start], dict[str, list[Start]]]:
    """Start the bare window and ours on each book in turns; the first round makes files and warms the disk."""
    plain: list[Start] = []
    found: dict[str, list[Start]] = {name: [] for name in books}
    for number in range(rounds + 1):
        bare_one = start("--child", "bare")
        mine = {name: start("--child", "ours", "--book", str(book)) for name, book in books.items()}
        if number:
            plain.append(bare_one)
            for name, one in mine.items():
                found[name].append(one)
    return plain, found


def has_grown(found: dict[str, list[Start]]) -> bool:
    """Tell, and print, whether the start is slower on the full book than on the new one, round by round."""
    if len(found) < len(("new", "full")):
        return False
    new, full = found.values()
    growth = ratio(full, new, "clock")
    print(f"full to new: {growth:.2f} (at most {GROWTH}: the start must not grow with the data)")
    return growth > GROWTH


if __name__ == "__main__":
    sys.exit(main())
