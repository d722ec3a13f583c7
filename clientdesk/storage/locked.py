"""Telling an encrypted book from a damaged or a foreign file, and saying so."""

from __future__ import annotations

from pathlib import Path

from clientdesk.domain.errors import LockedFault
from clientdesk.domain.text import N_
from clientdesk.storage import key_file

#: How every plain SQLite file begins.
_PLAIN = b"SQLite format 3\x00"
#: The engine's encrypted files are whole pages of this size, the first bytes of which look like chance.
_PAGE = 4096
#: Of 4096 bytes by chance practically always more than this many are different ones; of any text far fewer.
_LEAST_DIFFERENT = 250


def is_plain(path: Path) -> bool:
    """Whether a file that nobody has open begins as a plain SQLite file does."""
    return _beginning(path).startswith(_PLAIN)


def is_encrypted(path: Path) -> bool:
    """Whether the file at `path` is an encrypted book, as far as can be told without its key.

    Call it for files that this process has not opened: letting go of a file gives back the locks that the engine holds.
    """
    first = _beginning(path)
    if not first or first.startswith(_PLAIN):
        return False
    return key_file.path_for(path).exists() or _looks_like_chance(path, first)


def locked(error: Exception, path: Path | None, key: bytes | None) -> LockedFault | None:
    """Return the sentence for a book that did not open because of its key; None where that was not the reason."""
    if path is None or "not a database" not in str(error):
        return None
    if key is not None:
        return LockedFault(
            N_("{path} does not open with this key."),
            next_step=N_(
                "If the passphrase was right, the key file beside it belongs to another book or the book is damaged:"
                " use the recovery code, or open your last backup."
            ),
            path=path,
        )
    if is_encrypted(path):
        return LockedFault(
            N_("The book {path} is encrypted."),
            next_step=N_("Open it with its passphrase or its recovery code."),
            path=path,
        )
    return None


def _looks_like_chance(path: Path, first: bytes) -> bool:
    return path.stat().st_size % _PAGE == 0 and len(set(first)) > _LEAST_DIFFERENT


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_PAGE)
    except OSError:
        return b""
