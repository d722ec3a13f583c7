"""The client's page as pictures: what came in month by month, what was owed after each step, and all that happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from clientdesk.i18n import _, ngettext, translator
from clientdesk.queries import client_story
from clientdesk.queries.client_story import Happened, Happening, Income, Move
from clientdesk.ui import actions, style
from clientdesk.ui.session import Session
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets.amounts import signed
from clientdesk.ui.widgets.bars import Bar, Bars
from clientdesk.ui.widgets.chip import Chip
from clientdesk.ui.widgets.figures import leading
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.page import Card
from clientdesk.ui.widgets.states import kind_words, method_words, reason_words
from clientdesk.ui.widgets.steps import StepRow, Steps
from clientdesk.ui.widgets.timeline import Event, Timeline

_FIRST: Final = 8
_MORE: Final = 24
#: Narrower than this a picture is better read below its neighbour than beside it.
_LEAST_HALF: Final = 340
_ICONS: Final = {
    Happened.QUOTE_SENT: "file-text",
    Happened.QUOTE_ACCEPTED: "file-check",
    Happened.SIGNED: "file-signature",
    Happened.DELIVERED: "package",
    Happened.CLOSED: "circle-check",
    Happened.BILLED: "receipt-text",
    Happened.PAID: "hand-coins",
    Happened.REPAID: "undo-2",
    Happened.SETTLED: "scale",
}


class IncomeBlock(Card):
    """What came in within twelve months: a picture per currency, for currencies are never added up."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("Received in 12 months"), parent, name="income")
        self._charts: list[Bars] = []
        self._holder = QVBoxLayout()
        self._empty = _hint(_("What this client pays will show here month by month."), self)
        self.body.addLayout(self._holder)
        self.body.addWidget(self._empty)
        self.body.addStretch(1)
        self.setMinimumWidth(_LEAST_HALF)

    def show_income(self, found: Sequence[Income]) -> None:
        """Show what came in."""
        while len(self._charts) < len(found):
            number = len(self._charts)
            name = "income_chart" if not number else f"income_chart_{number}"
            made = Bars((_("Month"), _("Received")), self, name=name, title=_("Received in 12 months"))
            self._charts.append(made)
            self._holder.addWidget(made)
        for chart, row in zip(self._charts, found, strict=False):
            chart.set_bars(_months(row), _income_finding(row))
        # Kept for the next client: to make one takes longer than a frame.
        for number, chart in enumerate(self._charts):
            chart.setVisible(number < len(found))
        self._empty.setVisible(not found)


class MovesBlock(Card):
    """What the client owes, as steps: each paper up, each payment down."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(_("Asked for and paid"), parent, name="moves")
        self._session = session
        self._moves: Sequence[Move] = ()
        self._chart = Steps(
            (_("Step"), _("Amount"), _("Owed after it")),
            self,
            name="moves_chart",
            title=_("Asked for and paid"),
            can_open=True,
        )
        self._chart.opened.connect(self._open)
        self._empty = _hint(_("Each document and each payment will be a step here."), self)
        self.body.addWidget(self._chart)
        self.body.addWidget(self._empty)
        self.body.addStretch(1)
        self.setMinimumWidth(_LEAST_HALF)

    def show_moves(self, moves: Sequence[Move]) -> None:
        """Show the last steps."""
        self._moves = moves
        self._chart.set_steps([_step(move) for move in self._moves], _moves_finding(self._moves))
        self._chart.setVisible(bool(self._moves))
        self._empty.setVisible(not self._moves)

    def _open(self, number: int) -> None:
        move = self._moves[number]
        self._session.open_record.emit(move.record_kind, move.record_id)


class StoryBlock(Card):
    """All that happened, the newest first; a button brings what was earlier."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(_("What happened"), parent, name="story")
        self._session = session
        self._client_id = 0
        self._limit = _FIRST
        self._timeline = Timeline(self)
        self._timeline.opened.connect(session.open_record)
        self._more = actions.button("clients.earlier", self, self.show_more, variant="link")
        self.body.addWidget(self._timeline)
        self.body.addWidget(self._more)

    def limit_of(self, client_id: int) -> int:
        """Return how much of a client's story is shown: more, once more was asked for."""
        return self._limit if client_id == self._client_id else _FIRST

    def show_story(self, client_id: int, found: Sequence[Happening], count: int) -> None:
        """Show the newest of `count` things that happened."""
        if client_id != self._client_id:
            self._client_id, self._limit = client_id, _FIRST
        events = [_event(row) for row in found]
        self._timeline.set_events(events or [Event(None, _("Nothing yet. A first quote begins the story."))])
        left = count - len(found)
        self._more.bound_action.setVisible(left > 0)
        words = ngettext("Show {count} earlier", "Show {count} earlier", min(left, _MORE))
        self._more.bound_action.setText(words.format(count=translator().number(min(left, _MORE))))

    def show_more(self) -> None:
        """Show what was earlier, too."""
        self._limit += _MORE
        found = self._session.read(client_story.story, self._client_id, limit=self._limit) or ()
        count = self._session.read(client_story.count, self._client_id) or 0
        self.show_story(self._client_id, found, count)


