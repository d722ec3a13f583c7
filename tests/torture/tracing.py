"""strace around the command line: which calls of the system it makes, and what becomes of it when one of them fails."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.torture.child import TODAY
from tests.torture.running import Ran, said

ROOT = Path(__file__).resolve().parents[2]
#: Every call that changes what lies on the disk, or says something.
CHANGING = (
    *("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "unlinkat"),
    *("rename", "renameat", "renameat2", "link", "mkdir", "fallocate"),
)
_SECONDS = 120
_LINE = re.compile(r"^\d+ +(\w+)\((.*)$")


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the system: its name, which of its kind it was, and its arguments as strace writes them."""

    name: str
    nth: int
    arguments: str


def is_here() -> bool:
    """Whether strace is there and may look at a child."""
    if not shutil.which("strace"):
        return False
    tried = subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], check=False, capture_output=True)
    return tried.returncode == 0


def environment() -> dict[str, str]:
    """Return an environment in which two runs make the same calls."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
    }


def run(words: Sequence[str], folder: Path, *options: str) -> Ran:
    """Run a command under strace in `folder`; `code` is None if it was killed."""
    # With --seccomp-bpf it is faster, and strace forgets the signals that it is to send.
    faster = [] if any("signal=KILL" in option for option in options) else ["--seccomp-bpf"]
    command = ["strace", "-f", "-qq", *faster, *options, "--", sys.executable, "-m", "clientdesk"]
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        ended = subprocess.run(
            [*command, *words, "--today", TODAY, "--language", "en-GB"],
            check=False,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env={**environment(), "XDG_DATA_HOME": str(folder / "data")},
            timeout=_SECONDS,
        )
    return said(ended.returncode if 0 <= ended.returncode < 128 else None, folder)


def calls(words: Sequence[str], folder: Path, names: Sequence[str] = CHANGING) -> tuple[Ran, list[Call]]:
    """Run a command and return every call it made, in order, with the paths behind its descriptors."""
    log = folder.parent / f"{folder.name}.strace"
    ran = run(
        words,
        folder,
        "-y",
        "-s",
        "400",
        "-e",
        f"trace={','.join(names)}",
        "-e",
        "signal=none",
        "-o",
        str(log),
    )
    counted: Counter[str] = Counter()
    found = []
    for line in log.read_text("utf-8", "replace").splitlines():
        if match := _LINE.match(line):
            counted[match[1]] += 1
            found.append(Call(match[1], counted[match[1]], match[2]))
    return ran, found


def inject(call: Call, what: str, *, persistent: bool = False) -> tuple[str, ...]:
    """Return strace's options that make this call fail, or end the process at it: `signal=KILL`, `error=ENOSPC`."""
    when = f"{call.nth}+" if persistent else str(call.nth)
    return ("-e", f"trace={call.name}", "-e", f"inject={call.name}:{what}:when={when}", "-o", os.devnull)
