"""What stands at the foot of every record's page: its files and its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientdesk.ui import tokens
from clientdesk.ui.widgets.attachments_card import AttachmentsCard
from clientdesk.ui.widgets.history_card import HistoryCard

if TYPE_CHECKING:
    from datetime import date

    from clientdesk.ui.session import Session


class RecordFoot(QWidget):
    """Stands on a record by `show_record`; empty while it is not stored."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.attachments = AttachmentsCard(session, self)
        self.history = HistoryCard(session, self)
        #: The record it stands on; 0 for none.
        self.record_id = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_4)
        column.addWidget(self.attachments)
        column.addWidget(self.history)

    def show_record(self, kind: str, record_id: int, *, issued_on: date | None = None) -> None:
        """Show the files and the history of a record of this table."""
        self.record_id = record_id
        self.setVisible(bool(record_id))
        self.attachments.show_record(kind, record_id, issued_on=issued_on)
        self.history.show_record(kind, record_id)
