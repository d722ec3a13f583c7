"""How a payment is spread: the client's open papers, each with the part it gets, and what stays as credit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from clientdesk.domain.errors import RuleError
from clientdesk.domain.money import Money
from clientdesk.i18n import _, translate_error, translator
from clientdesk.queries.money_list import MoneyRow
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.money import words
from clientdesk.ui.widgets.field_box import is_undo
from clientdesk.ui.widgets.figures import leading, trailing
from clientdesk.ui.widgets.number_editors import MoneyEditor
from clientdesk.ui.widgets.page import Card
from clientdesk.ui.widgets.tips import plain_tip
from clientdesk.usecases import payments

_PART_WIDTH = 136
_PAPER, _DUE, _OPEN, _PART = range(4)


class PartsCard(Card):
    """A row per open paper. Parts typed by hand stay until they are asked to be spread anew."""

    #: A part was typed, or is to be suggested again.
    edited = Signal()
    suggest_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What it pays"), parent, name="parts")
        self.is_by_hand = False
        #: The paper whose part was typed last.
        self.last_edited = 0
        self._amount: Money | None = None
        self._editors: dict[int, MoneyEditor] = {}
        self._faults: dict[int, QLabel] = {}
        self._again = actions.button("money.suggest", self, self._suggest_again, variant="link")
        self.add_button(self._again)
        self._again.bound_action.setVisible(False)
        self._holder = QVBoxLayout()
        self.body.addLayout(self._holder)
        self._grid: QWidget | None = None
        self.rest = QLabel(self, objectName="parts_rest")
        self.rest.setWordWrap(True)
        style.set_role(self.rest, role="warn")
        self.body.addWidget(self.rest)

    def show_papers(self, rows: Sequence[MoneyRow], currency: str) -> None:
        """Show the open papers with empty parts."""
        if self._grid is not None:
            self._grid.hide()
            self._holder.removeWidget(self._grid)
            self._grid.deleteLater()
        self._editors, self._faults = {}, {}
        self._set_by_hand(False)
        self._grid = QWidget(self)
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_4)
        grid.setVerticalSpacing(tokens.SPACE_2)
        grid.setColumnStretch(_PAPER, 1)
        self._holder.addWidget(self._grid)
        if not rows:
            nothing = QLabel(_("Nothing is open in {currency}.").format(currency=currency), self._grid)
            style.set_role(nothing, role="second")
            grid.addWidget(nothing, 0, _PAPER)
            return
        for column, head in enumerate((_("Document"), _("Due"), _("Open"), _("Part"))):
            label = QLabel(head, self._grid)
            style.set_role(label, role="caption")
            label.setAlignment(trailing(label) if column >= _OPEN else leading(label))
            grid.addWidget(label, 0, column)
        for number, row in enumerate(rows):
            self._add(grid, 2 * number + 1, row)

    def suggest(self, parts: Mapping[int, Money]) -> None:
        """Fill the parts in, as nobody has typed them."""
        self._set_by_hand(False)
        for invoice_id, editor in self._editors.items():
            editor.set_value(parts.get(invoice_id))
            self._show_fault(invoice_id, "")

    def set_amount(self, amount: Money | None) -> None:
        """Say what stays as credit of `amount`; None while it cannot be read."""
        self._amount = amount
        self._show_rest()

    def parts(self) -> tuple[tuple[int, Money], ...] | None:
        """Return the parts above nothing, or None after showing every fault at its part."""
        found, is_fine = [], True
        for invoice_id, editor in self._editors.items():
            try:
                part = editor.value()
            except RuleError as error:
                self._show_fault(invoice_id, translate_error(error))
                is_fine = False
                continue
            if part is not None and part:
                found.append((invoice_id, part))
        return tuple(found) if is_fine else None

    def show_error(self, field: str, sentence: str) -> None:
        """Show a refusal below the parts."""
        style.set_role(self.rest, role="fault")
        self.rest.setText(sentence)
        self.rest.show()

    def texts(self) -> dict[str, str]:
        """Return what was typed by hand, right or wrong, by the paper's id; nothing while parts are suggested."""
        return {str(key): editor.typed() for key, editor in self._editors.items()} if self.is_by_hand else {}

    def retype(self, texts: Mapping[str, str]) -> None:
        """Put back what `texts` gave; without any, parts are to be suggested."""
        if texts == self.texts():
            return
        for key, editor in self._editors.items():
            editor.retype(texts.get(str(key), ""))
            self._show_fault(key, "")
        self._set_by_hand(bool(texts))
        if texts:
            self._show_rest()
        else:
            self.suggest_wanted.emit()

    def focus_part(self, paper: int) -> None:
        """Put the cursor into the part of one paper."""
        if paper in self._editors:
            self._editors[paper].setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and is_undo(event):
            event.setAccepted(event.type() != QEvent.Type.ShortcutOverride)
            return True
        return super().eventFilter(watched, event)

    def focus_first(self) -> None:
        """Put the cursor into the first part."""
        for editor in self._editors.values():
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def _add(self, grid: QGridLayout, line: int, row: MoneyRow) -> None:
        speech = translator()
        paper = QLabel(words.paper_words(row.number, row.paper), self._grid)
        paper.setWordWrap(True)
        paper.setToolTip(plain_tip(row.title))
        paper.setAlignment(leading(paper))
        due = QLabel(speech.day_with_weekday(row.on) if row.on else "", self._grid)
        style.set_role(due, role="fault" if row.days_late else "second")
        if row.days_late:
            due.setText(f"{due.text()}\n{words.days_late(row.days_late)}")
        still_open = QLabel(speech.amount(row.amount), self._grid)
        still_open.setFont(style.font(tokens.SIZE_BODY, figures=True))
        still_open.setAlignment(trailing(still_open))
        editor = MoneyEditor(self._grid, currency=row.amount.currency)
        editor.setObjectName(f"part_{row.record_id}")
        editor.setAccessibleName(_("Part for {number}").format(number=row.number))
        editor.setFixedWidth(style.scaled(_PART_WIDTH))
        editor.edited.connect(self._part_edited)
        editor.installEventFilter(self)
        fault = QLabel(self._grid, objectName=f"part_{row.record_id}_below")
        fault.setWordWrap(True)
        style.set_role(fault, role="fault")
        fault.hide()
        self._editors[row.record_id], self._faults[row.record_id] = editor, fault
        for column, widget in ((_PAPER, paper), (_DUE, due), (_OPEN, still_open), (_PART, editor)):
            grid.addWidget(widget, line, column)
        grid.addWidget(fault, line + 1, _PAPER, 1, _PART + 1)

    def _part_edited(self) -> None:
        editor = self.sender()
        self.last_edited = next((key for key, one in self._editors.items() if one is editor), 0)
        self._set_by_hand(True)
        for invoice_id in self._editors:
            self._show_fault(invoice_id, "")
        self._show_rest()
        self.edited.emit()

    def _suggest_again(self) -> None:
        self._set_by_hand(False)
        self.suggest_wanted.emit()

    def _set_by_hand(self, by_hand: bool) -> None:
        self.is_by_hand = by_hand
        self._again.bound_action.setVisible(by_hand)

    def _show_fault(self, invoice_id: int, sentence: str) -> None:
        self._editors[invoice_id].set_fault(sentence)
        self._faults[invoice_id].setText(sentence)
        self._faults[invoice_id].setVisible(bool(sentence))

    def _show_rest(self) -> None:
        rest = self._rest()
        self.rest.setVisible(bool(rest))
        if not rest:
            return
        speech = translator()
        too_much = rest.minor < 0
        style.set_role(self.rest, role="fault" if too_much else "warn")
        text = (
            _("The parts are {amount} more than what was paid.")
            if too_much
            else _("{amount} stays as credit of this client.")
        )
        self.rest.setText(text.format(amount=speech.money(abs(rest))))

    def _rest(self) -> Money | None:
        if self._amount is None:
            return None
        readable = []
        for editor in self._editors.values():
            part = _or_none(editor.value)
            if part is not None and part.currency == self._amount.currency:
                readable.append(part)
        return payments.rest_of(self._amount, readable)


def _or_none(value: Callable[[], Money | None]) -> Money | None:
    try:
        return value()
    except RuleError:
        return None
