"""Names of files that every system takes, each once in its folder: what is written may come from another script."""

from __future__ import annotations

import unicodedata
from pathlib import PurePath

#: Endings of tables and of contacts, as other programs call their lists.
LISTS = frozenset({".csv", ".tsv", ".tab", ".txt", ".vcf", ".vcard"})
#: Characters that no file system takes, or that would make a folder.
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', "-"))
_JOINERS = "\u200c\u200d"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
#: Windows keeps these for devices, with any ending.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
#: File systems count the bytes of a name, 255 at most; a number in brackets and the folder's path want room, too.
_MOST_BYTES = 180


def safe(name: str) -> str:
    """Return `name` as every system can keep it, its ending kept: no path, no control, no device, not too long."""
    composed = unicodedata.normalize("NFC", name).translate(_NOT_IN_NAMES)
    # Joiners belong to words of Arabic and of India; marks of direction would turn the ending around.
    plain = "".join(
        char for char in composed if char in _JOINERS or unicodedata.category(char) not in _UNSEEN
    )
    path = PurePath(" ".join(plain.split()).strip(". "))
    stem, ending = (path.stem, path.suffix) if path.suffix else (path.name, "")
    while len(stem.encode()) > _MOST_BYTES:
        stem = stem[:-1]
    stem = stem.rstrip(". ") or "-"
    return f"-{stem}{ending}" if stem.casefold() in _DEVICES else f"{stem}{ending}"


class Names:
    """Gives each file of a folder a name of its own, also where the system tells no capitals apart."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def unique(self, name: str) -> str:
        """Return `name` made safe, with a number where it was given before."""
        path = PurePath(safe(name))
        number, found = 1, path.name
        while found.casefold() in self._taken:
            number += 1
            found = f"{path.stem} ({number}){path.suffix}"
        self._taken.add(found.casefold())
        return found
