"""The window's language: set once at start, spoken by `_` and its kin everywhere above the documents."""

from __future__ import annotations

from clientdesk.i18n.catalogs import WINDOW
from clientdesk.i18n.digits import Digits
from clientdesk.i18n.translator import Translator


class LanguageNotSetError(RuntimeError):
    """A text was asked for before `set_language`: most often `_("…")` at import time; mark it with N_ instead."""

    def __init__(self, message: str) -> None:
        super().__init__(f"no language is set yet; cannot translate {message!r} (use N_ at import time)")


class _Ambient:
    """Holds the one translator of the window."""

    translator: Translator | None = None


def set_language(tag: str, *, digits: Digits = "") -> Translator:
    """Make `tag` the language of the window and of the command line, and return its translator."""
    _Ambient.translator = Translator(tag, WINDOW, digits=digits)
    return _Ambient.translator


def translator() -> Translator:
    """Return the window's translator: sentences and the formats of money, numbers and dates."""
    return _required("")


def spoken_language() -> str:
    """Return the language of the window, empty where none speaks: what is only read needs none."""
    return _Ambient.translator.language if _Ambient.translator is not None else ""


def _(message: str) -> str:
    """Translate `message` into the window's language."""
    return _required(message).gettext(message)


def pgettext(context: str, message: str) -> str:
    """Translate `message` as meant in `context`."""
    return _required(message).pgettext(context, message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Translate the form that fits `number`."""
    return _required(singular).ngettext(singular, plural, number)


def npgettext(context: str, singular: str, plural: str, number: int) -> str:
    """Translate the form that fits `number`, as meant in `context`."""
    return _required(singular).npgettext(context, singular, plural, number)


def _required(message: str) -> Translator:
    if _Ambient.translator is None:
        raise LanguageNotSetError(message)
    return _Ambient.translator
