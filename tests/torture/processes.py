"""Four processes issue at once: every number once, none missing, nobody turned away (R9)."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from clientdesk.usecases import invoices
from tests.torture import state
from tests.torture.report import Options, Row
from tests.torture.running import Ran, run
from tests.torture.verb import BOOK, DAY, LINES
from tests.usecases.billing import line, open_german

PROCESSES = 4
_USUAL, _SHORT = 100, 4


def rows(options: Options) -> Iterator[Row]:
    """Yield the one row of this part."""
    each = options.count(_USUAL, _SHORT)
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        folder = Path(place)
        db = open_german(folder / BOOK)
        for at in range(PROCESSES * each):
            invoices.create(db, 1, on=DAY, lines=(line(str(100 + at)),))
        db.close()
        with ThreadPoolExecutor(PROCESSES) as pool:
            ran = list(pool.map(partial(_issue, folder, each), range(PROCESSES)))
        faults = list(_faults(folder, ran, PROCESSES * each))
    numbers = {ack.number for one in ran for ack in one.acks.values()}
    must = f"{PROCESSES * each} numbers, 0 twice, 0 missing"
    yield Row(
        "R9",
        f"{PROCESSES} processes × {each} issued",
        PROCESSES * each,
        must,
        f"{len(numbers)} numbers",
        faults,
    )


def _issue(folder: Path, each: int, process: int) -> Ran:
    """Issue every fourth draft, so that all take turns at the same numbers."""
    own = folder / str(process)
    own.mkdir()
    acts = (
        json.dumps({"key": f"{process}-{at}", "do": ["invoice", "issue", str(1 + process + PROCESSES * at)]})
        for at in range(each)
    )
    (own / LINES).write_text("\n".join(acts) + "\n")
    return run(["--book", str(folder / BOOK), "apply", LINES], own)


def _faults(folder: Path, ran: list[Ran], count: int) -> Iterator[str]:
    for process, one in enumerate(ran):
        if one.code != 0:
            yield f"process {process}: exit code {one.code}, {one.err.strip()[-200:]}"
    acks = {key: ack for one in ran for key, ack in one.acks.items()}
    numbers = [ack.number for ack in acks.values()]
    if len(set(numbers)) != len(numbers):
        yield "a number was given twice"
    if len(numbers) != count:
        yield f"{len(numbers)} of {count} were acknowledged"
    yield from state.faults(folder / BOOK, acks)
