"""Turns the tokens into what Qt draws with: bundled fonts, palette, the one stylesheet, the live switch."""

from __future__ import annotations

import functools
from string import Template
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QLabel

from clientdesk import paths
from clientdesk.ui import faces, tokens
from clientdesk.ui import stylesheet as stylesheet_text
from clientdesk.ui.tokens import DARK, LIGHT, Colors

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication, QWidget

#: What a user can choose; `system` follows the desktop.
SCHEMES: Final = ("system", "light", "dark")
_MIDDLE_GREY: Final = 128
#: The property of a widget that was there when a stylesheet was set.
_LOOKED_AT: Final = "looked_at"
_LATIN_FONTS: Final = ("Inter-Regular", "Inter-Medium", "Inter-SemiBold")
_OTHER_FONTS: Final = {
    # Lines of Noto's Arabic are twice as high as Inter's; Plex has the same letters in lines of our height.
    "ar": ("IBMPlexSansArabic-Regular", "IBMPlexSansArabic-SemiBold"),
    "te": ("NotoSansTelugu-Regular", "NotoSansTelugu-SemiBold"),
}
#: For the letters Plex has not.
_RARE_FONTS: Final = ("NotoSansArabic-Regular", "NotoSansArabic-SemiBold")
#: A letter of each script the window speaks.
_ALL_SCRIPTS: Final = "Aكఅ"
_SHEET: Final = Template(stylesheet_text.TEXT)


class Theme(QObject):
    """The scheme in use. `changed` follows every switch, after palette and stylesheet are in place."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._hints = QGuiApplication.styleHints()
        self._scheme = "system"
        # Asked of the palette that came with the desktop, while it is still there. The hint would say the same,
        # but the first touch of Qt's own enumerations costs a tenth of a bare window's start.
        self._system_is_dark = app.palette().window().color().lightness() < _MIDDLE_GREY
        self.scale = 1.0
        self.colors = LIGHT
        self._hints.colorSchemeChanged.connect(self._system_changed)

    @property
    def scheme(self) -> str:
        """The choice: `system`, `light` or `dark`."""
        return self._scheme

    def choose(self, scheme: str, *, scale: float | None = None) -> None:
        """Switch live to `scheme`, with all type at `scale` (1.0 is 100 %; None leaves it)."""
        self._scheme = scheme if scheme in SCHEMES else "system"
        self.scale = self.scale if scale is None else scale
        self._apply()

    def _system_changed(self) -> None:
        self._system_is_dark = self._hints.colorScheme().name == "Dark"
        if self._scheme == "system":
            self._apply()

    def _apply(self) -> None:
        dark = self._system_is_dark if self._scheme == "system" else self._scheme == "dark"
        self.colors = DARK if dark else LIGHT
        line_height.cache_clear()
        self._app.setPalette(palette(self.colors))
        self._app.setFont(font(tokens.SIZE_BODY))
        self._app.setStyleSheet(stylesheet(self.colors, self.scale))
        # The style has looked at all there is, hidden or not, and remembers the rules it found: see `set_role`.
        for widget in self._app.allWidgets():
            widget.setProperty(_LOOKED_AT, True)
        self.changed.emit()


class _Installed:
    theme: Theme | None = None
    fonts: ClassVar[set[str]] = set()
    #: The attribute of a widget whose rules are looked up. Known once the window has painted: see `Theme`.
    polished: Qt.WidgetAttribute | None = None


def install(app: QApplication, scheme: str = "system", *, scale: float = 1.0) -> Theme:
    """Give the application its style, fonts and colours; call once, before the first widget."""
    # Asking for the style makes Python's twin of it, which costs a twentieth of a bare window's start; where the
    # application was made with that style it is known.
    if app.property("style_is_known") is None and app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    add_fonts(_LATIN_FONTS)
    _Installed.theme = Theme(app)
    _Installed.theme.choose(scheme, scale=scale)
    return _Installed.theme


def add_other_fonts() -> None:
    """Load the faces of the other scripts; the window calls it after its first paint."""
    from PySide6.QtCore import QLoggingCategory, Qt

    _Installed.polished = Qt.WidgetAttribute.WA_WState_Polished
    # Qt tells on the terminal of every face that cannot shape a script before it takes the next one, which can.
    QLoggingCategory.setFilterRules("qt.text.font.db.warning=false")
    for names in (*_OTHER_FONTS.values(), _RARE_FONTS):
        add_fonts(names)


def add_fonts_of(language: str) -> None:
    """Load the faces of the script the window itself is written in: its very first paint needs them."""
    add_fonts(_OTHER_FONTS.get(language, ()))


def add_fonts(names: tuple[str, ...]) -> None:
    """Load bundled faces by file name without its ending, each once."""
    for name in names:
        if name not in _Installed.fonts:
            _Installed.fonts.add(name)
            faces.load(name)
    line_height.cache_clear()


def faces_loaded() -> int:
    """Return how many faces have been loaded: a measured text is measured anew when there are more."""
    return len(_Installed.fonts)


def theme() -> Theme:
    """Return the application's theme; `install` must have been called."""
    if _Installed.theme is None:
        raise RuntimeError("style.install was not called")
    return _Installed.theme


