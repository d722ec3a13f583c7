"""The font pack: large fonts for Chinese, Japanese and Korean as files in the user's data folder, each with its record.

They lie beside the book, not in it: one of them has more bytes than years of work. `<hash>.font` is the file as it was
added, `<hash>.json` its record, written last, so that a file without one was never added.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from clientdesk import paths
from clientdesk.domain.errors import EnvironmentFault
from clientdesk.domain.font import OwnFont
from clientdesk.domain.text import N_
from clientdesk.storage import machine
from clientdesk.storage.records import plain, revive


def all_fonts() -> tuple[OwnFont, ...]:
    """Return the records of the pack by family, without their content; one that cannot be read is left out."""
    found = []
    for path in sorted(paths.font_folder().glob("*.json")):
        try:
            font = revive(json.loads(path.read_text(encoding="utf-8")), OwnFont)
            if font.faces and font.languages and _file(font.sha256).is_file():
                found.append(font)
        except (OSError, ValueError, TypeError, LookupError, AttributeError):
            continue
    return tuple(sorted(found, key=lambda font: (font.family, font.sha256)))


def file_of(font: OwnFont) -> Path:
    """Return where the file of a font lies."""
    return _file(font.sha256)


def content_of(font: OwnFont) -> bytes:
    """Return the bytes of a font; EnvironmentFault where they cannot be read."""
    try:
        return _file(font.sha256).read_bytes()
    except OSError as error:
        raise EnvironmentFault(
            N_("{path} cannot be read: {reason}."),
            next_step=N_("Remove the font and add it again."),
            path=str(_file(font.sha256)),
            reason=error.strerror or str(error),
        ) from error


def add(font: OwnFont) -> OwnFont:
    """Keep a font with its content; EnvironmentFault where the folder takes nothing."""
    record = replace(font, content=b"")
    try:
        machine.write_whole(_file(font.sha256), font.content)
        text = json.dumps(_plain(record), ensure_ascii=False, sort_keys=True)
        machine.write_whole(_record(font.sha256), text.encode())
    except OSError as error:
        raise _fault(error) from error
    return record


def remove(font: OwnFont) -> OwnFont:
    """Take a font out of the pack and return it with its content, so that it can be put back."""
    content = content_of(font)
    try:
        _record(font.sha256).unlink(missing_ok=True)
        _file(font.sha256).unlink(missing_ok=True)
    except OSError as error:
        raise _fault(error) from error
    return replace(font, content=content)


def _plain(font: OwnFont) -> dict[str, object]:
    names = ("family", "faces", "languages", "size", "sha256")
    return {name: plain(getattr(font, name)) for name in names}


def _file(sha256: str) -> Path:
    return paths.font_folder() / f"{sha256}.font"


def _record(sha256: str) -> Path:
    return paths.font_folder() / f"{sha256}.json"


def _fault(error: OSError) -> EnvironmentFault:
    return EnvironmentFault(
        N_("{path} cannot be written: {reason}."),
        next_step=N_("Make room on the disk, or see who may write there."),
        path=str(paths.font_folder()),
        reason=error.strerror or str(error),
    )
