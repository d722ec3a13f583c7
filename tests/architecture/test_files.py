"""What lies in the repository: no package index, no machine's path, fonts and icons with their licences."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

# Written in two parts, so that this file does not hold what it looks for.
HOSTS = (
    "pypi" + ".org",
    "python" + "hosted",
    "npm" + "js",
    "deb." + "debian",
    "conda" + ".anaconda",
)
OPTIONS = ("--" + "index-url", "--" + "extra-index", "--" + "find-links", "--" + "trusted-host")
PATHS = ("/" + "work/", "/" + "root/", "/" + "tmp/", "/" + "opt/")
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-bench.txt")


@pytest.fixture(scope="module")
def texts(root: Path) -> dict[str, str]:
    """Every file that git tracks and that is text."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True)
    found = {}
    for name in filter(None, names.stdout.split("\0")):
        path = root / name
        if path.is_file() and b"\0" not in (data := path.read_bytes())[:8000]:
            found[name] = data.decode("utf-8")
    return found


@pytest.mark.parametrize("word", HOSTS + OPTIONS)
def test_no_file_names_a_package_index(texts: dict[str, str], word: str) -> None:
    assert [name for name, text in texts.items() if word in text] == []


@pytest.mark.parametrize("word", PATHS)
def test_no_file_names_a_path_of_the_machine_it_was_written_on(texts: dict[str, str], word: str) -> None:
    # From the root of the machine: a folder of ours may bear the same name (`ui/tmp/`, say).
    from_root = re.compile(rf"(?<![\w.}}]){re.escape(word)}")
    assert [name for name, text in texts.items() if from_root.search(text)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_has_a_hash_for_every_package_and_no_address(texts: dict[str, str], lock: str) -> None:
    text = texts[lock]
    assert "://" not in text
    blocks = re.split(r"\n(?=\S)", text.strip())
    for block in blocks:
        assert re.match(r"[a-z0-9-]+==[^ ]+ ", block), block
        assert "--hash=sha256:" in block, block


def test_a_bigger_lock_names_the_same_versions(texts: dict[str, str]) -> None:
    pins = [dict(re.findall(r"^([a-z0-9-]+)==(\S+)", texts[lock], re.MULTILINE)) for lock in LOCKS]
    assert pins[0].items() <= pins[1].items() <= pins[2].items()


def test_every_font_has_its_licence_and_all_are_small_enough(root: Path) -> None:
    fonts = sorted((root / "resources" / "fonts").glob("*.ttf"))
    for font in fonts:
        licence = font.with_name(font.name.partition("-")[0] + "-OFL.txt")
        assert "SIL OPEN FONT LICENSE" in licence.read_text("utf-8").upper()
    assert sum(font.stat().st_size for font in fonts) < 6_500_000


def test_every_icon_can_be_tinted(root: Path) -> None:
    folder = root / "resources" / "icons"
    assert "ISC License" in (folder / "LICENSE.txt").read_text("utf-8")
    for icon in folder.glob("*.svg"):
        assert "currentColor" in icon.read_text("utf-8") or icon.stem.endswith(("-light", "-dark")), icon.name


def test_every_module_opens_with_a_sentence_and_defers_annotations(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        if name.startswith("clientdesk/") and name.endswith(".py"):
            assert re.match(r'"""\S[^\n]+', text), name
            only_the_sentence = not re.search(r"^(?:import|from|def|class|[A-Za-z_]+ =)", text, re.MULTILINE)
            assert only_the_sentence or "\nfrom __future__ import annotations\n" in text, name
