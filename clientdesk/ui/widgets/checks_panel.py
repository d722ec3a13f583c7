"""What is missing before a paper may go out, all at once, each with the button that mends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clientdesk.i18n import _, ngettext, translator
from clientdesk.ui import actions, icons, style, tokens
from clientdesk.ui.widgets.wrapped import wrap


@dataclass(frozen=True, slots=True)
class Check:
    """One thing: the sentence, and what the button says and does. `name` is the button's objectName."""

    sentence: str
    fix: str = ""
    go: Callable[[], Any] | None = None
    name: str = "fix"


class ChecksPanel(QFrame):
    """Green and quiet when nothing is missing."""

    def __init__(self, parent: QWidget | None = None, *, signing: bool = False) -> None:
        super().__init__(parent)
        self._is_signing, self._is_sending = signing, False
        self.setObjectName("checks")
        style.set_role(self, role="card")
        self._icon = QLabel(self)
        self._title = QLabel(self, objectName="checks_title")
        style.set_role(self._title, role="section")
        head = QHBoxLayout()
        head.setSpacing(tokens.SPACE_2)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(tokens.SPACE_1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_4, tokens.SPACE_3)
        column.setSpacing(tokens.SPACE_2)
        column.addLayout(head)
        column.addLayout(self._rows)
        self._notes = QLabel(self, objectName="checks_notes")
        self._notes.setWordWrap(True)
        style.set_role(self._notes, role="warn")
        self._notes.hide()
        column.addWidget(self._notes)
        self._checks: tuple[Check, ...] = ()
        style.theme().changed.connect(self._draw_head)
        self._draw_head()

    @property
    def checks(self) -> tuple[Check, ...]:
        """What is shown."""
        return self._checks

    @property
    def title(self) -> str:
        """The line that counts them."""
        return self._title.text()

    def set_sending(self, sending: bool) -> None:
        """Speak of sending, as with a quote, in place of issuing."""
        if sending is not self._is_sending:
            self._is_sending = sending
            self._draw_head()

    def set_checks(self, checks: Sequence[Check]) -> None:
        """Show `checks` in place of the ones before; an unchanged list is left alone, with the cursor in it."""
        unchanged = [(one.sentence, one.fix) for one in checks] == [
            (one.sentence, one.fix) for one in self._checks
        ]
        self._checks = tuple(checks)
        if unchanged and self._rows.count():
            return
        while (item := self._rows.takeAt(0)) is not None:
            row = item.widget()
            if row is not None:
                row.hide()
                row.deleteLater()
        for number, check in enumerate(self._checks):
            self._rows.addWidget(self._row(number, check))
        self._draw_head()

    def set_notes(self, sentences: Sequence[str]) -> None:
        """Show what one should know, but may decide otherwise."""
        self._notes.setText("\n".join(sentences))
        self._notes.setVisible(bool(sentences))

    def focus_first(self) -> None:
        """Put the cursor on the first button."""
        button = self.findChild(QPushButton)
        if button is not None:
            button.setFocus()

    def _row(self, number: int, check: Check) -> QWidget:
        row = QWidget(self)
        words = QLabel(check.sentence, row)
        wrap(words)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.SPACE_3)
        line.addWidget(words, 1)
        if check.go is not None:
            button = actions.EnterButton(check.fix or _("Mend it"), row, objectName=check.name)
            button.setAccessibleDescription(check.sentence)
            button.setProperty("number", number)
            button.clicked.connect(self._mend)
            line.addWidget(button)
        return row

    def _mend(self) -> None:
        # By number, because the list may have been given anew, with fresh functions, since the button was made.
        go = self._checks[self.sender().property("number")].go
        if go is not None:
            go()

    def _draw_head(self) -> None:
        count = len(self._checks)
        self._icon.setPixmap(
            icons.pixmap("list-checks" if count else "circle-check", "warn" if count else "good")
        )
        if count:
            words = ngettext("{count} thing before issue", "{count} things before issue", count)
            if self._is_signing:
                words = ngettext("{count} thing before signing", "{count} things before signing", count)
            elif self._is_sending:
                words = ngettext("{count} thing before sending", "{count} things before sending", count)
            self._title.setText(words.format(count=translator().number(count)))
        else:
            self._title.setText(_("Nothing is missing"))
