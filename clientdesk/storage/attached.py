"""Which contents nobody refers to any more: neither an attachment nor one that is in the trash."""

from __future__ import annotations

from clientdesk.storage import tables
from clientdesk.storage.database import Database

_UNUSED = (
    "SELECT c.id FROM contents AS c WHERE NOT EXISTS (SELECT 1 FROM attachments AS a WHERE a.content_id = c.id)"
    " AND c.id NOT IN (SELECT json_extract(t.row, '$.content_id') FROM trash AS t WHERE t.table_name = 'attachments')"
)


def drop_unused(db: Database) -> int:
    """Delete them for good, inside `transaction`; return how many."""
    found = db.rows(_UNUSED)
    for row in found:
        tables.contents.delete(db, row["id"], for_good=True)
    return len(found)
