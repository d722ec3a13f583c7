"""The few facts that an act asks for: who accepted, why declined, why cancelled; asked on the page, never in a box."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from clientdesk.domain.line import Line, LineRole
from clientdesk.domain.money import rounded
from clientdesk.domain.quote import AcceptanceMethod, Quote
from clientdesk.i18n import _, translator
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.fields import Field, Option, Section
from clientdesk.ui.widgets.form import Form
from clientdesk.usecases.capacity import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered; each question uses its own part of it. `chosen` are keys of optional lines."""

    by: str = ""
    on: date | None = None
    method: AcceptanceMethod = AcceptanceMethod.MAIL
    reason: str = ""
    until: date | None = None
    chosen: frozenset[str] = field(default_factory=frozenset)
    every: int = 1
    first: date | None = None
    day: int = 1


def acceptance(quote: Quote, today: Callable[[], date]) -> list[Field | Section]:
    """Return who, when, how, and which of the optional lines."""
    asked: list[Field | Section] = [
        fields.text("by", _("Who accepted")),
        fields.date("on", _("When"), today=today, empty=fields.REQUIRED, happened=True),
        fields.choice(
            "method",
            _("How"),
            [
                Option(AcceptanceMethod.MAIL, _("By e-mail")),
                Option(AcceptanceMethod.PAPER, _("On paper")),
                Option(AcceptanceMethod.SPOKEN, _("Spoken, not yet in writing")),
            ],
        ),
    ]
    choices = [line for line in quote.lines if line.role in {LineRole.OPTIONAL, LineRole.ALTERNATIVE}]
    if choices:
        asked.append(Section(_("What the client chose")))
        asked += [_choice(line) for line in choices]
    return asked


def room_words(room: Room | None) -> str:
    """Return what is free before a yes, and the honest date: a warning, no more; empty without hours (B4)."""
    if room is None:
        return ""
    speech = translator()
    needed = speech.quantity(room.hours)
    if room.wanted_on is None or room.free is None:
        asked = _("This takes {hours} h.").format(hours=needed)
    else:
        asked = _("Free until {date}: {free} h of {hours} h.").format(
            date=speech.date(room.wanted_on),
            free=speech.quantity(rounded(min(room.free, room.hours), 1)),
            hours=needed,
        )
    if room.honest_on is None:
        honest = _("It does not fit within five years.")
    else:
        honest = _("Earliest honest date: {date}.").format(date=speech.day_with_weekday(room.honest_on))
    return f"{asked} {honest}"


def reason(label: str) -> list[Field | Section]:
    """Return why."""
    return [fields.text("reason", label, span=3)]


def until(today: Callable[[], date]) -> list[Field | Section]:
    """Return a new last day."""
    return [fields.date("until", _("Valid until"), today=today, empty=fields.REQUIRED)]


def rhythm(today: Callable[[], date]) -> list[Field | Section]:
    """Return how often, from when on, and on which day of the month."""
    return [
        fields.integer("every", _("Every how many months")),
        fields.date("first", _("First one on"), today=today, empty=fields.REQUIRED),
        fields.integer("day", _("Day of the month"), hint=_("31 is the last day of each month.")),
    ]


class At:
    """Shows refusals of one field at another of a form."""

    def __init__(self, form: Form, names: dict[str, str]) -> None:
        self._form, self._names = form, names

    def show_error(self, field: str, sentence: str) -> None:
        """Show `sentence` where the field is asked for."""
        self._form.show_error(self._names.get(field, field), sentence)


def _choice(line: Line) -> Field:
    def read(answer: Any) -> bool:  # the form's record
        return line.key in answer.chosen

    def write(answer: Any, ticked: bool) -> Any:
        keys = answer.chosen | {line.key} if ticked else answer.chosen - {line.key}
        return replace(answer, chosen=frozenset(keys))

    return fields.check(f"chosen_{line.key}", line.description, span=3, read=read, write=write)
