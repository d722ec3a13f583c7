from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from clientdesk.documents import change_order, contract, quote, receipt, settlement
from clientdesk.documents.layout import render
from clientdesk.documents.plain import text_of
from clientdesk.documents.setting import setting, tag_for
from clientdesk.documents.units import printed
from clientdesk.documents.view import DocumentView, Heading, PaperSize, Payment, Totals
from clientdesk.domain.change_order import ChangeOrder, ChangeState
from clientdesk.domain.contract import (
    Cancellation,
    Clause,
    Contract,
    Instalment,
    InstalmentKind,
    PaidRevision,
    Pricing,
    RevisionPolicy,
    Signature,
)
from clientdesk.domain.countries import rules
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import LineRole
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address, Contact
from clientdesk.domain.payment import Direction
from clientdesk.domain.payment import Payment as PaymentRecord
from clientdesk.domain.prepayment import settle_cancellation
from clientdesk.domain.quote import Quote
from clientdesk.domain.tax import TaxGroup
from clientdesk.i18n import Translator
from tests.documents.samples import (
    BASE,
    BONUS,
    KRUMM,
    LENA,
    NEW_CLIENT,
    VAT19,
    deduction,
    english,
    german,
    line,
    words,
)

QUOTE = Quote(
    number="AN-2026-004",
    title="Markenauftritt",
    goal="More young people in the shop.",
    not_included="Photography.",
    currency="EUR",
    lines=(
        *BASE,
        BONUS,
        line("Film", "1", "480", role=LineRole.OPTIONAL),
        line("Foil", "1", "90", role=LineRole.ALTERNATIVE),
    ),
    adjustments=(NEW_CLIENT,),
    revision=2,
    sent_on=date(2026, 2, 18),
    valid_until=date(2026, 3, 20),
)
CONTRACT = Contract(
    number="V-2026-003",
    title="Markenauftritt",
    scope="Design as in quote AN-2026-004, version 2.",
    not_included="Photography.",
    currency="EUR",
    lines=(*BASE, BONUS),
    adjustments=(NEW_CLIENT,),
    hourly_rate=Decimal(90),
    revisions=RevisionPolicy(free_rounds=1, approver="Sabine Krumm"),
    plan=(
        Instalment(label="On order", percent=Decimal(30)),
        Instalment(label="After the presentation", percent=Decimal(40), kind=InstalmentKind.PARTIAL),
        Instalment(percent=Decimal(30), kind=InstalmentKind.FINAL, due_on=date(2026, 4, 24)),
    ),
    cancellation=Cancellation(percent=Decimal(20), notice_days=14),
    clauses=(Clause(title="Rights of use", text="They pass on payment.\n\nNot to third parties."),),
    starts_on=date(2026, 2, 24),
    ends_on=date(2026, 4, 24),
)
SIGNED = Signature(on=date(2026, 2, 24), by="Sabine Krumm", place="Leipzig")


def sums(view: DocumentView) -> dict[str, str]:
    ladder = [section for section in view.body if isinstance(section, Totals)][-1]
    return {row.label: row.amount.replace("\u00a0", " ") for row in ladder.rows}


# --- quote --------------------------------------------------------------------------------------------------------


def test_the_quote_of_demo_book_a_version_2() -> None:
    view = quote.view(QUOTE, english(), what_changed="Discount of 440.00.")
    assert sums(view) == {
        "Sum of the lines": "€5,240.00",
        "Discount (Neukunde)": "−€440.00",
        "Net total": "€4,800.00",
        "VAT 19%": "€912.00",
        "Total": "€5,712.00",
    }
    text = words(render(view))
    for part in (
        "Quote AN-2026-004",
        "Version 2",
        "March 20, 2026",
        "Discount of 440.00.",
        "More young people",
    ):
        assert part in text


@pytest.mark.parametrize("where", [english(), german()])
def test_r_quo_5_a_quote_never_says_invoice_and_has_no_payment_panel(where: object) -> None:
    view = quote.view(QUOTE, where)  # type: ignore[arg-type]
    text = words(render(view)).lower()
    assert "invoice" not in text
    assert "rechnung" not in text
    assert not any(isinstance(section, Payment) for section in view.body)


