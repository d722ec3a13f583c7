"""What papers may never say, in any language they are drawn in (R-DOC-7, R-QUO-5)."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("domain", ["documents", "clientdesk"])
def test_r_doc_7_no_german_text_calls_a_credit_note_gutschrift(domain: str) -> None:
    """In German tax law that word means self-billing; not one message of papers or window uses it."""
    with (ROOT / "translations" / "de" / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        catalog = read_po(file, locale="de")
    said = [
        text
        for message in catalog
        for text in ([message.string] if isinstance(message.string, str) else message.string or ())
    ]
    assert len(said) > 50
    assert [text for text in said if "gutschrift" in text.lower()] == []
