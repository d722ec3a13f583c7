"""From an empty profile to the PDF of the first invoice, by keys alone (issue: at most 15 clicks, 200 keys)."""

from __future__ import annotations

from pathlib import Path

from clientdesk.storage import tables
from clientdesk.usecases import issuer
from tests.journeys.driver import Hands


def test_first_start_to_the_saved_pdf_takes_at_most_15_presses_and_200_keys(hands: Hands, tmp_path: Path):
    assert hands.window.current_name == "first_run"
    hands.press("Return")
    hands.idle()
    hands.type("Lena Brandt")
    hands.press("Tab", "Tab")
    hands.type("Karlstr. 5, 04229 Leipzig")
    hands.press("Tab")
    hands.type("181/815/08155")
    hands.press("Tab")
    hands.type("Krumm GmbH")
    hands.press("Tab")
    hands.type("Ring 1, 04109 Leipzig")
    hands.press("Tab", "Tab")
    hands.type("Logo design")
    hands.press("Tab")
    hands.type("12 h")
    hands.press("Tab")
    hands.type("90")
    hands.press("Ctrl+Return")
    hands.idle()
    hands.press("Ctrl+Shift+S", "Return")

    db = hands.window.session.db
    own = issuer.get(db)
    assert (own.name, own.address.street, own.address.postal_code, own.address.city) == (
        "Lena Brandt",
        "Karlstr. 5",
        "04229",
        "Leipzig",
    )
    assert own.country == "DE"
    assert own.currency == "EUR"
    (invoice,) = tables.invoices.find(db)
    assert invoice.number == "RE-2026-001"
    assert str(invoice.due) == "1285.20 EUR" or invoice.due.minor == 128_520
    saved = tmp_path / "RE-2026-001.pdf"
    assert saved.read_bytes() == tables.papers.find(db)[0].pdf
    assert hands.presses <= 15, hands.presses
    assert hands.keys <= 200, hands.keys
