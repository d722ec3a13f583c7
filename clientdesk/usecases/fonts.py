"""The user's own fonts: added, listed, removed, and named for a paper that is to be drawn with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from clientdesk.domain.client import Client
from clientdesk.domain.errors import EnvironmentFault, NotFoundError
from clientdesk.domain.font import OwnFont, face_for
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.text import N_
from clientdesk.storage import font_pack, tables, trash
from clientdesk.storage.database import Database, transaction
from clientdesk.storage.records import from_row
from clientdesk.usecases import font_files
from clientdesk.usecases.font_files import Read

if TYPE_CHECKING:
    from pathlib import Path

    from clientdesk.documents.own_fonts import Family

_REGULAR: Final = 400
#: The languages of the font pack, in the order in which their fonts are asked where nothing tells more.
LANGUAGES: Final = ("zh-hans", "ja", "ko", "zh-hant")
#: Which of them a country writes.
_OF_COUNTRY: Final[Mapping[str, str]] = {
    "CN": "zh-hans", "SG": "zh-hans", "MY": "zh-hans", "JP": "ja", "KR": "ko", "KP": "ko",
    "TW": "zh-hant", "HK": "zh-hant", "MO": "zh-hant",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnFamily:
    """A family of the user's own: its files without their content, and whether it lies beside the book."""

    name: str
    fonts: tuple[OwnFont, ...]

    @property
    def is_pack(self) -> bool:
        """Whether it belongs to the font pack."""
        return self.fonts[0].is_pack

    @property
    def size(self) -> int:
        """The size of its files, in bytes."""
        return sum(font.size for font in self.fonts)

    @property
    def weights(self) -> tuple[int, ...]:
        """The weights that papers draw with it: of light, regular and semibold, each once."""
        found = (face_for(self.fonts, weight)[2] for weight in font_files.WEIGHTS)
        return tuple(sorted(set(found)))

    @property
    def languages(self) -> tuple[str, ...]:
        """Which East Asian languages it has the letters of."""
        return tuple(
            language for language in LANGUAGES if any(language in font.languages for font in self.fonts)
        )


def families(db: Database) -> tuple[OwnFamily, ...]:
    """Return the families that lie in the book, then those of the font pack, each group by name."""
    own = sorted(_in_book(db), key=lambda font: (font.family.casefold(), font.id))
    groups = [groupby(fonts, lambda font: font.family) for fonts in (own, font_pack.all_fonts())]
    return tuple(OwnFamily(name, tuple(fonts)) for group in groups for name, fonts in group)


def pack_languages() -> tuple[str, ...]:
    """Return the languages for which the font pack has letters."""
    able = {language for font in font_pack.all_fonts() for language in font.languages}
    return tuple(language for language in LANGUAGES if language in able)


def add(db: Database, data: bytes, name: str) -> OwnFont:
    """Add one font file; RuleError with a sentence for what is no font or may not be embedded."""
    return keep(db, Read((font_files.check(data, name),)))[0]


def add_files(db: Database, paths: Sequence[Path]) -> Read:
    """Add the fonts in files, folders and archives; those that cannot be used are told, and raised if none can."""
    found = font_files.read(paths)
    keep(db, found)
    return found


def keep(db: Database, found: Read) -> tuple[OwnFont, ...]:
    """Store what was read; a cut that its family has already is replaced. Raises the first refusal if all were refused.

    Fonts for Chinese, Japanese and Korean go into the font pack, all others into the book.
    """
    if not found.fonts and found.refused:
        raise found.refused[0]
    with transaction(db):
        return tuple(_keep(db, font) for font in found.fonts)


def remove(db: Database, family: str) -> tuple[OwnFont, ...]:
    """Remove a family and return its files, for `put_back`; papers whose look names it fall back on a bundled one."""
    chosen = [font for one in families(db) if one.name == family for font in one.fonts]
    if not chosen:
        raise NotFoundError(
            N_("There is no own font “{family}”."), next_step=N_("Look at the list of fonts."), family=family
        )
    removed = []
    with transaction(db):
        for font in chosen:
            if font.is_pack:
                removed.append(font_pack.remove(font))
            else:
                removed.append(tables.fonts.get(db, font.id))
                tables.fonts.delete(db, font.id)
    return tuple(removed)


def put_back(db: Database, fonts: Sequence[OwnFont]) -> tuple[OwnFont, ...]:
    """Store again what `remove` took out."""
    return keep(db, Read(tuple(fonts)))


