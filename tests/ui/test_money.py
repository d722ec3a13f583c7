"""Money as a person records it: open items, parts, credit, rates, receipts, refunds, settlements, and the way back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.domain.client import Client
from clientdesk.domain.contract import Instalment, InstalmentKind
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.money import Money
from clientdesk.domain.payment import SettlementReason
from clientdesk.storage import tables
from clientdesk.storage.balances import balance_of
from clientdesk.ui.money.page import MoneyScreen
from clientdesk.ui.session import Notice, Session
from clientdesk.ui.widgets.chart import Chart
from clientdesk.usecases import clients, credit_notes, invoices, issuing, payments, prepayments, reversals
from tests.ui.conftest import TODAY
from tests.usecases import billing
from tests.usecases.billing import eur, line

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A German book with the client Krumm."""
    path = tmp_path / "book.db"
    billing.open_german(path).close()
    return path


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> MoneyScreen:
    return shown(session, qtbot)


def shown(session: Session, qtbot: QtBot) -> MoneyScreen:
    made = MoneyScreen(session)
    qtbot.addWidget(made)
    made.resize(1080, 760)
    made.show()
    qtbot.waitExposed(made)
    settle(made, qtbot)
    return made


def settle(screen: MoneyScreen, qtbot: QtBot) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not screen.session.tasks.is_busy, timeout=10_000)
    QApplication.processEvents()


def issue(session: Session, net: str, *, late: int = 0, client_id: int = 1) -> Invoice:
    """Issue an invoice over `net` plus 19 %, due 14 days after its day and `late` days before today."""
    on = TODAY - timedelta(days=late + 14)
    draft = invoices.create(session.db, client_id, on=on, lines=(line(net),))
    draft = invoices.change(session.db, replace(draft, due_on=on + timedelta(days=14)))
    return invoices.issue(session.db, draft.id, on=on)


def visible(screen: QWidget, name: str, kind: type = QWidget):
    QApplication.processEvents()
    return next(found for found in screen.findChildren(kind, name) if found.isVisible())


def is_there(screen: QWidget, name: str) -> bool:
    QApplication.processEvents()
    return any(found.isVisible() for found in screen.findChildren(QWidget, name))


def retype(widget: QWidget, text: str) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A, CTRL)
    QTest.keyClick(widget, Qt.Key.Key_Delete)
    QTest.keyClicks(widget, text)
    QApplication.processEvents()


