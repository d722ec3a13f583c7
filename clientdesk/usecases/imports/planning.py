"""What will become of each record of a file, before anything is written: new, an update, left out, or bad and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from operator import attrgetter
from typing import Any, Final

from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_
from clientdesk.storage import tables
from clientdesk.storage.database import Database
from clientdesk.storage.record_table import RecordTable
from clientdesk.usecases.imports import gate, likeness
from clientdesk.usecases.imports.client_values import client_of
from clientdesk.usecases.imports.entry import Entry
from clientdesk.usecases.imports.gate import Incoming, Watch, nobody
from clientdesk.usecases.imports.item_values import item_of
from clientdesk.usecases.imports.likeness import Known
from clientdesk.usecases.imports.order import Duplicates, Kind, Order, entries

#: How many of a kind of outcome are kept to be shown.
MOST_SHOWN: Final = 200


class Fate(StrEnum):
    """What becomes of a record."""

    NEW = "new"
    UPDATED = "updated"
    LEFT_OUT = "left_out"
    BAD = "bad"


@dataclass(slots=True)
class Outcome:
    """One record of the file. `like` is the id of the record of the book it is alike, or minus the line of the file."""

    line: int
    fate: Fate
    record: Any = None
    like: int = 0
    problem: RuleError | None = None

    @property
    def name(self) -> str:
        """Return what the record is called: a client by its name, a line of the catalogue by what it describes."""
        return str(self.record.name if hasattr(self.record, "name") else self.record.description)


@dataclass(frozen=True, slots=True)
class Plan:
    """Every record of the file, in its order."""

    kind: Kind
    outcomes: tuple[Outcome, ...]

    def count(self, fate: Fate) -> int:
        """Return how many have this fate."""
        return sum(outcome.fate is fate for outcome in self.outcomes)

    def some(self, fate: Fate, limit: int = MOST_SHOWN) -> tuple[Outcome, ...]:
        """Return the first that have this fate."""
        found = (outcome for outcome in self.outcomes if outcome.fate is fate)
        return tuple(islice(found, limit))

    def alike(self, limit: int = MOST_SHOWN) -> tuple[Outcome, ...]:
        """Return the first that are alike to a record of the book or to one further up in the file."""
        return tuple(islice((outcome for outcome in self.outcomes if outcome.like), limit))


@dataclass(frozen=True, slots=True)
class Trade:
    """What differs between clients and lines of the catalogue."""

    table: RecordTable[Any]
    make: Callable[[Any, Any], Any]
    known: Callable[[Database], Known[Any]]
    merged: Callable[[Any, Any], Any]
    name: Callable[[Any], str]


TRADES: Final = {
    Kind.CLIENTS: Trade(
        tables.clients, client_of, likeness.known_clients, likeness.merged_client, attrgetter("name")
    ),
    Kind.ITEMS: Trade(
        tables.catalogue, item_of, likeness.known_items, likeness.merged_item, attrgetter("description")
    ),
}


def plan(db: Database, incoming: Incoming, order: Order, watch: Watch = nobody) -> Plan:
    """Return what would become of each record of the file. `watch` hears of the bytes read, about.

    Raises RuleError where the file as a whole cannot be read so, StoppedError where `watch` does.
    """
    needed = {
        Kind.CLIENTS: ("name", "given_name", "family_name", "contact_name"),
        Kind.ITEMS: ("description",),
    }
    if not order.is_cards and not set(order.fields) & set(needed[order.kind]):
        raise RuleError(
            N_("No column says the name."),
            field=f"fields.{needed[order.kind][0]}",
            next_step=N_("Choose which column holds it."),
            command_step=N_("Say which column holds it, such as --map Firma={wanted}."),
            wanted=needed[order.kind][0],
        )
    known = TRADES[order.kind].known(db)
    within = Known(known.keys)
    outcomes = []
    for number, entry in enumerate(entries(incoming, order)):
        if number % gate.ROWS_BETWEEN_LOOKS == 0:
            watch(number, 0)
        outcome = outcome_of(entry, order)
        if outcome.record is not None:
            _compare(db, outcome, order, known, within)
            within.add(outcome.record, -outcome.line)
        outcomes.append(outcome)
    if not outcomes:
        raise RuleError(
            N_("{name} holds nothing to take over."),
            next_step=N_("Choose the file that was exported."),
            name=incoming.name,
        )
    return Plan(order.kind, tuple(outcomes))


def outcome_of(entry: Entry, order: Order) -> Outcome:
    """Return the record that an entry makes, or why it makes none; nothing is compared yet."""
    if entry.problem is not None:
        return Outcome(entry.line, Fate.BAD, problem=entry.problem)
    trade = TRADES[order.kind]
    defaults = order.clients if order.kind is Kind.CLIENTS else order.items
    try:
        return Outcome(entry.line, Fate.NEW, record=trade.make(entry.values, defaults))
    except RuleError as problem:
        return Outcome(entry.line, Fate.BAD, problem=problem)


def _compare(db: Database, outcome: Outcome, order: Order, known: Known[Any], within: Known[Any]) -> None:
    """Settle what becomes of a record that may be there already."""
    in_book = known.find(outcome.record)
    in_file = within.find(outcome.record)
    like = in_book if in_book is not None else in_file
    if like is None or order.duplicates is Duplicates.ADD:
        return
    outcome.like = like
    if order.duplicates is Duplicates.SKIP:
        outcome.fate = Fate.LEFT_OUT
        return
    outcome.fate = Fate.UPDATED
    if in_book is not None:
        trade = TRADES[order.kind]
        old = trade.table.get(db, in_book)
        if trade.merged(old, outcome.record) == old:
            outcome.fate = Fate.LEFT_OUT
