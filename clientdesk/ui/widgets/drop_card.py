"""A card that files are dropped on: it says so while they are held over it, and takes those it has a use for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

from clientdesk.ui.widgets.page import Card


class DropCard(Card):
    """A subclass says what it takes (`is_wanted`), takes it (`take`), and what stands there meanwhile (`invite`)."""

    def is_wanted(self, path: Path) -> bool:
        """Whether this file or folder of the computer may be dropped here."""
        raise NotImplementedError

    def take(self, paths: Sequence[str]) -> None:
        """Take what was dropped or chosen."""
        raise NotImplementedError

    def invite(self, *, is_over: bool) -> None:
        """Say that something held over the card may be dropped, or what usually stands there."""
        raise NotImplementedError

    def wanted(self, urls: Sequence[QUrl]) -> list[str]:
        """Return the paths of what is dragged or pasted, if it lies on this computer and is of use here."""
        found = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        return [str(path) for path in found if self.is_wanted(path)]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.wanted(event.mimeData().urls()):
            event.acceptProposedAction()
            self.invite(is_over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.invite(is_over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.invite(is_over=False)
        event.acceptProposedAction()
        self.take(self.wanted(event.mimeData().urls()))
