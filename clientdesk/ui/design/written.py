"""What own words have been written so far: a line of names, each of which leads to its words."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QWidget

from clientdesk.domain.design import Tone, Wording
from clientdesk.i18n import _, translator
from clientdesk.ui import style, tokens
from clientdesk.ui.design.words import tones, wordings
from clientdesk.ui.widgets.columns import Link
from clientdesk.ui.widgets.flow import FlowLayout
from clientdesk.ui.widgets.joined import joined

#: For which document, in which language and tone.
Key = tuple[Wording, str, Tone]


class WrittenList(QWidget):
    """Names the documents, languages and tones that have words of the user's own; each name leads there."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("own_written")
        self._keys: list[Key] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._clicked)
        # Translators: before a list of documents, each with the language and tone that own words were written in
        caption = QLabel(_("Written so far:"), self)
        style.set_role(caption, role="caption")
        self._names = FlowLayout(None, spacing=tokens.SPACE_3)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_3)
        row.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._names, 1)
        self.hide()

    def show_keys(self, keys: Iterable[Key]) -> None:
        """Name these."""
        found = list(keys)
        if found == self._keys:
            return
        self._keys = found
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._names.removeWidget(button)
            button.hide()
            button.deleteLater()
        papers = {option.value: option.text for option in wordings()}
        spoken = {option.value: option.text for option in tones()}
        for number, (paper, language, tone) in enumerate(found):
            link = Link(joined(papers[paper], translator().language_name(language), spoken[tone]), self)
            self._group.addButton(link, number)
            self._names.addWidget(link)
        self.setVisible(bool(found))

    def _clicked(self, number: int) -> None:
        self.wanted.emit(self._keys[number])
