"""Key figures: a label, a large amount and a word about it, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from clientdesk.ui import actions, style, tokens
from clientdesk.ui.widgets.columns import Columns


@dataclass(frozen=True, slots=True)
class Figure:
    """One key figure; `tone` of the note is a label role: caption, fault or warn. `name` is its objectName.

    One that `opens` is a button that leads to what it counts.
    """

    label: str
    value: str
    note: str = ""
    tone: str = "caption"
    name: str = ""
    opens: bool = False


class Figures(Columns):
    """Key figures side by side, or two by two in a narrow window."""

    #: The name of a figure that was pressed.
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, spacing=tokens.SPACE_3)
        style.theme().changed.connect(self._align)

    def set_figures(self, figures: Sequence[Figure]) -> None:
        """Show `figures` in place of the ones before."""
        # Boxes that are there get new words: making them is most of the work.
        kept = []
        for box, figure in zip(self._blocks, figures, strict=False):
            if (box.name if isinstance(box, FigureButton) else "") != (figure.name if figure.opens else ""):
                break
            _say(box, figure)
            kept.append(box)
        more = [self._box(figure) for figure in figures[len(kept) :]]
        if more or len(kept) < len(self._blocks):
            self.set_blocks([*kept, *more])
        else:
            self._arrange()
        self._align()

    def _align(self) -> None:
        """Put the words of all boxes on the same base lines, whatever scripts are written in them."""
        for labels in zip(*(box.findChildren(QLabel) for box in self._blocks), strict=True):
            lines = [_line(label) for label in labels]
            above, below = (max(sides) for sides in zip(*lines, strict=True))
            for label, (ascent, descent) in zip(labels, lines, strict=True):
                label.setContentsMargins(0, round(above - ascent), 0, round(below - descent))

    def _box(self, figure: Figure) -> QWidget:
        box = FigureButton(figure.name, self) if figure.opens else QFrame(self)
        if isinstance(box, FigureButton):
            box.pressed_name.connect(self.opened)
        else:
            style.set_role(box, role="figurebox")
        column = QVBoxLayout(box)
        # The frame of a box counts as its own, that of a button does not.
        more = 1 if figure.opens else 0
        side, top = tokens.SPACE_4 + more, tokens.SPACE_3 + more
        column.setContentsMargins(side, top, side, top)
        column.setSpacing(2)
        for role in ("caption", "figure", figure.tone):
            label = QLabel(box)
            style.set_role(label, role=role)
            label.setAlignment(leading(label))
            if figure.opens:
                label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            else:
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addStretch(1)
        _say(box, figure)
        return box


def _say(box: QWidget, figure: Figure) -> None:
    box.setObjectName(f"figure_{figure.name}" if figure.name else "figure")
    box.setAccessibleName(f"{figure.label}: {figure.value}. {figure.note}".rstrip(". "))
    caption, value, note = box.findChildren(QLabel)
    caption.setText(figure.label)
    value.setText(figure.value)
    note.setText(figure.note)
    note.setVisible(bool(figure.note))
    style.set_role(note, role=figure.tone)


def _line(label: QLabel) -> tuple[float, float]:
    """Return how far the words of a label, in the faces of their scripts, stand above and below their base line."""
    if label.isHidden() or not label.text():
        return 0, 0
    label.ensurePolished()
    layout = QTextLayout(label.text(), label.font())
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return line.ascent(), line.descent()


class FigureButton(actions.EnterButton):
    """A figure that leads to what it counts: Enter, Space or a click."""

    #: Its name, when it was pressed.
    pressed_name = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        style.set_role(self, variant="figure")
        self.clicked.connect(self._press)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.totalSizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.totalMinimumSize() if layout is not None else super().minimumSizeHint()

    def _press(self) -> None:
        self.pressed_name.emit(self.name)


def leading(widget: QWidget) -> Qt.AlignmentFlag:
    """Return the side where reading begins as an absolute side: a label else follows its text's own direction."""
    mirrored = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


def trailing(widget: QWidget) -> Qt.AlignmentFlag:
    """Return the side where reading ends as an absolute side."""
    mirrored = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
