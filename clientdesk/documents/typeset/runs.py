"""What a paragraph is made of: pieces of text with a style each. No markup exists here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from clientdesk.documents.typeset.errors import LinkRefusedError
from clientdesk.documents.typeset.faces import Face

_LINK: Final = re.compile(r"(https?://|mailto:|tel:)[^\s<>\"]+", re.IGNORECASE)
_LINE_ENDS: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
#: Controls, lone surrogates and noncharacters: none of them can be drawn or said.
_DROPPED: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Type of one role. `faces` are asked in their order; size, leading and tracking are points."""

    faces: Sequence[Face]
    size: float
    leading: float
    colour: str = "#000000"
    #: BCP 47; it picks forms of letters and where lines may break.
    language: str = ""
    tracking: float = 0.0
    #: OpenType features to switch on, such as `tnum`.
    features: tuple[str, ...] = ()
    link: str = ""

    def __post_init__(self) -> None:
        if not self.faces:
            raise ValueError("a style needs a face")
        if self.link and not _LINK.fullmatch(self.link):
            raise LinkRefusedError(self.link)


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one style; line feeds end lines."""

    text: str
    style: Style = field(repr=False)


def clean(text: str) -> str:
    """Return `text` with line feeds as its only line ends, tabs as spaces, and no controls."""
    if text.isascii() and text.isprintable():
        return text
    return _DROPPED.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))
