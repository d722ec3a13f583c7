"""`python3 dev.py shots`: a picture of every scene in every language, light and dark, at two scales; and what is wrong.

Each process shows one language at one scale, because Qt takes the scale from the environment at its start.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LANGUAGES = ("en", "de", "ar", "te")
SCHEMES = ("light", "dark")
SCALES = (1.0, 2.0)
#: Scenes that one process plays: few enough that all cores have work until the end.
_AT_A_TIME = 16


@dataclass(frozen=True, slots=True)
class Job:
    """What one process does; `text` is the size of all type, 1.0 for 100 %."""

    language: str
    scale: float
    text: float
    schemes: tuple[str, ...]
    scenes: tuple[str, ...]
    size: tuple[int, int]
    shelf: str
    out: str


def main() -> int:
    """Read the options, share the work out, write the album."""
    parser = argparse.ArgumentParser(prog="dev.py shots", description=__doc__)
    parser.add_argument("--only", default="", help="scenes whose names begin so, separated by commas")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "shots", help="where the pictures go")
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    parser.add_argument("--schemes", default=",".join(SCHEMES))
    parser.add_argument("--scales", default=",".join(map(str, SCALES)))
    parser.add_argument("--text", type=float, default=1.0, help="size of all type: 2.0 is 200 %%")
    parser.add_argument("--size", default="1366x800", help="of the window, in logical pixels")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--list", action="store_true", help="name the scenes and do nothing")
    parser.add_argument("--worker", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        from tests.shots.worker import work

        return work(json.loads(options.worker))
    return _share_out(options)


def _share_out(options: argparse.Namespace) -> int:
    from tests.shots import album
    from tests.shots.scenes import named
    from tests.shots.stage import Shelf

    scenes = [scene.name for scene in named(options.only)]
    if options.list or not scenes:
        print("\n".join(scenes) or f"no scene begins with {options.only}")
        return 0 if scenes else 1
    started = time.monotonic()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        Shelf(Path(folder)).fill()
        width, _x, height = options.size.partition("x")
        jobs = [
            Job(
                language=language,
                scale=scale,
                text=options.text,
                schemes=tuple(options.schemes.split(",")),
                scenes=tuple(scenes[first : first + _AT_A_TIME]),
                size=(int(width), int(height)),
                shelf=folder,
                out=str(options.out),
            )
            # The large pictures first: what takes longest must not come last.
            for scale in sorted(map(float, options.scales.split(",")), reverse=True)
            for language in options.languages.split(",")
            for first in range(0, len(scenes), _AT_A_TIME)
        ]
        with ThreadPoolExecutor(options.jobs) as pool:
            reports = [line for lines in pool.map(_run, jobs) for line in lines]
    shots = [report for report in reports if "file" in report]
    faults = [report for report in reports if "fault" in report]
    album.write(options.out, shots, faults)
    for fault in faults:
        print(f"{fault['scene']} {fault['language']} {fault['where']}: {fault['fault']}")
    print(
        f"{len(shots)} pictures of {len(scenes)} scenes in {time.monotonic() - started:.0f} s, "
        f"{len(faults)} faults: {options.out / 'index.html'}"
    )
    return 1 if faults else 0


def _run(job: Job) -> list[dict[str, str]]:
    environment = dict(
        os.environ,
        QT_QPA_PLATFORM="offscreen",
        QT_SCALE_FACTOR=str(job.scale),
        LC_ALL="C.UTF-8",
        TZ="UTC",
        PYTHONPATH=str(ROOT),
    )
    ran = subprocess.run(
        [sys.executable, "-m", "tests.shots", "--worker", json.dumps(asdict(job))],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]
    if ran.returncode:
        words = ran.stderr.strip().splitlines()[-1:] or [f"ended with {ran.returncode}"]
        lines.append(
            {"scene": job.scenes[0], "language": job.language, "where": "process", "fault": words[0]}
        )
    return lines


if __name__ == "__main__":
    sys.exit(main())
