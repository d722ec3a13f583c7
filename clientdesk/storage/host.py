"""By what the operating system knows this computer: for telling whether our folder was copied from another one."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

#: Where Linux and the BSDs keep the id that was made when the system was installed (machine-id(5)).
_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"), Path("/etc/hostid"))
_REGISTRY = r"SOFTWARE\Microsoft\Cryptography"
#: machine-id(5): the id is never to leave the computer itself, only a hash of it with a key of the program's own.
_KEY = b"ClientDesk 1: which computer this is"


@cache
def mark() -> str:
    """Return a hash of the system's id of this computer, 64 hexadecimal digits; empty where the system gives none."""
    import hashlib
    import hmac

    given = _given()
    return hmac.new(_KEY, given, hashlib.sha256).hexdigest() if given else ""


def _given() -> bytes:
    try:
        if sys.platform == "win32":
            return _of_windows()
        return _of_macos() if sys.platform == "darwin" else _of_files()
    except (OSError, AttributeError, ValueError):
        return b""


def _of_files() -> bytes:
    for path in _FILES:
        try:
            found = path.read_bytes().strip()
        except OSError:
            continue
        # Of a system that has not been started for the first time it says so instead of an id.
        if found and found != b"uninitialized":
            return found
    return b""


def _of_windows() -> bytes:
    if sys.platform == "win32":
        import winreg

        access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _REGISTRY, access=access) as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0]).encode()
    return b""


def _of_macos() -> bytes:
    import ctypes

    class Timespec(ctypes.Structure):
        _fields_ = (("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long))

    found = (ctypes.c_ubyte * 16)()
    system = ctypes.CDLL(None, use_errno=True)
    failed = system.gethostuuid(found, ctypes.byref(Timespec(1, 0)))
    return b"" if failed else bytes(found)
