"""The Today screen: the money at a glance, the two weeks ahead, then one agenda of all that has a date."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout

from clientdesk.i18n import _, ngettext, translator
from clientdesk.queries import agenda, load_ribbon, money_list
from clientdesk.queries.agenda import Agenda
from clientdesk.queries.agenda_row import AgendaKind, AgendaRow
from clientdesk.queries.load_ribbon import RibbonDay
from clientdesk.queries.money_list import Strip
from clientdesk.ui import actions, style
from clientdesk.ui.reading_order import bring_into_view
from clientdesk.ui.session import Session
from clientdesk.ui.today import words
from clientdesk.ui.today.agenda_card import AgendaCard
from clientdesk.ui.today.putting_aside import PuttingAside
from clientdesk.ui.today.ribbon import LoadRibbon
from clientdesk.ui.today.solve import Solver
from clientdesk.ui.widgets.ask_card import AskCard
from clientdesk.ui.widgets.empty import EmptyState
from clientdesk.ui.widgets.figures import Figures, leading
from clientdesk.ui.widgets.page import Card, Page, Screen
from clientdesk.ui.widgets.unsaved_card import UnsavedCard

#: Calm: so many lines without "more" (Q18).
_LINES = 12
#: The money is read first and shown at once; agenda and days need public holidays, which take a moment.
_MONEY_LANE, _AGENDA_LANE, _RIBBON_LANE = "today-money", "today-agenda", "today-ribbon"
#: Where the figures lead to.
_LISTS = {"due": "open_items", "late": "open_items", "held": "money_held"}


class TodayScreen(Screen):
    """Agenda and money strip. Enter does the line under the cursor; at the start that is the most pressing."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._agenda: Agenda | None = None
        self._expected = ""
        self._shows_all = self._shows_aside = self._wants_cursor = False
        self._page = Page(self)
        self._solver = Solver(session, self)
        self._make_blocks()
        self._make_buttons()
        self._unsaved = UnsavedCard(session, self._page)
        for block in (self._unsaved, self._figures, self._ribbon_card, self._ask, self._card):
            self._page.add(block)
        for below in (self._keys, self._more, self._aside_button, self._aside_card, self._nothing):
            self._page.blocks.addWidget(below)
        for hidden in (
            self._figures,
            self._ribbon_card,
            self._card,
            self._keys,
            self._aside_card,
            self._nothing,
        ):
            hidden.hide()
        for button in (self._more, self._aside_button, self._first):
            button.bound_action.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)

    def refresh(self) -> None:
        """Read agenda, days and money again, beside the window."""
        today, tasks = self.session.today(), self.session.tasks
        self._unsaved.refresh()
        self._page.head.set_text(translator().date(today, "full"), self._subtitle())
        tasks.submit(partial(money_list.strip, on=today), self.show_money, lane=_MONEY_LANE)
        tasks.submit(partial(agenda.read, today=today), self.show_agenda, lane=_AGENDA_LANE)
        tasks.submit(partial(load_ribbon.read, today=today), self.show_days, lane=_RIBBON_LANE)

    def focus_first(self) -> None:
        """Put the cursor on the most pressing line, or on it as soon as it is there."""
        if not self._card.focus_line():
            self._wants_cursor = True
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_money(self, money: tuple[Strip, ...]) -> None:
        """Show the sums."""
        self._figures.set_figures(words.figures(money))
        self._figures.setVisible(bool(money))

    def show_days(self, days: tuple[RibbonDay, ...]) -> None:
        """Show the two weeks ahead, once there is something planned in them."""
        self._ribbon.show_days(days)
        self._ribbon_card.setVisible(any(one.load.committed or one.dates for one in days))

    def show_agenda(self, found: Agenda) -> None:
        """Show what was read; the cursor stays on its line."""
        self._agenda = found
        self._page.head.set_text(translator().date(self.session.today(), "full"), self._subtitle())
        self._fill()

    def show_all(self) -> None:
        """Show the lines beyond the first twelve, too."""
        self._shows_all = True
        self._fill()
        self._card.focus_line(_LINES)

    def show_aside(self) -> None:
        """Show what was put aside, or hide it again."""
        self._shows_aside = not self._shows_aside
        self._fill_aside()
        if self._shows_aside:
            self._aside_card.focus_line()
            # The page grows for the lines only once it is laid out.
            QTimer.singleShot(0, self._aside_card, self._show_cursor)

    def do_first(self) -> None:
        """Do what is most pressing."""
        if self._agenda is not None and self._agenda.rows:
            self._solver.solve(self._agenda.rows[0])

    def record_payment(self) -> None:
        """Record money: for the paper under the cursor, else for any."""
        row = self._current()
        if row is not None and row.kind is AgendaKind.INVOICE:
            self.session.open_record.emit("pay_invoice", row.record_id)
        else:
            self.session.open_record.emit("new_payment", row.client_id if row is not None else 0)

    def done(self) -> None:
        """Tick off the line under the cursor; the toast takes it back."""
        row = self._current()
        if row is not None and self._aside_card.current is None:
            self._putting.done(row)

    def snooze(self) -> None:
        """Ask until when the line under the cursor can wait."""
        row = self._current()
        if row is not None and self._aside_card.current is None:
            self._putting.ask(row)

    def new_invoice(self) -> None:
        """Start an invoice."""
        self.session.open_record.emit("new_invoice", 0)

    # Inside.

    def _make_blocks(self) -> None:
        self._figures = Figures(self._page)
        self._figures.opened.connect(self._open_list)
        self._ribbon_card = Card("", self._page, name="ribbon_card")
        self._ribbon = LoadRibbon(self._ribbon_card)
        self._ribbon.day_wanted.connect(self._open_day)
        self._ribbon_card.body.addWidget(self._ribbon)
        self._ask = AskCard(self._page, name="today_ask")
        self._ask.closed.connect(self._place_cursor)
        self._putting = PuttingAside(self.session, self._ask)
        self._putting.returning.connect(self._expect)
        self._card = AgendaCard(self._page, name="agenda")
        self._card.chosen.connect(self._solver.solve)
        self._card.stepped_out.connect(self._step_out)
        self._aside_card = AgendaCard(self._page, name="agenda_aside")
        self._aside_card.wanted_back.connect(self._putting.bring_back)
        self._keys = QLabel(_("Enter settles a line, S puts it aside, X ticks it off."), self._page)
        self._keys.setAlignment(leading(self))
        self._keys.setWordWrap(True)
        style.set_role(self._keys, role="hint")

    def _make_buttons(self) -> None:
        self._more = actions.button("today.more", self, self.show_all, variant="link")
        self._aside_button = actions.button("today.aside", self, self.show_aside, variant="link")
        invoice = actions.button("today.new_invoice", self, self.new_invoice, variant="primary")
        self._nothing = EmptyState(
            _("What is late, due or promised will appear here by itself."), invoice, name="agenda_empty"
        )
        self._first = actions.button("today.open", self, self.do_first, variant="primary")
        pay = actions.button("today.pay", self, self.record_payment)
        self._snooze = actions.make("today.snooze", self, self.snooze)
        self._done = actions.make("today.done", self, self.done)
        menu = [self._snooze, self._done, None, invoice.bound_action]
        self._page.head.set_buttons(pay, self._first, menu=menu)

    def _open_list(self, name: str) -> None:
        self.session.open_record.emit(_LISTS[name], 0)

    def _open_day(self, day: object) -> None:
        self.session.open_record.emit("day", day.toordinal())  # type: ignore[attr-defined]  # a date

    def _current(self) -> AgendaRow | None:
        known = self._card.current
        return known or (self._agenda.rows[0] if self._agenda is not None and self._agenda.rows else None)

    def _subtitle(self) -> str:
        found = self._agenda
        if found is None:
            return ""
        return words.needed(found.urgent, found.soon) or words.next_up(found.next_up)

    def _fill(self) -> None:
        rows = self._agenda.rows if self._agenda is not None else ()
        kept = self._card.current
        place = next((at for at, line in enumerate(self._card.lines) if line.hasFocus()), 0)
        shown = rows if self._shows_all else rows[:_LINES]
        self._card.show_rows(shown)
        self._show_around(len(rows), len(shown))
        self._fill_aside()
        expected, self._expected = self._expected, ""
        if kept is not None:
            # The line that took the place of the one that went away is the next to be done.
            self._card.focus_line(min(place, len(shown) - 1), subject=expected or kept.subject)
        elif self._wants_cursor and self.isVisible():
            self._place_cursor()

    def _expect(self, subject: str) -> None:
        """Put the cursor on this line when it stands in the agenda again."""
        self._expected = subject if self.isVisible() else ""

    def _show_around(self, there: int, shown: int) -> None:
        self._card.setVisible(bool(shown))
        self._keys.setVisible(bool(shown))
        self._nothing.setVisible(not there)
        left = there - shown
        self._more.bound_action.setVisible(left > 0)
        more = ngettext("{count} more", "{count} more", left).format(count=translator().number(left))
        self._more.bound_action.setText(more)
        # Beside "Nothing needs you now" it would contradict.
        found = self._agenda
        self._first.bound_action.setVisible(found is not None and bool(found.urgent or found.soon))
        for action in (self._snooze, self._done):
            action.setEnabled(bool(there))

    def _fill_aside(self) -> None:
        pairs = self._agenda.aside if self._agenda is not None else ()
        self._shows_aside = self._shows_aside and bool(pairs)
        count = translator().number(len(pairs))
        said = ngettext("{count} put aside", "{count} put aside", len(pairs)).format(count=count)
        self._aside_button.bound_action.setText(said)
        self._aside_button.bound_action.setVisible(bool(pairs))
        self._aside_card.show_asides(pairs if self._shows_aside else ())
        self._aside_card.setVisible(self._shows_aside)

    def _show_cursor(self) -> None:
        for line in self._aside_card.lines:
            if line.hasFocus():
                bring_into_view(line)

    def _step_out(self) -> None:
        if self._more.bound_action.isVisible():
            self._more.setFocus(Qt.FocusReason.TabFocusReason)

    def _place_cursor(self) -> None:
        self._wants_cursor = False
        self._card.focus_line()
