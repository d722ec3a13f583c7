"""Opening the book of a window after its first paint: its passphrase is asked for, its upgrade told, a refusal said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from clientdesk import i18n, paths
from clientdesk.domain.errors import ClientdeskError, LockedFault
from clientdesk.i18n import _
from clientdesk.ui.session import Notice, Session

if TYPE_CHECKING:
    from clientdesk.ui.locking.recoding_page import Recoding
    from clientdesk.ui.main_window import MainWindow

_CANNOT_OPEN = 3


class Opening:
    """Opens the book between the window's first paint and its first page; says why if that cannot be done.

    A locked book is opened later, by the page that then stands alone in the window.
    """

    window: MainWindow

    def __init__(self, book: Path, session: Session, *, key: bytes | None = None) -> None:
        self._book, self._session, self._key = book, session, key

    def __call__(self) -> bool:
        """Open the book and tell whether it is open; if not, the app ends when the sentence has been read."""
        key, self._key = self._key, None
        try:
            self._attach(key, create=key is None)
        except LockedFault:
            self.ask(asks_keyring=True)
            return False
        except ClientdeskError as error:
            self._refuse(error)
            return False
        return True

    def ask(self, *, asks_keyring: bool = False) -> None:
        """Ask for the passphrase, and open the book with the key it gives."""
        from clientdesk.ui.locking.unlock_page import UnlockPage

        page = UnlockPage(self._book, asks_keyring=asks_keyring)
        page.unlocked.connect(self._unlocked)
        self._page = page
        self.window.setWindowTitle(_("{book} (locked)").format(book=self._book.stem) + " – ClientDesk")
        self.window.cover(page)

    def recode(self, recoding: Recoding) -> None:
        """Give the book another key, then open it with that."""
        from clientdesk.ui.locking.recoding_page import RecodingPage

        page = RecodingPage(self._book, recoding)
        page.ended.connect(self._recoded)
        self.window.cover(page)
        page.begin()

    def _attach(self, key: bytes | None = None, *, create: bool = True) -> None:
        from clientdesk.storage.database import open_book
        from clientdesk.usecases import two_computers

        db = open_book(self._book, create=create, key=key)
        two_computers.claim(db)
        self._session.attach(db)

    def _unlocked(self, key: bytes, is_by_code: bool) -> None:  # from a signal
        try:
            self._attach(key, create=False)
        except ClientdeskError as error:
            self._page.say(error)
            return
        self._session.is_by_code = is_by_code
        self.window.begin()
        if is_by_code:
            # Whoever needs the sheet has lost the passphrase.
            self._session.open_record.emit("settings:encryption", 0)
            self._session.notice.emit(Notice(_("Opened by the recovery code. Choose a new passphrase here.")))

    def _recoded(self, key: bytes | None, told: str) -> None:
        try:
            self._attach(key, create=False)
        except LockedFault:
            self.ask()
            return
        except ClientdeskError as error:
            self._refuse(error)
            return
        self.window.begin()
        if told:
            self._session.tell(told)

    @staticmethod
    def _refuse(error: ClientdeskError) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QMessageBox

        parent = QApplication.activeWindow()
        box = QMessageBox(
            QMessageBox.Icon.Critical,
            paths.APP_NAME,
            i18n.translate_error(error),
            QMessageBox.StandardButton.Close,
            parent,
        )
        box.setObjectName("book_refused")
        # The sentence names a file, and files have any name: as it is, without markup (T31).
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(_end_refused)
        box.open()


def _end_refused() -> None:
    QApplication.exit(_CANNOT_OPEN)


class News(QObject):
    """Tells, once the first screen stands, what was done to the book of an older program when it was opened."""

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._is_told = False

    def tell(self, _name: str) -> None:
        """Tell it with the first screen; later ones tell nothing more."""
        told = self._session.db.upgraded
        if not self._is_told and told is not None:
            sentence = _(
                "Your book was of an older ClientDesk and was upgraded. All sums and papers were compared before and"
                " after. The old book is kept as “{name}” in {folder}."
            )
            self._session.news.emit(sentence.format(name=told.kept.name, folder=str(told.kept.parent)))
        self._is_told = True
