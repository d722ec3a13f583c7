"""The catalogue: lines that went out are offered again by themselves, and packages of lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from clientdesk.domain.catalogue import CatalogueItem, Package, check_item, check_package, worth_learning
from clientdesk.domain.line import Adjustment, Line, PriceMode, with_keys
from clientdesk.domain.search import fold, sort_key
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.storage.matching import matching
from clientdesk.storage.records import from_row

#: The last code point: what sorts after every text that starts with a prefix.
_AFTER_ALL = "\U0010ffff"


def learn(
    db: Database,
    lines: Iterable[Line],
    *,
    currency: str,
    on: date,
    price_mode: PriceMode = PriceMode.NET,
) -> None:
    """Keep the lines of a paper that went out: a known one counts a use and takes the new price, others are added.

    A line is known by its words, unit, currency and price mode.
    """
    with transaction(db):
        for line in lines:
            if worth_learning(line):
                item = _known(db, line, currency, price_mode) or CatalogueItem(
                    description=line.description.strip(),
                    unit=line.unit,
                    currency=currency,
                    price_mode=price_mode,
                )
                tables.catalogue.save(db, item.used(line, on=on))


def suggest(
    db: Database, text: str, currency: str, *, price_mode: PriceMode = PriceMode.NET, limit: int = 8
) -> tuple[CatalogueItem, ...]:
    """Return what may be meant by the letters typed so far, most used first, beginnings of words before middles."""
    start = sort_key(text)
    order = "ORDER BY uses DESC, id DESC LIMIT ?"
    base = "SELECT * FROM catalogue WHERE archived = 0 AND currency = ? AND price_mode = ?"
    mode = price_mode.value
    rows = []
    if start:
        rows = db.rows(
            f"{base} AND sort_key >= ? AND sort_key < ? {order}",
            (currency, mode, start, start + _AFTER_ALL, limit),
        )
    if len(rows) < limit:
        match = matching(db, "catalogue", text)
        rows += db.rows(f"{base} AND {match.sql} {order}", (currency, mode, *match.parameters, limit))
    unique = {row["id"]: row for row in reversed(rows)}
    return tuple(from_row(CatalogueItem, row) for row in rows if unique.pop(row["id"], None))[:limit]


def get_item(db: Database, item_id: int) -> CatalogueItem:
    """Return a line, or raise NotFoundError."""
    return tables.catalogue.get(db, item_id)


def get_package(db: Database, package_id: int) -> Package:
    """Return a package, or raise NotFoundError."""
    return tables.packages.get(db, package_id)


def save_item(db: Database, item: CatalogueItem) -> CatalogueItem:
    """Add or change a line of the catalogue by hand."""
    checked = check_item(item)
    with transaction(db):
        return tables.catalogue.save(db, checked)


def archive_item(db: Database, item_id: int, *, archived: bool = True) -> CatalogueItem:
    """Offer a line no more, or again."""
    with transaction(db):
        return tables.catalogue.save(db, replace(tables.catalogue.get(db, item_id), archived=archived))


def packages(db: Database, currency: str = "") -> tuple[Package, ...]:
    """Return the packages on offer, those of one currency if given, by name."""
    found = tables.packages.find(db, "archived = 0 AND currency IN (?, '') OR ? = ''", (currency, currency))
    return tuple(sorted((row for row in found if not row.archived), key=lambda row: (fold(row.name), row.id)))


def save_package(db: Database, package: Package) -> Package:
    """Add or change a package."""
    checked = check_package(package)
    with transaction(db):
        return tables.packages.save(db, replace(checked, lines=with_keys(checked.lines)))


def archive_package(db: Database, package_id: int, *, archived: bool = True) -> Package:
    """Offer a package no more, or again."""
    with transaction(db):
        return tables.packages.save(db, replace(tables.packages.get(db, package_id), archived=archived))


def insert_package(db: Database, package_id: int) -> tuple[tuple[Line, ...], Adjustment | None]:
    """Return the package's lines for a paper, and the one bundle discount that belongs to them (P2).

    The lines come without keys: the paper that takes them in names them.
    """
    package = tables.packages.get(db, package_id)
    return tuple(replace(line, key="") for line in package.lines), package.bundle_discount()


def _known(db: Database, line: Line, currency: str, price_mode: PriceMode) -> CatalogueItem | None:
    found = tables.catalogue.find(
        db,
        "archived IN (0, 1) AND sort_key = ? AND unit = ? AND currency = ? AND price_mode = ?",
        (sort_key(line.description), line.unit, currency, price_mode.value),
    )
    return found[0] if found else None
