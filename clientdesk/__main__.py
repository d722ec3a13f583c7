"""The way in: without arguments, or with `run`, the window; `--self-check` tries a build; else the command line."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

#: Where Qt would load code from besides. PyInstaller's own start names the plugins of the build, and hears no
#: PYTHONPATH.
_FROM_ELSEWHERE = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_GENERIC_PLUGINS")
#: Options of every command that have a value, which may stand before `run` as well (docs/cli.md).
_WITH_VALUE = ("--book", "--data", "--language", "--today", "--passphrase-file")


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the window or the command line, importing only the one that is wanted; return the exit code."""
    if getattr(sys, "frozen", False):
        for name in _FROM_ELSEWHERE:
            # A build runs the code it was shipped with, whatever stands around it (T75).
            os.environ.pop(name, None)
    words = list(sys.argv[1:] if arguments is None else arguments)
    for_window = window_words(words)
    if for_window is not None:
        # A start makes much and drops nothing, so looking for garbage is a tenth of it; later `ui/tasks.py` does it.
        gc.disable()
        from clientdesk.ui.plain_import import load_qt

        load_qt()
        from clientdesk.app import run

        return run(for_window)
    if words == ["--self-check"]:
        from clientdesk.self_check import run as check

        return check()
    from clientdesk.cli import main as command_line

    return command_line(words)


def window_words(words: Sequence[str]) -> list[str] | None:
    """Return what is said to the window, options before `run` among it; None where a command is meant."""
    at = 0
    while at < len(words) and words[at].startswith("--"):
        at += 2 if words[at] in _WITH_VALUE else 1
    if not words:
        return []
    return [*words[:at], *words[at + 1 :]] if at < len(words) and words[at] == "run" else None


if __name__ == "__main__":
    sys.exit(main())
