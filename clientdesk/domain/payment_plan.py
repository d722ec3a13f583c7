"""Payment plans: equal parts, and binding every part to a date or a milestone (B10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from clientdesk.domain.contract import Instalment, InstalmentKind, check_plan
from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_

_WHOLE = Decimal(100)


def equal_plan(labels: Sequence[str]) -> tuple[Instalment, ...]:
    """Return a plan of equal parts, the first before the work, the last final and taking the rest (B10)."""
    count = len(labels)
    each = (_WHOLE / count).quantize(Decimal("0.01"))
    kinds = [InstalmentKind.PARTIAL] * count
    kinds[0], kinds[-1] = InstalmentKind.PREPAYMENT, InstalmentKind.FINAL
    percents = [each] * (count - 1) + [_WHOLE - each * (count - 1)]
    return tuple(
        Instalment(label=label, percent=percent, kind=kind)
        for label, percent, kind in zip(labels, percents, kinds, strict=True)
    )


def bind_plan(
    plan: tuple[Instalment, ...], *, signed_on: date, milestones: Sequence[str], ends_on: date | None
) -> tuple[Instalment, ...]:
    """Return the plan with every part bound to a date or to a milestone by its title (B10).

    A prepayment without either is due when the contract is signed; the final part with the last milestone,
    or on the contract's last day. Raises RuleError for a part that stays loose or names an unknown milestone.
    """
    check_plan(plan)
    return tuple(_bind(part, signed_on, milestones, ends_on) for part in plan)


def _bind(part: Instalment, signed_on: date, milestones: Sequence[str], ends_on: date | None) -> Instalment:
    if part.milestone and part.milestone not in milestones:
        raise RuleError(
            N_("The payment plan waits for the milestone “{milestone}”, which the contract does not have."),
            field="plan",
            next_step=N_("Choose one of its milestones, or a date."),
            rule="B10",
            milestone=part.milestone,
        )
    if part.due_on is not None or part.milestone:
        return part
    if part.kind is InstalmentKind.PREPAYMENT:
        return replace(part, due_on=signed_on)
    if part.kind is InstalmentKind.FINAL and milestones:
        return replace(part, milestone=milestones[-1])
    if part.kind is InstalmentKind.FINAL and ends_on is not None:
        return replace(part, due_on=ends_on)
    raise RuleError(
        N_("The part “{name}” of the payment plan has neither a date nor a milestone."),
        field="plan",
        next_step=N_("Choose when it is due."),
        rule="B10",
        name=part.label,
    )
