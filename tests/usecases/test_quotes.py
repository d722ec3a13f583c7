"""Quotes on a real book: versions, acceptance, expiry, and the worked numbers of the demo book (R-QUO-*, B27)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from clientdesk.domain.catalogue import Package
from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.errors import (
    ChecksFailedError,
    ConflictError,
    NotFoundError,
    RuleError,
    StateError,
)
from clientdesk.domain.issuer import Issuer, TaxStatus
from clientdesk.domain.line import Adjustment, Line, LineKind, LineRole, PriceMode
from clientdesk.domain.money import Money
from clientdesk.domain.paper import digest
from clientdesk.domain.party import Address, TaxId
from clientdesk.domain.quote import AcceptanceMethod, Quote, QuoteState
from clientdesk.domain.quote_changes import ChangedPart, ChangeKind
from clientdesk.domain.tax import Tax, TaxCategory
from clientdesk.storage import tables
from clientdesk.storage.database import Database, open_book
from clientdesk.usecases import catalogue, clients, issuer, papers, quotes
from tests import shelf

VAT = Tax(rate=Decimal(19))
FIRST_DAY = date(2026, 2, 11)
SECOND_DAY = date(2026, 2, 18)
YES_DAY = date(2026, 2, 20)

WORKSHOP = Line(description="Workshop", unit="C62", unit_price=Decimal(600), tax=VAT)
IDENTITY = Line(description="Identity", unit="C62", unit_price=Decimal(2400), tax=VAT)
SCREENS = Line(description="Screen", quantity=Decimal(7), unit="C62", unit_price=Decimal(320), tax=VAT)
BONUS = Line(description="5 concepts instead of 3", unit_price=Decimal(250), tax=VAT, role=LineRole.BONUS)


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


@pytest.fixture
def db(tmp_path: Path) -> Database:
    book = shelf.opened(tmp_path / "book.clientdesk")
    issuer.save(
        book,
        Issuer(
            name="Lena Brandt",
            address=Address(street="Karl-Heine-Straße 1", postal_code="04229", city="Leipzig", country="DE"),
            tax_status=TaxStatus.REGISTERED,
            tax_ids=(TaxId(kind="vat_id", value="DE136695976"),),
        ),
    )
    return book


@pytest.fixture
def krumm(db: Database) -> Client:
    return clients.create(
        db,
        Client(
            name="Bäckerei Krumm GmbH",
            addresses=(Address(street="Markt 2", postal_code="04109", city="Leipzig", country="DE"),),
        ),
    )


@pytest.fixture
def draft(db: Database, krumm: Client) -> Quote:
    quote = quotes.create(
        db, krumm.id, on=FIRST_DAY, title="New identity", lines=(WORKSHOP, IDENTITY, SCREENS)
    )
    return quotes.change(db, replace(quote, not_included="Printing", change_terms="90.00 an hour"))


def accepted(db: Database, quote: Quote, *, on: date = YES_DAY) -> Quote:
    return quotes.accept(db, quote.id, by="Karl Krumm", on=on, method=AcceptanceMethod.PAPER)


def test_a_new_quote_inherits_the_terms_of_the_client_and_the_issuer(db: Database, krumm: Client) -> None:
    usual = quotes.create(db, krumm.id, on=FIRST_DAY)
    assert (usual.currency, usual.language, usual.price_mode) == ("EUR", "de-DE", PriceMode.NET)
    assert usual.valid_until == date(2026, 3, 13)
    clients.change(db, replace(krumm, currency="CHF", language="fr", price_mode="gross"))
    own = quotes.create(db, krumm.id, on=FIRST_DAY)
    assert (own.currency, own.language, own.price_mode) == ("CHF", "fr", PriceMode.GROSS)
    assert quotes.get(db, usual.id).currency == "EUR"


def test_lenas_first_and_second_version_to_the_cent(db: Database, draft: Quote) -> None:
    first = quotes.send(db, draft.id, on=FIRST_DAY)
    totals = first.totals()
    assert (totals.net, totals.tax, totals.gross) == (eur("5240.00"), eur("995.60"), eur("6235.60"))
    revised = quotes.revise(db, first.id)
    quotes.change(
        db,
        replace(
            revised,
            lines=(*revised.lines, BONUS),
            adjustments=(Adjustment(amount=Decimal(440), reason="Goodwill"),),
        ),
    )
    second = quotes.send(db, first.id, on=SECOND_DAY)
    totals = second.totals()
    assert (totals.net, totals.tax, totals.gross) == (eur("4800.00"), eur("912.00"), eur("5712.00"))
    assert (second.number, second.revision, second.sent_revision) == (first.number, 2, 2)
    assert accepted(db, second).acceptance.revision == 2


def test_r_quo_1_draft_sent_accepted(db: Database, draft: Quote) -> None:
    assert (draft.state, draft.number) == (QuoteState.DRAFT, "")
    sent = quotes.send(db, draft.id, on=FIRST_DAY)
    assert sent.state is QuoteState.SENT
    assert accepted(db, sent).state is QuoteState.ACCEPTED


def test_r_quo_1_the_last_day_of_validity_still_counts(db: Database, draft: Quote) -> None:
    quotes.change(db, replace(draft, valid_until=date(2026, 11, 30)))
    sent = quotes.send(db, draft.id, on=FIRST_DAY)
    assert not sent.has_expired(date(2026, 11, 30))
    assert sent.has_expired(date(2026, 12, 1))
    with pytest.raises(StateError, match="valid until"):
        accepted(db, sent, on=date(2026, 12, 1))
    assert accepted(db, sent, on=date(2026, 11, 30)).state is QuoteState.ACCEPTED


def test_b27_an_expired_quote_is_accepted_once_it_is_extended(db: Database, draft: Quote) -> None:
    sent = quotes.send(db, draft.id, on=FIRST_DAY)
    late = date(2026, 4, 1)
    with pytest.raises(StateError) as caught:
        accepted(db, sent, on=late)
    assert "Extend" in caught.value.next_step
    with pytest.raises(RuleError):
        quotes.extend(db, sent.id, until=date(2026, 3, 13))
    extended = quotes.extend(db, sent.id, until=date(2026, 4, 30))
    assert not extended.has_expired(late)
    assert accepted(db, extended, on=late).state is QuoteState.ACCEPTED


def test_r_quo_1_declined_with_a_reason_and_withdrawn(db: Database, draft: Quote) -> None:
    with pytest.raises(StateError):
        quotes.decline(db, draft.id, reason="Too dear")
    sent = quotes.send(db, draft.id, on=FIRST_DAY)
    with pytest.raises(RuleError) as caught:
        quotes.decline(db, sent.id, reason=" ")
    assert caught.value.field == "reason"
    declined = quotes.decline(db, sent.id, reason="Too dear")
    assert (declined.state, declined.decline_reason) == (QuoteState.DECLINED, "Too dear")
    with pytest.raises(StateError):
        accepted(db, declined)
    again = quotes.send(db, quotes.revise(db, sent.id).id, on=SECOND_DAY)
    assert again.decline_reason == ""
    assert quotes.withdraw(db, again.id).state is QuoteState.WITHDRAWN
    with pytest.raises(StateError):
        quotes.withdraw(db, again.id)


def test_r_quo_2_sending_freezes_the_version_with_the_hash_of_its_paper(db: Database, draft: Quote) -> None:
    sent = quotes.send(db, draft.id, on=FIRST_DAY)
    (version,) = quotes.revisions(db, sent.id)
    paper = papers.kept(db, "quote", sent.id, revision=1)
    assert paper is not None
    assert paper.pdf.startswith(b"%PDF")
    assert version.paper_sha256 == paper.sha256 == digest(paper.pdf)
    assert version.snapshot == sent
    with pytest.raises(StateError):
        quotes.change(db, replace(sent, title="Other"))
    with pytest.raises(StateError):
        quotes.send(db, sent.id, on=FIRST_DAY)


def test_r_quo_2_no_sent_version_can_be_altered_in_the_file(db: Database, draft: Quote) -> None:
    quotes.send(db, draft.id, on=FIRST_DAY)
    for statement in ("UPDATE quote_revisions SET snapshot = '{}'", "DELETE FROM quote_revisions"):
        with pytest.raises(Exception, match="guard: quote_revisions"):
            db.connection.execute(statement)


def test_r_quo_2_a_change_after_acceptance_makes_a_new_version(db: Database, draft: Quote) -> None:
    quote = quotes.send(db, draft.id, on=FIRST_DAY)
    quote = quotes.send(db, quotes.revise(db, quote.id).id, on=SECOND_DAY)
    quote = accepted(db, quote)
    third = quotes.revise(db, quote.id)
    assert (third.revision, third.state, third.acceptance.revision) == (3, QuoteState.DRAFT, 2)
    assert [row.revision for row in quotes.revisions(db, quote.id)] == [1, 2]


def test_r_quo_2_the_first_version_may_be_accepted_after_the_second(db: Database, draft: Quote) -> None:
    first = quotes.send(db, draft.id, on=FIRST_DAY)
    revised = quotes.revise(db, first.id)
    quotes.change(db, replace(revised, adjustments=(Adjustment(amount=Decimal(440)),)))
    quotes.send(db, first.id, on=SECOND_DAY)
    yes = quotes.accept(db, first.id, revision=1, by="Karl Krumm", on=YES_DAY, method=AcceptanceMethod.SPOKEN)
    assert (yes.acceptance.revision, yes.totals().net) == (1, eur("5240"))
    assert quotes.revise(db, yes.id).revision == 3


@pytest.mark.parametrize("revision", [0, 2, 9])
def test_r_quo_2_a_version_that_was_never_sent_cannot_be_accepted(
    db: Database, draft: Quote, revision: int
) -> None:
    sent = quotes.send(db, draft.id, on=FIRST_DAY)
    with pytest.raises(StateError, match="never sent"):
        quotes.accept(db, sent.id, revision=revision, by="K", on=YES_DAY, method=AcceptanceMethod.MAIL)
    quotes.revise(db, sent.id)
    with pytest.raises(StateError, match="never sent"):
        accepted(db, sent)


def test_r_quo_2_acceptance_says_who_when_and_how(db: Database, draft: Quote) -> None:
    sent = quotes.send(db, draft.id, on=FIRST_DAY)
    with pytest.raises(RuleError) as nobody:
        quotes.accept(db, sent.id, by=" ", on=YES_DAY, method=AcceptanceMethod.MAIL)
    assert nobody.value.field == "by"
    with pytest.raises(RuleError) as early:
        accepted(db, sent, on=date(2026, 2, 10))
    assert early.value.field == "on"
    yes = quotes.accept(db, sent.id, by="Karl Krumm", on=YES_DAY, method=AcceptanceMethod.SPOKEN)
    acceptance = quotes.get(db, yes.id).acceptance
    assert acceptance is not None
    assert (acceptance.by, acceptance.on, acceptance.method) == ("Karl Krumm", YES_DAY, "spoken")


def test_r_quo_2_what_changed_between_two_versions(db: Database, draft: Quote) -> None:
    assert quotes.changes_since_sent(db, draft.id) == ()
    sent = quotes.send(db, draft.id, on=FIRST_DAY)
    revised = quotes.revise(db, sent.id)
    workshop, identity, screens = revised.lines
    quotes.change(
        db,
        replace(
            revised,
            lines=(replace(screens, quantity=Decimal(8)), identity, BONUS),
            adjustments=(Adjustment(amount=Decimal(440)),),
            not_included="Printing, photographs",
            valid_until=date(2026, 3, 20),
        ),
    )
    changes = {
        (change.part, change.kind, change.name): (change.before, change.after)
        for change in quotes.changes_since_sent(db, sent.id)
    }
    assert changes == {
        (ChangedPart.LINE, ChangeKind.CHANGED, "Screen"): (eur("2240"), eur("2560")),
        (ChangedPart.LINE, ChangeKind.ADDED, "5 concepts instead of 3"): (None, eur("0")),
        (ChangedPart.LINE, ChangeKind.REMOVED, "Workshop"): (eur("600"), None),
        (ChangedPart.DISCOUNT, ChangeKind.ADDED, ""): (eur("0"), eur("440")),
        (ChangedPart.NET, ChangeKind.CHANGED, ""): (eur("5240"), eur("4520")),
        (ChangedPart.GROSS, ChangeKind.CHANGED, ""): (eur("6235.60"), eur("5378.80")),
        (ChangedPart.VALIDITY, ChangeKind.CHANGED, ""): (date(2026, 3, 13), date(2026, 3, 20)),
        (ChangedPart.TEXT, ChangeKind.CHANGED, "not_included"): ("Printing", "Printing, photographs"),
    }
    assert workshop.key not in {line.key for line in quotes.get(db, sent.id).lines}


def words(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


def test_r_quo_2_the_paper_of_the_second_version_says_what_changed(db: Database, draft: Quote) -> None:
    first = quotes.send(db, quotes.change(db, replace(draft, language="en-GB")).id, on=FIRST_DAY)
    revised = quotes.revise(db, first.id)
    lines = (*revised.lines[1:], BONUS)
    quotes.change(db, replace(revised, lines=lines, adjustments=(Adjustment(amount=Decimal(440)),)))
    quotes.send(db, first.id, on=SECOND_DAY)
    before, after = (papers.kept(db, "quote", first.id, revision=revision) for revision in (1, 2))
    assert before is not None
    assert after is not None
    assert "What changed" not in words(before.pdf)
    told = words(after.pdf)
    for sentence in (
        "What changed",
        "5 concepts instead of 3: new, free of charge",
        "Workshop: no longer part of it",
        "Discount: new, €440.00",
        "Net total: €5,240.00 → €4,200.00",
    ):
        assert sentence in told


def test_r_quo_2_a_dropped_version_gives_way_to_the_one_that_was_sent(db: Database, draft: Quote) -> None:
    sent = quotes.send(db, draft.id, on=FIRST_DAY)
    yes = accepted(db, sent)
    revised = quotes.revise(db, sent.id)
    quotes.change(db, replace(revised, lines=(WORKSHOP,)))
    back = quotes.delete_draft(db, sent.id)
    assert back is not None
    assert (back.state, back.acceptance, back.totals().net) == (
        QuoteState.ACCEPTED,
        yes.acceptance,
        eur("5240"),
    )


def test_a_draft_that_was_never_sent_is_gone_and_leaves_no_gap(
    db: Database, draft: Quote, krumm: Client
) -> None:
    other = quotes.create(db, krumm.id, on=FIRST_DAY, lines=(WORKSHOP,))
    assert quotes.delete_draft(db, other.id) is None
    with pytest.raises(NotFoundError):
        quotes.get(db, other.id)
    assert quotes.send(db, draft.id, on=FIRST_DAY).number.endswith("001")


def test_r_quo_4_options_and_alternatives_are_chosen_at_acceptance(db: Database, krumm: Client) -> None:
    quote = quotes.create(
        db,
        krumm.id,
        on=FIRST_DAY,
        lines=(
            replace(WORKSHOP, unit_price=Decimal(1000)),
            replace(
                SCREENS, key="extra", quantity=Decimal(1), unit_price=Decimal(200), role=LineRole.OPTIONAL
            ),
            replace(IDENTITY, key="small", role=LineRole.ALTERNATIVE, choice="Size", unit_price=Decimal(500)),
            replace(IDENTITY, key="large", role=LineRole.ALTERNATIVE, choice="Size", unit_price=Decimal(900)),
        ),
    )
    quotes.change(db, replace(quote, not_included="none", change_terms="none"))
    sent = quotes.send(db, quote.id, on=FIRST_DAY)
    assert sent.totals().net == eur("1000")
    with pytest.raises(RuleError, match="Which of these") as caught:
        accepted(db, sent)
    assert caught.value.field == "chosen"
    quotes.choose(db, sent.id, "small")
    assert quotes.choose(db, sent.id, "large").totals().net == eur("1900")
    yes = quotes.accept(
        db,
        sent.id,
        by="Karl Krumm",
        on=YES_DAY,
        method=AcceptanceMethod.MAIL,
        chosen=("small", "extra"),
    )
    assert yes.totals().net == eur("1700")
    assert quotes.revisions(db, sent.id)[0].snapshot.totals().net == eur("1000")
    with pytest.raises(StateError):
        quotes.choose(db, sent.id, "large")


def test_r_quo_4_a_usual_line_cannot_be_unticked(db: Database, draft: Quote) -> None:
    with pytest.raises(RuleError, match="cannot be chosen"):
        quotes.choose(db, draft.id, draft.lines[0].key, chosen=False)


def test_all_that_is_missing_is_listed_at_once_and_no_number_is_burnt(db: Database) -> None:
    stranger = clients.create(db, Client(name="Stranger", kind=ClientKind.PERSON))
    reverse = Tax(category=TaxCategory.REVERSE_CHARGE)
    quote = quotes.create(
        db,
        stranger.id,
        on=FIRST_DAY,
        lines=(
            replace(WORKSHOP, description=" "),
            replace(IDENTITY, tax=replace(VAT, rate=Decimal(0))),
            replace(SCREENS, tax=reverse),
        ),
        adjustments=(Adjustment(),),
    )
    quotes.change(db, replace(quote, valid_until=date(2026, 2, 1)))
    with pytest.raises(ChecksFailedError) as caught:
        quotes.send(db, quote.id, on=FIRST_DAY)
    fields = [problem.field for problem in caught.value.problems]
    assert fields == [
        "client.address",
        "lines.0.description",
        "adjustments.0",
        "lines.1.tax",
        "lines.2.tax",
        "client.tax_ids",
        "not_included",
        "change_terms",
        "valid_until",
    ]
    assert [problem.field for problem in quotes.problems(db, quote.id, on=FIRST_DAY)] == fields
    assert quotes.get(db, quote.id).state is QuoteState.DRAFT
    assert tables.series.find(db, "code = 'quote'")[0].last == 0


def test_t9_what_is_not_included_may_be_none_but_must_be_said(db: Database, draft: Quote) -> None:
    quotes.change(db, replace(draft, not_included="", change_terms=""))
    assert {problem.rule for problem in quotes.problems(db, draft.id, on=FIRST_DAY)} == {"T9"}
    quotes.change(db, replace(quotes.get(db, draft.id), not_included="none", change_terms="none"))
    assert quotes.problems(db, draft.id, on=FIRST_DAY) == ()


def test_e2_no_text_that_was_meant_to_be_replaced_is_sent(db: Database, draft: Quote) -> None:
    lines = (replace(WORKSHOP, details="Lorem ipsum dolor"), replace(SCREENS, description="Hecho todo"))
    quotes.change(db, replace(draft, intro="Dear {name},", lines=lines, not_included="none …"))
    found = [(problem.field, problem.rule) for problem in quotes.problems(db, draft.id, on=FIRST_DAY)]
    assert found == [("intro", "E2"), ("not_included", "E2"), ("lines.0.details", "E2")]


def test_a_quote_of_words_alone_or_with_too_much_discount_is_not_sent(db: Database, draft: Quote) -> None:
    quotes.change(db, replace(draft, lines=(Line(kind=LineKind.HEADING, description="Design"),)))
    assert [problem.field for problem in quotes.problems(db, draft.id, on=FIRST_DAY)] == ["lines"]
    quotes.change(
        db,
        replace(quotes.get(db, draft.id), lines=(WORKSHOP,), adjustments=(Adjustment(amount=Decimal(601)),)),
    )
    assert [problem.field for problem in quotes.problems(db, draft.id, on=FIRST_DAY)] == ["adjustments"]


def test_nothing_is_sent_before_the_issuer_has_answered(tmp_path: Path) -> None:
    book = open_book(tmp_path / "new.clientdesk")
    client = clients.create(
        book, Client(name="Harbor Light", currency="USD", addresses=(Address(city="Brooklyn", country="US"),))
    )
    quote = quotes.create(book, client.id, on=FIRST_DAY, lines=(WORKSHOP,))
    fields = {problem.field for problem in quotes.problems(book, quote.id, on=FIRST_DAY)}
    assert {"issuer.country", "issuer.name", "issuer.address"} <= fields
    other = clients.create(book, Client(name="Nobody"))
    with pytest.raises(RuleError, match="currency is not known"):
        quotes.create(book, other.id, on=FIRST_DAY)


def test_a_small_business_sends_quotes_without_tax(db: Database, krumm: Client, draft: Quote) -> None:
    own = issuer.get(db)
    issuer.save(db, replace(own, tax_status=TaxStatus.SMALL_BUSINESS))
    assert "R-VAT-6" in {problem.rule for problem in quotes.problems(db, draft.id, on=FIRST_DAY)}


def test_two_writers_do_not_overwrite_each_other(db: Database, draft: Quote) -> None:
    quotes.change(db, replace(draft, title="From the window"))
    with pytest.raises(ConflictError):
        quotes.change(db, replace(draft, title="From the command line"))


def test_a_copy_starts_over_without_number_and_versions(db: Database, draft: Quote) -> None:
    sent = quotes.send(db, draft.id, on=FIRST_DAY)
    copy = quotes.copy(db, sent.id, on=date(2026, 6, 1))
    assert (copy.number, copy.state, copy.revision, copy.sent_revision) == ("", QuoteState.DRAFT, 1, 0)
    assert copy.lines == sent.lines
    assert copy.valid_until == date(2026, 7, 1)


def test_what_was_sent_is_offered_again_by_the_catalogue(db: Database, draft: Quote) -> None:
    quotes.send(db, draft.id, on=FIRST_DAY)
    (screen,) = catalogue.suggest(db, "scr", "EUR")
    assert (screen.description, screen.unit_price, screen.uses) == ("Screen", Decimal(320), 1)


def test_p2_a_package_brings_its_lines_and_one_bundle_discount(db: Database, krumm: Client) -> None:
    package = catalogue.save_package(
        db,
        Package(name="Start", currency="EUR", lines=(WORKSHOP, IDENTITY), price=Decimal(2700)),
    )
    lines, discount = catalogue.insert_package(db, package.id)
    assert discount is not None
    quote = quotes.create(db, krumm.id, on=FIRST_DAY, lines=lines, adjustments=(discount,))
    assert quote.totals().net == eur("2700")
    assert discount.reason == "Start"
