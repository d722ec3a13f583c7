"""The delivery slip of a contract: drawn when it is asked for, to be signed by hand; never kept (J7)."""

from __future__ import annotations

from datetime import date
from functools import partial

from clientdesk.domain.errors import StateError
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.text import N_
from clientdesk.storage import contract_file, tables
from clientdesk.storage.database import Database
from clientdesk.usecases.drawing import drawn, setting_for


def slip_pdf(db: Database, contract_id: int, *, on: date, milestone_id: int | None = None) -> bytes:
    """Draw the slip of one delivered milestone of a contract, or of all; dated `on`, in the contract's language.

    Raises StateError where nothing is delivered yet.
    """
    from clientdesk.documents import delivery

    contract = tables.contracts.get(db, contract_id)
    chosen = _delivered(db, contract_id) if milestone_id is None else (_one(db, contract_id, milestone_id),)
    where = setting_for(db, contract.client_id, contract.language, on=on)
    return drawn(partial(delivery.view, contract, chosen), where)


def _delivered(db: Database, contract_id: int) -> tuple[Milestone, ...]:
    """Return all that is delivered, in the order of delivery."""
    found = [one for one in contract_file.milestones(db, contract_id) if one.delivered_on is not None]
    if not found:
        raise StateError(
            N_("Nothing of this contract is delivered yet."),
            next_step=N_("Deliver a milestone first; its slip is then here to be signed."),
            rule="J7",
        )
    return tuple(sorted(found, key=lambda one: (one.delivered_on or date.max, one.id)))


def _one(db: Database, contract_id: int, milestone_id: int) -> Milestone:
    entry = tables.milestones.get(db, milestone_id)
    if entry.contract_id != contract_id:
        raise StateError(
            N_("“{title}” belongs to another contract."),
            next_step=N_("List the milestones of this contract to see their ids."),
            title=entry.title,
        )
    if entry.delivered_on is None:
        raise StateError(
            N_("“{title}” is not delivered yet."), next_step=N_("Deliver it first."), title=entry.title
        )
    return entry
