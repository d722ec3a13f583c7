"""Payment plans: equal parts, and binding every part to a date or a milestone (B10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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

    A prepayment without either is due when the contract is signed; the final part with the last milestone, or on
    the contract's last day, else when the work is done. Raises RuleError for any other part that stays loose, and
    for an unknown milestone.
    """
    for problem in plan_problems(plan, milestones=milestones):
        raise problem
    return tuple(_bind(part, signed_on, milestones, ends_on) for part in plan)


def plan_problems(plan: tuple[Instalment, ...], *, milestones: Sequence[str]) -> Iterator[RuleError]:
    """Yield what is wrong with the plan as a whole, then each part that is bound to nothing, at its own field."""
    try:
        check_plan(plan)
    except RuleError as problem:
        yield problem
    for position, part in enumerate(plan):
        problem_of_part = _problem(part, position, milestones)
        if problem_of_part is not None:
            yield problem_of_part


def _problem(part: Instalment, position: int, milestones: Sequence[str]) -> RuleError | None:
    if part.milestone and part.milestone not in milestones:
        return RuleError(
            N_("The payment plan waits for the milestone “{milestone}”, which the contract does not have."),
            field=f"plan.{position}.milestone",
            next_step=N_("Choose one of its milestones, or a date."),
            rule="B10",
            milestone=part.milestone,
        )
    if part.due_on is not None or part.milestone or part.kind is not InstalmentKind.PARTIAL:
        return None
    return RuleError(
        N_("The part “{name}” of the payment plan has neither a date nor a milestone."),
        field=f"plan.{position}.due_on",
        next_step=N_("Choose when it is due."),
        rule="B10",
        name=part.label,
    )


def _bind(part: Instalment, signed_on: date, milestones: Sequence[str], ends_on: date | None) -> Instalment:
    if part.due_on is not None or part.milestone:
        return part
    if part.kind is InstalmentKind.PREPAYMENT:
        return replace(part, due_on=signed_on)
    if part.kind is InstalmentKind.FINAL and milestones:
        return replace(part, milestone=milestones[-1])
    return replace(part, due_on=ends_on)
