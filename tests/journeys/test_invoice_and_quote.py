"""J2 and the daily invoice, by keys alone, within the press budgets of the product's quality bar."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from clientdesk.domain.quote import QuoteState
from clientdesk.storage import tables
from tests.journeys.driver import Hands

LINES = (("Workshop", "1 day", "600"), ("Identity", "1", "2400"), ("Screens", "7 pages", "320"))


def type_lines(hands: Hands) -> None:
    """Type three lines; the last one is left open, as the act that follows closes it."""
    for number, (words, quantity, price) in enumerate(LINES):
        if number:
            hands.press("Return")
        hands.type(words)
        hands.press("Tab")
        hands.type(quantity)
        hands.press("Tab")
        if " " not in quantity:
            hands.press("Tab")
        hands.type(price)


def test_an_invoice_of_three_lines_to_a_known_client_saved_as_pdf_takes_at_most_16_presses(
    lena: Hands, tmp_path: Path
):
    lena.press("Ctrl+4", "Ctrl+N")
    lena.idle()
    lena.type("krumm")
    lena.press("Tab", "Tab")
    for number, (words, quantity, price) in enumerate(
        (("Workshop", "1 day", "600"), ("Identity", "1 set", "2400"), ("Screens", "7 pages", "320"))
    ):
        if number:
            lena.press("Return")
        lena.type(words)
        lena.press("Tab")
        lena.type(quantity)
        lena.press("Tab")
        lena.type(price)
    lena.press("Ctrl+Return")
    lena.idle()
    lena.press("Ctrl+Shift+S", "Return")

    db = lena.window.session.db
    (invoice,) = tables.invoices.find(db)
    assert invoice.net is not None
    assert invoice.net.amount == Decimal("5240.00")
    assert invoice.gross is not None
    assert invoice.gross.amount == Decimal("6235.60")
    assert (tmp_path / f"{invoice.number}.pdf").read_bytes() == tables.papers.find(db)[0].pdf
    assert lena.presses <= 16, lena.presses


def test_j2_a_quote_of_three_lines_goes_out_in_at_most_18_presses_and_is_revised_in_6(lena: Hands):
    lena.press("Ctrl+4", "Ctrl+Shift+Q")
    lena.idle()
    lena.type("krumm")
    lena.press("Tab", "Tab")
    type_lines(lena)
    # What is missing comes to the cursor by itself.
    lena.press("Ctrl+Return")
    lena.type("Hosting")
    lena.press("Ctrl+Return")
    lena.type("90 an hour")
    lena.press("Ctrl+Return")
    lena.idle()

    db = lena.window.session.db
    (quote,) = tables.quotes.find(db)
    assert (quote.state, quote.number, quote.revision) == (QuoteState.SENT, "AN-2026-001", 1)
    assert (quote.not_included, quote.change_terms) == ("Hosting", "90 an hour")
    assert quote.totals().gross.amount == Decimal("6235.60")
    assert lena.presses <= 18, lena.presses

    lena.start_over()
    lena.press("Ctrl+E")
    lena.idle()
    lena.press("Tab", "Tab", "Tab")
    lena.type("560")
    lena.press("Ctrl+Return")
    lena.idle()
    (quote,) = tables.quotes.find(db)
    assert (quote.state, quote.revision) == (QuoteState.SENT, 2)
    assert quote.lines[0].unit_price == Decimal(560)
    assert quote.lines[0].key == tables.quote_revisions.find(db)[0].snapshot.lines[0].key
    assert len(tables.papers.find(db, "kind = 'quote'")) == 2
    assert lena.presses <= 6, lena.presses


def test_j2_an_accepted_quote_becomes_an_invoice_with_its_words(lena: Hands):
    test_j2_a_quote_of_three_lines_goes_out_in_at_most_18_presses_and_is_revised_in_6(lena)
    lena.start_over()
    # The next best step has the cursor: accepted, then who and how are known well enough.
    lena.press("Return", "Ctrl+Return")
    lena.idle()
    db = lena.window.session.db
    (quote,) = tables.quotes.find(db)
    assert quote.state is QuoteState.ACCEPTED
    assert quote.acceptance is not None
    assert quote.acceptance.by == "Bäckerei Krumm GmbH"
    lena.press("Shift+Tab", "Return")
    lena.idle()
    lena.press("Ctrl+Return")
    lena.idle()
    (invoice,) = tables.invoices.find(db)
    assert invoice.number == "RE-2026-001"
    assert [line.description for line in invoice.lines] == [words for words, _quantity, _price in LINES]
    assert lena.presses <= 6, lena.presses


def test_j2_an_accepted_quote_becomes_a_contract_in_one_press(lena: Hands):
    test_j2_a_quote_of_three_lines_goes_out_in_at_most_18_presses_and_is_revised_in_6(lena)
    lena.press("Return", "Ctrl+Return")
    lena.idle()
    lena.press("Return")
    lena.idle()
    db = lena.window.session.db
    (contract,) = tables.contracts.find(db)
    assert contract.quote_id == tables.quotes.find(db)[0].id
    assert lena.window.current_name == "work"
