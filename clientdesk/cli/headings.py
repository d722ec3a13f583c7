"""What the columns of tables are called at the command line, in the reader's language; JSON keeps their own names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from clientdesk.domain.text import NP_
from clientdesk.i18n import pgettext

_CONTEXT: Final = "column"
_HEADINGS: Final[Mapping[str, str]] = {
    "about": NP_("column", "about"),
    # Translators: what one did
    "act": NP_("column", "act"),
    "added_on": NP_("column", "added"),
    "after": NP_("column", "after"),
    "agreed": NP_("column", "agreed"),
    "amount": NP_("column", "amount"),
    "anchor_day": NP_("column", "day of month"),
    "archived": NP_("column", "archived"),
    # Translators: the moment of something
    "at": NP_("column", "at"),
    "before": NP_("column", "before"),
    "billable": NP_("column", "billable"),
    "book": NP_("column", "book"),
    "bookable": NP_("column", "bookable"),
    "bytes": NP_("column", "bytes"),
    "city": NP_("column", "city"),
    "client": NP_("column", "client"),
    "client_id": NP_("column", "client id"),
    "clients": NP_("column", "clients"),
    # Translators: short name of a number series
    "code": NP_("column", "code"),
    # Translators: hours promised already
    "committed": NP_("column", "committed"),
    "contract_id": NP_("column", "contract id"),
    "count": NP_("column", "count"),
    "created_on": NP_("column", "created"),
    "currency": NP_("column", "currency"),
    "day": NP_("column", "day"),
    "days": NP_("column", "days"),
    "days_left": NP_("column", "days left"),
    "decided_on": NP_("column", "decided"),
    "deleted_on": NP_("column", "deleted"),
    "delivered_on": NP_("column", "delivered"),
    "description": NP_("column", "description"),
    "detail": NP_("column", "detail"),
    # Translators: of a payment: in or out
    "direction": NP_("column", "direction"),
    # Translators: of a backup: how many things in it were not as they had been written
    "doubts": NP_("column", "doubts"),
    # Translators: what a movement does to what is held
    "effect": NP_("column", "effect"),
    "ends_on": NP_("column", "ends"),
    "every_months": NP_("column", "every (months)"),
    "extra_days": NP_("column", "extra days"),
    # Translators: of fonts
    "family": NP_("column", "family"),
    "field": NP_("column", "field"),
    "file": NP_("column", "file"),
    # Translators: first number of a run
    "first": NP_("column", "first"),
    "first_on": NP_("column", "first day"),
    "forecast_on": NP_("column", "forecast"),
    # Translators: hours still to be had
    "free": NP_("column", "free"),
    "gross": NP_("column", "gross"),
    # Translators: money held in advance
    "held": NP_("column", "held"),
    "hours": NP_("column", "hours"),
    "hours_left": NP_("column", "hours left"),
    "id": NP_("column", "id"),
    "invoice_id": NP_("column", "invoice id"),
    "invoices": NP_("column", "invoices"),
    # Translators: the key of a line
    "key": NP_("column", "key"),
    "kind": NP_("column", "kind"),
    # Translators: words for a day off or a series
    "label": NP_("column", "label"),
    "language": NP_("column", "language"),
    "languages": NP_("column", "languages"),
    # Translators: last number of a series
    "last": NP_("column", "last"),
    "last_on": NP_("column", "last day"),
    "last_used_on": NP_("column", "last used"),
    # Translators: what is left of an amount
    "left": NP_("column", "left"),
    "media_type": NP_("column", "media type"),
    "method": NP_("column", "method"),
    # Translators: missing numbers
    "missing": NP_("column", "missing"),
    "name": NP_("column", "name"),
    "names": NP_("column", "names"),
    "net": NP_("column", "net"),
    "newest_number": NP_("column", "newest number"),
    "next_on": NP_("column", "next"),
    "next_step": NP_("column", "next step"),
    "note": NP_("column", "note"),
    "number": NP_("column", "number"),
    "offered_on": NP_("column", "offered"),
    # Translators: the day of something
    "on": NP_("column", "on"),
    # Translators: amount that is not paid
    "open": NP_("column", "open"),
    "overdue": NP_("column", "overdue"),
    "paper": NP_("column", "paper"),
    "part": NP_("column", "part"),
    "pattern": NP_("column", "pattern"),
    "payments": NP_("column", "payments"),
    "period": NP_("column", "period"),
    # Translators: folder of a backup or of a font
    "place": NP_("column", "place"),
    "prepaid": NP_("column", "prepaid"),
    "price": NP_("column", "price"),
    "problem": NP_("column", "problem"),
    "promised_on": NP_("column", "promised"),
    "quantity": NP_("column", "quantity"),
    "reference": NP_("column", "reference"),
    "revision": NP_("column", "version"),
    "risk": NP_("column", "risk"),
    # Translators: normal, optional, alternative or bonus
    "role": NP_("column", "role"),
    "rule": NP_("column", "rule"),
    "sent_on": NP_("column", "sent"),
    "severity": NP_("column", "severity"),
    "size": NP_("column", "size"),
    # Translators: days between forecast and promise
    "slack": NP_("column", "slack"),
    # Translators: how a client stands
    "standing": NP_("column", "standing"),
    "starts_on": NP_("column", "starts"),
    "state": NP_("column", "state"),
    "supplied_to": NP_("column", "supplied until"),
    "table_name": NP_("column", "kind"),
    "tax": NP_("column", "tax"),
    "title": NP_("column", "title"),
    "total": NP_("column", "total"),
    # Translators: of a quantity
    "unit": NP_("column", "unit"),
    "unit_price": NP_("column", "unit price"),
    "until": NP_("column", "until"),
    # Translators: how often it was used
    "uses": NP_("column", "uses"),
    "valid_until": NP_("column", "valid until"),
    "value": NP_("column", "value"),
    "verified": NP_("column", "verified"),
    # Translators: of a font: regular, bold
    "weights": NP_("column", "weights"),
    # Translators: what was done
    "what": NP_("column", "what"),
    "who": NP_("column", "who"),
    "working": NP_("column", "working"),
}


def heading(name: str) -> str:
    """Return what the column of this name is called; what a person has no word for goes by its own name."""
    return pgettext(_CONTEXT, _HEADINGS[name]) if name in _HEADINGS else name
