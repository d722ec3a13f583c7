"""The four books, acted out once for all tests of the demo."""

from __future__ import annotations

import pytest

from clientdesk.demo.books import books
from clientdesk.demo.reading import Eyes
from clientdesk.i18n import set_language
from clientdesk.storage.database import open_book


@pytest.fixture(scope="session")
def shelf() -> dict[str, Eyes]:
    """Every book as its owner sees it; tests that change one work on a copy."""
    set_language("en")
    return {book.name: Eyes(book.act(open_book(None), lambda: None)) for book in books()}
