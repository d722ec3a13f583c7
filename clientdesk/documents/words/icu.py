"""Numbers in English and German words, as ICU's spellout rules say them.

They are right for these two, and group by lakh in Indian English. Not so for Arabic (ثلاثة مائة, one gender for all)
and Telugu (none at all), which have modules of their own; num2words is wrong in both as well.
"""

from __future__ import annotations

from functools import lru_cache

from icu4py.messageformat import MessageFormat

#: ICU marks where a long German word may be parted; the text layer breaks lines, and a search should find the word.
_SOFT_HYPHEN = "\u00ad"


def spelled(number: int, locale: str) -> str:
    """Return `number` in words of `locale`, a tag such as en-IN or de-CH."""
    return str(_rules(locale).format({"n": number})).replace(_SOFT_HYPHEN, "")


@lru_cache(maxsize=16)
def _rules(locale: str) -> MessageFormat:
    return MessageFormat("{n, spellout}", locale.replace("-", "_"))
