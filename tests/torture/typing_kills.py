"""Kill the program while somebody types, a hundred times in every editor: `dev.py torture typing [EDITOR …]`."""

from __future__ import annotations

import argparse
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tests.torture.killing import kill_while_typing, make_book
from tests.torture.typist import EDITORS

#: Nobody may lose more than this (Q1).
LIMIT_MS = 1000.0


def main(words: list[str]) -> int:
    """Run, print a line per editor, and fail if one lost too much or left a wrong state."""
    parser = argparse.ArgumentParser(prog="dev.py torture typing", description=__doc__)
    parser.add_argument("editors", nargs="*", metavar="EDITOR", help=", ".join(EDITORS))
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1, help="the first seed; each kill has the next")
    parser.add_argument("--together", type=int, default=2, help="how many programs at once")
    options = parser.parse_args(words)
    failed = False
    print(f"{'editor':16} {'kills':>5} {'keys':>7} {'median ms':>10} {'worst ms':>9}  wrong states")
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as folder:
        pristine = Path(folder) / "pristine.db"
        make_book(pristine)
        for editor in options.editors or EDITORS:
            one = partial(kill_while_typing, editor, pristine=pristine)
            seeds = range(options.seed, options.seed + options.kills)
            with ThreadPoolExecutor(options.together) as pool:
                found = list(pool.map(one, seeds))
            lost = sorted(one.lost_ms for one in found)
            wrong = [f"seed {one.seed}: {', '.join(one.faults)}" for one in found if one.faults]
            late = [f"seed {one.seed}: lost {one.lost_ms:.0f} ms" for one in found if one.lost_ms > LIMIT_MS]
            keys = sum(one.keys for one in found)
            median = lost[len(lost) // 2]
            print(
                f"{editor:16} {len(found):5} {keys:7} {median:10.0f} {lost[-1]:9.0f}  {len(wrong)}",
                flush=True,
            )
            for line in (*wrong, *late):
                print(f"  {line}", flush=True)
            failed = failed or bool(wrong or late)
    return 1 if failed else 0
