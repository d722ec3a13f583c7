"""The facts of a contract below its lines: price, revisions, dates, cancellation, and the words around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from clientdesk.domain.contract import Contract, PaidRevision, Pricing
from clientdesk.domain.line import Adjustment
from clientdesk.i18n import _
from clientdesk.ui.contracts.asking import hours
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.fields import Field, Option

_ZERO = Decimal(0)


def about_fields() -> Sequence[Field]:
    """Return what the contract is about."""
    return [
        fields.text("title", _("About"), span=2, placeholder=_("for example: New brand identity")),
        fields.long_text("scope", _("What is done, and what for"), lines=2),
        fields.long_text(
            "not_included",
            _("What is not included"),
            lines=2,
            hint=_("Named now, it causes no argument later."),
        ),
    ]


def price_fields(currency: str) -> Sequence[Field]:
    """Return how the price is made: for the whole, or by the hour with a cap."""
    return [
        fields.choice(
            "pricing",
            _("Price"),
            [Option(Pricing.FIXED, _("for the whole")), Option(Pricing.HOURLY, _("by the hour"))],
            span=2,
        ),
        fields.percent(
            "discount",
            _("Discount on all"),
            empty=None,
            read=_discount,
            write=_with_discount,
        ),
        fields.integer("due_days", _("Days to pay"), unit=_("days"), empty=None),
        fields.price("hourly_rate", _("Rate of an hour"), currency=currency, empty=_ZERO),
        hours("estimate_hours", _("Estimate"), empty=_ZERO),
        hours("cap_hours", _("At most"), empty=_ZERO),
    ]


def revision_fields(currency: str) -> Sequence[Field]:
    """Return how many rounds are free and what the next ones cost (B1)."""
    return [
        fields.integer("revisions.free_rounds", _("Free rounds"), empty=0),
        fields.choice(
            "revisions.then",
            _("Later ones"),
            [Option(PaidRevision.HOURLY, _("per hour")), Option(PaidRevision.FLAT, _("flat"))],
        ),
        fields.price("revisions.price", _("at"), currency=currency, empty=_ZERO),
        fields.text("revisions.approver", _("Who approves")),
    ]


def date_fields(today: Callable[[], date]) -> Sequence[Field]:
    """Return the first and last day, the notice, and the language of the paper."""
    return [
        fields.date("starts_on", _("First day"), today=today),
        fields.date("ends_on", _("Last day"), today=today),
        fields.integer("notice_days", _("Notice"), unit=_("days"), empty=0),
        fields.language("language", _("Language of the document")),
    ]


def cancellation_fields() -> Sequence[Field]:
    """Return what is kept when the client cancels (B8)."""
    return [
        fields.percent("cancellation.percent", _("Kept of the price"), empty=_ZERO),
        fields.check("cancellation.plus_tax", _("plus tax")),
        fields.integer("cancellation.notice_days", _("Notice"), unit=_("days"), empty=0),
        fields.text("cancellation.text", _("In own words, if any")),
    ]


def _discount(contract: Any) -> Any:  # the form's record
    return contract.adjustments[0].percent if _is_plain(contract) and contract.adjustments else None


def _with_discount(contract: Any, percent: Any) -> Any:  # the form's record
    if not _is_plain(contract):
        return contract
    if not percent:
        return replace(contract, adjustments=())
    known = contract.adjustments[0] if contract.adjustments else Adjustment()
    return replace(contract, adjustments=(replace(known, percent=percent),))


def _is_plain(contract: Contract) -> bool:
    """Whether a single percentage can say what is taken off; other discounts of a quote stay as they were."""
    found = contract.adjustments
    return not found or (len(found) == 1 and found[0].percent is not None and not found[0].surcharge)