def _hint(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setWordWrap(True)
    style.set_role(label, role="second")
    label.setAlignment(leading(parent))
    return label


def _months(row: Income) -> list[Bar]:
    words = translator()
    return [
        Bar(
            label=words.short_month(day),
            name=words.month(day),
            amount=words.money(amount),
            value=amount.minor,
        )
        for day, amount in row.months
    ]


def _income_finding(row: Income) -> str:
    words = translator()
    if not row.whole:
        return _("Nothing came in within 12 months.")
    best, most = max(row.months, key=_of_month)
    if most == row.whole:
        return _("{amount} came in, all of it in {month}.").format(
            amount=words.money(row.whole), month=words.month(best)
        )
    return _("{amount} came in, the most in {month}: {most}.").format(
        amount=words.money(row.whole), month=words.month(best), most=words.money(most)
    )


def _of_month(entry: tuple[date, object]) -> int:
    return getattr(entry[1], "minor", 0)


def _step(move: Move) -> StepRow:
    words = translator()
    return StepRow(
        words=_move_words(move),
        day=words.day_and_month(move.on),
        amount=signed(move.effect),
        left=words.money(move.owed),
        effect=move.effect.minor,
        value=move.owed.minor,
        opens=True,
    )


def _move_words(move: Move) -> str:
    if move.what is Happened.BILLED:
        return move.number
    if move.record_kind == "invoice":
        return reason_words(move.paper)
    if move.is_taken_back:
        return _("Taken back") if move.what is Happened.REPAID else _("Paid, taken back")
    return _("Paid back") if move.what is Happened.REPAID else _("Paid")


def _moves_finding(moves: Sequence[Move]) -> str:
    if not moves:
        return ""
    owed, words = moves[-1].owed, translator()
    if not owed:
        return _("Nothing is owed.")
    if owed.minor < 0:
        return _("{amount} is credit of this client.").format(amount=words.money(-owed))
    return _("{amount} is owed.").format(amount=words.money(owed))


def _event(row: Happening) -> Event:
    words = {
        Happened.QUOTE_SENT: _("Quote {number} sent"),
        Happened.QUOTE_ACCEPTED: _("Quote {number} accepted"),
        Happened.SIGNED: _("Contract {number} signed"),
        Happened.DELIVERED: _("Delivered"),
        Happened.CLOSED: _("Contract {number} cancelled")
        if row.paper == "cancelled"
        else _("Contract {number} closed"),
        Happened.BILLED: joined(kind_words(row.paper), row.number) if row.what is Happened.BILLED else "",
        Happened.PAID: _("Payment received"),
        Happened.REPAID: _("Taken back") if row.is_taken_back else _("Paid back"),
        Happened.SETTLED: reason_words(row.paper) if row.what is Happened.SETTLED else "",
    }
    said = words[row.what].format(number=translator().isolate(row.number))
    note = row.title
    if row.record_kind == "payment":
        note = joined(method_words(row.paper), row.number)
    elif row.what is Happened.SETTLED:
        note = row.number
    return Event(
        row.on,
        joined(said, note),
        amount=translator().money(row.amount) if row.amount is not None else "",
        chip=Chip(_("Taken back"), Kind.QUIET) if row.is_taken_back and row.what is Happened.PAID else None,
        kind=row.record_kind,
        id=row.record_id,
        icon=_ICONS[row.what],
    )
