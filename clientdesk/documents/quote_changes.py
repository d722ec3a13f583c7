"""The differences between two versions of a quote, told in sentences on the paper of the later one (R-QUO-2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clientdesk.domain.money import Money
from clientdesk.domain.quote_changes import ChangedPart, ChangeKind, QuoteChange
from clientdesk.i18n import Translator


def told(changes: Sequence[QuoteChange], tr: Translator) -> str:
    """Return one line of text per difference that the client should see; greetings are not worth a word."""
    sentences = (_sentence(change, tr) for change in changes)
    return "\n".join(f"– {sentence}" for sentence in sentences if sentence)


def _sentence(change: QuoteChange, tr: Translator) -> str:
    name = _name(change, tr)
    if not name:
        return ""
    if change.part is ChangedPart.TEXT:
        return tr.gettext("{part}: new wording").format(part=name)
    if change.kind is ChangeKind.ADDED:
        return tr.gettext("{part}: new, {value}").format(part=name, value=_value(change.after, tr))
    if change.kind is ChangeKind.REMOVED:
        return tr.gettext("{part}: no longer part of it").format(part=name)
    if change.before == change.after:
        return tr.gettext("{part}: changed").format(part=name)
    return tr.gettext("{part}: {before} → {after}").format(
        part=name, before=_value(change.before, tr), after=_value(change.after, tr)
    )


def _name(change: QuoteChange, tr: Translator) -> str:
    names = {
        ChangedPart.LINE: change.name,
        ChangedPart.DISCOUNT: tr.gettext("Discount"),
        ChangedPart.NET: tr.gettext("Net total"),
        ChangedPart.GROSS: "",
        ChangedPart.VALIDITY: tr.gettext("Valid until"),
        ChangedPart.TEXT: {
            "goal": tr.gettext("Goal"),
            "not_included": tr.gettext("Not included"),
            "change_terms": tr.gettext("Changes"),
        }.get(change.name, ""),
    }
    return names[change.part]


def _value(value: str | date | Money | None, tr: Translator) -> str:
    if isinstance(value, Money):
        return tr.money(value) if value else tr.gettext("free of charge")
    if isinstance(value, date):
        return tr.date(value, "long")
    return value or ""
