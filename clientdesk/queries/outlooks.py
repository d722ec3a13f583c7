"""How safe the dates of all open milestones are, and the working days they are judged by (B5)."""

from __future__ import annotations

from datetime import date

from clientdesk.domain.calendar import WorkCalendar
from clientdesk.domain.deadline import Outlook, calendar_of, outlooks
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.milestone import Milestone
from clientdesk.i18n import spoken_language
from clientdesk.storage import tables
from clientdesk.storage.database import Database

#: More open milestones than anybody can work on; later ones do not change what is due first.
_MOST = 500


def working_calendar(db: Database) -> WorkCalendar:
    """Return the issuer's working days; holidays are read only for the years asked for, named as the user reads."""
    found = tables.issuers.find(db)
    return calendar_of(found[0] if found else Issuer(), tables.absences.find(db), language=spoken_language())


def open_milestones(db: Database) -> tuple[Milestone, ...]:
    """Return the milestones of running contracts that are not delivered, earliest due first."""
    return tables.milestones.find(
        db,
        "delivered_on IS NULL AND contract_id IN (SELECT id FROM contracts WHERE state = 'active')",
        order=f"coalesce(internal_on, promised_on, wanted_on, '9999'), id LIMIT {_MOST}",
    )


def open_outlooks(db: Database, *, today: date, calendar: WorkCalendar) -> dict[int, Outlook]:
    """Return the outlook of every open milestone by its id: jobs due earlier take their hours first (B5)."""
    return outlooks(open_milestones(db), today=today, calendar=calendar)
