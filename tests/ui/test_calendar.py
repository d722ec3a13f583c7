"""The calendar as a person meets it: days by arrows, months by pages, what stands on a day, time blocked and freed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk import i18n
from clientdesk.domain.absence import Absence
from clientdesk.domain.client import Client
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.party import Address, BankAccount, TaxId
from clientdesk.ui import style
from clientdesk.ui.calendar.page import CalendarScreen
from clientdesk.ui.session import Notice, Session
from clientdesk.ui.widgets import day_words
from clientdesk.usecases import absences, clients, contracts, invoices, issuer, milestones
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
def screen(qtbot: QtBot, session: Session, krumm: Client) -> CalendarScreen:
    made = CalendarScreen(session)
    qtbot.addWidget(made)
    made.resize(1160, 760)
    return made


def show(screen: CalendarScreen, qtbot: QtBot) -> None:
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    screen.focus_first()
    settle(screen, qtbot)


def settle(screen: CalendarScreen, qtbot: QtBot) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not screen.session.tasks.is_busy, timeout=10_000)
    QApplication.processEvents()


def press(screen: CalendarScreen, qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or screen, key)
        settle(screen, qtbot)


def heard(screen: CalendarScreen, day: date) -> str:
    """Return what a screen reader says of a day of the month in view."""
    month = screen.grid.month
    return days(screen)[(day - month.days[0].on).days].accessibleName()


def days(screen: CalendarScreen) -> list[QAbstractButton]:
    return screen.grid.findChildren(QAbstractButton)


def entries(screen: CalendarScreen) -> list[str]:
    model = screen.day.list.entries
    return [
        model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())
    ]


def promise(session: Session, client: Client, day: date, hours: int = 6) -> Milestone:
    contract = contracts.create(session.db, client.id, title="Shop", on=date(2026, 5, 4))
    contracts.change(session.db, replace(contract, lines=(line("1000"),)))
    contracts.sign(session.db, contract.id, by="Jo Krumm", on=date(2026, 5, 4))
    entry = Milestone(contract_id=contract.id, title="Drafts", promised_on=day, effort_hours=Decimal(hours))
    return milestones.create(session.db, entry)


def invoice(session: Session, client: Client, price: str, on: date):
    draft = invoices.create(session.db, client.id, on=on, lines=(line(price),))
    return invoices.issue(session.db, draft.id, on=on)


def test_b4_b5_each_day_says_what_is_due_and_how_full_it_is(
    screen: CalendarScreen, session: Session, krumm: Client, qtbot: QtBot
):
    promise(session, krumm, date(2026, 6, 19))
    invoice(session, krumm, "100", date(2026, 6, 12))
    show(screen, qtbot)
    assert screen.head.title.text() == "June 2026"
    assert screen.grid.day == TODAY
    assert "today" in heard(screen, TODAY)
    assert heard(screen, date(2026, 6, 19)) == ("Friday, 19 June 2026, 6 h of 6 h taken, Deadline: Drafts")
    assert heard(screen, date(2026, 6, 26)) == (
        "Friday, 26 June 2026, Money due: €119.00 Bäckerei Krumm GmbH"
    )
    assert "Free" in heard(screen, date(2026, 6, 20))
    assert screen.head.subtitle.text().startswith("1 deadline, 9 working days still free")


def test_weeks_begin_as_the_land_has_it_unless_that_splits_the_working_days(
    screen: CalendarScreen, session: Session, qtbot: QtBot
):
    show(screen, qtbot)
    assert screen.grid.month.days[0].on == date(2026, 6, 1)
    assert [week.number for week in screen.grid.month.weeks] == [23, 24, 25, 26, 27]
    own = issuer.get(session.db)
    session.run(issuer.save, replace(own, weekdays=(6, 0, 1, 2, 3)))
    settle(screen, qtbot)
    assert screen.grid.month.days[0].on == date(2026, 5, 31)


def test_arrows_walk_days_pages_months_and_home_goes_to_today(screen: CalendarScreen, qtbot: QtBot):
    show(screen, qtbot)
    for key, expected in (
        (Qt.Key.Key_Right, date(2026, 6, 18)),
        (Qt.Key.Key_Down, date(2026, 6, 25)),
        (Qt.Key.Key_Down, date(2026, 7, 2)),
        (Qt.Key.Key_Up, date(2026, 6, 25)),
        (Qt.Key.Key_Left, date(2026, 6, 24)),
        (Qt.Key.Key_PageDown, date(2026, 7, 24)),
        (Qt.Key.Key_PageUp, date(2026, 6, 24)),
        (Qt.Key.Key_PageUp, date(2026, 5, 24)),
        (Qt.Key.Key_Home, TODAY),
    ):
        press(screen, qtbot, key)
        assert screen.chosen == screen.grid.day == expected
        assert screen.grid.month.month == expected.replace(day=1)
        assert QApplication.focusWidget() is days(screen)[screen.grid.current]


def test_time_runs_from_right_to_left_in_a_mirrored_window(screen: CalendarScreen, qtbot: QtBot):
    screen.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    show(screen, qtbot)
    monday, sunday = days(screen)[0], days(screen)[6]
    assert monday.mapTo(screen, QPoint(0, 0)).x() > sunday.mapTo(screen, QPoint(0, 0)).x()
    press(screen, qtbot, Qt.Key.Key_Left)
    assert screen.chosen == TODAY + timedelta(days=1)


def test_enter_goes_into_the_day_and_enter_again_opens_the_record(
    screen: CalendarScreen, session: Session, krumm: Client, qtbot: QtBot
):
    entry = promise(session, krumm, TODAY)
    paper = invoice(session, krumm, "100", date(2026, 6, 3))
    opened: list[tuple[str, int]] = []
    session.open_record.connect(lambda kind, record_id: opened.append((kind, record_id)))
    show(screen, qtbot)
    assert entries(screen) == [
        "Drafts, Tight, Deadline · Bäckerei Krumm GmbH · VT-2026-001",
        f"{paper.number}, Open, Money due · Bäckerei Krumm GmbH, €119.00",
    ]
    press(screen, qtbot, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is screen.day.list
    press(screen, qtbot, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert opened == [("milestone", entry.id), ("invoice", paper.id)]
    press(screen, qtbot, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is days(screen)[screen.grid.current]


def test_n_blocks_days_on_the_page_and_the_toast_frees_them(
    screen: CalendarScreen, session: Session, qtbot: QtBot, type_text
):
    notices: list[Notice] = []
    session.notice.connect(notices.append)
    show(screen, qtbot)
    press(screen, qtbot, Qt.Key.Key_Right, Qt.Key.Key_N)
    form = screen.day.ask.form
    assert form.editor("first_on").value() == date(2026, 6, 18)
    last, label = form.editor("last_on"), form.editor("label")
    last.setText("22/06/2026")
    label.setFocus()
    type_text(label, "Müritz")
    press(screen, qtbot, Qt.Key.Key_Return)
    (stored,) = absences.all_absences(session.db)
    assert (stored.first_on, stored.last_on, stored.label) == (date(2026, 6, 18), date(2026, 6, 22), "Müritz")
    assert heard(screen, date(2026, 6, 22)) == "Monday, 22 June 2026, Müritz, Day off: Müritz"
    assert notices[-1].text == "Blocked: Thu, 18 Jun 2026 to Mon, 22 Jun 2026."
    assert QApplication.focusWidget() is days(screen)[screen.grid.current]
    notices[-1].undo()
    settle(screen, qtbot)
    assert absences.all_absences(session.db) == ()


def test_escape_blocks_nothing(screen: CalendarScreen, session: Session, qtbot: QtBot):
    show(screen, qtbot)
    QTest.keyClick(screen, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(screen, qtbot)
    assert screen.day.ask.isVisible()
    press(screen, qtbot, Qt.Key.Key_Escape)
    assert not screen.day.ask.isVisible()
    assert absences.all_absences(session.db) == ()
    assert QApplication.focusWidget() is days(screen)[screen.grid.current]


def test_a_day_off_is_changed_and_removed_from_its_line(
    screen: CalendarScreen, session: Session, qtbot: QtBot
):
    absences.create(session.db, Absence(first_on=TODAY, last_on=TODAY + timedelta(days=2), label="Müritz"))
    notices: list[Notice] = []
    session.notice.connect(notices.append)
    show(screen, qtbot)
    press(screen, qtbot, Qt.Key.Key_Return, Qt.Key.Key_Return)
    screen.day.ask.form.editor("last_on").setText("17/06/2026")
    QTest.keyClick(screen.day.ask, Qt.Key.Key_Return)
    settle(screen, qtbot)
    assert absences.all_absences(session.db)[0].last_on == TODAY
    notices[-1].undo()
    settle(screen, qtbot)
    assert absences.all_absences(session.db)[0].last_on == TODAY + timedelta(days=2)
    press(screen, qtbot, Qt.Key.Key_Return, Qt.Key.Key_Return)
    QTest.mouseClick(screen.findChild(QPushButton, "calendar_remove"), Qt.MouseButton.LeftButton)
    settle(screen, qtbot)
    assert absences.all_absences(session.db) == ()
    notices[-1].undo()
    assert [one.label for one in absences.all_absences(session.db)] == ["Müritz"]


def test_j5_a_public_holiday_can_be_worked(screen: CalendarScreen, session: Session, qtbot: QtBot):
    show(screen, qtbot)
    screen.go_to(date(2026, 10, 3))
    settle(screen, qtbot)
    unity = date(2026, 10, 3)
    assert "Holiday: German Unity Day" in heard(screen, unity)
    press(screen, qtbot, Qt.Key.Key_Return, Qt.Key.Key_Return)
    QTest.keyClick(screen.day.ask, Qt.Key.Key_Return)
    settle(screen, qtbot)
    assert "Worked holiday: German Unity Day" in heard(screen, unity)
    assert screen.grid.month.day(unity).load.is_working


def test_filters_show_only_what_is_asked_for(
    screen: CalendarScreen, session: Session, krumm: Client, qtbot: QtBot
):
    promise(session, krumm, TODAY)
    invoice(session, krumm, "100", date(2026, 6, 3))
    show(screen, qtbot)
    assert len(entries(screen)) == 2
    QTest.mouseClick(screen.findChild(QPushButton, "calendar_money"), Qt.MouseButton.LeftButton)
    settle(screen, qtbot)
    assert [one.split(",")[0] for one in entries(screen)] == ["Drafts"]
    assert "Money due" not in heard(screen, TODAY)


def test_the_month_stands_there_as_a_list_too(
    screen: CalendarScreen, session: Session, krumm: Client, qtbot: QtBot
):
    promise(session, krumm, date(2026, 6, 19))
    paper = invoice(session, krumm, "100", date(2026, 6, 12))
    opened: list[tuple[str, int]] = []
    session.open_record.connect(lambda kind, record_id: opened.append((kind, record_id)))
    show(screen, qtbot)
    QTest.keyClick(screen, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    settle(screen, qtbot)
    model = screen.list.entries
    shown = [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]
    assert shown == [
        ["Fri, 19 Jun 2026", "Drafts", "", "In time"],
        ["Fri, 26 Jun 2026", paper.number, "€119.00", "Open"],
    ]
    assert screen.list.hasFocus()
    screen.list.select_first()
    press(screen, qtbot, Qt.Key.Key_Down)
    assert screen.chosen == date(2026, 6, 26)
    press(screen, qtbot, Qt.Key.Key_Return)
    assert opened == [("invoice", paper.id)]
    press(screen, qtbot, Qt.Key.Key_Escape)
    assert not screen.shows_list
    assert screen.grid.day == date(2026, 6, 26)


def test_back_leads_to_the_day(screen: CalendarScreen, qtbot: QtBot):
    show(screen, qtbot)
    screen.open_record("day", date(2026, 8, 5).toordinal())
    settle(screen, qtbot)
    assert screen.place() == ("day", date(2026, 8, 5).toordinal())
    assert screen.head.title.text() == "August 2026"


def test_without_a_country_the_way_to_its_holidays_is_said(session: Session, qtbot: QtBot):
    screen = CalendarScreen(session)
    qtbot.addWidget(screen)
    screen.resize(1160, 760)
    show(screen, qtbot)
    assert screen.findChild(QLabel, "calendar_hint").isVisible()
    assert screen.findChild(QWidget, "day_empty").isVisible()


@pytest.mark.parametrize(
    ("scale", "size"), [(1.0, QSize(968, 660)), (2.0, QSize(1000, 620)), (1.0, QSize(664, 480))]
)
def test_small_windows_and_large_text_keep_every_day_in_reach(
    screen: CalendarScreen, qtbot: QtBot, scale: float, size: QSize
):
    style.theme().choose("light", scale=scale)
    screen.resize(size)
    show(screen, qtbot)
    screen.go_to(date(2026, 6, 30))
    settle(screen, qtbot)
    button = days(screen)[screen.grid.current]
    assert screen.rect().contains(button.mapTo(screen, button.rect().center()))
    assert all(day.height() > 20 for day in days(screen))
    assert screen.day.isVisible()
    style.theme().choose("light")


def test_a_click_chooses_a_day_and_a_double_click_goes_into_it(
    screen: CalendarScreen, session: Session, krumm: Client, qtbot: QtBot
):
    promise(session, krumm, date(2026, 6, 19))
    show(screen, qtbot)
    friday = days(screen)[(date(2026, 6, 19) - screen.grid.month.days[0].on).days]
    QTest.mouseClick(friday, Qt.MouseButton.LeftButton)
    settle(screen, qtbot)
    assert screen.chosen == date(2026, 6, 19)
    assert not screen.day.list.hasFocus()
    QTest.mouseDClick(friday, Qt.MouseButton.LeftButton)
    settle(screen, qtbot)
    assert screen.day.list.hasFocus()


def test_the_sign_of_hours_stays_with_its_number_in_arabic():
    i18n.set_language("ar")
    assert "\u2066+1.6\u2069" in day_words.more_hours(Decimal("1.6"))
    i18n.set_language("en-GB")
    assert day_words.more_hours(Decimal("1.6")) == "+1.6 h"


@pytest.mark.parametrize(
    ("size", "scale"), [((720, 480), 1.0), ((1024, 720), 2.0), ((720, 480), 2.0), ((1280, 800), 1.0)]
)
def test_what_the_month_comes_to_and_what_its_signs_mean_can_be_read_whole(
    session: Session, krumm: Client, qtbot: QtBot, size: tuple[int, int], scale: float
):
    style.theme().choose("light", scale=scale)
    promise(session, krumm, date(2026, 6, 19))
    screen = CalendarScreen(session)
    qtbot.addWidget(screen)
    # As wide as beside a folded rail.
    screen.resize(size[0] - 56, size[1])
    show(screen, qtbot)
    QApplication.processEvents()
    said = screen.head.subtitle
    assert said.fontMetrics().horizontalAdvance(said.text()) <= said.width()
    legend = screen.findChild(QLabel, "calendar_legend")
    assert legend.height() >= legend.heightForWidth(legend.width())
    style.theme().choose("light", scale=1.0)


def test_the_picture_of_the_month_follows_cursor_filters_and_scheme(
    screen: CalendarScreen, session: Session, krumm: Client, qtbot: QtBot
):
    promise(session, krumm, TODAY)
    show(screen, qtbot)
    pictures = [screen.grid.grab().toImage()]
    press(screen, qtbot, Qt.Key.Key_Right)
    pictures.append(screen.grid.grab().toImage())
    QTest.mouseClick(screen.findChild(QPushButton, "calendar_deadlines"), Qt.MouseButton.LeftButton)
    settle(screen, qtbot)
    pictures.append(screen.grid.grab().toImage())
    style.theme().choose("dark")
    pictures.append(screen.grid.grab().toImage())
    assert all(one != other for number, one in enumerate(pictures) for other in pictures[:number])
