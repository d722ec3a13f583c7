"""Lucide icons, tinted with a colour of the tokens and drawn at the screen's own resolution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from clientdesk import paths
from clientdesk.ui import style, tokens

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

#: Icons that point along the line of reading: mirrored where it runs from right to left.
_DIRECTIONAL: Final = frozenset(
    {
        "arrow-left", "arrow-right", "chevron-left", "chevron-right", "undo-2", "redo-2", "send", "list", "list-plus",
        "list-checks", "panel-right", "external-link",
    }
)  # fmt: skip
#: What stands for a colour where it cannot be pressed.
_DISABLED: Final = {"on_accent": "second", "second": "edge"}
_STROKE: Final = "1.75"
_pixmaps: dict[tuple[object, ...], QPixmap] = {}


class _Drawing:
    is_held = False
    theme: style.Theme | None = None


def hold() -> None:
    """Leave all icons blank, in their size, until `release`: drawing them is not worth a later first paint."""
    _Drawing.is_held = True


def release() -> None:
    """Draw what was held back, and from now on at once."""
    if _Drawing.is_held:
        _Drawing.is_held = False
        retint()


def size() -> int:
    """Return how large an icon beside words is at the size of text in use."""
    return style.scaled(tokens.ICON_SIZE)


def icon(name: str, tone: str = "second", *, size: int = 0, gap: int = 0) -> QIcon:
    """Return the Lucide icon `name` in the colour `tone`; `gap` leaves room between it and a button's text."""
    result = QIcon(pixmap(name, tone, size=size, gap=gap))
    disabled = _DISABLED.get(tone)
    if disabled is not None:
        # The style's own paler copy could not be seen on grey, and is no paler where the scheme is dark.
        result.addPixmap(pixmap(name, disabled, size=size, gap=gap), QIcon.Mode.Disabled)
    return result


def pixmap(name: str, tone: str = "second", *, size: int = 0, gap: int = 0) -> QPixmap:
    """Return the icon as a picture of `size` logical pixels (0: as beside words), cached per colour and resolution."""
    size = size or style.scaled(tokens.ICON_SIZE)
    ratio = _ratio()
    mirrored = QGuiApplication.isRightToLeft()
    key = (name, getattr(style.colors(), tone), size, gap, ratio, mirrored)
    if _Drawing.is_held:
        key = ("", "", size, gap, ratio, mirrored)
    known = _pixmaps.get(key)
    if known is None:
        known = _pixmaps[key] = _drawn(name, str(key[1]), size, gap, ratio, mirrored=mirrored)
    return known


def set_icon(target: QAction | QAbstractButton, name: str, tone: str = "second", *, gap: int = 0) -> None:
    """Give `target` an icon that follows the switch between light and dark."""
    _follow_theme()
    target.setProperty("icon_name", name)
    target.setProperty("icon_tone", tone)
    target.setProperty("icon_gap", gap)
    target.setIcon(icon(name, tone, gap=gap))
    if isinstance(target, QAbstractButton):
        target.setIconSize(QSize(size() + gap, size()))


def set_picture(label: QLabel, name: str, tone: str = "second", *, size: int = 0) -> None:
    """Give `label` an icon in place of words that follows the switch between light and dark; `size` before scaling."""
    _follow_theme()
    label.setProperty("icon_name", name)
    label.setProperty("icon_tone", tone)
    label.setProperty("icon_size", size)
    label.setPixmap(pixmap(name, tone, size=style.scaled(size or tokens.ICON_SIZE)))


def retint() -> None:
    """Draw every icon given by `set_icon` or `set_picture` anew, in the colours and the size now in use."""
    for widget in QApplication.allWidgets():
        if isinstance(widget, QLabel):
            picture = widget.property("icon_name")
            if picture:
                tone, size = widget.property("icon_tone"), widget.property("icon_size")
                set_picture(widget, picture, tone, size=size or 0)
            continue
        targets: list[QAction | QAbstractButton] = list(widget.actions())
        if isinstance(widget, QAbstractButton):
            targets.append(widget)
        for target in targets:
            name = target.property("icon_name")
            if name:
                set_icon(target, name, target.property("icon_tone"), gap=target.property("icon_gap") or 0)


def _follow_theme() -> None:
    if _Drawing.theme is not style.theme():
        _Drawing.theme = style.theme()
        _Drawing.theme.changed.connect(retint)


def _ratio() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


def _drawn(name: str, color: str, size: int, gap: int, ratio: float, *, mirrored: bool) -> QPixmap:
    picture = QPixmap(round((size + gap) * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(0, 0, 0, 0))
    if not name:
        return picture
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mirrored and name in _DIRECTIONAL:
        painter.translate(size + gap, 0)
        painter.scale(-1, 1)
        left = 0
    else:
        left = gap if mirrored else 0
    _renderer(name, color).render(painter, QRectF(left, 0, size, size))
    painter.end()
    return picture


def _renderer(name: str, color: str) -> QSvgRenderer:
    # Imported here: a window whose icons are all cached or hidden does not need it at start.
    from PySide6.QtSvg import QSvgRenderer

    source = paths.resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    tinted = source.replace("currentColor", color).replace('stroke-width="2"', f'stroke-width="{_STROKE}"')
    return QSvgRenderer(QByteArray(tinted.encode()))
