"""The only wiring of the window: open the book, set the language, build session and main window, run."""

from __future__ import annotations

from clientdesk.app.program import parse, run
from clientdesk.app.speech import chosen_digits, chosen_language, chosen_scale, set_up, speak
from clientdesk.app.warming import WARM, WARM_FOR_WORK, TidyUp
from clientdesk.app.windows import Windows, clock, open_window

__all__ = [
    "WARM",
    "WARM_FOR_WORK",
    "TidyUp",
    "Windows",
    "chosen_digits",
    "chosen_language",
    "chosen_scale",
    "clock",
    "open_window",
    "parse",
    "run",
    "set_up",
    "speak",
]