def colors() -> Colors:
    """Return the colours of the scheme in use (light before `install`)."""
    return _Installed.theme.colors if _Installed.theme else LIGHT


def color(name: str) -> QColor:
    """Return the colour called `name` in the tokens, such as `second` or `accent`."""
    return QColor(getattr(colors(), name))


def font(size: int, weight: int = tokens.WEIGHT_REGULAR, *, figures: bool = False) -> QFont:
    """Return our text face at a token size; `figures` gives figures of equal width, for columns of amounts."""
    scale = _Installed.theme.scale if _Installed.theme else 1.0
    return QFont(_font(round(size * scale), weight, figures))


@functools.lru_cache(maxsize=64)
def _font(pixels: int, weight: int, figures: bool) -> QFont:  # the key of a cache
    result = QFont()
    result.setFamilies(list(tokens.FAMILIES))
    result.setPixelSize(pixels)
    result.setWeight(QFont.Weight(weight))
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if figures:
        result.setFeature(QFont.Tag("tnum"), 1)
    return result


def scaled(length: int) -> int:
    """Return a length of the tokens grown with the size of text, for what has to hold words."""
    return round(length * max(1.0, _Installed.theme.scale)) if _Installed.theme else length


@functools.cache
def line_height(size: int, weight: int = tokens.WEIGHT_REGULAR) -> int:
    """Return how high a line at a token size is, whichever of our scripts is written in it, at the scale in use."""
    return QFontMetrics(font(size, weight)).boundingRect(_ALL_SCRIPTS).height()


def set_role(widget: QWidget, **properties: str) -> None:
    """Set properties the stylesheet selects by (`role`, `variant`, `fault`) and restyle the widget if shown.

    A label is plain text from here on: a client called `<b>` is no markup. In a mirrored window it begins on the
    right even if its text is Latin; on its own it would follow the text.
    """
    if isinstance(widget, QLabel):
        # PlainText by its number: see `Theme`.
        widget.setProperty("textFormat", 0)
        if widget.isRightToLeft():
            _begin_on_the_right(widget)
    restyle = False
    for name, value in properties.items():
        known = widget.property(name)
        if known != value:
            widget.setProperty(name, value)
            # What was never set before the widget is shown is seen by the first polish, unless the style has been
            # here already: it keeps to the rules for a widget without a role.
            restyle = restyle or known is not None or widget.isVisible() or _has_been_looked_at(widget)
    if restyle:
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)


def _has_been_looked_at(widget: QWidget) -> bool:
    """Tell whether the style knows a widget that is not to be seen: the scheme was switched, or it was let be seen."""
    polished = _Installed.polished
    return bool(widget.property(_LOOKED_AT)) or (polished is not None and widget.testAttribute(polished))


