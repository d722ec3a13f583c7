"""What is wrong with letters: boxes in place of glyphs, faces that are not ours, names and numbers turned around."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSizeF, Qt
from PySide6.QtGui import QFont, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from clientdesk.i18n import without_marks
from clientdesk.ui import tokens
from clientdesk.ui.widgets.chip import ChipLabel
from clientdesk.ui.widgets.table import PagedTableModel, RowRole


@dataclass(frozen=True, slots=True)
class Shown:
    """A text on screen, who shows it, and in which direction its line begins; None goes by the text's letters."""

    widget: QWidget
    text: str
    direction: Qt.LayoutDirection | None = None


def shown(top: QWidget) -> Iterator[Shown]:
    """Return all texts that `top` shows, table cells included."""
    for widget in (top, *top.findChildren(QWidget)):
        if widget.isVisible():
            for one in _texts(widget):
                if one.text:
                    yield one


def _texts(widget: QWidget) -> Iterator[Shown]:
    if isinstance(widget, ChipLabel):
        yield Shown(widget, widget.chip.word if widget.chip else "")
    elif isinstance(widget, QLabel):
        yield Shown(widget, widget.text())
    elif isinstance(widget, QAbstractButton):
        # Two of them are a letter, one marks a key.
        yield Shown(widget, widget.text().replace("&&", "&"), widget.layoutDirection())
    elif isinstance(widget, QComboBox):
        for number in range(min(widget.count(), 30)):
            yield Shown(widget, widget.itemText(number))
    elif isinstance(widget, QLineEdit):
        yield Shown(widget, widget.text() or widget.placeholderText())
    elif isinstance(widget, QPlainTextEdit):
        yield Shown(widget, widget.toPlainText())
    elif isinstance(widget, QAbstractItemView):
        yield from _cells(widget)


def _cells(view: QAbstractItemView) -> Iterator[Shown]:
    model, none = view.model(), QModelIndex()
    if model is None:
        return
    columns = model.columnCount(none) if isinstance(view, QTableView) else 1
    for row in range(min(model.rowCount(none), 25)):
        for column in range(columns):
            index = model.index(row, column)
            record = index.data(RowRole) if isinstance(model, PagedTableModel) else None
            if record is None:
                yield Shown(view, str(index.data() or ""))
                continue
            declared = model.columns[column]
            for part in (declared.text, declared.second, declared.trailing):
                if part is not None:
                    yield Shown(view, part(record))
            chip = declared.chip(record) if declared.chip else None
            if chip is not None:
                yield Shown(view, chip.word)
    if isinstance(view, QTableView) and view.horizontalHeader().isVisible():
        for column in range(columns):
            yield Shown(view, str(model.headerData(column, Qt.Orientation.Horizontal) or ""))


# Glyphs.


def faults(top: QWidget) -> list[str]:
    """Return a sentence for each text with a letter that no face of ours can draw."""
    found = []
    for one in shown(top):
        missing = {char for char in one.text if not _drawn(char, one.widget.font().key())}
        if missing:
            names = ", ".join(sorted(f"U+{ord(char):04X}" for char in missing))
            found.append(
                f"{one.widget.objectName() or type(one.widget).__name__}: {names} in “{one.text[:60]}”"
            )
    return list(dict.fromkeys(found))


@functools.cache
def _drawn(char: str, font: str) -> bool:
    """Tell whether a bundled face has the letter; marks that are not seen need none."""
    if unicodedata.category(char) in {"Cc", "Cf", "Zs", "Zl", "Zp"}:
        return True
    made = QFont()
    made.fromString(font)
    made.setFamilies(list(tokens.FAMILIES))
    # A vowel sign alone is drawn on a dotted circle, which is not the sign's fault.
    _layout, line = _line(char, made)
    glyphs = [(index, run.rawFont().familyName()) for run in line.glyphRuns() for index in run.glyphIndexes()]
    return bool(glyphs) and all(index and family in tokens.FAMILIES for index, family in glyphs)


def laid_out(text: str, font: QFont, *, width: float = 0) -> QSizeF:
    """Return the room that `text` takes as it is really drawn, with all faces it needs; wrapped if `width` is given."""
    total, widest = 0.0, 0.0
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph, font)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width or 100_000)
            total += line.height()
            widest = max(widest, line.naturalTextWidth())
        layout.endLayout()
    return QSizeF(widest, total)


def _line(
    text: str, font: QFont, direction: Qt.LayoutDirection | None = None
) -> tuple[QTextLayout, QTextLine]:
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto if direction is None else direction)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(100_000)
    layout.endLayout()
    return layout, line


# Order.


def order(text: str, font: QFont, direction: Qt.LayoutDirection | None = None) -> str:
    """Return the letters of `text` as they stand on the line from left to right; what is not seen is left out."""
    _layout, line = _line(text, font, direction)
    placed = []
    for index, char in enumerate(text):
        if unicodedata.category(char) in {"Cf", "Mn", "Mc"}:
            continue
        # One letter at a time: Qt's list of which glyph draws which letter holds for single runs only.
        places = [position.x() for run in line.glyphRuns(index, 1) for position in run.positions()]
        if places:
            placed.append((min(places), index))
    return "".join(text[index] for _x, index in sorted(placed))


def turned(one: Shown, unit: str, font: QFont) -> bool:
    """Tell whether `unit` (a name, number, date) stands in the text in another order than alone."""
    return unit in without_marks(one.text) and order(unit, font) not in order(one.text, font, one.direction)


#: Amounts, rates, dates in figures, numbers of papers, numbers to call, addresses of mail, accounts.
_FIGURES = re.compile(
    r"[\w.+-]+@[\w.-]+\w|[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){3,}(?: ?[A-Z0-9]{1,4})?|\+\d[\d ()-]{5,}\d"
    r"|\w*[A-Z]\w*(?:[-/][\w]+)+|\u200e?[-+\u2212]?\d+(?:[.,٬٫/-]\u200f?\d+|\u200f/\d+)*",
    re.ASCII,
)


def turned_parts(one: Shown, names: Iterable[str], font: QFont) -> list[str]:
    """Return the names and figures of a text that its line has turned around."""
    bare = without_marks(one.text)
    units = {*_FIGURES.findall(bare), *(name for name in names if len(name) > 1 and name in bare)}
    return sorted(unit for unit in units if turned(one, unit, font))
