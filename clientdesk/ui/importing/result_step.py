"""What has happened: how many records are new, updated and left out, and which could not be taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientdesk.i18n import _, translator
from clientdesk.ui import tokens
from clientdesk.ui.importing import words
from clientdesk.ui.importing.outcome_step import LISTED, fill, sentences
from clientdesk.ui.widgets.figures import Figure, Figures
from clientdesk.ui.widgets.page import Card

if TYPE_CHECKING:
    from clientdesk.usecases.imports.taking import Receipt


class ResultStep(QWidget):
    """Figures, and the lines of the file that are still to be mended."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._figures = Figures(self)
        self._bad = Card(_("Not taken over"), self, name="import_result_bad")
        self._bad_list = sentences(self._bad, "import_result_list", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_4)
        column.addWidget(self._figures)
        column.addWidget(self._bad)

    def show_receipt(self, receipt: Receipt) -> None:
        """Show what an import has done."""
        number = translator().number
        self._figures.set_figures(
            [
                Figure(_("New"), number(receipt.new), name="result_new"),
                Figure(_("Updated"), number(receipt.updated), name="result_updated"),
                Figure(_("Left out"), number(receipt.left_out), name="result_left_out"),
                Figure(_("Not in order"), number(len(receipt.bad)), name="result_bad"),
            ]
        )
        self._bad.setVisible(bool(receipt.bad))
        fill(self._bad_list, [words.problem_words(one) for one in receipt.bad[:LISTED]], len(receipt.bad))
