"""Files kept with a client, a contract, a quote or an invoice: byte for byte, once per content, never opened by us."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from clientdesk.domain import attachment as domain
from clientdesk.domain.attachment import Attachment
from clientdesk.domain.errors import EnvironmentFault, NotFoundError, RuleError, StateError
from clientdesk.domain.text import N_
from clientdesk.storage import disk, dump, tables
from clientdesk.storage.database import Database, transaction

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROWS = (
    "SELECT a.id, a.record_kind, a.record_id, a.name, a.added_on, a.content_id, c.size, c.sha256, c.media_type"
    " FROM attachments AS a JOIN contents AS c ON c.id = a.content_id"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedFile:
    """A file of a record, without its bytes. `size` is in bytes; `is_program` is only saved, never opened (T18)."""

    id: int
    record_kind: str
    record_id: int
    name: str
    added_on: date
    size: int
    sha256: str
    media_type: str

    @property
    def is_program(self) -> bool:
        """Whether the desktop would run it instead of showing it."""
        return domain.is_program(self.name, self.media_type)


@dataclass(frozen=True, slots=True)
class Added:
    """Which files were attached, and why others were not: one sentence each."""

    files: tuple[AttachedFile, ...]
    refused: tuple[EnvironmentFault | RuleError, ...]


def of(db: Database, record_kind: str, record_id: int) -> tuple[AttachedFile, ...]:
    """Return the files of one record, in the order in which they were attached."""
    rows = db.rows(
        f"{_ROWS} WHERE a.record_kind = ? AND a.record_id = ? ORDER BY a.id", (record_kind, record_id)
    )
    return tuple(map(_file, rows))


def get(db: Database, attachment_id: int) -> AttachedFile:
    """Return one file without its bytes, or raise NotFoundError."""
    row = db.row(f"{_ROWS} WHERE a.id = ?", (attachment_id,))
    if row is None:
        raise NotFoundError(
            N_("There is no attachment {id}."), next_step=N_("Look at the list."), id=attachment_id
        )
    return _file(row)


def data(db: Database, attachment_id: int) -> bytes:
    """Return the bytes as they came."""
    found = db.value(
        "SELECT c.content FROM contents AS c JOIN attachments AS a ON a.content_id = c.id WHERE a.id = ?",
        (attachment_id,),
    )
    return bytes(found) if found is not None else b""


def add(db: Database, record_kind: str, record_id: int, *, name: str, data: bytes, on: date) -> AttachedFile:
    """Attach a file under a safe name; the same file twice is there once (T55, T56).

    Raises RuleError for an empty or too large file, NotFoundError without the record.
    """
    if record_kind not in domain.ATTACHED_TO:
        raise RuleError(N_("Nothing can be attached to this."), next_step=N_("Attach it to the client."))
    content = domain.content_of(data)
    with transaction(db):
        dump.BY_NAME[record_kind].get(db, record_id)
        kept = tables.contents.find(db, "sha256 = ?", (content.sha256,)) or (
            tables.contents.add(db, content),
        )
        present = of(db, record_kind, record_id)
        same = next((one for one in present if one.sha256 == content.sha256), None)
        if same is not None:
            return same
        made = tables.attachments.add(
            db,
            Attachment(
                record_kind=record_kind,
                record_id=record_id,
                name=_unique(domain.safe_name(name), present),
                content_id=kept[0].id,
                added_on=on,
            ),
        )
        return get(db, made.id)


def add_files(db: Database, record_kind: str, record_id: int, paths: Sequence[Path], *, on: date) -> Added:
    """Attach files from the disk; those that cannot be are told, each for itself, and hold up no other."""
    added: list[AttachedFile] = []
    refused: list[EnvironmentFault | RuleError] = []
    for path in paths:
        try:
            added.append(add(db, record_kind, record_id, name=path.name, data=read(path), on=on))
        except (EnvironmentFault, RuleError) as error:
            refused.append(error)
    return Added(tuple(added), tuple(refused))


def read(path: Path) -> bytes:
    """Read a file that is to be attached, after looking at its size; a folder or a device is none (T54)."""
    try:
        with open(path, "rb", opener=_without_waiting) as stream:  # Path.open has no opener
            found = os.fstat(stream.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise RuleError(
                    N_("{name} is no file."), field="file", next_step=N_("Choose a file."), rule="T54",
                    name=path.name,
                )  # fmt: skip
            domain.check_size(found.st_size)
            return stream.read(domain.LARGEST + 1)
    except OSError as error:
        raise EnvironmentFault(
            N_("{path} cannot be read: {reason}."),
            next_step=N_("Choose another file."),
            path=path,
            reason=error.strerror or str(error),
        ) from error


def rename(db: Database, attachment_id: int, name: str) -> AttachedFile:
    """Give a file another name, made safe."""
    with transaction(db):
        found = tables.attachments.get(db, attachment_id)
        others = [one for one in of(db, found.record_kind, found.record_id) if one.id != attachment_id]
        tables.attachments.save(db, replace(found, name=_unique(domain.safe_name(name), others)))
        return get(db, attachment_id)


def remove(db: Database, attachment_id: int) -> AttachedFile:
    """Move a file into the trash; StateError with the date where an issued invoice keeps it (R-RET-1)."""
    with transaction(db):
        found = get(db, attachment_id)
        _check_removable(db, found)
        tables.attachments.delete(db, attachment_id)
        return found


def save(db: Database, attachment_id: int, target: Path, *, replace_old: bool = False) -> Path:
    """Write a file into a folder under its safe name, or to the path given.

    What is there is overwritten only where the person has said so (`replace_old`), and never the book itself (T56).
    """
    found = get(db, attachment_id)
    if target.is_dir():
        target = _free(target / domain.safe_name(found.name))
    if db.path is not None and target.exists() and target.samefile(db.path):
        raise EnvironmentFault(
            N_("{path} is the book itself."), next_step=N_("Choose another name."), path=target, rule="T56"
        )
    if not (replace_old and target.exists()):
        return _write(target, data(db, attachment_id))
    part = _write(_free(target.with_name(f"{target.name}.part")), data(db, attachment_id))
    try:
        return part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _unwritable(target, error) from error


def unpack(db: Database, attachment_id: int, folder: Path) -> Path:
    """Write a file into a new folder of its own below `folder`, for the desktop to show it: private, read-only (T60).

    Raises StateError for what the desktop would run instead (T18, T19).
    """
    import tempfile

    found = get(db, attachment_id)
    if found.is_program:
        raise StateError(
            N_("{name} is a program or could start one; it is never opened from here."),
            next_step=N_("Save it if you know where it comes from."),
            rule="T18",
            name=found.name,
        )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        own = Path(tempfile.mkdtemp(dir=folder))
    except OSError as error:
        raise _unwritable(folder, error) from error
    return _write(own / domain.safe_name(found.name), data(db, attachment_id), mode=0o400)


def remove_unpacked(folder: Path) -> None:
    """Take away what `unpack` has written in earlier sessions; what another program still holds stays."""
    import shutil

    if not folder.is_symlink() and folder.is_dir():
        shutil.rmtree(folder, ignore_errors=True)


def total_size(db: Database) -> int:
    """Return how many bytes all attachments take in the book."""
    return int(db.value("SELECT coalesce(sum(size), 0) FROM contents"))


def _check_removable(db: Database, found: AttachedFile) -> None:
    from clientdesk.usecases import retention

    if found.record_kind != "invoices":
        return
    paper = tables.invoices.get(db, found.record_id)
    if paper.issued_on is None:
        return
    raise StateError(
        N_("{name} belongs to {number}, which was issued, and is kept with it until {date}."),
        next_step=N_("Attach the right file beside it."),
        rule="R-RET-1",
        name=found.name,
        number=paper.number,
        date=retention.kept_until(db, paper.issued_on),
    )


def _without_waiting(path: str, flags: int) -> int:
    # A pipe without a writer would hold the window for ever.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))


def _unique(name: str, present: Sequence[AttachedFile]) -> str:
    taken = {one.name.casefold() for one in present}
    path, number, found = Path(name), 1, name
    while found.casefold() in taken:
        number += 1
        found = f"{path.stem} ({number}){path.suffix}"
    return found


def _free(target: Path) -> Path:
    return disk.free_path(target, "{stem} ({number})")


def _write(target: Path, data: bytes, *, mode: int = 0o600) -> Path:
    """Write the bytes to a file that is not there yet; a link that was put there is not followed."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(target, flags, mode), "wb") as stream:
            stream.write(data)
    except FileExistsError as error:
        raise EnvironmentFault(
            N_("There is a file {path} already."), next_step=N_("Choose another name."), path=target
        ) from error
    except OSError as error:
        target.unlink(missing_ok=True)
        raise _unwritable(target, error) from error
    return target


def _unwritable(path: Path, error: OSError) -> EnvironmentFault:
    return EnvironmentFault(
        N_("{path} cannot be written: {reason}."),
        next_step=N_("Choose another folder."),
        path=path,
        reason=error.strerror or str(error),
    )


def _file(row: dict[str, object]) -> AttachedFile:
    values = {name: value for name, value in row.items() if name != "content_id"}
    return AttachedFile(**{**values, "added_on": date.fromisoformat(str(row["added_on"]))})  # type: ignore[arg-type]
