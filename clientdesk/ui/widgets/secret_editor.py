"""A line for a passphrase: its letters are not shown unless one asks, and every one of them counts."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from clientdesk.i18n import _
from clientdesk.ui import icons
from clientdesk.ui.widgets.editors import TextEditor
from clientdesk.ui.widgets.field_icons import let_grow
from clientdesk.ui.widgets.fields import Field

_FAIR = 12
_GOOD = 20


class SecretEditor(TextEditor):
    """Shows dots; the eye at its end shows the letters. With `new` it says how hard it is to guess, by its length."""

    def __init__(self, parent: QWidget | None = None, *, new: bool = False) -> None:
        super().__init__(parent)
        self._is_new = new
        self.setEchoMode(QLineEdit.EchoMode.Password)
        let_grow(self)
        self._eye = QAction(_("Show what is typed"), self)
        self._eye.setCheckable(True)
        icons.set_icon(self._eye, "eye")
        self._eye.toggled.connect(self._show_letters)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)

    def value(self) -> Any:
        return self.text()

    def _was_edited(self, text: str) -> None:
        if self._is_new:
            self.echo = strength(text)
        self.edited.emit()

    def _show_letters(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode
        self.setEchoMode(mode.Normal if shown else mode.Password)


def secret(name: str, label: str, *, new: bool = False, **more: Any) -> Field:
    """Declare a field for a passphrase."""
    return Field(name=name, label=label, make=lambda parent: SecretEditor(parent, new=new), **more)


def strength(text: str) -> str:
    """Return how hard a passphrase is to guess, in words; its length is what counts."""
    if not text:
        return ""
    if len(text) < _FAIR:
        return _("Short: a computer may guess it. Add another word or two.")
    if len(text) < _GOOD:
        return _("Fair. One more word makes it good.")
    return _("Good.")
