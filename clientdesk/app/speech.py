"""The application's language, formats, direction of reading and look, as the settings choose them."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSettings, QTranslator
from PySide6.QtWidgets import QApplication

from clientdesk import i18n, paths
from clientdesk.i18n.digits import Digits
from clientdesk.ui import style
from clientdesk.ui.copied_text import CopiedText


def set_up(app: QApplication, settings: QSettings, *, language: str = "", scheme: str = "") -> None:
    """Give the application its name, language, direction of reading and look."""
    app.setApplicationName(paths.APP_NAME)
    tag = language or chosen_language(settings)
    speak(app, tag, digits=chosen_digits(settings))
    style.install(app, scheme or str(settings.value("scheme") or "system"), scale=chosen_scale(settings))
    CopiedText.install(app)


def chosen_language(settings: QSettings | None) -> str:
    """Return the language of the settings, else the computer's."""
    stored = settings.value("language") if settings is not None else None
    return str(stored or "") or QLocale.system().name()


def chosen_digits(settings: QSettings | None) -> Digits:
    """Return the digits of the settings; empty for those of the region."""
    stored = settings.value("digits") if settings is not None else None
    return "latn" if stored == "latn" else "arab" if stored == "arab" else ""


def chosen_scale(settings: QSettings | None) -> float:
    """Return the size of all type of the settings, 1.0 where nothing sensible was stored."""
    stored = str((settings.value("text") if settings is not None else "") or "")
    is_size = stored.isdecimal() and len(stored) == len("100") and 100 <= int(stored) <= 200  # noqa: PLR2004  # per cent
    return int(stored) / 100 if is_size else 1.0


def speak(app: QApplication, tag: str, *, digits: Digits = "") -> None:
    """Let all that is built from now on speak the language of `tag`, with its formats and direction of reading."""
    translator = i18n.set_language(tag, digits=digits)
    QLocale.setDefault(QLocale(translator.tag.replace("-", "_")))
    if translator.is_right_to_left != app.isRightToLeft():
        # Asked of a locale: naming the direction itself would touch Qt's enumerations.
        app.setLayoutDirection(QLocale("ar" if translator.is_right_to_left else "en").textDirection())
    style.add_fonts_of(translator.language)
    _let_qt_speak(app, translator.language)


class _Qts:
    translator: QTranslator | None = None


def _let_qt_speak(app: QApplication, language: str) -> None:
    if _Qts.translator is not None:
        app.removeTranslator(_Qts.translator)
        _Qts.translator = None
    if language != i18n.SOURCE:
        # Imported here: English is what Qt speaks by itself.
        from clientdesk.ui import qt_texts

        _Qts.translator = qt_texts.install(app, language)
