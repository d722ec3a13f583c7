"""The Today screen: the money at a glance, then one agenda of all that has a date, the most pressing first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from clientdesk.i18n import _, ngettext, translator
from clientdesk.queries import agenda, money_list
from clientdesk.queries.agenda_row import AgendaKind, AgendaRow, Severity
from clientdesk.queries.money_list import Strip
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.session import Session
from clientdesk.ui.today import words
from clientdesk.ui.today.line import AgendaLine, align
from clientdesk.ui.widgets.empty import EmptyState
from clientdesk.ui.widgets.figures import Figure, Figures
from clientdesk.ui.widgets.page import Card, Page, Screen
from clientdesk.usecases import milestones, recurring

#: Calm: so many lines without "more" (Q18).
_LINES = 12
#: The money is read first and shown at once; the agenda needs public holidays, which take a moment.
_MONEY_LANE, _AGENDA_LANE = "today-money", "today-agenda"


class TodayScreen(Screen):
    """Agenda and money strip. Enter does the line under the cursor; at the start that is the most pressing."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._rows: tuple[AgendaRow, ...] | None = None
        self._lines: list[AgendaLine] = []
        self._shows_all = False
        self._wants_cursor = False
        self._page = Page(self)
        self._figures = Figures(self._page)
        self._card = Card("", self._page, name="agenda", flush=True)
        self._card.body.setSpacing(0)
        self._more = actions.button("today.more", self, self.show_all, variant="link")
        invoice = actions.button("today.new_invoice", self, self.new_invoice, variant="primary")
        self._nothing = EmptyState(
            _("What is late, due or promised will stand here by itself."), invoice, name="agenda_empty"
        )
        self._page.add(self._figures)
        self._page.add(self._card)
        self._page.blocks.addWidget(self._more)
        self._page.blocks.addWidget(self._nothing)
        self._first = actions.button("today.open", self, self.do_first, variant="primary")
        self._pay = actions.button("today.pay", self, self.record_payment)
        self._done = actions.make("today.done", self, self.delivered)
        self._page.head.set_buttons(self._pay, self._first, menu=[self._done, invoice.bound_action])
        for hidden in (self._card, self._more, self._nothing, self._figures):
            hidden.hide()
        self._first.bound_action.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)

    def refresh(self) -> None:
        """Read agenda and money again, beside the window."""
        today = self.session.today()
        self._page.head.set_text(translator().date(today, "full"), self._subtitle())
        self.session.tasks.submit(partial(money_list.strip, on=today), self.show_money, lane=_MONEY_LANE)
        self.session.tasks.submit(partial(agenda.load, today=today), self.show_agenda, lane=_AGENDA_LANE)

    def focus_first(self) -> None:
        """Put the cursor on the most pressing line, or on it as soon as it is there."""
        if self._lines:
            self._lines[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._wants_cursor = True
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_money(self, money: tuple[Strip, ...]) -> None:
        """Show the sums."""
        self._figures.set_figures(figures(money))
        self._figures.setVisible(bool(money))

    def show_agenda(self, rows: tuple[AgendaRow, ...]) -> None:
        """Show what was read; the cursor stays on its line."""
        self._rows = rows
        self._page.head.set_text(translator().date(self.session.today(), "full"), self._subtitle())
        self._fill()

    def show_all(self) -> None:
        """Show the lines beyond the first twelve, too."""
        self._shows_all = True
        self._fill()
        if len(self._lines) > _LINES:
            self._lines[_LINES].setFocus(Qt.FocusReason.OtherFocusReason)

    def do_first(self) -> None:
        """Do what is most pressing."""
        if self._rows:
            self.do(self._rows[0])

    def do(self, row: AgendaRow) -> None:
        """Open the record of a line, or make the invoice that repeats."""
        if row.kind is AgendaKind.RECURRING:
            self._make(row)
        elif row.milestone_id is not None:
            self.session.open_record.emit("milestone", row.milestone_id)
        else:
            self.session.open_record.emit(row.record_kind, row.record_id)

    def record_payment(self) -> None:
        """Record money: for the paper under the cursor, else for any."""
        row = self._current()
        if row is not None and row.kind is AgendaKind.INVOICE:
            self.session.open_record.emit("pay_invoice", row.record_id)
        else:
            self.session.open_record.emit("new_payment", row.client_id if row is not None else 0)

    def delivered(self) -> None:
        """Mark the milestone under the cursor as delivered; the toast takes it back."""
        row = self._current()
        if row is None or row.milestone_id is None:
            return
        before = self.session.read(milestones.get, row.milestone_id)
        if before is None:
            return
        day = self.session.today()
        if self.session.run(milestones.deliver, row.milestone_id, on=day) is not None:
            back = partial(self._reopen, row.milestone_id, before.hours_left)
            self.session.tell(_("“{title}” is delivered.").format(title=row.title), undo=back)

    def new_invoice(self) -> None:
        """Start an invoice."""
        self.session.open_record.emit("new_invoice", 0)

    # Inside.

    def _reopen(self, milestone_id: int, hours_left: object) -> None:
        self.session.run(
            milestones.reopen, milestone_id, reason=_("Marked by mistake"), hours_left=hours_left
        )

    def _make(self, row: AgendaRow) -> None:
        made = self.session.run(recurring.make, row.record_id, on=self.session.today())
        if not made:
            if made is not None:
                self.session.tell(_("It is made on {day}.").format(day=words.day(row)))
            return
        count = len(made)
        told = ngettext("{count} draft made.", "{count} drafts made.", count)
        self.session.tell(told.format(count=translator().number(count)))
        self.session.open_record.emit("invoice", made[0].id)

    def _current(self) -> AgendaRow | None:
        focused = next((line for line in self._lines if line.hasFocus()), None)
        if focused is not None:
            return focused.row
        return self._rows[0] if self._rows else None

    def _subtitle(self) -> str:
        rows = self._rows
        if rows is None:
            return ""
        urgent = sum(row.severity is Severity.URGENT for row in rows)
        soon = sum(row.severity is Severity.WARNING for row in rows)
        return words.needed(urgent, soon, is_cut=len(rows) >= agenda.MOST) or words.next_up(
            agenda.nothing_until(rows)
        )

    def _fill(self) -> None:
        kept = next((line.key for line in self._lines if line.hasFocus()), None)
        has_focus = kept is not None
        while (item := self._card.body.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        rows = self._rows or ()
        shown = rows if self._shows_all else rows[:_LINES]
        self._lines = [self._line(row) for row in shown]
        align(self._lines)
        if self._lines:
            self._lines[-1].end_here()
        split = any(line.row.severity is not Severity.COMING for line in self._lines)
        for number, line in enumerate(self._lines):
            coming = line.row.severity is Severity.COMING
            if coming and (number == 0 or self._lines[number - 1].row.severity is not Severity.COMING):
                self._card.body.addWidget(self._caption(_("Coming up")))
            elif number == 0 and split:
                self._card.body.addWidget(self._caption(_("Now")))
            self._card.body.addWidget(line)
        self._show_around(len(rows), len(shown))
        if has_focus or (self._wants_cursor and self.isVisible()):
            self._place_cursor(kept)

    def _show_around(self, there: int, shown: int) -> None:
        self._card.setVisible(bool(shown))
        self._nothing.setVisible(not there)
        left = there - shown
        self._more.bound_action.setVisible(left > 0)
        more = ngettext("{count} more", "{count} more", left).format(count=translator().number(left))
        self._more.bound_action.setText(more)
        self._first.bound_action.setVisible(bool(there))

    def _line(self, row: AgendaRow) -> AgendaLine:
        line = AgendaLine(row, self._card)
        line.chosen.connect(self.do)
        line.stepped.connect(self._step)
        return line

    def _caption(self, text: str) -> QWidget:
        label = QLabel(text, self._card)
        style.set_role(label, role="caption")
        label.setContentsMargins(tokens.SPACE_4, tokens.SPACE_2, tokens.SPACE_4, tokens.SPACE_1)
        return label

    def _step(self, line: AgendaLine, by: int) -> None:
        number = self._lines.index(line) + by
        if 0 <= number < len(self._lines):
            self._lines[number].setFocus(Qt.FocusReason.TabFocusReason)
        elif by > 0 and self._more.bound_action.isVisible():
            self._more.setFocus(Qt.FocusReason.TabFocusReason)

    def _place_cursor(self, kept: tuple[str, int] | None) -> None:
        self._wants_cursor = False
        there = next((line for line in self._lines if line.key == kept), None)
        wanted = there or (self._lines[0] if self._lines else None)
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)


def figures(money: tuple[Strip, ...]) -> list[Figure]:
    """Return the three sums; amounts of different currencies stand below each other, never added."""
    speech = translator()

    def amounts(name: str) -> str:
        values = [getattr(one, name) for one in money if getattr(one, name)]
        return "\n".join(speech.money(value) for value in values) or "–"

    has_late, has_held = any(one.late for one in money), any(one.held for one in money)
    return [
        Figure(_("Due in time"), amounts("due"), _("asked for, not late"), name="due"),
        Figure(
            _("Late"),
            amounts("late"),
            _("due before today") if has_late else _("nothing is late"),
            "fault" if has_late else "caption",
            "late",
        ),
        Figure(
            _("Prepayments held"),
            amounts("held"),
            _("for work still to do") if has_held else _("nothing is held"),
            name="held",
        ),
    ]
