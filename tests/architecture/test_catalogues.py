"""The catalogues: what the code says is in them, every language says all of it, and with the same placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po

import dev

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "translations").glob("*/LC_MESSAGES/*.po"))


def load(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def texts(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The source's forms and the translation's."""
    source = message.id if isinstance(message.id, tuple | list) else (message.id,)
    said = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return tuple(source), tuple(text or "" for text in said)


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{[^{}]*\}", text))


def spoken(catalogue: str) -> Iterator[tuple[str, str]]:
    """Every text that the code of one catalogue marks, with the module it is in."""
    keywords = {**DEFAULT_KEYWORDS, "tr": None, "NP_": ((1, "c"), 2)}
    for name in dev.sources(catalogue):
        for _, message, _, _ in extract_from_file("python", ROOT / name, keywords=keywords):
            yield (message if isinstance(message, str) else message[0]), name


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_every_text_is_translated_and_none_is_a_guess(path: Path) -> None:
    faults = [
        message.id for message in load(path) if message.id and (message.fuzzy or not all(texts(message)[1]))
    ]
    assert faults == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_translations_keep_the_placeholders(path: Path) -> None:
    for message in load(path):
        source, said = texts(message)
        if not all(said):
            continue  # the test above names it
        allowed = set().union(*map(placeholders, source))
        # The last form of a plural speaks of many; it has to name what the source's last form names.
        assert placeholders(said[-1]) == placeholders(source[-1]), message.id
        assert all(placeholders(text) <= allowed for text in said), message.id


@pytest.mark.parametrize("catalogue", dev.CATALOGUES)
def test_template_and_languages_hold_what_the_code_says(catalogue: str) -> None:
    said = dict(spoken(catalogue))
    for path in [
        ROOT / "translations" / f"{catalogue}.pot",
        *(file for file in FILES if file.stem == catalogue),
    ]:
        held = {texts(message)[0][0] for message in load(path) if message.id}
        absent = {text: module for text, module in said.items() if text not in held}
        assert absent == {}, f"{path.name}: run `python3 dev.py messages` and translate what is new"


def test_german_never_calls_a_credit_note_a_gutschrift() -> None:
    # § 14 (2) UStG keeps that word for self-billing; on a correction it makes the issuer owe the tax again.
    for path in FILES:
        if path.parts[-3] == "de":
            for message in load(path):
                assert not any("gutschrift" in text.lower() for text in texts(message)[1]), message.id


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.parts[-3] == "te"], ids=lambda path: path.stem
)
def test_what_is_filled_in_does_not_grow_together_with_a_telugu_ending(path: Path) -> None:
    # A name that ends in a virama would join the first letter behind it; ZWNJ keeps the two apart.
    faults = [
        form for message in load(path) for form in texts(message)[1] if re.search(r"\}[\u0c00-\u0c7f]", form)
    ]
    assert faults == []


#: What a sentence calls an amount of money that it names.
AMOUNTS = "amount|open|over|agreed|rest|left|late|available|price|round_price|net|gross|wanted|held"


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.parts[-3] == "ar"], ids=lambda path: path.stem
)
def test_no_arabic_sentence_puts_a_mark_behind_an_amount(path: Path) -> None:
    # An amount ends in the full stop of its currency: ر.س. and ج.م.
    faults = [
        form
        for message in load(path)
        for form in texts(message)[1]
        if re.search(rf"\{{({AMOUNTS})\}}[.،]", form)
    ]
    assert faults == []
