"""What undo and autosave need of an editor: all that stands in it as plain values, right or wrong, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Sheet:
    """An editor whose content can be taken as a whole and put back. Mixed into the widget, or made for a form.

    The content is a mapping of names to texts, tuples and frozen records: `usecases.unsaved.packed` takes it apart.
    """

    def typed(self) -> dict[str, Any]:
        """Return what stands in the editor now; two equal contents are equal mappings."""
        raise NotImplementedError

    def retype(self, typed: Mapping[str, Any]) -> None:
        """Show a content that `typed` gave; nothing else of the editor changes."""
        raise NotImplementedError

    def finish(self) -> None:
        """Take over what stands in an open cell; called before a step is undone."""

    def focus_place(self, place: str) -> None:
        """Put the cursor where the step named `place` was made."""

    def name(self) -> str:
        """Return what the user calls the record as it is typed now, empty where that is no matter of this editor."""
        return ""

    def unsaved(self) -> dict[str, Any] | None:
        """Return what is to be kept beyond the stored record, None when nothing is."""
        return self.typed()

    def take_back(self, kept: Mapping[str, Any]) -> None:
        """Show what was kept, read from JSON, over the record that is open; what was typed there since stays."""
        self.retype(kept)
