"""The list of all that was typed and not saved: one press goes on with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from clientdesk.domain.unsaved import Unsaved
from clientdesk.i18n import _, translator
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.widgets.figures import leading
from clientdesk.ui.widgets.page import Card
from clientdesk.ui.widgets.page_head import Elided
from clientdesk.ui.widgets.tips import plain_tip
from clientdesk.usecases import trash

if TYPE_CHECKING:
    from clientdesk.ui.session import Session

#: What is older waits in its editor; Today stays calm.
_MOST = 5
#: Kinds that are called by their number, once they have one.
_NUMBERED = frozenset({"quote", "invoice", "contract"})


class UnsavedCard(Card):
    """Hidden while nothing waits. Each line: what, when, throw it away, go on."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("Not saved yet"), parent, name="unsaved")
        self._session = session
        self._rows: list[QWidget] = []
        self._shown: tuple[Unsaved, ...] | None = None
        session.keeper.changed.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        """Show what waits now."""
        texts = self._session.keeper.texts()[:_MOST]
        if texts == self._shown:
            return
        self._shown = texts
        for old in self._rows:
            old.hide()
            self.body.removeWidget(old)
            old.deleteLater()
        self._rows = [_Row(self._session, text, self) for text in texts]
        for row in self._rows:
            self.body.addWidget(row)
        self.setVisible(bool(texts))


class _Row(QWidget):
    """One text."""

    def __init__(self, session: Session, text: Unsaved, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"unsaved_{text.editor}")
        name = title_words(text)
        title, when = Elided(name, self), QLabel(self)
        speech, at = translator(), text.typed_at
        told = _("typed on {day} at {time}")
        when.setText(told.format(day=speech.date(at.date()), time=speech.time(at.time())))
        for label, role in ((title, "rowtitle"), (when, "second")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(leading(self))
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            style.set_role(label, role=role)
        title.setToolTip(plain_tip(name))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(when)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, tokens.SPACE_1, 0, tokens.SPACE_1)
        row.setSpacing(tokens.SPACE_3)
        row.addLayout(words, 1)
        # Bound to what they act on and not to this line, which goes with the first press.
        away = actions.button("edit.throw_away", self, partial(_throw_away, session, text.id), variant="bare")
        on = actions.button("edit.go_on", self, partial(session.keeper.resume, text))
        for button in (away, on):
            button.setAccessibleName(f"{button.bound_action.text()}: {name}")
            row.addWidget(button)


def _throw_away(session: Session, text_id: int) -> None:
    session.keeper.throw_away(text_id)
    session.tell(_("Thrown away."), undo=partial(session.run, trash.undo, "unsaved", text_id))


def title_words(text: Unsaved) -> str:
    """Return what a line says: the kind of thing and its name, or that it has no number or name yet."""
    kind = kind_words(text.editor)
    if text.name:
        return f"{kind}: \u2068{text.name}\u2069"
    if text.editor.partition(":")[0] in _NUMBERED:
        return _("{kind}, not numbered yet").format(kind=kind)
    return _("{kind}, without a name").format(kind=kind)


def kind_words(editor: str) -> str:
    """Return what kind of thing was typed: Client, Invoice, Payment."""
    first = editor.partition(":")[0]
    if "." in first:
        return _("Answer")
    return {
        "client": _("Client"),
        "catalogue": _("Catalogue line"),
        "package": _("Package"),
        "issuer": _("Settings"),
        "series": _("Settings"),
        "absence": _("Settings"),
        "payment": _("Payment"),
        "quote": _("Quote"),
        "invoice": _("Invoice"),
        "contract": _("Contract"),
    }.get(first, _("Text"))
