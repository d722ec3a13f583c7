"""The recovery sheet on its way to paper: drawn in the worker, printed, or saved to be printed elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from clientdesk.i18n import _, translator
from clientdesk.ui.session import Session
from clientdesk.ui.settings.data import unwritable
from clientdesk.ui.widgets.printing import PrintJob
from clientdesk.ui.widgets.start_folder import start_folder
from clientdesk.usecases import encryption


class RecoverySheet(QObject):
    """Holds the sheet of one key at a time; `buttons` are answers of an AskCard, whose question stays open."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self._session, self._owner = session, owner
        self.key = b""
        self._pdf = b""
        #: What is to be done with the sheet as soon as it is drawn.
        self._wanted: Callable[[], None] | None = None

    def offer(self, key: bytes) -> None:
        """Draw the sheet of this key."""
        self.key, self._pdf, self._wanted = key, b"", None
        draw = partial(
            encryption.recovery_sheet_pdf, key=key, language=translator().language, on=self._session.today()
        )
        self._session.tasks.submit(draw, self._drawn, lane="recovery sheet")

    def buttons(self) -> tuple[tuple[str, str, Any], ...]:
        """Return the answers that print and save it."""
        return (
            ("sheet_print", _("Print"), self._print_pressed),
            ("sheet_save", _("Save as PDF"), self._save_pressed),
        )

    def save_to(self, path: str) -> None:
        """Write the sheet to `path`, readable by its owner alone."""
        try:
            encryption.save_sheet(Path(path), self._pdf)
        except OSError as error:
            self._session.fault.emit(unwritable(path, error))
            return
        self._session.tell(_("Saved as {name}. Print it, then delete the file.").format(name=Path(path).name))

    def _drawn(self, pdf: bytes) -> None:
        self._pdf = pdf
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted()

    def _print_pressed(self, _typed: object, _form: object) -> bool:
        return self._once_drawn(self._print)

    def _save_pressed(self, _typed: object, _form: object) -> bool:
        return self._once_drawn(self._ask_where)

    def _once_drawn(self, act: Callable[[], None]) -> bool:
        if self._pdf:
            act()
        else:
            self._wanted = act
        # The question stands until the groups are typed.
        return False

    def _print(self) -> None:
        PrintJob(self._session, self._pdf, _("Recovery sheet"), self._owner).start()

    def _ask_where(self) -> None:
        dialog = QFileDialog(self._owner, _("Save as PDF"), str(start_folder()))
        dialog.setObjectName("sheet_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("PDF files (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        # Translators: the name of the file that the recovery sheet is saved as.
        dialog.selectFile(_("recovery-sheet") + ".pdf")
        dialog.fileSelected.connect(self.save_to)
        dialog.open()
