"""Milestones: dates, hours left typed in place, risk in a word, checks, delivery and acceptance (B5, B24, J5, J7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from clientdesk.domain.errors import RuleError
from clientdesk.domain.milestone import Milestone
from clientdesk.i18n import _, pgettext, translate_error, translator
from clientdesk.queries.contract_page import MilestoneRow
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.contracts import words
from clientdesk.ui.contracts.asking import Asked, hours
from clientdesk.ui.contracts.block import Block, Row, button, focused_part
from clientdesk.ui.contracts.milestone_row import DeliveryBack, HoursBack, HoursLeft, dates, state
from clientdesk.ui.contracts.stages import MilestoneGantt
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.fields import Field, Section
from clientdesk.ui.widgets.form import Form
from clientdesk.usecases import milestones, trash


class MilestonesBlock(Block):
    """The milestones of one contract; `edited` follows every act that changes the contract's own dates or plan."""

    #: The delivery slip of a milestone is to be shown: its id.
    slip_wanted = Signal(int)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(_("Milestones"), parent, name="milestones")
        self._session = session
        self._contract_id = 0
        self._is_running = False
        self._client_contact = ""
        self._shown: dict[int, MilestoneRow] = {}
        self._add = actions.button("work.milestone", self, self.add, variant="link")
        self.add_button(self._add)
        self._gantt = MilestoneGantt(self)
        self._gantt.opened.connect(self._open_stage)
        self.pictures.addWidget(self._gantt)

    def show_rows(
        self,
        contract_id: int,
        rows: Sequence[MilestoneRow],
        *,
        is_running: bool,
        is_draft: bool,
        contact: str,
        begins_on: date | None = None,
    ) -> None:
        """Show the milestones of a contract that begins on a day; `contact` is who usually accepts."""
        if contract_id != self._contract_id:
            self.asking.leave()
        self._contract_id = contract_id
        questions = {
            "plan": self._ask_about,
            "deliver": self._ask_why,
            "accept": self.accept,
            "refuse": self._refuse,
        }
        self.asking.stand_on(self._session, "contract", contract_id, questions)
        self._is_running = is_running
        self._client_contact = contact
        self._shown = {row.milestone.id: row for row in rows}
        self._add.bound_action.setVisible(is_running or is_draft)
        self._gantt.show_rows(rows, begins_on, today=self._session.today())
        empty = _("No milestone yet. Add what is delivered when, and the risk of each date shows itself.")
        # Hours that were typed and not stored yet stay while other news make the rows anew.
        typed = {one.objectName(): one.text() for one in self.findChildren(HoursLeft) if one.isModified()}
        self.set_rows([self._row(row) for row in rows], empty)
        for one in self.findChildren(HoursLeft):
            if one.objectName() in typed:
                one.setText(typed[one.objectName()])
                one.setModified(True)

    @property
    def has_delivered(self) -> bool:
        """Whether anything is delivered."""
        return any(not row.milestone.is_open for row in self._shown.values())

    @property
    def first_open(self) -> Milestone | None:
        """The next milestone to be delivered."""
        return next((row.milestone for row in self._shown.values() if row.milestone.is_open), None)

    def focus_hours(self) -> bool:
        """Put the cursor on the hours left of the next milestone, or of the one after it if it is there already."""
        names = [f"hours_left_{key}" for key, row in self._shown.items() if row.milestone.is_open]
        focused = focused_part(self)
        here = focused.objectName() if focused is not None else ""
        if here in names:
            names = names[names.index(here) + 1 :] + names
        found = self.findChild(HoursLeft, names[0]) if names else None
        if found is None:
            return False
        found.setFocus(Qt.FocusReason.ShortcutFocusReason)
        found.selectAll()
        return True

    def add(self) -> None:
        """Ask for a new milestone."""
        self._ask_plan(Milestone(contract_id=self._contract_id), _("New milestone"))

    def show_milestone(self, milestone_id: int) -> None:
        """Bring a milestone into view, with the cursor on its hours."""
        if not self.focus_part(f"hours_left_{milestone_id}"):
            self.focus_part(f"milestone_{milestone_id}")

    def promise(self, milestone_id: int) -> None:
        """Ask for the day that is promised anew, the cursor in its field."""
        row = self._shown.get(milestone_id)
        if row is None:
            return
        self._ask_plan(row.milestone, row.milestone.title)
        editor = self.asking.form.editor("promised_on") if self.asking.form is not None else None
        if editor is not None:
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
            editor.selectAll()

    def deliver(self, milestone_id: int) -> None:
        """Deliver at once where nothing is left to check; else ask why it is delivered all the same."""
        row = self._shown.get(milestone_id)
        if row is None:
            return
        entry = row.milestone
        if not entry.checks_left:
            self._deliver(entry, Asked(on=self._session.today()), None)
            return
        asked: list[Field | Section] = [
            fields.date("on", _("When"), today=self._session.today, empty=fields.REQUIRED, happened=True),
            fields.text("despite", _("Why all the same"), span=2),
        ]
        self.asking.ask(
            _("Deliver “{title}”").format(title=entry.title),
            asked,
            Asked(on=self._session.today()),
            lambda answer, form: self._deliver(entry, answer, form),
            words=_("Not checked yet: {checks}").format(checks=translator().list(list(entry.checks_left))),
            save=_("Deliver"),
            key="deliver",
            about=milestone_id,
        )

    def accept(self, milestone_id: int) -> None:
        """Ask who accepted the work, and when."""
        row = self._shown.get(milestone_id)
        if row is None:
            return
        entry = row.milestone
        asked: list[Field | Section] = [
            fields.text("by", _("Who accepted")),
            fields.date("on", _("When"), today=self._session.today, empty=fields.REQUIRED, happened=True),
        ]
        self.asking.ask(
            _("“{title}” is accepted").format(title=entry.title),
            asked,
            Asked(by=self._client_contact, on=self._session.today()),
            lambda answer, form: self._done(
                self._session.run(milestones.accept, entry.id, on=answer.on, by=answer.by, form=form),
                _("Accepted."),
            ),
            key="accept",
            about=milestone_id,
        )

    # Inside.

    def _open_stage(self, number: int) -> None:
        self.show_milestone(self._gantt.milestone_at(number))

    def _row(self, row: MilestoneRow) -> Row:
        entry = row.milestone
        buttons: list[QWidget] = []
        if entry.is_open:
            editor = HoursLeft(entry, self)
            editor.stored.connect(self._store_hours)
            buttons.append(editor)
            if self._is_running:
                buttons.append(
                    button(_("Deliver"), self._deliver_row, entry.id, name="deliver", icon="check")
                )
            waiting = _("Go on") if entry.waiting_for_client else _("Wait for the client")
            picture = "play" if entry.waiting_for_client else "hourglass"
            if self._is_running:
                buttons.append(
                    button(waiting, self._wait_row, entry.id, name="wait", variant="bare", icon=picture)
                )
            buttons.append(
                button(_("Edit"), self._edit_row, entry.id, name="edit", variant="bare", icon="pencil")
            )
        elif entry.accepted_on is None and self._is_running:
            accepted = pgettext("milestone", "Accepted")
            buttons.append(button(accepted, self._accept_row, entry.id, name="accept", icon="check"))
            buttons.append(
                button(
                    _("Refused"), self._refuse_row, entry.id, name="refuse", variant="bare", icon="rotate-ccw"
                )
            )
        if not entry.is_open:
            slip = _("Delivery slip")
            buttons.append(
                button(slip, self._slip_row, entry.id, name="slip", variant="bare", icon="file-check")
            )
        made = Row(
            entry.title,
            dates(row),
            state(row),
            chip=words.milestone_chip(row),
            buttons=buttons,
            name=f"milestone_{entry.id}",
        )
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if entry.is_open:
            self._add_checks(made, entry)
        return made

    def _add_checks(self, row: Row, entry: Milestone) -> None:
        if not entry.checks:
            return
        box = QVBoxLayout()
        box.setSpacing(0)
        box.setContentsMargins(0, tokens.SPACE_1, 0, 0)
        for number, check in enumerate(entry.checks.splitlines()):
            tick = QCheckBox(check, row, objectName=f"check_{entry.id}_{number}")
            tick.setChecked(check not in entry.checks_left)
            tick.setProperty("id", entry.id)
            tick.clicked.connect(self._tick)
            box.addWidget(tick)
        row.words.addLayout(box)

    def _store_hours(self) -> None:
        editor = self.sender()
        if not isinstance(editor, HoursLeft):
            return
        milestone_id = editor.property("id")
        before = self._shown[milestone_id].milestone.hours_left
        try:
            left = editor.value()
        except RuleError as error:
            self._fault(editor, translate_error(error))
            return
        # The news of this very act must not bring back what was typed.
        editor.setModified(False)
        done = self._session.run(milestones.set_hours_left, milestone_id, left, form=_AtEditor(self, editor))
        if done is not None:
            self._session.tell(
                _("{hours} left.").format(hours=words.hours(left)),
                undo=HoursBack(self._session, done.id, before),
            )

    def _fault(self, editor: HoursLeft, sentence: str) -> None:
        editor.set_fault(sentence)
        name = f"{editor.objectName()}_fault"
        row = self.findChild(Row, f"milestone_{editor.property('id')}")
        if row is None:
            return
        shown = row.findChild(QLabel, name)
        if shown is None:
            shown = QLabel(row, objectName=name)
            shown.setWordWrap(True)
            style.set_role(shown, role="fault")
            row.words.addWidget(shown)
        shown.setText(sentence)

    def _tick(self, ticked: bool) -> None:
        tick = self.sender()
        if isinstance(tick, QCheckBox):
            self._session.run(milestones.tick, tick.property("id"), tick.text(), done=ticked)

    def _deliver_row(self) -> None:
        self.deliver(self.sender().property("id"))

    def _slip_row(self) -> None:
        self.slip_wanted.emit(self.sender().property("id"))

    def _accept_row(self) -> None:
        self.accept(self.sender().property("id"))

    def _wait_row(self) -> None:
        entry = self._shown[self.sender().property("id")].milestone
        waiting = not entry.waiting_for_client
        done = self._session.run(milestones.wait_for_client, entry.id, waiting=waiting)
        if done is not None:
            text = (
                _("The clock is stopped until the client answers.") if waiting else _("The clock runs again.")
            )
            back = partial(self._session.run, milestones.wait_for_client, entry.id, waiting=not waiting)
            self._session.tell(text, undo=back)

    def _edit_row(self) -> None:
        entry = self._shown[self.sender().property("id")].milestone
        self._ask_plan(entry, entry.title)

    def _refuse_row(self) -> None:
        self._refuse(self.sender().property("id"))

    def _refuse(self, milestone_id: int) -> None:
        row = self._shown.get(milestone_id)
        if row is None:
            return
        entry = row.milestone
        asked: list[Field | Section] = [
            fields.text("reason", _("What is wrong"), span=2),
            hours("hours", _("Hours of work left")),
        ]
        self.asking.ask(
            _("“{title}” is refused").format(title=entry.title),
            asked,
            Asked(),
            lambda answer, form: self._done(
                self._session.run(
                    milestones.reopen,
                    entry.id,
                    reason=answer.reason,
                    hours_left=answer.hours or Decimal(0),
                    form=form,
                ),
                _("It is open again."),
            ),
            key="refuse",
            about=milestone_id,
        )

    def _deliver(self, entry: Milestone, answer: Asked, form: Form | None) -> bool:
        day = answer.on or self._session.today()
        done = self._session.run(milestones.deliver, entry.id, on=day, despite=answer.despite, form=form)
        if done is None:
            return False
        self._session.tell(
            _("“{title}” is delivered.").format(title=entry.title), undo=DeliveryBack(self._session, entry)
        )
        return True

    def _done(self, value: object, text: str) -> bool:
        if value is None:
            return False
        self._session.tell(text)
        return True

    def _ask_why(self, milestone_id: int) -> None:
        """Ask why it is delivered all the same, if there is still something to say why to."""
        row = self._shown.get(milestone_id)
        if row is not None and row.milestone.checks_left:
            self.deliver(milestone_id)

    def _ask_about(self, milestone_id: int) -> None:
        row = self._shown.get(milestone_id)
        if row is not None:
            self._ask_plan(row.milestone, row.milestone.title)
        else:
            self.add()

    def _ask_plan(self, entry: Milestone, title: str) -> None:
        today = self._session.today
        asked: list[Field | Section] = [
            fields.text("title", _("What is delivered"), span=2),
            hours("effort_hours", _("Effort"), empty=Decimal(0)),
            fields.date("promised_on", _("Promised"), today=today),
            fields.date("wanted_on", _("Wanted by the client"), today=today),
            fields.date("internal_on", _("Own date"), today=today),
            fields.long_text("checks", _("Checks before delivery, one per line"), lines=2, span=3),
        ]
        others = []
        if entry.id and not self._is_running:
            others = [("milestone_remove", _("Remove"), lambda _answer, _form: self._remove(entry))]
        self.asking.ask(title, asked, entry, self._keep, others=others, key="plan", about=entry.id)

    def _keep(self, entry: Milestone, form: Form) -> bool:
        usecase = milestones.change if entry.id else milestones.create
        done = self._session.run(usecase, entry, form=form)
        return self._done(done, _("Saved."))

    def _remove(self, entry: Milestone) -> bool:
        if self._session.run(milestones.delete, entry.id, form=self.asking.form) is None:
            return False
        back = partial(self._session.run, trash.undo, "milestones", entry.id)
        self._session.tell(_("Removed."), undo=back, act=_("Removed {name}").format(name=entry.title))
        return True


class _AtEditor:
    """Shows a refusal at the hours of one milestone."""

    def __init__(self, block: MilestonesBlock, editor: HoursLeft) -> None:
        self._block, self._editor = block, editor

    def show_error(self, field: str, sentence: str) -> None:
        """Show it; there is one field only."""
        self._block._fault(self._editor, sentence)  # noqa: SLF001  # of this module
