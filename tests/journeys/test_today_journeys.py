"""From a line of Today to the act that settles it, in the real window, by keys alone; the calendar on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from PySide6.QtWidgets import QApplication

from clientdesk.domain.milestone import Milestone
from clientdesk.queries.agenda_row import AgendaAct
from clientdesk.storage import tables
from clientdesk.ui.screens import SCREENS
from clientdesk.ui.today.line import AgendaLine
from clientdesk.ui.today.solve import LEADS
from clientdesk.usecases import (
    absences,
    contract_invoices,
    contracts,
    credit_notes,
    invoices,
    milestones,
    payments,
    work,
)
from tests.journeys.driver import TODAY, Hands
from tests.usecases.billing import contract, eur, line


def to_line(hands: Hands, act: AgendaAct) -> None:
    """Go to Today and down to the line with this act."""
    hands.press("Ctrl+1")
    hands.idle()
    hands.wait_for(lambda: isinstance(QApplication.focusWidget(), AgendaLine))
    for _line in range(12):
        focused = QApplication.focusWidget()
        assert isinstance(focused, AgendaLine)
        if focused.row.act is act:
            return
        hands.press("Down")
    raise AssertionError(act)


def delivered(hands: Hands) -> int:
    """A contract of which all is delivered; its id."""
    db = hands.window.session.db
    signed = contract(db, line("1000"), client_id=1)
    entry = milestones.create(db, Milestone(contract_id=signed.id, title="Book", promised_on=TODAY))
    milestones.deliver(db, entry.id, on=TODAY)
    return signed.id


def test_every_place_that_today_leads_to_is_on_a_screen():
    known = {kind for entry in SCREENS for kind in entry.kinds}
    assert {*LEADS.values(), "receive:contract", "milestone", "quote", "contract", "day"} <= known
    assert {"open_items", "money_held"} <= known


def test_j3_a_contract_is_signed_from_its_line(lena: Hands):
    db = lena.window.session.db
    draft = contracts.create(db, 1, title="Shop", on=TODAY)
    contracts.change(db, replace(draft, lines=(line("1000"),)))
    to_line(lena, AgendaAct.SIGN)
    lena.start_over()
    lena.press("Return")
    lena.idle()
    assert lena.widget("signing_asking").isVisible()
    lena.type("Jo Krumm")
    lena.press("Return")
    lena.idle()
    assert tables.contracts.get(db, draft.id).signature.by == "Jo Krumm"
    assert lena.presses == 2


def test_b31_waiting_work_becomes_an_invoice_from_its_line(lena: Hands):
    db = lena.window.session.db
    signed = contract(db, line("1000"), client_id=1)
    work.log_cost(db, signed.id, on=TODAY - timedelta(days=20), price=Decimal(185), description="Fonts")
    to_line(lena, AgendaAct.BILL_WORK)
    lena.press("Return")
    lena.idle()
    (draft,) = tables.invoices.find(db, "state = 'draft'")
    assert [entry.description for entry in draft.lines] == ["Fonts"]
    assert lena.window.current_name == "documents"


def test_j7_what_is_delivered_is_billed_and_closed_from_its_line(lena: Hands):
    db, contract_id = lena.window.session.db, delivered(lena)
    to_line(lena, AgendaAct.BILL_FINAL)
    lena.press("Return")
    lena.idle()
    (draft,) = tables.invoices.find(db, "state = 'draft'")
    paper = invoices.issue(db, draft.id, on=TODAY)
    payments.record(db, 1, paper.due, on=TODAY, allocate=((paper.id, paper.due),))
    to_line(lena, AgendaAct.CLOSE)
    lena.press("Return")
    lena.idle()
    lena.press("Ctrl+Return")
    lena.idle()
    assert tables.contracts.get(db, contract_id).state.value == "completed"


def test_r_pre_10_too_much_money_goes_back_from_its_line(lena: Hands):
    db = lena.window.session.db
    draft = invoices.create(db, 1, on=TODAY, lines=(line("100"),))
    paper = invoices.issue(db, draft.id, on=TODAY)
    payments.record(db, 1, paper.due, on=TODAY, allocate=((paper.id, paper.due),))
    credit_notes.cancel(db, paper.id, on=TODAY, reason="Agreed")
    to_line(lena, AgendaAct.PAY_BACK)
    lena.press("Return")
    lena.idle()
    lena.press("Ctrl+Return")
    lena.idle()
    assert [row.amount for row in tables.payments.find(db, "direction = 'out'")] == [eur("119.00")]


def test_from_the_two_weeks_to_the_calendar_a_day_off_and_back(lena: Hands):
    db = lena.window.session.db
    signed = contract(db, line("1000"), client_id=1)
    due = TODAY + timedelta(days=2)
    milestones.create(
        db, Milestone(contract_id=signed.id, title="Book", promised_on=due, effort_hours=Decimal(3))
    )
    lena.press("Ctrl+1")
    lena.idle()
    ribbon = lena.widget("ribbon")
    ribbon.set_current(2, focus=True)
    lena.press("Return")
    lena.idle()
    assert lena.window.current_name == "calendar"
    assert lena.window.screen_named("calendar").chosen == due
    lena.press("Left", "N")
    lena.press("Return")
    lena.idle()
    assert [one.first_on for one in absences.all_absences(db)] == [TODAY + timedelta(days=1)]
    lena.press("Ctrl+Alt+Z")
    lena.idle()
    assert absences.all_absences(db) == ()
    lena.press("Alt+Left")
    lena.idle()
    assert lena.window.current_name == "today"


def test_a_sum_opens_its_rows(lena: Hands):
    db = lena.window.session.db
    draft = invoices.create(db, 1, on=TODAY, lines=(line("100"),))
    paper = invoices.issue(db, draft.id, on=TODAY)
    lena.press("Ctrl+1")
    lena.idle()
    lena.widget("figure_due").setFocus()
    lena.press("Return")
    lena.idle()
    assert lena.window.current_name == "money"
    model = lena.widget("money").model()
    assert model.row(0).number == paper.number


def test_the_end_of_the_story_leaves_today_calm(lena: Hands):
    db, contract_id = lena.window.session.db, delivered(lena)
    final = contract_invoices.final_from_contract(db, contract_id, on=TODAY)
    paper = invoices.issue(db, final.id, on=TODAY)
    payments.record(db, 1, paper.due, on=TODAY, allocate=((paper.id, paper.due),))
    contracts.complete(db, contract_id, on=TODAY)
    lena.press("Ctrl+1")
    lena.idle()
    assert lena.widget("page_subtitle").text() == "Nothing needs you now."