def for_paper(db: Database, own: Issuer, client: Client, language: str = "") -> str:
    """Return the name of the set of own fonts with which a paper is drawn (`Setting.fonts`); "" where there is none.

    Han characters have other forms in each language of East Asia: they come from the font for the paper's language,
    else for the client's country, else for the issuer's.
    """
    in_book, pack = _in_book(db), font_pack.all_fonts()
    if not in_book and not pack:
        return ""
    from clientdesk.documents import own_fonts

    for font in (*in_book, *pack):
        if not own_fonts.is_held(font.sha256):
            file = font_pack.file_of(font) if font.is_pack else _content(db, font)
            own_fonts.hold(font.sha256, file)
    asked = _asked_first(language or client.language or own.language, client.address.country, own.country)
    every = sorted(families(db), key=lambda one: _rank(one, asked))
    return own_fonts.named([_family(one) for one in every])


def samples(db: Database) -> dict[str, bytes]:
    """Return for each family the file that draws its regular cut; one that cannot be read is left out."""
    found = {}
    for one in families(db):
        font, _, _ = face_for(one.fonts, _REGULAR)
        try:
            found[one.name] = _content(db, font)
        except EnvironmentFault:
            continue
    return found


def stored(db: Database, names: Sequence[str]) -> tuple[OwnFont, ...]:
    """Return the files of some families with their content, for `restore`."""
    return tuple(
        replace(font, content=_content(db, font))
        for one in families(db)
        if one.name in names
        for font in one.fonts
    )


def restore(db: Database, names: Sequence[str], fonts: Sequence[OwnFont]) -> None:
    """Let these families have these files again, which `stored` gave; one without is removed."""
    with transaction(db):
        for name in names:
            if any(one.name == name for one in families(db)):
                remove(db, name)
        put_back(db, fonts)


def _content(db: Database, font: OwnFont) -> bytes:
    return font_pack.content_of(font) if font.is_pack else tables.fonts.get(db, font.id).content


def _in_book(db: Database) -> tuple[OwnFont, ...]:
    """Return the fonts of the book without their content, which only drawing needs."""
    rows = db.rows(
        "SELECT id, version, family, faces, languages, size, sha256, x'' AS content FROM fonts ORDER BY id"
    )
    return tuple(from_row(OwnFont, row) for row in rows)


def _keep(db: Database, font: OwnFont) -> OwnFont:
    if font.is_pack:
        # The old one goes only when the new one lies there: no transaction holds files back.
        replaced = [
            old for old in font_pack.all_fonts() if _is_replaced(old, font) and old.sha256 != font.sha256
        ]
        added = font_pack.add(font)
        for old in replaced:
            font_pack.remove(old)
        return added
    for old in _in_book(db):
        if old.sha256 == font.sha256:
            return old
        if _is_replaced(old, font):
            tables.fonts.delete(db, old.id)
    added = tables.fonts.add(db, replace(font, id=0, version=0))
    trash.drop(db, [one for one in trash.of_table(db, "fonts") if trash.row_of(one)["sha256"] == font.sha256])
    return added


def _is_replaced(old: OwnFont, new: OwnFont) -> bool:
    """Tell whether a new file is another version of the same cut."""

    def weights(font: OwnFont) -> set[tuple[int, int]]:
        return {(face.lightest, face.heaviest) for face in font.faces}

    return old.family == new.family and old.sha256 != new.sha256 and weights(old) == weights(new)


def _asked_first(language: str, *countries: str) -> str:
    main = language.lower().replace("_", "-").split("-")
    if main[0] in {"ja", "ko"}:
        return main[0]
    if main[0] == "zh":
        return "zh-hant" if {"hant", "tw", "hk", "mo"} & set(main) else "zh-hans"
    return next((_OF_COUNTRY[country] for country in countries if country in _OF_COUNTRY), LANGUAGES[0])


def _rank(family: OwnFamily, asked: str) -> tuple[bool, bool, int, int]:
    """Order families: those of the book, then the pack's for the language asked, those for it alone first."""
    known = family.languages
    first = LANGUAGES.index(known[0]) if known else 0
    return family.is_pack, bool(known) and asked not in known, len(known), first


def _family(family: OwnFamily) -> Family:
    from clientdesk.documents.own_fonts import Family, Source

    def source(weight: int) -> Source:
        font, face, found = face_for(family.fonts, weight)
        return Source(font.sha256, face.index, (("wght", float(found)),) if face.is_variable else ())

    light, regular, strong = (source(weight) for weight in font_files.WEIGHTS)
    return Family(name=family.name, light=light, regular=regular, strong=strong)
