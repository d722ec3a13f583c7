"""Languages: `_` and its kin for the window, Translator for papers, and reading what people type.

Babel is imported inside the functions that need it, so that importing this package costs nothing at start.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from clientdesk.i18n.ambient import (
    LanguageNotSetError,
    _,
    ngettext,
    npgettext,
    pgettext,
    set_language,
    spoken_language,
    translator,
)
from clientdesk.i18n.bidi import without_marks
from clientdesk.i18n.catalogs import PAPER, WINDOW
from clientdesk.i18n.messages import (
    translate_error,
    translate_message,
    translate_next_step,
)
from clientdesk.i18n.tags import (
    PAPER_LANGUAGES,
    SOURCE,
    WINDOW_LANGUAGES,
    language_of,
    normalise,
    runs_right_to_left,
)
from clientdesk.i18n.translator import DateStyle, Translator

if TYPE_CHECKING:
    from clientdesk.i18n.reading import parse_decimal, parse_money, parse_percent, parse_price, parse_quantity
    from clientdesk.i18n.reading_dates import parse_date

__all__ = [
    "PAPER",
    "PAPER_LANGUAGES",
    "SOURCE",
    "WINDOW",
    "WINDOW_LANGUAGES",
    "DateStyle",
    "LanguageNotSetError",
    "Translator",
    "_",
    "language_of",
    "ngettext",
    "normalise",
    "npgettext",
    "parse_date",
    "parse_decimal",
    "parse_money",
    "parse_percent",
    "parse_price",
    "parse_quantity",
    "pgettext",
    "runs_right_to_left",
    "set_language",
    "spoken_language",
    "translate_error",
    "translate_message",
    "translate_next_step",
    "translator",
    "without_marks",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401  # a module's own attribute
    """Import the readers when one is first used: the window is painted long before anybody types."""
    if name.startswith("parse_"):
        module = "reading_dates" if name == "parse_date" else "reading"
        return getattr(importlib.import_module(f"clientdesk.i18n.{module}"), name)
    raise AttributeError(name)
