"""Time off: blocked for a span of days, changed, removed, and a public holiday worked all the same; each taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from clientdesk.domain.absence import Absence
from clientdesk.i18n import _
from clientdesk.queries.calendar_entry import Entry, EntryKind
from clientdesk.ui.calendar import words
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.ask_card import AskCard
from clientdesk.ui.widgets.form import Form
from clientdesk.usecases import absences, trash


class Blocking(QObject):
    """Asks on `card` and does it."""

    def __init__(self, session: Session, card: AskCard) -> None:
        super().__init__(card)
        self._session = session
        self._card = card

    def block(self, day: date) -> None:
        """Ask from when to when no work is done, beginning with `day`."""
        self._card.ask(
            _("Block time"),
            self._fields(),
            Absence(first_on=day, last_on=day),
            self._create,
            words=_("No work is planned on these days, and dates are judged without them."),
            save=_("Block time"),
            columns=2,
        )

    def open(self, entry: Entry) -> None:
        """Show a day off to change or remove it; of a public holiday ask whether it is worked."""
        if entry.kind is EntryKind.HOLIDAY:
            self._card.ask(
                entry.title,
                [fields.text("label", _("What for"), placeholder=_("for example: press date"))],
                Absence(first_on=entry.on, last_on=entry.on, working=True),
                self._work,
                words=_("A public holiday: no work is planned. You can work on it all the same."),
                save=_("Work on this day"),
                columns=1,
            )
            return
        stored = next(
            (one for one in self._session.read(absences.all_absences) or () if one.id == entry.record_id),
            None,
        )
        if stored is None:
            return
        self._card.ask(
            words.title(entry),
            self._fields(),
            stored,
            self._change,
            others=[("calendar_remove", _("Remove"), self._remove)],
            columns=2,
        )

    def _fields(self) -> list[fields.Field]:
        today = self._session.today
        return [
            fields.date("first_on", _("First day"), today=today, empty=fields.REQUIRED),
            fields.date("last_on", _("Last day"), today=today, empty=fields.REQUIRED),
            fields.text("label", _("What for"), placeholder=_("for example: holiday"), span=2),
        ]

    def _create(self, typed: Absence, form: Form) -> bool:
        # Whoever moves the first day beyond the last one means one day.
        whole = replace(typed, last_on=max(typed.first_on, typed.last_on)) if _moved(typed, form) else typed
        made = self._session.run(absences.create, whole, form=form)
        if made is None:
            return False
        said = _("Blocked: {days}.").format(days=words.span(made.first_on, made.last_on))
        self._session.tell(said, undo=partial(self._delete, made.id))
        return True

    def _work(self, typed: Absence, form: Form) -> bool:
        made = self._session.run(absences.create, typed, form=form)
        if made is None:
            return False
        said = _("{day} is a working day.").format(day=words.span(made.first_on, made.last_on))
        self._session.tell(said, undo=partial(self._delete, made.id))
        return True

    def _change(self, typed: Absence, form: Form) -> bool:
        before = form.record
        after = self._session.run(absences.change, typed, form=form)
        if after is None:
            return False
        back = replace(before, version=after.version)
        self._session.tell(_("Changed."), undo=partial(self._session.run, absences.change, back))
        return True

    def _remove(self, _typed: Absence, form: Form) -> bool:
        stored = form.record
        if self._session.run(absences.delete, stored.id) is None:
            return False
        said = _("{days} are worked again.").format(days=words.span(stored.first_on, stored.last_on))
        self._session.tell(said, undo=partial(self._session.run, trash.undo, "absences", stored.id))
        return True

    def _delete(self, absence_id: int) -> None:
        self._session.run(absences.delete, absence_id)


def _moved(typed: Absence, form: Form) -> bool:
    """Whether the last day still stands as it was proposed while the first was moved beyond it."""
    return bool(typed.last_on == form.record.last_on and typed.first_on > typed.last_on)
