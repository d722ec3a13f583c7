"""The way back: the backups there are, what the chosen one would bring back, and only then the book replaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from clientdesk.domain.errors import ClientdeskError, LockedFault
from clientdesk.i18n import _, translator
from clientdesk.ui import actions, backup_words, style, tokens
from clientdesk.ui.restoring import LaidReady
from clientdesk.ui.session import Session
from clientdesk.ui.settings.restore_preview import RestorePreview
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets import file_kinds
from clientdesk.ui.widgets.chip import Chip
from clientdesk.ui.widgets.empty import EmptyState
from clientdesk.ui.widgets.page import ListDetail, Screen, Separator
from clientdesk.ui.widgets.start_folder import start_folder
from clientdesk.ui.widgets.table import Column, Direct, PagedTableModel, Request
from clientdesk.ui.widgets.table_view import PagedTableView
from clientdesk.ui.widgets.wrapped import wrap
from clientdesk.usecases.backup_shelf import Backup
from clientdesk.usecases.restoring import Preview

#: While a key walks down the list, what is looked into is the row it rests on.
_REST_MILLISECONDS = 200


@dataclass(frozen=True, slots=True)
class _Row:
    """A backup in the list; ids count from 1."""

    id: int
    backup: Backup


class RestoreScreen(Screen):
    """The list beside what the chosen one holds; a file that is not listed is looked into as well."""

    areas = ("backups",)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._watch = session.backups
        self._rows: tuple[_Row, ...] = ()
        self._shown: Path | None = None
        self._is_outdated = False
        #: What opens the backup that is shown where the key of the book does not.
        self._key: bytes | None = None
        self._is_by_code = False
        #: What is being laid ready.
        self._laid = LaidReady(path=Path())
        self._rest = QTimer(self, singleShot=True, interval=_REST_MILLISECONDS)
        self._rest.timeout.connect(self._look_into)
        self._leave = actions.make("restore.leave", self, self.leave)
        self._file = actions.make("restore.file", self, self.choose_file)
        self._stack = QStackedWidget(self)
        nothing = EmptyState(
            _("There is no backup yet. One is made in a minute, or choose a file you have from elsewhere."),
            actions.ActionButton(self._file, self._stack),
        )
        self._preview = RestorePreview(session)
        self._preview.confirmed.connect(self.restore)
        self._preview.unlocked.connect(self._unlocked)
        self._stack.addWidget(nothing)
        self._stack.addWidget(self._preview)
        self._both = ListDetail(self._list_side(), self._stack, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._both)
        self._watch.changed.connect(self._follow)
        session.changed.connect(self._went_on)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_outdated and self._shown is not None:
            self._look_into_file(self._shown, anew=True)

    def refresh(self) -> None:
        """Read again which backups there are."""
        self._watch.look()
        self._follow()

    def open_record(self, kind: str, record_id: int) -> None:  # there is one place for all of them
        """Begin with the newest."""
        self.focus_first()

    def place(self) -> tuple[str, int]:
        """Return the list of backups, of which there is one."""
        return ("restore", 0)

    def focus_first(self) -> None:
        """Put the cursor onto the newest backup."""
        self._table.setFocus()
        if not self._table.current_id:
            self._table.select_first()

    def leave(self) -> None:
        """Go back to the list where only one of the two has room, else to the settings; nothing was changed."""
        if self._both.is_stacked and not self._table.isVisible():
            self._both.show_list()
            self._table.setFocus()
            return
        self.session.open_record.emit("settings:backups", 0)

    def choose_file(self) -> None:
        """Ask for a backup that is not listed."""
        dialog = QFileDialog(self, _("Restore a backup"), str(start_folder()))
        dialog.setObjectName("backup_file_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(file_kinds.books())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.take_file)
        dialog.open()

    def take_file(self, path: str) -> None:
        """Look into a file, whatever it is."""
        self._table.unmark()
        self._look_into_file(Path(path))
        self._both.show_detail()

    def restore(self, chosen: object) -> None:
        """Lay the backup ready beside the book; then the window closes the book and opens it anew."""
        if isinstance(chosen, Path) and self.session.keep_typed():
            # Kept apart: another backup may be looked into until this one is ready.
            self._laid = LaidReady(path=chosen, key=self._key, is_by_code=self._is_by_code)
            self._preview.begin()
            self._watch.prepare(chosen, self._is_ready, self._not_ready, key=self._key)

    def _list_side(self) -> QWidget:
        side = QWidget(self)
        head = QHBoxLayout()
        head.setContentsMargins(tokens.SPACE_3, tokens.SPACE_3, tokens.SPACE_3, tokens.SPACE_3)
        head.setSpacing(tokens.SPACE_2)
        head.addWidget(actions.ActionButton(self._leave, side, variant="icon"))
        head.addStretch(1)
        head.addWidget(actions.ActionButton(self._file, side))
        columns = [
            Column(
                key="backup",
                text=_moment,
                second=_holds,
                chip=_chip,
                strong=True,
                stretch=True,
            )
        ]
        self._model = PagedTableModel(columns, self._fetch, self._count, Direct(self.session), self)
        self._table = PagedTableView(self._model, side, name="backup_list")
        self._table.setAccessibleName(_("Backups"))
        self._table.current_changed.connect(self._chosen)
        self._table.opened.connect(self._opened)
        self._none = QLabel(_("No backup yet"), side, objectName="restore_none")
        style.set_role(self._none, role="second")
        self._none.setContentsMargins(tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_4, 0)
        wrap(self._none)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Separator(side))
        column.addWidget(self._none)
        column.addWidget(self._table, 1)
        return side

    def _fetch(self, _db: Any, _request: Request, offset: int, limit: int) -> Sequence[_Row]:
        return self._rows[offset : offset + limit]

    def _count(self, _db: Any, _request: Request) -> int:
        return len(self._rows)

    def _follow(self) -> None:
        shelf = self._watch.shelf
        found = () if shelf is None else (*shelf.backups, *shelf.replaced)
        rows = tuple(_Row(number, one) for number, one in enumerate(found, start=1))
        if rows == self._rows and self._model.is_loaded:
            return
        self._rows = rows
        self._none.setVisible(not rows)
        self._model.ask(Request())
        self._both.set_alone(False)
        if rows and self._shown is None:
            self._table.select_first()
        self._stack.setCurrentIndex(1 if rows or self._shown else 0)

    def _chosen(self, _row_id: int) -> None:
        self._rest.start()

    def _opened(self, _row_id: int) -> None:
        self._rest.stop()
        self._look_into()
        self._both.show_detail()
        self._preview.focus_first()

    def _went_on(self, _change: object) -> None:
        """The book is another one now than the one that was compared."""
        self._is_outdated = True

    def _look_into(self) -> None:
        number = self._table.current_id
        if 0 < number <= len(self._rows):
            chosen = self._rows[number - 1].backup
            self._look_into_file(chosen.path)

    def _look_into_file(self, path: Path, *, anew: bool = False) -> None:
        if path == self._shown and not anew:
            return
        if path != self._shown:
            self._key, self._is_by_code = None, False
        self._shown = path
        self._is_outdated = False
        self._stack.setCurrentIndex(1)
        self._preview.wait_for(path)
        self._watch.look_into(path, self._seen, self._refused, key=self._key)

    def _unlocked(self, path: Path, key: bytes, is_by_code: bool) -> None:  # from a signal
        if path == self._shown:
            self._key, self._is_by_code = key, is_by_code
            self._look_into_file(path, anew=True)

    def _seen(self, preview: Preview) -> None:
        self._preview.show_preview(preview, has_own_key=self._key is not None)
        if self._key is not None:
            self._preview.focus_first()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, ClientdeskError):
            raise error
        if isinstance(error, LockedFault) and self._key is None and self._shown is not None:
            self._preview.ask_key(self._shown)
        else:
            self._preview.show_refusal(error)

    def _is_ready(self, prepared: Path) -> None:
        ready, self._laid = replace(self._laid, path=prepared), LaidReady(path=Path())
        self.session.book_restored.emit(self.session, ready)

    def _not_ready(self, error: Exception) -> None:
        if not isinstance(error, ClientdeskError):
            raise error
        self._preview.show_refusal(error)
        self.session.fault.emit(error)


def _moment(row: _Row) -> str:
    return translator().datetime(row.backup.at)


def _holds(row: _Row) -> str:
    if row.backup.place == "replaced":
        return backup_words.place(row.backup)
    return backup_words.holds(row.backup)


def _chip(row: _Row) -> Chip | None:
    if row.backup.place == "replaced":
        return None
    if not row.backup.is_verified:
        return Chip(_("Not whole"), Kind.BAD)
    if row.backup.doubts:
        return Chip(_("With doubts"), Kind.WARN)
    return Chip(backup_words.place(row.backup), Kind.QUIET)
