"""Font files as people have them: single ones, folders and the archives they are downloaded in, checked and chosen."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

from clientdesk.domain.errors import ClientdeskError, EnvironmentFault, RuleError
from clientdesk.domain.font import FontFace, OwnFont, face_for
from clientdesk.domain.text import N_

#: Names of files that hold fonts.
ENDINGS: Final = (".ttf", ".otf", ".ttc", ".otc")
ARCHIVE: Final = ".zip"
#: What a paper asks of a family: light, regular and semibold.
WEIGHTS: Final = (300, 400, 600)
_MEGABYTE: Final = 1_000_000
#: The largest file that a book takes, and that the font pack takes, in bytes.
_MOST_IN_BOOK, _MOST_IN_PACK = 10 * _MEGABYTE, 60 * _MEGABYTE
#: So many files are looked at in one go; a family has a few dozen.
_MOST_FILES: Final = 300


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: the fonts that papers can use, each with its content, and why others cannot be used."""

    fonts: tuple[OwnFont, ...]
    refused: tuple[ClientdeskError, ...] = ()


def read(paths: Sequence[Path]) -> Read:
    """Return the fonts in the files, folders and archives; of a large family only the cuts that papers use."""
    found: list[tuple[OwnFont, bool]] = []
    refused: list[ClientdeskError] = []
    for name, data in _contents(paths):
        try:
            if isinstance(data, ClientdeskError):
                raise data
            found.append(_checked(data, name))
        except ClientdeskError as error:
            refused.append(error)
    if not found and not refused:
        refused.append(
            RuleError(
                N_("There is no font file in {names}."),
                field="fonts",
                next_step=N_("Choose files that end in .ttf, .otf or .ttc, or an archive (.zip) of them."),
                names=", ".join(path.name for path in paths),
            )
        )
    return Read(_chosen(found), tuple(refused))


def check(data: bytes, name: str) -> OwnFont:
    """Return the font of one file called `name`; RuleError for what is no font or may not be embedded."""
    return _checked(data, name)[0]


def _checked(data: bytes, name: str) -> tuple[OwnFont, bool]:
    """Return the font and whether it is a slanted one."""
    from clientdesk.documents.typeset.errors import FontRefusedError
    from clientdesk.documents.typeset.font_file import describe

    if len(data) > _MOST_IN_PACK:
        raise _too_large(name, _MOST_IN_PACK)
    try:
        every = describe(data, name)
    except FontRefusedError as error:
        raise _refused(error.refusal, name) from None
    upright = [face for face in every if not face.is_italic]
    first = (upright or every)[0]
    slanted = "" if upright or "italic" in first.family.lower() else " Italic"
    # Of a collection the first family counts; its others are variants for screens or typewriters.
    same = [face for face in upright or every if face.family == first.family]
    font = OwnFont(
        family=first.family + slanted,
        faces=tuple(
            FontFace(index=face.index, weight=face.weight, lightest=face.lightest, heaviest=face.heaviest)
            for face in same
        ),
        languages=first.languages,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        content=data,
    )
    if not font.is_pack and len(data) > _MOST_IN_BOOK:
        raise _too_large(name, _MOST_IN_BOOK)
    return font, not upright


def _chosen(found: Sequence[tuple[OwnFont, bool]]) -> tuple[OwnFont, ...]:
    """Return the upright fonts (the slanted ones if there are no others), of each family only what papers use."""
    fonts = [font for font, is_slanted in found if not is_slanted] or [font for font, _ in found]
    kept: dict[str, OwnFont] = {}
    for family in dict.fromkeys(font.family for font in fonts):
        # Numbered, because of two that are alike the later one counts.
        own = [replace(font, id=at) for at, font in enumerate(fonts) if font.family == family]
        variable = [font for font in own if any(face.is_variable for face in font.faces)]
        for weight in WEIGHTS:
            font, _, _ = face_for(variable or own, weight)
            kept[font.sha256] = replace(font, id=0)
    return tuple(kept.values())


def _contents(paths: Iterable[Path]) -> Iterator[tuple[str, bytes | ClientdeskError]]:
    """Yield the name and the content of each file, in archives and folders as well."""
    for path in paths:
        try:
            if path.is_dir():
                inside = [one for one in sorted(path.rglob("*")) if one.suffix.lower() in ENDINGS]
                for one in inside[:_MOST_FILES]:
                    yield one.name, _file(one)
            elif path.suffix.lower() == ARCHIVE:
                yield from _unpacked(path)
            else:
                yield path.name, _file(path)
        except OSError as error:
            yield path.name, _unreadable(path, error.strerror or str(error))


def _file(path: Path) -> bytes | ClientdeskError:
    if path.stat().st_size > _MOST_IN_PACK:
        return _too_large(path.name, _MOST_IN_PACK)
    return path.read_bytes()


def _unpacked(path: Path) -> Iterator[tuple[str, bytes | ClientdeskError]]:
    try:
        with zipfile.ZipFile(path) as archive:
            inside = [
                one
                for one in archive.infolist()
                if PurePosixPath(one.filename).suffix.lower() in ENDINGS
                # What macOS puts beside each file begins so.
                and not PurePosixPath(one.filename).name.startswith("._")
            ]
            for one in inside[:_MOST_FILES]:
                name = PurePosixPath(one.filename).name
                if one.file_size > _MOST_IN_PACK:
                    yield name, _too_large(name, _MOST_IN_PACK)
                    continue
                with archive.open(one) as stream:
                    # No more than it says of itself: an archive may lie.
                    yield name, stream.read(one.file_size)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        # RuntimeError: it wants a password.
        yield path.name, _unreadable(path, str(error))


def _too_large(name: str, most: int) -> RuleError:
    return RuleError(
        N_("{name} is larger than {most} MB."),
        field="fonts",
        next_step=N_("Choose a font with fewer letters."),
        name=name,
        most=most // _MEGABYTE,
    )


def _unreadable(path: Path, reason: str) -> EnvironmentFault:
    return EnvironmentFault(
        N_("{path} cannot be read: {reason}."),
        next_step=N_("Choose another file."),
        path=str(path),
        reason=reason,
    )


def _refused(refusal: str, name: str) -> RuleError:
    """Return the sentence for a font that the typesetter refuses."""
    from clientdesk.documents.typeset.errors import Refusal

    message, step = {
        Refusal.WEB_FONT: (
            N_("{name} is a web font (WOFF)."),
            N_("Take the font's .ttf or .otf file; whoever offers it has that, too."),
        ),
        Refusal.NO_FONT: (
            N_("{name} is no font file."),
            N_("Choose files that end in .ttf, .otf or .ttc, or an archive (.zip) of them."),
        ),
        Refusal.COLOURED: (
            N_("{name} draws its signs as coloured pictures, which papers cannot hold."),
            N_("Take one with plain outlines, such as Noto Emoji."),
        ),
        Refusal.FORBIDDEN: (
            N_("{name} may not be embedded in documents: its licence forbids it."),
            N_("Choose another font, or ask its maker for a licence that allows it."),
        ),
        Refusal.WHOLE_ONLY: (
            N_("Parts of {name} may not be embedded in documents: its licence forbids it."),
            N_("Choose another font, or ask its maker for a licence that allows it."),
        ),
        Refusal.BITMAPS_ONLY: (
            N_("The outlines of {name} may not be embedded in documents: its licence forbids it."),
            N_("Choose another font, or ask its maker for a licence that allows it."),
        ),
    }.get(Refusal(refusal), (N_("{name} is damaged."), N_("Download it again.")))
    return RuleError(message, field="fonts", next_step=step, name=name)
