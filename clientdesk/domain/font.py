"""The user's own fonts: the files that were added, and which face of a family draws a weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: What the look of a paper writes before the name of an own family, so that it is never taken for a bundled one.
OWN = "own:"


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFace:
    """A face of a file: its place in it, and the weights (100 to 900) that it draws; a variable face draws many."""

    index: int = 0
    weight: int = 400
    lightest: int = 400
    heaviest: int = 400

    def nearest(self, wanted: int) -> int:
        """Return the weight nearest to the wanted one that this face draws."""
        return min(max(wanted, self.lightest), self.heaviest)

    @property
    def is_variable(self) -> bool:
        """Whether its weight may be chosen."""
        return self.lightest < self.heaviest


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFont:
    """A font file that the user added. Files of one `family` are its cuts; `content` is the file as it was."""

    id: int = 0
    version: int = 0
    family: str
    faces: tuple[FontFace, ...]
    #: East Asian languages whose letters it has in their own forms: zh-hans, zh-hant, ja, ko.
    languages: tuple[str, ...] = ()
    #: Of `content`, in bytes.
    size: int
    sha256: str
    content: bytes = b""

    @property
    def is_pack(self) -> bool:
        """Whether it belongs to the font pack (Chinese, Japanese, Korean), which is kept beside the book."""
        return bool(self.languages)


def face_for(fonts: Sequence[OwnFont], wanted: int) -> tuple[OwnFont, FontFace, int]:
    """Return the face of a family that comes nearest to a weight, and the weight it then has.

    Of two that are as near the heavier draws what stands out and the lighter all else; of two that are alike the newer.
    """
    heavy = wanted > 500  # noqa: PLR2004  # the weight up to which text counts as plain, in CSS
    every = [(font, face, face.nearest(wanted)) for font in fonts for face in font.faces]
    return min(
        every, key=lambda one: (abs(one[2] - wanted), -one[2] if heavy else one[2], -one[0].id, one[1].index)
    )
