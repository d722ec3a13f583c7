"""Shortcuts by the place of a key: with Arabic or Telugu on the keyboard, Ctrl+K stays where K is printed."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import QEvent, QLocale, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from clientdesk.ui import actions

#: The rows of a keyboard from the first key on, by the number its Linux and its PC scan code share.
_ROWS: Final = ((2, "1234567890-="), (16, "QWERTYUIOP[]"), (30, "ASDFGHJKL;'"), (43, "\\ZXCVBNM,./"))
_PLACES: Final = {first + step: ord(key) for first, row in _ROWS for step, key in enumerate(row)}
#: macOS numbers the same places in another order; gaps belong to no letter.
_MAC_PLACES: Final = {
    code: ord(key)
    for code, key in enumerate("ASDFHGZXCV\0BQWERYT123465=97-80]OU[IP\0LJ'K;\\,/NM.")
    if key != "\0"
}
#: X11 and Wayland count from here.
_EVDEV_OFFSET: Final = 8
_CONTROLS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
_KEPT: Final = _CONTROLS | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
_LATIN_END: Final = 0x250


def place_of(event: QKeyEvent, platform: str) -> int:
    """Return the Latin key printed at the place that was pressed, 0 for a place without one."""
    if platform == "cocoa":
        return _MAC_PLACES.get(event.nativeVirtualKey(), 0)
    if platform == "windows":
        return _PLACES.get(event.nativeScanCode() & 0xFF, 0)
    return _PLACES.get(event.nativeScanCode() - _EVDEV_OFFSET, 0)


class LatinKeys(QObject):
    """Listens at the window that has the focus, and hands a Ctrl key of another script on as its Latin twin.

    Qt compares characters. It finds the Latin twin itself when the system has a Latin layout besides, and not when
    Arabic is the only one; then each Ctrl+letter is lost. What types text (AltGr, an input method) is left alone.
    """

    _installed: ClassVar[LatinKeys | None] = None

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._platform = QGuiApplication.platformName()
        # Only the letters that come in tell which layout is on; before the first, the input method's guess.
        script = QGuiApplication.inputMethod().locale().script()
        self._other_script = script not in {QLocale.Script.LatinScript, QLocale.Script.AnyScript}
        self._window: QWindow | None = None
        app.focusWindowChanged.connect(self._follow)
        self._follow(QGuiApplication.focusWindow())

    @classmethod
    def install(cls) -> None:
        """Begin to listen, once for the whole application."""
        app = QApplication.instance()
        if cls._installed is None and isinstance(app, QApplication):
            cls._installed = cls(app)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that Qt would not understand, and leave every other event as it is."""
        kind = event.type()
        if kind not in {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress} or not isinstance(
            event, QKeyEvent
        ):
            return False
        key = self._latin_twin(event)
        if not key:
            return False
        event.accept()
        if kind == QEvent.Type.KeyPress:
            # The first of the two events was only taken so that the second comes here and not to a shortcut.
            _press(key, event.modifiers() & _KEPT, repeated=event.isAutoRepeat())
        return True

    def _follow(self, window: QWindow | None) -> None:
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window.destroyed.disconnect(self._forget)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._window = None

    def _latin_twin(self, event: QKeyEvent) -> int:
        key, held = event.key(), event.modifiers()
        letter = event.text()[:1]
        with_shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        if _LATIN_END <= key < Qt.Key.Key_Escape or (letter.isalpha() and ord(letter) >= _LATIN_END):
            self._other_script = True
        elif letter.isalpha() and not with_shift:
            # With Shift a Hebrew keyboard types Latin letters, too.
            self._other_script = False
        if not held & _CONTROLS:
            return 0
        if held & Qt.KeyboardModifier.AltModifier and key < _LATIN_END and letter.isprintable():
            return 0  # AltGr on Windows, which comes as Ctrl and Alt: "@" is typing.
        twin = place_of(event, self._platform)
        if not twin:
            return 0
        if key == twin:
            # Qt takes the Shift of a Hebrew keyboard for what makes the letter Latin: Ctrl+Shift+L would be Ctrl+L.
            return twin if with_shift and self._other_script else 0
        if _LATIN_END <= key < Qt.Key.Key_Escape or key in {0, Qt.Key.Key_unknown}:
            return twin
        # With Shift an Arabic letter key gives "/" or "÷": a sign where a letter is printed, and only on such layouts.
        sign_on_letter = chr(twin).isalpha() and not chr(key & 0xFF).isalnum() and key < _LATIN_END
        return twin if sign_on_letter and self._other_script else 0


def _press(key: int, held: Qt.KeyboardModifier, *, repeated: bool) -> None:
    """Do what the Latin key would have done: the field's own key first, then the shortcut, then plain delivery."""
    target = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
    if target is None:
        return
    wanted = QKeyEvent(QEvent.Type.ShortcutOverride, key, held, "", repeated)
    wanted.ignore()
    QApplication.sendEvent(target, wanted)
    if not wanted.isAccepted():
        action = _heard_by(target, QKeySequence(held.value | key))
        if action is not None:
            action.trigger()
            return
    QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, key, held, "", repeated))


def _heard_by(target: QWidget, keys: QKeySequence) -> QAction | None:
    for action in actions.live(target.window()):
        if keys in action.shortcuts() and not actions.spec(action.objectName()).gives_way:
            return action
    return None
