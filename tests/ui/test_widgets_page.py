"""Pages: heads that make room, blocks that go below each other, links that shorten, list and detail."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from clientdesk.ui import actions
from clientdesk.ui.session import Session
from clientdesk.ui.tokens import STACK_BELOW, Kind
from clientdesk.ui.widgets.chip import Chip
from clientdesk.ui.widgets.columns import Columns, Link
from clientdesk.ui.widgets.empty import EmptyState
from clientdesk.ui.widgets.figures import Figure, Figures
from clientdesk.ui.widgets.page import Card, ListDetail, Page


@pytest.fixture
def page(qtbot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


def test_the_head_says_who_and_how_it_stands(page: Page):
    page.head.set_text("Jürgen Größmann", "Berlin", Chip("Active", Kind.GOOD))
    assert page.findChild(QLabel, "page_title").text() == "Jürgen Größmann"
    assert page.findChild(QLabel, "page_subtitle").isVisible()
    assert page.findChild(QWidget, "page_chip").accessibleName() == "Active"
    page.head.set_text("Nobody")
    assert not page.findChild(QLabel, "page_subtitle").isVisible()
    assert not page.findChild(QWidget, "page_chip").isVisible()


def test_one_primary_button_at_the_end_and_the_rest_behind_dots(qtbot, page: Page):
    edit = actions.button("clients.edit", page, page.update)
    new = actions.button("clients.new_invoice", page, page.update, variant="primary")
    archive = actions.make("clients.archive", page, page.update)
    page.head.set_buttons(edit, new, menu=[archive])
    menu = page.findChild(QPushButton, "page_menu")
    assert menu.accessibleName() == "More"
    assert archive in menu.menu().actions()
    qtbot.waitUntil(lambda: edit.x() < menu.x() < new.x())
    page.head.set_buttons(new)
    assert not edit.isVisible()


def test_secondary_buttons_drop_their_words_where_the_title_needs_the_room(page: Page):
    edit = actions.button("clients.edit", page, page.update)
    new = actions.button("clients.new_invoice", page, page.update, variant="primary")
    page.head.set_text("A long name")
    page.head.set_buttons(edit, new)
    assert edit.text() == "Edit client"
    page.resize(430, 600)
    assert edit.text() == ""
    assert edit.accessibleName() == "Edit client"
    assert new.text() == "New invoice"
    page.resize(900, 600)
    assert edit.text() == "Edit client"


def test_blocks_stand_side_by_side_only_where_they_fit(qtbot):
    blocks = [QWidget() for _number in range(4)]
    for block in blocks:
        block.setMinimumWidth(200)
    row = Columns(spacing=10)
    qtbot.addWidget(row)
    row.set_blocks(blocks)
    row.resize(900, 300)
    row.show()
    qtbot.waitUntil(lambda: len({block.y() for block in blocks}) == 1)
    row.resize(700, 300)
    qtbot.waitUntil(lambda: len({block.y() for block in blocks}) == 2)
    row.resize(250, 300)
    qtbot.waitUntil(lambda: len({block.y() for block in blocks}) == 4)


def test_nothing_on_a_page_is_wider_than_the_page(qtbot, page: Page):
    figures = Figures()
    figures.set_figures(
        [Figure("Outstanding in all currencies", "€1,234,567.00", "and more") for _ in range(4)]
    )
    page.add(figures)
    page.add(Card("Contracts"), Card("Payments"))
    page.resize(460, 600)
    qtbot.waitUntil(lambda: page.widget().width() <= page.viewport().width())
    assert all(child.geometry().right() <= page.width() for child in figures.findChildren(QWidget, "figure"))


def test_a_link_shortens_and_keeps_its_whole_text_for_the_ear(qtbot):
    text = "Final invoice · RE-2026-014 · A new face for the bakery in the old town"
    link = Link(text)
    qtbot.addWidget(link)
    link.resize(200, 24)
    link.show()
    assert link.text().endswith("…")
    assert (link.accessibleName(), link.toolTip()) == (text, text)
    link.resize(900, 24)
    qtbot.waitUntil(lambda: link.text() == text)


def test_list_and_detail_stack_in_a_narrow_window(qtbot):
    left, right = QLabel("list"), QLabel("detail")
    both = ListDetail(left, right)
    qtbot.addWidget(both)
    both.resize(1100, 500)
    both.show()
    assert left.isVisible()
    assert right.isVisible()
    both.resize(STACK_BELOW - 300, 500)
    assert (left.isVisible(), right.isVisible()) == (True, False)
    both.show_detail()
    assert (left.isVisible(), right.isVisible()) == (False, True)
    both.show_list()
    assert left.isVisible()


def test_an_empty_state_shows_its_whole_sentence(qtbot, session: Session):
    button = QPushButton("New entry")
    empty = EmptyState("Choose an entry to change it, or add a new one to the library of your work.", button)
    qtbot.addWidget(empty)
    empty.resize(590, 600)
    empty.show()
    label = empty.findChild(QLabel)
    assert label.height() >= label.heightForWidth(label.width())
    assert button.isVisible()
