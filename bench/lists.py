"""The lists in the real window at 10,000 and a million invoices: how long a key holds the window, and until it shows.

Every act (first rows, each order, jump to the end, each letter of a filter, each pill, a row further, Enter and the way
back, another screen) is done in the real screens. Two figures are taken: the longest time the window did not answer its
one-millisecond heartbeat, and the time from the key until the rows are painted. Beside them stand the floors of the
same run: the heartbeat of the idle window, the bare statement that finds the rows, and a repaint of the rows that were
there. Only what lies beyond the floor is ours.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.making.window import ROUNDS, Bench, Heart, clocked, turn, until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView, QLineEdit

    from clientdesk.storage.database import Database
    from clientdesk.ui.main_window import MainWindow
    from clientdesk.ui.widgets.list_pane import ListPane

SIZES = (10_000, 1_000_000)
#: One frame of a screen that shows sixty in a second.
FRAME = 16.0
#: What is typed, letter by letter: broad, narrow and without a hit, in three scripts, numbers and amounts.
TYPED = ("müll", "gmbh", "re-2019-004", "zzq", "x7", "الواح", "రెడ్", "1234")
IN_PALETTE = ("mül", "re-20", "zzq", "الو", "1234")


# --- the acts -----------------------------------------------------------------------------------------------------


def key(widget: Any, code: Any, text: str = "", modifiers: Any = None) -> None:
    """Press a key as Qt delivers it, in any script."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    held = Qt.KeyboardModifier.NoModifier if modifiers is None else modifiers
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, code, held, text))


def letter(box: QLineEdit, char: str) -> None:
    """Type one letter."""
    key(box, 0, char)


def pane_of(window: MainWindow, name: str) -> ListPane:
    """Show a screen and return its list."""
    from clientdesk.ui.widgets.list_pane import ListPane

    window.show_screen(name)
    return next(pane for pane in window.screen_named(name).findChildren(ListPane) if pane.isVisibleTo(window))


def statements(db: Database, pane: ListPane, *, at_end: bool = False) -> Callable[[], object]:
    """Return what runs the bare statements behind the page that a list shows: the floor of its rows."""
    model = pane.model
    offset = max(0, model.rowCount() - 1) // 60 * 60 if at_end else 0
    said: list[tuple[str, Any]] = []

    class Listener:
        """Writes down what the query asks, and answers."""

        connection = db.connection

        def rows(self, sql: str, parameters: Any = ()) -> Any:
            said.append((sql, parameters))
            return db.rows(sql, parameters)

        def value(self, sql: str, parameters: Any = ()) -> Any:
            said.append((sql, parameters))
            return db.value(sql, parameters)

        def each(self, sql: str, parameters: Any = ()) -> Any:
            return db.each(sql, parameters)

    model._fetch(Listener(), model.request, offset, 60)  # noqa: SLF001 - the screen's own query

    def run() -> None:
        for sql, parameters in said:
            db.connection.execute(sql, parameters).fetchall()

    return run


def repaint(view: QAbstractItemView) -> float:
    """Return the milliseconds to paint the rows that are there: nothing can show new ones sooner."""
    return clocked(view.viewport().repaint)


def drive(bench: Bench) -> None:
    """Do everything once."""
    for name, orders in (
        ("documents", ("day", "until", "number", "client", "amount", "open")),
        ("clients", ("name", "activity", "open")),
        ("money", ()),
    ):
        began = pane_of(bench.window, name)
        bench.wait()
        list_of(bench, name, began, orders)
    records(bench)
    palette(bench)


