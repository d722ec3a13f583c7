"""SIGKILL of the upgrade of a book of every schema there ever was: the old book or the new one, with every sum (R5)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from clientdesk.storage import migrations
from tests.torture.report import Options, Row
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
    seeds = range(options.seed, options.seed + count)
    kill = partial(kill_at_random, schema, longest=_LONGER * seconds_of(schema))
    with ThreadPoolExecutor(options.together) as pool:
        found = list(pool.map(kill, seeds))
    faults = [f"seed {seed}: {fault}" for seed, (some, _) in zip(seeds, found, strict=True) for fault in some]
    cut = sum(1 for _faults, was_killed in found if was_killed)
    measure = f"SIGKILL while schema {schema} is upgraded"
    return Row("R5", measure, count, _MUST, f"{len(faults)} faults, {cut} cut short", faults)
