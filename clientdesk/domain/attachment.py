"""Attachments: files kept with a record, byte for byte; what they may be called, and which of them may be opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from clientdesk.domain.errors import RuleError
from clientdesk.domain.file_name import safe
from clientdesk.domain.paper import digest
from clientdesk.domain.text import N_

#: The tables whose records can have attachments.
ATTACHED_TO: Final = ("clients", "contracts", "quotes", "invoices")
#: No file may be larger, in bytes: the book is copied with every backup.
LARGEST: Final = 25 * 1024 * 1024
#: From this size of all attachments together on, the window says what it means for backups, in bytes.
MANY: Final = 500 * 1024 * 1024
#: Endings of what a desktop runs instead of showing it (T18, T19); scripts, shortcuts and installers included.
_RUNS: Final = frozenset({
    "app", "appimage", "application", "bat", "bin", "cmd", "com", "command", "cpl", "deb", "desktop", "dll",
    "dmg", "docm", "dotm", "exe", "gadget", "hta", "inf", "jar", "js", "jse", "jnlp", "kts", "lnk", "msc",
    "msi", "msp", "mst", "pif", "pkg", "potm", "ppam", "ppsm", "pptm", "prg", "ps1", "ps1xml", "ps2",
    "psc1", "psm1", "py", "pyc", "pyw", "pyz", "rb", "reg", "rpm", "run", "scf", "scr", "sct", "service",
    "sh", "sldm", "so", "sys", "url", "vb", "vbe", "vbs", "webloc", "workflow", "ws", "wsc", "wsf", "wsh",
    "xlam", "xlsm", "xltm", "xll",
})  # fmt: skip
#: How files begin that a computer runs, whatever their name: Windows, Linux, macOS, scripts.
_RUNNABLE: Final = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"[Desktop Entry]",
    b"[InternetShortcut]",
)
_BEGINNINGS: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"PK\x03\x04", "application/zip"),
    (b"{\\rtf", "application/rtf"),
)
_PROGRAM: Final = "application/x-executable"
_BYTES: Final = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file with a record (`record_kind` is its table), by the name it came with, made safe (T55)."""

    id: int = 0
    version: int = 0
    record_kind: str
    record_id: int
    name: str
    content_id: int = 0
    added_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The bytes of a file, once in the book however often it is attached."""

    id: int = 0
    sha256: str
    size: int
    media_type: str
    content: bytes


def content_of(data: bytes) -> Content:
    """Return the content of a file; RuleError for one that is empty or larger than `LARGEST`."""
    if not data:
        raise RuleError(
            N_("The file is empty."), field="file", next_step=N_("Choose another file."), rule="T18"
        )
    check_size(len(data))
    return Content(
        sha256=digest(data),
        size=len(data),
        media_type=media_type(data),
        content=data,
    )


def check_size(size: int) -> None:
    """Raise RuleError for a file that is larger than an attachment may be; asked before it is read."""
    if size > LARGEST:
        raise RuleError(
            N_("The file has {size} MB; an attachment has {most} MB at most."),
            field="file",
            next_step=N_("Keep it beside the book and note here where it lies."),
            rule="T18",
            size=-(-size // (1024 * 1024)),
            most=LARGEST // (1024 * 1024),
        )


def safe_name(name: str) -> str:
    """Return the name under which a file is kept and written: no path, no device, no mark of direction (T53, T55)."""
    return safe(name)


def media_type(data: bytes) -> str:
    """Return what the bytes are by how they begin; nothing of them is read further (T18)."""
    if data.startswith(_RUNNABLE):
        return _PROGRAM
    return next((kind for start, kind in _BEGINNINGS if data.startswith(start)), _BYTES)


def is_program(name: str, kind: str) -> bool:
    """Whether the desktop would run the file instead of showing it; then it is saved only (T18, T19)."""
    ending = name.rpartition(".")[2].casefold() if "." in name else ""
    # A name without an ending is shown by nothing, and run by some.
    return kind == _PROGRAM or ending in _RUNS or not ending
