"""What file dialogs call the kinds of files they show: words of the catalogues, with the endings beside them."""

from __future__ import annotations

from collections.abc import Iterable

from clientdesk.i18n import pgettext


def books() -> list[str]:
    """Return the kinds for a dialog that asks for a book or one of its backups."""
    return [_kind(pgettext("file dialog", "Backups and books"), ["*.db"]), _everything()]


def tables_and_contacts() -> list[str]:
    """Return the kinds for a dialog that asks for a list of another program."""
    words = pgettext("file dialog", "Tables and contacts")
    return [_kind(words, ["*.csv", "*.tsv", "*.txt", "*.vcf"]), _everything()]


def lists(*, cards: str = "") -> list[str]:
    """Return the kinds a list can be saved as: a table, and contacts where their ending is given."""
    table = _kind(pgettext("file dialog", "Table"), ["*.csv"])
    return [table, _kind("vCard", [f"*{cards}"])] if cards else [table]


def exports() -> list[str]:
    """Return the kind for a dialog that asks for all data in one file."""
    return [_kind(pgettext("file dialog", "ClientDesk exports"), ["*.json"])]


def fonts(endings: Iterable[str]) -> list[str]:
    """Return the kind for a dialog that asks for font files with these endings."""
    return [_kind(pgettext("file dialog", "Fonts"), [f"*{ending}" for ending in endings])]


def _everything() -> str:
    return _kind(pgettext("file dialog", "All files"), ["*"])


def _kind(words: str, names: list[str]) -> str:
    return f"{words} ({' '.join(names)})"
