"""All that stands in the editor of a paper, for undo and autosave: the paper itself, and what it cannot hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from clientdesk.i18n import _
from clientdesk.ui.widgets.autosave import About
from clientdesk.ui.widgets.lines_sheet import LinesEditor, LinesSheet
from clientdesk.usecases import kept_writing

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from clientdesk.ui.documents.lines_card import LinesCard
    from clientdesk.ui.session import Session
    from clientdesk.usecases.drafting import Writing

_CLIENT = "client.client_id"


class WritingEditor(LinesEditor, Protocol):
    """What the sheet needs of the editor."""

    @property
    def writing(self) -> Writing | None:
        """What is being written, as far as it can be read."""

    @property
    def lines(self) -> LinesCard:
        """The card of the lines, with discounts and surcharges."""

    @property
    def made_client(self) -> int:
        """The client that was made of the name typed here."""

    def put(self, writing: Writing, typed: Mapping[str, Any]) -> None:
        """Show another content of the same draft."""


class WritingSheet(LinesSheet):
    """Takes the content of the editor as a whole. Texts that cannot be read are kept beside the paper.

    A stored draft takes back by itself what an accident left of it: it is the same draft. One that is not stored, and
    one that was changed elsewhere, is offered.
    """

    def __init__(self, session: Session, editor: WritingEditor, widget: QWidget) -> None:
        super().__init__(session, editor, widget)
        self._session, self._editor = session, editor
        self._begun: Writing | None = None

    # What the editor calls.

    def begin(self, writing: Writing) -> None:
        """Begin with what is shown; what was typed before is looked for."""
        self._begun = writing
        self.history.begin()
        self.autosave.begin(_about(writing))

    def note_client(self, *_chosen: object) -> None:
        """A client was chosen or made of the typed name."""
        self.note(_CLIENT, _("Change of {field}").format(field=_("Client")))

    def stored(self, writing: Writing) -> None:
        """Take note that the paper is stored; what it cannot hold is kept on."""
        self.autosave.rename(_about(writing))
        self.keep_beside()

    # The sheet.

    def typed(self) -> dict[str, Any]:
        return {"writing": self._editor.writing, "texts": self.texts(), **self._editor.lines.typed()}

    def retype(self, typed: Mapping[str, Any]) -> None:
        earlier, now = typed["writing"], self._editor.writing
        if earlier is None or now is None:
            return
        found = self._session.read(kept_writing.over_stored, earlier, now, made=self._editor.made_client)
        if found is not None:
            self._editor.put(found, typed)
            # A client that was found stands in the paper; its letters alone would have to be chosen again.
            has_client = bool(earlier.client.id or earlier.client.name)
            self.retype_texts(
                {place: text for place, text in typed["texts"].items() if not has_client or place != _CLIENT}
            )

    def name(self) -> str:
        writing = self._editor.writing
        if writing is None:
            return ""
        first = next((line.description for line in writing.paper.lines if line.description), "")
        # A client's name is the paper's only once the field is left.
        return writing.paper.title or writing.client.name or self.texts().get(_CLIENT, "").strip() or first

    def focus_place(self, place: str) -> None:
        name, _dot, rest = place.partition(".")
        if name == "rows":
            number, _dot, field = rest.partition(".")
            self._editor.lines.focus_row(int(number), field)
            return
        super().focus_place(place)

    def unsaved(self) -> dict[str, Any] | None:
        writing, beside = self._editor.writing, self.beside()
        is_changed = self._editor.is_unsaved and writing != self._begun
        if writing is None or not (beside or is_changed):
            return None
        return {**kept_writing.packed(writing), "rows": self._editor.lines.rows(), **beside}

    def take_back(self, kept: Mapping[str, Any]) -> None:
        found = kept_writing.unpacked(kept)
        now = self._editor.writing
        if now is None:
            return
        found = self._session.read(kept_writing.with_people_now, found) or found
        begun, beside, newer = self._begun or now, self.beside(), self.changed_places()
        found = kept_writing.beneath(found, begun, now)
        found = self._session.read(kept_writing.over_stored, found, now) or found
        lines = {"lines": found.paper.lines, **self._editor.lines.kept(kept)}
        if now.paper.adjustments != begun.paper.adjustments:
            lines["rows"] = self._editor.lines.rows()
        has_lines = now.paper.lines != begun.paper.lines or "cells" in beside
        if has_lines:
            # Lines were typed since: they stay, and what cannot be read in them.
            lines |= self._editor.lines.grid.typed()
        self._editor.put(found, lines)
        texts = {place: text for place, text in kept.get("texts", {}).items() if place not in newer}
        self.retype_texts({**texts, **beside.get("texts", {})})
        if not has_lines:
            self._editor.lines.grid.retype_open(kept.get("open", ()))
        self._editor.read_again()
        self.history.note("", _("Take back what was typed"))


def _about(writing: Writing) -> About:
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
