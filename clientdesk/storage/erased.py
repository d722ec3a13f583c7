"""Who was erased: what must be kept of these clients stands in no list and is found by no search (R-RET-1, B32)."""

from __future__ import annotations

from contextlib import suppress

from clientdesk.domain.errors import ClientdeskError
from clientdesk.storage import book, engine, machine
from clientdesk.storage.connection import Database, transaction
from clientdesk.storage.faults import translated

#: What this computer remembers of a book: where the file lies that is to be scrubbed.
_WANTED = "to_scrub"


def ids(db: Database) -> frozenset[int]:
    """Return the ids of the clients that were erased."""
    # The index holds these few alone.
    sql = "SELECT id FROM clients INDEXED BY clients_erased WHERE erased_on IS NOT NULL AND id > 0"
    return frozenset(row["id"] for row in db.rows(sql))


def but(db: Database, column: str) -> str:
    """Return the condition that leaves them out, to be added to a WHERE; "" while nobody was erased.

    `column` holds the client's id.
    """
    known = ids(db)
    return f" AND {column} NOT IN ({', '.join(map(str, sorted(known)))})" if known else ""


def begin(db: Database) -> None:
    """Let this computer remember that the file is to be scrubbed, for the next opening should the program be killed."""
    if db.path is not None:
        with suppress(OSError):
            machine.remember(book.identity(db), **{_WANTED: str(db.path.resolve())})


def finish(db: Database) -> None:
    """Scrub the file where somebody was erased and the program ended before that; what stands against it, waits."""
    is_wanted = db.path is not None and _wanted(db) == str(db.path.resolve())
    if is_wanted and not db.is_read_only:
        with suppress(ClientdeskError):
            scrub(db)


def scrub(db: Database) -> None:
    """Let nothing of what was deleted lie about in the file: in no index, and in no page. Outside of `transaction`.

    Takes seconds for a large book. Raises BusyFault while another program reads it.
    """
    from clientdesk.storage.schema import SEARCHED

    with transaction(db):
        for table in SEARCHED:
            db.execute(f"INSERT INTO {table}_index ({table}_index) VALUES ('rebuild')")
    with translated(db.place), engine.copying(db.connection):
        db.connection.execute("VACUUM")
    if _wanted(db):
        with suppress(OSError):
            machine.remember(book.identity(db), **{_WANTED: None})


def _wanted(db: Database) -> object:
    return machine.recall(book.identity(db)).get(_WANTED)
