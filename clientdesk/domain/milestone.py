"""Milestones: the stages of a contract with wanted, promised and internal dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A stage of a contract. Efforts are working hours; `hours_left` counts down as work is done (B5).

    `wanted_on` is the client's wish, `promised_on` what the contract says as amended, `first_promised_on` what
    was promised first (B24), `internal_on` our own earlier date. `checks` is the definition of done, one per line.
    """

    id: int = 0
    version: int = 0
    contract_id: int = 0
    title: str = ""
    wanted_on: date | None = None
    promised_on: date | None = None
    first_promised_on: date | None = None
    internal_on: date | None = None
    effort_hours: Decimal = Decimal(0)
    hours_left: Decimal = Decimal(0)
    waiting_for_client: bool = False
    checks: str = ""
    open_checks: str = ""
    delivered_on: date | None = None
    delivery_note: str = ""
    accepted_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether work is still to be done."""
        return self.delivered_on is None

    @property
    def due_on(self) -> date | None:
        """The date that counts for planning: our own if set, else the promised one, else the wanted one."""
        return self.internal_on or self.promised_on or self.wanted_on
