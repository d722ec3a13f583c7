"""How much of an issued paper may be credited, and with which tax: never more than it held (R-DOC-4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import count

from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.invoice import CREDITS, Invoice
from clientdesk.domain.line import Line, LineKind
from clientdesk.domain.money import Money, total
from clientdesk.domain.tax import TaxGroup
from clientdesk.domain.text import N_


def with_credit_keys(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return rows with keys; a row of the credit's own gets one that no row of the original can have."""
    rows = tuple(lines)
    taken = {line.key for line in rows}
    fresh = (f"credit-{number}" for number in count(1) if f"credit-{number}" not in taken)
    return tuple(line if line.key else replace(line, key=next(fresh)) for line in rows)


def check_credit(credit: Invoice, original: Invoice, earlier: Iterable[Invoice]) -> None:
    """Raise unless a credit stays within what it credits, per line and tax group, earlier ones counted (R-DOC-4)."""
    previous = tuple(earlier)
    if original.kind in CREDITS:
        raise StateError(
            N_("{number} is itself a credit."),
            next_step=N_("Write a new invoice instead."),
            rule="R-DOC-3",
            number=original.number,
        )
    left = {group.tax.key: group.net for group in original.groups}
    for paper in previous:
        for group in paper.groups:
            left[group.tax.key] = left.get(group.tax.key, Money.zero(original.currency)) - group.net
    for group in credit.totals().remaining:
        rest = left.get(group.tax.key, Money.zero(original.currency))
        if group.net.minor * rest.minor < 0 or abs(group.net) > abs(rest):
            raise _too_much(original, rest, field="lines")
    for position, line in enumerate(credit.lines):
        rest_of_row = _line_left(line, original, previous)
        if rest_of_row is not None and abs(line.amount(credit.currency)) > abs(rest_of_row):
            raise _too_much(original, rest_of_row, field=f"lines.{position}")


def credit_groups(credit: Invoice, original: Invoice, earlier: Iterable[Invoice]) -> tuple[TaxGroup, ...]:
    """Return the credit's net and tax so that all credits together never exceed the original's tax (R-DOC-4).

    The tax is the difference of what is credited before and after, and the last credit takes what is left.
    """
    previous = tuple(earlier)
    result = []
    for group in credit.totals().groups:
        whole = next((known for known in original.groups if known.tax.key == group.tax.key), None)
        if whole is None:
            result.append(group)
            continue
        before = [known for paper in previous for known in paper.groups if known.tax.key == group.tax.key]
        net_before = total((known.net for known in before), credit.currency)
        after = TaxGroup.from_net(group.tax, net_before + group.net)
        reached = whole.amounts if after.net == whole.net else after.amounts
        amounts = []
        for part, amount in enumerate(reached):
            most = min(amount, whole.amounts[part], key=abs)
            amounts.append(most - total((known.amounts[part] for known in before), credit.currency))
        result.append(TaxGroup(tax=group.tax, net=group.net, amounts=tuple(amounts)))
    return tuple(result)


def _too_much(original: Invoice, rest: Money, *, field: str) -> RuleError:
    return RuleError(
        N_("Of {number} only {rest} can still be credited here."),
        field=field,
        next_step=N_("Type a smaller amount."),
        rule="R-DOC-4",
        number=original.number,
        rest=rest,
    )


def _line_left(line: Line, original: Invoice, earlier: tuple[Invoice, ...]) -> Money | None:
    """Return what of the original's row of the same key was not credited yet, None if it has no such row."""
    item = bool(line.key) and line.kind is LineKind.ITEM
    row = next((known for known in original.lines if item and known.key == line.key), None)
    if row is None:
        return None
    currency = original.currency
    done = (known.amount(currency) for paper in earlier for known in paper.lines if known.key == line.key)
    return row.amount(currency) - total(done, currency)
