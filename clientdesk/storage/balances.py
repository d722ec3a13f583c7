"""The one SQL expression for what is still open on an issued paper: queries list by it, use-cases decide by it."""

from __future__ import annotations

from clientdesk.domain.invoice import CREDITS
from clientdesk.domain.money import Money
from clientdesk.storage.connection import Database

_CREDITS = ", ".join(f"'{kind.value}'" for kind in sorted(CREDITS))

#: Kinds that have no balance of their own, because they reduce that of the paper they refer to (R-DOC-5).
CREDIT_KINDS = f"({_CREDITS})"


def paid(alias: str, *, until: str = "") -> str:
    """Return the SQL of all payments allocated to paper `alias`; `until` names the parameter of a past day."""
    past = f' AND a."on" <= {until}' if until else ""
    return f"(SELECT coalesce(sum(a.amount), 0) FROM allocations AS a WHERE a.invoice_id = {alias}.id{past})"


def settled(alias: str, *, until: str = "") -> str:
    """Return the SQL of what was settled for a reason (B14)."""
    past = f' AND s."on" <= {until}' if until else ""
    return f"(SELECT coalesce(sum(s.amount), 0) FROM settlements AS s WHERE s.invoice_id = {alias}.id{past})"


def credited(alias: str, *, until: str = "") -> str:
    """Return the SQL of what credit notes and cancellations took off (R-DOC-3, R-DOC-4)."""
    past = f" AND c.issued_on <= {until}" if until else ""
    return (
        "(SELECT coalesce(sum(c.due), 0) FROM invoices AS c WHERE c.corrects_id ="
        f" {alias}.id AND c.state = 'issued' AND c.kind IN {CREDIT_KINDS}{past})"
    )


def counterpart(alias: str) -> str:
    """Return the SQL of the other entry of payment `alias` where it was taken back or takes one back, else NULL."""
    return (
        f"coalesce({alias}.balances_id,"
        f" (SELECT o.id FROM payments AS o WHERE o.balances_id IS NOT NULL AND o.balances_id = {alias}.id))"
    )


def balance(alias: str, *, until: str = "") -> str:
    """Return the SQL of what is still to pay on paper `alias`; negative means that money goes back (R-PRE-10)."""
    return (
        f"CASE WHEN {alias}.state <> 'issued' OR {alias}.kind IN {CREDIT_KINDS} THEN 0 ELSE {alias}.due"
        f" - {paid(alias, until=until)} - {settled(alias, until=until)} - {credited(alias, until=until)} END"
    )


def balance_of(db: Database, invoice_id: int) -> Money:
    """Return what is still to pay on one paper; negative means that money goes back."""
    row = db.row(
        f"SELECT i.currency, {balance('i')} AS balance FROM invoices AS i WHERE i.id = ?", (invoice_id,)
    )
    if row is None:
        return Money.zero("")
    return Money(row["balance"], row["currency"])
