"""All money as pictures, one of each per currency: what is open by age, and what is expected week by week (B26)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from clientdesk.i18n import _, translator
from clientdesk.queries.balances import Age, AgeingRow
from clientdesk.queries.cash_outlook import CashOutlook
from clientdesk.queries.money_list import DueWithin
from clientdesk.ui import style, tokens
from clientdesk.ui.widgets.bars import Bar, Bars
from clientdesk.ui.widgets.columns import Columns
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.page import Card

_DAY: Final = timedelta(days=1)
#: First and last day late of each age; None for no end.
_SPANS: Final[dict[Age, tuple[int | None, int | None]]] = {
    Age.NOT_DUE: (None, 0),
    Age.UP_TO_30: (1, 30),
    Age.UP_TO_60: (31, 60),
    Age.UP_TO_90: (61, 90),
    Age.OVER_90: (91, None),
}
_TONES: Final = {Age.NOT_DUE: "accent", Age.UP_TO_30: "warn"}
_LEAST: Final = 340


class PictureCard(Card):
    """A card with one picture per currency; a bar leads to the rows behind it."""

    #: The papers to list (DueWithin) and what the filter is called.
    rows_wanted = Signal(object, str)

    def __init__(
        self, title: str, heads: Sequence[str], parent: QWidget, *, name: str, with_sum: bool
    ) -> None:
        super().__init__(title, parent, name=name)
        self._title_words, self._heads, self._with_sum = title, tuple(heads), with_sum
        self._columns = Columns(self, spacing=tokens.SPACE_5)
        self._spans: dict[str, list[tuple[DueWithin, str]]] = {}
        self.body.addWidget(self._columns)
        self.body.addStretch(1)
        self.setMinimumWidth(_LEAST)

    def _chart(self, currency: str, spans: list[tuple[DueWithin, str]]) -> Bars:
        name = f"{self.objectName()}_{currency}"
        chart = Bars(
            self._heads,
            self,
            name=name,
            title=joined(self._title_words, currency, mark=", "),
            can_open=True,
            with_sum=self._with_sum,
        )
        chart.setMinimumWidth(_LEAST - 2 * tokens.SPACE_4)
        chart.opened.connect(self._open)
        self._spans[name] = spans
        return chart

    def _open(self, number: int) -> None:
        span, words = self._spans[self.sender().objectName()][number]
        self.rows_wanted.emit(span, words)


class AgeingCard(PictureCard):
    """What is open, by the days it is late."""

    def __init__(self, parent: QWidget) -> None:
        heads = (_("Days after the due date"), _("Open"))
        super().__init__(_("Open by age"), heads, parent, name="ageing", with_sum=False)

    def show_rows(self, rows: Sequence[AgeingRow], on: date) -> None:
        """Show a picture per currency."""
        self._spans, charts = {}, list[QWidget]()
        for row in rows:
            spans = [(_aged(row.currency, age, on), _age_filter(row.currency, age)) for age in Age]
            chart = self._chart(row.currency, spans)
            speech = translator()
            bars = [
                Bar(
                    label=age_words(age),
                    amount=speech.money(amount),
                    value=amount.minor,
                    tone=_TONES.get(age, "bad"),
                    opens=bool(amount),
                )
                for age, amount in zip(Age, row.by_age, strict=True)
            ]
            chart.set_bars(bars, _age_finding(row))
            charts.append(chart)
        self._columns.set_blocks(charts)


class CashCard(PictureCard):
    """What is due week by week, with the line of the running sum."""

    def __init__(self, parent: QWidget) -> None:
        heads = (_("Week from"), _("Due"), _("Together"))
        super().__init__(_("Expected in the next 8 weeks"), heads, parent, name="cash", with_sum=True)

    def _nothing(self) -> QLabel:
        label = QLabel(_("Nothing is due in the next 8 weeks."), self)
        style.set_role(label, role="second")
        return label

    def show_rows(self, rows: Sequence[CashOutlook]) -> None:
        """Show a picture per currency in which something is due."""
        self._spans, charts = {}, list[QWidget]()
        for row in rows:
            if not row.whole:
                continue
            speech = translator()
            spans = []
            bars = []
            for week in row.weeks:
                named = speech.day_and_month(week.first)
                words = _("Due {first} to {last}").format(first=named, last=speech.day_and_month(week.last))
                spans.append((DueWithin(currency=row.currency, first=week.first, last=week.last), words))
                bars.append(
                    Bar(
                        label=named,
                        amount=speech.money(week.due),
                        value=week.due.minor,
                        sum_value=week.so_far.minor,
                        sum_amount=speech.money(week.so_far),
                        opens=bool(week.due),
                    )
                )
            chart = self._chart(row.currency, spans)
            chart.set_bars(bars, _cash_finding(row))
            charts.append(chart)
        self._columns.set_blocks(charts or [self._nothing()])


def age_words(age: Age) -> str:
    """Return the days of an age as the axis says them."""
    if age is Age.NOT_DUE:
        return _("not late")
    if age is Age.OVER_90:
        return _("over 90")
    first, last = _SPANS[age]
    words = translator()
    return f"{words.number(first or 0)}\u2013{words.number(last or 0)}"


def _aged(currency: str, age: Age, on: date) -> DueWithin:
    first, last = _SPANS[age]
    return DueWithin(
        currency=currency,
        first=on - last * _DAY if last is not None else None,
        last=on - first * _DAY if first is not None else None,
    )


def _age_filter(currency: str, age: Age) -> str:
    if age is Age.NOT_DUE:
        return _("{currency}, not late").format(currency=currency)
    return _("{currency}, {days} days late").format(currency=currency, days=age_words(age))


def _age_finding(row: AgeingRow) -> str:
    words = translator()
    late = row.total - row.by_age[0]
    if not late:
        return _("{amount} is open, nothing of it late.").format(amount=words.money(row.total))
    return _("{late} of {amount} is late.").format(late=words.money(late), amount=words.money(row.total))


def _cash_finding(row: CashOutlook) -> str:
    words = translator()
    sentence = _("{amount} is due within 8 weeks.")
    if row.late:
        sentence = _("{amount} is due within 8 weeks, and {late} is late already.")
    return sentence.format(amount=words.money(row.whole), late=words.money(row.late))
