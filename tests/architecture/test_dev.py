"""dev.py: what it says when something is missing, and how it sorts the texts."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import dev


def test_help_names_every_command(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(root / "dev.py"), "--help"], capture_output=True, text=True, check=True
    )
    for command in ("demo", "run", "test", "bench", "build", "doctor", "lock", "messages"):
        assert f"\n  {command} " in done.stdout


def test_only_the_standard_library_is_imported(root: Path) -> None:
    tree = ast.parse((root / "dev.py").read_text("utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_an_old_python_can_read_it_and_is_told_what_is_needed(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ast.parse((root / "dev.py").read_text("utf-8"), feature_version=(3, 6))
    monkeypatch.setattr(dev.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(dev.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer; this is 3\.9"):
        dev.ensure_python()


def test_libraries_that_do_not_load_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.sys, "platform", "linux")
    row = ("libno-such-thing.so.7", "libno-such-thing7", "nothing")
    assert dev.missing([row]) == [row]
    monkeypatch.setattr(dev.sys, "platform", "win32")
    assert dev.missing([row]) == []


def test_a_program_that_the_tests_call_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev.shutil, "which", lambda name: None if name == "java" else name)
    assert [row[1] for row in dev.missing_programs() if row[0] == ("java",)] == ["default-jre-headless"]


def test_without_the_right_to_install_it_prints_the_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "elevation", lambda: None)
    monkeypatch.setattr(dev.shutil, "which", lambda name: "apt-get")
    with pytest.raises(SystemExit, match=r"(?m)^  sudo apt-get install -y libgl1 libegl1$"):
        dev.install_system_packages(["libgl1", "libegl1"])


def test_run_opens_the_file_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[tuple[str, ...]] = []
    monkeypatch.setattr(dev, "set_up", lambda **_more: None)
    monkeypatch.setattr(dev, "in_venv", lambda *words: done.append(words))
    dev.command_run(["my.db"])
    assert done == [("-m", "clientdesk", "run", "my.db")]


def test_every_module_speaks_into_one_catalogue() -> None:
    window, papers = (dev.sources(catalogue) for catalogue in dev.CATALOGUES)
    assert not set(window) & set(papers)
    assert "clientdesk/app/windows.py" in window
    assert {name.split("/")[1] for name in papers} == {"documents", "domain"}