def press(screen: QWidget, name: str) -> None:
    QTest.mouseClick(visible(screen, name, QPushButton), Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def save(screen: MoneyScreen) -> None:
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    QApplication.processEvents()


def rows(screen: MoneyScreen) -> list[str]:
    model = screen.list.table.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [model.data(model.index(row, 0), role) for row in range(model.rowCount())]


def notices_of(session: Session) -> list[Notice]:
    heard: list[Notice] = []
    session.notice.connect(heard.append)
    return heard


# The list.


def test_the_four_filters_show_open_items_payments_held_and_what_goes_back(
    session: Session, qtbot: QtBot, book: Path
):
    db = session.db
    issue(session, "100", late=30)
    paid = issue(session, "200")
    payments.record(db, 1, eur(300), on=TODAY, allocate=((paid.id, eur(238)),))
    contract = billing.contract(
        db,
        line("1000"),
        plan=billing.plan(("Deposit", "30", InstalmentKind.PREPAYMENT), ("Rest", "70", InstalmentKind.FINAL)),
    )
    asked = prepayments.request(db, contract.id, on=TODAY)
    asked = issuing.issue(db, asked.id, on=TODAY)
    payments.record(db, 1, eur(357), on=TODAY, allocate=((asked.id, eur(357)),))
    screen = shown(session, qtbot)
    assert rows(screen) == ["Bäckerei Krumm GmbH, 30 days late, RE-2026-001 · 18 May, €119.00"]
    for key, expected in (
        ("payments", ["€357.00", "€300.00"]),
        ("held", ["€357.00"]),
        ("refund", ["€62.00"]),
    ):
        screen.list.choose(key)
        settle(screen, qtbot)
        assert [row.rpartition(", ")[2] for row in rows(screen)] == expected


@pytest.mark.parametrize("typed", ["krumm", "RE-2026-001", "119"])
def test_open_items_are_found_by_client_number_and_amount(session: Session, qtbot: QtBot, typed: str):
    seidel = clients.create(session.db, Client(name="Hofladen Seidel", addresses=()))
    issue(session, "100")
    seidel = clients.change(session.db, replace(seidel, addresses=clients.get(session.db, 1).addresses))
    issue(session, "500", client_id=seidel.id)
    screen = shown(session, qtbot)
    assert len(rows(screen)) == 2
    screen.list.filter.setText(typed)
    settle(screen, qtbot)
    assert len(rows(screen)) == 1
    assert "€119.00" in rows(screen)[0]


def test_b26_ageing_is_a_picture_with_its_table_and_each_bar_lists_its_papers(session: Session, qtbot: QtBot):
    for late, net in ((91, "600"), (61, "500"), (31, "400"), (30, "300"), (1, "200"), (0, "100")):
        issue(session, net, late=late)
    screen = shown(session, qtbot)
    chart = screen.findChild(Chart, "ageing_EUR")
    assert [mark.cells[1] for mark in chart.marks] == ["€119.00", "€595.00", "€476.00", "€595.00", "€714.00"]
    assert chart.finding == "€2,380.00 of €2,499.00 is late."
    chart.set_current(1, focus=True)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle(screen, qtbot)
    assert [row.rpartition(", ")[2] for row in rows(screen)] == ["€357.00", "€238.00"]
    assert screen.list.findChild(QPushButton, "filter_all").isChecked() is False
    screen.list.clear_filter()
    settle(screen, qtbot)
    assert len(rows(screen)) == 6


def test_b26_the_next_weeks_are_expected_per_currency_with_their_running_sum(session: Session, qtbot: QtBot):
    for late, net in ((5, "900"), (0, "100"), (-6, "200"), (-7, "400"), (-14, "500")):
        issue(session, net, late=late)
    screen = shown(session, qtbot)
    chart = screen.findChild(Chart, "cash_EUR")
    assert [mark.cells[1:] for mark in chart.marks[:2]] == [("€357.00", "€357.00"), ("€476.00", "€833.00")]
    assert chart.marks[2].cells[1:] == ("€595.00", "€1,428.00")
    assert chart.marks[-1].cells[1:] == ("€0.00", "€1,428.00")
    assert chart.finding == "€1,428.00 is due within 8 weeks, and €1,071.00 is late already."


def test_an_empty_book_says_what_will_stand_here(screen: MoneyScreen):
    assert is_there(screen, "money_empty")
    assert not is_there(screen, "ageing")


# Recording.


def test_r_pre_19_a_payment_is_prefilled_from_the_open_item_and_recorded_with_one_press(
    session: Session, qtbot: QtBot
):
    paper = issue(session, "100", late=10)
    screen = shown(session, qtbot)
    heard = notices_of(session)
    screen.open_record("pay_invoice", paper.id)
    assert QApplication.focusWidget().objectName() == "amount"
    assert visible(screen, "amount").text() == "119.00"
    assert visible(screen, f"part_{paper.id}").text() == "119.00"
    assert not is_there(screen, "parts_rest")
    save(screen)
    stored = tables.payments.get(session.db, 1)
    assert (stored.amount, stored.on, stored.method) == (eur(119), TODAY, "transfer")
    assert balance_of(session.db, paper.id) == eur(0)
    assert heard[-1].text == "€119.00 recorded."
    assert visible(screen, "page_title", QLabel).text() == "€119.00"
    assert QApplication.focusWidget().objectName() == "money.receipt"


def test_r_pre_19_too_much_is_said_before_saving_and_stays_as_credit(session: Session, qtbot: QtBot):
    paper = issue(session, "100")
    screen = shown(session, qtbot)
    screen.open_record("pay_invoice", paper.id)
    retype(visible(screen, "amount"), "150")
    assert visible(screen, "parts_rest", QLabel).text() == "€31.00 stays as credit of this client."
    save(screen)
    assert payments.credit_of(session.db, 1, "EUR") == eur(31)
    assert visible(screen, "payment_rest", QLabel).text() == "€31.00 stays as credit of this client."


def test_r_pre_19_less_money_pays_the_oldest_first_unless_typed_otherwise(session: Session, qtbot: QtBot):
    old, young = issue(session, "100", late=20), issue(session, "200", late=5)
    screen = shown(session, qtbot)
    screen.open_record("new_payment", 1)
    retype(visible(screen, "amount"), "200")
    assert visible(screen, f"part_{old.id}").text() == "119.00"
    assert visible(screen, f"part_{young.id}").text() == "81.00"
    retype(visible(screen, f"part_{old.id}"), "0")
    retype(visible(screen, f"part_{young.id}"), "200")
    assert not is_there(screen, "parts_rest")
    press(screen, "money.suggest")
    assert visible(screen, f"part_{old.id}").text() == "119.00"
    retype(visible(screen, f"part_{old.id}"), "")
    retype(visible(screen, f"part_{young.id}"), "200")
    save(screen)
    assert balance_of(session.db, old.id) == eur(119)
    assert balance_of(session.db, young.id) == eur(38)


def test_money_for_a_younger_paper_pays_that_one_first(session: Session, qtbot: QtBot):
    old, young = issue(session, "100", late=20), issue(session, "200", late=5)
    screen = shown(session, qtbot)
    screen.open_record("pay_invoice", young.id)
    assert visible(screen, f"part_{young.id}").text() == "238.00"
    assert visible(screen, f"part_{old.id}").text() == ""


def test_r_pre_19_parts_above_the_payment_are_refused_and_kept(session: Session, qtbot: QtBot):
    old, young = issue(session, "100", late=20), issue(session, "200")
    screen = shown(session, qtbot)
    screen.open_record("pay_invoice", old.id)
    retype(visible(screen, f"part_{young.id}"), "50")
    assert visible(screen, "parts_rest", QLabel).text() == "The parts are €50.00 more than what was paid."
    save(screen)
    assert tables.payments.find(session.db) == ()
    assert "€0.00" in visible(screen, "amount_below", QLabel).text()
    assert visible(screen, f"part_{young.id}").text() == "50.00"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("amount", "abc", ""),
        ("amount", "", "Nothing is typed"),
        ("amount", "0", "above 0"),
        ("amount", "-5", ""),
        ("on", "31.02.2026", ""),
        ("on", "", "No date"),
    ],
)
def test_each_wrong_value_gets_a_sentence_at_its_field_and_stays(
    session: Session, qtbot: QtBot, field: str, typed: str, sentence: str
):
    paper = issue(session, "100")
    screen = shown(session, qtbot)
    screen.open_record("pay_invoice", paper.id)
    retype(visible(screen, "reference"), "kept")
    retype(visible(screen, field), typed)
    save(screen)
    below = visible(screen, f"{field}_below", QLabel).text()
    assert below
    assert sentence in below
    assert visible(screen, "reference").text() == "kept"
    assert tables.payments.find(session.db) == ()


