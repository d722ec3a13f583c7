"""SIGKILL of the window at work: nothing told is lost, and the next start says what it finds (R1)."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from tests.torture import state
from tests.torture.kills import MUST
from tests.torture.report import Options, Row
from tests.torture.trying import tried_by_lot
from tests.torture.verb import BOOK, make_book
from tests.torture.window_checks import ACTS, CHECKS, Check, Told, unsaid
from tests.usecases.verifying.altering import attack

_FORKS = multiprocessing.get_context("forkserver")
#: Of each act; twenty of five acts are a hundred.
_USUAL, _SHORT, _LONG = 20, 1, 100
_START_SECONDS = 90.0


def rows(options: Options) -> Iterator[Row]:
    """Yield a row for each act, and one for a finding that the next start must say."""
    for name, check in CHECKS.items():
        if options.wants(name):
            yield _row(name, check, options)
    if options.wants("altered"):
        yield _altered()


def _row(name: str, check: Check, options: Options) -> Row:
    count = options.count(_USUAL, _SHORT, _LONG)
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        folder = Path(place)
        drafts, issued = (ACTS, 0) if name == "issue" else (0, ACTS)
        make_book(folder, drafts=drafts, issued=issued).close()
        check.prepare(folder, range(1, ACTS + 1))
        faults, told = tried_by_lot(partial(_kill, name, check, folder), count, options)
    found = f"{len(faults)} faults, {told} acts told"
    return Row("R1", f"SIGKILL of the window: {name}", count, MUST, found, faults)


def _kill(act: str, check: Check, pristine: Path, seed: int) -> tuple[list[str], int]:
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        folder = Path(place) / "home"
        shutil.copytree(pristine, folder)
        book = folder / BOOK
        chance = random.Random(seed)
        acts, after = chance.randrange(ACTS - 1), chance.uniform(0.0, check.longest)
        work = [(act, at) for at in range(1, ACTS + 1)]
        told = [one for one in _run(book, folder, work, acts, after) if one[0] == act]
        faults = [*state.faults(book), *check.lost(folder, told)]
        # Whoever starts again is told how it stands, and goes on where it stopped.
        left = [one for one in work if one not in {(name, at) for name, at, _ in told}][:1]
        again = _run(book, folder, [("look", 0), *(left if check.goes_on else [])], 0, _START_SECONDS)
        faults += unsaid(again)
        faults += [f"next start: {fault}" for fault in state.faults(book)]
        faults += [f"next start: {fault}" for fault in check.lost(folder, [*told, *_of(act, again)])]
        if left and not faults:
            faults += check.went_on(folder, told, again)
        return faults, len(told)


def _of(act: str, told: Told) -> Told:
    return [one for one in told if one[0] == act]


def _altered() -> Row:
    """Change the book behind the window's back: what is silent here would be silent after a kill, too."""
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        folder = Path(place)
        make_book(folder, drafts=0, issued=1).close()
        attack(folder / BOOK, "UPDATE clients SET name = 'Other'")
        said: dict[str, Any] = next(
            (
                what
                for name, _, what in _run(folder / BOOK, folder, [("look", 0)], 0, _START_SECONDS)
                if name == "look"
            ),
            {},
        )
    wanted = {
        "bars": "Altered by another program: client Other (#1).",
        "verdict": "1 thing is not as it was written",
        "findings": "Altered by another program: client Other (#1).",
    }
    faults = [
        f"{part}: {said.get(part)}" for part, words in wanted.items() if words not in str(said.get(part))
    ]
    return Row(
        "R1", "the next start says what was altered", 1, "said in the bar and the settings", "", faults
    )


def _run(book: Path, home: Path, acts: list[tuple[str, int]], whole: int, after: float) -> Told:
    """Run the window until it ends or is killed, `after` seconds behind `whole` acts; return what it told."""
    # Imported by the child only.
    from tests.torture.desk import work

    listening, telling = _FORKS.Pipe(duplex=False)
    child = _FORKS.Process(target=work, args=(str(book), str(home), acts, telling))
    child.start()
    telling.close()
    told: Told = []
    deadline = time.monotonic() + _START_SECONDS
    try:
        while (left := deadline - time.monotonic()) > 0 and listening.poll(left):
            told.append(listening.recv())
            if len(told) == whole + 1:
                # The first word is that it begins.
                deadline = time.monotonic() + after
            if told[-1][0] == "end":
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
