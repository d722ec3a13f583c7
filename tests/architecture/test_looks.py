"""Pages hold no colours and no sizes: those stand in the tokens and in the one stylesheet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parents[2] / "clientdesk" / "ui"
#: Where the looks themselves are made.
MAKERS = {"tokens.py", "style.py", "icons.py"}
FORBIDDEN = {
    # Black that lets through what is below is a shadow, or nothing at all.
    "a colour": r"#[0-9A-Fa-f]{6}\b|QColor\(\s*[\"']|QColor\((?!0, 0, 0, )\d|Qt\.GlobalColor\.(?!transparent)",
    "a stylesheet": r"\.setStyleSheet\(",
    "a font": r"\bQFont\(\s*[\"']|\.set(Pixel|Point)SizeF?\(",
    # A rule of one pixel is a line, whatever the size of anything else.
    "a size": r"\.set(Fixed|Minimum|Maximum)(Width|Height|Size)\(\s*(?!1\))[2-9]\d+|\.setFixedSize\(\s*\d{2,}",
    "a margin": r"\.setContentsMargins\([^)]*\b[1-9]\d",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_pages_hold_none(what: str) -> None:
    found = [
        f"{path.relative_to(UI)}:{number}: {line.strip()}"
        for path in sorted(UI.rglob("*.py"))
        if path.name not in MAKERS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(FORBIDDEN[what], line) and not line.lstrip().startswith("#")
    ]
    assert found == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a colour", 'painter.setPen(QColor("#ff0000"))'),
        ("a colour", "painter.fillRect(place, Qt.GlobalColor.white)"),
        ("a stylesheet", 'self.setStyleSheet("color: red")'),
        ("a font", "font.setPixelSize(13)"),
        ("a size", "self.setFixedWidth(240)"),
        ("a size", "self.setMinimumHeight(34)"),
        ("a margin", "row.setContentsMargins(0, 12, 0, 0)"),
    ],
)
def test_a_planted_one_is_found(what: str, line: str) -> None:
    assert re.search(FORBIDDEN[what], line)