@pytest.mark.parametrize("typed", ["none", "None.", "“none”", "nothing", "NONE"])
def test_the_word_for_nothing_is_printed_in_the_papers_language(typed: str) -> None:
    empty = replace(QUOTE, not_included=typed, change_terms=typed)
    nothing = Translator("de").pgettext("not included", "None"), Translator("de").pgettext("changes", "None")
    text = words(render(quote.view(empty, german())))
    assert f"Nicht enthalten {nothing[0]} " in text
    assert f"{nothing[1]} Auftrag" in text
    assert not re.search(r"\bnone\b|\bnothing\b", text, re.IGNORECASE), "a German paper is German"
    assert "Not included None Changes None" in words(render(quote.view(empty, english())))


def test_what_was_typed_beside_the_word_for_nothing_stays_as_it_is() -> None:
    told = replace(QUOTE, not_included="None of the photos", change_terms="Nothing below an hour")
    text = words(render(quote.view(told, german())))
    assert "None of the photos" in text
    assert "Nothing below an hour" in text


def test_r_quo_4_optional_and_alternative_lines_are_marked_and_not_counted() -> None:
    text = words(render(quote.view(QUOTE, english())))
    assert "Film Optional, not included in the total 1 flat 480.00 480.00" in text
    assert "Foil Alternative, not included in the total" in text
    assert "€5,712.00" in text


# --- contract and change order ------------------------------------------------------------------------------------


def test_the_contract_has_parties_price_plan_dates_clauses_and_signature_lines() -> None:
    stones = (Milestone(title="Presentation", promised_on=date(2026, 3, 27), checks="Three drafts"),)
    text = words(render(contract.view(CONTRACT, english(), milestones=stones)))
    for part in (
        "Contract V-2026-003",
        "Contractor Lena Brandt, Karl-Heine-Straße 12, 04229 Leipzig",
        "Client Bäckerei Krumm GmbH, Lindenallee 5, 04109 Leipzig",
        "Starts on February 24, 2026",
        "€5,712.00",
        "On order Prepayment at signing 30% 1,440.00",
        "After the presentation Partial invoice 40% 1,920.00",
        "Final invoice Apr 24, 2026 30% 1,440.00",
        "Presentation Three drafts Mar 27, 2026",
        "The price includes 1 round of changes. Further rounds are billed by the hour at 90.00 EUR.",
        "Approvals are given by Sabine Krumm.",
        "20% of the net price plus tax is kept or billed. Notice: 14 days.",
        "3. Rights of use They pass on payment. Not to third parties.",
        "Name and signature",
    ):
        assert part in text


def test_a_draft_contract_without_a_price_shows_lines_to_write_on_and_no_empty_heading() -> None:
    price = Clause(key="price", title="Price", text="The price is {net} without tax, {gross} with tax.")
    view = contract.view(replace(CONTRACT, lines=(), plan=(), clauses=(price,)), english())
    text = words(render(view))
    assert "{" not in text
    assert "The price is ____________ without tax, ____________ with tax." in text
    assert not [part for part in view.body if isinstance(part, Heading) and part.text == "Price"]


def test_b3_a_signature_is_printed_and_does_not_change_the_text_that_was_signed() -> None:
    unsigned = contract.view(CONTRACT, english())
    signed = contract.view(replace(CONTRACT, signature=SIGNED), english(on=date(2026, 6, 1)))
    assert "Sabine Krumm" in words(render(signed)).split("Place, date: Leipzig, February 24, 2026")[0]
    assert text_of(signed) == text_of(unsigned)
    changed = replace(CONTRACT, scope="Design and print.")
    assert text_of(contract.view(changed, english())) != text_of(unsigned)
    for part in ("Rights of use", "They pass on payment.", "On order", "1,440.00", "Lena Brandt", "Three"):
        assert (part in text_of(unsigned)) == (part != "Three")


def test_an_hourly_contract_says_rate_estimate_and_cap() -> None:
    hourly = replace(
        CONTRACT,
        pricing=Pricing.HOURLY,
        lines=(),
        adjustments=(),
        hourly_rate=Decimal(110),
        estimate_hours=Decimal(80),
        cap_hours=Decimal(120),
        revisions=RevisionPolicy(free_rounds=2, then=PaidRevision.FLAT, price=Decimal(150)),
        plan=(),
    )
    text = words(render(contract.view(hourly, english())))
    assert "110.00 EUR per hour. The estimate is 80 hours. No more than 120 hours" in text
    assert "includes 2 rounds of changes. Every further round costs 150.00 EUR." in text


