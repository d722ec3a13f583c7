"""What is different between two versions of a quote, as data for the screen and for the paper (R-QUO-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clientdesk.domain.line import Line
from clientdesk.domain.money import Money
from clientdesk.domain.quote import Quote

Value = str | date | Money | None

#: Texts and terms of the quote that are compared as a whole.
_TEXTS = ("title", "goal", "not_included", "change_terms", "intro", "closing")
#: What makes a line another line to the client; its key and source are ours.
_LINE_FIELDS = (
    "kind",
    "role",
    "chosen",
    "choice",
    "description",
    "details",
    "quantity",
    "unit",
    "unit_price",
    "price_base",
    "adjustments",
    "tax",
    "supplied_from",
    "supplied_to",
)


class ChangeKind(StrEnum):
    """What happened to a part of the quote."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class ChangedPart(StrEnum):
    """Which part of the quote is meant."""

    LINE = "line"
    DISCOUNT = "discount"
    NET = "net"
    GROSS = "gross"
    VALIDITY = "validity"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteChange:
    """One difference: of a line, of the discounts, of a total, of the validity, or of a text.

    `name` is the line's description or the text's field; `before` and `after` are what can be shown of both
    versions: amounts for lines and totals, days for the validity, None where there was nothing.
    """

    part: ChangedPart
    kind: ChangeKind
    name: str = ""
    before: Value = None
    after: Value = None


def what_changed(old: Quote, new: Quote) -> tuple[QuoteChange, ...]:
    """Return every difference between two versions, lines first, in the order of the new version's rows."""
    before, after = old.totals(), new.totals()
    return (
        *_lines(old, new),
        *_compared(ChangedPart.DISCOUNT, before.discount, after.discount),
        *_compared(ChangedPart.NET, before.net, after.net),
        *_compared(ChangedPart.GROSS, before.gross, after.gross),
        *_compared(ChangedPart.VALIDITY, old.valid_until, new.valid_until),
        *(
            change
            for name in _TEXTS
            for change in _compared(ChangedPart.TEXT, getattr(old, name), getattr(new, name), name=name)
        ),
    )


def _lines(old: Quote, new: Quote) -> tuple[QuoteChange, ...]:
    known = {line.key: line for line in old.lines}
    kept = {line.key for line in new.lines}
    changes = [
        QuoteChange(
            part=ChangedPart.LINE,
            kind=ChangeKind.CHANGED if line.key in known else ChangeKind.ADDED,
            name=line.description,
            before=_amount(known[line.key], old) if line.key in known else None,
            after=_amount(line, new),
        )
        for line in new.lines
        if line.key not in known or _differ(known[line.key], line)
    ]
    gone = [
        QuoteChange(
            part=ChangedPart.LINE,
            kind=ChangeKind.REMOVED,
            name=line.description,
            before=_amount(line, old),
        )
        for line in old.lines
        if line.key not in kept
    ]
    return (*changes, *gone)


def _amount(line: Line, quote: Quote) -> Money:
    return line.amount(quote.currency)


def _differ(first: Line, second: Line) -> bool:
    return any(getattr(first, name) != getattr(second, name) for name in _LINE_FIELDS)


def _compared(part: ChangedPart, before: Value, after: Value, *, name: str = "") -> tuple[QuoteChange, ...]:
    if before == after:
        return ()
    kind = ChangeKind.CHANGED
    if not before:
        kind = ChangeKind.ADDED
    elif not after:
        kind = ChangeKind.REMOVED
    return (QuoteChange(part=part, kind=kind, name=name, before=before, after=after),)
