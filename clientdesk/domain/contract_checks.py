"""What a contract may not say, and what is still missing before it can be signed: all of it at once (B3, B10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from clientdesk.domain import clauses
from clientdesk.domain.client import Client
from clientdesk.domain.contract import Contract, Pricing
from clientdesk.domain.currency import check_currency
from clientdesk.domain.errors import RuleError
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.milestone import MAX_HOURS, Milestone
from clientdesk.domain.payment_plan import plan_problems
from clientdesk.domain.quote_checks import client_problems, issuer_problems, price_problems, tax_problems
from clientdesk.domain.text import N_

_WHOLE = 100
_MOST_DAYS = 3660


def check_contract(contract: Contract) -> Contract:
    """Return a draft whose figures are possible, or raise RuleError at the first that is not."""
    check_currency(contract.currency)
    for field, hours in (
        ("estimate_hours", contract.estimate_hours),
        ("cap_hours", contract.cap_hours),
    ):
        _within(field, hours, MAX_HOURS)
    _within("hourly_rate", contract.hourly_rate, None)
    _within("revisions.price", contract.revisions.price, None)
    _within("revisions.free_rounds", Decimal(contract.revisions.free_rounds), _WHOLE)
    _within("cancellation.percent", contract.cancellation.percent, _WHOLE)
    for field, days in (
        ("cancellation.notice_days", contract.cancellation.notice_days),
        ("notice_days", contract.notice_days),
        ("due_days", contract.due_days or 0),
    ):
        _within(field, Decimal(days), _MOST_DAYS)
    if contract.starts_on and contract.ends_on and contract.ends_on < contract.starts_on:
        raise RuleError(
            N_("The contract ends before it begins."),
            field="ends_on",
            next_step=N_("Choose a last day on or after {first}."),
            first=contract.starts_on,
        )
    if contract.cap_hours and contract.cap_hours < contract.estimate_hours:
        raise RuleError(
            N_("The cap of {cap} hours lies below the estimate of {estimate} hours."),
            field="cap_hours",
            next_step=N_("Raise the cap, or lower the estimate."),
            cap=contract.cap_hours,
            estimate=contract.estimate_hours,
        )
    return contract


def contract_problems(
    contract: Contract,
    *,
    issuer: Issuer,
    client: Client,
    milestones: Sequence[Milestone],
    on: date,
) -> tuple[RuleError, ...]:
    """Return everything that stands against signing on this day; `contract` has its clauses filled already.

    Fields are the contract's own, or start with `issuer.` or `client.` where the problem is mended there.
    """
    return (
        *issuer_problems(issuer),
        *client_problems(client),
        *_price(contract, issuer, client, on),
        *plan_problems(contract.plan, milestones=[entry.title for entry in milestones]),
        *clauses.unfilled(contract.clauses),
    )


def _price(contract: Contract, issuer: Issuer, client: Client, on: date) -> Iterator[RuleError]:
    if contract.pricing is Pricing.HOURLY and not contract.hourly_rate:
        yield RuleError(
            N_("The hourly rate is missing."), field="hourly_rate", next_step=N_("Type the rate of an hour.")
        )
    if contract.pricing is Pricing.HOURLY and not contract.lines:
        return
    yield from price_problems(contract.lines, contract.adjustments, currency=contract.currency)
    yield from tax_problems(contract.lines, issuer=issuer, client=client, on=on)


def _within(field: str, value: Decimal, most: int | None) -> None:
    if not value.is_finite() or value < 0 or (most is not None and value > most):
        raise RuleError(
            N_("{value} is not possible here."),
            field=field,
            next_step=N_("Type a number from 0 to {most}.") if most else N_("Type a number from 0 up."),
            value=value,
            most=most or 0,
        )
