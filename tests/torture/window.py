"""SIGKILL of the window at work: nothing told is lost, and the next start finds the book sound (R1)."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from tests.torture import state
from tests.torture.kills import MUST
from tests.torture.report import Options, Row
from tests.torture.verb import BOOK, make_book

_FORKS = multiprocessing.get_context("forkserver")
_WHOLE, _SHORT = 100, 1
_ACTS = 12
_START_SECONDS = 90.0
#: The latest moment of a kill behind the act that was told last: drawing a paper and writing it takes less.
_LONGEST_SECONDS = 0.4
#: How each act is found again, by what the window said of it.
_THERE = {
    "issue": "SELECT count(*) FROM invoices WHERE id = ? AND number = ? AND state = 'issued'",
    "pay": "SELECT count(*) FROM allocations WHERE invoice_id = ? AND payment_id = ?",
    "cancel": "SELECT count(*) FROM invoices WHERE corrects_id = ? AND number = ? AND state = 'issued'",
}
_DONE = {
    "issue": "SELECT count(*) FROM invoices WHERE state = 'issued'",
    "pay": "SELECT count(*) FROM payments",
    "cancel": "SELECT count(*) FROM invoices WHERE kind = 'cancellation' AND state = 'issued'",
}

Told = list[tuple[str, int, Any]]


def rows(options: Options) -> Iterator[Row]:
    """Yield a row for each act."""
    for act in _THERE:
        if options.wants(act):
            yield _row(act, options)


def _row(act: str, options: Options) -> Row:
    count = options.count(_WHOLE, _SHORT)
    seeds = range(options.seed, options.seed + count)
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        folder = Path(place)
        drafts, issued = (_ACTS, 0) if act == "issue" else (0, _ACTS)
        make_book(folder, drafts=drafts, issued=issued).close()
        with ThreadPoolExecutor(options.together) as pool:
            found = list(pool.map(partial(_kill, act, folder), seeds))
    faults = [f"seed {seed}: {fault}" for seed, (some, _) in zip(seeds, found, strict=True) for fault in some]
    told = sum(done for _, done in found)
    return Row(
        "R1", f"SIGKILL of the window: {act}", count, MUST, f"{len(faults)} faults, {told} acts told", faults
    )


def _kill(act: str, pristine: Path, seed: int) -> tuple[list[str], int]:
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        folder = Path(place)
        book = folder / BOOK
        shutil.copyfile(pristine / BOOK, book)
        chance = random.Random(seed)
        acts, after = chance.randrange(_ACTS - 1), chance.uniform(0.0, _LONGEST_SECONDS)
        told = [one for one in _run(book, folder, act, acts, after) if one[0] == act]
        faults = state.faults(book)
        with state.opened(book) as db:
            for _act, at, what in told:
                if not db.value(_THERE[act], (at, what)):
                    faults.append(f"LOST: {act} of {at}, told as {what}")
            # One more may be done than was told: it was killed between the commit and the word.
            done = db.value(_DONE[act])
            if not len(told) <= done <= len(told) + 1:
                faults.append(f"{done} were done and {len(told)} were told")
        found = _run(book, folder, "", 0, _START_SECONDS)
        if not found or found[-1][0] != "found" or found[-1][1]:
            faults.append(f"the next start found {found}")
        if act == "issue" and not faults:
            # Whoever starts again goes on where it stopped.
            with state.opened(book) as db:
                left = [
                    row["id"] for row in db.rows("SELECT id FROM invoices WHERE state = 'draft' ORDER BY id")
                ]
            if len(left) + done != _ACTS:
                faults.append(f"{len(left)} drafts are left of {_ACTS}, and {done} are issued")
        return faults, len(told)


def _run(book: Path, home: Path, act: str, acts: int, after: float) -> Told:
    """Run the window until it ends or is killed, so many seconds behind so many acts; return what it told."""
    # Imported by the child only.
    from tests.torture.desk import work

    listening, telling = _FORKS.Pipe(duplex=False)
    ids = list(range(1, _ACTS + 1))
    child = _FORKS.Process(target=work, args=(str(book), str(home), act, ids, telling))
    child.start()
    telling.close()
    told: Told = []
    deadline = time.monotonic() + _START_SECONDS
    try:
        while (left := deadline - time.monotonic()) > 0 and listening.poll(left):
            told.append(listening.recv())
            if len(told) == acts + 1:
                # The first word is that it begins.
                deadline = time.monotonic() + after
            if told[-1][0] in ("end", "found"):
                break
    except EOFError:
        pass
    child.kill()
    child.join()
    try:
        while listening.poll():
            told.append(listening.recv())
    except (EOFError, OSError):
        pass
    listening.close()
    return told
