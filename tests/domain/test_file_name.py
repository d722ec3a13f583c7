"""Names of files: safe on every system, each once, and still the words of the person who wrote them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientdesk.domain.file_name import Names, safe


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("RE-2026-001.pdf", "RE-2026-001.pdf"),
        ("INV/25-26/0038.pdf", "INV-25-26-0038.pdf"),
        ("../../etc/passwd.pdf", "-..-etc-passwd.pdf"),
        ('a<b>c:d"e|f?g*.pdf', "a-b-c-d-e-f-g-.pdf"),
        ("con.pdf", "-con.pdf"),
        ("LPT1.pdf", "-LPT1.pdf"),
        ("  two   spaces .pdf", "two spaces.pdf"),
        ("line\nbreak\ttab\0nul.pdf", "linebreaktabnul.pdf"),
        ("\u2068عيادة الشروق\u2069.pdf", "عيادة الشروق.pdf"),
        ("క్\u200cష.pdf", "క్\u200cష.pdf"),
        ("Ba\u0308cker.pdf", "Bäcker.pdf"),
        (".pdf", "pdf"),
        ("", "-"),
        ("...", "-"),
    ],
)
def test_what_a_system_would_refuse_or_mistake_is_replaced(name: str, kept: str) -> None:
    assert safe(name) == kept


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_becomes_one_name_that_can_be_written(text: str) -> None:
    name = safe(f"{text}.pdf")
    assert name
    assert len(name.encode()) <= 200
    assert Path(name).name == name
    assert not set(name) & set('\\/:*?"<>|\0\n')
    assert name == name.strip(" .")
    assert safe(name) == name


def test_each_name_is_given_once_whatever_its_capitals() -> None:
    names = Names()
    given_out = [names.unique(name) for name in ("a.pdf", "A.pdf", "a.pdf", "a (2).pdf", "b")]
    assert given_out == ["a.pdf", "A (2).pdf", "a (3).pdf", "a (2) (2).pdf", "b"]
    assert len({name.casefold() for name in given_out}) == 5
