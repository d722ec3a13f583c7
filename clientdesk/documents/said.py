"""A text of a paper that is said in two languages at once."""

from __future__ import annotations


class Said(str):
    """Words in a paper's first language, which it is to all who ask for no other; `second` says them once more.

    Drawn in a line both stand there, parted by a dot (`text.wrap`); a block that has room for more asks for each.
    """

    __slots__ = ("first", "second")
    first: str
    second: str

    @classmethod
    def both(cls, first: str, second: str) -> Said:
        """Return `first` with what it is in the second language."""
        made = cls(first)
        made.first, made.second = first, second
        return made


def first_of(text: str) -> str:
    """Return the text in the first language alone."""
    return text.first if isinstance(text, Said) else text


def second_of(text: str) -> str:
    """Return the text in the second language; empty where it stands once for both."""
    return text.second if isinstance(text, Said) else ""


def in_full(text: str, mark: str = " · ") -> str:
    """Return the text as plain words: of two languages both, with `mark` between them."""
    return f"{first_of(text)}{mark}{second_of(text)}" if second_of(text) else first_of(text)
