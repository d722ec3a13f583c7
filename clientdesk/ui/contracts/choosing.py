"""For whom a new contract is: a client found by any part of the name."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clientdesk.i18n import _
from clientdesk.ui import actions
from clientdesk.ui.contracts.asking import Asked
from clientdesk.ui.contracts.client_picker import ClientPicker
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.page import Card, Page


class ChooseClient(Page):
    """Asks for the client of a new contract."""

    chosen = Signal(int)
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picker = ClientPicker(session)
        self.head.set_text(_("New contract"))
        card = Card("", self.widget(), name="choose_client")
        self._form = Form(
            [
                fields.client(
                    "client_id",
                    _("With whom"),
                    find=self._picker.find,
                    name_of=self._picker.name_of,
                    read=_nobody,
                    write=_chosen,
                )
            ],
            columns=1,
            parent=card,
        )
        card.body.addWidget(self._form)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(actions.button("answer.leave", card, self.left.emit))
        row.addWidget(actions.button("answer.save", card, self._save, variant="primary", text=_("Begin")))
        card.body.addLayout(row)
        actions.make("form.save", card, self._save)
        self.add(card)

    def start(self) -> None:
        """Begin with an empty field."""
        self._form.set_record(Asked())
        self.focus_first()

    def focus_first(self) -> None:
        """Put the cursor into the field."""
        self._form.focus_first()

    def show_error(self, field: str, sentence: str) -> None:
        """Show a refusal at the client."""
        self._form.show_error("client_id" if field else "", sentence)

    def _save(self) -> None:
        typed = self._form.value()
        if typed is not None and typed.title:
            self.chosen.emit(int(typed.title))
        elif typed is not None:
            self._form.show_error("client_id", _("Choose one of your clients."))


def _nobody(_record: Asked) -> int:
    return 0


def _chosen(_record: Asked, client_id: object) -> Asked:
    return Asked(title=str(client_id or ""))
