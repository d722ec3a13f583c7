"""Who was erased: what must be kept of these clients stands in no list and is found by no search (R-RET-1, B32)."""

from __future__ import annotations

from clientdesk.storage import engine
from clientdesk.storage.connection import Database
from clientdesk.storage.schema import SEARCHED


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


def scrub(db: Database) -> None:
    """Let nothing of what was deleted lie about in the file: in no index, and in no page. Outside of `transaction`.

    Takes seconds for a large book. Raises BusyFault while another program reads it.
    """
    from clientdesk.storage.connection import transaction
    from clientdesk.storage.faults import translated

    with transaction(db):
        for table in SEARCHED:
            db.execute(f"INSERT INTO {table}_index ({table}_index) VALUES ('rebuild')")
    with translated(db.place), engine.copying(db.connection):
        db.connection.execute("VACUUM")
