"""Trying something many times: folders to try it in, several at once, and what came of all of them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from tests.torture.report import Options
from tests.torture.verb import Verb

Case = TypeVar("Case")
#: What was wrong, and what is counted besides: whether it was killed, what was told.
Came = tuple[list[str], int]


@contextmanager
def prepared(verb: Verb) -> Iterator[Path]:
    """Make the folder that a verb begins with."""
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        verb.prepare(Path(place))
        yield Path(place)


@contextmanager
def copied(verb: Verb, pristine: Path) -> Iterator[Path]:
    """Make a copy of the folder, to try the verb in."""
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        yield Path(shutil.copytree(pristine, Path(place) / verb.name))


def tried(do: Callable[[Case], Came], cases: Iterable[Case], together: int) -> Came:
    """Try each case, so many at once; return all that was wrong, and the sum of what is counted."""
    with ThreadPoolExecutor(together) as pool:
        came = list(pool.map(do, cases))
    return [fault for faults, _ in came for fault in faults], sum(counted for _, counted in came)


def tried_by_lot(do: Callable[[int], Came], count: int, options: Options, together: int = 0) -> Came:
    """Try `count` seeds, each named in what was wrong with it."""

    def named(seed: int) -> Came:
        faults, counted = do(seed)
        return [f"seed {seed}: {fault}" for fault in faults], counted

    return tried(named, range(options.seed, options.seed + count), together or options.together)
