"""Where the window keeps its own state: size, scheme, language, saved filters; never business data."""

from __future__ import annotations

from PySide6.QtCore import QSettings

from clientdesk import paths


def user_settings() -> QSettings:
    """Return the settings of whoever uses the program, in a file of their own."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, paths.APP_NAME, paths.APP_NAME)
