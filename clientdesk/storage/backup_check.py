"""Whether a file is a backup that can be restored: each way in which it is not has a sentence of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clientdesk.domain.errors import ClientdeskError, EnvironmentFault, IntegrityFault, LockedFault
from clientdesk.domain.text import N_
from clientdesk.storage import disk, engine, fingerprint, manifest, migrations
from clientdesk.storage.database import Database, open_as_it_is
from clientdesk.storage.locked import is_encrypted, is_plain

_ANOTHER = N_("Choose another backup; this one is left as it is.")
#: Tables that every book has had since the first release; views in their place are not taken for them.
_NEEDED = frozenset(
    {"issuer", "series", "clients", "papers", "quotes", "contracts", "invoices", "payments", "allocations"}
)


@contextmanager
def opened(
    path: Path, *, key: bytes | None = None, like: manifest.Manifest | None = None
) -> Iterator[Database]:
    """Open the file to be looked at, after all that can be wrong with it was looked for.

    `like` is the manifest to go by where the file lies under another name than its own. Raises EnvironmentFault for a
    file that is no book, that a newer program has written or that is not there; IntegrityFault for a damaged one.
    """
    _check_file(path, like or manifest.read(path))
    key = fitting(path, key)
    db = open_as_it_is(path, key=key)
    try:
        try:
            _check_book(db, path)
        except engine.DatabaseError as error:
            raise _unreadable(path, error) from error
        yield db
    finally:
        db.close()


def fitting(path: Path, key: bytes | None) -> bytes | None:
    """Return the key to open a file with that nobody has open: none for a plain one, from before the book had a key."""
    return None if is_plain(path) else key


def _check_file(path: Path, made: manifest.Manifest | None) -> None:
    """Compare the file with what was written down when it was made."""
    try:
        size = path.stat().st_size
        is_file = path.is_file()
    except FileNotFoundError as error:
        raise EnvironmentFault(
            N_("There is no file at {path}."),
            next_step=N_("Plug in the disk, or choose another backup."),
            path=path,
        ) from error
    except OSError as error:
        raise _cannot_read(path, error) from error
    if not is_file:
        raise EnvironmentFault(N_("{path} is no file."), next_step=_ANOTHER, path=path)
    if size == 0:
        raise IntegrityFault(N_("{name} is empty: it has 0 bytes."), next_step=_ANOTHER, name=path.name)
    if made is None:
        return
    if size != made.bytes:
        raise IntegrityFault(
            N_("{name} is not whole: it has {found} bytes, and had {wanted} when it was made."),
            next_step=_ANOTHER,
            name=path.name,
            found=size,
            wanted=made.bytes,
        )
    try:
        found = disk.sha256(path)
    except OSError as error:
        raise _cannot_read(path, error) from error
    if found != made.sha256:
        raise IntegrityFault(
            N_(
                "{name} was altered or damaged since it was made: it no longer has the SHA-256 written down then."
            ),
            next_step=_ANOTHER,
            name=path.name,
        )


def _check_book(db: Database, path: Path) -> None:
    cursor = db.connection
    if cursor.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        raise IntegrityFault(
            N_("{name} holds no tables at all: it was left over by a copy that was cut short."),
            next_step=_ANOTHER,
            name=path.name,
        )
    if cursor.execute("PRAGMA application_id").fetchone()[0] != migrations.APPLICATION_ID:
        raise _no_book(path)
    version = int(cursor.execute("PRAGMA user_version").fetchone()[0])
    if version > migrations.VERSION:
        raise EnvironmentFault(
            N_("{name} was written by a newer ClientDesk."),
            next_step=N_("Update ClientDesk, then restore it."),
            name=path.name,
        )
    found = cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    if not {name for (name,) in found} >= _NEEDED or version < 1:
        raise _damaged(path, N_("tables are missing"))
    if version == migrations.VERSION:
        # That of an older one is looked at once its copy is upgraded.
        fingerprint.check(db)
    sound = str(cursor.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if sound != "ok":
        raise _damaged(path, sound)
    broken = cursor.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise _damaged(path, N_("a record refers to one that is missing"))


def _unreadable(path: Path, error: engine.DatabaseError) -> ClientdeskError:
    text = str(error)
    if "not a database" in text:
        if is_encrypted(path):
            return LockedFault(
                N_("{name} is encrypted under another key than this book."),
                next_step=N_(
                    "Choose another backup; or restore it with “clientdesk restore”, which asks for its passphrase."
                ),
                name=path.name,
            )
        return _no_book(path)
    if "unable to open" in text or "readonly" in text:
        return EnvironmentFault(
            N_("{name} was copied while it was being written: it cannot be read without the file beside it."),
            next_step=_ANOTHER,
            name=path.name,
        )
    return _damaged(path, text)


def _no_book(path: Path) -> EnvironmentFault:
    return EnvironmentFault(N_("{path} is not a ClientDesk book."), next_step=_ANOTHER, path=path)


def _cannot_read(path: Path, error: OSError) -> EnvironmentFault:
    return EnvironmentFault(
        N_("{path} cannot be read: {reason}."),
        next_step=_ANOTHER,
        path=path,
        reason=error.strerror or str(error),
    )


def _damaged(path: Path, flaw: str) -> IntegrityFault:
    return IntegrityFault(N_("{name} is damaged: {flaw}."), next_step=_ANOTHER, name=path.name, flaw=flaw)
