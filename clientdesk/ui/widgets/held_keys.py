"""What is typed while a page is on its way: held back, and typed there once the page has the cursor."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

#: A key with one of these is no typing but a command, which goes where it always goes.
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
#: A page that does not come must not take the keyboard with it.
_PATIENCE_MILLISECONDS = 3000
_PRESSES = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HeldKeys(QObject):
    """Holds keys between `hold` and `type_all` or `drop`; Escape goes through, for it calls the page off.

    A command, as Ctrl+S, is meant for the page that is coming: `hurried` asks for it at once, and the command goes on.
    An Enter that comes first is the one that asked for the page, pressed twice; it answers nothing there.
    """

    #: The page is wanted before the next line runs.
    hurried = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._keys: list[QKeyEvent] = []
        self._is_holding = False
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self.drop)

    def hold(self) -> None:
        """Hold back what is typed from now on."""
        application = QCoreApplication.instance()
        if application is not None and not self._is_holding:
            self._is_holding = True
            application.installEventFilter(self)
            self._patience.start()

    def type_all(self) -> None:
        """Type what was held where the cursor is now."""
        keys = self._keys[:]
        self.drop()
        for key in keys:
            target = QApplication.focusWidget()
            if target is not None:
                QApplication.sendEvent(target, key)

    def drop(self) -> None:
        """Hold nothing any more, and forget what was held."""
        self._keys.clear()
        self._patience.stop()
        application = QCoreApplication.instance()
        if application is not None and self._is_holding:
            self._is_holding = False
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _PRESSES or not isinstance(watched, QWidget):
            return False
        key: QKeyEvent = event  # type: ignore[assignment]  # as its type says
        if key.key() == Qt.Key.Key_Escape or key.key() in _MODIFIERS:
            return False
        if key.modifiers() & _COMMANDS:
            self.hurried.emit()
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            # Said to be typing, so that no single-key shortcut of the list takes it.
            event.accept()
            return True
        if not key.isAutoRepeat() and (self._keys or key.key() not in _ENTER):
            self._keys.append(key.clone())
        return True