def test_a_part_that_cannot_be_read_gets_its_sentence(session: Session, qtbot: QtBot):
    paper = issue(session, "100")
    screen = shown(session, qtbot)
    screen.open_record("pay_invoice", paper.id)
    retype(visible(screen, f"part_{paper.id}"), "many")
    save(screen)
    assert "many" in visible(screen, f"part_{paper.id}_below", QLabel).text()
    assert tables.payments.find(session.db) == ()


def test_without_a_client_the_payment_is_refused_at_the_client(screen: MoneyScreen, session: Session):
    screen.open_record("new_payment", 0)
    assert QApplication.focusWidget().objectName() == "client_id"
    retype(visible(screen, "amount"), "10")
    save(screen)
    assert "Choose whose money" in visible(screen, "client_id_below", QLabel).text()


def test_a_client_is_picked_by_typing_and_the_oldest_paper_is_offered(session: Session, qtbot: QtBot):
    paper = issue(session, "100", late=3)
    screen = shown(session, qtbot)
    screen.open_record("new_payment", 0)
    QTest.keyClicks(visible(screen, "client_id"), "krumm")
    QTest.keyClick(visible(screen, "client_id"), Qt.Key.Key_Tab)
    QApplication.processEvents()
    assert visible(screen, "amount").text() == "119.00"
    assert visible(screen, f"part_{paper.id}").text() == "119.00"


def test_the_same_amount_again_is_asked_about(session: Session, qtbot: QtBot):
    issue(session, "100")
    issue(session, "100")
    payments.record(session.db, 1, eur(119), on=TODAY - timedelta(days=2))
    screen = shown(session, qtbot)
    screen.open_record("new_payment", 1)
    words = visible(screen, "payment_twice", QLabel).text()
    assert words == "The same amount came from this client on Mon, 15 Jun 2026. Is it another payment?"


