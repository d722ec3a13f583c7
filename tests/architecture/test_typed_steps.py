"""Nobody at the command line is sent to a place in the window: such a next step has one beside it that can be typed."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

_PLACES = re.compile(r"[Ss]ettings|\bthis window\b|\bpreview\b|\ba window of its own\b")
_PACKAGES = ("domain", "storage", "usecases", "documents", "queries", "i18n", "cli")


def _texts(node: ast.AST) -> list[str]:
    return [
        one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]


@pytest.mark.parametrize("package", _PACKAGES)
def test_a_next_step_that_names_a_place_of_the_window_has_one_that_can_be_typed(
    package: str, root: Path
) -> None:
    for path in sorted((root / "clientdesk" / package).rglob("*.py")):
        for call in (
            one for one in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(one, ast.Call)
        ):
            words = {one.arg: _texts(one.value) for one in call.keywords}
            is_placed = any(_PLACES.search(text) for text in words.get("next_step", ()))
            assert not is_placed or "command_step" in words, (path, call.lineno)
            assert not any(_PLACES.search(text) for text in words.get("command_step", ())), (
                path,
                call.lineno,
            )


def test_commands_say_errors_by_their_own_sentences_alone(root: Path) -> None:
    for path in sorted((root / "clientdesk" / "cli").glob("*.py")):
        if path.name != "sentences.py":
            assert "translate_error" not in path.read_text("utf-8"), path
            assert "translate_next_step" not in path.read_text("utf-8"), path
