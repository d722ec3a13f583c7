"""The pages of the manual: which there are, in which languages, where they lie, and which one a screen asks for."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Final

from clientdesk import paths

#: In the order of reading.
TOPICS: Final = (
    "first-steps",
    "today",
    "clients",
    "quotes",
    "contracts",
    "prepayments",
    "invoices",
    "money",
    "calendar",
    "library",
    "design",
    "finding",
    "never-lost",
    "your-data",
)
LANGUAGES: Final = ("en", "de")
_OF_SCREEN: Final = {
    "first_run": "first-steps",
    "trash": "never-lost",
    "work": "contracts",
    "documents": "invoices",
    "settings": "your-data",
    "import": "your-data",
    "restore": "your-data",
}
_TITLE: Final = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]+>")


def language_for(tag: str) -> str:
    """Return the manual's language for a window in `tag`: its own, or English."""
    language = tag.partition("-")[0]
    return language if language in LANGUAGES else LANGUAGES[0]


def for_screen(screen: str) -> str:
    """Return the topic that helps on a screen; the first page where none does."""
    topic = _OF_SCREEN.get(screen, screen)
    return topic if topic in TOPICS else TOPICS[0]


def page(topic: str, language: str) -> Path:
    """Return the file of a topic in one of the manual's languages."""
    return paths.resource(f"manual/{language}/{topic}.html")


def title(html: str) -> str:
    """Return a page's own title."""
    found = _TITLE.search(html)
    return unescape(found.group(1)) if found else ""


def words(html: str) -> str:
    """Return a page's text without its markup, in one line, to search in."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())
