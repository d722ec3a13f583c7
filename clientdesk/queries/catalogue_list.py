"""The list of the catalogue: paged lines with their price and how often they went out."""

from __future__ import annotations

from enum import StrEnum

from clientdesk.domain.catalogue import CatalogueItem
from clientdesk.storage.database import Database
from clientdesk.storage.matching import matching
from clientdesk.storage.records import from_row


class CatalogueOrder(StrEnum):
    """By what the list is sorted: each has an index."""

    USE = "use"
    NAME = "name"


_ORDERS = {CatalogueOrder.USE: "uses DESC, id DESC", CatalogueOrder.NAME: "sort_key, id"}


def page(
    db: Database,
    *,
    text: str = "",
    archived: bool = False,
    order: CatalogueOrder = CatalogueOrder.USE,
    offset: int = 0,
    limit: int = 60,
) -> tuple[CatalogueItem, ...]:
    """Return the lines from `offset` on, most used first or by name."""
    match = matching(db, "catalogue", text)
    ids = (
        f"SELECT id FROM catalogue WHERE archived = ? AND {match.sql}"
        f" ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?"
    )
    rows = db.rows(
        f"SELECT * FROM catalogue WHERE id IN ({ids}) ORDER BY {_ORDERS[order]}",
        (int(archived), *match.parameters, limit, offset),
    )
    return tuple(from_row(CatalogueItem, row) for row in rows)


def count(db: Database, *, text: str = "", archived: bool = False) -> int:
    """Return how many lines the whole list has."""
    match = matching(db, "catalogue", text)
    return int(
        db.value(
            f"SELECT count(*) FROM catalogue WHERE archived = ? AND {match.sql}",
            (int(archived), *match.parameters),
        )
    )
