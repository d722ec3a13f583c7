"""The milestones of a contract on a line of time: promise, forecast, slack in a word and its colour, and today (B5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from clientdesk.domain.deadline import Outlook, Risk
from clientdesk.i18n import _, translator
from clientdesk.queries.contract_page import MilestoneRow
from clientdesk.ui.contracts import words
from clientdesk.ui.widgets.gantt import Gantt, Stage, axis_days
from clientdesk.ui.widgets.joined import joined

_TONES = {Risk.GREEN: "good", Risk.AMBER: "warn", Risk.RED: "bad"}


class MilestoneGantt(Gantt):
    """Shows the milestones that have a date."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            (_("Milestone"), _("Promised"), _("Done"), _("State")),
            parent,
            name="milestone_chart",
            title=_("Milestones"),
            can_open=True,
        )
        self._ids: tuple[int, ...] = ()

    def show_rows(self, rows: Sequence[MilestoneRow], begins_on: date | None, *, today: date) -> None:
        """Show `rows` of a contract that begins on a day, or with its first milestone."""
        dated = [row for row in rows if _end(row) is not None]
        self.setVisible(bool(dated))
        self._ids = tuple(row.milestone.id for row in dated)
        if not dated:
            return
        stages, begin = [], begins_on
        for row in dated:
            stage = _stage(row, begin, today)
            stages.append(stage)
            begin = stage.done
        days = [today]
        for stage in stages:
            days += [stage.begin, stage.done, *([stage.due] if stage.due else [])]
        speech = translator()
        self.set_stages(
            stages,
            _finding(dated),
            today=today,
            # Translators: the mark on a line of time
            today_words=_("today"),
            labels=[(day, speech.day_and_month(day)) for day in axis_days(days)],
        )

    def milestone_at(self, number: int) -> int:
        """Return the id of a milestone by its place in the picture."""
        return self._ids[number]


def _end(row: MilestoneRow) -> date | None:
    entry = row.milestone
    if entry.delivered_on is not None:
        return entry.delivered_on
    return row.outlook.forecast_on if row.outlook is not None else entry.due_on


def _stage(row: MilestoneRow, begin: date | None, today: date) -> Stage:
    entry, end = row.milestone, _end(row) or today
    begin = min(begin or (end if not entry.is_open else min(today, end)), end)
    due = entry.promised_on or entry.due_on
    tone, said = "edge", words.milestone_chip(row).word
    if not entry.is_open:
        tone = "good" if row.delivery is None or not (row.delivery.days_late or 0) > 0 else "warn"
    elif row.outlook is not None:
        tone, said = _TONES[row.outlook.risk], words.short_slack(row.outlook)
    speech = translator()
    cells = (
        entry.title,
        speech.date(due) if due else "",
        speech.date(end),
        said if row.outlook is None else joined(words.milestone_chip(row).word, said, mark=", "),
    )
    late = due is not None and end > due
    return Stage(
        title=entry.title, begin=begin, done=end, due=due, tone=tone, words=said, is_over=late, cells=cells
    )


def _finding(rows: Sequence[MilestoneRow]) -> str:
    open_rows = [row for row in rows if row.milestone.is_open]
    if not open_rows:
        return _("All milestones are delivered.")
    looked = [(row.outlook, row.milestone.title) for row in open_rows if row.outlook is not None]
    if not looked:
        waiting = any(row.milestone.waiting_for_client for row in open_rows)
        return _("The clock is stopped until the client answers.") if waiting else ""
    outlook, title = min(looked, key=_of_slack)
    isolate = translator().isolate
    sentence = {
        Risk.GREEN: _("All dates can be kept; the tightest, “{title}”, has {slack}."),
        Risk.AMBER: _("“{title}” is tight: {slack}."),
        Risk.RED: _("“{title}” cannot be kept as planned: {slack}."),
    }[outlook.risk]
    return sentence.format(title=isolate(title), slack=words.slack(outlook))


def _of_slack(entry: tuple[Outlook, str]) -> Decimal:
    return entry[0].slack
