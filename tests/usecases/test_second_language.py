"""A second language of the design reaches every paper that is drawn, previewed, signed or issued."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from clientdesk.domain.contract import Clause, ContractState
from clientdesk.domain.invoice import InvoiceState
from clientdesk.storage import tables
from clientdesk.storage.database import Database
from clientdesk.usecases import contract_clauses, designs, invoices, issuer, papers
from tests import shelf
from tests.documents.samples import words
from tests.papers import gallery


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = Path(tmp_path_factory.mktemp("second"))
    book = gallery.copy_of("lena", shelf.place(), folder, language="de", look="quiet", second="en")
    yield book
    book.close()


def test_clauses_of_the_library_are_said_in_the_other_language(db: Database) -> None:
    contract = tables.contracts.find(db)[0]
    own = Clause(key="own", title="Hausrecht", text="Der Hund darf mit.")
    contract = replace(contract, clauses=(*contract.clauses, own))
    printed = contract_clauses.filled(db, contract, on=gallery.TODAY)
    other = contract_clauses.in_language(db, contract, printed, "en", on=gallery.TODAY)
    said = {mine.title: its for mine, its in zip(printed.clauses, other.clauses, strict=True)}
    assert said["Vertraulichkeit"].title == "Confidentiality"
    assert said["Zahlung"].text == (
        "The price is paid as the payment plan says. Each invoice is due 14 days after its date."
    )
    # What the user wrote is known in one language alone.
    assert said["Hausrecht"] == own
    text = words(papers.contract_pdf(db, contract, on=gallery.TODAY))
    assert text.count("Der Hund darf mit.") == 1
    assert "Vertraulichkeit 11. Confidentiality" in text


def test_what_is_signed_has_both_languages(db: Database) -> None:
    contract = replace(tables.contracts.find(db)[0], state=ContractState.DRAFT, signature=None, clauses=())
    text = papers.contract_text(db, contract, on=gallery.TODAY)
    assert "Vertraulichkeit · Confidentiality" in text
    assert "Each invoice is due 14 days after its date." in text


def test_a_draft_is_previewed_as_it_will_be_issued(db: Database) -> None:
    draft = next(one for one in tables.invoices.find(db) if one.state is InvoiceState.DRAFT)
    client = tables.clients.get(db, draft.client_id)
    preview = words(papers.draft_pdf(db, draft, own=issuer.get(db), client=client, on=gallery.TODAY))
    assert "Beschreibung Description" in preview
    issued = invoices.issue(db, draft.id, on=gallery.TODAY)
    kept = papers.kept(db, "invoice", issued.id)
    assert kept is not None
    text = words(kept.pdf)
    assert f"Rechnung {issued.number} Invoice" in text
    assert "Thank you for your order. This work is invoiced:" in text
    # A later change of the design leaves the kept paper alone.
    designs.save(db, replace(designs.get(db), second_language=""))
    again = papers.kept(db, "invoice", issued.id)
    assert again is not None
    assert again.pdf == kept.pdf
    assert "Description" not in words(papers.invoice_pdf(db, issued, on=gallery.TODAY, draft=False))
