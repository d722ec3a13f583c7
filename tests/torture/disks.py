"""Disks that are full, broken or read-only at any call, once and for good: a sentence, never silence (R4)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.torture import tracing
from tests.torture.calls import chosen
from tests.torture.kills import retried
from tests.torture.report import Options, Row
from tests.torture.running import Ran, run
from tests.torture.tracing import Call
from tests.torture.trying import copied, prepared, tried
from tests.torture.verb import BOOK, Verb
from tests.torture.verbs import OTHER, VERBS

MUST = "a sentence or success; 0 silent"
_USUAL, _SHORT, _LONG = 8, 3, 40
_WRITING = ("write", "pwrite64", "ftruncate", "fsync", "fdatasync", "rename", "unlink")
_OPENING = ("openat",)
#: Which error at which calls; opening is only refused by a disk that may not be written.
_ERRORS = {"ENOSPC": _WRITING, "EIO": _WRITING, "EROFS": _OPENING}
_REFUSED = frozenset({1, 3, 4, 5})


def rows(options: Options) -> Iterator[Row]:
    """Yield a row for each verb and error."""
    if not tracing.is_here():
        yield Row("R4", "errors of the disk", 0, MUST, missing="strace is not here")
        return
    for verb in VERBS.values():
        if options.wants(verb.name):
            yield from _rows(verb, options)


def _rows(verb: Verb, options: Options) -> Iterator[Row]:
    with prepared(verb) as pristine:
        for error, names in _ERRORS.items():
            with copied(verb, pristine) as folder:
                _ran, made = tracing.calls(verb.words, folder, names)
            ours = [call for call in made if _is_ours(call)]
            points = chosen(ours, options.count(_USUAL, _SHORT, _LONG))
            # The short form takes the two in turns.
            both = [(call, for_good) for call in points for for_good in (False, True)]
            cases = both[1::3] if options.short else both
            faults, refused = tried(partial(_fail, verb, pristine, error), cases, options.together)
            found = f"{len(faults)} faults, {refused} refused"
            yield Row("R4", f"{error} at {len(points)} calls: {verb.name}", len(cases), MUST, found, faults)


def _is_ours(call: Call) -> bool:
    """Whether a call is about the book, its journal or the file that is written, and changes it."""
    if call.name == "openat":
        named = f"{BOOK}" in call.arguments or OTHER in call.arguments
        return named and ("O_RDWR" in call.arguments or "O_WRONLY" in call.arguments)
    return BOOK in call.arguments or OTHER in call.arguments


def _fail(verb: Verb, pristine: Path, error: str, case: tuple[Call, bool]) -> tuple[list[str], bool]:
    call, for_good = case
    with copied(verb, pristine) as folder:
        ran = tracing.run(verb.words, folder, *tracing.inject(call, f"error={error}", persistent=for_good))
        is_mute = call.name == "write" and for_good
        faults = [*_silence(verb, folder, ran, is_mute=is_mute), *verb.after(folder, ran.acks)]
        faults += retried(verb, folder, ran, run(list(verb.words), folder))
    where = f"{call.name} {call.nth}{'+' if for_good else ''}"
    return [f"{error} at {where}: {fault}" for fault in faults], ran.code != 0


def _silence(verb: Verb, folder: Path, ran: Ran, *, is_mute: bool) -> list[str]:
    """Return what is wrong with how it was told; who can write nothing at all tells it by the exit code alone."""
    if "Traceback" in ran.err:
        return [f"it crashed: {ran.err.strip().splitlines()[-1]}"]
    if ran.code == 0:
        return [f"it said that all went well: {fault}" for fault in verb.whole(folder, ran)]
    if ran.code in _REFUSED and is_mute:
        return []
    if ran.code not in _REFUSED or not ran.err.strip():
        return [f"exit code {ran.code} and the words “{ran.err.strip()[:200]}”"]
    return []
