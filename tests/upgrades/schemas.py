"""The fixtures: a telling book of each schema, and the facts that an upgrade must leave as they are."""

from __future__ import annotations

import hashlib
import lzma
from contextlib import closing
from pathlib import Path
from typing import Any

from clientdesk.storage import engine

HERE = Path(__file__).resolve().parent
#: Every schema there ever was but 10, the present one last. Schema 10 (trash and attachments) stood only between two
#: merges and was in no release; no book of it was kept. An upgrade from 9 runs its migration all the same.
SCHEMAS = tuple(sorted(int(path.name[7:9]) for path in HERE.glob("schema_*.db.xz")))
#: What must be the same before and after, to the cent and to the byte.
_SAME = {
    "invoices": "SELECT series, number, issued_on, net, tax, gross, due, paper_sha256 FROM invoices ORDER BY id",
    "papers": "SELECT id, sha256, pdf FROM papers ORDER BY id",
    "ledger": "SELECT contract_id, currency, sum(effect), count(*) FROM ledger GROUP BY 1, 2",
    "payments": "SELECT client_id, direction, currency, sum(amount), count(*) FROM payments GROUP BY 1, 2, 3",
    "paid": "SELECT invoice_id, sum(amount) FROM allocations GROUP BY 1",
    "settled": "SELECT invoice_id, sum(amount) FROM settlements GROUP BY 1",
    "open": "SELECT id, standing, balance FROM documents ORDER BY id",
    "names": "SELECT name, notes, search FROM clients ORDER BY id",
    "signed": "SELECT number, state, signature, lines FROM contracts ORDER BY id",
    "sent": "SELECT snapshot, paper_sha256 FROM quote_revisions ORDER BY id",
    "catalogue": "SELECT description, unit_price FROM catalogue ORDER BY id",
    "repeating": "SELECT title, next_on FROM recurring ORDER BY id",
    "hours": "SELECT hours, description FROM work_entries ORDER BY id",
}
_TYPED = {
    "unsaved": "SELECT typed FROM unsaved",
    "asides": "SELECT subject, reason FROM asides",
    "own_filters": "SELECT of_list, name, text, saved FROM own_filters ORDER BY id",
}


def lay(schema: int, place: Path) -> Path:
    """Unpack the book of a schema to `place`."""
    place.write_bytes(lzma.decompress((HERE / f"schema_{schema:02}.db.xz").read_bytes()))
    place.chmod(0o600)
    return place


def facts(path: Path) -> dict[str, Any]:
    """Read the facts of a book of any schema, past all our code."""
    with closing(engine.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        asked = {**_SAME, **{name: sql for name, sql in _TYPED.items() if name in tables}}
        return {name: connection.execute(sql).fetchall() for name, sql in asked.items()}


def digest(path: Path) -> str:
    """Return the hash of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_alone(path: Path) -> bool:
    """Tell whether nothing but the book (and an empty journal) lies in its folder."""
    return {one.name for one in path.parent.iterdir()} <= {path.name, f"{path.name}-journal"}
