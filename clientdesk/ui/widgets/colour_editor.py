"""A colour: chosen among some, typed as `#rrggbb`, or taken from the system's dialog; empty leaves it to the look."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QColorDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from clientdesk.domain.design import read_colour
from clientdesk.domain.errors import RuleError
from clientdesk.i18n import _
from clientdesk.ui import actions, icons, style, tokens
from clientdesk.ui.widgets.editors import Editor, TextEditor
from clientdesk.ui.widgets.flow import FlowLayout
from clientdesk.ui.widgets.tips import plain_tip

_SIZE: Final = 22
_RING: Final = 2
#: Letters of a colour, and room for two more.
_LETTERS: Final = 9


class ColourEditor(QWidget, Editor):
    """Swatches, a line for the figures of a colour, and a way back to the look's own (an empty text).

    `swatches` maps colours to their names; `remark(colour)` is said below the field, such as that it is too pale.
    """

    edited = Signal()
    echo_role = "warn"

    def __init__(
        self, parent: QWidget | None = None, *, swatches: Mapping[str, str], remark: Callable[[str], str]
    ) -> None:
        super().__init__(parent)
        self._remark = remark
        self._group = QButtonGroup(self)
        self._swatches: dict[str, Swatch] = {}
        row = QWidget(self)
        flow = FlowLayout(row, spacing=0)
        for colour, name in swatches.items():
            swatch = self._swatches[colour] = Swatch(colour, name, row)
            swatch.clicked.connect(self._chosen)
            self._group.addButton(swatch)
            flow.addWidget(swatch)
        #: A colour of the user's own, beside those that are proposed.
        self._own = Swatch("", _("Your own colour"), row)
        self._own.clicked.connect(self._chosen)
        self._group.addButton(self._own)
        flow.addWidget(self._own)
        self.line = TextEditor(self)
        self.line.setPlaceholderText(_("As the look has it"))
        self.line.setMinimumWidth(self.line.fontMetrics().averageCharWidth() * _LETTERS + 2 * tokens.SPACE_3)
        self.line.edited.connect(self._typed)
        self._pick = actions.button("design.pick_colour", self, self.pick, variant="icon")
        self._usual = actions.button("design.usual_colour", self, self.take_usual, variant="icon")
        below = QHBoxLayout()
        below.setSpacing(tokens.SPACE_2)
        below.addWidget(self.line, 1)
        below.addWidget(self._pick)
        below.addWidget(self._usual)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        column.addLayout(below)
        column.addWidget(row)
        self.setFocusProxy(self.line)
        self._follow()

    @property
    def parts(self) -> Sequence[QWidget]:
        return (self.line,)

    @property
    def echo(self) -> str:  # type: ignore[override]  # what is said depends on the colour
        colour = self._colour()
        return self._remark(colour) if colour else ""

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def value(self) -> str:
        return read_colour(self.objectName(), self.line.text())

    def set_value(self, value: Any) -> None:
        self.retype(value or "")

    def typed(self) -> str:
        return self.line.text()

    def retype(self, text: str) -> None:
        self.line.setText(text)
        self._follow()

    def set_fault(self, sentence: str) -> None:
        style.set_role(self.line, fault="yes" if sentence else "")
        self.line.setAccessibleDescription(sentence)

    def pick(self) -> None:
        """Ask for any colour in the system's own dialog."""
        dialog = QColorDialog(QColor(self._colour() or next(iter(self._swatches))), self)
        dialog.setObjectName("colour_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(self._picked)
        dialog.open()

    def take_usual(self) -> None:
        """Leave the colour to the look again."""
        self._set("")

    # Inside.

    def _picked(self, colour: QColor) -> None:
        self._set(colour.name())

    def _chosen(self) -> None:
        checked = self._group.checkedButton()
        if isinstance(checked, Swatch):
            self._set(checked.colour)

    def _typed(self) -> None:
        self._follow()
        self.edited.emit()

    def _set(self, colour: str) -> None:
        if colour != self.line.text():
            self.line.setText(colour)
            self._typed()

    def _colour(self) -> str:
        try:
            return self.value()
        except RuleError:
            return ""

    def _follow(self) -> None:
        """Mark the swatch of the colour, if it has one; the keys come to that one, else to the first."""
        colour = self._colour()
        self._usual.bound_action.setEnabled(bool(self.line.text()))
        self._group.setExclusive(False)
        for own, swatch in self._swatches.items():
            swatch.setChecked(own == colour)
        self._group.setExclusive(True)
        is_own = bool(colour) and colour not in self._swatches
        self._own.colour = colour if is_own else ""
        self._own.setChecked(is_own)
        self._own.setVisible(is_own)
        known = self._swatches.get(colour) or next(iter(self._swatches.values()))
        for swatch in (*self._swatches.values(), self._own):
            is_stop = swatch is (self._own if is_own else known)
            swatch.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)


class Swatch(QRadioButton):
    """A round spot of a colour that can be chosen; arrow keys walk from one to the next."""

    def __init__(self, colour: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.colour = colour
        self.setObjectName(f"swatch_{colour}")
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        side = style.scaled(_SIZE) + 4 * _RING
        return QSize(side, side)

    def hitButton(self, _place: object) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.width() / 2, self.height() / 2)
        radius = self.width() / 2 - 2 * _RING
        if self.hasFocus() or self.isChecked() or self.underMouse():
            tone = "accent" if self.hasFocus() else "text" if self.isChecked() else "edge"
            painter.setPen(QPen(style.color(tone), _RING))
            painter.drawEllipse(middle, radius + 1.5 * _RING, radius + 1.5 * _RING)
        # A line around it, or a dark spot could not be seen on a dark card.
        painter.setPen(QPen(style.color("edge"), 1))
        painter.setBrush(QColor(self.colour))
        painter.drawEllipse(middle, radius - _RING / 2, radius - _RING / 2)
        if self.isChecked():
            side = round(radius)
            tick = icons.pixmap("check", _sign_on(self.colour), size=side)
            painter.drawPixmap(middle - QPointF(side / 2, side / 2), tick)
        painter.end()


def _sign_on(colour: str) -> str:
    """Return the tone, of the scheme's, in which a sign can be seen on `colour`."""
    return max(("text", "surface"), key=lambda tone: tokens.contrast(colour, getattr(style.colors(), tone)))
