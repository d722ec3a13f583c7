"""A book that was moved to safety: its window goes on with it where it lies now, and so does the next start."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSettings

from clientdesk import paths
from clientdesk.i18n import _

if TYPE_CHECKING:
    from clientdesk.ui.restoring import Frame

_FROM: Final = "book/moved_from"
_TO: Final = "book/moved_to"


def remember(settings: QSettings | None, old: Path, new: Path) -> None:
    """Remember where a book was moved to, for the next start without a name."""
    if settings is not None:
        settings.setValue(_FROM, str(old))
        settings.setValue(_TO, str(new))


def usual_book(settings: QSettings) -> Path:
    """Return the book that opens when none is named: the usual one, or the one moved last where there is none there.

    Where the usual one itself was moved, what still lies there is only read.
    """
    usual, moved = paths.default_book(), str(settings.value(_TO) or "")
    if moved and Path(moved).is_file() and (str(settings.value(_FROM)) == str(usual) or not usual.exists()):
        return Path(moved)
    return usual


class MoveTold(QObject):
    """Says in the window of the moved book what has happened, as soon as its first screen stands."""

    def __init__(self, window: Frame, old: Path, new: Path) -> None:
        super().__init__(window.session)
        self._session, self._old, self._new = window.session, old, new
        self._shown = window.screen_shown
        self._shown.connect(self._tell)

    def _tell(self, _name: str) -> None:
        self._shown.disconnect(self._tell)
        words = _(
            "Your book was moved to {folder} and goes on here. The file it was before stays in {old} and is only read"
            " from now on; backups go to that folder, too."
        )
        self._session.news.emit(words.format(folder=str(self._new.parent), old=str(self._old.parent)))
        self.deleteLater()
