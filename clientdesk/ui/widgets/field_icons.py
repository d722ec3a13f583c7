"""Icons inside of text fields as large as the text asks for; Qt's own style gives them 16 pixels, whatever its size."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QApplication, QLineEdit, QProxyStyle, QStyle, QStyleOption, QWidget

from clientdesk.ui import style

_SIZE: Final = 16
_STYLE: Final = "style_of_field_icons"


class _IconStyle(QProxyStyle):
    """Fusion with one measure of its own."""

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric == QStyle.PixelMetric.PM_LineEditIconSize:
            return style.scaled(_SIZE)
        return super().pixelMetric(metric, option, widget)


def let_grow(field: QLineEdit) -> None:
    """Let the icons in `field` follow the size of text; at 100 % the application's own style does."""
    app = QApplication.instance()
    if style.theme().scale == 1 or app is None:
        return
    found = app.findChild(QProxyStyle, _STYLE)
    if found is None:
        found = _IconStyle("fusion")
        found.setObjectName(_STYLE)
        found.setParent(app)
    field.setStyle(found)