def test_what_was_typed_holds_nobody_and_not_now_can_be_taken_back(session: Session, qtbot: QtBot):
    paper = issue(session, "100")
    screen = shown(session, qtbot)
    heard = notices_of(session)
    screen.open_record("pay_invoice", paper.id)
    retype(visible(screen, "payer"), "Aunt Krumm")
    assert screen.may_leave()
    press(screen, "answer.leave")
    assert heard[-1].text == "The payment was not recorded."
    assert not is_there(screen, "payer")
    heard[-1].undo()
    assert visible(screen, "payer").text() == "Aunt Krumm"
    save(screen)
    assert tables.payments.get(session.db, 1).payer == "Aunt Krumm"


def test_b14_foreign_money_asks_for_its_rate_and_refuses_none_below_nothing(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot
):
    from clientdesk.storage.database import open_book

    path = tmp_path / "cairo.db"
    billing.open_egyptian(path).close()
    session = Session(open_book(path), today=lambda: TODAY)
    draft = invoices.create(session.db, 1, on=date(2026, 5, 5), lines=(line("4500", tax=billing.EXPORT),))
    draft = invoices.change(session.db, replace(draft, home_rate=Decimal("12.95")))
    paper = invoices.issue(session.db, draft.id, on=date(2026, 5, 5))
    screen = shown(session, qtbot)
    screen.open_record("pay_invoice", paper.id)
    retype(visible(screen, "amount"), "4450")
    retype(visible(screen, "home_rate"), "0")
    save(screen)
    assert "above 0" in visible(screen, "home_rate_below", QLabel).text()
    retype(visible(screen, "home_rate"), "13.05")
    save(screen)
    assert tables.payments.get(session.db, 1).home_rate == Decimal("13.05")
    settle(screen, qtbot)
    # The bank kept 50: B14's own figures, seen in the window.
    screen.list.choose("")
    settle(screen, qtbot)
    screen.list.table.setFocus()
    screen.list.table.select_first()
    press(screen, "money.settle")
    retype(visible(screen, "home_rate"), "13.05")
    save(screen)
    assert balance_of(session.db, paper.id) == Money.zero("SAR")
    gain = visible(screen, "figure_gain").findChildren(QLabel)
    assert gain[1].text().endswith("450.00")
    session.close()


# What comes after.


def test_the_receipt_takes_its_number_is_kept_and_shown(session: Session, qtbot: QtBot):
    paper = issue(session, "100")
    screen = shown(session, qtbot)
    screen.open_record("pay_invoice", paper.id)
    save(screen)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle(screen, qtbot)
    kept = tables.papers.find(session.db, "record_kind = 'payment'")
    assert [one.kind for one in kept] == ["receipt"]
    assert visible(screen, "preview").data == kept[0].pdf
    assert not is_there(screen, "money.receipt")
    assert kept[0].number in visible(screen, "payment_facts", QLabel).text()


def test_a_payment_recorded_by_a_slip_and_taken_back_offers_no_receipt(session: Session, qtbot: QtBot):
    paper = issue(session, "100")
    screen = shown(session, qtbot)
    heard = notices_of(session)
    screen.open_record("pay_invoice", paper.id)
    save(screen)
    assert is_there(screen, "money.receipt")
    heard[-1].undo()
    screen.open_record("payment", 1)
    assert not is_there(screen, "money.receipt")


def test_r_pre_19_both_entries_of_a_slip_say_taken_back_and_lead_to_each_other(
    session: Session, qtbot: QtBot
):
    paper = issue(session, "100")
    paid = payments.record(session.db, 1, eur(119), on=TODAY, allocate=((paper.id, eur(119)),))
    reversals.payment(session.db, paid.id, on=TODAY, note="Recorded by mistake")
    screen = shown(session, qtbot)
    screen.list.choose("payments")
    settle(screen, qtbot)
    said = rows(screen)
    assert len(said) == 2
    assert all("Taken back" in row and "Refund" not in row for row in said), said
    screen.open_record("payment", paid.id)
    assert visible(screen, "move_payment_2", QPushButton).text() == "The entry that takes it back"
    assert not is_there(screen, "money.refund")
    screen.open_record("payment", 2)
    assert visible(screen, "move_payment_1", QPushButton).text() == "The payment it takes back"
    screen.open_record("pay_invoice", paper.id)
    assert not is_there(screen, "payment_twice"), "a payment that was taken back is not the same money"


def test_r_pre_19_an_advance_that_was_really_paid_back_gets_its_receipt(session: Session, qtbot: QtBot):
    payments.record(session.db, 1, eur(119), on=TODAY)
    payments.refund(session.db, 1, eur(119), on=TODAY)
    screen = shown(session, qtbot)
    screen.open_record("payment", 1)
    press(screen, "money.receipt")
    settle(screen, qtbot)
    assert [one.kind for one in tables.papers.find(session.db, "record_kind = 'payment'")] == ["receipt"]
    screen.list.choose("payments")
    settle(screen, qtbot)
    refund, received = rows(screen)
    assert "Refund" in refund
    assert "Receipt given" in received


