"""Which computer may write in a book: one at a time, so that two never give the same number twice.

The book names the computer that holds it. Nobody holds a new book; the first window claims it. Handing it over lets go
of it in the same act that says so in the log; the other computer takes it over.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clientdesk.domain.errors import EnvironmentFault
from clientdesk.domain.log import LogAct
from clientdesk.domain.text import N_
from clientdesk.storage import log, machine
from clientdesk.storage.connection import Database


@dataclass(frozen=True, slots=True)
class Lease:
    """Who holds a book. `handed_on` is the moment (UTC) it was handed over, empty while somebody holds it.

    `held_name` is the name of the computer; of a book that was handed over, where the file lies with which it goes on.
    """

    held_by: str = ""
    held_name: str = ""
    handed_on: str = ""

    @property
    def is_free(self) -> bool:
        """Whether nobody has claimed the book yet."""
        return not self.held_by and not self.handed_on

    @property
    def is_handed_over(self) -> bool:
        """Whether the book goes on in the file that was written for another computer."""
        return bool(self.handed_on)

    @property
    def is_here(self) -> bool:
        """Whether this computer may write."""
        return self.is_free or (not self.is_handed_over and self.held_by == machine.device().id)


def of(db: Database) -> Lease:
    """Return who holds the book."""
    row = db.row("SELECT held_by, held_name, handed_on FROM book")
    return Lease(**row) if row else Lease()


def refusal(db: Database) -> EnvironmentFault | None:
    """Return why this computer may not write in the book, in a sentence; None where it may."""
    lease = of(db)
    if lease.is_here:
        return None
    if lease.is_handed_over:
        return _handed_over(db, lease)
    return EnvironmentFault(
        N_("The computer {name} writes in this book; two that write would give the same numbers twice."),
        next_step=N_(
            "Hand it over there, or, if that computer is gone, take it over: Settings, Two computers."
        ),
        command_step=N_(
            "Hand it over there, or, if that computer is gone, take it over: “clientdesk computer take-over"
            " --confirm”."
        ),
        name=lease.held_name,
    )


def _handed_over(db: Database, lease: Lease) -> EnvironmentFault:
    # Every start would load it for the few books that are on their way.
    from clientdesk.storage import handing

    place = Path(lease.held_name)
    if handing.is_broken_off(db, place):
        return _broken_off(lease, is_at_hand=handing.is_at_hand(place))
    return EnvironmentFault(
        N_("This book was handed over on {date}; it goes on with what was written to {place}."),
        next_step=N_(
            "Open it there, or take it over on the other computer. If nobody does, go on here: Settings, Two"
            " computers."
        ),
        command_step=N_(
            "Open it there, or take it over on the other computer. If nobody does, go on here:"
            " “clientdesk computer take-over --confirm”."
        ),
        date=date.fromisoformat(lease.handed_on[:10]),
        place=lease.held_name,
    )


def _broken_off(lease: Lease, *, is_at_hand: bool) -> EnvironmentFault:
    return EnvironmentFault(
        N_("The hand-over of this book on {date} was broken off before its file in {place} was finished."),
        next_step=N_("Nothing was lost. To take the book back: Settings, Two computers, “Go on here”.")
        if is_at_hand
        else N_(
            "Plug that disk in to see whether the file is there after all. If it is not, take the book back:"
            " Settings, Two computers, “Go on here”."
        ),
        command_step=N_("Nothing was lost. To take the book back: “clientdesk computer take-over --confirm”.")
        if is_at_hand
        else N_(
            "Plug that disk in to see whether the file is there after all. If it is not, take the book back:"
            " “clientdesk computer take-over --confirm”."
        ),
        date=date.fromisoformat(lease.handed_on[:10]),
        place=lease.held_name,
    )


def claim(db: Database) -> None:
    """Hold a book that nobody holds yet, inside `transaction`."""
    if of(db).is_free:
        _hold(db)


def let_go(db: Database, place: Path) -> None:
    """Hand the book over, inside `transaction`: it goes on with what is written to `place`, and is only read here."""
    db.execute("UPDATE book SET held_by = '', held_name = ?, handed_on = ?", (str(place), db.scribe.now()))
    log.note(db, LogAct.HANDED_OVER, computer=machine.device().name, place=str(place))


def take_over(db: Database) -> None:
    """Hold the book from now on, whoever held it, inside `transaction`."""
    before = of(db)
    _hold(db)
    log.note(db, LogAct.TAKEN_OVER, computer=machine.device().name, before=before.held_name)


@contextmanager
def asking_nobody(db: Database) -> Iterator[None]:
    """Write in this block whoever holds the book: for taking it over, which is how the others are told."""
    asked = db.refusal
    db.refusal = _nothing_against
    try:
        yield
    finally:
        db.refusal = asked


def _nothing_against(_db: Database) -> None:
    """Refuse nothing."""


def pass_on(db: Database, held: Lease) -> None:
    """Let the book be held by whoever held another state of it, inside `transaction`."""
    db.execute(
        "UPDATE book SET held_by = ?, held_name = ?, handed_on = ?",
        (held.held_by, held.held_name, held.handed_on),
    )


def _hold(db: Database) -> None:
    own = machine.device()
    db.execute("UPDATE book SET held_by = ?, held_name = ?, handed_on = ''", (own.id, own.name))
