"""Cuts a paragraph into items that HarfBuzz can shape: one level, one script, one face and one style each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from clientdesk.documents.typeset.bidi_classes import CLOSER_OF
from clientdesk.documents.typeset.breaking import graphemes
from clientdesk.documents.typeset.errors import MissingGlyphError
from clientdesk.documents.typeset.faces import Face
from clientdesk.documents.typeset.ignorable import is_ignorable
from clientdesk.documents.typeset.runs import Style
from clientdesk.documents.typeset.scripts import COMMON, is_borrowed, script_of, script_runs

_DIGITS: Final = frozenset("0123456789")
#: Categories of what opens: brackets and quotation marks.
_OPENING: Final = frozenset({"Ps", "Pi"})


@dataclass(frozen=True, slots=True)
class Item:
    """A slice of the text that is shaped in one go."""

    start: int
    end: int
    face: Face
    script: str
    level: int
    style: Style

    @property
    def rtl(self) -> bool:
        """Whether the item runs from right to left."""
        return self.level % 2 == 1


def itemise(text: str, styles: Sequence[tuple[int, Style]], levels: Sequence[int]) -> list[Item]:
    """Return the items of `text`; `styles` gives the end of each style's stretch."""
    face_runs: list[tuple[int, Face]] = []
    start = 0
    for end, style in styles:
        face_runs.extend((start + last, face) for last, face in _face_runs(text[start:end], style.faces))
        start = end
    ends = {end for end, _ in styles} | {end for end, _ in face_runs}
    scripts = script_runs(text)
    ends.update(end for end, _ in scripts)
    if any(levels):
        ends.update(index for index in range(1, len(text)) if levels[index] != levels[index - 1])
    found = []
    at_style = at_face = at_script = start = 0
    for end in sorted(ends):
        if end > start:
            found.append(
                Item(
                    start,
                    end,
                    face_runs[at_face][1],
                    scripts[at_script][1],
                    levels[start],
                    styles[at_style][1],
                )
            )
        start = end
        at_style += at_style < len(styles) - 1 and styles[at_style][0] <= end
        at_face += at_face < len(face_runs) - 1 and face_runs[at_face][0] <= end
        at_script += at_script < len(scripts) - 1 and scripts[at_script][0] <= end
    return found


def _face_runs(text: str, faces: Sequence[Face]) -> list[tuple[int, Face]]:
    """Return the end and the face of each run: the first face that has all, else the choice goes by words."""
    if not text:
        return []
    if faces[0].characters.issuperset(text):
        return [(len(text), faces[0])]
    found: list[tuple[int, Face]] = []
    for end, face in _chosen(text, faces):
        if found and found[-1][1] is face:
            found.pop()
        found.append((end, face))
    return found


def _chosen(text: str, faces: Sequence[Face]) -> Iterator[tuple[int, Face]]:
    """Yield the end and the face of each word, grapheme or, at worst, character."""
    last: Face | None = None
    brackets: list[tuple[str, Face]] = []
    words = list(_words(text))
    for index, (start, end) in enumerate(words):
        piece = text[start:end]
        if is_borrowed(piece[0]):
            follower = text[slice(*words[index + 1])] if index + 1 < len(words) else ""
            face = _for_common(piece, follower, faces, last, brackets)
        else:
            face = _first(piece, faces)
        if face is not None:
            last = face
            yield end, face
            continue
        for first, stop in graphemes(piece):
            for at, chosen in _grapheme(text, start + first, start + stop, faces, last):
                last = chosen
                yield at, chosen


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the letters of one script that follow each other with their marks, and every other grapheme alone."""
    word = -1
    script = COMMON
    for start, end in graphemes(text):
        own = script_of(text[start]) if text[start].isalpha() else COMMON
        if word >= 0 and own != script:
            yield word, start
            word = -1
        if own == COMMON:
            yield start, end
        elif word < 0:
            word, script = start, own
    if word >= 0:
        yield word, len(text)


def _for_common(
    piece: str, follower: str, faces: Sequence[Face], last: Face | None, brackets: list[tuple[str, Face]]
) -> Face | None:
    """Return the face of a space, sign or digit: that of the text before it, so that no sign changes its look.

    Digits go by the order of the faces, so that they are alike all over the paper. What opens goes with the word after
    it, and a bracket is closed as it was opened.
    """
    if piece in _DIGITS:
        return _first(piece, faces)
    if brackets and piece == brackets[-1][0]:
        _, face = brackets.pop()
        if _covers(face, piece):
            return face
    wanted = last
    if follower and unicodedata.category(piece[0]) in _OPENING:
        wanted = _first(follower, faces) or last
    if wanted is None or not _covers(wanted, piece):
        wanted = _first(piece, faces)
    if wanted is not None and piece in CLOSER_OF:
        brackets.append((CLOSER_OF[piece], wanted))
    return wanted


def _first(piece: str, faces: Sequence[Face]) -> Face | None:
    return next((face for face in faces if _covers(face, piece)), None)


def _covers(face: Face, piece: str) -> bool:
    """Tell whether a face has a piece as it is written, composed or decomposed: HarfBuzz finds whichever there is."""
    if _has_all(face, piece):
        return True
    others = {unicodedata.normalize(form, piece) for form in ("NFC", "NFD")} - {piece}
    return any(_has_all(face, other) for other in others)


def _has_all(face: Face, piece: str) -> bool:
    return all(face.has(char) or is_ignorable(char) for char in piece)


def _grapheme(
    text: str, start: int, end: int, faces: Sequence[Face], last: Face | None
) -> Iterator[tuple[int, Face]]:
    """Yield a face for a grapheme, or for each of its characters if no face has it whole; marks stay with letters."""
    face = _first(text[start:end], faces)
    if face is not None:
        yield end, face
        return
    for index in range(start, end):
        char = text[index]
        face = last if last is not None and is_borrowed(char) and _covers(last, char) else _first(char, faces)
        if face is None:
            raise MissingGlyphError(char, text, index)
        last = face
        yield index + 1, face
