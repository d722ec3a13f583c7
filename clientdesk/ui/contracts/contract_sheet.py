"""All that stands in the editor of a draft contract, for undo and autosave: the contract, and what it cannot hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from clientdesk.domain.contract import Contract
from clientdesk.i18n import _
from clientdesk.ui.widgets.autosave import About, Autosave
from clientdesk.ui.widgets.edit_history import EditHistory
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.form_desk import show_in_page, step_words
from clientdesk.ui.widgets.sheet import Sheet
from clientdesk.ui.widgets.unsaved_bar import UnsavedBar
from clientdesk.usecases import unsaved

if TYPE_CHECKING:
    from clientdesk.ui.session import Session


class ContractSheet(QObject, Sheet):
    """Takes the content of a DraftEditor as a whole; the draft takes back by itself what an accident left of it."""

    # The editor is the DraftEditor, whose module makes this one.
    def __init__(self, session: Session, editor: Any) -> None:
        super().__init__(editor)
        self._editor = editor
        self.history = EditHistory(self, editor)
        self.autosave = Autosave(session, self, editor)
        self.bar = UnsavedBar(self.autosave, editor)
        self.history.moved.connect(self._moved)

    # What the editor calls.

    def follow(self, name: str, form: Form) -> None:
        """Note what is typed into a form, once the editor itself has heard of it."""
        steps = _Steps(name, form, self)
        form.edited.connect(steps.note)
        form.left.connect(steps.settle)

    def begin(self, contract: Contract) -> None:
        """Begin with what is shown; what was typed before is looked for."""
        self.history.begin()
        self.autosave.begin(_about(contract))

    def note(self, place: str, words: str, more: bool = True) -> None:
        """Take a step, and keep what is typed."""
        self.history.note(place, words, merges=more)
        self.touch()

    def touch(self) -> None:
        """Something was typed, be it no step yet. Whether it has to be kept is asked when it is."""
        self.autosave.touch()

    @property
    def lets_go(self) -> int:
        """The text that is let go of when the draft is stored; none while something in it is no part of it."""
        return 0 if self._beside() else self.autosave.text_id

    def stored(self, contract: Contract) -> None:
        """Take note that the draft is stored; what it cannot hold is kept on."""
        self.autosave.rename(_about(contract))
        self.history.settle()
        if self._beside():
            self.autosave.touch()
        else:
            self.autosave.done()

    # The sheet.

    def typed(self) -> dict[str, Any]:
        editor = self._editor
        texts = {
            f"{name}.{field}": text for name, form in self._forms() for field, text in form.typed().items()
        }
        return {
            "contract": editor.contract,
            "texts": texts,
            "open": editor.clauses.open_clause,
            **editor.lines.grid.typed(),
        }

    def retype(self, typed: Mapping[str, Any]) -> None:
        now = self._editor.contract
        contract = replace(typed["contract"], id=now.id, version=now.version, number=now.number)
        self._editor.put(contract, typed["lines"], typed["cells"], typed["open"])
        self._retype_texts(typed["texts"])

    def name(self) -> str:
        return self._editor.contract.title

    def finish(self) -> None:
        self._editor.lines.grid.finish()

    def focus_place(self, place: str) -> None:
        name, _dot, field = place.partition(".")
        if name == "lines":
            self._editor.lines.grid.focus_place(place)
            show_in_page(self._editor.lines.grid)
            return
        if name == "plan":
            number, _dot, field = field.partition(".")
            name = f"plan{number}"
        form = dict(self._forms()).get(name)
        if form is not None and field:
            editor = form.editor(field)
            editor.setFocus()
            show_in_page(editor)

    def unsaved(self) -> dict[str, Any] | None:
        beside = self._beside()
        if not beside and not self._editor.is_unsaved:
            return None
        return {"contract": self._editor.contract, **beside}

    def take_back(self, kept: Mapping[str, Any]) -> None:
        now = self._editor.contract
        found = unsaved.record(Contract, kept["contract"])
        contract = replace(found, id=now.id, version=now.version, number=now.number)
        cells = tuple(tuple(cell) for cell in kept.get("cells", ()))
        self._editor.put(contract, contract.lines, cells, -1)
        self._retype_texts(kept.get("texts", {}))
        self._editor.lines.grid.retype_open(kept.get("open", ()))
        self._editor.read_again()
        self.history.note("", _("Take back what was typed"))

    # Inside.

    def _forms(self) -> list[tuple[str, Form]]:
        return self._editor.forms()

    def _beside(self) -> dict[str, Any]:
        """Return what stands in the editor and in no contract: unreadable or half-typed texts."""
        texts = {
            f"{name}.{field}": text for name, form in self._forms() for field, text in form.beside().items()
        }
        found: dict[str, Any] = {"texts": texts} if texts else {}
        grid = self._editor.lines.grid
        if grid.typed()["cells"]:
            found["cells"] = grid.typed()["cells"]
        open_text = grid.open_text()
        return {**found, "open": [open_text]} if open_text else found

    def _retype_texts(self, texts: Mapping[str, str]) -> None:
        for name, form in self._forms():
            mine = {
                place.partition(".")[2]: text for place, text in texts.items() if place.startswith(f"{name}.")
            }
            form.retype(mine)

    def _moved(self) -> None:
        self._editor.read_again()
        self.touch()


class _Steps(QObject):
    """Notes what is typed into one of the forms."""

    def __init__(self, name: str, form: Form, sheet: ContractSheet) -> None:
        super().__init__(form)
        self._name, self._form, self._sheet = name, form, sheet

    def note(self, field: str) -> None:
        """Note an edit of a field."""
        self._sheet.note(f"{self._name}.{field}", step_words(self._form, field))

    def settle(self, _field: str) -> None:
        """A field was left."""
        self._sheet.history.settle()
        self._sheet.autosave.keep_now()


def _about(contract: Contract) -> About:
    return About(
        editor="contract",
        record_id=contract.id,
        version=contract.version,
        place="edit_contract",
        place_id=contract.id,
        is_draft=True,
    )
