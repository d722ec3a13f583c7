"""Which faces a family has in each cut, and in which order all are asked for a letter: bundled ones, then own ones."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from clientdesk import paths
from clientdesk.documents import own_fonts
from clientdesk.documents.own_fonts import Cut, Faces
from clientdesk.documents.typeset.faces import open_face
from clientdesk.documents.typeset.ignorable import is_ignorable
from clientdesk.domain.font import OWN

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


#: Parts the name of a family from that of the set it is looked for in.
_OF = "@"
#: What stands in for an own family that is not in the set.
_USUAL = "source-sans"


def with_own(family: str, fonts: str) -> str:
    """Return a family's name for `chain`, so that it knows the user's own fonts of the set `fonts` as well."""
    return f"{family}{_OF}{fonts}" if fonts else family


def bundled() -> tuple[str, ...]:
    """Return the names of the families that come with the program."""
    return tuple(_FAMILIES)


@cache
def chain(family: str, cut: Cut, language: str = "") -> Faces:
    """Return the faces of a family's cut in the order of asking; each file is read once per process.

    `family` is a bundled one, or an own one after `own:`. Own fonts of its set, the font pack among them, are asked
    last; an own family that is not there gives way to the usual one.
    """
    plain, _, fonts = family.rpartition(_OF) if _OF in family else (family, "", "")
    theirs = own_fonts.families(fonts)
    own = next((one for one in theirs if plain == OWN + one.name), None)
    cuts = _FAMILIES.get(plain, _FAMILIES[_USUAL])
    weight = Cut.STRONG if cut is Cut.STRONG else Cut.REGULAR
    first = _FIRST.get(language.split("-", maxsplit=1)[0], _FALLBACKS[0])
    others: list[_File] = [(f"{name}-{weight}", ()) for name in (first, *_FALLBACKS)]
    bundled = tuple(
        open_face(paths.resource(f"fonts/{name}.ttf"), axes=dict(axes))
        for name, axes in dict.fromkeys((cuts.get(cut, cuts[Cut.REGULAR]), *others))
    )
    front = own_fonts.open_source(own.source(cut)) if own else None
    return Faces(
        (front, *bundled) if front else bundled,
        tuple(one.source(cut) for one in theirs if front is None or one is not own),
    )


def missing_sign(text: str, fonts: str = "") -> int:
    """Return where the first letter stands that neither a bundled face nor one of the set `fonts` has, else -1."""
    faces = chain(with_own(_USUAL, fonts), Cut.REGULAR)
    return next(
        (
            index
            for index, char in enumerate(text)
            if not (char == "\n" or is_ignorable(char) or any(face.has(char) for face in faces))
        ),
        -1,
    )


def drawable(text: str, fonts: str = "") -> str:
    """Return `text` with a sign in place of each letter that neither a bundled face nor one of the set `fonts` has.

    For words that were typed for the desk and not for a paper, and can no longer be changed: the note on a payment
    must not keep a statement of account from being printed.
    """
    if can_draw(text, fonts):
        return text
    return "".join(char if can_draw(char, fonts) else "\N{REPLACEMENT CHARACTER}" for char in text)


def can_draw(text: str, fonts: str = "") -> bool:
    """Tell whether a bundled face, or one of the set `fonts`, has each letter of `text`."""
    return missing_sign(text, fonts) < 0
