"""One run of the window: what can be said at the start, and the way from there to the exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from clientdesk.app.speech import set_up
from clientdesk.app.windows import Windows, clock
from clientdesk.ui import moved_books, style
from clientdesk.ui.errors import Reporter
from clientdesk.ui.own_settings import user_settings


class Options:
    """What can be said at the start; the defaults are those of a plain start."""

    book: Path | None = None
    named: Path | None = None
    language: str = ""
    scheme: str = ""
    today: date | None = None


def run(arguments: Sequence[str] | None = None) -> int:
    """Show the window on a book until it is closed, and return the exit code (3: the book cannot be opened)."""
    options = parse(arguments) if arguments else Options()
    app = QApplication.instance()
    if app is None:
        app = QApplication([*sys.argv[:1], "-style", "fusion"])
        app.setProperty("style_is_known", True)
    if not isinstance(app, QApplication):
        raise TypeError("a window needs a QApplication")
    settings = user_settings()
    set_up(app, settings, language=options.language, scheme=options.scheme)
    reporter = Reporter(app)
    reporter.install()
    book = options.book or moved_books.usual_book(settings)
    windows = Windows(settings)
    windows.open(book, today=clock(options.today))
    code = app.exec()
    windows.back_up()
    windows.close()
    return code


def parse(arguments: Sequence[str]) -> Options:
    """Read the options of `clientdesk run`."""
    if len(arguments) == 1 and not arguments[0].startswith("-"):
        # A file alone, as a desktop passes it: the whole parser would be a tenth of a bare window's start.
        options = Options()
        options.book = Path(arguments[0])
        return options
    import argparse

    parser = argparse.ArgumentParser(prog="clientdesk run", description="Open the window.")
    parser.add_argument("book", nargs="?", type=Path, default=None, help="the file to work in")
    parser.add_argument("--book", "--data", type=Path, dest="named", help="the same, as for every command")
    parser.add_argument("--language", default="", help="the language of the window, such as de or en-GB")
    parser.add_argument("--scheme", choices=style.SCHEMES, default="", help="light, dark, or as the system")
    parser.add_argument("--today", type=date.fromisoformat, default=None, help="work as if it were this day")
    options = parser.parse_args(arguments, Options())
    options.book = options.book or options.named
    return options
