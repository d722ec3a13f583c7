"""A contract's prepayments kept and moved, and the contract as of any day, as a person does it in the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clientdesk.ui.contracts.page import WorkScreen
from clientdesk.ui.session import Session
from clientdesk.usecases import change_orders, ledger, prepayments
from tests.ui.test_work import TODAY, click, running, screen, session, type_into, visible, words
from tests.usecases.billing import eur, line

__all__ = ["screen", "session"]  # fixtures


def test_b7_prepaid_money_is_kept_only_with_a_reason(screen: WorkScreen, session: Session):
    signed = running(session)
    paper = prepayments.receive(session.db, signed.id, eur("595.00"), on=TODAY)
    screen.open_record("contract", signed.id)
    click(screen, f"keep_{paper.id}")
    asking = screen.findChild(QWidget, "ledger_asking")
    QTest.keyClick(visible(asking, "note"), Qt.Key.Key_Return)
    assert "Why is the money kept?" in visible(asking, "note_below").text()
    type_into(asking, "note", "Work began before the client left")
    QTest.keyClick(visible(asking, "note"), Qt.Key.Key_Return)
    assert not ledger.held(session.db, signed.id, "EUR")
    assert "Work began before the client left" in words(screen)


def test_b7_prepaid_money_moves_to_another_contract_of_the_client(screen: WorkScreen, session: Session):
    first, second = running(session), running(session)
    paper = prepayments.receive(session.db, first.id, eur("595.00"), on=TODAY)
    screen.open_record("contract", first.id)
    click(screen, f"move_{paper.id}")
    asking = screen.findChild(QWidget, "ledger_asking")
    type_into(asking, "amount", "119")
    QTest.keyClick(visible(asking, "amount"), Qt.Key.Key_Return)
    held = [ledger.held(session.db, one.id, "EUR") for one in (first, second)]
    assert held == [eur("476.00"), eur("119.00")]


def test_b3_the_contract_is_shown_as_of_any_day(screen: WorkScreen, session: Session, qtbot: QtBot):
    signed = running(session)
    wish = change_orders.ask(session.db, signed.id, title="Eighth screen", on=TODAY)
    effect = change_orders.Offer(lines=(line("320", "Eighth screen", key="c"),))
    change_orders.offer(session.db, wish.id, effect, on=TODAY)
    change_orders.accept(session.db, wish.id, by="Eva Krumm", on=TODAY)
    screen.open_record("contract", signed.id)
    for typed, price in (("16/6/2026", "€4,800.00"), ("17/6/2026", "€5,120.00")):
        screen.findChildren(QAction, "work.as_of")[0].trigger()
        asking = screen.findChild(QWidget, "changes_asking")
        type_into(asking, "on", typed)
        QTest.keyClick(visible(asking, "on"), Qt.Key.Key_Return)
        assert price in words(screen)
        screen.open_record("contract", signed.id)
    qtbot.waitUntil(lambda: bool(screen.preview.data), timeout=15_000)


def test_an_empty_plan_and_an_empty_ledger_each_offer_what_fills_them(screen: WorkScreen, session: Session):
    signed = running(session, plan=())
    screen.open_record("contract", signed.id)
    plan = screen.findChild(QWidget, "plan")
    assert "No plan" in words(plan)
    click(plan, "plan_ask_0")
    asking = screen.findChild(QWidget, "plan_asking")
    type_into(asking, "percent", "30")
    opened: list[tuple[str, int]] = []
    session.open_record.connect(lambda kind, record_id: opened.append((kind, record_id)))
    QTest.keyClick(visible(asking, "percent"), Qt.Key.Key_Return)
    assert [kind for kind, _id in opened] == ["invoice"]
    account = screen.findChild(QWidget, "ledger")
    assert "Nothing was prepaid yet" in words(account)
    click(account, "work.receive")
    assert visible(screen.findChild(QWidget, "ledger_asking"), "amount").hasFocus()


def test_the_question_for_a_prepayment_has_room_for_its_words(screen: WorkScreen, session: Session):
    signed = running(session)
    screen.resize(1440, 900)
    screen.open_record("contract", signed.id)
    click(screen, "work.receive")
    method = visible(screen.findChild(QWidget, "ledger_asking"), "method")
    assert method.width() >= method.sizeHint().width()
    # What is not invoiced at all is no part of the logged work.
    assert "Work not billed" in words(screen)
