"""A form whose edits can be undone and are never lost: its history, its autosave, and the bar that offers lost text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QScrollArea, QWidget

from clientdesk.i18n import _
from clientdesk.ui import actions, tokens
from clientdesk.ui.reading_order import bring_into_view
from clientdesk.ui.widgets.autosave import About, Autosave
from clientdesk.ui.widgets.chip import ChipLabel
from clientdesk.ui.widgets.edit_history import EditHistory
from clientdesk.ui.widgets.field_box import FieldBox
from clientdesk.ui.widgets.flow import FlowLayout
from clientdesk.ui.widgets.form import Form, FormButtons
from clientdesk.ui.widgets.sheet import Sheet
from clientdesk.ui.widgets.unsaved_bar import UnsavedBar, unsaved_chip

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientdesk.ui.session import Session


class FormDesk(QObject, Sheet):
    """Belongs to the widget around a form, which may be made anew for every record: `begin` with each."""

    def __init__(self, session: Session, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self.form: Form | None = None
        self.history = EditHistory(self, widget)
        self.autosave = Autosave(session, self, widget)
        self.bar = UnsavedBar(self.autosave, widget)
        self.history.moved.connect(self.edited)
        self.autosave.changed.connect(self._name_text)

    @property
    def text_id(self) -> int:
        """What `session.run(…, saves=…)` lets go of."""
        return self.autosave.text_id

    def attach(self, form: Form) -> None:
        """Follow this form from now on; the content goes on where it was."""
        self.form = form
        form.edited.connect(self._field_edited)
        form.left.connect(self._field_left)
        form.reverted.connect(self._reverted)

    def leave(self) -> None:
        """Keep what is typed before another record takes its place: first of all when an editor is given one."""
        self.autosave.leave()

    def begin(self, form: Form, about: About) -> None:
        """Follow a form that shows a record; there is nothing to undo, and what was typed before is looked for."""
        self.leave()
        if form is not self.form:
            self.attach(form)
        self.history.begin()
        self.autosave.begin(about)

    def saved(self, record: Any) -> None:
        """Take note that what stands here is stored."""
        if self.form is not None:
            self.form.mark_saved(record)
        self.autosave.done()
        self.history.settle()

    def buttons(self, form: Form, save: Callable[[], Any]) -> DeskButtons:
        """Return the foot of the form: undo and redo, what is not saved, Revert and Save."""
        return DeskButtons(self, FormButtons(form, save, follows=False), self._widget)

    def arrows(self) -> DeskButtons:
        """Return the same foot without Revert and Save, for a page that saves all its forms at one place."""
        return DeskButtons(self, None, self._widget)

    # The sheet.

    def typed(self) -> dict[str, Any]:
        return dict(self.form.typed()) if self.form is not None else {}

    def retype(self, typed: Mapping[str, Any]) -> None:
        if self.form is not None:
            self.form.retype(typed)

    def focus_place(self, place: str) -> None:
        if place and self.form is not None:
            editor = self.form.editor(place)
            editor.setFocus()
            show_in_page(editor)

    def name(self) -> str:
        texts = self.form.typed() if self.form is not None else {}
        return next((texts[name].strip() for name in ("name", "description") if texts.get(name)), "")

    def unsaved(self) -> dict[str, Any] | None:
        return (self.form.changes() or None) if self.form is not None else None

    def take_back(self, kept: Mapping[str, Any]) -> None:
        newer = self.form.changes() if self.form is not None else {}
        self.retype({name: text for name, text in kept.items() if name not in newer})
        self.history.note("", _("Take back what was typed"))
        if self.form is not None:
            self.focus_place(next(iter(self.form.changes()), ""))

    def edited(self) -> None:
        """Keep what is typed, or let go of it where it is as stored again."""
        if self.unsaved() is None:
            self.autosave.done()
        else:
            self.autosave.touch()

    # Inside.

    def _name_text(self) -> None:
        if self.form is not None:
            # Whoever saves the form lets go of the text in the same act.
            self.form.text_id = self.autosave.text_id

    def _field_edited(self, name: str) -> None:
        if self.form is not None:
            self.history.note(name, step_words(self.form, name))
            self.edited()

    def _field_left(self, _name: str) -> None:
        self.history.settle()
        self.autosave.keep_now()

    def show_stored(self) -> None:
        """Show again what is stored of more than the form, which has reverted itself."""

    def _reverted(self) -> None:
        self.show_stored()
        self.history.note("", _("Revert"))
        self.autosave.done()


class DeskButtons(QWidget):
    """The foot of a form. The arrows say what they would take back."""

    def __init__(self, desk: FormDesk, buttons: FormButtons | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._buttons = desk, buttons
        self._chip = ChipLabel(self)
        self._chip.setObjectName("unsaved_chip")
        row = FlowLayout(self, spacing=tokens.SPACE_2, trailing=0 if buttons is None else 1)
        for action in (desk.history.undo_action, desk.history.redo_action):
            row.addWidget(actions.ActionButton(action, self, variant="bare"))
        row.addWidget(self._chip)
        row.setAlignment(self._chip, Qt.AlignmentFlag.AlignVCenter)
        if buttons is not None:
            row.addWidget(buttons)
        desk.autosave.changed.connect(self._follow)
        self._follow()

    @property
    def save_action(self) -> QAction:
        """What saves, for a second button at the head of a form that is longer than the window."""
        if self._buttons is None:
            raise LookupError("form.save")
        return self._buttons.save.bound_action

    def _follow(self) -> None:
        is_unsaved = self._desk.autosave.is_unsaved
        self._chip.set_chip(unsaved_chip() if is_unsaved else None)
        if self._buttons is not None:
            self._buttons.set_unsaved(is_unsaved)


def show_in_page(widget: QWidget) -> None:
    """Scroll the page around a widget so that it is seen, an input with its label and the words below it."""
    above = widget.parentWidget()
    shown = above if isinstance(above, FieldBox) else widget
    while above is not None:
        page = above.widget() if isinstance(above, QScrollArea) else None
        layout = page.layout() if page is not None else None
        if layout is not None:
            # What came or went a moment ago has its place only then.
            layout.activate()
        above = above.parentWidget()
    bring_into_view(shown)


def step_words(form: Form, name: str) -> str:
    """Return what an edit of a field is called: Typing in Name, Change of Country."""
    words = _("Typing in {field}") if form.is_typed_into(name) else _("Change of {field}")
    return words.format(field=form.label_of(name))
