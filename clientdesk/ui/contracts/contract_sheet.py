"""All that stands in the editor of a draft contract, for undo and autosave: the contract, and what it cannot hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from clientdesk.domain.contract import Contract
from clientdesk.domain.line import Line
from clientdesk.i18n import _
from clientdesk.ui.widgets.autosave import About
from clientdesk.ui.widgets.lines_sheet import LinesEditor, LinesSheet
from clientdesk.usecases import unsaved

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from clientdesk.ui.contracts.clauses_editor import ClausesEditor
    from clientdesk.ui.session import Session


class ContractEditor(LinesEditor, Protocol):
    """What the sheet needs of the editor."""

    @property
    def contract(self) -> Contract:
        """What is written, as far as it can be read."""

    @property
    def clauses(self) -> ClausesEditor:
        """The card of the clauses."""

    def put(
        self,
        contract: Contract,
        lines: tuple[Line, ...],
        cells: tuple[tuple[int, int, str], ...],
        opened: int,
    ) -> None:
        """Show another content of the same draft."""


class ContractSheet(LinesSheet):
    """Takes the content of the editor as a whole; the draft takes back by itself what an accident left of it."""

    def __init__(self, session: Session, editor: ContractEditor, widget: QWidget) -> None:
        super().__init__(session, editor, widget)
        self._editor = editor
        self._begun: Contract | None = None

    # What the editor calls.

    def begin(self, contract: Contract) -> None:
        """Begin with what is shown; what was typed before is looked for."""
        self._begun = contract
        self.history.begin()
        self.autosave.begin(_about(contract))

    def stored(self, contract: Contract) -> None:
        """Take note that the draft is stored; what it cannot hold is kept on."""
        self.autosave.rename(_about(contract))
        self.history.settle()
        self.keep_beside()

    # The sheet.

    def typed(self) -> dict[str, Any]:
        editor = self._editor
        return {
            "contract": editor.contract,
            "texts": self.texts(),
            "open": editor.clauses.open_clause,
            **editor.lines.grid.typed(),
        }

    def retype(self, typed: Mapping[str, Any]) -> None:
        contract = self._as_stored(typed["contract"])
        self._editor.put(contract, typed["lines"], typed["cells"], typed["open"])
        self.retype_texts(typed["texts"])

    def name(self) -> str:
        return self._editor.contract.title

    def focus_place(self, place: str) -> None:
        name, _dot, field = place.partition(".")
        if name == "plan":
            number, _dot, field = field.partition(".")
            place = f"plan{number}.{field}"
        super().focus_place(place)

    def unsaved(self) -> dict[str, Any] | None:
        beside = self.beside()
        if not beside and not self._editor.is_unsaved:
            return None
        return {"contract": self._editor.contract, **beside}

    def take_back(self, kept: Mapping[str, Any]) -> None:
        now, grid = self._editor.contract, self._editor.lines.grid
        begun, beside, newer = self._begun or now, self.beside(), self.changed_places()
        found = unsaved.beneath(unsaved.record(Contract, kept["contract"]), begun, now)
        contract = self._as_stored(found)
        lines = contract.lines
        cells = tuple(tuple(cell) for cell in kept.get("cells", ()))
        has_lines = now.lines != begun.lines or "cells" in beside
        if has_lines:
            # Lines were typed since: they stay, and what cannot be read in them.
            lines, cells = grid.typed()["lines"], grid.typed()["cells"]
        self._editor.put(contract, lines, cells, -1)
        texts = {place: text for place, text in kept.get("texts", {}).items() if place not in newer}
        self.retype_texts({**texts, **beside.get("texts", {})})
        if not has_lines:
            grid.retype_open(kept.get("open", ()))
        self._editor.read_again()
        self.history.note("", _("Take back what was typed"))

    # Inside.

    def _as_stored(self, contract: Contract) -> Contract:
        """Return other words of the same draft: which one it is, its version and number stay."""
        now = self._editor.contract
        return replace(contract, id=now.id, version=now.version, number=now.number)


def _about(contract: Contract) -> About:
    return About(
        editor="contract",
        record_id=contract.id,
        version=contract.version,
        place="edit_contract",
        place_id=contract.id,
        is_draft=True,
    )
