"""The four books are believable, whole, and hold what every rule about papers and numbers asks for."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from clientdesk.demo.books import build_book
from clientdesk.demo.desk import TODAY
from clientdesk.demo.reading import Eyes
from clientdesk.documents import qr
from clientdesk.domain.errors import StateError
from clientdesk.domain.money import Money
from clientdesk.domain.paper import digest
from clientdesk.storage import number_gaps, tables
from clientdesk.storage.balances import balance
from clientdesk.storage.database import open_book
from clientdesk.usecases import clients, exchange, invoices, issuer, papers, payments
from tests.documents.samples import words as printed

NAMES = ("lena", "mona", "anitha", "marcus")


@pytest.mark.parametrize("name", NAMES)
def test_b15_r_num_1_no_number_is_missing_and_none_is_double(shelf: dict[str, Eyes], name: str) -> None:
    runs = number_gaps.gaps(shelf[name].db)
    assert runs
    assert all(run.missing == () for run in runs)
    numbers = [
        row["number"] for row in shelf[name].db.rows("SELECT series || number AS number FROM invoices")
    ]
    assert len(numbers) - numbers.count("") == len({number for number in numbers if number})


def test_no_german_paper_has_an_english_word(shelf: dict[str, Eyes]) -> None:
    english = {
        "none",
        "nothing",
        "the",
        "and",
        "of",
        "by",
        "with",
        "from",
        "before",
        "hour",
        "work",
        "not",
        "each",
    }
    papers_of = tables.papers.find(shelf["lena"].db, "language LIKE 'de%'")
    assert {"quote", "contract", "invoice", "final", "change_order", "receipt"} <= {
        one.kind for one in papers_of
    }
    for paper in papers_of:
        words = {word.strip(".,:;()“”").lower() for word in printed(paper.pdf).split()}
        assert not words & english, f"{paper.number}: {words & english}"


@pytest.mark.parametrize("name", NAMES)
def test_r_doc_2_every_issued_paper_matches_its_hash(shelf: dict[str, Eyes], name: str) -> None:
    db = shelf[name].db
    for paper in tables.papers.find(db):
        assert digest(paper.pdf) == paper.sha256
        assert paper.pdf.startswith(b"%PDF")
    for invoice in tables.invoices.find(db, "state = 'issued'"):
        kept = papers.kept(db, "invoice", invoice.id)
        assert kept is not None
        assert kept.sha256 == invoice.paper_sha256


@pytest.mark.parametrize("name", NAMES)
def test_b7_no_contract_ever_holds_less_than_nothing(shelf: dict[str, Eyes], name: str) -> None:
    db = shelf[name].db
    for contract in tables.contracts.find(db):
        held = 0
        for row in tables.ledger.find(db, "contract_id = ?", (contract.id,)):
            held += row.effect.minor
            assert held >= 0


@pytest.mark.parametrize("name", NAMES)
def test_r_pre_19_nothing_is_paid_twice(shelf: dict[str, Eyes], name: str) -> None:
    db = shelf[name].db
    assert not db.rows(f"SELECT i.number FROM invoices AS i WHERE {balance('i')} < 0")
    assert not db.rows(
        "SELECT p.id FROM payments AS p WHERE p.amount < (SELECT coalesce(sum(amount), 0) FROM allocations"
        " WHERE payment_id = p.id)"
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_book_is_believable(shelf: dict[str, Eyes], name: str) -> None:
    db = shelf[name].db
    assert 6 <= db.value("SELECT count(*) FROM clients") <= 10
    issued = db.value("SELECT count(*) FROM invoices WHERE state = 'issued'")
    late = db.value(
        f"SELECT count(*) FROM invoices AS i WHERE due_on < ? AND {balance('i')} > 0", (TODAY.isoformat(),)
    )
    assert issued >= 10
    assert late >= 1
    assert db.value("SELECT max(issued_on) FROM invoices") <= TODAY.isoformat()


def test_lena_s_book_has_one_of_everything(shelf: dict[str, Eyes]) -> None:
    db = shelf["lena"].db
    kinds = {row["kind"] for row in db.rows("SELECT DISTINCT kind FROM invoices")}
    assert kinds >= {"invoice", "prepayment", "final", "credit_note", "cancellation"}
    states = {row["state"] for row in db.rows("SELECT DISTINCT state FROM quotes")}
    assert states >= {"sent", "accepted", "declined"}
    assert db.value("SELECT count(*) FROM recurring") == 1
    assert db.value("SELECT count(*) FROM papers WHERE kind = 'receipt'") == 2
    yildiz = shelf["lena"].desk.ids["yildiz"]
    assert payments.credit_of(db, yildiz, "EUR") == Money.of("8.15", "EUR")
    assert db.value("SELECT count(*) FROM catalogue") > 5
    assert any(quote.has_expired(TODAY) for quote in tables.quotes.find(db))


@pytest.mark.parametrize("name", NAMES)
def test_export_import_export_of_a_whole_book_is_byte_equal(shelf: dict[str, Eyes], name: str) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    exchange.export(shelf[name].db, first)
    copy = open_book(None)
    exchange.import_(copy, io.BytesIO(first.getvalue()))
    exchange.export(copy, second)
    assert second.getvalue() == first.getvalue()
    copy.close()


def _copy(eyes: Eyes, tmp_path: Path) -> Eyes:
    """Return the same book in a file of its own, so that a test may change it."""
    data = io.BytesIO()
    exchange.export(eyes.db, data)
    db = open_book(tmp_path / "copy.db")
    exchange.import_(db, io.BytesIO(data.getvalue()))
    return Eyes(replace(eyes.desk, db=db))


def test_b16_krumm_moves_and_re_2026_007_stays_byte_for_byte(shelf: dict[str, Eyes], tmp_path: Path) -> None:
    eyes = _copy(shelf["lena"], tmp_path)
    paper = eyes.paper("RE-2026-007")
    before = papers.kept(eyes.db, "invoice", paper.id)
    krumm = eyes.desk.client_of("krumm")
    moved = replace(krumm.address, street="Neue Straße 1", postal_code="04315")
    clients.change(eyes.db, replace(krumm, name="Bäckerei Krumm & Söhne", addresses=(moved,)))
    after = papers.kept(eyes.db, "invoice", paper.id)
    assert before is not None
    assert after is not None
    assert after.pdf == before.pdf
    assert eyes.paper("RE-2026-007") == paper
    with pytest.raises(StateError):
        invoices.change(eyes.db, replace(paper, title="Anders"))


def test_r_qr_1_the_code_on_lena_s_invoice(shelf: dict[str, Eyes]) -> None:
    own, due = issuer.get(shelf["lena"].db), shelf["lena"].open("RE-2026-014")
    payload = qr.epc_payload(due, name=own.account.holder, iban=own.account.iban, text="RE-2026-014")
    assert payload.split("\n") == [
        "BCD", "002", "1", "SCT", "", "Lena Brandt", "DE89370400440532013000", "EUR2496.03", "", "", "RE-2026-014",
    ]  # fmt: skip


def test_r_qr_5_the_link_on_anitha_s_invoice(shelf: dict[str, Eyes]) -> None:
    own, due = issuer.get(shelf["anitha"].db), shelf["anitha"].paper("INV/26-27/0003").due
    assert due is not None
    link = qr.upi_link(due, address=own.account.upi, name=own.latin_name, note="INV/26-27/0003")
    assert (
        link == "upi://pay?pa=anitha@examplebank&pn=Anitha%20Reddy&am=34300.00&cu=INR&tn=INV%2F26-27%2F0003"
    )


def test_names_in_their_own_script_are_kept_listed_and_found(shelf: dict[str, Eyes]) -> None:
    assert issuer.get(shelf["mona"].db).name == "منى عبد الرحمن"
    assert issuer.get(shelf["anitha"].db).name == "అనిత రెడ్డి"
    for name, words in (("mona", "الواحة"), ("mona", "دار"), ("anitha", "కిరణ్"), ("anitha", "శ్రీకాంత్")):
        assert shelf[name].finds(words) >= 1


def test_a_single_book_is_built_for_looking_around(tmp_path: Path) -> None:
    steps = []
    path = build_book(tmp_path / "look.db", step=lambda: steps.append(1))
    db = open_book(path, create=False)
    assert issuer.get(db).name == "Lena Brandt"
    assert invoices.open_of(db, 1) == Money.zero("EUR")
    assert len(steps) > 50
    db.close()
    shutil.rmtree(tmp_path)
