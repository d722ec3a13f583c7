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
from clientdesk.ui.tokens import DARK, LIGHT, Colors

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

#: What a user can choose; `system` follows the desktop.
SCHEMES: Final = ("system", "light", "dark")
_MIDDLE_GREY: Final = 128
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
        self.changed.emit()


class _Installed:
    theme: Theme | None = None
    fonts: ClassVar[set[str]] = set()


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
            # What was never set before the widget is shown is seen by the first polish.
            restyle = restyle or known is not None or widget.isVisible()
    if restyle:
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)


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
        bad_ink=scheme.chips[tokens.Kind.BAD][0],
        bad_ground=scheme.chips[tokens.Kind.BAD][1],
        warn=scheme.warn,
        good=scheme.good,
        radius=f"{tokens.RADIUS_CONTROL}px",
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


_SHEET: Final = Template("""
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: 4px 8px; }
QLabel[role="title"] { font-size: $title; font-weight: 600; }
QLabel[role="section"] { font-size: $section; font-weight: 600; }
QLabel[role="rowtitle"] { font-size: $rowtitle; font-weight: 500; }
QLabel[role="second"] { color: $second; }
QLabel[role="caption"] { font-size: $caption; color: $second; }
QLabel[role="axis"] { font-size: $axis; color: $third; }
QLabel[role="fault"] { font-size: $caption; color: $bad; }
QLabel[role="hint"] { font-size: $caption; color: $third; }
QLabel[role="warn"] { font-size: $caption; color: $warn; }
QLabel[role="key"] { font-size: $caption; color: $second; background: $ground; border: 1px solid $line;
    border-radius: 4px; padding: 1px 6px; }
QLabel[role="figure"] { font-size: $title; font-weight: 600; }
QLabel[role="brand"] { font-size: $section; font-weight: 600; }

#rail { background: $rail; }
#top_bar { background: $surface; border-bottom: 1px solid $line; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: $card; }
QFrame[role="figurebox"] { background: $surface; border: 1px solid $line; border-radius: $card; }
QFrame[role="pane"] { background: $surface; }
QFrame[role="notice"] { background: $bad_ground; border: none; border-bottom: 1px solid $line; }
QFrame[role="notice"] QLabel { color: $bad_ink; font-weight: 500; }
QFrame[role="offer"] { background: $warn_ground; border: none; border-radius: $card; }
QFrame[role="offer"] QLabel { color: $warn_ink; font-weight: 500; }
QFrame[role="toast"] { background: $text; border-radius: $card; }
QFrame[role="toast"] QLabel { color: $surface; }
QFrame[role="toast"] QPushButton { color: $surface; background: transparent; border: none; font-weight: 600; }
QFrame[role="toast"] QPushButton:focus, QFrame[role="toast"] QPushButton:hover { text-decoration: underline; }
QFrame[role="popup"] { background: $surface; border: 1px solid $line; border-radius: $card; }
QFrame[role="palette"] { background: $surface; border: 1px solid $line; border-radius: $card; }
QFrame[role="separator"] { background: $line; border: none; }
QScrollArea, QScrollArea > QWidget > QWidget[role="scrolled"] { background: transparent; border: none; }

QPushButton { background: $surface; color: $text; border: 1px solid $line; border-radius: $radius;
    padding: 0 14px; min-height: $height; font-weight: 500; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $line; }
QPushButton:disabled { color: $third; background: transparent; }
QPushButton:focus { border: 2px solid $accent; padding: 0 13px; min-height: $inner; }
QPushButton[variant="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[variant="primary"]:hover, QPushButton[variant="primary"]:pressed { background: $accent_hover; }
QPushButton[variant="primary"]:disabled { background: $line; color: $second; border-color: $line; }
QPushButton[variant="primary"]:focus { border: 2px solid $text; }
QPushButton[variant="danger"] { color: $bad; }
QPushButton[variant="quiet"] { background: transparent; border-color: transparent; color: $second; }
QPushButton[variant="quiet"]:hover { background: $hover; }
QPushButton[variant="quiet"]:checked { background: $selection; color: $text; }
QPushButton[variant="quiet"]:focus { border-color: $accent; }
QPushButton[variant="link"] { background: transparent; border: none; color: $accent; padding: 0; min-height: $link;
    text-align: left; }
QPushButton[variant="link"]:hover, QPushButton[variant="link"]:focus { text-decoration: underline; }
QPushButton[variant="icon"] { padding: 0; min-width: $height; max-width: $height; }
QPushButton[variant="icon"]:focus { padding: 0; }
QPushButton[variant="bare"] { padding: 0; min-width: $height; max-width: $height; background: transparent;
    border-color: transparent; }
QPushButton[variant="bare"]:hover { background: $hover; }
QPushButton[variant="bare"]:focus { padding: 0; border-color: $accent; }
QPushButton[variant="rail"] { background: transparent; border: 1px solid transparent; color: $second; text-align: left;
    padding: 0 10px; font-weight: 500; }
QPushButton[variant="rail"]:hover { background: $hover; }
QPushButton[variant="rail"]:checked { background: $surface; color: $text; font-weight: 600; }
QPushButton[variant="rail"]:focus { border: 2px solid $accent; padding: 0 9px; }
QPushButton[variant="pill"] { background: transparent; border: 1px solid $line; border-radius: 13px; padding: 0 10px;
    min-height: $pill; font-size: $caption; color: $second; }
QPushButton[variant="pill"]:hover { background: $hover; }
QPushButton[variant="pill"]:checked { background: $selection; border-color: $accent; color: $text; }
QPushButton[variant="pill"]:focus { border: 2px solid $accent; padding: 0 9px; min-height: $pill_inner; }
QPushButton[variant="tab"] { background: transparent; border: none; border-bottom: 2px solid transparent;
    border-radius: 0; padding: 0 2px; color: $second; }
QPushButton[variant="tab"]:checked { border-bottom-color: $accent; color: $text; font-weight: 600; }
QPushButton[variant="tab"]:focus { color: $accent; }
QPushButton[variant="line"] { background: transparent; border: 1px solid transparent; border-bottom-color: $line;
    border-radius: 0; padding: 0 15px; text-align: left; }
QPushButton[variant="line"][place="last"] { border-bottom-color: transparent; }
QPushButton[variant="line"]:hover { background: $hover; }
QPushButton[variant="line"]:focus { background: $selection; border: 1px solid $accent; padding: 0 15px; }
QPushButton[variant="searchbox"] { color: $third; border-color: $edge; text-align: left; padding: 0 10px;
    font-weight: 400; }
QPushButton[variant="searchbox"]:focus { border: 2px solid $accent; padding: 0 9px; }
QPushButton[variant="narrow"] { background: transparent; border-color: transparent; padding: 0; min-width: $narrow;
    max-width: $narrow; }
QPushButton[variant="narrow"]:hover { background: $hover; }
QPushButton[variant="narrow"]:focus { padding: 0; border-color: $accent; }
QPushButton[variant="figure"] { border-radius: $card; padding: 0; text-align: left; font-weight: 400; }
QPushButton[variant="figure"]:focus { border: 2px solid $accent; padding: 0; }
QPushButton::menu-indicator { image: none; width: 0; }

QLineEdit, QPlainTextEdit, QComboBox { background: $surface; color: $text; border: 1px solid $edge;
    border-radius: $radius; padding: 0 10px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QComboBox { min-height: $height; }
QPlainTextEdit { padding: 6px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 0 9px; }
QLineEdit:focus, QComboBox:focus { min-height: $inner; }
QPlainTextEdit:focus { padding: 5px 5px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QLineEdit:read-only { color: $second;
    border-color: $line; background: $ground; }
QLineEdit[fault="yes"], QPlainTextEdit[fault="yes"], QComboBox[fault="yes"] { border: 2px solid $bad; padding: 0 9px; }
QLineEdit[fault="yes"], QComboBox[fault="yes"] { min-height: $inner; }
QPlainTextEdit[fault="yes"] { padding: 5px 5px; }
QLineEdit[role="palette"], QLineEdit[role="palette"]:focus { border: none; padding: 0; font-size: $section;
    min-height: $height; }
QLineEdit[role="cell"] { border: 2px solid $accent; border-radius: 0; padding: 0 8px; min-height: 0; }
QLineEdit[role="cell"][fault="yes"] { border-color: $bad; }
QComboBox[role="cell"] { border: 2px solid $accent; border-radius: 0; padding: 0 6px; min-height: 0; }
QComboBox::drop-down { border: none; width: $drop; }
QComboBox::down-arrow { image: url("$arrow"); width: $small; height: $small; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line; outline: none; padding: 4px;
    selection-background-color: $selection; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 6px; }
QComboBox QLineEdit { border: none; padding: 0; min-height: 0; background: transparent; }
QListView[role="completer"] { background: $surface; border: 1px solid $line; outline: none; padding: 4px;
    selection-background-color: $selection; selection-color: $text; }
QListView[role="completer"]::item { min-height: 28px; padding: 0 6px; }
QCheckBox { spacing: 8px; min-height: 24px; }
QCheckBox::indicator { width: $mark; height: $mark; border: 1px solid $edge; border-radius: 4px; background: $surface; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QCheckBox::indicator:focus { border: 2px solid $accent; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $second; border: none; border-bottom: 1px solid $line;
    padding: 0 10px; font-size: $caption; font-weight: 500; min-height: 34px; }
QMenu { background: $surface; border: 1px solid $line; border-radius: $radius; padding: 5px; }
QMenu::item { padding: 7px 26px 7px 12px; border-radius: 5px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $third; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QListWidget { background: transparent; border: none; outline: none; }
QListWidget::item { padding: 7px 10px; border-radius: $radius; color: $second; border: 1px solid transparent; }
QListWidget::item:hover { background: $hover; }
QListWidget::item:selected { background: $surface; color: $text; }
QListWidget::item:selected:focus { border: 1px solid $accent; }
QSplitter::handle { background: $line; }
QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QCalendarWidget QAbstractItemView { background: $surface; selection-background-color: $accent;
    selection-color: $on_accent; outline: none; }
QCalendarWidget #qt_calendar_navigationbar { background: $surface; }
QCalendarWidget QToolButton { background: transparent; color: $text; border: none; padding: 4px 8px; font-weight: 600; }
QCalendarWidget QToolButton:hover { background: $hover; border-radius: 5px; }
""")
