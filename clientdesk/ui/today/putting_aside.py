"""Putting lines of the agenda aside: asked until when and why, ticked off as done, and each taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal

from clientdesk.domain.aside import Aside
from clientdesk.i18n import _, translator
from clientdesk.queries.agenda_row import AgendaRow
from clientdesk.ui.session import Session
from clientdesk.ui.today import words
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.ask_card import AskCard
from clientdesk.ui.widgets.form import Form
from clientdesk.usecases import aside, milestones

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    until: date | None = None
    reason: str = ""


class PuttingAside(QObject):
    """Asks on `card`, and does it."""

    #: Taking an act back puts this line, by its subject, where it was.
    returning = Signal(str)

    def __init__(self, session: Session, card: AskCard) -> None:
        super().__init__(card)
        self._session = session
        self._card = card
        self._row: AgendaRow | None = None

    def ask(self, row: AgendaRow) -> None:
        """Ask until when a line is to stay out of sight, and why it can wait."""
        self._row = row
        today = self._session.today
        self._card.ask(
            _("Put aside: {what}").format(what=words.title(row)),
            [
                fields.date("until", _("Until"), today=today, empty=fields.REQUIRED),
                fields.text("reason", _("Why it can wait"), span=2),
            ],
            _Asked(until=today() + _WEEK),
            self._snooze,
            save=_("Put aside"),
        )

    def done(self, row: AgendaRow) -> None:
        """Tick a line off: a milestone is delivered, anything else was settled outside of the book."""
        if not row.can_be_ticked:
            self._session.tell(_("That is done once it is settled: press Enter."))
        elif row.milestone_id is not None:
            self._deliver(row, row.milestone_id)
        else:
            made = self._session.run(aside.done, row.subject, today=self._session.today())
            if made is not None:
                said = _("Done: {what}.").format(what=words.title(row))
                self._session.tell(said, undo=partial(self._bring_back, made.id, row.subject))

    def bring_back(self, put: Aside, row: AgendaRow) -> None:
        """Let a line stand in the agenda again."""
        if self._session.run(aside.bring_back, put.id) is not None:
            undo = partial(self._put_again, put)
            self._session.tell(_("Back: {what}.").format(what=words.title(row)), undo=undo)

    def _snooze(self, asked: _Asked, form: Form) -> bool:
        row = self._row
        if row is None:
            return False
        made = self._session.run(
            aside.snooze,
            row.subject,
            until=asked.until,
            reason=asked.reason,
            today=self._session.today(),
            form=form,
        )
        if made is None:
            return False
        day = translator().day_with_weekday(made.until)
        said = _("Put aside until {day}.").format(day=day)
        act = _("Put aside: {what}").format(what=words.title(row))
        self._session.tell(said, undo=partial(self._bring_back, made.id, row.subject), act=act)
        return True

    def _deliver(self, row: AgendaRow, milestone_id: int) -> None:
        before = self._session.read(milestones.get, milestone_id)
        if before is None:
            return
        if self._session.run(milestones.deliver, milestone_id, on=self._session.today()) is not None:
            back = partial(self._reopen, milestone_id, before.hours_left, row.subject)
            self._session.tell(_("“{title}” is delivered.").format(title=row.title), undo=back)

    def _reopen(self, milestone_id: int, hours_left: object, subject: str) -> None:
        self.returning.emit(subject)
        reason = _("Marked by mistake")
        self._session.run(milestones.reopen, milestone_id, reason=reason, hours_left=hours_left)

    def _bring_back(self, aside_id: int, subject: str) -> None:
        self.returning.emit(subject)
        self._session.run(aside.bring_back, aside_id)

    def _put_again(self, put: Aside) -> None:
        if put.until is None:
            self._session.run(aside.done, put.subject, today=put.put_on)
        else:
            self._session.run(
                aside.snooze, put.subject, until=put.until, reason=put.reason, today=self._session.today()
            )