def records(bench: Bench) -> None:
    """Go from row to row, open what stands there with Enter, come back, begin new papers, go to each screen."""
    from PySide6.QtCore import Qt

    window: Any = bench.window
    for name in ("clients", "documents", "money"):
        pane = pane_of(window, name)
        bench.do(f"{name}: the screen", pane.table, partial(window.show_screen, name))
        pane.table.setFocus()
        pane.table.select_first()
        bench.wait()
        pills = ("quotes", "drafts", "paid") if name == "documents" else ("",)
        for saved in pills:
            pane.choose(saved)
            bench.wait()
            down = partial(key, pane.table, Qt.Key.Key_Down)
            bench.do(f"{name}: a row further", pane.table, down)
            if name == "clients":
                continue
            what = f"{name}: Enter {saved}".rstrip()
            bench.do(what, pane.table, partial(key, pane.table, Qt.Key.Key_Return))
            screen = window.screen_named(name)
            bench.do(
                f"{name}: back", pane.table, screen.show_home if name == "documents" else screen.show_overview
            )
            pane.table.setFocus()
        pane.choose("")
        bench.wait()
    screen = window.screen_named("documents")
    for what, signal in (("invoice", screen.list.new_invoice), ("quote", screen.list.new_quote)):
        window.show_screen("documents")
        bench.do(f"documents: new {what}", screen.list.pane.table, signal.emit)
        screen.show_home()
        bench.wait()
    for name in ("today", "work", "library", "calendar", "settings"):
        bench.do(f"{name}: the screen", screen.list.pane.table, partial(window.show_screen, name))
    window.show_screen("documents")
    bench.wait()


def list_of(bench: Bench, name: str, pane: ListPane, orders: tuple[str, ...]) -> None:
    """Sort, jump, press every pill and type into the filter of one list."""
    from PySide6.QtCore import Qt

    db, view, model = bench.window.session.db, pane.table, pane.model
    raw, last = partial(statements, db, pane), partial(statements, db, pane, at_end=True)
    control = Qt.KeyboardModifier.ControlModifier
    bench.do(f"{name}: first rows", view, partial(model.ask, model.request), raw)
    for order in orders:
        bench.do(f"{name}: by {order}", view, partial(model.sort_by, order, descending=False), raw)
        bench.do(f"{name}: by {order}, turned", view, partial(model.sort_by, order, descending=True), raw)
        bench.do(
            f"{name}: by {order}, to the end", view, partial(key, view, Qt.Key.Key_End, "", control), last
        )
        key(view, Qt.Key.Key_Home, "", control)
    if orders:
        model.sort_by(orders[0], descending=name == "documents")
    bench.wait()
    first = model.request.saved
    pills: list[Any] = pane.tools.findChildren(QPushButtonType())
    for saved in [pill.property("key") for pill in pills]:
        if saved is not None and saved != first:
            bench.do(f"{name}: only {saved or 'all'}", view, partial(pane.choose, saved), raw)
    pane.choose(first)
    for text in TYPED:
        for end in range(1, len(text) + 1):
            bench.do(f"{name}: “{text[:end]}”", view, partial(letter, pane.filter, text[end - 1]), raw)
        pane.filter.clear()
        bench.wait()


def QPushButtonType() -> type:  # noqa: N802 - stands for the class
    """Return Qt's class, which is not imported before the application is there."""
    from PySide6.QtWidgets import QPushButton

    return QPushButton


def palette(bench: Bench) -> None:
    """Type into the palette, which looks into everything at once."""
    from PySide6.QtWidgets import QAbstractItemView, QLineEdit

    from clientdesk.ui.palette.overlay import Palette

    rows = pane_of(bench.window, "documents").table
    bench.do("palette: open", rows, bench.window.show_palette)
    overlay: Any = bench.window.findChild(Palette)
    box, view = overlay.findChild(QLineEdit), overlay.findChild(QAbstractItemView)
    for text in IN_PALETTE:
        for end in range(1, len(text) + 1):
            bench.do(f"palette: “{text[:end]}”", view, partial(letter, box, text[end - 1]))
        box.clear()
        bench.wait()
    overlay.close()
    bench.wait()


# --- the two processes --------------------------------------------------------------------------------------------


