"""A start is short: what is slow to import is not there at the first paint, whether the book is new or not."""

from __future__ import annotations

from pathlib import Path

from bench import start_up

ROOT = Path(__file__).resolve().parents[2]

# Each of them costs a fifth of a bare window's whole start or more; each has its hour later.
HEAVY = {
    "PIL",
    "PySide6.QtNetwork",
    "PySide6.QtPrintSupport",
    "babel",
    "dateutil",
    "fontTools",
    "holidays",
    "hypothesis",
    "icu4py",
    "pikepdf",
    "pypdfium2",
    "reportlab",
    "segno",
    "sqlite_utils",
    "stdnum",
    "uharfbuzz",
}


def loaded_too_early(modules: frozenset[str]) -> set[str]:
    return HEAVY & {part for name in modules for part in (name, name.partition(".")[0])}


def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path: Path) -> None:
    book = str(tmp_path / "book.db")
    first = start_up.start("--child", "ours", "--book", book).modules
    # A new book is laid out by the migrations, and those are sqlite-utils'.
    assert loaded_too_early(first) <= {"sqlite_utils", "dateutil"}
    later = start_up.start("--child", "ours", "--book", book).modules
    assert loaded_too_early(later) == set()


def test_no_source_text_is_read_for_qt(tmp_path: Path) -> None:
    # PySide6's own import would read and keep every module's; three come before Python has its own back.
    kept = start_up.start("--child", "ours", "--book", str(tmp_path / "book.db")).sources
    assert [name for name in kept if Path(name).is_relative_to(ROOT / "clientdesk")] == []
