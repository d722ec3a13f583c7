"""Contracts by property: plans keep the whole, changes add up exactly, only accepted ones count (B2, B3, B10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientdesk.domain.change_order import ChangeOrder, ChangeState, as_of, signed_adjustments
from clientdesk.domain.contract import Contract, Instalment, InstalmentKind, Pricing, check_plan
from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.line import Adjustment, Line, PriceMode
from clientdesk.domain.money import Money, total
from clientdesk.domain.payment_plan import bind_plan, equal_plan
from clientdesk.domain.tax import Tax

DAY = date(2026, 4, 1)
TAXES = (Tax(rate=Decimal(19)), Tax(rate=Decimal(7)))

amounts = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(100_000), places=2)
lines = st.lists(
    st.builds(
        lambda price, tax: Line(description="x", unit_price=price, tax=tax), amounts, st.sampled_from(TAXES)
    ),
    min_size=1,
    max_size=5,
).map(tuple)


def change(
    sequence: int, *, on: date = DAY, state: ChangeState = ChangeState.ACCEPTED, **fields: object
) -> ChangeOrder:
    made = ChangeOrder(id=sequence, sequence=sequence, state=state, decided_on=on)
    return replace(made, **fields)  # type: ignore[arg-type]  # fields of a change order


@given(price=amounts, cuts=st.lists(st.integers(1, 99), max_size=6, unique=True))
def test_b10_any_plan_keeps_the_whole(price: Decimal, cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), 100]
    plan = tuple(
        Instalment(label=f"{number}", percent=Decimal(high - low))
        for number, (low, high) in enumerate(pairwise(edges))
    )
    contract = Contract(
        currency="EUR", lines=(Line(description="x", unit_price=price, tax=TAXES[0]),), plan=plan
    )
    check_plan(plan)
    assert total((net for _, net in contract.instalments()), "EUR") == contract.totals().net


@given(count=st.integers(1, 40))
def test_b10_equal_parts_add_up_to_a_hundred(count: int) -> None:
    plan = equal_plan([f"{number}" for number in range(count)])
    check_plan(plan)
    assert plan[-1].kind is InstalmentKind.FINAL


@given(
    signed=lines,
    extra=st.lists(lines, max_size=4),
    percent=st.integers(1, 50),
    mode=st.sampled_from(PriceMode),
)
def test_b3_changes_add_exactly_their_own_price(
    signed: tuple[Line, ...], extra: list[tuple[Line, ...]], percent: int, mode: PriceMode
) -> None:
    contract = Contract(
        currency="EUR",
        lines=signed,
        price_mode=mode,
        adjustments=(Adjustment(percent=Decimal(percent), reason="Friends"),),
    )
    changes = [change(number, lines=part) for number, part in enumerate(extra, start=1)]
    before, after = contract.totals(), as_of(contract, changes, DAY).totals()
    added = total((line.amount("EUR") for part in extra for line in part), "EUR")
    if mode is PriceMode.NET:
        assert after.net == before.net + added
    else:
        assert after.gross == before.gross + added
    assert as_of(contract, changes, DAY - timedelta(days=1)).totals() == before
    same = replace(contract, adjustments=signed_adjustments(contract)).totals()
    assert (same.net, same.gross) == (before.net, before.gross)


@pytest.mark.parametrize("state", [state for state in ChangeState if state is not ChangeState.ACCEPTED])
def test_b2_only_accepted_changes_count(state: ChangeState) -> None:
    contract = Contract(currency="EUR", lines=(Line(description="x", unit_price=Decimal(100)),))
    other = change(1, state=state, lines=(Line(description="y", unit_price=Decimal(10)),))
    assert as_of(contract, [other], DAY) == contract


def test_b3_changes_stand_in_order_with_keys_and_sources_of_their_own() -> None:
    line = Line(key="line-1", description="y", unit_price=Decimal(10))
    contract = Contract(currency="EUR", lines=(line,))
    merged = as_of(contract, [change(2, lines=(line,)), change(1, lines=(line,))], DAY)
    assert [entry.key for entry in merged.lines] == ["line-1", "co1-line-1", "co2-line-1"]
    assert [entry.source for entry in merged.lines] == ["", "change_order:1", "change_order:2"]


def test_b3_hours_and_cap_follow_the_changes() -> None:
    contract = Contract(
        currency="USD",
        pricing=Pricing.HOURLY,
        hourly_rate=Decimal(110),
        estimate_hours=Decimal(80),
        cap_hours=Decimal(120),
        adjustments=(Adjustment(percent=Decimal(3)),),
    )
    assert contract.price() == Money.of(8800, "USD")
    merged = as_of(contract, [change(1, extra_hours=Decimal(12), extra_cap_hours=Decimal(5))], DAY)
    assert (merged.estimate_hours, merged.cap_hours) == (92, 125)
    assert merged.adjustments == contract.adjustments


OPEN = Instalment(label="Rest", percent=Decimal(100))


@pytest.mark.parametrize(
    ("part", "milestones", "ends_on", "bound"),
    [
        (replace(OPEN, kind=InstalmentKind.PREPAYMENT), [], None, (DAY, "")),
        (replace(OPEN, kind=InstalmentKind.FINAL), ["One", "Two"], None, (None, "Two")),
        (replace(OPEN, kind=InstalmentKind.FINAL), [], DAY, (DAY, "")),
        (replace(OPEN, kind=InstalmentKind.PARTIAL, milestone="One"), ["One"], None, (None, "One")),
        (replace(OPEN, kind=InstalmentKind.PARTIAL), ["One"], DAY, None),
        (replace(OPEN, kind=InstalmentKind.FINAL), [], None, (None, "")),
        (replace(OPEN, milestone="Three"), ["One"], None, None),
    ],
)
def test_b10_each_part_is_bound(
    part: Instalment, milestones: list[str], ends_on: date | None, bound: tuple[date | None, str] | None
) -> None:
    if bound is None:
        with pytest.raises(RuleError) as refused:
            bind_plan((part,), signed_on=DAY, milestones=milestones, ends_on=ends_on)
        at = "milestone" if part.milestone else "due_on"
        assert (refused.value.field, refused.value.rule) == (f"plan.0.{at}", "B10")
    else:
        found = bind_plan((part,), signed_on=DAY, milestones=milestones, ends_on=ends_on)[0]
        assert (found.due_on, found.milestone) == bound


def test_b10_two_parts_of_one_name_cannot_be_told_apart() -> None:
    half = replace(OPEN, percent=Decimal(50))
    with pytest.raises(RuleError, match="same name"):
        check_plan((half, half))


def test_b3_a_contract_moves_only_forwards() -> None:
    draft = Contract(currency="EUR")
    for act in (
        lambda: draft.complete(on=DAY),
        lambda: draft.cancel(on=DAY, reason="x"),
    ):
        with pytest.raises(StateError, match="not signed"):
            act()
    with pytest.raises(RuleError, match="Who signed"):
        draft.sign(text="text", by=" ", on=DAY)
    signed = draft.sign(text="text", by="Jo", on=DAY)
    done = signed.complete(on=DAY)
    for act in (lambda: done.cancel(on=DAY, reason="x"), lambda: done.sign(text="t", by="Jo", on=DAY)):
        with pytest.raises(StateError):
            act()
