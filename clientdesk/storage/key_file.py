"""The key file beside an encrypted book (`NAME.keys`): its key, sealed once for the passphrase and once for the code.

While the key is being changed each slot seals the new key and the old one, so that whoever could open the book
before can open it at every moment.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from clientdesk.domain.errors import EnvironmentFault
from clientdesk.domain.text import N_
from clientdesk.storage import disk, sealing
from clientdesk.storage.sealing import Stretching

_FORMAT: Final = 1
_MOST_BYTES: Final = 64 * 1024
PASSPHRASE: Final = "passphrase"  # noqa: S105  # the kind of a slot
CODE: Final = "recovery"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One way in: the keys of the book sealed under a passphrase (with its stretching) or a recovery code."""

    kind: str
    sealed: tuple[bytes, ...]
    stretching: Stretching | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFile:
    """All slots of a book. `book` names it among others, and tells nothing about it."""

    book: str
    slots: tuple[Slot, ...]

    def opened_by_passphrase(self, passphrase: str) -> tuple[bytes, ...]:
        """Return the keys that the passphrase unseals, the newest first; none if it is another one's."""
        return next((keys for slot in self.slots if (keys := self._tried(slot, passphrase))), ())

    def opened_by_code(self, code: bytes) -> tuple[bytes, ...]:
        """Return the keys that a recovery code unseals, the newest first; none if it is another one's."""
        under = sealing.from_code(code)
        return next(
            (keys for slot in self.slots if slot.kind == CODE and (keys := _keys(self, slot, under))), ()
        )

    def _tried(self, slot: Slot, passphrase: str) -> tuple[bytes, ...]:
        if slot.kind != PASSPHRASE or slot.stretching is None:
            return ()
        return _keys(self, slot, sealing.from_passphrase(passphrase, slot.stretching))


#: The key file of NAME.db is NAME.db.keys.
ENDING = ".keys"


def path_for(book: Path) -> Path:
    """Return where the key file of a book lies: beside it, under its whole name; a link leads to where it really is."""
    real = book.resolve()
    return real.with_name(real.name + ENDING)


def ready_for(book: Path) -> Path:
    """Return where a backup is laid ready to take the place of the book (`restore.py`): not finished, and no backup."""
    real = book.resolve()
    return real.with_name(f"{real.name}.restoring{disk.PART}")


def take_over(book: Path) -> None:
    """Let the key file of what was laid ready be that of the book, now that it lies there.

    A kill may come between the two steps of a restore; then whoever looks for the key next takes the second one.
    """
    ready = ready_for(book)
    if path_for(ready).exists() and not ready.exists():
        with suppress(FileNotFoundError):
            disk.replace(path_for(ready), path_for(book))


def new_name() -> str:
    """Return a name for a book that is encrypted now."""
    return os.urandom(8).hex()


def passphrase_slot(book: str, passphrase: str, keys: Sequence[bytes]) -> Slot:
    """Seal the keys, the newest first, under a passphrase with a fresh salt and today's parameters."""
    stretching = sealing.new_stretching()
    under = sealing.from_passphrase(passphrase, stretching)
    return _filled(book, Slot(kind=PASSPHRASE, sealed=(), stretching=stretching), under, keys)


def code_slot(book: str, code: bytes, keys: Sequence[bytes]) -> Slot:
    """Seal the keys, the newest first, under a recovery code."""
    return _filled(book, Slot(kind=CODE, sealed=()), sealing.from_code(code), keys)


def write(path: Path, file: KeyFile) -> None:
    """Write the file whole or not at all (0600); EnvironmentFault where that cannot be."""
    data = {
        "format": _FORMAT,
        "book": file.book,
        "slots": [
            {**_public(slot), "sealed": [base64.b64encode(one).decode() for one in slot.sealed]}
            for slot in file.slots
        ],
    }
    try:
        disk.write(path, json.dumps(data, indent=1).encode())
    except OSError as error:
        raise disk.refusal(error, path.parent) from error


def read(path: Path) -> KeyFile | None:
    """Return the key file at `path`, None where there is none; EnvironmentFault with a sentence where it is damaged."""
    try:
        with path.open("rb") as stream:
            text = stream.read(_MOST_BYTES + 1)
        data = json.loads(text) if len(text) <= _MOST_BYTES else None
        return _parsed(data)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise EnvironmentFault(
            N_("The key file {path} cannot be read: {reason}."),
            next_step=N_("Check your rights, or open the book with its recovery code."),
            path=path,
            reason=error.strerror or str(error),
        ) from error
    except (ValueError, TypeError, KeyError, LookupError, RecursionError) as error:
        raise EnvironmentFault(
            N_("The key file {path} is damaged, so the passphrase cannot be tried."),
            next_step=N_("Put it back from a backup, or open the book with its recovery code."),
            path=path,
        ) from error


def _parsed(data: Any) -> KeyFile:  # noqa: ANN401  # whatever stands in the file
    if data["format"] != _FORMAT or not isinstance(data["book"], str):
        raise ValueError("unknown format")
    return KeyFile(book=data["book"], slots=tuple(_slot(one) for one in data["slots"]))


def _slot(data: dict[str, Any]) -> Slot:
    stretching = None
    if data["kind"] == PASSPHRASE:
        stretching = Stretching(
            salt=_bytes(data["salt"]),
            kib=int(data["memory_kib"]),
            passes=int(data["passes"]),
            lanes=int(data["lanes"]),
        )
        if data["kdf"] != "argon2id" or not stretching.is_sane:
            raise ValueError("parameters nobody of ours has written")
    return Slot(
        kind=str(data["kind"]), sealed=tuple(_bytes(one) for one in data["sealed"]), stretching=stretching
    )


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(text) from error


def _public(slot: Slot) -> dict[str, object]:
    how = slot.stretching
    if how is None:
        return {"kind": slot.kind}
    return {
        "kind": slot.kind,
        "kdf": "argon2id",
        "memory_kib": how.kib,
        "passes": how.passes,
        "lanes": how.lanes,
        "salt": base64.b64encode(how.salt).decode(),
    }


def _about(book: str, slot: Slot) -> bytes:
    return json.dumps({"book": book, **_public(slot)}, sort_keys=True).encode()


def _filled(book: str, slot: Slot, under: bytes, keys: Sequence[bytes]) -> Slot:
    about = _about(book, slot)
    sealed = tuple(sealing.seal(key, under, about) for key in keys)
    return Slot(kind=slot.kind, sealed=sealed, stretching=slot.stretching)


def _keys(file: KeyFile, slot: Slot, under: bytes) -> tuple[bytes, ...]:
    found = (sealing.unseal(one, under, _about(file.book, slot)) for one in slot.sealed)
    return tuple(key for key in found if key is not None)
