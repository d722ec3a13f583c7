"""Scenes of the pages of records: clients, work, documents, money, what is imported, the designer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from clientdesk import paths
from clientdesk.domain.client import Client
from clientdesk.ui.clients.page import ClientsScreen
from clientdesk.usecases import clients, invoices, printing, two_computers
from tests.shots.scene import Scene, enter_into
from tests.shots.stage import Stage

if TYPE_CHECKING:
    from clientdesk.ui.importing.page import ImportScreen

SCENES: list[Scene] = []
_scene = enter_into(SCENES)


# Today.


@_scene("today")
def _today(stage: Stage) -> None:
    stage.show("today")


@_scene("today-empty", book="empty")
def _today_empty(stage: Stage) -> None:
    stage.show("clients")
    stage.window.session.run(clients.create, Client(name="Bäckerei Krumm GmbH"))
    stage.show("today")


@_scene("first-run", book="blank")
def _first_run(stage: Stage) -> None:
    stage.show("today")


# Clients.


@_scene("clients")
def _clients(stage: Stage) -> None:
    stage.show("clients")


@_scene("client")
def _client(stage: Stage) -> None:
    stage.open("client", 1)


@_scene("client-editor")
def _client_editor(stage: Stage) -> None:
    stage.open("edit_client", 1)


@_scene("client-new")
def _client_new(stage: Stage) -> None:
    stage.open("new_client", 0)


@_scene("client-statement")
def _client_statement(stage: Stage) -> None:
    stage.open("client_statement", 1)


@_scene("client-file")
def _client_file(stage: Stage) -> None:
    stage.open("client_file", 1)


@_scene("clients-empty", book="blank")
def _clients_empty(stage: Stage) -> None:
    stage.show("clients")


@_scene("clients-no-hits")
def _clients_no_hits(stage: Stage) -> None:
    stage.show("clients")
    stage.type("zzzz", stage.widget("filter"))


@_scene("clients-filter-refused")
def _clients_filter_refused(stage: Stage) -> None:
    stick = paths.data_folder().parent / "USB"
    stick.mkdir(parents=True)
    session = stage.window.session
    session.run(two_computers.hand_over, stick, at=session.backups.moment())
    stage.show("clients")
    for one in stage.window.findChildren(ClientsScreen):
        one.list.tools.ask_name()
    stage.type("Leipzig", stage.widget("filter_name"))
    stage.key(Qt.Key.Key_Return)


# Work.

_CONTRACT = "SELECT id FROM contracts WHERE state = 'active' ORDER BY id"


@_scene("work")
def _work(stage: Stage) -> None:
    stage.open("contract", stage.first(_CONTRACT))


@_scene("work-milestones", is_part=True)
def _work_milestones(stage: Stage) -> None:
    stage.open("contract", stage.first(_CONTRACT))
    stage.scroll_to("milestones")


@_scene("work-money", is_part=True)
def _work_money(stage: Stage) -> None:
    stage.open("contract", stage.first(_CONTRACT))
    stage.scroll_to("ledger")


@_scene("work-log", is_part=True)
def _work_log(stage: Stage) -> None:
    stage.open("contract", stage.first(_CONTRACT))
    stage.scroll_to("work")


@_scene("change-order")
def _change_order(stage: Stage) -> None:
    stage.open("contract", stage.first(_CONTRACT))
    stage.press("work.change")


@_scene("change-order-paper", book="lena")
def _change_order_paper(stage: Stage) -> None:
    stage.open("change_order_paper", stage.first("SELECT id FROM change_orders"))


@_scene("contract-draft")
def _contract_draft(stage: Stage) -> None:
    stage.open("new_contract", 1)


@_scene("contract-delivery-slip")
def _contract_delivery_slip(stage: Stage) -> None:
    stage.open("contract", 1)
    stage.press("work.delivery_slip")


@_scene("contract-paper")
def _contract_paper(stage: Stage) -> None:
    stage.open("contract", stage.first(_CONTRACT))
    stage.press("work.paper")


@_scene("work-empty", book="empty")
def _work_empty(stage: Stage) -> None:
    stage.show("work")


# Documents.

_ISSUED = (
    "SELECT id FROM invoices WHERE state = 'issued' AND kind IN ('final', 'invoice') ORDER BY kind, id DESC"
)


@_scene("documents")
def _documents(stage: Stage) -> None:
    stage.show("documents")


@_scene("documents-empty", book="empty")
def _documents_empty(stage: Stage) -> None:
    stage.show("documents")


@_scene("invoice")
def _invoice(stage: Stage) -> None:
    stage.open("invoice", stage.first(_ISSUED))


@_scene("invoice-reprint")
def _invoice_reprint(stage: Stage) -> None:
    stage.open("invoice", stage.first(_ISSUED))
    session = stage.window.session
    paper = stage.first(
        f"SELECT id FROM papers WHERE record_kind = 'invoice' AND record_id = ({_ISSUED} LIMIT 1)"
    )
    session.run(printing.record, [paper], on=session.today())
    if not any(one.isVisible() for one in stage.window.findChildren(QWidget, "preview")):
        # In a narrow window the page is turned to.
        stage.press("document.preview")
    stage.press("preview.print")


@_scene("invoice-draft")
def _invoice_draft(stage: Stage) -> None:
    stage.open("invoice", stage.first(_ISSUED))
    stage.press("document.copy")


@_scene("invoice-new")
def _invoice_new(stage: Stage) -> None:
    stage.open("new_invoice", 0)


@_scene("quote")
def _quote(stage: Stage) -> None:
    stage.open("quote", stage.first("SELECT id FROM quotes ORDER BY state = 'sent' DESC, id"))


@_scene("credit-note", book="lena")
def _credit_note(stage: Stage) -> None:
    stage.open("invoice", stage.first("SELECT id FROM invoices WHERE kind = 'credit_note'"))


@_scene("documents-chosen")
def _documents_chosen(stage: Stage) -> None:
    stage.show("documents")
    _choose_all(stage)


@_scene("batch")
def _batch(stage: Stage) -> None:
    _with_drafts(stage)
    stage.press("documents.issue_chosen")


@_scene("batch-done")
def _batch_done(stage: Stage) -> None:
    _with_drafts(stage)
    stage.press("documents.issue_chosen")
    stage.press("batch.start")


@_scene("batch-save")
def _batch_save(stage: Stage) -> None:
    stage.show("documents")
    _choose_all(stage)
    stage.press("documents.save_chosen")


def _with_drafts(stage: Stage) -> None:
    """Copy a few invoices, one of them without its lines and one without its words, and choose all drafts."""
    session = stage.window.session
    found = session.db.rows(
        "SELECT id FROM invoices WHERE state = 'issued' AND kind = 'invoice' ORDER BY id LIMIT 4"
    )
    day = session.today()
    made = [session.run(invoices.copy, row["id"], on=day) for row in found]
    session.run(invoices.change, replace(made[0], lines=()))
    if len(made) > 1:
        session.run(invoices.change, replace(made[1], title=""))
    stage.open("drafts", 0)
    _choose_all(stage)


def _choose_all(stage: Stage) -> None:
    table = stage.widget("documents")
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    stage.settle()


# Money.


@_scene("money")
def _money(stage: Stage) -> None:
    stage.show("money")


@_scene("payment")
def _payment(stage: Stage) -> None:
    stage.open("payment", stage.first("SELECT id FROM payments ORDER BY id DESC"))


@_scene("record-payment")
def _record_payment(stage: Stage) -> None:
    stage.open("new_payment", 1)


@_scene("money-empty", book="empty")
def _money_empty(stage: Stage) -> None:
    stage.show("money")


# Calendar.


@_scene("calendar", screen="calendar")
def _calendar(stage: Stage) -> None:
    stage.show("calendar")


# Library.

_LINE = "SELECT id FROM catalogue ORDER BY id"


@_scene("library")
def _library(stage: Stage) -> None:
    stage.show("library")


@_scene("library-entry")
def _library_entry(stage: Stage) -> None:
    if stage.has(_LINE):
        stage.open("catalogue", stage.first(_LINE))
    else:
        stage.show("library")
        stage.press("library.new")


@_scene("library-package")
def _library_package(stage: Stage) -> None:
    stage.open("new_package", 0)


@_scene("library-empty", book="empty")
def _library_empty(stage: Stage) -> None:
    stage.show("library")


# Files of other programs.

_TABLE = (
    "Kd-Nr;Firma;Ansprechpartner;Straße;PLZ;Ort;Land;E-Mail;USt-IdNr.;Rating\n"
    "1;Buchhandlung Anders;Mia Anders;Markt 1;04109;Leipzig;Deutschland;mia@anders.example;DE136695976;A\n"
    "2;Müller & Söhne;Jörg Müller;Gasse 2;50667;Köln;Deutschland;j@mueller.example;;B\n"
    "3;شركة النور;;;;دبي;الإمارات العربية المتحدة;info@noor.example;;\n"
    "4;Weiß;;;10115;Berlin;Atlantis;w@weiss.example;;\n"
    "5;Müller & Söhne;;;50667;Köln;D;j@mueller.example;;B\n"
)


@_scene("import-file")
def _import_file(stage: Stage) -> None:
    stage.open("import_clients", 0)


@_scene("import-columns")
def _import_columns(stage: Stage) -> None:
    stage.open("import_clients", 0)
    path = stage.folder / "Kunden R&D.csv"
    path.write_text(_TABLE, "utf-8")
    cast("ImportScreen", stage.window.screen_named("import")).take_file(str(path))
    stage.settle()


@_scene("import-outcome")
def _import_outcome(stage: Stage) -> None:
    _import_columns(stage)
    stage.press("importing.next")


@_scene("import-done")
def _import_done(stage: Stage) -> None:
    _import_outcome(stage)
    stage.key(Qt.Key.Key_Space)
    stage.press("importing.next")


@_scene("import-given-back")
def _import_given_back(stage: Stage) -> None:
    _import_done(stage)
    stage.press("importing.undo")


# The designer of documents.


@_scene("design")
def _design(stage: Stage) -> None:
    stage.open("design", 0)


@_scene("design-letterhead")
def _design_letterhead(stage: Stage) -> None:
    stage.open("design:letterhead", 0)


@_scene("design-words")
def _design_words(stage: Stage) -> None:
    stage.open("design:words", 0)
    stage.type("{client}", stage.widget("own_opening"))
