"""What is to be taken over from a file and how: guessed from the file, every part of it changed by hand at will."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Final

from clientdesk.domain.client import Client
from clientdesk.domain.countries.proposal import tax_choices
from clientdesk.domain.errors import RuleError
from clientdesk.domain.tax import NO_TAX
from clientdesk.domain.text import N_
from clientdesk.storage.database import Database
from clientdesk.usecases import issuer as issuers
from clientdesk.usecases.imports import cards, headings, table
from clientdesk.usecases.imports import encoding as encodings
from clientdesk.usecases.imports.client_values import ClientDefaults
from clientdesk.usecases.imports.entry import Entry
from clientdesk.usecases.imports.gate import Incoming
from clientdesk.usecases.imports.guarding import unguarded
from clientdesk.usecases.imports.item_values import ItemDefaults, numbers_like
from clientdesk.usecases.imports.table import Layout

_SAMPLES: Final = 200
_SHOWN_SAMPLES: Final = 3
#: So many letters of what is left over are told.
_MOST_TOLD: Final = 80


class Kind(StrEnum):
    """What the rows of a file become."""

    CLIENTS = "clients"
    ITEMS = "items"


class Duplicates(StrEnum):
    """What is done with a row whose like is in the book already, or further up in the file."""

    SKIP = "skip"
    UPDATE = "update"
    ADD = "add"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How a file is taken over. `fields` names the field of each column (an empty text: none); cards have none."""

    kind: Kind = Kind.CLIENTS
    is_cards: bool = False
    layout: Layout = field(default_factory=Layout)
    fields: tuple[str, ...] = ()
    duplicates: Duplicates = Duplicates.SKIP
    leave_out_bad: bool = False
    clients: ClientDefaults = field(default_factory=ClientDefaults)
    items: ItemDefaults = field(default_factory=ItemDefaults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column as the file has it: its name, and some of what stands in it."""

    name: str
    samples: tuple[str, ...]


def begin(
    db: Database, incoming: Incoming, kind: Kind, *, on: date, numbers: str = "en", encoding: str = ""
) -> Order:
    """Return what is likely meant by a file, read as `encoding` if that is known.

    `on` is today, `numbers` the language tag in which numbers are typed where the file does not tell.
    """
    own = issuers.get(db)
    is_cards = cards.looks_like(incoming.data)
    if is_cards and kind is not Kind.CLIENTS:
        raise RuleError(
            N_("{name} holds contacts, and no lines for the catalogue."),
            next_step=N_("Import it among the clients."),
            name=incoming.name,
        )
    taxes = tuple(tax for _name, tax in tax_choices(own, Client(), on)) if own.country else (NO_TAX,)
    order = Order(
        kind=kind,
        is_cards=is_cards,
        clients=ClientDefaults(country=own.country),
        items=ItemDefaults(currency=own.currency, numbers=numbers, taxes=taxes),
    )
    if is_cards:
        return replace(order, layout=Layout(encoding=encoding or encodings.guess(incoming.data).encoding))
    return relaid(incoming, order, table.guess(incoming.data, encoding))


def relaid(incoming: Incoming, order: Order, layout: Layout) -> Order:
    """Return the order with another layout; which column means what is guessed anew."""
    changed = replace(order, layout=layout)
    if order.is_cards:
        return changed
    first = next(table.rows(incoming.data, layout), None)
    known = fields_of(order.kind)
    names = first.cells if first is not None and layout.has_headings else ()
    fields = headings.guess(names, known) if names else ()
    if not layout.has_headings and order.kind is Kind.CLIENTS:
        fields = _by_content(columns(incoming, changed))
    changed = replace(changed, fields=fields)
    if order.kind is Kind.ITEMS:
        changed = replace(changed, items=replace(order.items, numbers=_numbers(incoming, changed, names)))
    return changed


def fields_of(kind: Kind) -> Mapping[str, tuple[str, ...]]:
    """Return the fields that columns may become, each with the names they are known by."""
    return headings.CLIENT_FIELDS if kind is Kind.CLIENTS else headings.ITEM_FIELDS


def columns(incoming: Incoming, order: Order) -> tuple[Column, ...]:
    """Return the columns of the file with their first contents; none for cards."""
    if order.is_cards:
        return ()
    rows = [row.cells for row in islice(table.rows(incoming.data, order.layout), _SAMPLES)]
    names = rows.pop(0) if rows and order.layout.has_headings else ()
    width = max((len(row) for row in (names, *rows)), default=0)
    found = []
    for at in range(width):
        samples = dict.fromkeys(row[at].strip() for row in rows if at < len(row) and row[at].strip())
        found.append(
            Column(name=names[at].strip() if at < len(names) else "", samples=tuple(samples)[:_SHOWN_SAMPLES])
        )
    return tuple(found)


def entries(incoming: Incoming, order: Order) -> Iterator[Entry]:
    """Yield the records of the file as named texts, one after the other."""
    if order.is_cards:
        yield from cards.entries(encodings.decoded(incoming.data, order.layout.encoding))
        return
    rows = table.rows(incoming.data, order.layout)
    named = len(order.fields)
    if order.layout.has_headings:
        first = next(rows, None)
        named = len(first.cells) if first is not None else 0
    for row in rows:
        values = {name: unguarded(cell) for name, cell in zip(order.fields, row.cells, strict=False) if name}
        yield Entry(row.line, values, row.problem or _surplus(row, order, named))


def _surplus(row: table.Row, order: Order, named: int) -> RuleError | None:
    """Return what is to be said of a row that has more cells than there are columns; None where they are empty."""
    over = [
        cell.strip()
        for at, cell in enumerate(row.cells[named:], named)
        if cell.strip() and not (at < len(order.fields) and order.fields[at])
    ]
    if not over:
        return None
    return RuleError(
        N_("Line {line} has more cells than there are columns ({named}); left over: “{text}”."),
        next_step=N_(
            "Put quotation marks around a field that holds the sign between the columns, or give the column a name."
        ),
        line=row.line,
        named=named,
        text="”, “".join(over)[:_MOST_TOLD],
    )


def _numbers(incoming: Incoming, order: Order, names: Sequence[str]) -> str:
    """Return the language tag by which the prices of the file are read."""
    if "unit_price" in names:
        # Our own table: the point is the decimal mark, whatever people here type.
        return "en"
    found = islice(entries(incoming, order), _SAMPLES)
    prices = [entry.values.get(name, "") for entry in found for name in ("unit_price", "gross_price")]
    return numbers_like(prices, order.items.numbers)


def _by_content(found: tuple[Column, ...]) -> tuple[str, ...]:
    """Return fields for columns without names: addresses of mail are known by their sign, the first text is a name."""
    fields = ["email" if any("@" in one for one in column.samples) else "" for column in found]
    seen = fields.index("email") if "email" in fields else -1
    fields = ["" if name and at != seen else name for at, name in enumerate(fields)]
    if "" in fields:
        fields[fields.index("")] = "name"
    return tuple(fields)
