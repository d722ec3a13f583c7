"""What a verification of a book has found: one sentence for each thing that is not as it was written."""

from __future__ import annotations

from dataclasses import dataclass

from clientdesk.domain.errors import ClientdeskError, IntegrityFault
from clientdesk.domain.log import Head


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """The result. `findings` are listed up to a bound, `count` has them all; `notices` are worth knowing and no fault.

    A quick one looked at the end of the log and what it is about; a full one at every record, paper and number.
    """

    is_full: bool
    head: Head
    entries: int = 0
    records: int = 0
    papers: int = 0
    count: int = 0
    findings: tuple[IntegrityFault, ...] = ()
    notices: tuple[ClientdeskError, ...] = ()
    #: This computer knows a newer state of the book than this file.
    is_older: bool = False

    @property
    def is_sound(self) -> bool:
        """Whether all is as it was written."""
        return not self.count
