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
    IntegrityFault,
    RuleError,
    StateError,
)
from clientdesk.domain.text import N_
from clientdesk.storage import engine
from clientdesk.storage.whereabouts import Whereabouts

#: What the engine says when its file is gone, is another one, or may not be written.
_OF_THE_FILE = ("readonly", "unable to open", "disk I/O")
#: What it says when the bytes of the file contradict themselves; what it quotes of them may be no text at all.
_OF_DAMAGE = ("malformed", "vtable constructor failed", "fts5", "Could not decode")


@contextmanager
def translated(place: Whereabouts | None = None) -> Iterator[None]:
    """Turn the engine's errors into ours; `place` knows what may have happened to the file."""
    try:
        yield
    except ClientdeskError:
        raise
    except (engine.DatabaseError, UnicodeDecodeError) as error:
        raise fault(error, place.path if place else None, place) from error


def damaged() -> IntegrityFault:
    """Return the sentence for a book whose bytes contradict themselves."""
    return IntegrityFault(
        N_("The book is damaged."), next_step=N_("Keep the file as it is and open your last backup.")
    )


def fault(error: Exception, path: Path | None, place: Whereabouts | None = None) -> Exception:
    """Return the sentence for an error of the engine; an error that means a bug of ours comes back as it is."""
    text = str(error)
    where = path or N_("the book")
    if isinstance(error, UnicodeDecodeError) or any(words in text for words in _OF_DAMAGE):
        return damaged()
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
    if "disk I/O" in text:
        return EnvironmentFault(
            N_("The disk did not read or write what it was asked to; nothing was changed."),
            next_step=N_(
                "Try again. If it happens again, copy the book to another disk and have this one checked."
            ),
            path=where,
        )
    if isinstance(error, engine.IntegrityError):
        return _of_a_record(error)
    return error


def _of_a_record(error: Exception) -> Exception:
    """Return the sentence for a record that the book does not take."""
    text = str(error)
    if text.startswith("guard: "):
        return StateError(
            N_("What was issued or booked never changes."),
            next_step=N_("Correct it with a counter-document."),
            rule="R-DOC-1",
            detail=text,
        )
    if "UNIQUE" in text:
        return ConflictError(
            N_("This number or name is taken already."), next_step=N_("Choose another one."), detail=text
        )
    if "CHECK" in text:
        return RuleError(
            N_("A value does not fit its field."), next_step=N_("Check what you typed."), detail=text
        )
    if "FOREIGN KEY" in text:
        return RuleError(
            N_("Other records still refer to this one."), next_step=N_("Archive it instead."), detail=text
        )
    return error
