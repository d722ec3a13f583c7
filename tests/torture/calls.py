"""SIGKILL at every call of the system that changes the disk, and the order in which the disk is written (R2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from tests.torture import tracing
from tests.torture.kills import MUST, retried
from tests.torture.report import Options, Row
from tests.torture.running import run
from tests.torture.tracing import Call
from tests.torture.trying import copied, prepared, tried
from tests.torture.verb import Verb
from tests.torture.verbs import ACTS, VERBS

_USUAL, _SHORT = 40, 6
_PATH = re.compile(r"^\d+<([^>]*)>")
_WRITES = frozenset({"write", "pwrite64", "ftruncate", "fallocate"})
_SYNCS = frozenset({"fsync", "fdatasync"})


def rows(options: Options) -> Iterator[Row]:
    """Yield a row for each verb: killed at every call; and one for the order of what is written."""
    if not tracing.is_here():
        yield Row("R2", "SIGKILL at every call", 0, MUST, missing="strace is not here")
        return
    for verb in VERBS.values():
        if options.wants(verb.name):
            yield from _rows(verb, options)


def _rows(verb: Verb, options: Options) -> Iterator[Row]:
    with prepared(verb) as pristine:
        with copied(verb, pristine) as folder:
            ran, made = tracing.calls(verb.words, folder)
            if faults := verb.whole(folder, ran):
                yield Row("R2", f"kill at every call: {verb.name}", 1, MUST, faults=faults)
                return
            if ran.acks:
                measure, must = f"synced before it is acknowledged: {verb.name}", "nothing unsynced at an ACK"
                yield Row("R2", measure, ACTS, must, faults=unsynced(made, folder))
        points = chosen(made, options.count(_USUAL, _SHORT, len(made)))
        faults, killed = tried(partial(_kill, verb, pristine), points, options.together)
    if 2 * killed < len(points):
        faults.append(f"only {killed} of {len(points)} were killed")
    measure = f"kill at {len(points)} of {len(made)} calls: {verb.name}"
    yield Row("R2", measure, len(points), MUST, f"{len(faults)} faults, {killed} killed", faults)


def chosen(made: Sequence[Call], count: int) -> list[Call]:
    """Return `count` calls, evenly from all."""
    if count >= len(made):
        return list(made)
    return [made[(at * len(made)) // count] for at in range(count)]


def unsynced(made: Sequence[Call], folder: Path) -> list[str]:
    """Return each acknowledgement that was said while something in the folder was written and not synced."""
    dirty: set[str] = set()
    found = []
    for call in made:
        match = _PATH.match(call.arguments)
        path = match[1] if match else ""
        if call.name == "write" and '"ACK ' in call.arguments:
            found += [f"ACK {call.nth} while {name} was not synced" for name in sorted(dirty)]
        elif path.startswith(str(folder)) and Path(path).name not in ("out", "err"):
            if call.name in _WRITES:
                dirty.add(Path(path).name)
            elif call.name in _SYNCS:
                dirty.discard(Path(path).name)
    return found


def _kill(verb: Verb, pristine: Path, call: Call) -> tuple[list[str], bool]:
    with copied(verb, pristine) as folder:
        ran = tracing.run(verb.words, folder, *tracing.inject(call, "signal=KILL"))
        faults = verb.after(folder, ran.acks)
        faults += retried(verb, folder, ran, run(list(verb.words), folder))
    return [f"{call.name} {call.nth}: {fault}" for fault in faults], ran.code is None
