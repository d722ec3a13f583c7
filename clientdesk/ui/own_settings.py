"""Where the window keeps its own state: size, scheme, language; never business data, and nothing that names a client.

Qt and PySide read such a file with more trust than it deserves: a value may be a pickled object, and reading it runs
what it says (T72). So the file is looked at first, and one that this program did not write is set aside.
"""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QSettings

from clientdesk import paths
from clientdesk.domain.errors import EnvironmentFault
from clientdesk.domain.text import N_

#: The window writes a few kilobytes.
_MOST_BYTES = 1_000_000
#: How values name letters: by hexadecimal or octal figures, or with a stroke that is dropped when they are read.
_ESCAPE = re.compile(rb"\\(?:x([0-9a-fA-F]+)|([0-7]+)|[\s\S])|\"")
#: Kinds of value that hold more than text and bytes; none is ours.
_STRANGE = (b"@variant(", b"@datetime(", b"\0")


class _Aside:
    path: Path | None = None


def user_settings() -> QSettings:
    """Return the settings of whoever uses the program, in a file of their own; the usual ones where it is damaged."""
    path = _path()
    if not _is_ours(path):
        _Aside.path = path.with_name(f"{path.name}.damaged")
        with suppress(OSError):
            path.replace(_Aside.path)
    _make(path)
    # By the file's own path: else Qt would read three more files of other places for what is not in this one.
    return QSettings(str(path), QSettings.Format.IniFormat)


def set_aside() -> EnvironmentFault | None:
    """Return once, in a sentence, that the settings were damaged and are the usual ones now."""
    path, _Aside.path = _Aside.path, None
    if path is None:
        return None
    return EnvironmentFault(
        N_("The file with the settings of the window was damaged, so they are the usual ones again."),
        next_step=N_("The damaged file is {path}. Your book is not touched by this."),
        rule="T72",
        path=path,
    )


def _path() -> Path:
    # Asked for a name that nobody can have laid a file for: to be asked, Qt reads the file it is asked about.
    name = secrets.token_hex(8)
    probe = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, name, name).fileName()
    return Path(probe).parent.parent / paths.APP_NAME / f"{paths.APP_NAME}.ini"


def _make(path: Path) -> None:
    """Make the file for the user alone, before Qt does: it would ask the umask alone who may read it (T58)."""
    with suppress(OSError):
        if not path.exists():
            for folder in reversed([one for one in path.parents if not one.exists()]):
                folder.mkdir(mode=0o700)
            path.touch(mode=0o600)


def _is_ours(path: Path) -> bool:
    """Whether a file may be given to Qt: it is small and holds texts and bytes alone."""
    try:
        if not path.exists():
            return True
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return False
        content = path.read_bytes()
    except OSError:
        return True
    plain = _ESCAPE.sub(_unescaped, content).lower()
    return not any(kind in plain for kind in _STRANGE)


def _unescaped(found: re.Match[bytes]) -> bytes:
    hexadecimal, octal = found.groups()
    if hexadecimal is None and octal is None:
        return b""
    code = int(hexadecimal, 16) if hexadecimal is not None else int(octal, 8)
    # As Qt counts: what does not fit its letters of 16 bits falls off at the front.
    return chr(code & 0xFFFF).encode("utf-8", "replace") if code & 0xFFFF else b""
