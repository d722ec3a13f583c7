"""Texts in tables that a spreadsheet would take for formulas: guarded on their way out, bare again on their way in.

Phone numbers are among them: of +49 341 555 a spreadsheet makes a number without its plus, of +49-341-555 a sum, and
a field for phone numbers takes +49-341-A1 as well. Nothing is let through for looking harmless (ASVS 1.2.10).
"""

from __future__ import annotations

import re
from typing import Final

#: What a formula begins with for some program (OWASP, CSV injection), behind apostrophes that are there already.
_FORMULA: Final = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """Return `text` so that no spreadsheet computes it: with an apostrophe before what begins like a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return what `guarded` made of a text as it was."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