def test_r_pre_19_a_payment_is_taken_back_from_a_paper_and_the_toast_puts_it_there_again(
    session: Session, qtbot: QtBot
):
    paper = issue(session, "100")
    payments.record(session.db, 1, eur(119), on=TODAY, allocate=((paper.id, eur(119)),))
    screen = shown(session, qtbot)
    heard = notices_of(session)
    screen.open_record("payment", 1)
    press(screen, "take_back_0")
    assert balance_of(session.db, paper.id) == eur(119)
    assert heard[-1].text == "€119.00 is the client's credit again."
    assert visible(screen, "payment_rest", QLabel).text().startswith("€119.00 stays")
    heard[-1].undo()
    assert balance_of(session.db, paper.id) == eur(0)


def test_r_pre_19_credit_is_spread_over_papers_and_taken_back(session: Session, qtbot: QtBot):
    payments.record(session.db, 1, eur(150), on=TODAY)
    old, young = issue(session, "100", late=5), issue(session, "100")
    screen = shown(session, qtbot)
    heard = notices_of(session)
    screen.open_record("payment", 1)
    press(screen, "money.allocate")
    assert visible(screen, f"part_{old.id}").text() == "119.00"
    assert visible(screen, f"part_{young.id}").text() == "31.00"
    save(screen)
    assert balance_of(session.db, young.id) == eur(88)
    assert payments.left_of(session.db, 1) == eur(0)
    heard[-1].undo()
    assert payments.left_of(session.db, 1) == eur(150)


def test_r_pre_19_credit_pays_an_open_item_with_one_press(session: Session, qtbot: QtBot):
    payments.record(session.db, 1, eur(50), on=TODAY)
    paper = issue(session, "100")
    screen = shown(session, qtbot)
    screen.list.table.setFocus()
    screen.list.table.select_first()
    button = visible(screen, "money.use_credit", QPushButton)
    assert button.accessibleName() == "Use €50.00 of credit"
    press(screen, "money.use_credit")
    assert balance_of(session.db, paper.id) == eur(69)
    assert not is_there(screen, "money.use_credit")


def test_r_pre_10_credit_goes_back_and_cannot_be_used_again(session: Session, qtbot: QtBot):
    payments.record(session.db, 1, eur(80), on=TODAY)
    paper = issue(session, "100")
    screen = shown(session, qtbot)
    screen.open_record("payment", 1)
    press(screen, "money.refund")
    assert visible(screen, "amount").text() == "80.00"
    retype(visible(screen, "amount"), "81")
    save(screen)
    assert "€80.00" in visible(screen, "amount_below", QLabel).text()
    retype(visible(screen, "amount"), "80")
    save(screen)
    assert payments.credit_of(session.db, 1, "EUR") == eur(0)
    assert not is_there(screen, "money.allocate")
    faults: list[Exception] = []
    session.fault.connect(faults.append)
    assert session.run(payments.allocate, 1, paper.id, eur(10), on=TODAY) is None
    assert "left" in str(faults[0])


def test_r_pre_10_too_much_on_a_credited_paper_goes_back(session: Session, qtbot: QtBot):
    paper = issue(session, "100")
    payments.record(session.db, 1, eur(119), on=TODAY, allocate=((paper.id, eur(119)),))
    credit = credit_notes.draft_credit(session.db, paper.id)
    issuing.issue(session.db, credit.id, on=TODAY)
    screen = shown(session, qtbot)
    screen.list.choose("refund")
    settle(screen, qtbot)
    screen.list.table.setFocus()
    screen.list.table.select_first()
    press(screen, "money.refund")
    assert visible(screen, "amount").text() == "119.00"
    save(screen)
    settle(screen, qtbot)
    assert balance_of(session.db, paper.id) == eur(0)
    assert rows(screen) == []


