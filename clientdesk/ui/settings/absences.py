"""Days off, and public holidays that are worked."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clientdesk.domain.absence import Absence
from clientdesk.i18n import _, translator
from clientdesk.queries import outlooks
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.autosave import About
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.form_desk import FormDesk
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.page import Card
from clientdesk.usecases import absences, trash


class AbsencesCard(Card):
    """The list of absences with a line to add one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("Days off"), parent, name="absences")
        self._session = session
        self._rows = QVBoxLayout()
        self._rows.setSpacing(tokens.SPACE_1)
        self.body.addLayout(self._rows)
        self.form = Form(
            [
                fields.date("first_on", _("First day"), today=session.today, empty=fields.REQUIRED),
                fields.date("last_on", _("Last day"), today=session.today, empty=fields.REQUIRED),
                fields.text("label", _("What for"), placeholder=_("for example: holiday")),
                fields.check("working", _("A public holiday on which I work")),
            ]
        )
        self._desk = FormDesk(session, self)
        self.body.addWidget(self._desk.bar)
        self.body.addWidget(self.form)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(actions.button("settings.add_absence", self, self.add))
        self.body.addLayout(row)
        self._clear()

    def refresh(self) -> None:
        """Read the absences anew."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        calendar = self._session.read(outlooks.working_calendar)
        for absence in self._session.read(absences.all_absences) or ():
            holiday = calendar.holidays.get(absence.first_on, "") if calendar and absence.working else ""
            self._rows.addWidget(_AbsenceRow(self._session, absence, holiday, self))

    def add(self) -> None:
        """Store what was typed."""
        typed = self.form.value()
        if typed is None:
            return
        done = self._session.run(absences.create, typed, form=self.form, saves=self._desk.text_id)
        if done is not None:
            self._desk.saved(typed)
            self._clear()

    def _clear(self) -> None:
        today = self._session.today()
        self.form.set_record(Absence(first_on=today, last_on=today))
        about = About(editor="absence", name=_("Days off"), place="issuer", place_id=1)
        self._desk.begin(self.form, about)


class _AbsenceRow(QWidget):
    """One absence with a button that removes it."""

    def __init__(self, session: Session, absence: Absence, holiday: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._absence = absence
        words = translator()
        span = words.date(absence.first_on)
        if absence.last_on != absence.first_on:
            span = f"{span} – {words.date(absence.last_on)}"
        note = absence.label or _("Day off")
        if absence.working:
            note = joined(absence.label or holiday, _("Working day"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        text = QLabel(joined(span, note, mark="   "), self)
        style.set_role(text, role="second")
        row.addWidget(text, 1)
        remove = actions.button("settings.remove_absence", self, self.remove, variant="icon")
        remove.setAccessibleName(_("Remove {what}").format(what=span))
        row.addWidget(remove)

    def remove(self) -> None:
        """Take the absence away; the toast brings it back."""
        if self._session.run(absences.delete, self._absence.id) is not None:
            back = partial(self._session.run, trash.undo, "absences", self._absence.id)
            self._session.tell(_("Removed."), undo=back)
