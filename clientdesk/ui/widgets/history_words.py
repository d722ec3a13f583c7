"""The history of a record in words: what was done, when and by whom, and each change from what to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from clientdesk.domain.log import LogAct
from clientdesk.domain.money import Money
from clientdesk.domain.text import N_
from clientdesk.i18n import _, ngettext, translator
from clientdesk.queries.history import FieldChange, HistoryEntry
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.states import KIND_WORDS, contract_chip, invoice_chip, kind_words, quote_chip

#: How many changes of one entry are told one by one.
_MOST: Final = 8
#: A longer text is told by its beginning.
_LONGEST: Final = 80
#: Fields as the window calls them.
_FIELDS: Final[Mapping[str, str]] = {
    "accent": N_("Colour"), "acceptance": N_("Acceptance"), "accepted_by": N_("Accepted by"),
    "accepted_on": N_("Accepted on"), "account": N_("Bank account"), "added_on": N_("Added on"),
    "addresses": N_("Address"), "address": N_("Address"), "adjustments": N_("Discount or surcharge"),
    "agreed": N_("Agreed"), "amount": N_("Amount"), "archived": N_("Archived"), "bank": N_("Bank"),
    "billable": N_("Billed"), "buffer_percent": N_("Buffer"), "cancellation": N_("When the client cancels"),
    "cap_hours": N_("At most"), "change_terms": N_("What later changes cost"), "checks": N_("Checks"),
    "city": N_("Town"), "clauses": N_("Clauses"), "client_id": N_("Client"), "closed_on": N_("Closed on"),
    "close_reason": N_("Reason"), "closing": N_("Words after the sums"), "contacts": N_("Contact"),
    "country": N_("Country"), "currency": N_("Currency"), "deductions": N_("Deducted"),
    "delivered_on": N_("Delivered on"), "deposit_percent": N_("Usual prepayment"),
    "description": N_("Description"), "details": N_("Details"), "due_days": N_("Days to pay"),
    "due_on": N_("Due"), "due_rule": N_("Counted"), "effort_hours": N_("Effort"), "email": N_("E-mail"),
    "ends_on": N_("Ends on"), "estimate_hours": N_("Estimated hours"), "extra": N_("Address supplement"),
    "form_of_address": N_("Form of address"), "goal": N_("Goal of the client"), "hourly_rate": N_("Hourly rate"),
    "hours": N_("Hours"), "hours_left": N_("Hours left"), "iban": N_("IBAN"), "internal_on": N_("Own date"),
    "intro": N_("Words before the lines"), "issued_on": N_("Issued on"), "kind": N_("Kind"),
    "label": N_("What for"), "language": N_("Language"), "latin_name": N_("Name in Latin letters"),
    "lines": N_("Line"), "milestone": N_("Milestone"), "name": N_("Name"), "note": N_("Note"),
    "notes": N_("Notes"), "not_included": N_("What is not included"), "notice_days": N_("Notice"),
    "number": N_("Number"), "on": N_("Day"), "open_checks": N_("Open checks"),
    "overrun_reason": N_("Reason for billing more than agreed"), "percent": N_("Percent"), "phone": N_("Phone"),
    "plan": N_("Payment plan"), "postal_code": N_("Postal code"), "price": N_("Price"),
    "price_mode": N_("Prices are typed"), "pricing": N_("Price"), "promised_on": N_("Promised"),
    "quantity": N_("Quantity"), "rate": N_("Tax rate"), "reason": N_("Reason"), "reference": N_("Reference"),
    "region": N_("State or region"), "revision": N_("Version"), "revisions": N_("Revisions"), "role": N_("Role"),
    "scope": N_("Scope"), "sent_on": N_("Sent on"), "series": N_("Number series"), "signature": N_("Signature"),
    "starts_on": N_("Starts on"), "state": N_("State"), "street": N_("Street and number"),
    "supplied_from": N_("Work from"), "supplied_to": N_("Work until"), "tax": N_("Tax"),
    "tax_ids": N_("Tax number"), "title": N_("Title"), "tone": N_("Tone of documents"), "unit": N_("Unit"),
    "unit_price": N_("Price"), "valid_until": N_("Valid until"), "value": N_("Value"),
    "waiting_for_client": N_("Waiting for the client"), "wanted_on": N_("Wanted by the client"),
    "website": N_("Website"), "what_matters": N_("What matters most"), "erased_on": N_("Erased on"),
}  # fmt: skip
_STATES: Final = {"quotes": quote_chip, "invoices": invoice_chip, "contracts": contract_chip}


def what(table: str, entry: HistoryEntry) -> str:
    """Return what was done, in a sentence."""
    if entry.is_erased:
        return _("Changed; what it was about has been erased.")
    if entry.act is LogAct.CHANGED:
        return _became(table, entry) or _("Changed.")
    return {
        LogAct.ADDED: _("Written down for the first time."),
        LogAct.DELETED: _("Moved to the trash, or deleted."),
        LogAct.BROUGHT_BACK: _("Brought back from the trash."),
        LogAct.ALTERED: _("Had been altered by another program."),
        LogAct.CARRIED: _("Taken over by a newer ClientDesk."),
        LogAct.ERASED: _("Erased at the wish of the person."),
    }.get(entry.act, _("Changed."))


def when(entry: HistoryEntry) -> str:
    """Return day and time by the clock on the wall, and who it was."""
    speech, at = translator(), entry.at.astimezone()
    moment = _("{day} at {time}").format(day=speech.date(at.date()), time=speech.time(at.time()))
    return joined(moment, speech.left_to_right(entry.who))


def lines(entry: HistoryEntry) -> Iterator[str]:
    """Yield each change in a line: the field as the window calls it, what stood there, what stands there."""
    told = [change for change in entry.changes if change.path != ("state",)]
    for change in told[:_MOST]:
        yield _line(change)
    left = len(told) - _MOST
    if left > 0:
        more = ngettext("and {count} more change", "and {count} more changes", left)
        yield more.format(count=translator().number(left))


def _line(change: FieldChange) -> str:
    field, old, new = place(change), _value(change, change.old), _value(change, change.new)
    if not old:
        return _("{field}: {new}").format(field=field, new=new)
    if not new:
        return _("{field}: “{old}” was taken out").format(field=field, old=old)
    return _("{field}: “{old}” became “{new}”").format(field=field, old=old, new=new)


def place(change: FieldChange) -> str:
    """Return the field as the window calls it; in a list with its number: Line 2, Price."""
    parts: list[str] = []
    for part in change.path:
        if isinstance(part, int):
            parts[-1] = f"{parts[-1]} {translator().number(part)}"
        else:
            parts.append(_(_FIELDS[part]) if part in _FIELDS else part.replace("_", " ").capitalize())
    return ", ".join(parts)


def _became(table: str, entry: HistoryEntry) -> str:
    """Return the sentence of a change of state; "" where there was none."""
    state = next((change for change in entry.changes if change.path == ("state",)), None)
    if state is None or table not in _STATES:
        return ""
    return _("Now: {state}.").format(state=_STATES[table](str(state.new)).word)


def _value(change: FieldChange, value: Any) -> str:  # any value of a record
    speech = translator()
    name = change.path[-1]
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Money):
        return speech.money(value)
    if isinstance(value, date):
        return speech.date(value)
    if isinstance(value, Decimal):
        return (
            speech.percent(value) if str(name).endswith("percent") or name == "rate" else speech.number(value)
        )
    if isinstance(value, int):
        return speech.number(value)
    if isinstance(value, bytes):
        return _("a picture or file")
    if name == "language":
        return speech.language_name(str(value))
    if name == "country":
        return speech.country_name(str(value))
    if change.path == ("kind",) and value in KIND_WORDS:
        return kind_words(str(value))
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
