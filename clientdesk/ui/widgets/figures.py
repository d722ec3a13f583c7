"""Key figures: a label, a large amount and a word about it, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from clientdesk.ui import style, tokens
from clientdesk.ui.widgets.columns import Columns


@dataclass(frozen=True, slots=True)
class Figure:
    """One key figure; `tone` of the note is a label role: caption, fault or warn. `name` is its objectName."""

    label: str
    value: str
    note: str = ""
    tone: str = "caption"
    name: str = ""


class Figures(Columns):
    """Key figures side by side, or two by two in a narrow window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, spacing=tokens.SPACE_3)

    def set_figures(self, figures: Sequence[Figure]) -> None:
        """Show `figures` in place of the ones before."""
        self.set_blocks([self._box(figure) for figure in figures])

    def _box(self, figure: Figure) -> QFrame:
        box = QFrame(self, objectName=f"figure_{figure.name}" if figure.name else "figure")
        style.set_role(box, role="figurebox")
        box.setAccessibleName(f"{figure.label}: {figure.value}. {figure.note}".rstrip(". "))
        column = QVBoxLayout(box)
        column.setContentsMargins(tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_4, tokens.SPACE_3)
        column.setSpacing(2)
        words = ((figure.label, "caption"), (figure.value, "figure"), (figure.note, figure.tone))
        for text, role in words if figure.note else words[:2]:
            label = QLabel(text, box)
            style.set_role(label, role=role)
            label.setAlignment(leading(label))
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addStretch(1)
        return box


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
