"""Absences of the issuer, and the working days that follow from week, holidays and absences."""

from __future__ import annotations

from dataclasses import replace

from clientdesk.domain.absence import Absence, check_absence
from clientdesk.domain.calendar import WorkCalendar
from clientdesk.domain.deadline import calendar_of
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import issuer


def working_calendar(db: Database) -> WorkCalendar:
    """Return the issuer's working days; public holidays are read only for the years that are asked for."""
    return calendar_of(issuer.get(db), tables.absences.find(db))


def all_absences(db: Database) -> tuple[Absence, ...]:
    """Return all absences, the earliest first."""
    return tables.absences.find(db, order="first_on, id")


def create(db: Database, absence: Absence) -> Absence:
    """Store an absence, a holiday of one's own, or a public holiday that is worked (J5)."""
    checked = check_absence(absence)
    with transaction(db):
        return tables.absences.add(db, replace(checked, id=0, version=0))


def change(db: Database, absence: Absence) -> Absence:
    """Store the changed absence; raises ConflictError if it was changed elsewhere."""
    checked = check_absence(absence)
    with transaction(db):
        return tables.absences.save(db, checked)


def delete(db: Database, absence_id: int) -> None:
    """Remove an absence; the days are worked again."""
    with transaction(db):
        tables.absences.get(db, absence_id)
        tables.absences.delete(db, absence_id)
