"""How the cells of the line grid are drawn and typed into: text with suggestions, numbers, the choice of a tax."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QRect,
    QStringListModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from clientdesk.domain.line import Line, LineKind
from clientdesk.domain.line import LineRole as Role
from clientdesk.domain.text import N_
from clientdesk.i18n import _
from clientdesk.ui import style, tokens
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets.chip import Chip, chip_width, paint_chip
from clientdesk.ui.widgets.editors import as_typed
from clientdesk.ui.widgets.figures import leading, trailing
from clientdesk.ui.widgets.line_model import Cell, FaultRole, Index, LineModel, LineRole, is_blank

#: In a narrow column the word gives way, so that some of the description can be read.
_SHORT_ROLE_WORDS = {
    Role.OPTIONAL: N_("Opt."),
    Role.ALTERNATIVE: N_("Alt."),
    Role.BONUS: N_("Bonus"),
}
_LEAST_WORDS = 80
_INSET = 10
#: The first and the last cell keep as far from the card as its title and its sums.
_OUTER_INSET = tokens.SPACE_4 - 1
_LEAVING = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter}
#: Enter: on with the line, and from the price on to the next line.
LINE_DONE = 2
_ROLE_WORDS = {
    Role.OPTIONAL: N_("Optional"),
    Role.ALTERNATIVE: N_("Alternative"),
    Role.BONUS: N_("Bonus"),
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A saved line offered while a description is typed; `note` tells price or unit."""

    text: str
    line: Line
    note: str = ""


#: What was typed to what is offered.
Complete = Callable[[str], Sequence[Suggestion]]


def insets(cell: Cell) -> tuple[int, int]:
    """Return what is left free before and after the words of a cell."""
    return (
        _OUTER_INSET if cell is Cell.DESCRIPTION else _INSET,
        _OUTER_INSET if cell is Cell.AMOUNT else _INSET,
    )


