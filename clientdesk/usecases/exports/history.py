"""The history tells of every list that left the book (R-AUD-1)."""

from __future__ import annotations

from clientdesk.domain.log import LogAct
from clientdesk.storage import log
from clientdesk.storage.database import Database, transaction


def tell(db: Database, *, name: str, records: int) -> None:
    """Enter that a list of this name went out, unless the book can only be read."""
    if not db.is_read_only:
        with transaction(db):
            log.note(db, LogAct.EXPORTED, list=name, records=records)
