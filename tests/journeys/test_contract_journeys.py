"""Contracts by keys alone: from the accepted quote to the signature, a change order, the deposit, hours left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from clientdesk.domain.change_order import ChangeState
from clientdesk.domain.contract import Contract, ContractState, InstalmentKind
from clientdesk.domain.invoice import InvoiceState
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.quote import AcceptanceMethod, Quote
from clientdesk.storage import tables
from clientdesk.storage.database import Database
from clientdesk.usecases import change_orders, clients, milestones, quotes
from tests.journeys.driver import TODAY, Hands
from tests.usecases.billing import contract, line, plan


def accepted_quote(db: Database) -> Quote:
    """Krumm's quote, accepted by mail; Krumm usually pays 30 % beforehand."""
    clients.change(db, replace(clients.get(db, 1), deposit_percent=Decimal(30)))
    quote = quotes.create(db, 1, on=TODAY)
    quote = quotes.change(
        db,
        replace(
            quote,
            title="Brand identity",
            goal="Seen from the street",
            not_included="Printing",
            change_terms="90.00 an hour",
            lines=(line("4800", "Brand identity", key="a"),),
        ),
    )
    quotes.send(db, quote.id, on=TODAY)
    return quotes.accept(db, quote.id, by="Eva Krumm", on=TODAY, method=AcceptanceMethod.MAIL)


def signed_contract(hands: Hands) -> Contract:
    """A running contract with a plan and a milestone, its page in front."""
    db = hands.window.session.db
    parts = plan(("Deposit", "30", InstalmentKind.PREPAYMENT), ("Rest", "70", InstalmentKind.FINAL))
    signed = contract(db, line("4800", "Brand identity", key="a"), plan=parts)
    milestones.create(
        db,
        Milestone(
            contract_id=signed.id, title="Hand-over", promised_on=date(2026, 7, 3), effort_hours=Decimal(30)
        ),
    )
    hands.window.session.open_record.emit("contract", signed.id)
    hands.idle()
    hands.start_over()
    return signed


def test_j3_a_contract_is_made_from_an_accepted_quote_and_signed_in_at_most_14_presses(lena: Hands):
    db = lena.window.session.db
    quote = accepted_quote(db)
    # One press on the quote's page: this is what its action sends.
    lena.window.session.open_record.emit("new_contract:quote", quote.id)
    lena.presses += 1
    lena.idle()
    # Only the plan stands against signing: its last part has no day yet. A milestone gives it one.
    lena.press("Ctrl+M")
    lena.type("Hand-over")
    lena.press("Tab", "Tab")
    lena.type("03.07.2026")
    lena.press("Return")
    lena.idle()
    lena.press("Ctrl+Return")
    lena.idle()
    lena.press("Ctrl+Return")
    lena.idle()
    (signed,) = tables.contracts.find(db)
    assert signed.state is ContractState.ACTIVE
    assert signed.signature is not None
    assert (signed.signature.by, signed.signature.on) == ("Eva Krumm", TODAY)
    assert [part.milestone for part in signed.plan] == ["", "Hand-over"]
    assert milestones.get(db, 1).first_promised_on == date(2026, 7, 3)
    assert lena.widget("page_chip").accessibleName() == "Running"
    assert lena.presses <= 14, lena.presses


def test_j3_a_change_order_is_offered_and_accepted_in_at_most_7_presses_b2(lena: Hands):
    db = lena.window.session.db
    signed = signed_contract(lena)
    lena.press("Ctrl+H")
    lena.type("Icons for the shop")
    lena.press("Tab")
    lena.type("320")
    lena.press("Tab")
    lena.type("2")
    lena.press("Return")
    lena.idle()
    assert tables.change_orders.find(db)[0].state is ChangeState.OFFERED
    lena.press("Return")
    lena.type("Eva Krumm")
    lena.press("Return")
    lena.idle()
    change = change_orders.get(db, 1)
    assert change.state is ChangeState.ACCEPTED
    assert (change.decided_by, change.extra_days, change.net("EUR").amount) == (
        "Eva Krumm",
        2,
        Decimal("320.00"),
    )
    # 3 July and two working days.
    assert milestones.get(db, 1).promised_on == date(2026, 7, 7)
    assert "5.120,00" in lena.widget("figure_price").accessibleName()
    assert signed.id == change.contract_id
    assert lena.presses <= 7, lena.presses


def test_j4_the_deposit_is_asked_for_from_the_contract_in_at_most_6_presses(lena: Hands):
    db = lena.window.session.db
    signed = signed_contract(lena)
    lena.press("Ctrl+Return")
    lena.idle()
    assert lena.window.current_name == "documents"
    lena.press("Ctrl+Return")
    lena.idle()
    (deposit,) = tables.invoices.find(db)
    assert deposit.state is InvoiceState.ISSUED
    assert (deposit.contract_id, deposit.instalment) == (signed.id, "Deposit")
    assert deposit.net is not None
    assert deposit.net.amount == Decimal("1440.00")
    assert lena.presses <= 6, lena.presses


def test_j5_hours_left_are_updated_in_at_most_3_presses(lena: Hands):
    db = lena.window.session.db
    signed_contract(lena)
    lena.press("Ctrl+L")
    lena.type("12h")
    lena.press("Return")
    assert milestones.get(db, 1).hours_left == Decimal(12)
    assert lena.presses <= 3, lena.presses
