"""SIGKILL at a moment drawn by lot: what was acknowledged stays, nothing is half done, again is safe (R1)."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tests.torture.report import Options, Row
from tests.torture.running import Ran, run
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
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as folder:
        pristine = Path(folder)
        verb.prepare(pristine)
        through = in_copy(verb, pristine, partial(_through, verb))
        count = options.count(_USUAL, _SHORT, _LONG)
        seeds = range(options.seed, options.seed + count)
        with ThreadPoolExecutor(options.together) as pool:
            found = list(pool.map(partial(kill, verb, pristine, through.seconds), seeds))
    faults = [f"seed {seed}: {fault}" for seed, (some, _) in zip(seeds, found, strict=True) for fault in some]
    cut = sum(1 for _faults, was_killed in found if was_killed)
    return Row(
        "R1",
        f"SIGKILL while it does: {verb.name}",
        count,
        MUST,
        f"{len(faults)} faults, {cut} cut short",
        faults,
    )


def in_copy(verb: Verb, pristine: Path, do: object) -> Ran:
    """Do something in a copy of the verb's folder."""
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        folder = Path(place) / verb.name
        shutil.copytree(pristine, folder)
        return do(folder)  # type: ignore[operator]  # a partial


def _through(verb: Verb, folder: Path) -> Ran:
    ran = run(list(verb.words), folder)
    if faults := verb.whole(folder, ran):
        raise AssertionError(f"{verb.name} fails without a kill: {faults}")
    return ran


def kill(verb: Verb, pristine: Path, longest: float, seed: int) -> tuple[list[str], bool]:
    """Kill a verb once; return what was wrong, and whether it was still at work."""
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        folder = Path(place) / verb.name
        shutil.copytree(pristine, folder)
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
