"""What is done in the window: each act goes as far as it can, yields what it waits for, and returns what it came to."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from clientdesk import paths
from clientdesk.domain.client import Client
from clientdesk.domain.money import Money
from clientdesk.ui.importing.page import ImportScreen
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.messages import MessageBar
from clientdesk.ui.settings.safety import SafetyCard
from clientdesk.ui.widgets.chip import ChipLabel
from clientdesk.ui.widgets.list_pane import ListPane
from clientdesk.ui.widgets.preview import Preview
from clientdesk.usecases import clients, credit_notes, invoices, own_filters, payments, unsaved
from tests.torture.secrets import secret
from tests.torture.typist import TODAY

#: An act, the id it was done to, and what it has come to.
Told = tuple[str, int, Any]
Doing = Generator[Callable[[], object], None, Any]


def issue(window: MainWindow, at: int) -> Doing:
    """Issue a draft; its number."""
    yield _opened(window, at)
    return window.session.run(invoices.issue, at, on=TODAY).number


def pay(window: MainWindow, at: int) -> Doing:
    """Book the payment of an invoice; its id."""
    yield _opened(window, at)
    sum_ = Money.of(10 + at, "EUR")
    return window.session.run(payments.record, 1, sum_, on=TODAY, allocate=((at, sum_),)).id


def cancel(window: MainWindow, at: int) -> Doing:
    """Cancel an invoice; the number of the cancellation."""
    yield _opened(window, at)
    return window.session.run(credit_notes.cancel, at, on=TODAY, reason="doppelt").number


def take_over(window: MainWindow, at: int) -> Doing:
    """Import a list of clients by the two steps of the screen; what it says: how many are new, how many left out."""
    window.open_record("import_clients", 0)
    screen = window.screen_named("import")
    assert isinstance(screen, ImportScreen)
    # What the dialog does, which is the desktop's own.
    screen.take_file(str(list_of(window, at)))
    yield _part(screen, "import_columns").isVisible
    go_on = _button(screen, "importing.next")
    assert go_on is not None
    go_on.click()
    yield lambda: not _part(screen, "import_columns").isVisible() and not window.session.tasks.is_busy
    said = _said(screen, "import_new", "import_left_out")
    if not go_on.isEnabled():
        # All of it is in the book: there is nothing to be begun.
        return said
    go_on.click()
    yield lambda: (shown := _button(screen, "importing.show")) is not None and shown.isVisible()
    return _said(screen, "result_new", "result_left_out")


def back_up(window: MainWindow, at: int) -> Doing:
    """Change something, then have it backed up at once, as a person asks for it; the name of the backup."""
    session = window.session
    session.run(clients.create, Client(name=backed_up(at)))
    yield lambda: not session.tasks.is_busy and not session.backups.is_running
    known = _backups()
    window.findChild(QAction, "app.back_up").trigger()
    yield lambda: not session.backups.is_running
    return " ".join(_backups() - known)


def type_(window: MainWindow, at: int) -> Doing:
    """Type a secret into the notes of a client, and wait until it is kept, unsaved."""
    window.open_record("edit_client", at)
    yield lambda: _visible(window, "notes") is not None
    field = _visible(window, "notes")
    assert field is not None
    field.setFocus()
    for letter in secret("typed"):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
    yield lambda: window.session.read(unsaved.all_unsaved)


def filter_(window: MainWindow, at: int) -> Doing:
    """Look for a secret among the clients, and save that as a filter under a name; what is saved."""
    del at
    window.show_screen("clients")
    pane = window.screen_named("clients").findChild(ListPane)
    yield lambda: pane.model.is_loaded
    pane.filter.setText(secret("filter"))
    pane.tools.ask_name()
    keep = _button(pane, "save_filter_name")
    assert keep is not None
    keep.click()
    found = window.session.read(own_filters.for_list, "clients")
    return sorted({one.text for one in found})


def save(window: MainWindow, at: int) -> Doing:
    """Save the paper of an invoice into a folder that is called like a client; which files lie there."""
    window.open_record("invoice", at)
    yield lambda: any(one.isVisible() for one in window.findChildren(Preview))
    preview = next(one for one in window.findChildren(Preview) if one.isVisible())
    yield lambda: (found := _button(preview, "preview.save")) is not None and found.isEnabled()
    folder = Path.cwd() / secret("folder")
    # What the dialog does, which is the desktop's own.
    preview.save_to(str(folder / "paper.pdf"))
    return sorted(one.name for one in folder.iterdir())


def look(window: MainWindow, at: int) -> Doing:
    """Read what the window says at its start, then have everything checked in the settings, and read that."""
    del at
    session = window.session
    yield lambda: session.verification.result is not None and session.backups.shelf is not None
    at_start = _bars(window)
    window.open_record("settings:safety", 0)
    card = window.screen_named("settings").findChild(SafetyCard)
    quick = session.verification.result
    check = _button(card, "settings.verify")
    assert check is not None
    check.click()
    yield lambda: not session.verification.is_running and session.verification.result is not quick
    result = session.verification.result
    assert result is not None
    found = card.findChild(QLabel, "verify_findings")
    return {
        "count": result.count,
        "bars": at_start,
        "verdict": card.findChild(ChipLabel).accessibleName(),
        "findings": found.text() if found.isVisible() else "",
        "backups": window.rail.findChild(QAbstractButton, "app.backups").accessibleName(),
    }


ACTS: dict[str, Callable[[MainWindow, int], Doing]] = {
    "issue": issue,
    "pay": pay,
    "cancel": cancel,
    "import": take_over,
    "backup": back_up,
    "type": type_,
    "filter": filter_,
    "save": save,
    "look": look,
}


def backed_up(at: int) -> str:
    """Return the name of the client that is there since before a backup."""
    return f"Vor Sicherung {at}"


def list_of(window: MainWindow, at: int) -> Path:
    """Return the file that is imported: it lies beside the book."""
    path: Path = window.session.db.path
    return path.with_name(f"list-{at}.csv")


def _visible(window: MainWindow, name: str) -> QWidget | None:
    return next((one for one in window.findChildren(QWidget, name) if one.isVisible()), None)


def _opened(window: MainWindow, at: int) -> Callable[[], object]:
    window.open_record("invoice", at)
    return window.isVisible


def _bars(window: MainWindow) -> list[str]:
    return [bar.text for bar in window.findChildren(MessageBar) if bar.isVisible()]


def _backups() -> set[str]:
    return {path.name for path in paths.backup_folder().glob("*.db")}


def _said(screen: QWidget, *names: str) -> list[int]:
    """Return what stands in figures: caption, figure and note are the labels of each."""
    return [int(_part(screen, f"figure_{name}").findChildren(QLabel)[1].text()) for name in names]


def _part(screen: QObject, name: str) -> QWidget:
    found = screen.findChild(QWidget, name)
    assert found is not None
    return found


def _button(screen: QObject, name: str) -> QAbstractButton | None:
    return screen.findChild(QAbstractButton, name)
