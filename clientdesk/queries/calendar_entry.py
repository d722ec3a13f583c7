"""What can stand on a day of the calendar, and the one SQL for all of it that is a record with a date."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from clientdesk.domain.money import Money


class EntryKind(StrEnum):
    """What the day is for; the order is the order within a day."""

    ABSENCE = "absence"
    HOLIDAY = "holiday"
    WORKED = "worked"
    DEADLINE = "deadline"
    OWN_DATE = "own_date"
    NOTICE = "notice"
    START = "start"
    END = "end"
    QUOTE = "quote"
    INVOICE = "invoice"
    INSTALMENT = "instalment"
    RECURRING = "recurring"


class EntryState(StrEnum):
    """How it stands: done, safe, tight, not to be kept or late, paid in part; plain where nothing is judged."""

    PLAIN = "plain"
    DONE = "done"
    WAITING = "waiting"
    SAFE = "safe"
    TIGHT = "tight"
    LATE = "late"
    PART_PAID = "part_paid"


class Group(StrEnum):
    """What one can filter the calendar by."""

    DEADLINES = "deadlines"
    MONEY = "money"
    FREE = "free"


GROUPS: Final[Mapping[Group, frozenset[EntryKind]]] = {
    Group.DEADLINES: frozenset(
        {
            EntryKind.DEADLINE,
            EntryKind.OWN_DATE,
            EntryKind.NOTICE,
            EntryKind.START,
            EntryKind.END,
            EntryKind.QUOTE,
        }
    ),
    Group.MONEY: frozenset({EntryKind.INVOICE, EntryKind.INSTALMENT, EntryKind.RECURRING}),
    Group.FREE: frozenset({EntryKind.ABSENCE, EntryKind.HOLIDAY, EntryKind.WORKED}),
}
_RANKS: Final = {kind: rank for rank, kind in enumerate(EntryKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing on a day. `record_kind` and `record_id` say what opens; a public holiday has no record.

    `amount` is what is still to be paid; `until` is the last day of an absence.
    """

    on: date
    kind: EntryKind
    state: EntryState = EntryState.PLAIN
    title: str
    number: str = ""
    client: str = ""
    record_kind: str = ""
    record_id: int = 0
    amount: Money | None = None
    until: date | None = None

    @property
    def rank(self) -> int:
        """Its place among the kinds of a day."""
        return _RANKS[self.kind]

    @property
    def id(self) -> int:
        """A number that tells the entries of a month apart."""
        return ((self.record_id * 16 + _RANKS[self.kind]) * 32) + self.on.day

    @property
    def sort_key(self) -> tuple[date, int, int]:
        """By day, then by kind."""
        return (self.on, _RANKS[self.kind], self.record_id)


def wanted_kinds(groups: Collection[Group]) -> frozenset[EntryKind]:
    """Return the kinds of the groups that are shown."""
    return frozenset(kind for group in groups for kind in GROUPS[group])


