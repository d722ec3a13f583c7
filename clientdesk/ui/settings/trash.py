"""The trash in the settings: how much is in it, how large the attachments are, and the way there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from clientdesk.domain.attachment import MANY
from clientdesk.i18n import _, ngettext, pgettext, translator
from clientdesk.queries import trash_list
from clientdesk.ui import actions, style
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.page import Card
from clientdesk.ui.widgets.wrapped import wrap
from clientdesk.usecases import attachments

_MEGABYTE = 1024 * 1024


class TrashCard(Card):
    """One sentence, and the button that opens the trash."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("Trash and attachments"), parent, name="trash")
        self._session = session
        self._words = QLabel(self, objectName="trash_words")
        self._size = QLabel(self, objectName="attachments_size")
        for label in (self._words, self._size):
            wrap(label)
            style.set_role(label, role="second")
            self.body.addWidget(label)
        opens = actions.button("settings.trash", self, self._open)
        self.body.addWidget(opens, alignment=Qt.AlignmentFlag.AlignLeading)

    def refresh(self) -> None:
        """Count anew."""
        count = self._session.read(trash_list.count) or 0
        waiting = ngettext(
            "{count} deleted entry can be brought back.",
            "{count} deleted entries can be brought back.",
            count,
        )
        speech = translator()
        self._words.setText(
            waiting.format(count=speech.number(count))
            if count
            else _("The trash is empty. What you delete can be brought back for 90 days.")
        )
        size = self._session.read(attachments.total_size) or 0
        self._size.setVisible(bool(size))
        amount = pgettext("size", "{size} MB").format(size=speech.number(max(1, round(size / _MEGABYTE))))
        told = _("Attachments take {size} of this book.").format(size=amount)
        large = _("Every backup is that much larger; big files are better kept beside the book.")
        self._size.setText(f"{told} {large}" if size > MANY else told)

    def _open(self) -> None:
        self._session.open_record.emit("trash", 0)