def test_b2_a_change_order_shows_price_and_days_and_who_agreed() -> None:
    change = ChangeOrder(
        sequence=1,
        title="Eighth screen",
        description="The page of branches is added.",
        lines=(line("Screen", "1", "320"),),
        extra_days=2,
        extra_hours=Decimal("1.5"),
        state=ChangeState.ACCEPTED,
        offered_on=date(2026, 4, 14),
        decided_on=date(2026, 4, 15),
        decided_by="Sabine Krumm",
    )
    text = words(render(change_order.view(change, CONTRACT, english())))
    for part in (
        "Change order CO-1",
        "V-2026-003",
        "The page of branches is added.",
        "€380.80",
        "2 working days later",
        "1.5 hours more",
        "Sabine Krumm",
        "Place, date: April 15, 2026",
    ):
        assert part in text
    free = replace(change, lines=(), extra_days=0, extra_hours=Decimal(0), state=ChangeState.OFFERED)
    assert "Dates unchanged" in words(render(change_order.view(free, CONTRACT, english())))


# --- receipt and settlement ---------------------------------------------------------------------------------------


def test_a_receipt_names_money_day_way_and_the_papers_it_paid() -> None:
    money = PaymentRecord(
        on=date(2026, 3, 5), amount=Money.of("1800", "EUR"), number="RC-1", reference="RE-2026-007"
    )
    paid = receipt.Paid(
        number="RE-2026-007",
        issued_on=date(2026, 2, 25),
        amount=Money.of("1713.60", "EUR"),
        still_open=Money.of("0", "EUR"),
    )
    view = receipt.view(money, english(), paid=(paid,))
    assert sums(view) == {"Kept as credit for you": "€86.40", "Amount received": "€1,800.00"}
    text = words(render(view))
    for part in (
        "Receipt RC-1",
        "We received €1,800.00 on March 5, 2026.",
        "bank transfer",
        "RE-2026-007 Feb 25, 2026 1,713.60 0.00",
    ):
        assert part in text


def test_a_refund_has_a_receipt_too() -> None:
    money = PaymentRecord(
        on=date(2026, 3, 5),
        amount=Money.of("50", "EUR"),
        direction=Direction.OUT,
        number="RC-2",
        method="cash",
    )
    text = words(render(receipt.view(money, english())))
    for part in ("Refund receipt RC-2", "We refunded €50.00", "cash", "Amount refunded €50.00"):
        assert part in text


def test_b8_the_settlement_shows_received_kept_and_refund() -> None:
    full = (TaxGroup.from_net(VAT19, Money.of("4800", "EUR")),)
    got = deduction("RE-2026-007", "1440", date(2026, 2, 25), date(2026, 3, 5))
    outcome = settle_cancellation(full, got.groups, CONTRACT.cancellation, "EUR")
    received = settlement.Received(number=got.number, received_on=date(2026, 3, 5), gross=got.gross)
    view = settlement.view(outcome, CONTRACT, english(), received=(received,), cancelled_on=date(2026, 3, 15))
    assert sums(view) == {
        "Cancellation fee 20%": "€960.00",
        "VAT 19%": "€182.40",
        "Fee incl. tax": "€1,142.40",
        "Prepayments received": "€1,713.60",
        "thereof kept": "−€1,142.40",
        "Refund due": "€571.20",
    }
    text = words(render(view))
    assert "RE-2026-007 Mar 5, 2026 1,713.60" in text
    assert "March 15, 2026" in text


def test_b8_what_prepayments_do_not_cover_is_still_to_be_invoiced() -> None:
    full = (TaxGroup.from_net(VAT19, Money.of("4800", "EUR")),)
    got = deduction("RE-1", "500", date(2026, 2, 25), date(2026, 3, 5))
    outcome = settle_cancellation(full, got.groups, CONTRACT.cancellation, "EUR")
    assert sums(settlement.view(outcome, CONTRACT, english()))["Still to be invoiced"] == "€547.40"


# --- the letter around them ---------------------------------------------------------------------------------------


