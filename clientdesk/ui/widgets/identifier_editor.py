"""The input of a VAT id, tax number or other identifier: says below it when its form or check digit looks wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from clientdesk.i18n import translate_error
from clientdesk.ui.widgets.editors import TextEditor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from clientdesk.domain.errors import RuleError

#: What was typed to what looks wrong about it, None where it may be right.
Look = Callable[[str], "RuleError | None"]


class IdentifierEditor(TextEditor):
    """A line of text that is looked at once it is left: half a number is no wrong one. It never refuses (R-ID-1)."""

    echo_role = "warn"

    def __init__(self, parent: QWidget | None = None, *, look: Look) -> None:
        super().__init__(parent)
        self._look = look

    @property
    def echo(self) -> str:  # type: ignore[override]  # worked out, where others keep it
        """What looks wrong, empty while the number is being typed."""
        text = self.text().strip()
        if self.hasFocus() or not text:
            return ""
        problem = self._look(text)
        return translate_error(problem) if problem is not None else ""
