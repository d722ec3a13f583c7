"""Every act of daily work can be taken back by its name; what cannot is listed here with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.domain.contract import ContractState
from clientdesk.domain.quote import QuoteState
from clientdesk.storage import tables
from clientdesk.storage.balances import balance_of
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.session import Session
from clientdesk.usecases import clients, contracts, quotes
from tests.ui.conftest import TODAY
from tests.usecases.billing import contract, issued, line, open_german

#: What is told without a way back, by the words it is told with, and why.
FINAL = {
    # The trash is there to bring things back; what leaves it was asked about.
    "Deleted for good.": "the person was asked, and told that it cannot be brought back",
    "{name} was erased.": "the person was asked, and told what goes for good",
    "Saved as {path}.": "a copy of a file, which the person can delete",
    # The law wants a paper of its own, which the page offers.
    "Contract {number} is signed.": "a signature; the contract is cancelled or changed by an order",
    "Receipt {number} is made and kept.": "a numbered receipt",
    "{paper} is issued.": "an issued paper is cancelled or credited",
    "{paper} is marked as sent.": "a quote that was sent is withdrawn, or changed by a new version",
    "Cancelled.": "a cancellation is a paper",
    "Cancelled. Write the right one now.": "a cancellation is a paper",
    "The contract is cancelled; its settlement is kept with its documents.": "vouchers and papers went out",
    "It has the number {number}.": "a number is never given twice",
    "{number} is offered. Its document is kept.": "an offer that went out is declined",
    "{number} is answered.": "agreed with the client; another change order takes it back",
    # Booked money has its counter-entry on the same page.
    "{amount} given back.": "record the money as a payment",
    "Kept. The ledger says why.": "an entry of the ledger",
    "Moved. It will be deducted there.": "moved back the same way",
    # The safety of the book.
    "Backed up and verified, in both places.": "nothing of the book was changed",
    "The new passphrase opens the book from now on.": "it is changed again the same way",
    "Saved as {name}. Print it, then delete the file.": "a file of the user's",
    "This computer writes in the book from now on.": "the person was asked, and told what it means",
    # Nothing was changed, or it was the taking back.
    "Checked at {time}: all is as it was written.": "nothing was changed",
    "Nothing was taken over: all of it is in the book already.": "nothing was changed",
    "The import is being taken back…": "the taking back",
    "Import taken back: {facts}.": "the taking back",
    "Taken back: {act}": "the taking back",
    "The payment was not recorded.": "is brought back",
    "{name} is printing.": "paper",
    "The reminder is copied. Paste it into an e-mail.": "a copy on the clipboard",
    "Saved as {name}.": "a file of the user's",
    "That is done once it is settled: press Enter.": "a hint",
    "It is made on {day}.": "a hint",
    "This can no longer be answered here.": "a hint",
    "There is no open milestone.": "a hint",
    "What you had typed last is here again.": "a hint",
    "{count} draft made.": "drafts, which are thrown away",
    # A press on the same place changes it again.
    "Saved. Next number: {number}": "typed again in the same field",
    "It repeats no more.": "resumed",
    "It is open again.": "delivered again",
    "Saved.": "the window's own settings, chosen again in the same place",
}


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    session = Session(open_german(tmp_path / "book.db"), today=lambda: TODAY)
    made = MainWindow(session, start="clients")
    qtbot.addWidget(made)
    made.resize(1440, 900)
    with qtbot.waitSignal(made.screen_shown):
        made.show()
    yield made
    session.close()


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.session.tasks.is_busy, timeout=15_000)


def press(window: MainWindow, name: str) -> None:
    found = [one for one in window.findChildren(QPushButton, name) if one.isVisible() and one.isEnabled()]
    assert found, name
    found[0].click()


def shown(window: MainWindow, name: str) -> QWidget:
    return next(one for one in window.findChildren(QWidget, name) if one.isVisible())


def take_back(window: MainWindow) -> str:
    act = window.session.acts.last
    assert act is not None
    assert window.session.acts.take_back()
    return act.name


def test_a_saved_client_is_as_before(qtbot: QtBot, window: MainWindow):
    db = window.session.db
    before = clients.get(db, 1)
    window.open_record("edit_client", 1)
    settle(qtbot, window)
    shown(window, "name").setText("Bäckerei Krumm & Töchter")
    shown(window, "name").textEdited.emit("Bäckerei Krumm & Töchter")
    press(window, "form.save")
    assert clients.get(db, 1).name == "Bäckerei Krumm & Töchter"
    assert "Bäckerei Krumm & Töchter" in take_back(window)
    assert replace(clients.get(db, 1), version=before.version) == before


def test_a_new_client_goes_into_the_archive(qtbot: QtBot, window: MainWindow):
    window.open_record("new_client", 0)
    shown(window, "name").setText("Slip of the hand")
    shown(window, "name").textEdited.emit("Slip of the hand")
    press(window, "form.save")
    take_back(window)
    (made,) = (one for one in tables.clients.find(window.session.db) if one.name == "Slip of the hand")
    assert made.archived


def test_a_contract_closed_by_a_slip_runs_again(qtbot: QtBot, window: MainWindow):
    db = window.session.db
    running = contract(db)
    window.open_record("contract", running.id)
    settle(qtbot, window)
    next(one for one in window.findChildren(QAction, "work.complete") if one.isEnabled()).trigger()
    assert contracts.get(db, running.id).state is ContractState.COMPLETED
    take_back(window)
    assert contracts.get(db, running.id).state is ContractState.ACTIVE


def test_an_accepted_quote_waits_for_its_answer_again(qtbot: QtBot, window: MainWindow):
    db = window.session.db
    draft = quotes.create(db, 1, on=TODAY, title="Shop", lines=(line("90"),))
    quotes.change(db, replace(draft, not_included="Hosting", change_terms="90 an hour"))
    sent = quotes.send(db, draft.id, on=TODAY)
    window.open_record("quote", sent.id)
    settle(qtbot, window)
    press(window, "document.accept")
    press(window, "answer.save")
    settle(qtbot, window)
    assert quotes.get(db, sent.id).state is QuoteState.ACCEPTED
    assert sent.number in take_back(window)
    assert quotes.get(db, sent.id).state is QuoteState.SENT


def test_r_pre_19_a_payment_recorded_by_a_slip_is_balanced_by_a_second_entry(
    qtbot: QtBot, window: MainWindow
):
    db = window.session.db
    invoice = issued(db, line("100"))
    window.open_record("pay_invoice", invoice.id)
    settle(qtbot, window)
    press(window, "answer.save")
    settle(qtbot, window)
    assert balance_of(db, invoice.id).minor == 0
    take_back(window)
    assert balance_of(db, invoice.id).minor == 119_00
    assert [one.direction.value for one in tables.payments.find(db)] == ["in", "out"]
    assert tables.payments.get(db, 2).note == "Recorded by mistake"


def told_without_a_way_back(root: Path) -> Iterator[str]:
    """The first words of every `tell(…)` in the window's code that passes no `undo`."""
    for path in sorted((root / "clientdesk" / "ui").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        for call in re.finditer(r"session\.tell\(", source):
            depth, end = 1, call.end()
            while depth:
                depth += {"(": 1, ")": -1}.get(source[end], 0)
                end += 1
            arguments = source[call.end() : end - 1]
            said = re.search(r'_\(\s*"([^"]*)"', arguments)
            has_way_back = re.search(r"undo=|act=|,\s*(back|again)\b", arguments)
            if said and not has_way_back:
                yield said.group(1)


def test_what_is_told_without_a_way_back_is_known_with_its_reason(root: Path):
    assert [words for words in told_without_a_way_back(root) if words not in FINAL] == []
