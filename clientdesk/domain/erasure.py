"""What erasing a person would do: what goes, what the law keeps and until when, and what stands against it (B32)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientdesk.domain.errors import ClientdeskError


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A paper that must be kept: kind and id of its record, what it is, its day, and the last day it is kept."""

    kind: str
    id: int
    #: An invoice's own kind, such as a credit note; else as `kind`.
    what: str
    number: str
    title: str
    on: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """The plan, shown before anything is done; the numbers count what goes."""

    client_id: int
    name: str
    contacts: int
    addresses: int
    notes: int
    drafts: int
    texts: int
    attachments: int
    trashed: int
    kept: tuple[KeptPaper, ...]
    kept_payments: int
    #: What has to be done first: open money, running contracts, quotes without an answer.
    against: tuple[ClientdeskError, ...]

    @property
    def kept_until(self) -> date | None:
        """The last day on which the law keeps anything; None where nothing has to be kept."""
        return max((paper.until for paper in self.kept), default=None)

    @property
    def goes_whole(self) -> bool:
        """Whether nothing of the person stays."""
        return not self.kept and not self.kept_payments
