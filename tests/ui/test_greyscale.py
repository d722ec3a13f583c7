"""Without colour: with every ink made one and every ground made another, each state is still told from the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clientdesk import i18n
from clientdesk.domain.capacity import DayLoad
from clientdesk.domain.line import Line
from clientdesk.domain.tax import Tax
from clientdesk.queries.calendar_entry import Entry, EntryKind, EntryState
from clientdesk.queries.calendar_month import CalendarDay
from clientdesk.queries.load_ribbon import RibbonDay
from clientdesk.ui import style
from clientdesk.ui.calendar.cell import Cell as DayCell
from clientdesk.ui.today.ribbon import LoadRibbon
from clientdesk.ui.tokens import LIGHT, Kind
from clientdesk.ui.widgets import fields, states
from clientdesk.ui.widgets.chip import Chip
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.gantt import Gantt, Stage
from clientdesk.ui.widgets.ink import Ink
from clientdesk.ui.widgets.line_grid import LineGrid
from clientdesk.ui.widgets.meter import Level, MeterBar
from clientdesk.ui.widgets.steps import StepRow, Steps

BLACK, WHITE, TODAY = "#000000", "#FFFFFF", date(2026, 6, 17)
INKS = ("edge", "text", "second", "third", "accent", "accent_hover", "bad", "warn", "good")
GROUNDS = ("ground", "surface", "rail", "line", "on_accent", "selection", "hover")
TONES: dict[str, Any] = {**dict.fromkeys(INKS, BLACK), **dict.fromkeys(GROUNDS, WHITE)}
MONOCHROME = replace(LIGHT, **TONES, chips=dict.fromkeys(Kind, (BLACK, WHITE)))


@pytest.fixture(autouse=True)
def without_colour(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave two tones: what is written or drawn, and what it stands on."""
    theme = style.theme()
    monkeypatch.setattr("clientdesk.ui.style.LIGHT", MONOCHROME)
    theme.choose("light", scale=1.0)
    assert style.colors() is MONOCHROME
    yield
    monkeypatch.undo()
    theme.choose("light", scale=1.0)


def grabbed(qtbot: QtBot, widget: QWidget, width: int = 600, height: int = 0) -> QImage:
    qtbot.addWidget(widget)
    widget.resize(width, height or widget.sizeHint().height())
    widget.show()
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)


def all_differ(pictures: list[QImage]) -> bool:
    return all(one != other for place, one in enumerate(pictures) for other in pictures[:place])


# Chips say their state in a word that no other state of their kind has.

CHIPS: dict[str, tuple[Callable[[str], Chip], dict[str, tuple[str, Kind]]]] = {
    "quote": (states.quote_chip, states._QUOTE),
    "invoice": (states.invoice_chip, states._INVOICE),
    "contract": (states.contract_chip, states._CONTRACT),
    "client": (states.client_chip, states._CLIENT),
}


@pytest.mark.parametrize("language", ["en", "de", "ar", "te"])
@pytest.mark.parametrize("kind", CHIPS)
def test_no_two_states_share_a_word(kind: str, language: str) -> None:
    i18n.set_language(language)
    make, known = CHIPS[kind]
    words = [make(state).word for state in known]
    assert sorted(set(words)) == sorted(words)


# Pictures tell by pattern, shape or sign.


def entry(state: EntryState, kind: EntryKind = EntryKind.DEADLINE) -> Entry:
    return Entry(on=TODAY, kind=kind, state=state, title="Draft", record_kind="milestone", record_id=1)


def load(committed: int, bookable: int) -> DayLoad:
    return DayLoad(
        on=TODAY,
        is_working=True,
        why_free="",
        planned=Decimal(8),
        bookable=Decimal(bookable),
        committed=Decimal(committed),
    )


def test_a_milestone_that_cannot_be_kept_differs_from_one_that_can(qtbot: QtBot) -> None:
    pictures = []
    for is_over in (False, True):
        chart = Gantt(("Stage", "Promised", "Done", "How"), name="stages", title="Stages")
        stage = Stage(
            title="Draft",
            begin=TODAY,
            done=TODAY + timedelta(days=9),
            due=TODAY + timedelta(days=9),
            tone="bad" if is_over else "good",
            words="",
            is_over=is_over,
            cells=("Draft", "", "", ""),
        )
        chart.set_stages([stage], "", today=TODAY, today_words="today", labels=())
        pictures.append(grabbed(qtbot, chart))
    assert all_differ(pictures)


