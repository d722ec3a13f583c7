"""Where each field of a draft contract is typed: leading there, and saying there what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientdesk.ui.contracts.clauses_editor import ClausesEditor
from clientdesk.ui.contracts.facts_forms import FactsForms
from clientdesk.ui.contracts.lines import LinesCard
from clientdesk.ui.contracts.plan_editor import PlanEditor

if TYPE_CHECKING:
    from clientdesk.ui.widgets.page import Page


class Places:
    """The blocks of the draft's page, by the names of the fields in them."""

    def __init__(
        self, page: Page, *, facts: FactsForms, lines: LinesCard, plan: PlanEditor, clauses: ClausesEditor
    ) -> None:
        self._page, self._facts, self._lines, self._plan, self._clauses = page, facts, lines, plan, clauses

    def go_to(self, field: str) -> None:
        """Put the cursor where `field` is typed on this page."""
        first, _dot, rest = field.partition(".")
        if first in {"lines", "adjustments"}:
            if first == "lines" and rest.partition(".")[0].isdigit():
                self._lines.grid.edit_field(field)
            else:
                self._lines.grid.edit(0)
        elif first == "plan":
            self._plan.go_to(field)
        elif first == "clauses":
            self._page.ensureWidgetVisible(self._clauses)
        else:
            form = self._facts.form_of(field)
            if form is not None:
                editor = form.editor(field)
                self._page.ensureWidgetVisible(editor)
                editor.setFocus()

    def show_error(self, field: str, sentence: str) -> None:
        """Show a refusal at its field; one that belongs to none goes below the lines."""
        form = self._facts.form_of(field)
        if form is not None:
            form.show_error(field, sentence)
        elif field.partition(".")[0] == "plan":
            self._plan.show_error(field, sentence)
        else:
            self._lines.grid.show_error(field, sentence)

    def are_readable(self) -> bool:
        """Tell whether everything typed can be read; the cursor goes to the first place that cannot."""
        # Whatever is above has the cursor in the end.
        is_plan, is_facts, is_lines = (part.is_readable() for part in (self._plan, self._facts, self._lines))
        if not is_lines:
            self._lines.grid.go_to_fault()
        return is_plan and is_facts and is_lines