def _begin_on_the_right(label: QLabel) -> None:
    from PySide6.QtCore import Qt

    side = Qt.AlignmentFlag
    if label.alignment() == side.AlignLeft | side.AlignVCenter:
        label.setAlignment(side.AlignRight | side.AlignAbsolute | side.AlignVCenter)


def palette(scheme: Colors) -> QPalette:
    """Return the palette for Fusion and the delegates."""
    role = QPalette.ColorRole
    result = QPalette()
    pairs = {
        role.Window: scheme.ground,
        role.WindowText: scheme.text,
        role.Base: scheme.surface,
        role.AlternateBase: scheme.hover,
        role.Text: scheme.text,
        role.PlaceholderText: scheme.third,
        role.Button: scheme.surface,
        role.ButtonText: scheme.text,
        role.BrightText: scheme.bad,
        role.Highlight: scheme.accent,
        role.HighlightedText: scheme.on_accent,
        role.Accent: scheme.accent,
        role.Link: scheme.accent,
        role.ToolTipBase: scheme.surface,
        role.ToolTipText: scheme.text,
        role.Light: scheme.surface,
        role.Midlight: scheme.line,
        role.Mid: scheme.line,
        role.Dark: scheme.edge,
        role.Shadow: scheme.line,
    }
    for which, value in pairs.items():
        result.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, which, QColor(scheme.third))
    return result


def stylesheet(scheme: Colors, scale: float = 1.0) -> str:
    """Return the application's one stylesheet. It names no table view: styled views repaint whole when they scroll."""
    arrow = paths.resource("icons/chevron-down-dark.svg" if scheme.dark else "icons/chevron-down-light.svg")
    tick = paths.resource("icons/check-dark.svg" if scheme.dark else "icons/check-light.svg")
    sizes = {
        "axis": tokens.SIZE_AXIS,
        "caption": tokens.SIZE_CAPTION,
        "body": tokens.SIZE_BODY,
        "rowtitle": tokens.SIZE_ROW_TITLE,
        "section": tokens.SIZE_SECTION,
        "title": tokens.SIZE_TITLE,
    }
    return _SHEET.substitute(
        {name: f"{round(size * scale)}px" for name, size in sizes.items()},
        ground=scheme.ground,
        surface=scheme.surface,
        rail=scheme.rail,
        line=scheme.line,
        edge=scheme.edge,
        text=scheme.text,
        second=scheme.second,
        third=scheme.third,
        accent=scheme.accent,
        accent_hover=scheme.accent_hover,
        on_accent=scheme.on_accent,
        selection=scheme.selection,
        hover=scheme.hover,
        bad=scheme.bad,
        warn_ink=scheme.chips[tokens.Kind.WARN][0],
        warn_ground=scheme.chips[tokens.Kind.WARN][1],
        good_ink=scheme.chips[tokens.Kind.GOOD][0],
        good_ground=scheme.chips[tokens.Kind.GOOD][1],
        bad_ink=scheme.chips[tokens.Kind.BAD][0],
        bad_ground=scheme.chips[tokens.Kind.BAD][1],
        warn=scheme.warn,
        good=scheme.good,
        radius=f"{tokens.RADIUS_CONTROL}px",
        outer=f"{tokens.SPACE_4 - 1}px",
        card=f"{tokens.RADIUS_CARD}px",
        height=f"{round((tokens.CONTROL_HEIGHT - 2) * max(1.0, scale * 0.8))}px",
        inner=f"{round((tokens.CONTROL_HEIGHT - 4) * max(1.0, scale * 0.8))}px",
        narrow=f"{scaled(tokens.ICON_SIZE)}px",
        link=f"{round(20.5 * scale)}px",
        pill=f"{max(24, round(19 * scale))}px",
        pill_inner=f"{max(24, round(19 * scale)) - 2}px",
        drop=f"{round(26 * scale)}px",
        small=f"{round(14 * scale)}px",
        mark=f"{round(16 * scale)}px",
        arrow=arrow.as_posix(),
        tick=tick.as_posix(),
    )
