"""The bar at the foot of the settings: what is not saved yet, with Save and Revert, wherever one has scrolled to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QWidget

from clientdesk.i18n import _
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.messages import Toast
from clientdesk.ui.reading_order import bring_into_view
from clientdesk.ui.widgets.chip import ChipLabel
from clientdesk.ui.widgets.figures import leading
from clientdesk.ui.widgets.form_desk import FormDesk, show_in_page
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.unsaved_bar import unsaved_chip


@dataclass(frozen=True, slots=True)
class Part:
    """A form of the page: what it is called, the desk that knows whether it is saved, and what saves it."""

    words: str
    desk: FormDesk
    save: Callable[[], Any]


class SaveBar(QFrame):
    """One Save for all forms of a page; hidden while everything is saved. `follow` each form once."""

    def __init__(self, screen: QWidget) -> None:
        super().__init__(screen)
        self.setObjectName("save_bar")
        self._parts: list[Part] = []
        chip = ChipLabel(self)
        chip.setObjectName("unsaved_chip")
        chip.set_chip(unsaved_chip())
        self._names = QLabel(self, objectName="unsaved_names")
        self._names.setTextFormat(Qt.TextFormat.PlainText)
        self._names.setWordWrap(True)
        self._names.setAlignment(leading(self))
        style.set_role(self._names, role="second")
        # They live on the screen, so that Ctrl+S is heard wherever the cursor is.
        self._revert = actions.make("form.revert", screen, self.revert)
        self._save = actions.make("form.save", screen, self.save)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.SPACE_5, tokens.SPACE_2, tokens.SPACE_5, tokens.SPACE_2)
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(chip)
        row.addWidget(self._names, 1)
        row.addWidget(actions.ActionButton(self._revert, self))
        row.addWidget(actions.ActionButton(self._save, self, variant="primary"))
        self._show()

    def follow(self, part: Part) -> None:
        """Show this form among those that are not saved whenever it is not."""
        self._parts.append(part)
        part.desk.autosave.changed.connect(self._show)
        self._show()

    def save(self) -> None:
        """Save every form; at one that is refused stop, with its fault in sight."""
        for part in self._unsaved():
            part.save()
            if part.desk.autosave.is_unsaved:
                self._bring_fault_into_view()
                return

    def revert(self) -> None:
        """Show all forms as they are stored; the arrows of each bring back what was typed."""
        for part in self._unsaved():
            if part.desk.form is not None:
                part.desk.form.revert()

    def _unsaved(self) -> list[Part]:
        return [part for part in self._parts if part.desk.autosave.is_unsaved]

    def _show(self) -> None:
        unsaved = self._unsaved()
        for action in (self._revert, self._save):
            action.setEnabled(bool(unsaved))
        self._names.setText(joined(*(part.words for part in unsaved)))
        self.setAccessibleName(_("Not saved yet"))
        if self.isHidden() is bool(unsaved):
            self._give_place(is_wanted=bool(unsaved))

    def _give_place(self, *, is_wanted: bool) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and not is_wanted and self.isAncestorOf(focus):
            # The button that was pressed goes away: the keys go on where one may type.
            self.parentWidget().setFocus(Qt.FocusReason.OtherFocusReason)
        self.setVisible(is_wanted)
        for toast in self.window().findChildren(Toast):
            toast.place()
        page = self.parentWidget()
        if is_wanted and focus is not None and page.isAncestorOf(focus) and page.layout() is not None:
            # It takes the last line of the page, where the cursor may be.
            page.layout().activate()
            bring_into_view(focus)

    def _bring_fault_into_view(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self.parentWidget().isAncestorOf(focus):
            show_in_page(focus)