def test_a_name_is_printed_in_its_own_letters_where_the_paper_is_written_in_them() -> None:
    client = replace(
        KRUMM,
        name="دار الواحة للنشر",
        latin_name="Dar Al Waha Publishing",
        form_of_address="أستاذة نورة",
        contacts=(Contact(name="نورة"),),
    )
    text = words(render(quote.view(QUOTE, setting(LENA, client, on=date(2026, 2, 18), language="en"))))
    assert "Dar Al Waha Publishing" in text
    paper = words(render(quote.view(QUOTE, setting(LENA, client, on=date(2026, 2, 18), language="ar"))))
    assert "Dar Al Waha Publishing" not in paper
    assert "الواحة" in paper
    unnamed = replace(client, latin_name="")
    assert "الواحة" in words(render(quote.view(QUOTE, setting(LENA, unnamed, on=date(2026, 2, 18)))))
    latin = replace(KRUMM, name="Müller", latin_name="Mueller")
    assert "Müller" in words(render(quote.view(QUOTE, setting(LENA, latin, on=date(2026, 2, 18)))))


def test_the_country_stands_in_the_address_only_if_it_is_another() -> None:
    abroad = replace(
        KRUMM, addresses=(Address(street="Ring 1", postal_code="1010", city="Wien", country="AT"),)
    )
    assert setting(LENA, abroad, on=date(2026, 2, 18)).tr.language == "de"
    assert "ÖSTERREICH" in words(render(quote.view(QUOTE, setting(LENA, abroad, on=date(2026, 2, 18)))))
    assert "DEUTSCHLAND" not in words(render(quote.view(QUOTE, german())))


def test_the_papers_language_is_the_records_then_the_clients_then_the_issuers() -> None:
    on = date(2026, 2, 18)
    assert setting(LENA, KRUMM, on=on, language="en").tr.language == "en"
    assert setting(replace(LENA, language="en"), KRUMM, on=on).tr.language == "de"
    assert setting(LENA, replace(KRUMM, language=""), on=on).tr.language == "de"
    assert setting(Issuer(), replace(KRUMM, language=""), on=on).tr.language == "en"


def test_numbers_follow_the_issuers_country_where_its_language_is_spoken() -> None:
    assert Translator(tag_for("en", "IN", rules("IN"))).money(Money.of("159300", "INR")) == "₹1,59,300.00"
    assert Translator(tag_for("en", "DE", rules("DE"))).money(Money.of("1234.5", "EUR")) == "€1,234.50"
    assert Translator(tag_for("en", "US", rules("US"))).date(date(2026, 6, 17)) == "Jun 17, 2026"
    assert tag_for("de", "AT", rules("AT")) == "de-AT"
    assert tag_for("de", "US", rules("US")) == "de"


def test_paper_size_is_the_issuers_else_the_countrys() -> None:
    on = date(2026, 2, 18)
    american = replace(LENA, address=Address(city="Austin", country="US"))
    assert setting(american, KRUMM, on=on).paper is PaperSize.LETTER
    assert setting(replace(american, paper="A4"), KRUMM, on=on).paper is PaperSize.A4
    assert setting(LENA, KRUMM, on=on).paper is PaperSize.A4


@pytest.mark.parametrize(
    ("unit", "quantity", "english_word"),
    [
        ("HUR", "2.5", "h"),
        ("DAY", "1", "day"),
        ("DAY", "2", "days"),
        ("H87", "7", "pcs."),
        ("D68", "48500", "words"),
        ("screens", "3", "screens"),
    ],
)
def test_r_ein_9_units_are_printed_in_the_papers_language(
    unit: str, quantity: str, english_word: str
) -> None:
    assert printed(unit, Decimal(quantity), Translator("en")) == english_word


def test_units_in_german() -> None:
    german_words = [printed(unit, Decimal(2), Translator("de")) for unit in ("HUR", "DAY", "MON")]
    assert german_words == ["Std.", "Tage", "Monate"]


@pytest.mark.parametrize("where", [english(), german()])
def test_plain_text_has_every_word_once(where: object) -> None:
    text = text_of(quote.view(QUOTE, where))  # type: ignore[arg-type]
    for part in ("AN-2026-004", "Markenauftritt", "Bildschirmseiten", "Photography."):
        assert text.count(part) == 1