@pytest.mark.parametrize("reason", list(SettlementReason))
def test_b14_the_rest_is_settled_with_a_reason_and_taken_back(
    session: Session, qtbot: QtBot, reason: SettlementReason
):
    paper = issue(session, "100")
    payments.record(session.db, 1, eur("117.50"), on=TODAY, allocate=((paper.id, eur("117.50")),))
    screen = shown(session, qtbot)
    heard = notices_of(session)
    screen.list.table.setFocus()
    screen.list.table.select_first()
    press(screen, "money.settle")
    assert visible(screen, "amount").text() == "1.50"
    visible(screen, "reason").set_value(reason)
    save(screen)
    assert tables.settlements.get(session.db, 1).reason is reason
    assert visible(screen, "page_chip").chip.word == "Paid"
    heard[-1].undo()
    assert balance_of(session.db, paper.id) == eur("1.50")
    assert visible(screen, "page_chip").chip.word == "Part paid"


def test_b14_more_than_what_is_open_cannot_be_settled(session: Session, qtbot: QtBot):
    issue(session, "100")
    screen = shown(session, qtbot)
    screen.list.table.setFocus()
    screen.list.table.select_first()
    press(screen, "money.settle")
    retype(visible(screen, "amount"), "500")
    save(screen)
    assert "€119.00" in visible(screen, "amount_below", QLabel).text()
    assert visible(screen, "amount").text() == "500"


def test_escape_goes_back_to_all_money(session: Session, qtbot: QtBot):
    issue(session, "100")
    screen = shown(session, qtbot)
    screen.list.table.setFocus()
    screen.list.table.select_first()
    assert is_there(screen, "money.settle")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert is_there(screen, "ageing")


def test_escape_puts_a_payment_away_without_loss_and_keeps_a_typed_answer(session: Session, qtbot: QtBot):
    paper = issue(session, "100")
    screen = shown(session, qtbot)
    heard = notices_of(session)
    screen.open_record("pay_invoice", paper.id)
    retype(visible(screen, "amount"), "7")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert is_there(screen, "ageing")
    heard[-1].undo()
    assert visible(screen, "amount").text() == "7"
    press(screen, "answer.leave")
    screen.list.table.setFocus()
    screen.list.table.select_first()
    press(screen, "money.settle")
    retype(visible(screen, "note"), "agreed by phone")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not is_there(screen, "note")
    assert "Settle the rest" in visible(screen, "unsaved_text").text()
    press(screen, "edit.take_back")
    assert visible(screen, "note").text() == "agreed by phone"


def test_enter_on_an_open_item_begins_its_payment(session: Session, qtbot: QtBot):
    paper = issue(session, "100")
    screen = shown(session, qtbot)
    screen.focus_first()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.focusWidget().objectName() == "amount")
    assert visible(screen, f"part_{paper.id}").text() == "119.00"


def test_an_amount_typed_right_after_enter_stands_in_the_payment(session: Session, qtbot: QtBot):
    paper = issue(session, "100")
    screen = shown(session, qtbot)
    screen.focus_first()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClicks(QApplication.focusWidget(), "50")
    qtbot.waitUntil(lambda: QApplication.focusWidget().objectName() == "amount")
    assert QApplication.focusWidget().text() == "50"
    assert screen.list.filter.text() == ""
    assert visible(screen, f"part_{paper.id}").text() == "50.00"


def test_a_payment_that_is_called_off_on_its_way_does_not_come(session: Session, qtbot: QtBot):
    issue(session, "100")
    screen = shown(session, qtbot)
    screen.focus_first()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    screen.show_overview()
    qtbot.waitUntil(lambda: not session.tasks.is_busy)
    assert screen.list.filter.hasFocus()
    assert not screen._record.isVisible()


def test_prepaid_money_leads_to_its_contract(session: Session, qtbot: QtBot):
    plan = (
        Instalment(label="Deposit", percent=Decimal(30), kind=InstalmentKind.PREPAYMENT),
        Instalment(label="Rest", percent=Decimal(70), kind=InstalmentKind.FINAL),
    )
    contract = billing.contract(session.db, line("1000"), plan=plan)
    asked = prepayments.request(session.db, contract.id, on=TODAY)
    asked = issuing.issue(session.db, asked.id, on=TODAY)
    payments.record(session.db, 1, eur(357), on=TODAY, allocate=((asked.id, eur(357)),))
    opened: list[tuple[str, int]] = []
    session.open_record.connect(lambda kind, record_id: opened.append((kind, record_id)))
    screen = shown(session, qtbot)
    screen.list.choose("held")
    settle(screen, qtbot)
    screen.list.table.setFocus()
    screen.list.table.select_first()
    assert "€357.00" in [label.text() for label in visible(screen, "figure_held").findChildren(QLabel)]
    press(screen, "money.contract")
    assert opened == [("contract", contract.id)]
