"""What may stand against writing in a book that could be written: where it lies, and who holds it."""

from __future__ import annotations

from pathlib import Path

from clientdesk.domain.errors import EnvironmentFault
from clientdesk.domain.text import N_
from clientdesk.storage import book, disk, lease, machine, synced
from clientdesk.storage.connection import Database

#: What this computer remembers of a book: the folder where it is written although that is not safe.
_ACCEPTED = "written_in"
_SAFE_WAY = N_("Move the book to this computer and keep the backups in that folder: Settings, Two computers.")
_TYPED_WAY = N_(
    "“clientdesk computer move” moves the book to this computer and keeps the backups in that folder;"
    " “clientdesk computer stay” lets it be written where it lies all the same."
)


class Barriers:
    """Asked before every act. The place is looked at once, when something is to be written for the first time."""

    def __init__(self) -> None:
        self._place: EnvironmentFault | None = None
        self._is_known = False

    def __call__(self, db: Database) -> EnvironmentFault | None:
        """Return what stands against writing, None where nothing does."""
        if not self._is_known:
            self._place = danger(db.path)
            self._is_known = True
        # Asked anew each time: another connection of the window may have been told to write here all the same.
        place = None if self._place is None or is_accepted(db) else self._place
        # Who goes on somewhere else need not hear that it is not safe here.
        return lease.refusal(db) or place


def danger(path: Path | None) -> EnvironmentFault | None:
    """Return why a book is not safe at `path` while it is written, in a sentence; None where it is."""
    if path is None:
        return None
    if service := synced.service(path):
        return EnvironmentFault(
            N_(
                "The folder {folder} is kept in step by {service}, which copies the book while it is written and can"
                " tear it apart."
            ),
            next_step=_SAFE_WAY,
            command_step=_TYPED_WAY,
            rule="reliability 4.3",
            folder=path.parent,
            service=service,
        )
    if synced.is_on_network(path) and not synced.is_on_network(machine.folder()):
        return EnvironmentFault(
            N_("The folder {folder} lies on another computer: what is saved there can be lost on its way."),
            next_step=_SAFE_WAY,
            command_step=_TYPED_WAY,
            rule="reliability 4.3",
            folder=path.parent,
        )
    return None


def is_accepted(db: Database) -> bool:
    """Tell whether the person has said that this book is written where it lies all the same."""
    return db.path is not None and machine.recall(book.identity(db)).get(_ACCEPTED) == str(db.path.parent)


def accept(db: Database) -> None:
    """Remember that this book is written where it lies, although that is not safe; EnvironmentFault where it cannot."""
    if db.path is not None:
        try:
            machine.remember(book.identity(db), **{_ACCEPTED: str(db.path.parent)})
        except OSError as error:
            raise disk.refusal(error, machine.folder()) from error
