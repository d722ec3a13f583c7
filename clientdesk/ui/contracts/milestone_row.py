"""What the row of a milestone is made of: its hours typed in place, its dates and state in words, and the ways back."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clientdesk.domain.milestone import Milestone
from clientdesk.i18n import _, translator
from clientdesk.queries.contract_page import MilestoneRow
from clientdesk.ui import style
from clientdesk.ui.contracts import words
from clientdesk.ui.contracts.asking import HoursEditor
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.joined import joined
from clientdesk.usecases import milestones

_HOURS_WIDTH = 86


class HoursLeft(HoursEditor):
    """The hours that are left of one milestone; Enter stores them."""

    stored = Signal()

    def __init__(self, entry: Milestone, parent: QWidget) -> None:
        super().__init__(parent, unit=_("h"))
        self.setObjectName(f"hours_left_{entry.id}")
        self.setProperty("id", entry.id)
        self.setAccessibleName(_("Hours left of “{title}”").format(title=entry.title))
        self.setToolTip(_("Hours left; Enter stores them"))
        self.setFixedWidth(style.scaled(_HOURS_WIDTH))
        self.set_value(entry.hours_left)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.stored.emit()
            return
        super().keyPressEvent(event)


def dates(row: MilestoneRow) -> str:
    """Return what was promised, wanted and planned, and when."""
    entry, day = row.milestone, translator().day_with_weekday
    parts = []
    if entry.promised_on:
        parts.append(_("Promised {date}").format(date=day(entry.promised_on)))
    if entry.first_promised_on and entry.first_promised_on != entry.promised_on:
        parts.append(_("first {date}").format(date=day(entry.first_promised_on)))
    if entry.wanted_on:
        parts.append(_("wanted {date}").format(date=day(entry.wanted_on)))
    if entry.internal_on:
        parts.append(_("own date {date}").format(date=day(entry.internal_on)))
    return joined(*parts, mark="  ·  ") or _("No date yet")


def state(row: MilestoneRow) -> str:
    """Return how an open one stands (B5), or how a delivered one kept its dates (B24)."""
    entry, day = row.milestone, translator().date
    parts = []
    if entry.is_open:
        if row.outlook is not None:
            parts.append(words.slack(row.outlook))
        if row.proposed_on is not None:
            parts.append(
                _("{date} is a day off: take {better}").format(
                    date=day(entry.due_on) if entry.due_on else "",
                    better=translator().day_with_weekday(row.proposed_on),
                )
            )
        if entry.delivery_note:
            parts.append(entry.delivery_note)
    else:
        parts.append(_("Delivered {date}").format(date=day(entry.delivered_on)) if entry.delivered_on else "")
        parts.append(words.kept_dates(row))
        if entry.accepted_on:
            parts.append(
                _("accepted by {name} on {date}").format(name=entry.accepted_by, date=day(entry.accepted_on))
            )
    return joined(*parts, mark="  ·  ")


class HoursBack:
    """Puts the hours back that were there before."""

    def __init__(self, session: Session, milestone_id: int, before: Decimal) -> None:
        self._session, self._id, self._before = session, milestone_id, before

    def __call__(self) -> None:
        self._session.run(milestones.set_hours_left, self._id, self._before)


class DeliveryBack:
    """Opens a milestone again that was delivered by a slip."""

    def __init__(self, session: Session, entry: Milestone) -> None:
        self._session, self._entry = session, entry

    def __call__(self) -> None:
        self._session.run(
            milestones.reopen,
            self._entry.id,
            reason=self._entry.delivery_note or _("Not delivered yet."),
            hours_left=self._entry.hours_left,
        )
