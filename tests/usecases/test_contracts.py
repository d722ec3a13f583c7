"""Contracts on a real book: from the accepted quote to the signature, and what a signed one refuses (B3, B10)."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientdesk.domain.contract import (
    Cancellation,
    Clause,
    ContractState,
    Instalment,
    InstalmentKind,
    Pricing,
    RevisionPolicy,
)
from clientdesk.domain.errors import ChecksFailedError, ConflictError, RuleError, StateError
from clientdesk.domain.line import LineRole
from clientdesk.domain.payment_plan import equal_plan
from clientdesk.domain.quote import AcceptanceMethod
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import contracts, milestones, papers, quotes, work
from tests.usecases import lena_book as lena
from tests.usecases.lena_book import eur, item


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return lena.lena_book(tmp_path)


def test_r_quo_3_contract_copies_the_accepted_version_by_value(db: Database) -> None:
    quote = lena.accepted_quote(db, lena.krumm(db))
    contract = contracts.from_quote(db, quote.id, on=lena.ACCEPTED)
    assert (contract.quote_id, contract.quote_revision) == (quote.id, 2)
    assert contract.totals().net == eur("4800.00")
    assert contract.totals().gross == eur("5712.00")
    assert contract.scope == "Sell bread online"
    assert [line.role for line in contract.lines][-1] is LineRole.BONUS
    assert contract.revisions.approver == lena.APPROVER
    assert contract.revisions.price == 90
    assert [part.percent for part in contract.plan] == [30, 70]
    # A later version of the quote changes nothing in the contract.
    quotes.revise(db, quote.id)
    assert contracts.get(db, contract.id).lines == contract.lines


def test_r_quo_3_one_contract_per_quote(db: Database) -> None:
    quote = lena.accepted_quote(db, lena.krumm(db))
    contracts.from_quote(db, quote.id, on=lena.ACCEPTED)
    with pytest.raises(StateError, match="already"):
        contracts.from_quote(db, quote.id, on=lena.ACCEPTED)


def test_r_quo_1_only_an_accepted_quote_becomes_a_contract(db: Database) -> None:
    quote = quotes.create(db, lena.krumm(db).id, on=date(2026, 2, 11), lines=[item("Workshop", 600)])
    with pytest.raises(StateError, match="not accepted"):
        contracts.from_quote(db, quote.id, on=lena.ACCEPTED)


def test_r_quo_4_only_what_was_chosen_is_agreed(db: Database) -> None:
    lines = (
        item("Workshop", 600),
        replace(item("Photos", 200), role=LineRole.OPTIONAL, key="photos"),
        replace(item("Video", 900), role=LineRole.OPTIONAL, key="video"),
    )
    quote = quotes.create(db, lena.krumm(db).id, on=date(2026, 2, 11), title="Extras", lines=lines)
    quotes.change(db, lena.with_words(quote))
    quotes.send(db, quote.id, on=date(2026, 2, 11))
    quotes.accept(db, quote.id, by="Jo", on=lena.ACCEPTED, method=AcceptanceMethod.PAPER, chosen=["photos"])
    contract = contracts.from_quote(db, quote.id, on=lena.ACCEPTED)
    assert [(line.description, line.role) for line in contract.lines] == [
        ("Workshop", LineRole.NORMAL),
        ("Photos", LineRole.NORMAL),
    ]
    assert contract.totals().net == eur("800.00")


def test_r_quo_2_accepted_version_counts_while_a_newer_one_is_written(db: Database) -> None:
    quote = lena.accepted_quote(db, lena.krumm(db))
    newer = quotes.revise(db, quote.id)
    quotes.change(db, replace(newer, lines=(item("Something else", 1),), adjustments=()))
    contract = contracts.from_quote(db, quote.id, on=lena.ACCEPTED)
    assert contract.quote_revision == 2
    assert contract.totals().net == eur("4800.00")


def test_b3_signing_freezes_text_number_and_paper(db: Database) -> None:
    contract = lena.signed(db)
    assert contract.number != ""
    assert contract.state is ContractState.ACTIVE
    assert contract.signature is not None
    assert (contract.signature.by, contract.signature.place) == (lena.APPROVER, "Leipzig")
    paper = papers.kept(db, "contract", contract.id)
    assert paper is not None
    assert paper.pdf.startswith(b"%PDF")
    assert hashlib.sha256(paper.text.encode()).hexdigest() == contract.signature.text_hash
    assert "4,800.00" in paper.text
    assert "Sell bread online" in paper.text
    assert "{" not in paper.text
    assert (paper.kind, paper.number, paper.created_on) == ("contract", contract.number, lena.SIGNED)


def test_b3_a_signed_contract_never_changes(db: Database) -> None:
    contract = lena.signed(db)
    with pytest.raises(StateError, match="signed already"):
        contracts.change(db, replace(contract, title="Other"))
    with pytest.raises(StateError):
        contracts.sign(db, contract.id, by="X", on=lena.SIGNED)
    with pytest.raises(StateError):
        contracts.delete_draft(db, contract.id)
    with pytest.raises(StateError), transaction(db):
        db.execute("UPDATE contracts SET lines = '[]' WHERE id = ?", (contract.id,))
    with pytest.raises(StateError), transaction(db):
        tables.contracts.delete(db, contract.id)
    assert contracts.get(db, contract.id) == contract


def test_b3_signing_says_all_that_is_missing_and_takes_no_number(db: Database) -> None:
    draft = contracts.create(db, lena.krumm(db).id, title="Care", on=lena.SIGNED)
    contracts.change(
        db,
        replace(
            draft,
            pricing=Pricing.HOURLY,
            hourly_rate=Decimal(0),
            plan=(Instalment(label="Half", percent=Decimal(50)),),
        ),
    )
    with pytest.raises(ChecksFailedError) as refused:
        contracts.sign(db, draft.id, by="Jo", on=lena.SIGNED)
    fields = [problem.field for problem in refused.value.problems]
    assert fields == ["hourly_rate", "plan", "hourly_rate"]
    assert "“Price” still has a blank: the hourly rate" in str(refused.value)
    assert contracts.get(db, draft.id).number == ""
    assert contracts.get(db, draft.id).state is ContractState.DRAFT


def test_b3_clauses_follow_the_facts_until_somebody_writes_them(db: Database) -> None:
    draft = lena.drafted(db)
    draft = contracts.change(
        db, replace(draft, cancellation=Cancellation(percent=Decimal(20)), language="en")
    )
    assert draft.clauses == ()
    signed = contracts.sign(db, draft.id, by="Jo", on=lena.SIGNED)
    by_key = {clause.key: clause.text for clause in signed.clauses}
    assert "20% of the price" in by_key["cancellation"]
    assert "€90.00 an hour" in by_key["revisions"]
    assert "Germany" in by_key["law"]
    assert "Leipzig" in by_key["law"]


def test_b3_own_clauses_are_kept_with_their_blanks_filled(db: Database) -> None:
    draft = lena.drafted(db)
    own = (Clause(key="own", title="Own", text="{client} pays in {unknown}."),)
    draft = contracts.change(db, replace(draft, clauses=own))
    with pytest.raises(ChecksFailedError, match="unknown"):
        contracts.sign(db, draft.id, by="Jo", on=lena.SIGNED)
    mended = replace(draft, clauses=(replace(own[0], text="{client} pays in bread."),))
    contracts.change(db, mended)
    signed = contracts.sign(db, draft.id, by="Jo", on=lena.SIGNED)
    assert [clause.text for clause in signed.clauses] == ["Bäckerei Krumm GmbH pays in bread."]


def test_b10_plan_adds_up_to_the_whole_and_the_last_takes_the_rest(db: Database) -> None:
    draft = contracts.create(db, lena.krumm(db).id, title="Thirds", on=lena.SIGNED)
    draft = contracts.change(db, replace(draft, lines=(item("Text", 100),), ends_on=date(2026, 6, 30)))
    thirds = equal_plan(["First", "Second", "Third"])
    draft = contracts.set_plan(db, draft.id, thirds)
    assert [money for _, money in draft.instalments()] == [eur("33.33"), eur("33.33"), eur("33.34")]
    with pytest.raises(RuleError, match="90"):
        contracts.set_plan(
            db,
            draft.id,
            (Instalment(label="A", percent=Decimal(40)), Instalment(label="B", percent=Decimal(50))),
        )
    with pytest.raises(RuleError, match="above 0"):
        contracts.set_plan(
            db,
            draft.id,
            (Instalment(label="A", percent=Decimal(110)), Instalment(label="B", percent=Decimal(-10))),
        )


def test_b10_every_part_is_bound_to_a_date_or_a_milestone(db: Database) -> None:
    contract = lena.signed(db)
    assert [(part.due_on, part.milestone) for part in contract.plan] == [
        (lena.SIGNED, ""),
        (None, "Design"),
        (None, "Shop"),
    ]
    assert [money for _, money in contract.instalments()] == [eur("1440.00"), eur("1920.00"), eur("1440.00")]


def test_b10_a_loose_part_and_an_unknown_milestone_stop_the_signature(db: Database) -> None:
    draft = contracts.create(db, lena.krumm(db).id, title="Loose", on=lena.SIGNED)
    draft = contracts.change(db, replace(draft, lines=(item("Text", 100),)))
    loose = Instalment(label="All", percent=Decimal(100), kind=InstalmentKind.PARTIAL)
    contracts.set_plan(db, draft.id, (loose,))
    with pytest.raises(ChecksFailedError, match="neither a date nor a milestone"):
        contracts.sign(db, draft.id, by="Jo", on=lena.SIGNED)
    contracts.set_plan(db, draft.id, (replace(loose, milestone="Moon"),))
    with pytest.raises(ChecksFailedError, match="Moon"):
        contracts.sign(db, draft.id, by="Jo", on=lena.SIGNED)
    contracts.set_plan(db, draft.id, (replace(loose, due_on=date(2026, 3, 31)),))
    assert contracts.sign(db, draft.id, by="Jo", on=lena.SIGNED).state is ContractState.ACTIVE


def test_r_pre_1_the_usual_prepayment_of_the_client_becomes_the_plan(db: Database) -> None:
    contract = contracts.create(db, lena.krumm(db).id, title="Care", on=lena.SIGNED)
    assert [(part.kind, part.percent) for part in contract.plan] == [
        (InstalmentKind.PREPAYMENT, 30),
        (InstalmentKind.FINAL, 70),
    ]


def test_r_pre_1_the_contract_names_only_the_deposit_before_the_work(db: Database) -> None:
    by_key = {clause.key: clause.text for clause in lena.signed(db).clauses}
    assert "begins when the prepayment of 30% of the price has arrived" in by_key["prepayment"]


def test_b24_signing_fixes_what_was_promised_first(db: Database) -> None:
    contract = lena.signed(db)
    found = tables.milestones.find(db, "contract_id = ?", (contract.id,))
    assert [(entry.title, entry.first_promised_on) for entry in found] == [
        ("Design", date(2026, 4, 10)),
        ("Shop", lena.PROMISED),
    ]


def test_numbers_are_taken_once_and_a_numbered_draft_is_not_thrown_away(db: Database) -> None:
    draft = lena.drafted(db)
    prepared = contracts.prepare(db, draft.id, on=lena.SIGNED)
    assert contracts.prepare(db, draft.id, on=lena.SIGNED).number == prepared.number
    with pytest.raises(StateError, match=prepared.number):
        contracts.delete_draft(db, draft.id)
    assert contracts.sign(db, draft.id, by="Jo", on=lena.SIGNED).number == prepared.number


def test_a_draft_without_number_is_thrown_away_with_its_milestones(db: Database) -> None:
    draft = lena.drafted(db)
    contracts.delete_draft(db, draft.id)
    assert tables.contracts.find(db) == ()
    assert tables.milestones.find(db) == ()


def test_complete_asks_for_open_milestones_and_unbilled_work(db: Database) -> None:
    contract = lena.signed(db)
    with pytest.raises(StateError, match="Design"):
        contracts.complete(db, contract.id, on=date(2026, 5, 4))
    for entry in tables.milestones.find(db, "contract_id = ?", (contract.id,)):
        milestones.deliver(db, entry.id, on=date(2026, 4, 28))
    work.log_hours(
        db, contract.id, on=date(2026, 4, 28), hours=Decimal(1), description="Extra", billable=True
    )
    with pytest.raises(RuleError, match="not billed yet"):
        contracts.complete(db, contract.id, on=date(2026, 5, 4))
    done = contracts.complete(db, contract.id, on=date(2026, 5, 4), despite=True)
    assert (done.state, done.closed_on) == (ContractState.COMPLETED, date(2026, 5, 4))
    with pytest.raises(StateError, match="closed"):
        work.log_hours(db, contract.id, on=date(2026, 5, 5), hours=Decimal(1), description="Late")


def test_b8_cancelling_needs_a_reason_and_ends_the_contract(db: Database) -> None:
    contract = lena.signed(db)
    with pytest.raises(RuleError, match="Why"):
        contracts.cancel(db, contract.id, on=date(2026, 3, 2), reason=" ")
    ended = contracts.cancel(db, contract.id, on=date(2026, 3, 2), reason="Client closed the shop")
    assert (ended.state, ended.close_reason) == (ContractState.CANCELLED, "Client closed the shop")
    with pytest.raises(StateError):
        contracts.cancel(db, contract.id, on=date(2026, 3, 3), reason="again")
    # The quote may now become another contract.
    assert contract.quote_id is not None
    assert contracts.from_quote(db, contract.quote_id, on=date(2026, 3, 4)).state is ContractState.DRAFT


def test_archive_hides_only_what_does_not_run(db: Database) -> None:
    contract = lena.signed(db)
    with pytest.raises(StateError, match="still runs"):
        contracts.archive(db, contract.id)
    contracts.cancel(db, contract.id, on=date(2026, 3, 2), reason="Closed")
    assert contracts.archive(db, contract.id).archived is True
    assert contracts.archive(db, contract.id, archived=False).archived is False


def test_a_stale_draft_is_a_conflict(db: Database) -> None:
    draft = lena.drafted(db)
    contracts.change(db, replace(draft, title="First"))
    with pytest.raises(ConflictError):
        contracts.change(db, replace(draft, title="Second"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends_on": date(2026, 1, 1)}, "ends_on"),
        ({"hourly_rate": Decimal(-1)}, "hourly_rate"),
        ({"cap_hours": Decimal(10), "estimate_hours": Decimal(20)}, "cap_hours"),
        ({"revisions": RevisionPolicy(free_rounds=-1)}, "revisions.free_rounds"),
        ({"cancellation": Cancellation(percent=Decimal(101))}, "cancellation.percent"),
        ({"notice_days": -1}, "notice_days"),
        ({"currency": "euro"}, "currency"),
        ({"hourly_rate": Decimal("NaN")}, "hourly_rate"),
    ],
)
def test_impossible_figures_are_refused_at_their_field(
    db: Database, wrong: dict[str, object], field: str
) -> None:
    draft = lena.drafted(db)
    with pytest.raises(RuleError) as refused:
        contracts.change(db, replace(draft, **wrong))  # type: ignore[arg-type]  # one field each
    assert refused.value.field == field
    assert contracts.get(db, draft.id) == draft


def test_a_spoken_yes_is_enough_to_draft(db: Database) -> None:
    quote = lena.accepted_quote(db, lena.krumm(db), method=AcceptanceMethod.SPOKEN)
    assert contracts.from_quote(db, quote.id, on=lena.ACCEPTED).state is ContractState.DRAFT
