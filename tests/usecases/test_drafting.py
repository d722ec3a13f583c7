"""A paper on the desk: begun with nothing stored, kept with its people in one act, drawn and checked all the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.errors import ConflictError, RuleError
from clientdesk.domain.line import Line
from clientdesk.domain.party import Address, TaxId
from clientdesk.domain.tax import Tax, TaxCategory
from clientdesk.storage import tables
from clientdesk.storage.database import Database, open_book
from clientdesk.usecases import drafting, invoices, issuer, numbering
from clientdesk.usecases.drafting import Writing
from tests.usecases.billing import VAT, line, open_german

ON = date(2026, 6, 17)
HOME = Address(street="Ring 1", postal_code="04109", city="Leipzig", country="DE")


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Database]:
    book = open_book(tmp_path / "empty.db")
    yield book
    book.close()


@pytest.fixture
def german(tmp_path: Path) -> Iterator[Database]:
    book = open_german(tmp_path / "german.db")
    yield book
    book.close()


def first_paper(db: Database) -> Writing:
    begun = drafting.begin(db, quote=False, on=ON, country="DE")
    own = replace(begun.issuer, name="Lena Brandt", address=HOME)
    own = drafting.with_paper_tax_id(own, "181/815/08155")
    client = Client(name="Krumm GmbH", addresses=(HOME,))
    written = drafting.with_people(begun, own, client, on=ON)
    lines = (Line(description="Logo", quantity=Decimal(12), unit="h", unit_price=Decimal(90), tax=VAT),)
    return replace(written, paper=replace(written.paper, lines=lines))


def test_a_first_paper_is_drawn_and_checked_before_anything_is_stored(empty: Database):
    written = first_paper(empty)
    assert drafting.problems(empty, written, on=ON) == ()
    assert drafting.sketch(empty, written, on=ON).startswith(b"%PDF")
    assert drafting.next_number(empty, written, on=ON) == "RE-2026-001"
    assert issuer.get(empty).name == ""
    assert tables.clients.find(empty) == ()


def test_a_stored_draft_whose_client_was_taken_out_says_that_the_client_is_missing(empty: Database):
    kept = drafting.keep(empty, first_paper(empty), on=ON)
    nobody = replace(kept, paper=replace(kept.paper, client_id=0), client=Client())
    assert "client.name" in {problem.field for problem in drafting.problems(empty, nobody, on=ON)}
    assert {note.field for note in drafting.warnings(empty, nobody, on=ON)} == {"issuer.account"}


def test_issuer_client_and_paper_are_kept_in_one_act(empty: Database):
    kept = drafting.keep(empty, first_paper(empty), on=ON)
    assert issuer.get(empty).name == "Lena Brandt"
    assert issuer.get(empty).tax_ids == (TaxId(kind="tax_number", value="181/815/08155"),)
    assert tables.clients.get(empty, kept.client.id).name == "Krumm GmbH"
    assert invoices.issue(empty, kept.paper.id, on=ON).number == "RE-2026-001"


def test_a_refused_client_leaves_nothing_behind_and_names_its_field(empty: Database):
    written = first_paper(empty)
    written = replace(written, client=replace(written.client, name="x" * 4000))
    with pytest.raises(RuleError) as refusal:
        drafting.keep(empty, written, on=ON)
    assert refusal.value.field == "client.name"
    assert issuer.get(empty).name == ""
    assert tables.invoices.find(empty) == ()


def test_what_was_changed_elsewhere_is_a_conflict(german: Database):
    draft = invoices.create(german, 1, on=ON, title="Ours", lines=(line("10"),))
    mine = drafting.reopen(german, quote=False, record_id=draft.id)
    invoices.change(german, replace(draft, title="Theirs"))
    with pytest.raises(ConflictError):
        drafting.keep(german, replace(mine, paper=replace(mine.paper, title="Mine")), on=ON)
    assert tables.invoices.get(german, draft.id).title == "Theirs"


def test_r_vat_9_lines_follow_the_usual_tax_of_another_client(german: Database):
    begun = drafting.begin(german, quote=False, on=ON, client_id=1)
    lines = (line("10"), line("10", tax=Tax(rate=Decimal(7))))
    written = replace(begun, paper=replace(begun.paper, lines=lines))
    vienna = Address(street="Ring 1", postal_code="1010", city="Wien", country="AT")
    abroad = Client(
        id=9, name="Wiener Werk", addresses=(vienna,), tax_ids=(TaxId(kind="vat_id", value="ATU13585627"),)
    )
    moved = drafting.to_client(written, abroad, on=ON)
    assert [one.tax.category for one in moved.paper.lines] == [
        TaxCategory.REVERSE_CHARGE,
        TaxCategory.STANDARD,
    ]
    private = replace(abroad, id=10, kind=ClientKind.PERSON, tax_ids=())
    assert drafting.to_client(moved, private, on=ON).paper.lines[0].tax.rate == 19


def test_the_country_brings_currency_paper_and_numbers_as_long_as_nothing_was_issued(empty: Database):
    begun = drafting.begin(empty, quote=False, on=ON, country="DE")
    assert (begun.issuer.currency, begun.issuer.paper) == ("EUR", "A4")
    moved = drafting.with_people(begun, drafting.in_country(begun.issuer, "US"), begun.client, on=ON)
    assert (moved.paper.currency, moved.issuer.paper) == ("USD", "LETTER")
    assert drafting.next_number(empty, moved, on=ON) == "INV-2026-001"


def test_r_con_1_a_typed_identifier_is_kept_as_what_it_is(empty: Database):
    own = drafting.in_country(issuer.get(empty), "DE")
    assert drafting.with_paper_tax_id(own, "DE136695976").tax_ids[0].kind == "vat_id"
    assert drafting.with_paper_tax_id(own, "181/815/08155").tax_ids[0].kind == "tax_number"
    assert drafting.with_paper_tax_id(own, "").tax_ids == ()


def test_numbers_given_out_are_continued_whatever_the_country(german: Database):
    draft = invoices.create(german, 1, on=ON, lines=(line("10"),))
    invoices.issue(german, draft.id, on=ON)
    begun = drafting.begin(german, quote=False, on=ON, client_id=1)
    assert drafting.next_number(german, begun, on=ON) == "RE-2026-002"
    assert numbering.next_number(german, "invoice", on=ON) == "RE-2026-002"
