"""The form: fields bound by name to a frozen record, faults at their field, what is unsaved, Save and Revert."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from clientdesk.domain.errors import RuleError
from clientdesk.i18n import _, translate_error
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.widgets import record_paths
from clientdesk.ui.widgets.editors import LongTextEditor, ParsedEditor, TextEditor
from clientdesk.ui.widgets.field_box import FieldBox
from clientdesk.ui.widgets.fields import Field, Section, Together
from clientdesk.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from clientdesk.ui.session import ShowsFaults


class Form(QWidget):
    """Builds its inputs from declarations. The record itself is never changed: `value()` returns a new one.

    `blanks` says how to make a missing item of a tuple (`{"addresses": Address}`); items left blank are dropped.
    """

    edited = Signal(str)
    #: The cursor left a field, by name; what was typed there is complete.
    left = Signal(str)
    dirty_changed = Signal(bool)
    #: The record is shown again as it was set; what was typed is gone from the fields.
    reverted = Signal()

    def __init__(
        self,
        fields: Sequence[Field | Section | Together],
        *,
        columns: int = 2,
        blanks: Mapping[str, Callable[[], Any]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.fields = tuple(_fields_of(fields))
        self._blanks = dict(blanks or {})
        self._boxes: dict[str, FieldBox] = {}
        self._parts: dict[str, ShowsFaults] = {}
        self._record: Any = None
        self._start: dict[str, str] = {}
        #: What is kept of it while it is not saved (`Autosave.text_id`); `session.run(…, form=…)` lets go of it.
        self.text_id = 0
        self._is_dirty = False
        self._fault = QLabel(self, objectName="form_fault")
        self._fault.setWordWrap(True)
        style.set_role(self._fault, role="fault")
        self._fault.hide()
        self.lay_out(fields, columns)

    # What screens call.

    @property
    def record(self) -> Any:
        """The record last set."""
        return self._record

    @property
    def is_dirty(self) -> bool:
        """Whether the user has changed anything since `set_record`."""
        return self._is_dirty

    def editor(self, name: str) -> Any:
        """Return the input of a field."""
        return self._boxes[name].editor

    def set_record(self, record: Any) -> None:
        """Show `record`; nothing is unsaved then."""
        self._record = record
        self.clear_errors()
        for field in self.fields:
            value = self._value_of(record, field)
            self._boxes[field.name].editor.set_value(value)
            self._boxes[field.name].show_hint()
        self._start = self.typed()
        self._set_dirty(False)

    def value(self) -> Any:
        """Return the record with what was typed, or None after showing every fault at its field."""
        self.clear_errors()
        record, faults = self._record, []
        for field in self.fields:
            try:
                value = self._boxes[field.name].editor.value()
            except RuleError as error:
                faults.append((field.name, translate_error(error)))
                continue
            record = self._with(record, field, value)
        for name, sentence in reversed(faults):
            self.show_error(name, sentence)
        return None if faults else record_paths.without_blanks(record, self._blanks)

    def onto(self, now: Any, typed: Any) -> Any:
        """Return `now`, the record as it is stored by now, with the fields that `typed` changed of what was set."""
        for field in self.fields:
            value = self._value_of(typed, field)
            if value != self._value_of(self._record, field):
                now = self._with(now, field, value)
        return record_paths.without_blanks(now, self._blanks)

    def tell_clashes(self, now: Any, typed: Any) -> bool:
        """Say it at each field that was changed here and elsewhere; tell whether there is any.

        Neither goes over the other unseen: it is said once, and the next Save is meant.
        """
        found = self._clashes(now, typed)
        if found:
            self._take_for_known(now, typed)
        for name in reversed(found):
            self.show_error(name, _("Changed elsewhere meanwhile. Save again to keep what you typed here."))
        return bool(found)

    def _clashes(self, now: Any, typed: Any) -> list[str]:
        """Return the fields that were changed to one value here, and to another one in `now`."""
        found = []
        for field in self.fields:
            before, mine, theirs = (self._value_of(one, field) for one in (self._record, typed, now))
            if mine not in (before, theirs) and theirs != before:
                found.append(field.name)
        return found

    def _take_for_known(self, now: Any, typed: Any) -> None:
        """Count `now` as what the user has been told is stored: fields that were not changed here show it."""
        before, self._record = self._record, now
        for field in self.fields:
            if self._value_of(typed, field) == self._value_of(before, field):
                editor = self._boxes[field.name].editor
                editor.set_value(self._value_of(now, field))
                self._start[field.name] = editor.typed()

    def read_into(self, record: Any, *, typing: bool = False) -> Any:
        """Return `record` with every field that can be read; the others keep its value, and no fault is shown.

        With `typing` the number or date under the cursor waits until it is left: half of it may mean another one.
        """
        for field in self.fields:
            editor = self._boxes[field.name].editor
            if typing and isinstance(editor, ParsedEditor) and editor.hasFocus() and editor.isModified():
                continue
            try:
                value = editor.value()
            except RuleError:
                continue
            record = self._with(record, field, value)
        return record_paths.without_blanks(record, self._blanks)

    def unreadable(self) -> dict[str, str]:
        """Return the sentences of the fields that cannot be read, by name, without showing them."""
        found = {}
        for field in self.fields:
            try:
                self._boxes[field.name].editor.value()
            except RuleError as error:
                found[field.name] = translate_error(error)
        return found

    def beside(self) -> dict[str, str]:
        """Return what was typed and stands in no record: it cannot be read, or is a number or date half typed."""
        found, unreadable = {}, self.unreadable()
        for name, text in self.changes().items():
            editor = self._boxes[name].editor
            waits = isinstance(editor, ParsedEditor) and editor.hasFocus() and editor.isModified()
            if waits or name in unreadable:
                found[name] = text
        return found

    def refill(self, record: Any) -> None:
        """Show `record` in all fields but the one being typed in and those that cannot be read."""
        self._record = record
        for field in self.fields:
            editor = self._boxes[field.name].editor
            if editor.hasFocus() or self._boxes[field.name].fault:
                continue
            editor.set_value(self._value_of(record, field))

    def revert(self) -> None:
        """Show the record again as it was set."""
        self.set_record(self._record)
        self.reverted.emit()

    def mark_saved(self, record: Any) -> None:
        """Take the stored record as the new start, without touching what is shown."""
        self._record = record
        self.clear_errors()
        self._start = self.typed()
        self._set_dirty(False)

    def add_part(self, prefix: str, part: ShowsFaults) -> None:
        """Let `part` (a line grid, say) show the faults of fields whose name begins with `prefix.`."""
        self._parts[prefix] = part

    def show_error(self, field: str, sentence: str) -> None:
        """Show `sentence` under `field`, with the cursor in it; what was typed stays."""
        box = self._boxes.get(field) or self._boxes.get(field.replace("_id", ""))
        if box is not None:
            box.show_fault(sentence)
            box.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        part = self._parts.get(field.partition(".")[0])
        if part is not None:
            part.show_error(field, sentence)
            return
        self._fault.setText(sentence)
        self._fault.show()

    def say_fault(self, field: str, sentence: str) -> None:
        """Show `sentence` under `field` while one types on, wherever the cursor is."""
        box = self._boxes.get(field)
        if box is not None:
            box.show_fault(sentence)

    def seek(self, field: str, sentence: str) -> bool:
        """Show `sentence` at the field that mends `field`, which may be a part of it; False if there is none."""
        names = [one.name for one in self.fields]
        if field not in names:
            wanted = field.partition(".")[0]
            part = "city" if wanted == "address" else ""
            field = next((one for one in names if wanted in one and one.endswith(part)), "")
        if field:
            self.show_error(field, sentence)
        return bool(field)

    def clear_errors(self) -> None:
        """Take all faults away."""
        self._fault.hide()
        for box in self._boxes.values():
            box.show_fault("")

    def error_at(self, field: str) -> str:
        """Return the sentence shown at `field`, or the form's own for an empty name."""
        if not field:
            return self._fault.text() if not self._fault.isHidden() else ""
        return self._boxes[field].fault

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        if self.fields:
            self._boxes[self.fields[0].name].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_field_visible(self, name: str, visible: bool) -> None:
        """Show or hide a field that does not always apply."""
        self._boxes[name].setVisible(visible)

    def typed(self) -> dict[str, str]:
        """Return what stands in every field, right or wrong: a draft."""
        return {name: box.editor.typed() for name, box in self._boxes.items()}

    def changes(self) -> dict[str, str]:
        """Return what stands in the fields that no longer show the record, right or wrong."""
        return {name: text for name, text in self.typed().items() if text != self._start.get(name, "")}

    def retype(self, draft: Mapping[str, str]) -> None:
        """Put a draft back; what differs from the record counts as unsaved."""
        for name, text in draft.items():
            box = self._boxes.get(name)
            if box is not None and box.editor.typed() != text:
                box.editor.retype(text)
                box.show_fault("")
                box.show_hint()
        self._set_dirty(bool(self.changes()))

    def relabel(self, name: str, words: str) -> None:
        """Call a field something else on the screen."""
        self._boxes[name].relabel(words)

    def label_of(self, name: str) -> str:
        """Return what the field is called on the screen."""
        return self._boxes[name].editor.accessibleName() or name

    def is_typed_into(self, name: str) -> bool:
        """Whether the field takes letters, not just a choice."""
        return isinstance(self._boxes[name].editor, TextEditor | LongTextEditor)

    # Inside.

    def lay_out(self, fields: Sequence[Field | Section | Together], columns: int) -> None:
        """Put the fields in their places; a form of several cards does it in its own way."""
        grid = self.fill_grid(self, fields, columns)
        grid.addWidget(self._fault, 0, 0, 1, columns)

    def fill_grid(
        self, holder: QWidget, fields: Sequence[Field | Section | Together], columns: int
    ) -> QGridLayout:
        """Put fields into a new grid on `holder`, from its second row on."""
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_3)
        grid.setVerticalSpacing(tokens.SPACE_2)
        row, place = 1, 0
        for field in fields:
            span = min(field.span, columns) if isinstance(field, Field) else columns
            if place + span > columns:
                row, place = row + 1, 0
            if isinstance(field, Section):
                title = QLabel(field.title, holder)
                style.set_role(title, role="section")
                title.setContentsMargins(0, tokens.SPACE_3 if row > 1 else 0, 0, 0)
                grid.addWidget(title, row, 0, 1, columns)
            elif isinstance(field, Together):
                line = QWidget(holder)
                flow = FlowLayout(line, spacing=tokens.SPACE_4)
                for one in field.fields:
                    flow.addWidget(self._box(one, line, beside=True))
                grid.addWidget(line, row, 0, 1, columns)
            else:
                grid.addWidget(self._box(field, holder), row, place, 1, span, Qt.AlignmentFlag.AlignTop)
            place += span
        for number in range(columns):
            grid.setColumnStretch(number, 1)
        return grid

    def _box(self, field: Field, parent: QWidget, *, beside: bool = False) -> FieldBox:
        box = self._boxes[field.name] = FieldBox(field, parent, beside=beside)
        box.edited.connect(self._field_edited)
        box.left.connect(self._field_left)
        return box

    def _field_edited(self, name: str) -> None:
        self._boxes[name].show_fault("")
        self._set_dirty(True)
        self.edited.emit(name)

    def _field_left(self, name: str) -> None:
        """Say at once what is wrong with what was typed, while one still remembers typing it."""
        editor = self._boxes[name].editor
        if editor.typed().strip():
            try:
                editor.value()
            except RuleError as error:
                self._boxes[name].show_fault(translate_error(error))
        self.left.emit(name)

    def _set_dirty(self, dirty: bool) -> None:
        if dirty is not self._is_dirty:
            self._is_dirty = dirty
            self.dirty_changed.emit(dirty)

    def _value_of(self, record: Any, field: Field) -> Any:
        return field.read(record) if field.read else record_paths.read(record, field.name, self._blanks)

    def _with(self, record: Any, field: Field, value: Any) -> Any:
        if field.write:
            return field.write(record, value)
        return record_paths.write(record, field.name, value, self._blanks)


def _fields_of(declared: Sequence[Field | Section | Together]) -> Iterator[Field]:
    for one in declared:
        if isinstance(one, Together):
            yield from one.fields
        elif isinstance(one, Field):
            yield one


class FormButtons(QWidget):
    """Save and Revert of a form, enabled while something is unsaved; `form.save` is the primary button.

    They follow the form by themselves, unless whoever knows of more than the form calls `set_unsaved`.
    """

    def __init__(
        self, form: Form, save: Callable[[], Any], parent: QWidget | None = None, *, follows: bool = True
    ) -> None:
        super().__init__(parent or form)
        self.revert = actions.button("form.revert", self, form.revert)
        self.save = actions.button("form.save", self, save, variant="primary")
        row = FlowLayout(self, spacing=tokens.SPACE_2, trailing=2)
        row.addWidget(self.revert)
        row.addWidget(self.save)
        if follows:
            form.dirty_changed.connect(self.set_unsaved)
        self.set_unsaved(form.is_dirty)

    def set_unsaved(self, dirty: bool) -> None:
        """Enable the buttons, or not."""
        self.revert.bound_action.setEnabled(dirty)
        self.save.bound_action.setEnabled(dirty)
