"""docs/cli.md names every command there is."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from clientdesk.cli.nouns import NOUNS


@pytest.mark.parametrize("noun", NOUNS)
def test_every_command_stands_in_the_documentation(noun: str, root: Path) -> None:
    page = (root / "docs" / "cli.md").read_text("utf-8")
    for verb in importlib.import_module(NOUNS[noun].module).VERBS:
        start = f"- `{noun} {verb.name}".rstrip()
        (line,) = [
            row
            for row in page.splitlines()
            if row == f"{start}`  " or row.startswith(f"{start} ") or row == f"{start}`"
        ] or [""]
        assert line, start
        for argument in verb.arguments:
            option = next((name for name in argument.names if name.startswith("-")), None)
            assert option is None or option in line, (start, option)
