"""The engine's errors as sentences: the one place where they are told apart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clientdesk.domain.errors import (
    BusyFault,
    ClientdeskError,
    ConflictError,
    EnvironmentFault,
    RuleError,
    StateError,
)
from clientdesk.domain.text import N_
from clientdesk.storage import engine
from clientdesk.storage.whereabouts import Whereabouts

#: What the engine says when its file is gone, is another one, or may not be written.
_OF_THE_FILE = ("readonly", "unable to open", "disk I/O")


@contextmanager
def translated(place: Whereabouts | None = None) -> Iterator[None]:
    """Turn the engine's errors into ours; `place` knows what may have happened to the file."""
    try:
        yield
    except ClientdeskError:
        raise
    except engine.DatabaseError as error:
        raise (_lost(error, place) or fault(error, place.path if place else None, place)) from error


def _lost(error: Exception, place: Whereabouts | None) -> EnvironmentFault | None:
    """Return what became of a book that was open and is no book any more: swapped for another file, or damaged."""
    if place is None or "not a database" not in str(error):
        return None
    return place.moved() or EnvironmentFault(
        N_("The book is damaged."),
        next_step=N_("Keep the file as it is and open your last backup."),
        path=place.path,
    )


def fault(error: Exception, path: Path | None, place: Whereabouts | None = None) -> Exception:
    """Return the sentence for an error of the engine; an error that means a bug of ours comes back as it is."""
    text = str(error)
    where = path or N_("the book")
    if "locked" in text or "busy" in text:
        return BusyFault(
            N_("Another program is writing to the book."), next_step=N_("Try again in a moment."), path=where
        )
    if "full" in text:
        return EnvironmentFault(
            N_("The disk is full; nothing was changed."), next_step=N_("Free some space and try again.")
        )
    if "not a database" in text:
        return EnvironmentFault(
            N_("{path} is not a ClientDesk book."), next_step=N_("Choose another file."), path=where
        )
    if place is not None and any(words in text for words in _OF_THE_FILE):
        found = place.fault()
        if found is not None:
            return found
    if "readonly" in text or "unable to open" in text:
        return EnvironmentFault(
            N_("The book cannot be written."),
            next_step=N_("Check the rights of the file and its folder."),
            path=where,
        )
    if "malformed" in text:
        return EnvironmentFault(
            N_("The book is damaged."),
            next_step=N_("Keep the file as it is and open your last backup."),
            path=where,
        )
    if isinstance(error, engine.IntegrityError) and text.startswith("guard: "):
        return StateError(
            N_("What was issued or booked never changes."),
            next_step=N_("Correct it with a counter-document."),
            rule="R-DOC-1",
            detail=text,
        )
    if isinstance(error, engine.IntegrityError) and "UNIQUE" in text:
        return ConflictError(
            N_("This number or name is taken already."), next_step=N_("Choose another one."), detail=text
        )
    if isinstance(error, engine.IntegrityError) and "CHECK" in text:
        return RuleError(
            N_("A value does not fit its field."), next_step=N_("Check what you typed."), detail=text
        )
    if isinstance(error, engine.IntegrityError) and "FOREIGN KEY" in text:
        return RuleError(
            N_("Other records still refer to this one."), next_step=N_("Archive it instead."), detail=text
        )
    return error