def child(book: Path, rounds: int) -> None:
    """Open the window on a book, do everything several times, print what it took."""
    from PySide6.QtCore import QSettings, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from bench.filled_book import TODAY
    from clientdesk import app
    from clientdesk.ui.own_settings import user_settings
    from clientdesk.ui.screens import SCREENS
    from clientdesk.ui.widgets.page import Screen

    with tempfile.TemporaryDirectory() as folder:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        application = QApplication([])
        app.set_up(application, user_settings(), language="en", scheme="light")
        began = time.perf_counter()
        window = app.open_window(book, today=app.clock(TODAY))
        window.resize(1366, 800)
        window.show()
        until(lambda: window.current_name)
        until(lambda: not window.session.tasks.is_busy)
        first_screen = (time.perf_counter() - began) * 1000
        # A person looks at the first screen for a moment after the first key; meanwhile the others are got ready.
        heart = Heart()
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
        ahead = {f"screen_{entry.name}" for entry in SCREENS if entry.rail}
        until(lambda: ahead <= {screen.objectName() for screen in window.findChildren(Screen)})
        turn(200)
        ready = heart.longest
        del heart
        bench = Bench(window)
        for _round in range(rounds):
            drive(bench)
        view = pane_of(window, "documents").table
        bench.wait()
        told = bench.report() | {"repaint": repaint(view), "first_screen": first_screen, "ready": ready}
        window.session.close()
        window.close()
    print(json.dumps(told), flush=True)
    os._exit(0)


def measured(book: Path, rounds: int) -> dict[str, Any]:
    """Run a child on a book and return what it found."""
    environment = dict(os.environ)
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run(
        [sys.executable, __file__, "--child", str(book), "--rounds", str(rounds)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or not done.stdout:
        sys.exit(f"the window did not do it:\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def show(size: int, found: dict[str, Any], *, every: bool) -> bool:
    """Print one table and tell whether the bar holds."""
    idle, idle_worst = found["idle"]
    print(
        f"\n{size:,} invoices: the idle window answers within {idle:.1f} ms (worst {idle_worst:.1f}), repaints its rows"
        f" in {found['repaint']:.1f} ms; the first screen stands with its figures {found['first_screen']:.0f} ms after"
        " the window was made; the other screens are got ready after the first key and a rest, in pieces of at most"
        f" {found['ready']:.0f} ms"
    )
    print(f"{'':44}{'held, ms':>16}{'own work':>10}{'painted, ms':>16}{'raw rows':>10}{'ratio':>7}")
    rows = sorted(found["acts"], key=lambda act: -statistics.median(act["held"]))
    for act in rows if every else folded(found["acts"]):
        held, painted = statistics.median(act["held"]), statistics.median(act["painted"])
        floor = act["raw"] + found["repaint"]
        print(
            f"{act['name']:44}{held:8.1f} /{max(act['held']):6.1f}{statistics.median(act['worked']):10.1f}"
            f"{painted:8.1f} /{max(act['painted']):6.0f}{act['raw']:10.2f}{painted / floor:7.1f}"
        )
    late = [act["name"] for act in rows if statistics.median(act["held"]) - idle > FRAME]
    busy = [act["name"] for act in rows if statistics.median(act["worked"]) > FRAME]
    over = ", ".join(late) or "none"
    print(f"held longer than a frame of {FRAME:.0f} ms beyond the idle window: {over}")
    print(f"own work of the window longer than a frame: {', '.join(busy) or 'none'}")
    return not late


def folded(acts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield one line per list and sort of act: the one whose rows were painted last."""
    worst: dict[str, dict[str, Any]] = {}
    for act in acts:
        place, _colon, what = act["name"].partition(": ")
        sort = (
            "letters" if what.startswith("“") else "to the end" if "to the end" in what else what.split()[0]
        )
        if what.startswith("“"):
            sort = f"{min(len(what) - 2, 3)} letters"
        known = worst.get(f"{place} {sort}")
        if known is None or statistics.median(act["painted"]) > statistics.median(known["painted"]):
            worst[f"{place} {sort}"] = act
    yield from worst.values()


def main() -> int:
    """Measure at both sizes, print the tables, and fail where a key holds the window for longer than a frame."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--every", action="store_true", help="a line for every act, the slowest first")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how many times everything is done")
    parser.add_argument("--size", type=int, action="append", help="only so many invoices")
    options = parser.parse_args()
    if options.child:
        child(options.child, options.rounds)
        return 1
    from bench.filled_book import kept

    holds = True
    for size in options.size or SIZES:
        found = measured(kept(size // 10, size), options.rounds)
        holds = show(size, found, every=options.every) and holds
    print(
        f"load of the machine: {' '.join(f'{load:.1f}' for load in os.getloadavg())} on {os.cpu_count()} cores"
    )
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
