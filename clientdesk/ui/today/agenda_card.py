"""The agenda on a card: what is to be done now, what is coming up, twelve lines and more on request (Q18)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from clientdesk.domain.aside import Aside
from clientdesk.i18n import _
from clientdesk.queries.agenda_row import AgendaRow, Severity
from clientdesk.ui import style, tokens
from clientdesk.ui.today.line import AgendaLine, align
from clientdesk.ui.widgets.page import Card

Put = tuple[Aside, AgendaRow]


class AgendaCard(Card):
    """Lines below each other; Up and Down walk them, the one under the cursor keeps it over a new reading."""

    #: A line is to be settled.
    chosen = Signal(object)
    #: A line that was put aside is to come back: its Aside and its row.
    wanted_back = Signal(object, object)
    #: Down was pressed on the last line.
    stepped_out = Signal()

    def __init__(self, parent: QWidget, *, name: str) -> None:
        super().__init__("", parent, name=name, flush=True)
        self.body.setSpacing(0)
        self.lines: list[AgendaLine] = []
        self._asides: dict[str, Aside] = {}

    @property
    def current(self) -> AgendaRow | None:
        """The row of the line under the cursor."""
        return next((line.row for line in self.lines if line.hasFocus()), None)

    def show_rows(self, rows: Sequence[AgendaRow]) -> None:
        """Show `rows` in place of the ones before, those to be done now above those to come."""
        self._clear()
        self._asides = {}
        self.lines = [self._line(row) for row in rows]
        align(self.lines)
        split = any(row.severity is not Severity.COMING for row in rows)
        for number, line in enumerate(self.lines):
            coming = line.row.severity is Severity.COMING
            if coming and (number == 0 or self.lines[number - 1].row.severity is not Severity.COMING):
                self.body.addWidget(self._caption(_("Coming up")))
            elif number == 0 and split:
                self.body.addWidget(self._caption(_("Now")))
            self.body.addWidget(line)
        self._end()

    def show_asides(self, pairs: Sequence[Put]) -> None:
        """Show what was put aside, each with when it comes back and why."""
        self._clear()
        self._asides = {row.subject: put for put, row in pairs}
        self.lines = [self._line(row, put) for put, row in pairs]
        align(self.lines)
        if pairs:
            self.body.addWidget(self._caption(_("Put aside; Enter brings a line back")))
        for line in self.lines:
            self.body.addWidget(line)
        self._end()

    def focus_line(self, number: int = 0, *, subject: str = "") -> bool:
        """Put the cursor on the line of `subject` if it is there, else on a line by its number."""
        there = next((line for line in self.lines if line.row.subject == subject), None)
        if there is None and 0 <= number < len(self.lines):
            there = self.lines[number]
        if there is not None:
            there.setFocus(Qt.FocusReason.OtherFocusReason)
        return there is not None

    def _clear(self) -> None:
        while (item := self.body.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()

    def _line(self, row: AgendaRow, put: Aside | None = None) -> AgendaLine:
        line = AgendaLine(row, self, put=put)
        line.chosen.connect(self._choose)
        line.stepped.connect(self._step)
        return line

    def _choose(self, row: AgendaRow) -> None:
        put = self._asides.get(row.subject)
        if put is not None:
            self.wanted_back.emit(put, row)
        else:
            self.chosen.emit(row)

    def _caption(self, text: str) -> QWidget:
        label = QLabel(text, self)
        style.set_role(label, role="caption")
        label.setContentsMargins(tokens.SPACE_4, tokens.SPACE_2, tokens.SPACE_4, tokens.SPACE_1)
        return label

    def _end(self) -> None:
        if self.lines:
            self.lines[-1].end_here()

    def _step(self, line: AgendaLine, by: int) -> None:
        number = self.lines.index(line) + by
        if 0 <= number < len(self.lines):
            self.lines[number].setFocus(Qt.FocusReason.TabFocusReason)
        elif by > 0:
            self.stepped_out.emit()
