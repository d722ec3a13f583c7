"""The self-check that every build must pass, run as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCREENS = "today, clients, work, documents, calendar, money, library, settings"


def test_the_self_check_goes_the_whole_way(tmp_path: Path):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "clientdesk", "--self-check"],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "FAILED" not in done.stdout
    assert SCREENS in done.stdout
