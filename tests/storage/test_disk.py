"""Whole files: written by two programs at once, and what killed ones have left."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

from clientdesk.storage import disk

#: Writes the same file over and over, each time with one letter of its own.
WRITER = """
import sys
from pathlib import Path
from clientdesk.storage import disk
for _ in range(60):
    disk.write(Path(sys.argv[1]), sys.argv[2].encode() * 200_000)
"""


def test_two_programs_that_write_one_file_leave_the_whole_of_one(tmp_path: Path) -> None:
    path = tmp_path / "computer.json"
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), letter], stderr=subprocess.PIPE, text=True)
        for letter in "ab"
    ]
    assert [(writer.communicate()[1], writer.returncode) for writer in writers] == [("", 0), ("", 0)]
    assert path.read_bytes() in {b"a" * 200_000, b"b" * 200_000}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_program_has_left_goes_later_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "book.json"
    left, young, other, mine = (
        tmp_path / name
        for name in (
            "book.json.0123abcd.part",
            "book.json.zzzzzzzz.part",
            "book.json.x.0123abcd.part",
            "book.json.part",
        )
    )
    for one in (left, young, other, mine):
        one.write_text("half")
    for one in (left, other, mine):
        os.utime(one, (time.time() - 7200,) * 2)
    disk.write(path, b"whole")
    assert path.read_bytes() == b"whole"
    assert sorted(tmp_path.iterdir()) == sorted([path, young, other, mine])
