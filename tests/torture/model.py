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
from clientdesk.domain.totals import calculate
from tests.stateful.test_money_story import MoneyStory
from tests.torture.report import Options, Row

_STEPS, _SHORT_STEPS = 40, 12
_RATES = (0, 5, 7, 19)


def rows(options: Options) -> Iterator[Row]:
    """Yield a row for the stories and one for the sums."""
    yield _sums(options)
    yield _stories(options)


def _stories(options: Options) -> Row:
    stories, steps = options.count(300, 2), _SHORT_STEPS if options.short else _STEPS
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
