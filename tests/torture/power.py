"""The current is cut: what was acknowledged is there, on a disk that forgets what was not synced (R3)."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.torture.kills import MUST, retried, seconds_of
from tests.torture.report import Options, Row
from tests.torture.running import run
from tests.torture.tracing import ROOT
from tests.torture.trying import prepared, tried_by_lot
from tests.torture.verb import Verb
from tests.torture.verbs import VERBS

_USUAL, _SHORT, _LONG = 34, 1, 100
_SECONDS = 30.0
#: FUSE asks back over every block, so that all takes longer there.
_SLOWER = 2.5


def is_here() -> bool:
    """Whether a file system of our own can be mounted."""
    may = os.access("/dev/fuse", os.R_OK | os.W_OK) and shutil.which("fusermount3")
    return bool(may) and importlib.util.find_spec("mfusepy") is not None


def rows(options: Options) -> Iterator[Row]:
    """Yield a row for each verb."""
    if not is_here():
        yield Row("R3", "the current is cut", 0, MUST, missing="FUSE or mfusepy is not here")
        return
    for verb in VERBS.values():
        if options.wants(verb.name) and verb.name != "export":
            yield _row(verb, options)


def _row(verb: Verb, options: Options) -> Row:
    count = options.count(_USUAL, _SHORT, _LONG)
    with prepared(verb) as pristine:
        longest = seconds_of(verb, pristine) * _SLOWER
        # One at a time: the moment of the cut is measured on a disk that is slow already.
        faults, acks = tried_by_lot(partial(_cut, verb, pristine, longest), count, options, together=1)
    found = f"{len(faults)} faults, {acks} ACKs"
    return Row("R3", f"current cut while it does: {verb.name}", count, MUST, found, faults)


def _cut(verb: Verb, pristine: Path, longest: float, seed: int) -> tuple[list[str], int]:
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        root = Path(place)
        mount, left, out = root / "mount", root / "left", root / "out"
        for folder in (mount, left, out):
            folder.mkdir()
        disk = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.torture.forgetful",
                str(pristine),
                str(mount),
                str(left),
                str(seed),
            ],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        try:
            _wait_for(lambda: os.path.ismount(mount))
            after = random.Random(seed).uniform(0.02, longest * 1.2)
            words = [
                str(mount / word) if (pristine / word).exists() or word.endswith(".db") else word
                for word in verb.words
            ]
            ran = run(words, out, kill_after=after, at_kill=partial(_cut_current, mount))
            if ran.code is not None:
                # It was done before: then the current is cut right after.
                _cut_current(mount)
            disk.wait(_SECONDS)
        finally:
            disk.kill()
            disk.wait()
            subprocess.run(["fusermount3", "-u", "-z", str(mount)], check=False, capture_output=True)
        (left / ".done").unlink()
        # Whoever was told that it is done finds it done, before anything is tried again.
        faults = verb.whole(left, ran) if ran.code == 0 else verb.after(left, ran.acks)
        faults += retried(verb, left, ran, run(list(verb.words), left))
        return faults, len(ran.acks)


def _cut_current(mount: Path) -> None:
    with contextlib.suppress(OSError):
        (mount / "cut").mkdir()


def _wait_for(what: object) -> None:
    deadline = time.monotonic() + _SECONDS
    while not what():  # type: ignore[operator]  # a lambda
        if time.monotonic() > deadline:
            raise TimeoutError("the file system was not mounted")
        time.sleep(0.02)