#: Per kind the SELECT of its entries between :first and :last; `documents` numbers invoices evenly and quotes oddly.
_DATED: Final = "coalesce(m.promised_on, m.wanted_on, m.internal_on)"
_MILESTONES: Final = (
    " FROM milestones AS m JOIN contracts AS k ON k.id = m.contract_id"
    " WHERE k.state IN ('active', 'completed') AND k.archived = 0"
)
_STANDS: Final = (
    "CASE WHEN m.delivered_on IS NOT NULL THEN 'done'"
    " WHEN m.waiting_for_client THEN 'waiting' ELSE 'open' END"
)
_CONTRACTS: Final = " FROM contracts AS k WHERE k.state = 'active' AND k.archived = 0 AND "
_CONTRACT: Final = (
    "k.id AS record_id, k.title, k.number, k.client_id, NULL AS amount, '' AS currency, '' AS state"
)
_SELECTS: Final[Mapping[EntryKind, str]] = {
    EntryKind.DEADLINE: f'SELECT {_DATED} AS "on", m.id AS record_id, m.title, k.number, k.client_id,'
    f" NULL AS amount, '' AS currency, {_STANDS} AS state{_MILESTONES} AND {_DATED} BETWEEN :first AND :last",
    EntryKind.OWN_DATE: 'SELECT m.internal_on AS "on", m.id AS record_id, m.title, k.number, k.client_id,'
    f" NULL AS amount, '' AS currency, {_STANDS} AS state{_MILESTONES} AND m.delivered_on IS NULL"
    f" AND m.internal_on BETWEEN :first AND :last AND m.internal_on <> {_DATED}",
    EntryKind.NOTICE: f"SELECT date(k.ends_on, '-' || k.notice_days || ' days') AS \"on\", {_CONTRACT}{_CONTRACTS}"
    "k.notice_days > 0 AND date(k.ends_on, '-' || k.notice_days || ' days') BETWEEN :first AND :last",
    EntryKind.START: f'SELECT k.starts_on AS "on", {_CONTRACT}{_CONTRACTS}k.starts_on BETWEEN :first AND :last',
    EntryKind.END: f'SELECT k.ends_on AS "on", {_CONTRACT}{_CONTRACTS}k.ends_on BETWEEN :first AND :last',
    EntryKind.QUOTE: 'SELECT d.until AS "on", q.id AS record_id, q.title, q.number, d.client_id, NULL AS amount,'
    " '' AS currency, '' AS state FROM documents AS d JOIN quotes AS q ON q.id = d.id / 2"
    " WHERE d.standing = 'sent' AND d.until BETWEEN :first AND :last",
    EntryKind.INVOICE: 'SELECT d.until AS "on", i.id AS record_id, i.title, i.number, d.client_id,'
    " d.balance AS amount, d.currency, iif(d.balance < d.amount, 'part_paid', '') AS state"
    " FROM documents AS d JOIN invoices AS i ON i.id = d.id / 2"
    " WHERE d.standing = 'open' AND d.until BETWEEN :first AND :last",
    EntryKind.RECURRING: "SELECT r.next_on AS \"on\", r.id AS record_id, r.title, '' AS number, r.client_id,"
    " NULL AS amount, '' AS currency, '' AS state FROM recurring AS r WHERE r.archived = 0"
    " AND r.next_on BETWEEN :first AND :last AND (r.ends_on IS NULL OR r.next_on <= r.ends_on)",
}
_OPENS: Final = {
    EntryKind.DEADLINE: "milestone",
    EntryKind.OWN_DATE: "milestone",
    EntryKind.NOTICE: "contract",
    EntryKind.START: "contract",
    EntryKind.END: "contract",
    EntryKind.QUOTE: "quote",
    EntryKind.INVOICE: "invoice",
    EntryKind.RECURRING: "recurring",
}


def union(kinds: Collection[EntryKind]) -> str:
    """Return the SQL of the entries of `kinds` between :first and :last; empty if none of them is a record."""
    return " UNION ALL ".join(
        f"SELECT '{kind.value}' AS kind, {_RANKS[kind]} AS rank, s.* FROM ({select}) AS s"
        for kind, select in _SELECTS.items()
        if kind in kinds
    )


def entry_of(row: Mapping[str, Any], today: date) -> Entry:
    """Return the entry of a row of `union` with its client's name; the risk of milestones is not known here."""
    kind, on = EntryKind(row["kind"]), date.fromisoformat(row["on"])
    state = EntryState.PLAIN
    if kind in {EntryKind.DEADLINE, EntryKind.OWN_DATE}:
        known = {"done": EntryState.DONE, "waiting": EntryState.WAITING}
        state = known.get(row["state"], EntryState.LATE if on < today else EntryState.SAFE)
    elif kind is EntryKind.INVOICE:
        state = EntryState.LATE if on < today else EntryState(row["state"] or EntryState.PLAIN)
    return Entry(
        on=on,
        kind=kind,
        state=state,
        title=row["title"],
        number=row["number"],
        client=row["client"],
        record_kind=_OPENS[kind],
        record_id=row["record_id"],
        amount=Money(row["amount"], row["currency"]) if row["amount"] is not None else None,
    )
