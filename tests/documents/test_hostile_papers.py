"""Hostile texts in every kind of paper: each is drawn clean or refused with a sentence, in bounded memory."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal
from enum import Enum
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from clientdesk.documents import invoice as invoice_paper
from clientdesk.documents.layout import render
from clientdesk.documents.view import (
    Clause,
    Clauses,
    DocumentView,
    Fact,
    Facts,
    FooterColumn,
    Heading,
    Payment,
    Row,
    RowKind,
    Section,
    Signature,
    Signatures,
    Table,
    Text,
    Total,
    Totals,
)
from clientdesk.domain.errors import RuleError
from clientdesk.storage import tables
from clientdesk.storage.database import transaction
from clientdesk.usecases import issuer
from tests import shelf
from tests.documents.samples import COLUMNS, FINAL, german, line, plain_view, squeezed, words
from tests.papers import gallery
from tests.papers.clean import faults, outside
from tests.papers.reading import by_pdfium

ROOT = Path(__file__).resolve().parents[2]
#: Books whose papers are all kinds together, each in the language of its people.
BOOKS = ("lena", "anitha", "mona")
#: Fields that no user types: they come from the program, or are no text.
_OURS = {
    "amount", "author", "brought", "caption", "carried", "design", "digits", "language", "number", "page_label",
    "payload", "running", "seal", "watermark",
}  # fmt: skip
MARKUP = (
    '<b>Bold & Söhne</b> &amp; <para>x</font> <img src="file:///etc/passwd"/> {name} {0.__class__} %s %(x)d'
)
HOSTILE = {
    "markup": MARKUP,
    "controls": "A\x00B\x07C\x1bD\ud800E\ufeffF\ufffeG\x7fH\x85I\u2028J",
    "overrides": "\u202eabc 12-11-2026\u202d \u2067\u2069\u2069 \u202b\u202a\u2066" + "\u202e" * 30 + "end",
    "unclosed": "\u2067" * 70 + "\u05d0bc 12-11" + "\u2066" * 70,
    "joiners": "\u0915\u094d\u200d" * 20 + "\u200d" * 20 + "\u200b" * 20 + "end",
    "a name of 200 letters": "Donaudampfschifffahrtsgesellschaftskapitän" * 4
    + "Donaudampfschifffahrtsgesellscha",
    "a name of many words": ("Wirtschaftsprüfung & Söhne " * 8)[:200].strip(),
}
#: What is too much for every field of a paper at once.
HEAVY = {
    "marks on Latin": "Zoe" + "\u0301" * 10_000 + " Ltd",
    "marks on Arabic": "\u0628" + "\u064e" * 10_000 + " \u0628",
    "joiners": "\u0915\u094d\u200d" * 300 + "\u200d" * 2000 + "\u200b" * 2000 + "end",
    "overrides": "\u202eabc 12-11-2026\u202d " + "\u202e" * 10_000 + "end",
    "line ends": "a\n\r\n\v\f" + "\n" * 300 + "b",
    "no-break": "\u00a0" * 3000 + "x",
    "ligatures": "\u0644\u0627" * 3000,
    "a page of words": "some words in a row " * 400,
}
LENGTHS = {
    "100,000 words": lambda: "eins zwei drei vier fünf " * 20_000,
    "a word of 200,000 letters": lambda: "x" * 200_000,
    "200,000 marks": lambda: "e" + "\u0301\u0323" * 100_000 + " end",
    "10,000 empty lines": lambda: "\n" * 10_000 + "end",
}


# --- every kind of paper --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> dict[str, DocumentView]:
    """What each kind of paper says, from the first book that has one."""
    folder = tmp_path_factory.mktemp("hostile")
    found: dict[str, DocumentView] = {}
    for name in BOOKS:
        language = gallery.BOOKS[name]
        db = gallery.copy_of(name, shelf.place(), folder, language=language, look="quiet")
        for kind, draw in gallery.all_papers(db):
            if kind not in found:
                found[kind], _pdf = gallery.with_view(draw)
        db.close()
    assert len(found) >= 12
    return found


def filled(part: Any, text: str) -> Any:  # any part of a view
    """Return a part of a view with `text` and a number in place of every text that a user types."""
    numbers = count(1)

    def fill(part: Any, field: str = "") -> Any:  # as above
        if field in _OURS:
            return part
        if isinstance(part, str) and not isinstance(part, Enum):
            return f"{text} {next(numbers)}" if part.strip() else part
        if isinstance(part, tuple):
            return tuple(fill(each, field) for each in part)
        if dataclasses.is_dataclass(part) and not isinstance(part, type):
            return replace(
                part, **{one.name: fill(getattr(part, one.name), one.name) for one in fields(part)}
            )
        return part

    return fill(part)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_every_kind_of_paper_is_clean(views: dict[str, DocumentView], hostile: str) -> None:
    found = {}
    for kind, view in views.items():
        full = filled(view, HOSTILE[hostile])
        pdf = render(full)
        found[kind] = faults(pdf, full)
        # Markup is printed as it was typed.
        assert hostile != "markup" or squeezed(MARKUP) in squeezed(by_pdfium(pdf)), kind
    assert {kind: wrong for kind, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("text", ["Kafé 👍🏽", "株式会社 Tanaka", "\U000f0000"])
def test_a_letter_that_no_font_has_is_named(views: dict[str, DocumentView], text: str) -> None:
    for view in views.values():
        with pytest.raises(RuleError, match="No font here has the sign") as caught:
            render(filled(view, text))
        assert "Add a font" in str(caught.value)


def test_records_full_of_markup_and_placeholders_become_papers(tmp_path: Path) -> None:
    """What the user typed goes through sentences with placeholders of our own before it comes to a paper."""
    db = gallery.copy_of("lena", shelf.place(), tmp_path, language="de", look="quiet")
    with transaction(db):
        for table in (tables.clients, tables.quotes, tables.contracts, tables.invoices, tables.change_orders):
            for record in table.find(db):
                table.save(db, typed(record))
    issuer.save(db, replace(issuer.get(db), name=MARKUP, trade=MARKUP, footer=MARKUP))
    drawn = 0
    for kind, draw in gallery.all_papers(db):
        view, pdf = gallery.with_view(draw)
        assert faults(pdf, view) == [], kind
        assert squeezed(MARKUP) in squeezed(by_pdfium(pdf)), kind
        drawn += 1
    db.close()
    assert drawn >= 10


def typed(record: Any) -> Any:  # any record
    """Return a record with markup in every text of several words, as names and descriptions are."""
    if isinstance(record, str) and not isinstance(record, Enum):
        return MARKUP if " " in record else record
    if isinstance(record, tuple):
        return tuple(typed(each) for each in record)
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        kept = {one.name: getattr(record, one.name) for one in fields(record) if one.init}
        return replace(record, **{name: typed(value) for name, value in kept.items()})
    return record


# --- sizes ----------------------------------------------------------------------------------------------------------


def _table(**row: Any) -> Table:  # fields of a Row
    return Table(columns=COLUMNS, rows=(Row(cells=("1", "Work", "1", "1.00"), **row),))


#: Each place of a body where a user's text may stand.
PLACES: dict[str, Callable[[str], Section]] = {
    "paragraph": lambda text: Text(paragraphs=(text,)),
    "details": lambda text: _table(details=text),
    "heading row": lambda text: Table(
        columns=COLUMNS, rows=(Row(cells=("", text, "", ""), kind=RowKind.HEADING),)
    ),
    "heading": lambda text: Heading(text=text),
    "clause": lambda text: Clauses(clauses=(Clause(number="1", heading="A", paragraphs=(text,)),)),
    "clause's heading": lambda text: Clauses(clauses=(Clause(number="1", heading=text, paragraphs=("x",)),)),
    "reason of a discount": lambda text: Totals(rows=(Total(label=text, amount="1.00", note=text),)),
    "panel": lambda text: Facts(facts=(Fact(label="What", value=text),)),
    "payment": lambda text: Payment(title="Pay", sentence=text, facts=(Fact(label="Who", value=text),)),
    "signature": lambda text: Signatures(
        signatures=(Signature(party=text, place_and_date="Place, date", name=f"{text} too"),)
    ),
}


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("place", ["paragraph", "details"])
def test_texts_of_any_length_run_over_pages(length: str, place: str) -> None:
    text = LENGTHS[length]()
    pdf = render(plain_view(body=(PLACES[place](text),)))
    read = squeezed(words(pdf)) if len(text) < 100_000 else ""
    assert outside(pdf) == 0
    assert not read or squeezed(text) in read or "\u0301" in text


@pytest.mark.parametrize("heavy", HEAVY)
def test_every_place_of_a_body_takes_what_is_heavy(heavy: str) -> None:
    for place, section in PLACES.items():
        view = plain_view(body=(section(HEAVY[heavy]),))
        assert faults(render(view), view) == [], place


@pytest.mark.parametrize("place", PLACES)
def test_no_place_is_too_small_for_a_long_text(place: str) -> None:
    text = " ".join(f"word{n}" for n in range(3000))
    view = plain_view(body=(PLACES[place](text),))
    pdf = render(view)
    assert faults(pdf, view) == []
    read = words(pdf)
    assert [word for word in text.split() if word not in read] == []


def test_long_texts_around_the_body_are_cut_there_and_told_in_the_body() -> None:
    text = " ".join(f"word{n}" for n in range(600))
    for changes in (
        {"issuer_name": text},
        {"recipient": (text, "Street 1", "Leeds")},
        {"info": (Fact(label="Reference", value=text),)},
        {"footer": (FooterColumn(lines=("Bank", text)),)},
    ):
        pdf = render(plain_view(**changes))
        read = words(pdf)
        assert outside(pdf) == 0
        assert [word for word in text.split() if word not in read] == [], list(changes)


def test_more_than_a_million_letters_are_refused_with_a_sentence() -> None:
    with pytest.raises(RuleError, match="cannot be printed") as caught:
        render(plain_view(body=(Text(paragraphs=("x" * 1_000_001,)),)))
    assert "Shorten it" in str(caught.value)


def test_amounts_of_a_million_million_stand_on_the_page_in_one_piece() -> None:
    price = (Decimal(10) ** 12 / 40).quantize(Decimal("0.01")) - Decimal("0.01")
    rich = tuple(line(f"Bridge {n}", "1", str(price), details="All of it.") for n in range(30))
    view = invoice_paper.view(replace(FINAL, lines=rich, adjustments=(), deductions=()), german())
    pdf = render(view)
    assert faults(pdf, view) == []
    assert "24.999.999.999,99" in words(pdf)
    assert "749.999.999.999,70" in words(pdf)
    assert "892.499.999.999,64" in words(pdf)


def test_a_larger_amount_is_refused_with_a_sentence() -> None:
    much = replace(FINAL, lines=(line("Moon", "1", str(Decimal(10) ** 12 + 1)),))
    with pytest.raises(RuleError, match="is too large"):
        invoice_paper.view(much, german())


# --- memory ---------------------------------------------------------------------------------------------------------

_CHILD = """
import resource, sys
from clientdesk.documents.layout import render
from tests import shelf
from tests.documents.samples import plain_view
from tests.documents.test_hostile_papers import LENGTHS, PLACES

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)

render(plain_view())
before = peak()
for make in LENGTHS.values():
    render(plain_view(body=(PLACES["details"](make()),)))
print(round(peak() - before))
"""


def test_memory_is_bounded() -> None:
    run = subprocess.run(
        [sys.executable, "-c", _CHILD], cwd=ROOT, capture_output=True, text=True, check=True, timeout=300
    )
    assert int(run.stdout) < 200
