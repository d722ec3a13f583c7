"""Running a command that may be killed: in a fork, at once and at any moment."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

_FORKS = multiprocessing.get_context("forkserver")
#: What every fork finds imported.
PRELOAD = ["tests.torture.child"]
_START_SECONDS = 120.0
_LONGEST_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Ack:
    """One line `ACK key number sha256`."""

    key: str
    number: str
    sha256: str


@dataclass(slots=True)
class Ran:
    """What a command said and how it ended; `code` is None if it was killed."""

    code: int | None
    out: str = ""
    err: str = ""
    seconds: float = 0.0
    acks: dict[str, Ack] = field(default_factory=dict)


def run(
    words: list[str],
    folder: Path,
    *,
    kill_after: float | None = None,
    at_kill: Callable[[], object] | None = None,
) -> Ran:
    """Run a command in `folder`; with `kill_after` SIGKILL ends it that many seconds after its first step.

    `at_kill` is called in the moment before, such as to cut the current.
    """
    # Imported by the child only: this process, too, stays free of what it watches.
    from tests.torture.child import run as target

    listening, telling = _FORKS.Pipe(duplex=False)
    child = _FORKS.Process(target=target, args=(words, str(folder), telling))
    child.start()
    telling.close()
    if not listening.poll(_START_SECONDS):
        child.kill()
        raise TimeoutError("the child did not begin")
    listening.recv()
    began = time.monotonic()
    child.join(_LONGEST_SECONDS if kill_after is None else kill_after)
    was_killed = child.is_alive()
    if was_killed:
        if at_kill is not None:
            at_kill()
        child.kill()
        child.join()
    listening.close()
    return said(None if was_killed else child.exitcode, folder, time.monotonic() - began)


def said(code: int | None, folder: Path, seconds: float = 0.0) -> Ran:
    """Read what a command left in the files `out` and `err`; a last line without its end was never said."""
    out, err = ((folder / name).read_text("utf-8", "replace") for name in ("out", "err"))
    ran = Ran(code, out, err, seconds)
    for line in out.splitlines(keepends=True):
        if line.startswith("ACK ") and line.endswith("\n"):
            _ack, key, number, sha256 = line.split()
            ran.acks[key] = Ack(key, number, sha256)
    return ran
