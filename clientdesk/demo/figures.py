"""Comparing a demo book with the figures it must show; every difference becomes a sentence that names it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from clientdesk.demo.reading import Eyes, text
from clientdesk.domain.errors import ClientdeskError
from clientdesk.domain.text import N_


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the story: what it is, what it must be, and how to read it from the book."""

    what: str
    expected: str
    read: Callable[[Eyes], object]


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is not as it must be."""

    book: str
    what: str
    expected: str
    found: str

    def error(self) -> ClientdeskError:
        """Return the sentence that names it."""
        return ClientdeskError(
            N_("{book}, {what}: {expected} expected, {found} found."),
            book=self.book,
            what=self.what,
            expected=self.expected,
            found=self.found,
        )


def differences(book: str, eyes: Eyes, figures: Iterable[Figure]) -> Iterator[Difference]:
    """Yield every figure of a book that is not to the cent what it must be; what cannot be read is a difference too."""
    for figure in figures:
        try:
            found = text(figure.read(eyes))
        except (ClientdeskError, LookupError, ValueError, TypeError, AttributeError) as error:
            found = f"{type(error).__name__}: {error}"
        if found != figure.expected:
            yield Difference(book, figure.what, figure.expected, found)