class LineDelegate(QStyledItemDelegate):
    """Paints and edits cells. Moving on is the view's business: it says how the editor was left."""

    #: The editor was left by Tab (+1), Shift+Tab (-1) or Enter (+2); what was typed is in the model by then.
    left = Signal(int)
    #: A suggestion was chosen for a row.
    chosen = Signal(int, object)
    #: Letters were typed into the open cell.
    typing = Signal()

    def __init__(self, model: LineModel, complete: Complete, units: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._complete = complete
        self._units = list(units)
        self.reserved: list[QKeySequence] = []
        self._row = 0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line | None = index.data(LineRole)
        colors = style.colors()
        place = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, QColor(colors.selection))
        painter.setPen(QColor(colors.line))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        if line is None:
            return
        cell = Cell(index.column())
        start, end = insets(cell)
        if option.direction == Qt.LayoutDirection.RightToLeft:
            start, end = end, start
        inside = place.adjusted(start, 0, -end, 0)
        if cell is Cell.DESCRIPTION and line.role in _ROLE_WORDS and line.kind is LineKind.ITEM:
            inside = self._paint_role(painter, inside, line, option.direction)
        strong = line.kind in {LineKind.HEADING, LineKind.SUBTOTAL}
        font = style.font(
            tokens.SIZE_BODY, tokens.WEIGHT_SEMIBOLD if strong else tokens.WEIGHT_REGULAR, figures=True
        )
        painter.setFont(font)
        text = index.data() or ""
        ink = colors.text
        if cell is Cell.DESCRIPTION and is_blank(line):
            text, ink = _("What is it for?"), colors.third
        painter.setPen(QColor(ink))
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        trailing = bool(
            self._model.data(index, Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignTrailing
        )
        side = Qt.AlignmentFlag.AlignRight if trailing != mirrored else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
        # Each text runs its own way, else a mirrored grid puts the full stop of a Latin line before it.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(inside, int(flags) | Qt.TextFlag.TextSingleLine, shown)
        ring = colors.bad if index.data(FaultRole) else ""
        if option.state & QStyle.StateFlag.State_HasFocus:
            ring = colors.accent
        if ring:
            painter.setPen(QPen(QColor(ring), 2))
            painter.drawRect(place.adjusted(1, 1, -2, -2))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        cell = Cell(index.column())
        self._row = index.row()
        words = self._model.headerData(index.column(), Qt.Orientation.Horizontal)
        editor: QWidget
        if cell is Cell.TAX:
            editor = self._tax_editor(parent)
        else:
            editor = QLineEdit(parent)
            # The side is absolute: the text must not jump across the cell when it is opened.
            is_text = cell in {Cell.DESCRIPTION, Cell.UNIT}
            editor.setAlignment(leading(editor) if is_text else trailing(editor))
            editor.textEdited.connect(self._typed)
            if cell is Cell.DESCRIPTION:
                more = _OUTER_INSET - _INSET
                mirrored = editor.isRightToLeft()
                editor.setTextMargins(0 if mirrored else more, 0, more if mirrored else 0, 0)
                self._offer_lines(editor)
            elif cell is Cell.UNIT:
                self._offer_units(editor)
        style.set_role(editor, role="cell", fault="yes" if index.data(FaultRole) else "")
        editor.setObjectName(f"cell_{cell.name.lower()}")
        # The line within an open choice is what has the cursor, and what a screen reader speaks of.
        for named in (editor, editor.lineEdit() if isinstance(editor, QComboBox) else editor):
            named.setAccessibleName(words)
            named.setAccessibleDescription(index.data(FaultRole) or "")
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            if not editor.lineEdit().isModified():
                self._show_tax(editor, index)
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(_typed(index))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        if isinstance(editor, QComboBox):
            text, chosen = editor.currentText(), editor.currentIndex()
            if chosen >= 0 and text == editor.itemText(chosen):
                model.setData(index, self._model.taxes[chosen][0])
            elif text.strip() and text != _typed(index):
                # Words that are none of the choices stay in the cell, with the reason.
                model.setData(index, text)
        elif isinstance(editor, QLineEdit) and (editor.text() != _typed(index) or index.data(FaultRole)):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        place = QRect(option.rect)
        if isinstance(editor, QComboBox):
            # Its words and arrow take more room than the cell has: it lies over the amount, which is not typed.
            if option.direction == Qt.LayoutDirection.RightToLeft:
                place.setLeft(0)
            else:
                place.setRight(editor.parentWidget().width() - 1)
        editor.setGeometry(place)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and isinstance(editor, QWidget):
            if event.type() == QEvent.Type.ShortcutOverride and self._is_reserved(event):
                # A line edit would take these keys for itself; here they mean the whole line.
                event.ignore()
                return True
            if (
                event.type() == QEvent.Type.KeyPress
                and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            ):
                step = {
                    Qt.Key.Key_Tab: 1,
                    Qt.Key.Key_Backtab: -1,
                    Qt.Key.Key_Return: LINE_DONE,
                    Qt.Key.Key_Enter: LINE_DONE,
                }.get(Qt.Key(event.key()))
                if step is not None:
                    self.commitData.emit(editor)
                    self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
                    self.left.emit(step)
                    return True
        if event.type() == QEvent.Type.Wheel and isinstance(editor, QComboBox):
            # Scrolling the page over it must not change what a line is taxed with.
            event.ignore()
            return True
        return super().eventFilter(editor, event)

    def _is_reserved(self, event: QKeyEvent) -> bool:
        return QKeySequence(event.keyCombination()) in self.reserved

    def _typed(self, _text: str) -> None:
        self.typing.emit()

    def _paint_role(
        self, painter: QPainter, place: QRect, line: Line, direction: Qt.LayoutDirection
    ) -> QRect:
        kind = Kind.INFO if line.chosen else Kind.QUIET
        chip = Chip(_(_ROLE_WORDS[line.role]), kind)
        if place.width() - chip_width(chip) < _LEAST_WORDS:
            chip = Chip(_(_SHORT_ROLE_WORDS[line.role]), kind)
        width = chip_width(chip)
        if direction == Qt.LayoutDirection.RightToLeft:
            paint_chip(painter, QRect(place.left(), place.top(), width, place.height()), chip, direction)
            return place.adjusted(width + tokens.SPACE_2, 0, 0, 0)
        paint_chip(painter, QRect(place.right() - width, place.top(), width, place.height()), chip, direction)
        return place.adjusted(0, 0, -width - tokens.SPACE_2, 0)

    def _tax_editor(self, parent: QWidget) -> QComboBox:
        """Return the choice of a tax; its words or its rate may be typed as well."""
        editor = QComboBox(parent)
        editor.setEditable(True)
        editor.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        editor.addItems([text for _tax, text in self._model.taxes])
        editor.lineEdit().setAlignment(leading(editor))
        editor.lineEdit().textEdited.connect(self._typed)
        return editor

    def _show_tax(self, editor: QComboBox, index: Index) -> None:
        line: Line = index.data(LineRole)
        known = [tax for tax, _words in self._model.taxes]
        editor.setCurrentIndex(known.index(line.tax) if line.tax in known else -1)
        if index.data(FaultRole) or line.tax not in known:
            editor.setEditText(_typed(index))
        editor.lineEdit().selectAll()

    def _offer_lines(self, editor: QLineEdit) -> None:
        helper = _Suggester(editor, self._complete, self._row)
        helper.chosen.connect(self._suggestion_chosen)

    def _suggestion_chosen(self, row: int, suggestion: Suggestion) -> None:
        # After the completer has put its text into the editor, which is closed then.
        QTimer.singleShot(0, self, lambda: self.chosen.emit(row, suggestion))

    def _offer_units(self, editor: QLineEdit) -> None:
        completer = QCompleter(self._units, editor)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        editor.setCompleter(completer)


def _typed(index: Index) -> str:
    text: str = index.data(Qt.ItemDataRole.EditRole)
    return text if Cell(index.column()) is Cell.DESCRIPTION else as_typed(text)


class _Suggester(QObject):
    """Asks for saved lines while a description is typed, and shows them below the cell."""

    chosen = Signal(int, object)

    def __init__(self, editor: QLineEdit, complete: Complete, row: int) -> None:
        super().__init__(editor)
        self._complete, self._row = complete, row
        self._offers: list[Suggestion] = []
        self._words = QStringListModel(self)
        self._completer = QCompleter(self._words, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(editor)
        self._editor = editor
        popup = QListView()
        self._completer.setPopup(popup)
        # After the completer's own filter, so that ours is asked first.
        popup.installEventFilter(self)
        popup.setObjectName("suggestions")
        style.set_role(popup, role="completer")
        self._completer.activated[QModelIndex].connect(self._take)  # type: ignore[index]  # the stubs know no overloads
        editor.textEdited.connect(self._ask)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The completer hands keys past the delegate: Tab would leave the grid instead of the cell.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _LEAVING:
            popup = self._completer.popup()
            index = popup.currentIndex()
            popup.hide()
            # The best match is current without being marked; only a marked one was chosen.
            is_marked = index.isValid() and popup.selectionModel().isSelected(index)
            if is_marked and event.key() != Qt.Key.Key_Backtab:
                self._take(index)
            else:
                QCoreApplication.sendEvent(self._editor, event)
            return True
        return super().eventFilter(watched, event)

    def _ask(self, text: str) -> None:
        self._offers = list(self._complete(text.strip())) if text.strip() else []
        self._words.setStringList(
            [f"{offer.text}  ·  {offer.note}" if offer.note else offer.text for offer in self._offers]
        )
        if self._offers:
            self._completer.complete()
        else:
            self._completer.popup().hide()

    def _take(self, index: QModelIndex) -> None:
        self.chosen.emit(self._row, self._offers[index.row()])
