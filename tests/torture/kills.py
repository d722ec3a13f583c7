"""SIGKILL at a moment drawn by lot: what was acknowledged stays, nothing is half done, again is safe (R1)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.torture.report import Options, Row
from tests.torture.running import Ran, run
from tests.torture.trying import copied, prepared, tried_by_lot
from tests.torture.verb import Verb
from tests.torture.verbs import VERBS

MUST = "0 lost, twice, half or missing"
_USUAL, _SHORT, _LONG = 60, 2, 500


def rows(options: Options) -> Iterator[Row]:
    """Kill each verb, and yield a row for each."""
    for verb in VERBS.values():
        if options.wants(verb.name):
            yield row(verb, options)


def row(verb: Verb, options: Options) -> Row:
    """Kill one verb as often as asked for."""
    count = options.count(_USUAL, _SHORT, _LONG)
    with prepared(verb) as pristine:
        longest = seconds_of(verb, pristine)
        faults, cut = tried_by_lot(partial(kill, verb, pristine, longest), count, options)
    found = f"{len(faults)} faults, {cut} cut short"
    return Row("R1", f"SIGKILL while it does: {verb.name}", count, MUST, found, faults)


def seconds_of(verb: Verb, pristine: Path) -> float:
    """Return how long a verb takes; raises AssertionError if it does not go through."""
    with copied(verb, pristine) as folder:
        ran = run(list(verb.words), folder)
        if faults := verb.whole(folder, ran):
            raise AssertionError(f"{verb.name} fails without a kill: {faults}")
        return ran.seconds


def kill(verb: Verb, pristine: Path, longest: float, seed: int) -> tuple[list[str], bool]:
    """Kill a verb once; return what was wrong, and whether it was still at work."""
    with copied(verb, pristine) as folder:
        after = random.Random(seed).uniform(0.0, longest * 1.05)
        ran = run(list(verb.words), folder, kill_after=after)
        # Whoever is told that it is done finds it done, before anything is tried again.
        faults = verb.whole(folder, ran) if ran.code == 0 else verb.after(folder, ran.acks)
        faults += retried(verb, folder, ran, run(list(verb.words), folder))
        return faults, ran.code is None


def retried(verb: Verb, folder: Path, before: Ran, again: Ran) -> list[str]:
    """Return what is wrong once the same command ran through, and each answer that was another one before."""
    faults = verb.whole(folder, again)
    for key, ack in before.acks.items():
        if again.acks.get(key) != ack:
            faults.append(f"again: {key} answers {again.acks.get(key)} instead of {ack}")
    return faults
