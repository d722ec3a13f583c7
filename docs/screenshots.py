"""Make the pictures of the README from the demo book: `.venv/bin/python docs/screenshots.py`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from clientdesk import app
from clientdesk.demo.books import build_book
from clientdesk.demo.desk import TODAY
from clientdesk.storage.database import open_book

#: What pages read and draw in the worker is there after this many milliseconds.
SETTLED = 1500
SIZE = (1366, 800)


def record(book: Path, number: str) -> int:
    """Return the id of the invoice with this number."""
    database = open_book(book)
    found = database.value("SELECT id FROM invoices WHERE number = ?", (number,))
    database.close()
    return int(found)


def wait(milliseconds: int) -> None:
    """Let the window work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main() -> None:
    """Draw the five pictures."""
    with tempfile.TemporaryDirectory() as folder:
        lena = build_book(Path(folder) / "lena.db", "lena")
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        application = QApplication(sys.argv[:1])
        app.set_up(application, app.user_settings(), language="en", scheme="light")
        for name, scheme, screen, kind, record_id in (
            ("today", "light", "today", "", 0),
            ("client", "light", "clients", "client", 1),
            ("invoice", "light", "documents", "invoice", record(lena, "RE-2026-014")),
            ("work", "light", "work", "contract", 1),
            ("documents-dark", "dark", "documents", "", 0),
        ):
            app.style.theme().choose(scheme)
            window = app.open_window(lena, today=app.clock(TODAY))
            window.resize(*SIZE)
            window.show()
            wait(SETTLED)
            window.show_screen(screen)
            if kind:
                window.open_record(kind, record_id)
            wait(SETTLED)
            window.grab().save(str(ROOT / "docs" / "img" / f"{name}.png"))
            window.session.close()
            window.close()


if __name__ == "__main__":
    main()
