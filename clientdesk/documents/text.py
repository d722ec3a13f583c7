"""Plain text to measured lines: cleaning, choice of font by word, breaking. No markup exists here."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from clientdesk.documents.fonts import Cut, Face, chain, missing

_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_DROPPED = frozenset({"Cc", "Cf", "Cs"})
#: Where a long word may be broken without harm: after a hyphen or slash between letters.
_SOFT_BREAK = re.compile(r"(?<=[^\W\d_][-/–])(?=[^\W\d_])")
_KEPT_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Type of one role: size and leading in points, tracking in points between letters."""

    family: str
    size: float
    leading: float
    colour: str
    cut: Cut = Cut.REGULAR
    tracking: float = 0.0
    upper: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one font."""

    face: Face
    text: str


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line, broken and measured; `width` in points."""

    runs: tuple[Run, ...]
    width: float

    @property
    def text(self) -> str:
        """The letters of the line."""
        return "".join(run.text for run in self.runs)


def clean(text: str) -> str:
    """Return `text` composed (NFC), with line feeds as line ends, all other controls gone and odd spaces made plain."""
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    if text.isascii() and text.isprintable():
        return text
    kept = []
    for char in text:
        category = unicodedata.category(char)
        if char == "\n" or category not in _DROPPED | {"Zs"}:
            kept.append(char)
        elif category == "Zs" or char == "\t":
            kept.append(char if char in _KEPT_SPACES else " ")
    return "".join(kept)


def single(text: str, style: Style) -> TextLine:
    """Return `text` as one line, however wide; line ends become spaces. Raises RuleError for a missing letter."""
    text = _cased(clean(text).replace("\n", " "), style)
    return next(_wrapped(text, chain(style.family, style.cut), style, math.inf))


def wrap(text: str, style: Style, width: float) -> tuple[TextLine, ...]:
    """Break `text` into lines of at most `width` points, words longer than that by letters.

    Takes time in proportion to the text. Raises RuleError for a letter that no font has.
    """
    faces = chain(style.family, style.cut)
    lines: list[TextLine] = []
    for paragraph in _cased(clean(text), style).split("\n"):
        lines.extend(_wrapped(paragraph, faces, style, width))
    return tuple(lines)


def shortened(lines: tuple[TextLine, ...], limit: int, style: Style) -> tuple[TextLine, ...]:
    """Return at most `limit` lines; what is cut off is marked by an ellipsis."""
    if len(lines) <= limit:
        return lines
    last = lines[limit - 1].text
    return (*lines[: limit - 1], single(last[:-2].rstrip() + "…", style))


def _cased(text: str, style: Style) -> str:
    return text.upper() if style.upper else text


def _wrapped(paragraph: str, faces: tuple[Face, ...], style: Style, width: float) -> Iterator[TextLine]:
    runs: list[Run] = []
    used = 0.0
    space = faces[0].width(" ") * style.size + style.tracking
    for piece, glued in _pieces(paragraph):
        piece_runs = list(_runs(piece, faces))
        piece_width = _measure(piece_runs, style)
        lead = 0.0 if glued or not runs else space
        if runs and used + lead + piece_width > width:
            yield _line(runs, style)
            runs, used, lead = [], 0.0, 0.0
        if piece_width > width:
            *full, rest = _broken(piece_runs, style, width)
            yield from full
            runs, used = list(rest.runs), rest.width
            continue
        if lead:
            runs.append(Run(runs[-1].face if " " in runs[-1].face.advances else faces[0], " "))
        runs.extend(piece_runs)
        used += lead + piece_width
    yield _line(runs, style)


def _pieces(paragraph: str) -> Iterator[tuple[str, bool]]:
    """Yield what may not be broken further, and whether it is glued to the piece before it (no space between)."""
    for word in paragraph.split(" "):
        if word:
            for index, piece in enumerate(_SOFT_BREAK.split(word)):
                yield piece, index > 0


def _runs(text: str, faces: tuple[Face, ...]) -> Iterator[Run]:
    """Choose a font for a word: one that has all its letters, else one by letter."""
    for face in faces:
        if face.covers(text):
            if text:
                yield Run(face, text)
            return
    for char in text:
        for face in faces:
            if char in face.advances:
                yield Run(face, char)
                break
        else:
            raise missing(char, next((word for word in text.split() if char in word), text))


def _broken(runs: list[Run], style: Style, width: float) -> Iterator[TextLine]:
    """Break a word that is wider than the line by letters; a combining mark stays with its letter."""
    current: list[Run] = []
    used = 0.0
    for run in runs:
        start = 0
        for index, char in enumerate(run.text):
            advance = run.face.advances[char] * style.size + style.tracking
            if used + advance > width and (current or index > start) and not unicodedata.combining(char):
                yield _line([*current, Run(run.face, run.text[start:index])], style)
                current, used, start = [], 0.0, index
            used += advance
        current.append(Run(run.face, run.text[start:]))
    yield _line(current, style)


def _measure(runs: list[Run], style: Style) -> float:
    letters = sum(len(run.text) for run in runs)
    return sum(run.face.width(run.text) for run in runs) * style.size + letters * style.tracking


def _line(runs: list[Run], style: Style) -> TextLine:
    """Join neighbours of one font, so that a line is written in as few pieces as can be."""
    joined: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if joined and joined[-1].face is run.face:
            joined[-1] = Run(run.face, joined[-1].text + run.text)
        else:
            joined.append(run)
    width = _measure(joined, style)
    return TextLine(tuple(joined), width - (style.tracking if joined else 0.0))
