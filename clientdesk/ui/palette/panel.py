"""The panel of the palette: the field, the list below it, and the line that counts and names the keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from clientdesk.i18n import _
from clientdesk.ui import icons, style, tokens
from clientdesk.ui.palette.results import Results, row_height
from clientdesk.ui.widgets.editors import show_hint
from clientdesk.ui.widgets.figures import leading

_ROWS_IN_VIEW: Final = 12


class Panel(QFrame):
    """Holds what is seen; what it lists and what the keys do is the palette's matter."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, objectName="palette_panel")
        style.set_role(self, role="palette")
        self.field = QLineEdit(self, objectName="palette_field")
        style.set_role(self.field, role="palette")
        self.field.setAlignment(leading(self))
        show_hint(self.field, _("A name, number, amount, phone, word – or what to do"))
        self.field.setAccessibleName(_("Search or jump to…"))
        self.results = Results(self)
        self._count = QLabel(self, objectName="palette_count")
        self._hint = QLabel(_("↑ ↓ choose · Enter run · Esc close"), self)
        for label in (self._count, self._hint):
            style.set_role(label, role="caption")
        self._lay_out()

    def say(self, words: str) -> bool:
        """Show how much was found; tell whether these are other words than before."""
        is_new = words != self._count.text()
        self._count.setText(words)
        return is_new

    def wanted_height(self) -> int:
        """Return how high it would be with all its lines, up to as many as are shown at once."""
        listed = min(self.results.wanted_height(), _ROWS_IN_VIEW * row_height())
        around = self.layout().minimumSize().height() - self.results.minimumSizeHint().height()
        return listed + around + tokens.SPACE_2

    def _lay_out(self) -> None:
        sign = QLabel(self)
        icons.set_picture(sign, "search")
        head = QHBoxLayout()
        head.setContentsMargins(tokens.SPACE_4 + tokens.SPACE_1, 0, tokens.SPACE_4, 0)
        head.setSpacing(tokens.SPACE_2)
        head.addWidget(sign)
        head.addWidget(self.field, 1)
        line = QFrame(self)
        style.set_role(line, role="separator")
        line.setFixedHeight(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(
            tokens.SPACE_4 + tokens.SPACE_1, tokens.SPACE_1, tokens.SPACE_4, tokens.SPACE_2
        )
        foot.addWidget(self._count, 1)
        foot.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, tokens.SPACE_2, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(tokens.SPACE_2)
        column.addWidget(line)
        column.addWidget(self.results, 1)
        column.addLayout(foot)
