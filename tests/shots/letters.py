"""What is wrong with letters: boxes in place of glyphs, faces that are not ours, names and numbers turned around."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QFont, QGlyphRun, QTextLayout, QTextOption
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
    model = view.model()
    if model is None:
        return
    for row in range(min(model.rowCount(), 25)):
        for column in range(model.columnCount()):
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
        for column in range(model.columnCount()):
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
    runs = _runs(char, made, None)
    glyphs = [(index, run.rawFont().familyName()) for run in runs for index in run.glyphIndexes()]
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


def _runs(text: str, font: QFont, direction: Qt.LayoutDirection | None) -> list[QGlyphRun]:
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto if direction is None else direction)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(100_000)
    layout.endLayout()
    flags = QTextLayout.GlyphRunRetrievalFlag
    return line.glyphRuns(
        0, len(text), flags.RetrieveGlyphIndexes | flags.RetrieveGlyphPositions | flags.RetrieveStringIndexes
    )


# Order.


def order(text: str, font: QFont, direction: Qt.LayoutDirection | None = None) -> str:
    """Return the letters of `text` as they stand on the line from left to right; what is not seen is left out."""
    placed = []
    for run in _runs(text, font, direction):
        for position, index in zip(run.positions(), run.stringIndexes(), strict=True):
            if unicodedata.category(text[index]) != "Cf" and not unicodedata.combining(text[index]):
                placed.append((position.x(), index))
    return "".join(text[index] for _x, index in sorted(dict.fromkeys(placed)))


def turned(one: Shown, unit: str, font: QFont) -> bool:
    """Tell whether `unit` (a name, number, date) stands in the text in another order than alone."""
    bare = "".join(char for char in one.text if unicodedata.category(char) != "Cf")
    if unit not in bare:
        return False
    return order(unit, font) not in order(one.text, font, one.direction)
