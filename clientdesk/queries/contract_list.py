"""The list of contracts: paged rows with client, state, the next milestone, and the price as of today (B3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clientdesk.domain.change_order import ChangeOrder, as_of
from clientdesk.domain.contract import Contract, ContractState
from clientdesk.domain.errors import RuleError
from clientdesk.domain.money import Money
from clientdesk.storage import tables
from clientdesk.storage.database import Database
from clientdesk.storage.erased import but
from clientdesk.storage.matching import Match, matching
from clientdesk.storage.records import from_row


class ContractChip(StrEnum):
    """What a contract is called in the list; unsigned is a draft that got its number for signing."""

    DRAFT = "draft"
    UNSIGNED = "unsigned"
    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractRow:
    """One row of the list. `value` is the net price with all changes accepted so far, None for impossible drafts.

    `is_billed` says of a running one that all is delivered and the final invoice is out.
    """

    id: int
    number: str
    title: str
    client_id: int
    client: str
    client_latin: str
    chip: ContractChip
    is_billed: bool
    starts_on: date | None
    ends_on: date | None
    next_milestone: str
    next_on: date | None
    value: Money | None
    archived: bool

    @property
    def standing(self) -> str:
        """The one word for how it stands, wherever it is shown."""
        return standing(self.chip, is_billed=self.is_billed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractName:
    """A contract to choose."""

    id: int
    number: str
    title: str


_STATES = {
    ContractChip.DRAFT: "k.state = 'draft' AND k.number = ''",
    ContractChip.UNSIGNED: "k.state = 'draft' AND k.number <> ''",
    ContractChip.ACTIVE: "k.state = 'active'",
    ContractChip.COMPLETED: "k.state = 'completed'",
    ContractChip.CANCELLED: "k.state = 'cancelled'",
}


def page(
    db: Database,
    *,
    today: date,
    text: str = "",
    chip: ContractChip | tuple[ContractChip, ...] | None = None,
    client_id: int | None = None,
    archived: bool | None = False,
    oldest_first: bool = False,
    offset: int = 0,
    limit: int = 60,
) -> tuple[ContractRow, ...]:
    """Return the rows from `offset` on, newest first or oldest; `text` looks into the contract and its client's names.

    `chip` asks for one state, or for any of several; `archived` None for those that were put away, too.
    """
    where, parameters = _where(db, text, chip, client_id, archived=archived)
    order = "k.id" if oldest_first else "k.id DESC"
    ids = f"SELECT k.id FROM contracts AS k WHERE {where} ORDER BY {order} LIMIT :limit OFFSET :offset"
    rows = db.rows(
        "SELECT k.*, c.name AS client_name, c.latin_name AS client_latin"
        f" FROM contracts AS k JOIN clients AS c ON c.id = k.client_id WHERE k.id IN ({ids}) ORDER BY {order}",
        {**parameters, "limit": limit, "offset": offset},
    )
    found = [int(row["id"]) for row in rows]
    changes, next_ones, billed = _changes(db, found), _next_milestones(db, found), _billed(db, found)
    return tuple(
        _row(
            row,
            changes.get(int(row["id"]), ()),
            next_ones.get(int(row["id"])),
            today,
            is_billed=int(row["id"]) in billed,
        )
        for row in rows
    )


def count(
    db: Database,
    *,
    text: str = "",
    chip: ContractChip | tuple[ContractChip, ...] | None = None,
    client_id: int | None = None,
    archived: bool = False,
) -> int:
    """Return how many rows the whole list has."""
    where, parameters = _where(db, text, chip, client_id, archived=archived)
    return int(db.value(f"SELECT count(*) FROM contracts AS k WHERE {where}", parameters))


def siblings(db: Database, contract_id: int) -> tuple[ContractName, ...]:
    """Return the other running contracts of the same client in the same currency, the newest first."""
    rows = db.rows(
        "SELECT o.id, o.number, o.title FROM contracts AS k JOIN contracts AS o ON o.client_id = k.client_id"
        " AND o.currency = k.currency AND o.id <> k.id AND o.state = 'active'"
        " WHERE k.id = ? ORDER BY o.id DESC",
        (contract_id,),
    )
    return tuple(ContractName(**row) for row in rows)


def counts(db: Database) -> dict[ContractChip, int]:
    """Return how many contracts each chip stands for."""
    return {chip: count(db, chip=chip) for chip in ContractChip}


def chip_of(contract: Contract) -> ContractChip:
    """Return what a contract is called in the list."""
    if contract.state is ContractState.DRAFT:
        return ContractChip.UNSIGNED if contract.number else ContractChip.DRAFT
    return ContractChip(contract.state.value)


def standing(chip: ContractChip, *, is_billed: bool) -> str:
    """Return the one word for how a contract stands: its chip, or that a running one only waits for its money."""
    return "billed" if is_billed else chip.value


def _where(
    db: Database,
    text: str,
    chip: ContractChip | tuple[ContractChip, ...] | None,
    client_id: int | None,
    *,
    archived: bool | None,
) -> tuple[str, dict[str, object]]:
    parameters: dict[str, object] = {}
    terms = ["1"]
    if archived is not None:
        parameters["archived"] = int(archived)
        terms.append("k.archived = :archived")
    if chip is not None:
        chips = (chip,) if isinstance(chip, ContractChip) else chip
        terms.append("(" + " OR ".join(_STATES[one] for one in chips) + ")")
    if client_id is not None:
        terms.append("k.client_id = :client_id")
        parameters["client_id"] = client_id
    elif others := but(db, "k.client_id"):
        terms.append(others.removeprefix(" AND "))
    for number, word in enumerate(text.split()):
        own = _named(matching(db, "contracts", word, alias="k"), f"k{number}", parameters)
        theirs = _named(matching(db, "clients", word, alias="c"), f"c{number}", parameters)
        terms.append(f"({own} OR k.client_id IN (SELECT c.id FROM clients AS c WHERE {theirs}))")
    return " AND ".join(terms), parameters


def _named(match: Match, prefix: str, parameters: dict[str, object]) -> str:
    sql = match.sql
    for index, value in enumerate(match.parameters):
        parameters[f"{prefix}_{index}"] = value
        sql = sql.replace("?", f":{prefix}_{index}", 1)
    return f"({sql})"


def _changes(db: Database, ids: Sequence[int]) -> Mapping[int, tuple[ChangeOrder, ...]]:
    marks = ", ".join("?" * len(ids))
    found: dict[int, tuple[ChangeOrder, ...]] = {}
    for change in tables.change_orders.find(
        db, f"contract_id IN ({marks}) AND state = 'accepted'", tuple(ids)
    ):
        found[change.contract_id] = (*found.get(change.contract_id, ()), change)
    return found


def _next_milestones(db: Database, ids: Sequence[int]) -> Mapping[int, tuple[str, date | None]]:
    marks = ", ".join("?" * len(ids))
    rows = db.rows(
        "SELECT contract_id, title, min(coalesce(promised_on, wanted_on, '9999')) AS day FROM milestones"
        f" WHERE contract_id IN ({marks}) AND delivered_on IS NULL GROUP BY contract_id",
        tuple(ids),
    )
    return {
        row["contract_id"]: (
            row["title"],
            None if row["day"] == "9999" else date.fromisoformat(row["day"]),
        )
        for row in rows
    }


def _billed(db: Database, ids: Sequence[int]) -> frozenset[int]:
    marks = ", ".join("?" * len(ids))
    rows = db.rows(
        f"SELECT f.contract_id FROM invoices AS f WHERE f.contract_id IN ({marks}) AND f.kind = 'final'"
        " AND f.state = 'issued' AND NOT EXISTS (SELECT 1 FROM invoices AS c WHERE c.corrects_id = f.id"
        " AND c.kind = 'cancellation' AND c.state = 'issued')",
        tuple(ids),
    )
    return frozenset(int(row["contract_id"]) for row in rows)


def _row(
    row: Mapping[str, object],
    changes: tuple[ChangeOrder, ...],
    next_one: tuple[str, date | None] | None,
    today: date,
    *,
    is_billed: bool,
) -> ContractRow:
    contract = from_row(Contract, row)
    value: Money | None
    try:
        value = as_of(contract, changes, today).price()
    except (RuleError, ArithmeticError):
        value = None
    title, day = next_one or ("", None)
    return ContractRow(
        id=contract.id,
        number=contract.number,
        title=contract.title,
        client_id=contract.client_id,
        client=str(row["client_name"]),
        client_latin=str(row["client_latin"]),
        chip=chip_of(contract),
        is_billed=is_billed and next_one is None and contract.state is ContractState.ACTIVE,
        starts_on=contract.starts_on,
        ends_on=contract.ends_on,
        next_milestone=title,
        next_on=day,
        value=value,
        archived=contract.archived,
    )
