"""The torture: what the program must survive, part by part: `python3 dev.py torture [PART …] [--short | --long]`."""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import sys
import time

from tests.torture.report import Options, has_failed, print_head, print_rows
from tests.torture.running import PRELOAD

#: What is tried, in order; each part is a module of this folder with `rows(options)`.
PARTS = {
    "kills": "SIGKILL at any moment (R1)",
    "calls": "SIGKILL at every call of the system, and the order of its writes (R2)",
    "power": "the current is cut: what was not synced is forgotten (R3)",
    "disks": "full, broken and read-only disks at every call (R4)",
    "upgrades": "SIGKILL of the upgrade of every schema (R5)",
    "attacks": "other tools change the file (R6)",
    "damage": "flipped bits, cut and swapped pages (R7)",
    "backups": "backups while somebody writes, brought back; damaged and foreign ones (R8)",
    "processes": "four processes issue at once (R9)",
    "names": "names that are markup (R10, T26 to T33)",
    "model": "stories at random against a model, sums against whole numbers (R11)",
    "fuzz": "broken input for every reader (R12)",
    "net": "a whole session: sockets, files, modes (R14)",
    "secrets": "an encrypted book: what of it stands anywhere in plain (R15)",
    "costs": "what safety costs on a file of ten years, in seconds (R16)",
    "window": "SIGKILL of the window, and what its next start says (R1)",
}


def main() -> int:
    """Run the parts that are named, print the table, and fail if something did not hold."""
    words = sys.argv[1:]
    if words[:1] == ["typing"]:
        from tests.torture.typing_kills import main as typing

        return typing(words[1:])
    if words[:1] == ["planted"]:
        from tests.torture.planted import main as planted

        return planted(words[1:])
    listing = "\n".join(f"  {name:10} {what}" for name, what in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="dev.py torture",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=f"parts:\n{listing}\n  {'typing':10} SIGKILL while somebody types, in every editor (Q1)\n"
        f"  {'planted':10} breaks the program on purpose, in one way after the other, and shows which are found\n\n"
        "All parts take about half an hour on two quiet cores. With --long they have the counts of the whole bar, and\n"
        "take a night: 500 kills of each verb, 200 of each schema, 100 of each act of the window, every call of the\n"
        "system, 5,000 stories of 100 steps, 10 minutes of broken input.",
    )
    parser.add_argument("parts", nargs="*", metavar="PART", choices=[*PARTS, []], help="all if left out")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--short", action="store_true", help="the form of the test suite")
    form.add_argument(
        "--long", action="store_true", help="the form of once a week: the counts of the whole bar"
    )
    parser.add_argument("--runs", type=int, help="how often each is tried, instead of the usual")
    parser.add_argument("--seed", type=int, default=1, help="the first seed; each run has the next")
    parser.add_argument("--together", type=int, default=2, help="how many at once")
    parser.add_argument(
        "--only", action="append", default=[], help="one verb, such as issue, or schema; may be repeated"
    )
    asked = parser.parse_args(words)
    options = Options(
        short=asked.short,
        long=asked.long,
        runs=asked.runs,
        seed=asked.seed,
        together=asked.together,
        only=tuple(asked.only),
    )
    if asked.parts == [] or {"window", "secrets"} & set(asked.parts):
        # All forks come from one process, which imports once what any of them needs.
        multiprocessing.get_context("forkserver").set_forkserver_preload([*PRELOAD, "tests.torture.desk"])
    else:
        multiprocessing.get_context("forkserver").set_forkserver_preload(PRELOAD)
    began = time.monotonic()
    found = []
    print_head()
    for part in asked.parts or PARTS:
        last = time.monotonic()
        for row in importlib.import_module(f"tests.torture.{part}").rows(options):
            row.seconds, last = time.monotonic() - last, time.monotonic()
            found.append(row)
            print_rows([row])
    failed = has_failed(found)
    print(f"{'FAILED' if failed else 'held'} in {time.monotonic() - began:.0f} s", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