def test_money_that_goes_differs_from_money_that_comes(qtbot: QtBot) -> None:
    pictures = []
    for effect in (1, -1):
        chart = Steps(("Step", "Amount", "Left"), name="steps", title="Steps")
        balance = StepRow(words="", day="", amount="", left="", effect=0, value=100, is_balance=True)
        step = StepRow(words="", day="", amount="", left="", effect=100 * effect, value=max(0, 100 * effect))
        chart.set_steps([step, balance] if effect > 0 else [step], "")
        first = grabbed(qtbot, chart).copy(0, 0, 600, 60)
        pictures.append(first)
    assert all_differ(pictures)


@pytest.mark.parametrize("parts", [True, False])
def test_what_goes_beyond_a_meter_is_hatched(qtbot: QtBot, parts: bool) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    within = Level(name="m", title="", words="", parts=parts, used=3, free=3, share=1.0)
    beyond = replace(within, used=3, free=2, share=1.4)
    assert all_differ([grabbed(qtbot, MeterBar(level, page), 300, 10) for level in (within, beyond)])


@pytest.mark.parametrize("kind", [EntryKind.DEADLINE, EntryKind.INVOICE])
@pytest.mark.parametrize("width", [150, 70, 44])
def test_what_needs_an_eye_has_an_edge_in_the_month(qtbot: QtBot, kind: EntryKind, width: int) -> None:
    def day(state: EntryState) -> QImage:
        one = CalendarDay(on=TODAY, load=load(0, 6), entries=(entry(state, kind),), count=1)
        picture = QImage(width, 100, QImage.Format.Format_Grayscale8)
        picture.fill(255)
        painter = QPainter(picture)
        ink = Ink(painter, QSizeF(width, 100), mirrored=False)
        place = QRectF(0, 0, width, 100)
        DayCell(ink, place, one, TODAY, is_outside=False, is_chosen=False).paint()
        painter.end()
        return picture

    assert day(EntryState.PLAIN) != day(EntryState.LATE)


def test_a_day_that_is_too_full_differs_in_the_month_and_in_the_days_ahead(qtbot: QtBot) -> None:
    pictures = []
    for full in (load(6, 6), load(8, 6), load(2, 6), load(0, 6)):
        ribbon = LoadRibbon()
        ribbon.show_days([RibbonDay(load=full, dates=())])
        pictures.append(grabbed(qtbot, ribbon))
    assert all_differ(pictures)


def test_each_date_of_the_days_ahead_has_the_shape_of_its_state(qtbot: QtBot) -> None:
    pictures = []
    # What is safe is not told apart from what nobody judges, nor from what waits for the client.
    for state in (EntryState.PLAIN, EntryState.TIGHT, EntryState.LATE, EntryState.DONE):
        ribbon = LoadRibbon()
        ribbon.show_days([RibbonDay(load=load(2, 6), dates=(entry(state),))])
        pictures.append(ribbon.picture.grab().toImage())
    assert all_differ(pictures)


# Inputs and rows.


def test_a_fault_in_a_line_has_a_frame_and_a_sentence(qtbot: QtBot) -> None:
    pictures, page = [], QWidget()
    qtbot.addWidget(page)
    grid = LineGrid(page, currency="EUR", taxes=[(Tax(rate=Decimal(19)), "19 %")], complete=nothing, units=[])
    grid.set_lines([Line(description="Logo", unit_price=Decimal(90))])
    grid.resize(700, 200)
    page.show()
    pictures.append(grid.view.grab().toImage())
    grid.show_error("lines.0.unit_price", "Type a price.")
    pictures.append(grid.view.grab().toImage())
    assert all_differ(pictures)
    assert any(
        label.text() == "Type a price." and not label.isHidden() for label in grid.findChildren(QLabel)
    )


def nothing(_text: str) -> tuple[()]:
    return ()


def test_a_fault_in_a_form_has_its_sentence(qtbot: QtBot) -> None:
    form = Form([fields.text("name", "Name")])
    before = grabbed(qtbot, form)
    form.show_error("name", "Every client needs a name.")
    assert "Every client needs a name." in {label.text() for label in form.findChildren(QLabel)}
    assert before != form.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)


@pytest.mark.parametrize("variant", ["pill", "rail", "tab"])
def test_what_is_chosen_differs(qtbot: QtBot, variant: str) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(QLineEdit(page))
    button = QPushButton("Overdue", page)
    button.setCheckable(True)
    style.set_role(button, variant=variant)
    column.addWidget(button)
    grabbed(qtbot, page, 300)
    pictures = [button.grab().toImage()]
    button.setChecked(True)
    pictures.append(button.grab().toImage())
    assert all_differ(pictures)
