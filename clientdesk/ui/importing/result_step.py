"""What has happened: how many records are new, updated, left out or not taken over; or that it was taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from clientdesk.i18n import _, translator
from clientdesk.ui import style, tokens
from clientdesk.ui.importing import words
from clientdesk.ui.importing.outcome_step import LISTED, fill, sentences
from clientdesk.ui.widgets.figures import Figure, Figures
from clientdesk.ui.widgets.page import Card
from clientdesk.ui.widgets.wrapped import wrap

if TYPE_CHECKING:
    from clientdesk.usecases.imports.taking import Receipt


class ResultStep(QWidget):
    """Figures, and the lines of the file that are still to be mended; a sentence once it was taken back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._figures = Figures(self)
        self._bad = Card(_("Not taken over"), self, name="import_result_bad")
        self._bad_list = sentences(self._bad, "import_result_list", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_4)
        self._given_back = Card(_("The import was taken back"), self, name="import_given_back")
        self._came = QLabel(self._given_back, objectName="import_came_of_it")
        style.set_role(self._came, role="second")
        wrap(self._came)
        self._given_back.body.addWidget(self._came)
        column.addWidget(self._figures)
        column.addWidget(self._given_back)
        column.addWidget(self._bad)

    def show_receipt(self, receipt: Receipt) -> None:
        """Show what an import has done."""
        self._figures.show()
        self._given_back.hide()
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

    def show_given_back(self, facts: str) -> None:
        """Show what taking it back has done."""
        self._figures.hide()
        self._bad.hide()
        self._came.setText(facts)
        self._given_back.show()
