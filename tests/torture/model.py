"""Stories at random against a model, and sums against arithmetic in whole numbers (R11)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from clientdesk.domain.line import Line
from clientdesk.domain.money import Money
from clientdesk.domain.tax import Tax
from clientdesk.domain.totals import compute
from tests.stateful.test_money_story import MoneyStory
from tests.torture.report import Options, Row

#: How many stories of how many steps: the usual run, that of the suite, that of a week.
_USUAL, _SHORT, _LONG = (300, 40), (2, 12), (5000, 100)
_RATES = (0, 5, 7, 19)


def rows(options: Options) -> Iterator[Row]:
    """Yield a row for the stories and one for the sums."""
    yield _sums(options)
    yield _stories(options)


def _stories(options: Options) -> Row:
    stories = options.count(_USUAL[0], _SHORT[0], _LONG[0])
    steps = (_SHORT if options.short else _LONG if options.long else _USUAL)[1]
    faults = []
    try:
        run_state_machine_as_test(
            MoneyStory,
            settings=settings(
                max_examples=stories,
                stateful_step_count=steps,
                deadline=None,
                database=None,
                print_blob=False,
                phases=(Phase.generate,),
                suppress_health_check=list(HealthCheck),
            ),
        )
    except Exception as error:  # noqa: BLE001  # whatever it finds is a row of the table
        faults.append(f"{type(error).__name__}: {' '.join(str(error).split())[:300]}")
    return Row("R11", f"stories of {steps} steps", stories, "0 differ from the model", faults=faults)


def _sums(options: Options) -> Row:
    """Invoices of random lines: net per line and tax per rate, half a cent away from nothing, in whole numbers."""
    chance = random.Random(options.seed)
    count = options.count(5000, 200)
    faults = []
    for at in range(count):
        lines, nets = [], dict.fromkeys(_RATES, 0)
        for _ in range(chance.randint(1, 8)):
            # Price in hundredths, quantity in tenths, rate in percent.
            price, quantity, percent = (
                chance.randint(1, 99_999),
                chance.randint(1, 400),
                chance.choice(_RATES),
            )
            line_net = _half_up(price * quantity, 10)
            nets[percent] += line_net
            lines.append(
                Line(
                    description="x",
                    quantity=Decimal(quantity).scaleb(-1),
                    unit_price=Decimal(price).scaleb(-2),
                    tax=Tax(rate=Decimal(percent)),
                )
            )
        wanted = sum(nets.values()), sum(_half_up(net * rate, 100) for rate, net in nets.items())
        totals = compute(lines, currency="EUR")
        if (totals.net, totals.tax) != tuple(Money(minor, "EUR") for minor in wanted):
            faults.append(f"invoice {at}: {totals.net.minor} + {totals.tax.minor} instead of {wanted}")
    return Row("R11", "sums of random invoices", count, "0 differ by a cent", faults=faults)


def _half_up(product: int, parts: int) -> int:
    """Divide and round half up; both are positive here."""
    return (2 * product + parts) // (2 * parts)
