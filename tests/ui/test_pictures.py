"""Pictures and next steps on the pages of clients, contracts and papers: what they say, and where they lead."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.domain.client import Client
from clientdesk.domain.contract import InstalmentKind, Pricing, RevisionPolicy
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.party import Address, Contact
from clientdesk.ui import style
from clientdesk.ui.clients.page import ClientsScreen
from clientdesk.ui.contracts.page import WorkScreen
from clientdesk.ui.documents.look import DocumentLook
from clientdesk.ui.documents.page import DocumentsScreen
from clientdesk.ui.session import Session
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets.bars import Bar, Bars
from clientdesk.ui.widgets.chart import Chart
from clientdesk.ui.widgets.chip import Chip
from clientdesk.ui.widgets.gantt import Gantt, Stage, axis_days
from clientdesk.ui.widgets.meter import MeterBar
from clientdesk.ui.widgets.steps import StepRow, Steps
from clientdesk.usecases import clients, invoices, milestones, payments, prepayments, quotes, work
from tests.usecases.billing import contract, eur, line, open_german, plan

TODAY = date(2026, 6, 17)


@pytest.fixture
def session(qapp: QApplication, tmp_path, look):
    opened = Session(open_german(tmp_path / "book.db"), today=lambda: TODAY)
    yield opened
    opened.close()


@pytest.fixture
def people(qtbot: QtBot, session: Session) -> ClientsScreen:
    return _shown(qtbot, ClientsScreen(session))


@pytest.fixture
def jobs(qtbot: QtBot, session: Session) -> WorkScreen:
    return _shown(qtbot, WorkScreen(session))


def _shown(qtbot: QtBot, screen):
    qtbot.addWidget(screen)
    screen.resize(1240, 800)
    screen.show()
    qtbot.waitExposed(screen)
    return screen


def text_of(screen: QWidget, name: str) -> str:
    QApplication.processEvents()
    return next(found.text() for found in screen.findChildren(QLabel, name) if found.isVisible())


def chart(screen: QWidget, name: str) -> Chart:
    QApplication.processEvents()
    return next(found for found in screen.findChildren(Chart, name) if found.isVisible())


def cells(picture: Chart) -> list[tuple[str, ...]]:
    return [mark.cells for mark in picture.marks]


def opened_by(session: Session) -> list[tuple[str, int]]:
    heard: list[tuple[str, int]] = []
    session.open_record.connect(lambda kind, record_id: heard.append((kind, record_id)))
    return heard


def issue(session: Session, net: str, *, late: int = 0) -> int:
    on = TODAY - timedelta(days=late + 14)
    draft = invoices.create(session.db, 1, on=on, lines=(line(net),))
    draft = invoices.change(session.db, replace(draft, due_on=on + timedelta(days=14)))
    return invoices.issue(session.db, draft.id, on=on).id


# The client's page.


def test_money_that_is_late_is_the_next_step_with_one_press(people: ClientsScreen, session: Session):
    invoice = issue(session, "100", late=30)
    heard = opened_by(session)
    people.open_record("client", 1)
    assert "RE-2026-001 is 30 days late: €119.00." in text_of(people, "client_next")
    primary = people.findChild(QPushButton, "clients.next")
    assert primary.text() == "Record payment RE-2026-001"
    QTest.keyClick(people, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert heard[-1] == ("pay_invoice", invoice)


def test_a_new_client_gets_a_quote_and_no_verb_stands_twice(people: ClientsScreen, session: Session):
    client = clients.create(session.db, Client(name="Neu", addresses=(Address(city="Halle"),)))
    heard = opened_by(session)
    people.open_record("client", client.id)
    QApplication.processEvents()
    shown = [found.text() for found in people.findChildren(QPushButton) if found.isVisible() and found.text()]
    assert shown.count("New quote") == 1
    QTest.mouseClick(people.findChild(QPushButton, "clients.next"), Qt.MouseButton.LeftButton)
    assert heard[-1] == ("new_quote", client.id)


def test_what_waits_for_us_comes_before_what_waits_for_them(people: ClientsScreen, session: Session):
    quote = quotes.create(session.db, 1, on=TODAY, lines=(line("500"),), title="Labels")
    quote = quotes.change(session.db, replace(quote, not_included="none", change_terms="none"))
    people.open_record("client", 1)
    assert "The draft “Labels” waits to be finished." in text_of(people, "client_next")
    quotes.send(session.db, quote.id, on=TODAY)
    people.open_record("client", 1)
    assert "waits for an answer until" in text_of(people, "client_next")
    job = contract(session.db, line("1000"))
    milestones.create(
        session.db, Milestone(contract_id=job.id, title="Sketch", promised_on=TODAY + timedelta(days=9))
    )
    people.open_record("client", 1)
    assert "“Sketch” is to be delivered on" in text_of(people, "client_next")


def test_what_came_in_stands_month_by_month_with_its_table(people: ClientsScreen, session: Session):
    for amount, day in ((300, date(2026, 6, 2)), (100, date(2026, 4, 30)), (50, date(2025, 6, 30))):
        payments.record(session.db, 1, eur(amount), on=day)
    people.open_record("client", 1)
    income = chart(people, "income_chart")
    assert income.finding == "€400.00 came in, the most in June 2026: €300.00."
    assert len(income.marks) == 12
    assert cells(income)[-1] == ("June 2026", "€300.00")
    assert cells(income)[0] == ("July 2025", "€0.00")
    income.toggle()
    assert income.table.model().rowCount() == 12


def test_papers_and_payments_are_steps_of_what_is_owed(people: ClientsScreen, session: Session):
    invoice = issue(session, "100", late=3)
    payments.record(session.db, 1, eur(50), on=TODAY)
    heard = opened_by(session)
    people.open_record("client", 1)
    steps = chart(people, "moves_chart")
    assert [row[1:] for row in cells(steps)] == [("+€119.00", "€119.00"), ("-€50.00", "€69.00")]
    assert steps.finding == "€69.00 is owed."
    steps.open_mark(0)
    assert heard[-1] == ("invoice", invoice)


def test_the_story_says_what_happened_and_brings_what_was_earlier(people: ClientsScreen, session: Session):
    for day in range(1, 12):
        payments.record(session.db, 1, eur(10 + day), on=date(2026, 5, day), method="cash")
    heard = opened_by(session)
    people.open_record("client", 1)
    QApplication.processEvents()
    story = people.findChild(QWidget, "story")

    def links() -> list[QPushButton]:
        QApplication.processEvents()
        return [
            found
            for found in story.findChildren(QPushButton)
            if found.objectName().startswith("event_payment") and not found.isHidden()
        ]

    assert len(links()) == 8
    assert links()[0].accessibleName() == "Payment received · Cash"
    more = people.findChild(QPushButton, "clients.earlier")
    assert more.text() == "Show 3 earlier"
    more.click()
    assert len(links()) == 11
    links()[0].click()
    assert heard[-1][0] == "payment"


def test_people_and_terms_are_told_apart(people: ClientsScreen, session: Session):
    client = clients.create(
        session.db,
        Client(
            name="Verlag",
            contacts=(Contact(name="Eva Krumm", role="Chefin", email="eva@krumm.example"),),
            language="ar",
            due_days=30,
            form_of_address="Frau Krumm",
        ),
    )
    people.open_record("client", client.id)
    QApplication.processEvents()
    who = [one.text() for one in people.findChild(QWidget, "client_people").findChildren(QLabel)]
    assert "Chefin" in who
    assert "Eva Krumm\neva@krumm.example" in who
    terms = [one.text() for one in people.findChild(QWidget, "client_terms").findChildren(QLabel)]
    assert "30 days to pay" in terms
    assert "Arabic" in terms


# The contract's page.


def test_b5_milestones_stand_on_a_line_of_time_with_their_slack_in_words(jobs: WorkScreen, session: Session):
    job = contract(session.db, line("4800"), starts_on=date(2026, 6, 1))
    for title, day, hours in (("Sketch", 19, "30"), ("Print", 30, "6")):
        milestones.create(
            session.db,
            Milestone(
                contract_id=job.id,
                title=title,
                promised_on=date(2026, 6, day),
                effort_hours=Decimal(hours),
            ),
        )
    jobs.open_record("contract", job.id)
    gantt = chart(jobs, "milestone_chart")
    assert [row[3] for row in cells(gantt)] == ["At risk, 2 days short", "In time, 4 days slack"]
    assert gantt.finding.startswith("“Sketch” cannot be kept as planned: 2 working days short")
    gantt.set_current(1, focus=True)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.focusWidget().objectName().startswith("hours_left_")


def test_b1_b29_rounds_hours_and_gifts_are_metered_in_words(jobs: WorkScreen, session: Session):
    job = contract(
        session.db,
        line("4800"),
        pricing=Pricing.HOURLY,
        hourly_rate=Decimal(100),
        cap_hours=Decimal(50),
        revisions=RevisionPolicy(free_rounds=1, price=Decimal(90)),
    )
    for _number in range(3):
        work.open_round(session.db, job.id, on=TODAY, deliverable="Logo", description="", agreed=False)
    work.log_hours(session.db, job.id, on=TODAY, hours=Decimal(45), description="Layout", billable=True)
    work.log_gift(session.db, job.id, on=TODAY, price=Decimal(180), description="Icons")
    jobs.open_record("contract", job.id)
    assert text_of(jobs, "meter_rounds_0") == "1 of 1 free one used, 2 beyond"
    assert text_of(jobs, "meter_hours") == "45 h of 50 h, the cap"
    assert text_of(jobs, "meter_gifts") == "€180.00 of €240.00 to give away"
    bar = next(found for found in jobs.findChildren(MeterBar) if "Gifts" in found.accessibleName())
    assert bar.accessibleName() == "Gifts: €180.00 of €240.00 to give away"


def test_b7_the_prepayments_are_steps_with_what_is_held_at_the_end(jobs: WorkScreen, session: Session):
    parts = plan(("Deposit", "30", InstalmentKind.PREPAYMENT), ("Rest", "70", InstalmentKind.FINAL))
    job = contract(session.db, line("4800"), plan=parts)
    paper = prepayments.receive(session.db, job.id, eur("595.00"), on=TODAY)
    prepayments.refund(session.db, paper.id, on=TODAY, reason="Less work", amount=eur("119.00"))
    heard = opened_by(session)
    jobs.open_record("contract", job.id)
    steps = chart(jobs, "ledger_chart")
    assert [row[1:] for row in cells(steps)] == [
        ("+€595.00", "€595.00"),
        ("-€119.00", "€476.00"),
        ("", "€476.00"),
    ]
    assert steps.finding == "€476.00 is held for this contract."
    steps.open_mark(0)
    assert heard[-1] == ("invoice", paper.id)


# The pictures themselves.


def test_steps_begin_on_the_right_where_reading_does(qtbot: QtBot):
    rows = [
        StepRow(words="Received", day="1 Jun", amount="+9", left="9", effect=9, value=9),
        StepRow(words="Deducted", day="2 Jun", amount="-6", left="3", effect=-6, value=3),
    ]

    def inked(direction: Qt.LayoutDirection) -> list[int]:
        made = Steps(("Step", "Amount", "Left"), name="steps", title="Steps")
        made.setLayoutDirection(direction)
        qtbot.addWidget(made)
        made.resize(600, 200)
        made.set_steps(rows, "")
        made.show()
        QApplication.processEvents()
        image = made.picture.grab().toImage()
        accent = QColor(style.colors().accent)
        row = image.height() // 4
        return [x for x in range(image.width()) if QColor(image.pixel(QPoint(x, row))) == accent]

    plain = inked(Qt.LayoutDirection.LeftToRight)
    mirrored = inked(Qt.LayoutDirection.RightToLeft)
    assert plain
    assert len(plain) == len(mirrored)
    assert abs(min(plain) + max(mirrored) - 600) <= 2


def apart(places: Iterable[QRectF]) -> bool:
    return not any(first.intersects(second) for first, second in itertools.combinations(places, 2))


def test_every_bar_that_is_there_has_its_label_and_its_amount(qtbot: QtBot):
    made = Bars(("Late", "Open"), name="bars", title="Bars")
    qtbot.addWidget(made)
    values = {"nicht überfällig": 90080, "1–30": 343613, "31–60": 0, "61–90": 330000, "über 90": 0}
    bars = [Bar(label=one, amount=f"{value / 100:.2f} EUR", value=value) for one, value in values.items()]
    made.set_bars(bars, "")
    size = QSizeF(300, made.picture_height())
    labels, amounts = made.label_places(size), made.amount_places(size)
    assert set(labels) == set(range(5))
    assert set(amounts) == {0, 1, 3}
    for places in (labels, amounts):
        assert apart(places.values())
        assert all(QRectF(0, 0, 300, size.height()).contains(place) for place in places.values())
    # Too many for all of them: what is there goes before what is not.
    weeks = [Bar(label=f"{day}.September", amount="", value=int(day == 5)) for day in range(8)]
    made.set_bars(weeks, "")
    labels = made.label_places(size)
    assert 5 in labels
    assert apart(labels.values())


def test_the_line_of_sums_does_not_run_through_an_amount(qtbot: QtBot):
    made = Bars(("Week", "Due", "Together"), name="bars", title="Bars", with_sum=True)
    qtbot.addWidget(made)
    due = [0, 0, 900, 0, 100, 0, 0, 0]
    sums = itertools.accumulate(due)
    made.set_bars(
        [
            Bar(label="1 Jun", amount=f"{value}.00 EUR", value=value, sum_value=so_far)
            for value, so_far in zip(due, sums, strict=True)
        ],
        "",
    )
    size = QSizeF(330, made.picture_height())
    amounts = made.amount_places(size)
    assert set(amounts) == {2, 4}
    points = made._sum_points(size)
    for place in amounts.values():
        assert not any(place.contains(point) for point in points)
        for start, end in itertools.pairwise(points):
            assert not any(place.contains(start + (end - start) * part / 50) for part in range(51))


def test_nothing_held_has_no_bar(qtbot: QtBot):
    made = Steps(("Step", "Amount", "Left"), name="steps", title="Steps")
    qtbot.addWidget(made)
    made.resize(600, 200)
    made.set_steps(
        [
            StepRow(words="Received", day="1 Jun", amount="+9", left="9", effect=9, value=9),
            StepRow(words="Deducted", day="2 Jun", amount="-9", left="0", effect=-9, value=0),
            StepRow(words="Held", day="", amount="0", left="0", effect=0, value=0, is_balance=True),
        ],
        "",
    )
    made.show()
    QApplication.processEvents()
    image = made.picture.grab().toImage()
    accent, middle = QColor(style.colors().accent), image.height() * 5 // 6
    assert accent in [QColor(image.pixel(QPoint(x, image.height() // 6))) for x in range(image.width())]
    assert accent not in [QColor(image.pixel(QPoint(x, middle))) for x in range(image.width())]


def test_months_share_labels_where_they_would_run_into_each_other(qtbot: QtBot):
    made = Bars(("Week", "Due"), name="bars", title="Bars")
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.set_bars([Bar(label=f"{day}. September", amount="", value=1) for day in range(8)], "")
    made.show()
    QApplication.processEvents()
    assert len(made.places(QSizeF(300, 100))) == 8


def test_the_axis_of_a_single_day_and_of_years_stays_readable(qtbot: QtBot):
    assert axis_days([TODAY]) == [TODAY]
    days = axis_days([TODAY, TODAY + timedelta(days=1000)])
    assert (len(days), days[0], days[-1]) == (5, TODAY, TODAY + timedelta(days=1000))
    made = Gantt(("Stage", "Promised", "Done", "State"), name="gantt", title="Stages")
    qtbot.addWidget(made)
    stage = Stage(
        title="Only",
        begin=TODAY,
        done=TODAY,
        due=TODAY,
        tone="good",
        words="0 days slack",
        is_over=False,
        cells=("Only", "17 Jun", "17 Jun", "0 days slack"),
    )
    made.set_stages([stage], "", today=TODAY, today_words="today", labels=[(TODAY, "17 Jun")])
    made.resize(400, 100)
    made.show()
    QApplication.processEvents()
    (place,) = made.places(QSizeF(400, 80))
    assert place.width() == 400


# Documents.


def test_the_paper_under_the_cursor_stands_beside_the_list_where_there_is_room(
    qtbot: QtBot, session: Session
):
    issue(session, "100", late=3)
    issue(session, "200")
    screen = _shown(qtbot, DocumentsScreen(session))
    qtbot.waitUntil(lambda: screen.findChild(DocumentLook) is not None)
    look = screen.findChild(DocumentLook)
    qtbot.waitUntil(lambda: look.head.title.text() == "RE-2026-002")
    qtbot.waitUntil(lambda: look.preview.data[:4] == b"%PDF", timeout=15_000)
    table = screen.list.pane.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: look.head.title.text() == "RE-2026-001")
    assert look.head.chip.chip == Chip("Overdue", Kind.BAD)
    screen.resize(900, 700)
    QApplication.processEvents()
    assert not look.isVisible()
    QTest.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.place() == ("invoice", 1))


def test_a_mirrored_list_of_documents_chooses_its_first_row_too(qtbot: QtBot, session: Session):
    issue(session, "100", late=3)
    screen = DocumentsScreen(session)
    screen.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    _shown(qtbot, screen)
    qtbot.waitUntil(lambda: bool(screen.list.pane.table.current_id))
