"""The user's own fonts as papers draw with them: sets that are named after their content, so that no name goes stale.

A paper carries the name of a set in its view. What a name stands for never changes, whatever is added, replaced or
removed meanwhile and in whichever thread it is drawn; another set has another name.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, overload

from clientdesk.documents.typeset.errors import FontRefusedError
from clientdesk.documents.typeset.faces import Face, read_face


class Cut(StrEnum):
    """The cut of a family; a family may lack one and then uses its regular one."""

    LIGHT = "Light"
    REGULAR = "Regular"
    STRONG = "SemiBold"


@dataclass(frozen=True, slots=True)
class Source:
    """One face of a file that `hold` was given, with the place of its axes if it is a variable one."""

    sha256: str
    index: int = 0
    axes: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A family of the user's: the face of each cut."""

    name: str
    light: Source
    regular: Source
    strong: Source

    def source(self, cut: Cut) -> Source:
        """Return the face that draws a cut."""
        return {Cut.LIGHT: self.light, Cut.STRONG: self.strong}.get(cut, self.regular)


#: Files by their hash: their bytes, or where they lie. Entries are added and never changed.
_files: dict[str, bytes | Path] = {}
_sets: dict[str, tuple[Family, ...]] = {}
_faces: dict[Source, Face] = {}
_opening: Final = threading.Lock()


def is_held(sha256: str) -> bool:
    """Tell whether the file of this hash was handed over before."""
    return sha256 in _files


def hold(sha256: str, file: bytes | Path) -> None:
    """Hand over a file by its hash; one that is given by its place is read when the first letter asks for it."""
    _files[sha256] = file


def named(families: Sequence[Family]) -> str:
    """Return the name of a set of families, in the order in which they are asked for letters; "" for none."""
    found = tuple(families)
    if not found:
        return ""
    name = hashlib.sha256(repr(found).encode()).hexdigest()[:24]
    _sets[name] = found
    return name


def families(name: str) -> tuple[Family, ...]:
    """Return the families of a set."""
    return _sets.get(name, ())


def open_source(source: Source) -> Face | None:
    """Return a face, read on first use; None where its file is gone or was damaged since it was added."""
    with _opening:
        if source not in _faces:
            try:
                file = _files[source.sha256]
                data = file if isinstance(file, bytes) else file.read_bytes()
                face = read_face(data, index=source.index, axes=dict(source.axes))
            except (OSError, LookupError, FontRefusedError):
                return None
            _faces[source] = face
        return _faces[source]


class Faces(Sequence[Face]):
    """Faces in the order of asking. Those at the end are opened when no face before them has a letter.

    A face for Chinese is a file of many megabytes: a paper without such letters never reads it.
    """

    def __init__(self, ready: tuple[Face, ...], later: tuple[Source, ...] = ()) -> None:
        self._ready, self._later = ready, later

    def __iter__(self) -> Iterator[Face]:
        """Yield the faces, opening the later ones as they are asked for."""
        yield from self._ready
        for source in self._later:
            face = open_source(source)
            if face is not None:
                yield face

    def __len__(self) -> int:
        """Return how many are ready: at least one."""
        return len(self._ready)

    @overload
    def __getitem__(self, index: int) -> Face: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Face, ...]: ...
    def __getitem__(self, index: int | slice) -> Face | tuple[Face, ...]:
        """Return one of those that are ready."""
        return self._ready[index]
