"""The sheet of an editor made of forms and lines: what papers and contracts share for undo and autosave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject

from clientdesk.ui.widgets.autosave import Autosave
from clientdesk.ui.widgets.edit_history import EditHistory
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.form_desk import show_in_page, step_words
from clientdesk.ui.widgets.sheet import Sheet
from clientdesk.ui.widgets.unsaved_bar import UnsavedBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from clientdesk.ui.session import Session
    from clientdesk.ui.widgets.line_grid import LineGrid


class HasGrid(Protocol):
    """The card of the lines."""

    @property
    def grid(self) -> LineGrid:
        """The grid itself."""


class LinesEditor(Protocol):
    """What the sheet needs of its editor, whatever is edited there."""

    @property
    def is_unsaved(self) -> bool:
        """Whether what is written is not stored as it is."""

    @property
    def lines(self) -> HasGrid:
        """The card of the lines."""

    def forms(self) -> list[tuple[str, Form]]:
        """Return all forms that belong to the record as it is, by name."""

    def read_again(self) -> None:
        """Take what stands in the fields now, and keep it soon."""


class LinesSheet(QObject, Sheet):
    """Notes steps and keeps texts. A subclass says what the record is, and how another content is shown."""

    def __init__(self, session: Session, editor: LinesEditor, widget: QWidget) -> None:
        super().__init__(widget)
        self._around = editor
        self.history = EditHistory(self, widget)
        self.autosave = Autosave(session, self, widget)
        self.bar = UnsavedBar(self.autosave, widget)
        self.history.moved.connect(self._moved)

    # What the editor calls.

    def follow(self, name: str, form: Form) -> None:
        """Note what is typed into a form, once the editor itself has heard of it."""
        steps = _Steps(name, form, self)
        form.edited.connect(steps.note)
        form.left.connect(steps.settle)

    def note(self, place: str, words: str, more: bool = True) -> None:
        """Take a step, and keep what is typed."""
        self.history.note(place, words, merges=more)
        self.touch()

    def touch(self) -> None:
        """Something was typed, be it no step yet. Whether it has to be kept is asked when it is."""
        self.autosave.touch()

    @property
    def lets_go(self) -> int:
        """The text that is let go of when the record is stored; none while something in it is no part of it."""
        return 0 if self.beside() else self.autosave.text_id

    def keep_beside(self) -> None:
        """The record is stored; what it cannot hold is kept on."""
        if self.beside():
            self.autosave.touch()
        else:
            self.autosave.done()

    # The sheet, as far as it is the same everywhere.

    def finish(self) -> None:
        self._around.lines.grid.finish()

    def focus_place(self, place: str) -> None:
        name, _dot, field = place.partition(".")
        if name == "lines":
            self._around.lines.grid.focus_place(place)
            show_in_page(self._around.lines.grid)
            return
        form = dict(self._around.forms()).get(name)
        if form is not None and field:
            editor = form.editor(field)
            editor.setFocus()
            show_in_page(editor)

    # For subclasses.

    def texts(self) -> dict[str, str]:
        """Return what stands in all forms, by form and field."""
        return {
            f"{name}.{field}": text
            for name, form in self._around.forms()
            for field, text in form.typed().items()
        }

    def beside(self) -> dict[str, Any]:
        """Return what stands in the editor and in no record: unreadable or half-typed texts."""
        texts = {
            f"{name}.{field}": text
            for name, form in self._around.forms()
            for field, text in form.beside().items()
        }
        found: dict[str, Any] = {"texts": texts} if texts else {}
        grid = self._around.lines.grid
        cells = grid.typed()["cells"]
        if cells:
            found["cells"] = cells
        open_text = grid.open_text()
        return {**found, "open": [open_text]} if open_text else found

    def changed_places(self) -> set[str]:
        """Return the fields that no longer stand as they were shown, by form and field."""
        return {f"{name}.{field}" for name, form in self._around.forms() for field in form.changes()}

    def retype_texts(self, texts: Mapping[str, str]) -> None:
        """Show texts in all forms, as `texts` or `beside` gave them."""
        for name, form in self._around.forms():
            mine = {
                place.partition(".")[2]: text for place, text in texts.items() if place.startswith(f"{name}.")
            }
            form.retype(mine)

    # Inside.

    def _moved(self) -> None:
        self._around.read_again()
        self.touch()


class _Steps(QObject):
    """Notes what is typed into one of the forms."""

    def __init__(self, name: str, form: Form, sheet: LinesSheet) -> None:
        super().__init__(form)
        self._name, self._form, self._sheet = name, form, sheet

    def note(self, field: str) -> None:
        """Note an edit of a field."""
        self._sheet.note(f"{self._name}.{field}", step_words(self._form, field))

    def settle(self, _field: str) -> None:
        """A field was left."""
        self._sheet.history.settle()
        self._sheet.autosave.keep_now()
