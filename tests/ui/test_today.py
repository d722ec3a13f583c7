"""Today as a person meets it: the sums, one agenda in order, Enter for the first, calm when there is nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.domain.client import Client
from clientdesk.domain.contract import Contract, Instalment, InstalmentKind
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address, BankAccount, TaxId
from clientdesk.domain.recurring import Recurring
from clientdesk.queries.agenda_row import AgendaAct, AgendaKind
from clientdesk.storage import tables
from clientdesk.ui.session import Notice, Session
from clientdesk.ui.today.line import AgendaLine
from clientdesk.ui.today.page import TodayScreen
from clientdesk.ui.today.ribbon import LoadRibbon
from clientdesk.ui.widgets.ask_card import AskCard
from clientdesk.usecases import (
    clients,
    contract_invoices,
    contracts,
    credit_notes,
    invoices,
    issuer,
    milestones,
    payments,
    quotes,
    recurring,
    work,
)
from tests.ui.conftest import TODAY
from tests.usecases.billing import line

LEIPZIG = Address(street="Markt 3", postal_code="04109", city="Leipzig", country="DE")


@pytest.fixture
def krumm(session: Session) -> Client:
    issuer.save(
        session.db,
        Issuer(
            name="Lena Brandt",
            address=LEIPZIG,
            tax_ids=(TaxId(kind="vat_id", value="DE136695976"),),
            account=BankAccount(holder="Lena Brandt", iban="DE89370400440532013000"),
        ),
    )
    return clients.create(session.db, Client(name="Bäckerei Krumm GmbH", addresses=(LEIPZIG,)))


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> TodayScreen:
    made = TodayScreen(session)
    qtbot.addWidget(made)
    made.resize(1080, 760)
    return made


def show(screen: TodayScreen, qtbot: QtBot) -> None:
    screen.show()
    qtbot.waitExposed(screen)
    settle(screen, qtbot)


def settle(screen: TodayScreen, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not screen.session.tasks.is_busy, timeout=10_000)
    QApplication.processEvents()


def lines(screen: TodayScreen) -> list[AgendaLine]:
    found = [one for one in screen.findChildren(AgendaLine) if one.isVisible()]
    return sorted(found, key=lambda one: one.mapTo(screen, one.rect().topLeft()).y())


def texts(widget: QWidget) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel))


def invoice(session: Session, client: Client, price: str, on: date):
    draft = invoices.create(session.db, client.id, on=on, lines=(line(price),))
    return invoices.issue(session.db, draft.id, on=on)


def full_book(session: Session, krumm: Client) -> None:
    """One late paper, one to come, a quote about to end, a milestone that cannot be kept, unsigned and repeating."""
    invoice(session, krumm, "100", TODAY - timedelta(days=40))
    invoice(session, krumm, "200", TODAY - timedelta(days=3))
    quote = quotes.create(session.db, krumm.id, on=TODAY)
    quote = quotes.change(
        session.db,
        replace(
            quote,
            title="Signs",
            lines=(line("300"),),
            valid_until=TODAY + timedelta(days=2),
            not_included="none",
            change_terms="none",
        ),
    )
    quotes.send(session.db, quote.id, on=TODAY)
    contract = contracts.create(session.db, krumm.id, title="Shop", on=TODAY)
    contracts.change(session.db, replace(contract, lines=(line("1000"),)))
    contracts.sign(session.db, contract.id, by="Jo Krumm", on=TODAY)
    milestones.create(
        session.db,
        Milestone(
            contract_id=contract.id,
            title="Drafts",
            promised_on=TODAY + timedelta(days=2),
            effort_hours=Decimal(60),
        ),
    )
    contracts.create(session.db, krumm.id, title="Not yet", on=TODAY)
    recurring.create(
        session.db,
        Recurring(
            client_id=krumm.id,
            title="Care",
            lines=(line("150"),),
            every_months=1,
            anchor_day=15,
            next_on=TODAY - timedelta(days=2),
        ),
    )


def test_one_agenda_puts_the_most_pressing_first_with_words_date_amount_and_chip(
    screen: TodayScreen, session: Session, krumm: Client, qtbot: QtBot
):
    full_book(session, krumm)
    show(screen, qtbot)
    shown = [one.accessibleName() for one in lines(screen)]
    kinds = [one.row.kind.value for one in lines(screen)]
    assert kinds[:2] == ["invoice", "milestone"]
    assert set(kinds[2:4]) == {"quote", "recurring"}
    assert set(kinds[4:]) == {"invoice", "unsigned"}
    assert shown[0].startswith("Overdue, RE-2026-001 is overdue, ")
    for part in ("Bäckerei Krumm GmbH", "Fri, 22 May 2026", "26 days late", "€119.00"):
        assert part in shown[0]
    assert "At risk" in shown[1]
    assert "working days short" in shown[1]
    assert screen.findChild(QLabel, "page_subtitle").text() == "2 are late, 2 to do now"


def test_b26_the_sums_are_per_currency_and_never_added(
    screen: TodayScreen, session: Session, krumm: Client, qtbot: QtBot
):
    abroad = clients.create(
        session.db,
        Client(name="Harbor", currency="USD", addresses=(replace(LEIPZIG, country="US", region="NY"),)),
    )
    invoice(session, krumm, "100", TODAY - timedelta(days=40))
    draft = invoices.create(session.db, abroad.id, on=TODAY, lines=(line("50"),))
    draft = invoices.change(session.db, replace(draft, home_rate=Decimal("0.9")))
    invoices.issue(session.db, draft.id, on=TODAY)
    show(screen, qtbot)
    assert "€119.00" in texts(screen.findChild(QWidget, "figure_late"))
    assert "US$59.50" in texts(screen.findChild(QWidget, "figure_due"))
    assert "€" not in texts(screen.findChild(QWidget, "figure_due"))


def test_enter_does_the_top_line_and_down_goes_to_the_next(
    screen: TodayScreen, session: Session, krumm: Client, qtbot: QtBot
):
    full_book(session, krumm)
    opened: list[tuple[str, int]] = []
    session.open_record.connect(lambda kind, record_id: opened.append((kind, record_id)))
    screen.show()
    screen.focus_first()
    settle(screen, qtbot)
    assert QApplication.focusWidget() is lines(screen)[0]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert opened == [("invoice", 1), ("promise:milestone", 1)]


def test_payment_goes_to_the_paper_under_the_cursor(
    screen: TodayScreen, session: Session, krumm: Client, qtbot: QtBot
):
    full_book(session, krumm)
    opened: list[tuple[str, int]] = []
    session.open_record.connect(lambda kind, record_id: opened.append((kind, record_id)))
    screen.show()
    screen.focus_first()
    settle(screen, qtbot)
    QTest.keyClick(
        QApplication.focusWidget(),
        Qt.Key.Key_P,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert opened == [("pay_invoice", 1)]


def test_r_due_a_repeating_invoice_is_made_as_a_draft_and_opened(
    screen: TodayScreen, session: Session, krumm: Client, qtbot: QtBot
):
    full_book(session, krumm)
    opened: list[tuple[str, int]] = []
    notices: list[Notice] = []
    session.open_record.connect(lambda kind, record_id: opened.append((kind, record_id)))
    session.notice.connect(notices.append)
    show(screen, qtbot)
    repeat = next(one for one in lines(screen) if one.row.kind.value == "recurring")
    QTest.mouseClick(repeat, Qt.MouseButton.LeftButton)
    drafts = tables.invoices.find(session.db, "state = 'draft'")
    assert [draft.title for draft in drafts] == ["Care"]
    assert opened == [("invoice", drafts[0].id)]
    assert notices[0].text == "1 draft made."
    settle(screen, qtbot)
    assert [one.row.severity.value for one in lines(screen) if one.row.kind.value == "recurring"] == [
        "coming"
    ]


def test_a_milestone_is_delivered_from_its_line_and_taken_back_by_the_toast(
    screen: TodayScreen, session: Session, krumm: Client, qtbot: QtBot
):
    full_book(session, krumm)
    notices: list[Notice] = []
    session.notice.connect(notices.append)
    show(screen, qtbot)
    lines(screen)[1].setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_X)
    assert milestones.get(session.db, 1).delivered_on == TODAY
    settle(screen, qtbot)
    assert "milestone" not in [one.row.kind.value for one in lines(screen)]
    assert notices[0].undo is not None
    notices[0].undo()
    stored = milestones.get(session.db, 1)
    assert (stored.delivered_on, stored.hours_left) == (None, Decimal(60))


def test_q18_at_most_twelve_lines_until_more_is_asked_for(
    screen: TodayScreen, session: Session, krumm: Client, qtbot: QtBot
):
    for number in range(15):
        invoice(session, krumm, str(100 + number), TODAY - timedelta(days=60 - number))
    show(screen, qtbot)
    assert len(lines(screen)) == 12
    more = screen.findChild(QPushButton, "today.more")
    assert more.text() == "3 more"
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert len(lines(screen)) == 15
    assert not more.isVisible()


def test_nothing_to_do_names_what_comes_next(
    screen: TodayScreen, session: Session, krumm: Client, qtbot: QtBot
):
    invoice(session, krumm, "100", TODAY - timedelta(days=1))
    show(screen, qtbot)
    words = screen.findChild(QLabel, "page_subtitle").text()
    assert words.startswith("Nothing needs you now. Next: Money comes in for ")
    assert "Bäckerei Krumm GmbH" in words


def test_a_book_without_dates_says_so_and_offers_an_invoice(
    screen: TodayScreen, session: Session, krumm: Client, qtbot: QtBot
):
    show(screen, qtbot)
    assert screen.findChild(QLabel, "page_subtitle").text() == "Nothing needs you now."
    assert screen.findChild(QWidget, "agenda_empty").isVisible()
    opened: list[tuple[str, int]] = []
    session.open_record.connect(lambda kind, record_id: opened.append((kind, record_id)))
    button = next(b for b in screen.findChildren(QPushButton, "today.new_invoice") if b.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert opened == [("new_invoice", 0)]


def test_nothing_is_claimed_before_the_agenda_was_read(screen: TodayScreen, session: Session, qtbot: QtBot):
    screen.show()
    assert screen.findChild(QLabel, "page_subtitle").text() == ""
    settle(screen, qtbot)


def test_what_changes_elsewhere_changes_here(
    screen: TodayScreen, session: Session, krumm: Client, qtbot: QtBot
):
    paper = invoice(session, krumm, "100", TODAY - timedelta(days=40))
    show(screen, qtbot)
    assert len(lines(screen)) == 1
    part = Money.of("119", "EUR")
    session.run(payments.record, krumm.id, part, on=TODAY, allocate=((paper.id, part),))
    settle(screen, qtbot)
    assert lines(screen) == []


def signed(session: Session, client: Client, title: str = "Shop", **fields: object) -> Contract:
    draft = contracts.create(session.db, client.id, title=title, on=TODAY)
    contracts.change(session.db, replace(draft, lines=(line("1000"),), **fields))
    return contracts.sign(session.db, draft.id, by="Jo Krumm", on=TODAY)


def enter_on(screen: TodayScreen, kind: AgendaKind, act: AgendaAct) -> list[tuple[str, int]]:
    """Press Enter on the line of a kind and return where it leads."""
    opened: list[tuple[str, int]] = []

    def remember(record_kind: str, record_id: int) -> None:
        opened.append((record_kind, record_id))

    screen.session.open_record.connect(remember)
    found = next(one for one in lines(screen) if (one.row.kind, one.row.act) == (kind, act))
    QTest.keyClick(found, Qt.Key.Key_Return)
    screen.session.open_record.disconnect(remember)
    return opened


PLAN = (
    Instalment(label="Deposit", percent=Decimal(30), kind=InstalmentKind.PREPAYMENT),
    Instalment(label="Rest", percent=Decimal(70), kind=InstalmentKind.FINAL, due_on=date(2026, 12, 1)),
)


def test_enter_on_a_missing_deposit_makes_its_draft_then_offers_it_then_takes_the_money(
    screen: TodayScreen, session: Session, krumm: Client, qtbot: QtBot
):
    signed(session, krumm, plan=PLAN)
    show(screen, qtbot)
    led = enter_on(screen, AgendaKind.DEPOSIT, AgendaAct.REQUEST_DEPOSIT)
    (draft,) = tables.invoices.find(session.db, "state = 'draft'")
    assert led == [("invoice", draft.id)]
    settle(screen, qtbot)
    assert enter_on(screen, AgendaKind.DEPOSIT, AgendaAct.ISSUE_DRAFT) == [("invoice", draft.id)]
    session.run(invoices.issue, draft.id, on=TODAY)
    settle(screen, qtbot)
    assert enter_on(screen, AgendaKind.DEPOSIT, AgendaAct.RECORD_PAYMENT) == [("pay_invoice", draft.id)]


def test_enter_on_a_deposit_where_vouchers_confirm_it_asks_what_came_in(
    screen: TodayScreen, session: Session, qtbot: QtBot
):
    home = Address(street="1 MG Road", postal_code="500001", city="Hyderabad", region="TS", country="IN")
    issuer.save(session.db, Issuer(name="Anitha", address=home, currency="INR"))
    client = clients.create(session.db, Client(name="Kaveri", addresses=(home,)))
    contract = signed(session, client, plan=PLAN)
    show(screen, qtbot)
    led = enter_on(screen, AgendaKind.DEPOSIT, AgendaAct.REQUEST_DEPOSIT)
    assert led == [("receive:contract", contract.id)]


def test_enter_on_what_is_not_signed_billed_closed_or_paid_back_leads_to_the_act(
    screen: TodayScreen, session: Session, krumm: Client, qtbot: QtBot
):
    unsigned = contracts.create(session.db, krumm.id, title="Not yet", on=TODAY)
    worked = signed(session, krumm, "By the hour")
    work.log_cost(
        session.db, worked.id, on=TODAY - timedelta(days=20), price=Decimal(185), description="Fonts"
    )
    done = signed(session, krumm, "Delivered")
    entry = milestones.create(session.db, Milestone(contract_id=done.id, title="Book", promised_on=TODAY))
    milestones.deliver(session.db, entry.id, on=TODAY)
    money = payments.record(session.db, krumm.id, Money.of("50", "EUR"), on=TODAY)
    show(screen, qtbot)
    assert enter_on(screen, AgendaKind.UNSIGNED, AgendaAct.SIGN) == [("sign:contract", unsigned.id)]
    assert enter_on(screen, AgendaKind.UNBILLED, AgendaAct.BILL_WORK) == [("new_invoice:contract", worked.id)]
    assert enter_on(screen, AgendaKind.FINAL, AgendaAct.BILL_FINAL) == [("new_final:contract", done.id)]
    assert enter_on(screen, AgendaKind.CREDIT, AgendaAct.ALLOCATE) == [("payment", money.id)]


def test_enter_on_too_much_paid_leads_to_the_refund_and_on_paid_work_to_the_close(
    screen: TodayScreen, session: Session, krumm: Client, qtbot: QtBot
):
    paper = invoice(session, krumm, "100", TODAY)
    whole = Money.of("119", "EUR")
    payments.record(session.db, krumm.id, whole, on=TODAY, allocate=((paper.id, whole),))
    credit_notes.cancel(session.db, paper.id, on=TODAY, reason="Agreed")
    contract = signed(session, krumm)
    entry = milestones.create(session.db, Milestone(contract_id=contract.id, title="Book", promised_on=TODAY))
    milestones.deliver(session.db, entry.id, on=TODAY)
    final = contract_invoices.final_from_contract(session.db, contract.id, on=TODAY)
    final = invoices.issue(session.db, final.id, on=TODAY)
    paid = Money.of("1190", "EUR")
    payments.record(session.db, krumm.id, paid, on=TODAY, allocate=((final.id, paid),))
    show(screen, qtbot)
    assert enter_on(screen, AgendaKind.SURPLUS, AgendaAct.PAY_BACK) == [("refund_invoice", paper.id)]
    assert enter_on(screen, AgendaKind.COMPLETE, AgendaAct.CLOSE) == [("close:contract", contract.id)]


def test_enter_on_money_to_come_a_quote_and_a_notice_leads_to_them(
    screen: TodayScreen, session: Session, krumm: Client, qtbot: QtBot
):
    full_book(session, krumm)
    care = signed(session, krumm, "Care", ends_on=TODAY + timedelta(days=40), notice_days=30)
    show(screen, qtbot)
    assert enter_on(screen, AgendaKind.INVOICE, AgendaAct.RECORD_PAYMENT) == [("pay_invoice", 2)]
    assert enter_on(screen, AgendaKind.QUOTE, AgendaAct.FOLLOW_UP) == [("quote", 1)]
    assert enter_on(screen, AgendaKind.NOTICE, AgendaAct.GIVE_NOTICE) == [("contract", care.id)]
    assert enter_on(screen, AgendaKind.MILESTONE, AgendaAct.PROMISE_ANEW) == [("promise:milestone", 1)]


def test_s_asks_until_when_and_why_and_the_line_waits_with_its_reason(
    screen: TodayScreen, session: Session, krumm: Client, qtbot: QtBot, type_text
):
    full_book(session, krumm)
    notices: list[Notice] = []
    session.notice.connect(notices.append)
    show(screen, qtbot)
    screen.focus_first()
    first = lines(screen)[0].row
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_S)
    ask = screen.findChild(AskCard, "today_ask")
    assert ask.isVisible()
    # Without a reason it stays where it is.
    QTest.keyClick(ask, Qt.Key.Key_Return)
    assert ask.isVisible()
    assert "Say why it can wait." in texts(ask)
    reason = ask.form.editor("reason")
    reason.setFocus()
    type_text(reason, "Frau Krümel ist verreist")
    QTest.keyClick(reason, Qt.Key.Key_Return)
    settle(screen, qtbot)
    assert not ask.isVisible()
    assert first.subject not in [one.row.subject for one in lines(screen)]
    assert notices[-1].text == "Put aside until Wed, 24 Jun 2026."
    aside = screen.findChild(QPushButton, "today.aside")
    assert aside.text() == "1 put aside"
    QTest.mouseClick(aside, Qt.MouseButton.LeftButton)
    waiting = lines(screen)[-1]
    assert waiting.row.subject == first.subject
    assert "Frau Krümel ist verreist" in waiting.accessibleName()
    assert "Back on 24 Jun" in waiting.accessibleName()
    # The cursor is on it, where it can be seen; S and X mean no other line.
    qtbot.waitUntil(lambda: waiting.visibleRegion().boundingRect().height() == waiting.height())
    for key in (Qt.Key.Key_S, Qt.Key.Key_X):
        QTest.keyClick(waiting, key)
        assert not ask.isVisible()
    assert aside.text() == "1 put aside"
    QTest.keyClick(waiting, Qt.Key.Key_Return)
    settle(screen, qtbot)
    assert lines(screen)[0].row.subject == first.subject
    assert not aside.isVisible()


def test_putting_aside_is_taken_back_by_the_toast(
    screen: TodayScreen, session: Session, krumm: Client, qtbot: QtBot
):
    full_book(session, krumm)
    notices: list[Notice] = []
    session.notice.connect(notices.append)
    show(screen, qtbot)
    quote = next(one for one in lines(screen) if one.row.kind is AgendaKind.QUOTE)
    quote.setFocus()
    QTest.keyClick(quote, Qt.Key.Key_X)
    settle(screen, qtbot)
    assert AgendaKind.QUOTE not in [one.row.kind for one in lines(screen)]
    notices[-1].undo()
    settle(screen, qtbot)
    assert AgendaKind.QUOTE in [one.row.kind for one in lines(screen)]
    # The cursor is on the line that came back.
    assert QApplication.focusWidget().row.kind is AgendaKind.QUOTE


def test_what_must_be_settled_cannot_be_ticked_off(
    screen: TodayScreen, session: Session, krumm: Client, qtbot: QtBot
):
    full_book(session, krumm)
    notices: list[Notice] = []
    session.notice.connect(notices.append)
    show(screen, qtbot)
    screen.focus_first()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_X)
    settle(screen, qtbot)
    assert notices[-1].text == "That is done once it is settled: press Enter."
    assert lines(screen)[0].row.kind is AgendaKind.INVOICE


def test_b4_the_two_weeks_ahead_show_the_load_and_lead_to_the_day(
    screen: TodayScreen, session: Session, krumm: Client, qtbot: QtBot
):
    full_book(session, krumm)
    show(screen, qtbot)
    ribbon = screen.findChild(LoadRibbon)
    assert ribbon.isVisible()
    names = [mark.name for mark in ribbon.marks]
    assert len(names) == 14
    # 60 h for Friday fill all days at 6 h, of which 4.8 h should be promised.
    # A day that is worked to its last hour is full, and not over.
    assert names[0] == "Wed, 17 Jun 2026: 6 h of 6 h taken, Contract begins Shop"
    assert names[2].endswith("6 h of 6 h taken, Deadline Drafts, Quote ends Signs")
    assert names[3] == "Sat, 20 Jun 2026: Free"
    assert "more than should be promised" in ribbon.finding
    assert "days hold" not in ribbon.finding
    opened: list[tuple[str, int]] = []
    session.open_record.connect(lambda kind, record_id: opened.append((kind, record_id)))
    ribbon.set_current(2, focus=True)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert opened == [("day", date(2026, 6, 19).toordinal())]


def test_the_sums_open_their_rows_by_key_and_pointer(
    screen: TodayScreen, session: Session, krumm: Client, qtbot: QtBot
):
    full_book(session, krumm)
    opened: list[tuple[str, int]] = []
    session.open_record.connect(lambda kind, record_id: opened.append((kind, record_id)))
    show(screen, qtbot)
    QTest.keyClick(screen.findChild(QPushButton, "figure_late"), Qt.Key.Key_Return)
    QTest.mouseClick(screen.findChild(QPushButton, "figure_due"), Qt.MouseButton.LeftButton)
    assert opened == [("open_items", 0), ("open_items", 0)]
    # Nothing is held, so there is nothing to open.
    assert screen.findChild(QPushButton, "figure_held") is None


def test_a_line_stands_the_same_way_at_one_width_whatever_stood_before(qtbot, screen, session, krumm):
    """Its answer must not depend on itself: at 200 % text the page turned to and fro until the stack was full."""
    invoice(session, krumm, "120.50", TODAY - timedelta(days=40))
    show(screen, qtbot)
    (shown,) = lines(screen)
    for width in range(300, 900, 4):
        ways = []
        for before in (299, 901):
            shown.resize(before, 60)
            shown.resize(width, 60)
            shown.resize(width, 120)
            ways.append(shown._row.direction())
        assert ways[0] == ways[1], width
