"""All that stands in the editor of a paper, for undo and autosave: the paper itself, and what it cannot hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from clientdesk.i18n import _
from clientdesk.ui.widgets.autosave import About, Autosave
from clientdesk.ui.widgets.edit_history import EditHistory
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.form_desk import show_in_page, step_words
from clientdesk.ui.widgets.sheet import Sheet
from clientdesk.ui.widgets.unsaved_bar import UnsavedBar
from clientdesk.usecases import kept_writing

if TYPE_CHECKING:
    from clientdesk.ui.session import Session
    from clientdesk.usecases.drafting import Writing


_CLIENT = "client.client_id"


class WritingSheet(QObject, Sheet):
    """Takes the content of a DraftEditor as a whole. Texts that cannot be read are kept beside the paper.

    A stored draft takes back by itself what an accident left of it: it is the same draft. One that is not stored, and
    one that was changed elsewhere, is offered.
    """

    # The editor is the DraftEditor, whose module makes this one.
    def __init__(self, session: Session, editor: Any) -> None:
        super().__init__(editor)
        self._session, self._editor = session, editor
        self._begun: Writing | None = None
        self.history = EditHistory(self, editor)
        self.autosave = Autosave(session, self, editor)
        self.bar = UnsavedBar(self.autosave, editor)
        self.history.moved.connect(self._moved)

    # What the editor calls.

    def follow(self, forms: Mapping[str, Form]) -> None:
        """Note what is typed into these forms, once the editor itself has heard of it."""
        for name, form in forms.items():
            steps = _Steps(name, form, self)
            form.edited.connect(steps.note)
            form.left.connect(steps.settle)

    def begin(self, writing: Writing) -> None:
        """Begin with what is shown; what was typed before is looked for."""
        self._begun = writing
        self.history.begin()
        self.autosave.begin(self._about(writing))

    def note(self, place: str, words: str, more: bool = True) -> None:
        """Take a step, and keep what is typed."""
        self.history.note(place, words, merges=more)
        self.touch()

    def note_client(self, *_chosen: object) -> None:
        """A client was chosen or made of the typed name."""
        self.note(_CLIENT, _("Change of {field}").format(field=_("Client")))

    def touch(self) -> None:
        """Something was typed, be it no step yet. Whether it has to be kept is asked when it is."""
        self.autosave.touch()

    @property
    def lets_go(self) -> int:
        """The text that is let go of when the paper is stored; none while something in it is not part of the paper."""
        return 0 if self._beside() else self.autosave.text_id

    def stored(self, writing: Writing) -> None:
        """Take note that the paper is stored; what it cannot hold is kept on."""
        self.autosave.rename(self._about(writing))
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
        return {"writing": editor.writing, "texts": texts, **editor.lines.typed()}

    def retype(self, typed: Mapping[str, Any]) -> None:
        earlier, now = typed["writing"], self._editor.writing
        if earlier is None or now is None:
            return
        found = self._session.read(kept_writing.over_stored, earlier, now, made=self._editor.made_client)
        if found is not None:
            self._editor.put(found, typed)
            # A client that was found stands in the paper; its letters alone would have to be chosen again.
            has_client = bool(earlier.client.id or earlier.client.name)
            self._retype_texts(
                {place: text for place, text in typed["texts"].items() if not has_client or place != _CLIENT}
            )

    def name(self) -> str:
        writing = self._editor.writing
        return (writing.paper.title or writing.client.name) if writing is not None else ""

    def finish(self) -> None:
        self._editor.lines.grid.finish()

    def focus_place(self, place: str) -> None:
        name, _dot, field = place.partition(".")
        form = dict(self._forms()).get(name)
        if name == "lines":
            self._editor.lines.grid.focus_place(place)
            show_in_page(self._editor.lines.grid)
        elif form is not None and field:
            editor = form.editor(field)
            editor.setFocus()
            show_in_page(editor)

    def unsaved(self) -> dict[str, Any] | None:
        writing, beside = self._editor.writing, self._beside()
        is_changed = self._editor.is_unsaved and writing != self._begun
        if writing is None or not (beside or is_changed):
            return None
        return {**kept_writing.packed(writing), "rows": self._editor.lines.rows(), **beside}

    def take_back(self, kept: Mapping[str, Any]) -> None:
        found = self._session.read(kept_writing.unpacked, kept)
        now = self._editor.writing
        if found is None or now is None:
            return
        found = self._session.read(kept_writing.with_people_now, found) or found
        found = self._session.read(kept_writing.over_stored, found, now) or found
        self._editor.put(found, {"lines": found.paper.lines, **self._editor.lines.kept(kept)})
        self._retype_texts(kept.get("texts", {}))
        self._editor.lines.grid.retype_open(kept.get("open", ()))
        self._editor.read_again()
        self.history.note("", _("Take back what was typed"))

    # Inside.

    def _forms(self) -> list[tuple[str, Form]]:
        return self._editor.forms()

    def _beside(self) -> dict[str, Any]:
        """Return what stands in the editor and in no paper: unreadable or half-typed texts."""
        texts = {
            f"{name}.{field}": text for name, form in self._forms() for field, text in form.beside().items()
        }
        found: dict[str, Any] = {"texts": texts} if texts else {}
        lines = self._editor.lines
        if lines.grid.typed()["cells"]:
            found["cells"] = lines.grid.typed()["cells"]
        open_text = lines.grid.open_text()
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

    def _about(self, writing: Writing) -> About:
        paper = writing.paper
        kind = "quote" if writing.is_quote else "invoice"
        return About(
            editor=kind,
            record_id=paper.id,
            version=paper.version,
            place=kind if paper.id else f"new_{kind}",
            place_id=paper.id,
            is_draft=bool(paper.id),
        )


class _Steps(QObject):
    """Notes what is typed into one of the forms."""

    def __init__(self, name: str, form: Form, sheet: WritingSheet) -> None:
        super().__init__(form)
        self._name, self._form, self._sheet = name, form, sheet

    def note(self, field: str) -> None:
        """Note an edit of a field."""
        self._sheet.note(f"{self._name}.{field}", step_words(self._form, field))

    def settle(self, _field: str) -> None:
        """A field was left."""
        self._sheet.history.settle()
        self._sheet.autosave.keep_now()
