"""The families of type one can choose from, and the field that shows each in its own letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from clientdesk.domain.font import OWN
from clientdesk.i18n import _
from clientdesk.ui import style
from clientdesk.ui.widgets.choice_editors import ChoiceEditor, Option
from clientdesk.usecases import fonts

if TYPE_CHECKING:
    from clientdesk.ui.session import Database


@dataclass(frozen=True, slots=True)
class Family:
    """A family of type: the name it is stored by, what it is called, and the bundled face it is shown in, if any."""

    name: str
    text: str
    file: str = ""
    face: str = ""


def families(db: Database) -> list[Family]:
    """Return the families that papers of this book can be set in: ours, and those that the user has added."""
    return [
        # Translators: a family of type
        Family("source-sans", _("Source Sans, clear and calm"), "SourceSans3-Regular", "Source Sans 3"),
        # Translators: a family of type
        Family("source-serif", _("Source Serif, like a book"), "SourceSerif4-Variable", "Source Serif 4"),
        # Translators: a family of type
        Family("noto-sans", _("Noto Sans, wide and open"), "NotoSans-Regular", "Noto Sans"),
        # The font pack is for letters that the others lack.
        *(Family(OWN + own.name, own.name) for own in fonts.families(db) if not own.is_pack),
    ]


class FamilyChoice(ChoiceEditor):
    """A family by its name, or nothing, which `none` puts into words."""

    def __init__(self, parent: QWidget | None = None, *, none: str) -> None:
        super().__init__(parent)
        self._none = none

    def offer(self, known: Sequence[Family]) -> None:
        """Offer these families, each in its own letters where we have them; the chosen one stays."""
        chosen = self.value()
        self.set_options([Option("", self._none), *(Option(family.name, family.text) for family in known)])
        for number, family in enumerate(known, start=1):
            if family.file:
                style.add_fonts((family.file,))
                face = QFont(self.font())
                face.setFamilies([family.face, *self.font().families()])
                self.setItemData(number, face, Qt.ItemDataRole.FontRole)
        self.set_value(chosen or "")
