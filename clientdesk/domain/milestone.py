"""Milestones: the stages of a contract with wanted, promised and internal dates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.text import N_

_MAX_TITLE = 200
#: More hours than anybody works in ten years: a typing slip.
MAX_HOURS = 20_000


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
    accepted_by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether work is still to be done."""
        return self.delivered_on is None

    @property
    def due_on(self) -> date | None:
        """The date that counts for planning: our own if set, else the promised one, else the wanted one."""
        return self.internal_on or self.promised_on or self.wanted_on

    @property
    def checks_left(self) -> tuple[str, ...]:
        """The points of the definition of done that nobody has ticked yet."""
        return tuple(line.strip() for line in self.open_checks.splitlines() if line.strip())

    def tick(self, check: str, *, done: bool = True) -> Milestone:
        """Tick one point of the definition of done, or take the tick back."""
        known = [line.strip() for line in self.checks.splitlines() if line.strip()]
        if check not in known:
            raise RuleError(
                N_("“{check}” is not a check of this milestone."),
                field="checks",
                next_step=N_("Add it to the checks first."),
                check=check,
            )
        left = {*self.checks_left} - {check} if done else {*self.checks_left, check}
        return replace(self, open_checks="\n".join(line for line in known if line in left))

    def deliver(self, *, on: date, note: str = "", despite: str = "") -> Milestone:
        """Hand the work over; with open checks only if `despite` says why (J7)."""
        if not self.is_open:
            raise StateError(
                N_("“{title}” was delivered on {date}."),
                next_step=N_("Open it again if the client sent it back."),
                title=self.title,
                date=self.delivered_on,
            )
        if self.checks_left and not despite.strip():
            raise RuleError(
                N_("Not everything of “{title}” is checked yet: {checks}."),
                field="despite",
                next_step=N_("Tick what is done, or type why it is delivered all the same."),
                command_step=N_(
                    "Tick what is done with “clientdesk milestone tick”, or say with --despite why it is delivered all"
                    " the same."
                ),
                rule="J7",
                title=self.title,
                checks=self.checks_left,
            )
        words = "\n".join(part for part in (note.strip(), despite.strip()) if part)
        return replace(
            self, delivered_on=on, delivery_note=words, hours_left=Decimal(0), waiting_for_client=False
        )

    def accept(self, *, on: date, by: str) -> Milestone:
        """Record that the client accepts the delivery: who and when."""
        if self.delivered_on is None:
            raise StateError(
                N_("“{title}” is not delivered yet."), next_step=N_("Deliver it first."), title=self.title
            )
        if self.accepted_on is not None:
            raise StateError(N_("“{title}” was accepted on {date}."), title=self.title, date=self.accepted_on)
        if on < self.delivered_on:
            raise RuleError(
                N_("It was delivered on {date}; it cannot be accepted earlier."),
                field="on",
                next_step=N_("Check the date."),
                date=self.delivered_on,
            )
        if not by.strip():
            raise RuleError(N_("Who accepted the work?"), field="by", next_step=N_("Type the name."))
        return replace(self, accepted_on=on, accepted_by=by.strip())

    def reopen(self, *, reason: str, hours_left: Decimal) -> Milestone:
        """Take a delivery back because the client refuses it: what is wrong, and how many hours it will take."""
        if self.is_open or self.accepted_on is not None:
            raise StateError(
                N_("“{title}” is not waiting for the client's answer."),
                next_step=N_("Make a change order for new wishes."),
                title=self.title,
            )
        if not reason.strip():
            raise RuleError(
                N_("Why does the client refuse it?"), field="reason", next_step=N_("Type what is wrong.")
            )
        return replace(self, delivered_on=None, delivery_note=reason.strip(), hours_left=hours_left)


def check_milestone(milestone: Milestone) -> Milestone:
    """Return the milestone tidied: titled, with possible hours, and open checks that are among its checks."""
    title = " ".join(milestone.title.split())
    if not title or len(title) > _MAX_TITLE:
        raise RuleError(
            N_("A milestone needs a name of at most {limit} characters."),
            field="title",
            next_step=N_("Type what will be delivered."),
            limit=_MAX_TITLE,
        )
    for field in ("effort_hours", "hours_left"):
        hours: Decimal = getattr(milestone, field)
        if not (hours.is_finite() and 0 <= hours <= MAX_HOURS):
            raise RuleError(
                N_("Hours must be between 0 and {limit}."),
                field=field,
                next_step=N_("Type for example 12."),
                limit=MAX_HOURS,
            )
    known = [line.strip() for line in milestone.checks.splitlines() if line.strip()]
    left = "\n".join(line for line in known if line in milestone.checks_left)
    return replace(milestone, title=title, checks="\n".join(known), open_checks=left)
