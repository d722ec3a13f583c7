"""Disks that are full, broken or read-only at any call, once and for good: a sentence, never silence (R4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.torture import read_only, tracing
from tests.torture.calls import chosen
from tests.torture.kills import retried
from tests.torture.report import Options, Row
from tests.torture.running import Ran, run
from tests.torture.tracing import Call
from tests.torture.trying import copied, prepared, tried
from tests.torture.verb import Verb
from tests.torture.verbs import VERBS

MUST = "a sentence or success; 0 silent"
_USUAL, _SHORT, _LONG = 8, 3, 40
_WRITING = ("write", "pwrite64", "ftruncate", "fsync", "fdatasync", "rename", "unlink")
#: What a disk that may not be written refuses: changing a folder, and opening for writing.
_PROTECTED = ("openat", "rename", "unlink", "mkdir", "link")
_ERRORS = {"ENOSPC": _WRITING, "EIO": _WRITING, "EROFS": _PROTECTED}
_FILE = re.compile(r'^(?:\d+<([^>]*)>|(?:AT_FDCWD[^"]*)?"([^"]*)")')
#: What is said goes into these, not to the disk that is meant.
_SAID = ("out", "err")
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
                ours = [call for call in made if _is_ours(call, folder)]
            points = chosen(ours, options.count(_USUAL, _SHORT, _LONG))
            both = [(call, for_good) for call in points for for_good in _forms(call)]
            # The short form takes the two in turns.
            cases = (both[1::3] or both[:1]) if options.short else both
            faults, refused = tried(partial(_fail, verb, pristine, error), cases, options.together)
            found = f"{len(faults)} faults, {refused} refused"
            yield Row("R4", f"{error} at {len(points)} calls: {verb.name}", len(cases), MUST, found, faults)
        yield _protected(verb, pristine)


def _forms(call: Call) -> tuple[bool, ...]:
    """Return whether the error comes once or stays: opening for good would hit all that is only read, too."""
    return (False,) if call.name == "openat" else (False, True)


def _is_ours(call: Call, folder: Path) -> bool:
    """Whether a call changes a file in the folder, or opens one to be changed."""
    match = _FILE.match(call.arguments)
    path = folder / (match[1] or match[2] or "") if match else Path("/")
    if not path.is_relative_to(folder) or path.name in _SAID:
        return False
    return call.name != "openat" or any(flag in call.arguments for flag in ("O_RDWR", "O_WRONLY", "O_CREAT"))


def _protected(verb: Verb, pristine: Path) -> Row:
    """Run a verb on a real disk that may only be read, and once more when it may be written again."""
    measure = f"a read-only disk: {verb.name}"
    if not read_only.is_here():
        return Row("R4", measure, 0, MUST, missing="no right to mount a disk")
    with read_only.copied(pristine) as folder:
        with read_only.protected(folder):
            ran = run(list(verb.words), folder)
        faults = [*_silence(verb, folder, ran, is_mute=False), *verb.after(folder, ran.acks)]
        faults += retried(verb, folder, ran, run(list(verb.words), folder))
    return Row("R4", measure, 1, MUST, f"{len(faults)} faults, {int(ran.code != 0)} refused", faults)


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
