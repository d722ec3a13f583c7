"""What a paper says, gathered from its view, and what two other libraries read in its file; what they cannot do."""

from __future__ import annotations

import dataclasses
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from enum import Enum

import pypdfium2
from pypdf import PdfReader

from clientdesk.documents.text import clean
from clientdesk.documents.typeset.ignorable import spoken
from clientdesk.documents.view import DocumentView

#: Fields of a view whose texts are no words on the paper, or not all of them.
UNPRINTED = {
    "alt": "said in place of a picture",
    "author": "a property of the file",
    "brought": "stands only where a table is parted by a page's end",
    "carried": "stands only where a table is parted by a page's end",
    "design": "how it looks; its own words stand in the view's fields",
    "digits": "which figures number the pages",
    "language": "a property of the file",
    "page_label": "a template: `labels` fills it in",
    "payload": "drawn as a code",
    "running": "stands only where a table is parted by a page's end",
    "running_title": "stands on further pages, as far as it has room",
    "sender_line": "as far as the window has room; each part stands in the foot",
}
#: Arabic and Hebrew, in which the readers guess where the words of a line begin.
_FROM_RIGHT = re.compile("[\u0590-\u08ff]")
_SPACE = re.compile(r"[\s\u00a0\u202f]+")
#: pdfium mirrors brackets of right-to-left lines once more: which of a pair it is cannot be told.
_BRACKETS = str.maketrans({")": "(", "]": "[", "»": "«"})
#: Single texts that a reader gets wrong, and why; their letters are all there.
LIMITS = {
    ("pypdf", "మీ విచారణకు ధన్యవాదాలు. ఇది మా కొటేషన్:"): "turns a line around whose neighbour runs from right to left",
}


def by_pypdf(pdf: bytes) -> str:
    """The text as pypdf reads it."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def by_pdfium(pdf: bytes) -> str:
    """The text as Chrome's reader has it."""
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


READERS: dict[str, Callable[[bytes], str]] = {"pypdf": by_pypdf, "pdfium": by_pdfium}


def texts(part: object, field: str = "") -> Iterator[str]:
    """Yield every text of a view that is printed, whatever kinds of sections it has."""
    if field in UNPRINTED:
        return
    if isinstance(part, str) and not isinstance(part, Enum):
        if part.strip():
            yield clean(part)
    elif isinstance(part, tuple):
        for each in part:
            yield from texts(each, field)
    elif dataclasses.is_dataclass(part) and not isinstance(part, type):
        for one in dataclasses.fields(part):
            yield from texts(getattr(part, one.name), one.name)


def labels(view: DocumentView, pages: int) -> list[str]:
    """Return what numbers the pages."""
    return [view.page_label.format(page=number, pages=pages) for number in range(1, pages + 1)]


def unread(reader: str, wanted: list[str], read: str, *, from_right: bool) -> list[str]:
    """Return what of `wanted` a reader did not find: whole texts where it can, words or letters where it must guess.

    `from_right` says that the lines of the paper run from right to left.
    """
    plain = squeezed(read)
    found = words(read)
    missing = []
    for text in wanted:
        if squeezed(text) in plain or (reader, text) in LIMITS:
            continue
        if not from_right and not _FROM_RIGHT.search(text):
            missing.append(text)
        elif reader == "pdfium" and not words(_unvowelled(text)).keys() <= found.keys():
            # It takes "RE-2026-007" to pieces, gives runs of both directions in a wrong order, and parts a word at its
            # vowel sign where the line has a word from left to right: of such a word only the letters are looked for.
            missing.append(text)
    # pypdf turns ligatures and runs around in such lines, so that words become others: no letter may be lost.
    lost = sum((letters(text) for text in wanted), Counter()) - letters(read)
    return [*missing, *(["letters: " + " ".join(lost.elements())] if lost else [])]


def _unvowelled(text: str) -> str:
    """Return the words of a text that carry no vowel sign."""
    return " ".join(
        word for word in text.split() if not any(unicodedata.category(char) == "Mn" for char in word)
    )


def squeezed(text: str) -> str:
    """Return text without spaces and without what only orders a line."""
    return _SPACE.sub("", spoken(text))


def words(text: str) -> Counter[str]:
    """Return the words and the numbers of a text; points of letters are left out, readers order them differently."""
    bare = "".join(char for char in spoken(text) if unicodedata.category(char) not in {"Mn", "Cf"})
    return Counter(re.findall(r"[^\W\d_]+|\d+", bare))


def letters(text: str) -> Counter[str]:
    """Return how often each character stands in a text."""
    return Counter(unicodedata.normalize("NFD", squeezed(text)).translate(_BRACKETS))
