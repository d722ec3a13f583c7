"""Who may import whom: the contracts of pyproject.toml hold, and they catch what they are meant to catch."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LINT = "import sys; from importlinter.cli import lint_imports as lint; sys.exit(lint(no_cache=True, no_logo=True))"

# Where an import is planted, what it imports, and the contract that must name it. Together they break each contract.
PLANTED = (
    ("domain/planted.py", "clientdesk.i18n", "The house has storeys"),
    ("queries/planted.py", "clientdesk.usecases", "The house has storeys"),
    ("usecases/planted.py", "PySide6", "Only the window knows Qt"),
    ("ui/planted.py", "sqlite_utils", "Only storage knows the engine"),
    ("storage/planted.py", "sqlite3", "Python's own SQLite stays out"),
    ("queries/planted.py", "sqlcipher3", "Only storage knows the engine"),
    ("ui/planted.py", "reportlab", "Only documents draw"),
    ("documents/planted.py", "uharfbuzz", "Only the text layer shapes"),
    ("usecases/planted.py", "icu4py", "Only the text layer and the words"),
    ("documents/typeset/planted.py", "clientdesk.domain.money", "The text layer knows no rules"),
    ("demo/planted.py", "babel", "Only i18n formats"),
    ("ui/planted.py", "clientdesk.storage", "No screen reaches the tables"),
    ("ui/planted.py", "clientdesk.documents", "Only use-cases make papers"),
    ("ui/planted.py", "clientdesk.ui.main_window", "Only the wiring knows the main window"),
    ("ui/documents/planted.py", "clientdesk.ui.clients", "Screens meet through the session only"),
    ("domain/planted.py", "PIL", "The rules know the standard library"),
)


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = dict(os.environ, PYTHONPATH=str(folder), COLUMNS="200", NO_COLOR="1")
    return subprocess.run(
        [sys.executable, "-c", LINT], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_contracts_hold(root: Path) -> None:
    done = lint(root)
    assert done.returncode == 0, done.stdout + done.stderr


def test_planted_violations_are_caught(root: Path, tmp_path: Path) -> None:
    shutil.copytree(
        root / "clientdesk", tmp_path / "clientdesk", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(root / "pyproject.toml", tmp_path)
    package = tmp_path / "clientdesk"
    (package / "unplaced.py").write_text("", encoding="utf-8")
    for module, imported, _ in PLANTED:
        path = package / module
        assert path.parent.is_dir(), f"{path.parent} has moved; plant the import where it lives now"
        with path.open("a", encoding="utf-8") as file:
            file.write(f"import {imported}\n")
    # One run for all: every contract is judged on its own, and says which imports break it.
    done = lint(tmp_path)
    assert done.returncode != 0
    # Its summary comes first, then one heading for each broken contract with the imports below it.
    details = done.stdout.partition("Broken contracts")[2]
    assert "clientdesk.unplaced" in details
    for module, imported, contract in PLANTED:
        planted = "clientdesk." + module.removesuffix(".py").replace("/", ".")
        heading, found, rest = details.partition(contract)
        assert found, f"{contract}: not broken\n{heading}"
        assert re.search(rf"{planted}\s*->\s*{imported}\b", rest), (
            f"{planted} -> {imported} was not caught\n{rest}"
        )


@pytest.mark.parametrize(
    "package",
    ["PySide6", "sqlite_utils", "sqlcipher3", "reportlab", "babel", "uharfbuzz", "fontTools", "icu4py"],
)
def test_every_fenced_package_is_used_where_it_may_be(root: Path, package: str) -> None:
    # A fence around a package that nobody uses would hold for ever and prove nothing.
    homes = {
        "PySide6": ["ui"],
        "reportlab": ["documents"],
        "babel": ["i18n"],
        **{name: ["documents/typeset"] for name in ("uharfbuzz", "fontTools")},
        "icu4py": ["documents/words"],
    }.get(package, ["storage"])
    texts = [path.read_text("utf-8") for home in homes for path in (root / "clientdesk" / home).rglob("*.py")]
    assert any(f"import {package}" in text or f"from {package}" in text for text in texts)
