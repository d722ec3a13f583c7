"""The few facts that the acts on a contract need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clientdesk.domain.money import Money
from clientdesk.domain.tax import NO_TAX, Tax
from clientdesk.i18n import _, translator
from clientdesk.i18n.reading_hours import parse_hours
from clientdesk.ui.widgets.editors import ParsedEditor
from clientdesk.ui.widgets.fields import Field
from clientdesk.ui.widgets.number_editors import DecimalEditor


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was typed; each question uses its own part of it."""

    title: str = ""
    description: str = ""
    deliverable: str = ""
    by: str = ""
    on: date | None = None
    place: str = ""
    method: str = ""
    reference: str = ""
    reason: str = ""
    note: str = ""
    despite: str = ""
    hours: Decimal | None = None
    price: Decimal | None = None
    percent: Decimal | None = None
    amount: Money | None = None
    contract_id: int | None = None
    extra_days: int | None = None
    extra_hours: Decimal | None = None
    extra_cap_hours: Decimal | None = None
    tax: Tax = NO_TAX
    agreed: bool = False
    billable: bool = True


class HoursEditor(DecimalEditor):
    """Hours as people type them: 12h, 2.5, 1:30, 90 min."""

    def parse(self, text: str) -> Decimal:
        return parse_hours(text, translator().tag)


def hours(name: str, label: str, *, empty: object = ParsedEditor.NO_EMPTY, hint: str = "") -> Field:
    """Declare a field of hours."""
    return Field(
        name=name, label=label, make=lambda parent: HoursEditor(parent, empty=empty, unit=_("h")), hint=hint
    )
