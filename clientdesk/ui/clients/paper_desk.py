"""The place of the papers about a client: their facts at one side, the true page at the other."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientdesk.ui.clients.paper import ClientPaper
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.preview import Preview
from clientdesk.ui.widgets.side_by_side import SideBySide

#: What is said about a paper beside it.
_LEAST_NOTES = 340


class PaperDesk(QWidget):
    """Shows one paper at a time, and draws it anew when its days or the book have changed."""

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper = ClientPaper(session, self)
        self.preview = Preview(session, self)
        self._sides = SideBySide(self.paper, self.preview, self)
        self._sides.set_editor(_LEAST_NOTES, _LEAST_NOTES)
        self.paper.left.connect(self.left)
        self.paper.changed.connect(self.draw)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sides)

    def show_paper(self, kind: str, client_id: int) -> bool:
        """Turn to a paper of a client; tell whether there is such a client."""
        if not self.paper.show_paper(kind, client_id):
            return False
        self._sides.show_editor()
        self.draw()
        return True

    def draw(self) -> None:
        """Draw the paper as it is asked for now."""
        wanted = self.paper.wanted()
        self.preview.show_work(wanted.work, name=wanted.name)

    def clear(self) -> None:
        """Show nothing, and draw nothing that is still on its way."""
        self.preview.clear()

    def focus_first(self) -> None:
        """Put the cursor on the way back."""
        self.paper.focus_first()
