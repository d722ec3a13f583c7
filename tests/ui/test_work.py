"""Contracts as a person meets them: the page of a running one, the editor of a draft, and how one ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.domain.change_order import ChangeState
from clientdesk.domain.contract import (
    Cancellation,
    Contract,
    ContractState,
    Instalment,
    InstalmentKind,
    Pricing,
    RevisionPolicy,
)
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.work import WorkKind
from clientdesk.storage import tables
from clientdesk.ui.contracts.page import WorkScreen
from clientdesk.ui.session import Notice, Session
from clientdesk.usecases import (
    cancellation,
    change_orders,
    clients,
    contract_clauses,
    contracts,
    issuer,
    milestones,
    prepayments,
    work,
)
from tests.usecases.billing import contract, eur, line, open_german, plan

TODAY = date(2026, 6, 17)
PARTS = plan(("Deposit", "30", InstalmentKind.PREPAYMENT), ("Rest", "70", InstalmentKind.FINAL))


@pytest.fixture
def session(qapp: QApplication, tmp_path, look):
    opened = Session(open_german(tmp_path / "book.db"), today=lambda: TODAY)
    yield opened
    opened.close()


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> WorkScreen:
    made = WorkScreen(session)
    qtbot.addWidget(made)
    made.resize(1240, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


def visible(screen: QWidget, name: str, kind: type = QWidget):
    # New parts are shown by an event of their own, after the one that made them.
    QApplication.processEvents()
    QApplication.processEvents()
    found = [one for one in screen.findChildren(kind, name) if one.isVisible()]
    assert found, f"{name} is not on screen"
    return found[0]


def words(screen: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(one.text() for one in screen.findChildren(QLabel) if one.isVisible())


def click(screen: QWidget, name: str) -> None:
    QTest.mouseClick(visible(screen, name, QPushButton), Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def type_into(screen: QWidget, name: str, text: str) -> QWidget:
    field = visible(screen, name)
    field.setFocus()
    if hasattr(field, "selectAll"):
        field.selectAll()
    QTest.keyClicks(field, text)
    return field


def running(session: Session, **fields: object) -> Contract:
    values: dict[str, object] = {
        "plan": PARTS,
        "revisions": RevisionPolicy(free_rounds=1, price=Decimal(90), approver="Eva Krumm"),
        "cancellation": Cancellation(percent=Decimal(25)),
        **fields,
    }
    return contract(session.db, line("4800", "Brand identity", key="a"), **values)


def milestone(session: Session, of: Contract, **fields: object) -> Milestone:
    values: dict[str, object] = {
        "title": "Hand-over",
        "promised_on": date(2026, 6, 26),
        "effort_hours": Decimal(40),
        **fields,
    }
    return milestones.create(session.db, Milestone(contract_id=of.id, **values))


def test_the_list_shows_client_price_and_state_in_a_word(screen: WorkScreen, session: Session, qtbot: QtBot):
    running(session)
    session.run(contracts.create, 1, title="Labels", on=TODAY)
    model = screen.list.table.model()
    qtbot.waitUntil(lambda: model.rowCount() == 2)
    screen.list.choose("drafts")
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    assert model.data(model.index(0, 0)) == "Labels"
    screen.list.choose("running")
    qtbot.waitUntil(lambda: model.data(model.index(0, 0)) == "Brand identity")


def test_the_page_says_what_comes_next_and_b5_how_safe_the_date_is(screen: WorkScreen, session: Session):
    signed = running(session)
    milestone(session, signed)
    screen.open_record("contract", signed.id)
    assert "“Deposit”: €1,440.00" in visible(screen, "next_step", QLabel).text()
    assert visible(screen, "work.next", QPushButton).text() == "Ask for the prepayment"
    shown = words(screen)
    # 8 days from Wednesday the 17th to Friday the 26th; 40 hours take 6 2/3 of them at 6 a day.
    slack = issuer.get(session.db).hours_per_day
    assert "Promised Fri" in shown
    assert "working days to spare" in shown or "working day" in shown
    assert slack


def test_j5_hours_left_are_typed_in_place_and_the_risk_follows(screen: WorkScreen, session: Session):
    signed = running(session)
    entry = milestone(session, signed)
    screen.open_record("contract", signed.id)
    field = type_into(screen, f"hours_left_{entry.id}", "200h")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert milestones.get(session.db, entry.id).hours_left == Decimal(200)
    chips = [one.accessibleName() for one in screen.findChildren(QWidget) if one.isVisible()]
    assert "At risk" in chips
    assert QApplication.focusWidget().objectName() == f"hours_left_{entry.id}"


def test_wrong_hours_get_a_sentence_and_stay_as_typed(screen: WorkScreen, session: Session):
    signed = running(session)
    entry = milestone(session, signed)
    screen.open_record("contract", signed.id)
    field = type_into(screen, f"hours_left_{entry.id}", "a lot")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "a lot"
    assert visible(screen, f"hours_left_{entry.id}_fault", QLabel).text()
    assert milestones.get(session.db, entry.id).hours_left == Decimal(40)


def test_j7_open_checks_keep_a_delivery_back_until_a_reason_is_typed(screen: WorkScreen, session: Session):
    signed = running(session)
    entry = milestone(session, signed, checks="Fonts embedded\nColours checked")
    screen.open_record("contract", signed.id)
    visible(screen, f"check_{entry.id}_0", QCheckBox).click()
    assert milestones.get(session.db, entry.id).checks_left == ("Colours checked",)
    click(screen, f"deliver_{entry.id}")
    assert milestones.get(session.db, entry.id).is_open
    assert "Colours checked" in visible(screen, "milestones_asking_words", QLabel).text()
    QTest.keyClick(visible(screen, "despite"), Qt.Key.Key_Return)
    assert visible(screen, "despite_below", QLabel).text()
    type_into(screen, "despite", "The client checks them")
    QTest.keyClick(visible(screen, "despite"), Qt.Key.Key_Return)
    assert milestones.get(session.db, entry.id).delivered_on == TODAY
    click(screen, f"accept_{entry.id}")
    QTest.keyClick(visible(screen, "by"), Qt.Key.Key_Return)
    assert milestones.get(session.db, entry.id).accepted_by == "Eva Krumm"


def test_a_delivery_by_a_slip_is_taken_back_from_the_toast(screen: WorkScreen, session: Session):
    signed = running(session)
    entry = milestone(session, signed)
    notices: list[Notice] = []
    session.notice.connect(notices.append)
    screen.open_record("contract", signed.id)
    click(screen, f"deliver_{entry.id}")
    undo = notices[-1].undo
    assert undo is not None
    undo()
    again = milestones.get(session.db, entry.id)
    assert (again.delivered_on, again.hours_left) == (None, Decimal(40))


def test_b10_one_button_makes_the_next_request_of_the_plan(screen: WorkScreen, session: Session):
    signed = running(session)
    opened: list[tuple[str, int]] = []
    session.open_record.connect(lambda kind, record: opened.append((kind, record)))
    screen.open_record("contract", signed.id)
    click(screen, "work.next")
    (draft,) = tables.invoices.find(session.db)
    assert opened == [("invoice", draft.id)]
    assert (draft.instalment, draft.contract_id) == ("Deposit", signed.id)
    assert "Open the draft" in visible(screen, "work.next", QPushButton).text()


def test_b7_the_ledger_shows_each_step_with_its_tax_and_the_balance(screen: WorkScreen, session: Session):
    signed = running(session)
    prepayments.receive(session.db, signed.id, eur("595.00"), on=TODAY)
    screen.open_record("contract", signed.id)
    shown = words(screen)
    assert "+€595.00" in shown
    assert "tax inside €95.00" in shown
    assert "held after it €595.00" in shown
    assert "€595.00" in visible(screen, "figure_held").accessibleName()


def test_b1_the_price_of_a_paid_round_is_said_before_it_is_counted(screen: WorkScreen, session: Session):
    signed = running(session)
    screen.open_record("contract", signed.id)
    click(screen, "work.revision")
    assert "included in the price" in visible(screen, "work_asking_words", QLabel).text()
    QTest.keyClick(visible(screen, "deliverable"), Qt.Key.Key_Return)
    assert "1. used, 1 included" in visible(screen, "figure_rounds").accessibleName()
    click(screen, "work.revision")
    assert "90.00" in visible(screen, "work_asking_words", QLabel).text()
    type_into(screen, "hours", "2.5")
    QTest.keyClick(visible(screen, "hours"), Qt.Key.Key_Return)
    second = tables.work_entries.find(session.db)[-1]
    assert (second.kind, second.agreed, second.hours) == (WorkKind.ROUND, False, Decimal("2.5"))
    assert "€0.00" in visible(screen, "figure_unbilled").accessibleName()
    click(screen, f"agree_{second.id}")
    assert "€225.00" in visible(screen, "figure_unbilled").accessibleName()


def test_b31_logged_hours_of_a_contract_by_the_hour_are_unbilled_against_the_cap(
    screen: WorkScreen, session: Session
):
    signed = running(
        session, pricing=Pricing.HOURLY, hourly_rate=Decimal(110), cap_hours=Decimal(40), plan=()
    )
    screen.open_record("contract", signed.id)
    click(screen, "work.log")
    type_into(screen, "hours", "2h")
    type_into(screen, "description", "Calendar")
    QTest.keyClick(visible(screen, "description"), Qt.Key.Key_Return)
    assert "€220.00" in visible(screen, "figure_unbilled").accessibleName()
    assert "5% of 40 h" in visible(screen, "figure_hours").accessibleName()


def test_cost_and_gift_are_written_down_and_the_toast_takes_them_back(screen: WorkScreen, session: Session):
    signed = running(session)
    notices: list[Notice] = []
    session.notice.connect(notices.append)
    screen.open_record("contract", signed.id)
    click(screen, "work.cost")
    type_into(screen, "price", "85")
    type_into(screen, "description", "Fonts")
    QTest.keyClick(visible(screen, "description"), Qt.Key.Key_Return)
    click(screen, "work.gift")
    type_into(screen, "description", "Icon set")
    type_into(screen, "hours", "2")
    QTest.keyClick(visible(screen, "hours"), Qt.Key.Key_Return)
    assert [entry.kind for entry in work_of(session, signed)] == [WorkKind.COST, WorkKind.GIFT]
    undo = notices[-1].undo
    assert undo is not None
    undo()
    assert [entry.kind for entry in work_of(session, signed)] == [WorkKind.COST]


def work_of(session: Session, signed: Contract):
    return tables.work_entries.find(session.db, "contract_id = ?", (signed.id,))


def test_b2_a_wish_gets_one_of_three_answers(screen: WorkScreen, session: Session):
    signed = running(session)
    screen.open_record("contract", signed.id)
    for title, answer, state in (
        ("Smaller logo", "change_include", ChangeState.INCLUDED),
        ("Favicon", "change_gift", ChangeState.GIFT),
        ("Icons", "answer.save", ChangeState.OFFERED),
    ):
        click(screen, "work.change")
        type_into(screen, "title", title)
        if state is not ChangeState.INCLUDED:
            type_into(screen, "price", "180")
        click(screen.findChild(QWidget, "changes_asking"), answer)
        assert tables.change_orders.find(session.db)[-1].state is state
    assert "CO-3  Icons" in words(screen)
    # Only what is accepted changes the price.
    assert "€4,800.00" in visible(screen, "figure_price").accessibleName()
    click(screen, "change_decline_3")
    QTest.keyClick(visible(screen, "by"), Qt.Key.Key_Return)
    assert change_orders.get(session.db, 3).state is ChangeState.DECLINED


def test_b2_an_offer_without_effect_is_refused_and_offered_again_under_its_number(
    screen: WorkScreen, session: Session
):
    signed = running(session)
    screen.open_record("contract", signed.id)
    click(screen, "work.change")
    type_into(screen, "title", "Icons")
    QTest.keyClick(visible(screen, "title"), Qt.Key.Key_Return)
    assert visible(screen, "price_below", QLabel).text()
    assert visible(screen, "title").text() == "Icons"
    type_into(screen, "price", "320")
    QTest.keyClick(visible(screen, "price"), Qt.Key.Key_Return)
    (change,) = tables.change_orders.find(session.db)
    assert (change.number, change.state) == ("CO-1", ChangeState.OFFERED)


def test_b8_the_settlement_is_seen_before_the_contract_is_cancelled(screen: WorkScreen, session: Session):
    signed = running(session)
    prepayments.receive(session.db, signed.id, eur("2000.00"), on=TODAY)
    screen.open_record("contract", signed.id)
    screen.findChild(QWidget, "contract").ending.cancel()
    expected = cancellation.preview(session.db, signed.id, on=TODAY)
    # 25 % of 4,800.00 and its tax.
    assert expected.kept == eur("1428.00")
    assert "€1,428.00" in visible(screen, "figure_kept").accessibleName()
    assert "€572.00" in visible(screen, "figure_refund").accessibleName()
    QTest.keyClick(visible(screen, "reason"), Qt.Key.Key_Return)
    assert contracts.get(session.db, signed.id).state is ContractState.ACTIVE
    assert visible(screen, "reason_below", QLabel).text()
    type_into(screen, "reason", "The shop closes")
    QTest.keyClick(visible(screen, "reason"), Qt.Key.Key_Return)
    assert contracts.get(session.db, signed.id).state is ContractState.CANCELLED
    assert "The shop closes" in visible(screen, "next_step", QLabel).text()


def test_b31_closing_with_work_not_billed_asks_first(screen: WorkScreen, session: Session):
    signed = running(session, plan=())
    work.log_cost(session.db, signed.id, on=TODAY, price=Decimal(85), description="Fonts")
    screen.open_record("contract", signed.id)
    screen.findChild(QWidget, "contract").ending.complete()
    assert "€85.00 of work is not billed." in visible(screen, "ending_asking_words", QLabel).text()
    assert contracts.get(session.db, signed.id).state is ContractState.ACTIVE
    visible(screen, "agreed", QCheckBox).click()
    click(screen.findChild(QWidget, "ending_asking"), "answer.save")
    assert contracts.get(session.db, signed.id).state is ContractState.COMPLETED


# The editor of a draft.


def draft(session: Session, **fields: object) -> Contract:
    made = contracts.create(session.db, 1, title="Labels", on=TODAY)
    values: dict[str, object] = {"lines": (line("1000", "Labels", key="a"),), **fields}
    return contracts.change(session.db, replace(made, **values))


def test_what_is_written_keeps_itself_and_shows_its_page(screen: WorkScreen, session: Session, qtbot: QtBot):
    made = draft(session)
    screen.edit(made.id)
    type_into(screen, "scope", "Labels for three jams")
    qtbot.waitUntil(lambda: contracts.get(session.db, made.id).scope == "Labels for three jams", timeout=4000)
    qtbot.waitUntil(lambda: screen.preview.data.startswith(b"%PDF"), timeout=15_000)
    assert screen.may_leave()


def test_b10_a_plan_that_is_not_100_percent_says_so_and_shows_amounts_once_it_is(
    screen: WorkScreen, session: Session
):
    made = draft(session)
    screen.edit(made.id)
    click(screen, "equal_3")
    assert "All parts together are 100" in visible(screen, "plan_sum", QLabel).text()
    shown = words(screen)
    assert "€333.30" in shown
    assert "€333.40" in shown
    first = visible(screen.findChild(QWidget, "plan_editor"), "percent")
    first.setFocus()
    first.selectAll()
    QTest.keyClicks(first, "20")
    assert "not to 100" in visible(screen, "plan_sum", QLabel).text()


def test_the_usual_clauses_follow_the_facts_until_one_is_changed_b3(screen: WorkScreen, session: Session):
    made = draft(session)
    screen.edit(made.id)
    usual = contract_clauses.proposed(session.db, made)
    assert len(usual) > 5
    click(screen, "clause_remove_0")
    screen.draft.keep()
    kept = contracts.get(session.db, made.id).clauses
    assert [one.key for one in kept] == [one.key for one in usual[1:]]
    click(screen, "clause_down_0")
    click(screen, "clause_edit_0")
    type_into(screen.findChild(QWidget, "clause_0"), "title", "My own")
    screen.draft.keep()
    kept = contracts.get(session.db, made.id).clauses
    assert (kept[0].key, kept[0].title, kept[1].key) == (usual[2].key, "My own", usual[1].key)
    click(screen, "work.clauses_anew")
    screen.draft.keep()
    assert contracts.get(session.db, made.id).clauses == ()


def test_what_is_missing_is_listed_at_once_with_the_way_to_mend_it(
    screen: WorkScreen, session: Session, qtbot: QtBot
):
    made = draft(
        session, plan=(Instalment(label="Rest", percent=Decimal(100), kind=InstalmentKind.PARTIAL),), lines=()
    )
    screen.edit(made.id)
    assert "before signing" in screen.draft.checks.title
    assert any("neither a date nor a milestone" in one.sentence for one in screen.draft.checks.checks)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    screen.draft.sign()
    assert contracts.get(session.db, made.id).state is ContractState.DRAFT


def test_a_faulty_price_stays_as_typed_with_its_sentence(screen: WorkScreen, session: Session):
    made = draft(session)
    screen.edit(made.id)
    type_into(screen, "revisions.price", "ninety")
    screen.draft.sign()
    assert visible(screen, "revisions.price").text() == "ninety"
    assert visible(screen, "revisions.price_below", QLabel).text()
    assert contracts.get(session.db, made.id).state is ContractState.DRAFT


def test_b3_the_signature_freezes_the_draft_and_leads_to_its_page(screen: WorkScreen, session: Session):
    made = draft(session)
    screen.edit(made.id)
    screen.draft.sign()
    QTest.keyClick(visible(screen, "by"), Qt.Key.Key_Return)
    assert visible(screen, "by_below", QLabel).text()
    type_into(screen, "by", "Eva Krumm")
    QTest.keyClick(visible(screen, "by"), Qt.Key.Key_Return)
    signed = contracts.get(session.db, made.id)
    assert signed.state is ContractState.ACTIVE
    assert screen.place() == ("contract", made.id)
    assert visible(screen, "page_chip").accessibleName() == "Running"
    assert signed.signature is not None
    assert signed.signature.text_hash[:16] in words(screen)


def test_a_draft_changed_elsewhere_is_not_overwritten(screen: WorkScreen, session: Session):
    made = draft(session)
    screen.edit(made.id)
    type_into(screen, "scope", "from the window")
    contracts.change(session.db, replace(made, scope="from elsewhere"))
    assert screen.may_leave()
    assert contracts.get(session.db, made.id).scope == "from elsewhere"
    assert visible(screen, "work.reload", QPushButton)


def test_a_new_contract_asks_for_whom(screen: WorkScreen, session: Session):
    screen.new_contract()
    assert QApplication.focusWidget().objectName() == "client_id"
    QTest.keyClicks(QApplication.focusWidget(), "Krumm")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    QApplication.processEvents()
    click(screen, "answer.save")
    (made,) = tables.contracts.find(session.db)
    assert (made.client_id, made.state) == (1, ContractState.DRAFT)
    assert visible(screen, "contract_draft")


def test_the_signed_paper_is_shown_as_it_was_kept(screen: WorkScreen, session: Session, qtbot: QtBot):
    made = draft(session)
    signed = contracts.sign(session.db, made.id, by="Eva Krumm", on=TODAY)
    screen.open_record("contract", signed.id)
    screen.show_paper("contract", signed.id)
    (kept,) = tables.papers.find(session.db)
    qtbot.waitUntil(lambda: screen.preview.data == kept.pdf, timeout=15_000)
    assert "exactly as it went out" in words(screen)


def test_r_num_1_copies_for_signing_carry_the_number_and_the_draft_can_still_be_changed(
    screen: WorkScreen, session: Session, qtbot: QtBot
):
    made = draft(session)
    screen.edit(made.id)
    screen.draft.prepare()
    number = contracts.get(session.db, made.id).number
    assert number
    assert visible(screen, "page_chip").accessibleName() == "Not signed"
    type_into(screen, "scope", "Labels for three jams")
    assert screen.may_leave()
    assert contracts.get(session.db, made.id).scope == "Labels for three jams"
    screen.list.choose("drafts")
    model = screen.list.table.model()
    qtbot.waitUntil(lambda: model.rowCount() == 1)


def test_a_new_milestone_in_a_draft_gives_the_plan_its_day_b10(
    screen: WorkScreen, session: Session, qtbot: QtBot
):
    made = draft(session, plan=PARTS)
    screen.edit(made.id)
    click(screen, "work.milestone")
    asking = screen.draft.milestones.asking
    type_into(asking, "title", "Hand-over")
    type_into(asking, "promised_on", "3/7/2026")
    QTest.keyClick(visible(asking, "title"), Qt.Key.Key_Return)
    (entry,) = tables.milestones.find(session.db)
    assert entry.promised_on == date(2026, 7, 3)
    rest = [one for one in screen.findChildren(QWidget, "milestone") if one.isVisible()]
    assert rest
    qtbot.waitUntil(lambda: screen.draft.checks.checks == ())


def test_r_pre_13_a_part_of_a_prepayment_is_given_back_from_its_row(screen: WorkScreen, session: Session):
    signed = running(session)
    paper = prepayments.receive(session.db, signed.id, eur("595.00"), on=TODAY)
    screen.open_record("contract", signed.id)
    click(screen, f"refund_{paper.id}")
    asking = screen.findChild(QWidget, "ledger_asking")
    type_into(asking, "amount", "700")
    type_into(asking, "reason", "Smaller job")
    QTest.keyClick(visible(asking, "reason"), Qt.Key.Key_Return)
    assert visible(asking, "amount_below", QLabel).text()
    assert visible(asking, "amount").text() == "700.00"
    type_into(asking, "amount", "119")
    QTest.keyClick(visible(asking, "amount"), Qt.Key.Key_Return)
    assert "€476.00" in visible(screen, "figure_held").accessibleName()
    assert "-€119.00" in words(screen) or "−€119.00" in words(screen)


def test_j5_today_leads_to_the_hours_of_the_milestone(screen: WorkScreen, session: Session, qtbot: QtBot):
    signed = running(session)
    milestone(session, signed)
    second = milestone(session, signed, title="Launch", promised_on=date(2026, 7, 20))
    screen.open_record("milestone", second.id)
    qtbot.waitUntil(lambda: QApplication.focusWidget().objectName() == f"hours_left_{second.id}")


def test_back_returns_to_the_open_contract(screen: WorkScreen, session: Session):
    signed = running(session)
    assert screen.place() == ("", 0)
    screen.open_record("contract", signed.id)
    assert screen.place() == ("contract", signed.id)


def test_the_clauses_follow_a_client_renamed_elsewhere(screen: WorkScreen, session: Session, qtbot: QtBot):
    made = draft(session)
    screen.edit(made.id)
    assert "Bäckerei Krumm GmbH" in words(screen)
    session.run(clients.change, replace(clients.get(session.db, 1), name="Krumm und Söhne"))
    qtbot.waitUntil(lambda: "Krumm und Söhne" in visible(screen, "page_subtitle", QLabel).text())
    clauses = screen.draft.clauses
    qtbot.waitUntil(lambda: any("Krumm und Söhne" in one.text() for one in clauses.findChildren(QLabel)))
