"""Texts keep every letter of every script, and lose what cannot be seen."""

from __future__ import annotations

import pytest

from clientdesk.domain import clean
from clientdesk.domain.client import Client, check_client


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Krumm\u202e & Co", "Krumm & Co"),
        ("Krumm\x00 GmbH", "Krumm GmbH"),
        ("Krumm\nGmbH", "Krumm GmbH"),
        ("Krumm\r\nGmbH\tNord", "Krumm GmbH Nord"),
        ("Krumm\u2028Süd\x85Ost", "Krumm Süd Ost"),
        ("\ufeffKrumm\ud83d", "Krumm"),
        ("👩‍👩‍👧 studio 🇩🇪", "👩‍👩‍👧 studio 🇩🇪"),
        ("ర్‌డ‌ క్ష", "ర్‌డ‌ క్ష"),
        ("دار \u200fالنور", "دار \u200fالنور"),
    ],
)
def test_a_line_loses_what_cannot_be_seen_and_keeps_every_script(typed: str, kept: str) -> None:
    assert clean.one_line(typed) == kept


def test_long_texts_keep_their_lines() -> None:
    assert clean.lines("one\r\ntwo\x00\n\tthree\u202e") == "one\ntwo\n\tthree"


def test_a_client_is_stored_without_them_whoever_writes_it() -> None:
    assert check_client(Client(name="Krumm\u202e\nGmbH\x00")).name == "Krumm GmbH"
