"""The bundled fonts: which faces a family has in each cut, and in which order they are asked for a letter."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from clientdesk import paths
from clientdesk.documents.typeset.faces import Face, open_face
from clientdesk.documents.typeset.ignorable import is_ignorable


class Cut(StrEnum):
    """The cut of a family; a family may lack one and then uses its regular one."""

    LIGHT = "Light"
    REGULAR = "Regular"
    STRONG = "SemiBold"


#: A file of ours, and where its axes are pinned if it is a variable font.
_File = tuple[str, tuple[tuple[str, float], ...]]
#: The files that a family begins with, by cut.
_FAMILIES: Mapping[str, Mapping[Cut, _File]] = {
    "source-sans": {
        Cut.LIGHT: ("SourceSans3-Light", ()),
        Cut.REGULAR: ("SourceSans3-Regular", ()),
        Cut.STRONG: ("SourceSans3-SemiBold", ()),
    },
    "source-serif": {
        Cut.LIGHT: ("SourceSerif4-Variable", (("opsz", 40), ("wght", 300))),
        Cut.REGULAR: ("SourceSerif4-Variable", (("opsz", 11), ("wght", 400))),
        Cut.STRONG: ("SourceSerif4-Variable", (("opsz", 14), ("wght", 600))),
    },
    "noto-sans": {Cut.REGULAR: ("NotoSans-Regular", ()), Cut.STRONG: ("NotoSans-SemiBold", ())},
}
#: What every family falls back on for letters it lacks; all have a regular and a semibold cut.
_FALLBACKS = (
    "NotoSans", "IBMPlexSansArabic", "NotoSansTelugu", "NotoSansDevanagari", "NotoSansHebrew", "NotoSansArabic",
)  # fmt: skip
#: The fallback that is asked first for papers in a language, so that signs of several scripts come from its face.
_FIRST: Mapping[str, str] = {
    "ar": "IBMPlexSansArabic", "te": "NotoSansTelugu", "hi": "NotoSansDevanagari", "he": "NotoSansHebrew",
}  # fmt: skip


@cache
def chain(family: str, cut: Cut, language: str = "") -> tuple[Face, ...]:
    """Return the faces of a family's cut in the order of asking; each file is read once per process."""
    cuts = _FAMILIES[family]
    own = cuts.get(cut, cuts[Cut.REGULAR])
    weight = Cut.STRONG if cut is Cut.STRONG else Cut.REGULAR
    first = _FIRST.get(language.split("-", maxsplit=1)[0], _FALLBACKS[0])
    others: list[_File] = [(f"{name}-{weight}", ()) for name in (first, *_FALLBACKS)]
    return tuple(
        open_face(paths.resource(f"fonts/{name}.ttf"), axes=dict(axes))
        for name, axes in dict.fromkeys((own, *others))
    )


def drawable(text: str) -> str:
    """Return `text` with a sign in place of each letter that no bundled face has.

    For words that were typed for the desk and not for a paper, and can no longer be changed: the note on a payment
    must not keep a statement of account from being printed.
    """
    return (
        text
        if can_draw(text)
        else "".join(char if can_draw(char) else "\N{REPLACEMENT CHARACTER}" for char in text)
    )


def can_draw(text: str, family: str = "source-sans") -> bool:
    """Tell whether a bundled face has each letter of `text`."""
    faces = chain(family, Cut.REGULAR)
    return all(char == "\n" or is_ignorable(char) or any(face.has(char) for face in faces) for char in text)
