"""What a verification has found, in words: which record is meant, and what is to be done next (R-AUD-1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from clientdesk.domain.errors import ClientdeskError, IntegrityFault
from clientdesk.domain.log import Head
from clientdesk.domain.text import N_
from clientdesk.domain.verified import Verified

#: How many findings are told one by one; a book of which every record was altered needs no more to be seen.
_MOST = 50
#: What to do next where something was altered.
TO_BACKUP = N_("Keep the file as it is and compare it with your last backup.")
#: What a record is called in a sentence, by its table.
KINDS: Mapping[str, str] = {
    "absences": N_("absence"),
    "allocations": N_("share of a payment"),
    # Translators: "act of a machine 7", what a program asked for with a key of its own
    "applied": N_("act of a machine"),
    "asides": N_("what was put aside"),
    "attachments": N_("attachment"),
    "catalogue": N_("catalogue item"),
    "change_orders": N_("change order"),
    "clients": N_("client"),
    # Translators: "content of an attachment 7", the bytes of a file that was attached to a record
    "contents": N_("content of an attachment"),
    "contracts": N_("contract"),
    "designs": N_("design"),
    "fonts": N_("font"),
    "invoices": N_("invoice"),
    "issuer": N_("your business"),
    "ledger": N_("movement of a prepayment"),
    "milestones": N_("milestone"),
    "packages": N_("package"),
    "papers": N_("kept paper"),
    "payments": N_("payment"),
    "printings": N_("printing"),
    "quote_revisions": N_("version of a quote"),
    "quotes": N_("quote"),
    "recurring": N_("repeating invoice"),
    "series": N_("number series"),
    "settlements": N_("write-off"),
    "work_entries": N_("work entry"),
}
#: By which of its fields a record is known to people, the best one first.
_NAMES = ("number", "name", "title", "description", "label", "family", "code")
#: So much of a name is told.
_LONGEST_NAME = 80


@dataclass(slots=True)
class Findings:
    """Collects what was found: all of it is counted, and told one by one up to a bound."""

    count: int = 0
    listed: list[IntegrityFault] = field(default_factory=list)
    notices: list[ClientdeskError] = field(default_factory=list)
    is_older: bool = False

    def add(self, fault: IntegrityFault) -> None:
        """Count a finding, and list it while there is room."""
        self.count += 1
        if len(self.listed) < _MOST:
            self.listed.append(fault)

    def told(self, *, is_full: bool, head: Head, entries: int, records: int, papers: int = 0) -> Verified:
        """Return the result, with how much was looked at."""
        return Verified(
            is_full=is_full,
            head=head,
            entries=entries,
            records=records,
            papers=papers,
            count=self.count,
            findings=tuple(self.listed),
            notices=tuple(self.notices),
            is_older=self.is_older,
        )


def about(table: str, row: Mapping[str, Any], message: str) -> IntegrityFault:
    """Return a finding about one record; the message is a template that names `{kind}` and `{name}`."""
    return IntegrityFault(
        message,
        next_step=TO_BACKUP,
        rule="R-AUD-1",
        kind=KINDS.get(table, table),
        name=name_of(row),
    )


def name_of(row: Mapping[str, Any]) -> str:
    """Return what a record is called and its id: the name may be what was altered, and may be anything by now."""
    record_id = f"#{row.get('id', '?')}"
    found = next((str(row[name]) for name in _NAMES if row.get(name)), "")
    plain = "".join(
        char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in found[:_LONGEST_NAME]
    )
    return f"{plain} ({record_id})" if plain else record_id
