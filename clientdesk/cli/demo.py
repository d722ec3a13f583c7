"""`clientdesk demo`: build the demo book, check every figure, and open the window on it where there is a screen."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from clientdesk.cli.command import Arguments, Context, Verb, arg, flag
from clientdesk.cli.output import Result, table
from clientdesk.domain.text import N_
from clientdesk.i18n import _, ngettext

if TYPE_CHECKING:
    from clientdesk.demo.run import Built

_COLUMNS = ("book", "kind", "number", "on", "total", "file")
_WIDTH = 30
_TENTHS = 10


def _demo(context: Context, options: Arguments) -> Result:
    from clientdesk.demo.run import build

    folder: Path = options.folder or _default_folder()
    built = build(folder.absolute(), progress=_bar())
    rows = [
        {
            "book": paper.book,
            "kind": paper.kind,
            "number": paper.number,
            "on": paper.on,
            "total": paper.total,
            "file": str(paper.file.relative_to(built.folder)),
        }
        for paper in built.papers
    ]
    data = {
        "folder": str(built.folder),
        "books": [str(path) for path in built.books],
        "papers": rows,
        "figures": built.figures,
    }
    if context.wants_json:
        return Result({**data, "window": _open_window(built, wanted=not options.no_window)})
    figures = ngettext(
        "{count} figure checked, right to the cent.",
        "{count} figures checked, right to the cent.",
        built.figures,
    ).format(count=built.figures)
    lines = [*table(rows, _COLUMNS, context.translator), "", figures]
    lines.append(_("Books and papers are in {folder}.").format(folder=built.folder))
    # Said before the window opens, for it stays open as long as somebody looks around.
    print("\n".join(lines), flush=True)
    return Result(data, sentence=_open_window(built, wanted=not options.no_window))


def _bar() -> Callable[[int, int, str], None]:
    """Return what draws the progress: one line that grows on a terminal, a line for every tenth elsewhere."""
    shown = -1

    def draw(done: int, steps: int, what: str) -> None:
        nonlocal shown
        on_terminal = sys.stderr.isatty()
        tenth = done * _TENTHS // steps
        if not on_terminal and tenth == shown:
            return
        shown = tenth
        filled = done * _WIDTH // steps
        bar = f"[{'#' * filled}{'-' * (_WIDTH - filled)}] {done * 100 // steps:3} %  {what}"
        end = "\n" if done == steps or not on_terminal else ""
        print(f"\r{bar:<79}" if on_terminal else bar, end=end, file=sys.stderr, flush=True)

    return draw


def _open_window(built: Built, *, wanted: bool) -> str:
    """Open Lena's book in the window, as if it were the demo's day, and say what came of it."""
    from clientdesk.demo.desk import TODAY

    if not wanted:
        return _("The window was not asked for.")
    if not _has_screen():
        return _("There is no screen here, so the window was not opened.")
    own = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "clientdesk"]
    words = [*own, "run", str(built.books[0]), "--today", TODAY.isoformat()]
    ended = subprocess.run(words, check=False)  # noqa: S603  # our own program on the file just made
    if ended.returncode:
        return _("The window could not be opened (code {code}).").format(code=ended.returncode)
    return _("The window was open on {path}.").format(path=built.books[0])


def _has_screen() -> bool:
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _default_folder() -> Path:
    from clientdesk import paths

    return paths.data_folder() / "demo"


VERBS = (
    Verb(
        "",
        N_("Build the demo book and check every figure of it."),
        _demo,
        (
            arg("--folder", type=Path, metavar="DIR", help=N_("where to build it; an empty folder")),
            flag("--no-window", N_("do not open the window")),
        ),
    ),
)
