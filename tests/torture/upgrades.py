"""SIGKILL of the upgrade of a book of every schema there ever was: the old book or the new one, with every sum (R5)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from clientdesk.storage import migrations
from tests.torture.report import Options, Row
from tests.torture.trying import tried_by_lot
from tests.upgrades.kills import kill_at_random, seconds_of
from tests.upgrades.schemas import SCHEMAS

_MUST = "before or after, to the cent"
_USUAL, _SHORT, _LONG = 10, 1, 200
#: What takes its time in a fork beside others.
_LONGER = 1.05


def rows(options: Options) -> Iterator[Row]:
    """Yield a row for each older schema; one alone is asked for by its number."""
    for schema in SCHEMAS:
        if schema < migrations.VERSION and options.wants(str(schema)):
            yield row(schema, options)


def row(schema: int, options: Options) -> Row:
    """Kill the upgrade of one schema as often as asked for."""
    count = options.count(_USUAL, _SHORT, _LONG)
    kill = partial(kill_at_random, schema, longest=_LONGER * seconds_of(schema))
    faults, cut = tried_by_lot(kill, count, options)
    measure = f"SIGKILL while schema {schema} is upgraded"
    return Row("R5", measure, count, _MUST, f"{len(faults)} faults, {cut} cut short", faults)
