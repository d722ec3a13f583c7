"""What belongs to one contract: change orders, milestones, work, ledger; read by use-cases and queries alike."""

from __future__ import annotations

from clientdesk.domain.change_order import ChangeOrder
from clientdesk.domain.contract import Contract
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.prepayment import LedgerRow
from clientdesk.domain.work import WorkEntry
from clientdesk.storage import tables
from clientdesk.storage.database import Database


def changes(db: Database, contract_id: int) -> tuple[ChangeOrder, ...]:
    """Return the contract's change orders by number."""
    return tables.change_orders.find(db, "contract_id = ?", (contract_id,), order="sequence")


def milestones(db: Database, contract_id: int) -> tuple[Milestone, ...]:
    """Return the contract's milestones by date, dateless ones last."""
    order = "coalesce(promised_on, wanted_on, '9999'), id"
    return tables.milestones.find(db, "contract_id = ?", (contract_id,), order=order)


def work(db: Database, contract_id: int) -> tuple[WorkEntry, ...]:
    """Return the contract's work entries by date."""
    return tables.work_entries.find(db, "contract_id = ?", (contract_id,), order='"on", id')


def ledger(db: Database, contract_id: int) -> tuple[LedgerRow, ...]:
    """Return the contract's prepayment ledger as written (B7)."""
    return tables.ledger.find(db, "contract_id = ?", (contract_id,))


def billed_changes(db: Database, contract_id: int) -> frozenset[int]:
    """Return the change orders with a line on an issued invoice that was not cancelled (B31)."""
    found = db.rows(
        """SELECT DISTINCT json_extract(line.value, '$.source') AS source
           FROM invoices AS i, json_each(i.lines) AS line
           WHERE i.contract_id = ? AND i.state = 'issued' AND i.kind IN ('invoice', 'partial', 'final', 'correction')
             AND json_extract(line.value, '$.source') LIKE 'change_order:%'
             AND NOT EXISTS (SELECT 1 FROM invoices AS c
                             WHERE c.corrects_id = i.id AND c.kind = 'cancellation' AND c.state = 'issued')""",
        (contract_id,),
    )
    return frozenset(int(str(row["source"]).partition(":")[2]) for row in found)


def made_from(db: Database, quote_id: int) -> tuple[Contract, ...]:
    """Return the contracts made from a quote (R-QUO-3: links both ways)."""
    return tables.contracts.find(db, "quote_id = ?", (quote_id,))
