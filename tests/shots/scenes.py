"""Every screen and state worth looking at: its name, and the steps that lead there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from clientdesk import paths
from clientdesk.domain import recovery_code
from clientdesk.domain.client import Client
from clientdesk.domain.errors import BusyFault
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.text import N_
from clientdesk.i18n import _
from clientdesk.storage import tables
from clientdesk.storage.database import open_book
from clientdesk.ui.clients.page import ClientsScreen
from clientdesk.ui.crash_dialog import CrashDialog
from clientdesk.ui.locking.unlock_page import UnlockPage
from clientdesk.ui.screens import SCREENS
from clientdesk.ui.settings.two_computers import TwoComputersCard
from clientdesk.usecases import (
    attachments,
    backups,
    clients,
    contracts,
    encryption,
    erasing,
    fonts,
    invoices,
    milestones,
    printing,
    two_computers,
)
from tests.shots.stage import BOOKS, Stage
from tests.usecases.billing import open_texan
from tests.usecases.verifying.altering import attack

if TYPE_CHECKING:
    from clientdesk.ui.importing.page import ImportScreen

_SCREENS = {entry.name for entry in SCREENS}


#: By the first word of a scene's name.
_STARTS = {
    "clients": "clients",
    "client": "clients",
    "work": "work",
    "change": "work",
    "contract": "work",
    "documents": "documents",
    "invoice": "documents",
    "quote": "documents",
    "credit": "documents",
    "batch": "documents",
    "money": "money",
    "payment": "money",
    "record": "money",
    "calendar": "calendar",
    "library": "library",
    "settings": "settings",
    "trash": "trash",
    "design": "settings",
    "locked": "today",
    "encryption": "today",
    "import": "clients",
    "palette": "clients",
    "manual": "documents",
    "unsaved": "clients",
    "keys": "clients",
    "fault": "clients",
    "toast": "clients",
    "crash": "clients",
}


@dataclass(frozen=True, slots=True)
class Scene:
    """A state of the window. `book` names one for all languages where the language's own has nothing of the kind."""

    name: str
    act: Callable[[Stage], None]
    book: str = ""
    #: It only scrolls a page, so that all of them can be played in one window, one after the other.
    is_part: bool = False

    @property
    def start(self) -> str:
        """The screen to begin on: building another first would only take time."""
        return _STARTS.get(self.name.partition("-")[0], "today")

    def book_for(self, language: str) -> str:
        """Return the book the scene is played on."""
        return self.book or BOOKS.get(language, "lena")


SCENES: list[Scene] = []


def _scene(
    name: str, *, book: str = "", screen: str = "", is_part: bool = False
) -> Callable[[Callable[[Stage], None]], Callable[[Stage], None]]:
    """Enter the function as a scene, if the window has the screen."""

    def enter(act: Callable[[Stage], None]) -> Callable[[Stage], None]:
        if not screen or screen in _SCREENS:
            SCENES.append(Scene(name, act, book, is_part))
        return act

    return enter


def named(names: str) -> list[Scene]:
    """Return the scenes whose names begin with one of `names`, separated by commas; all for an empty text."""
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    return [scene for scene in SCENES if not wanted or any(scene.name.startswith(name) for name in wanted)]


def walked() -> list[Scene]:
    """Return the scenes that Tab walks through: those that show a page, or a part of one, that no other shows."""
    others = ("work-milestones", "work-money", "work-log", "settings-")
    return [
        scene for scene in SCENES if scene.name == "settings-business" or not scene.name.startswith(others)
    ]


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


# Settings, one picture for each of its cards.


def _settings_card(card: str) -> Callable[[Stage], None]:
    def act(stage: Stage) -> None:
        stage.show("settings")
        stage.scroll_to(card)

    return act


for _card in (
    "business",
    "tax",
    "fonts",
    "papers",
    "numbers",
    "working_time",
    "absences",
    "window_settings",
    "safety",
    "two_computers",
    "data",
    "encryption",
    "trash",
):
    _scene(f"settings-{_card.replace('_', '-')}", is_part=True)(_settings_card(_card))


def _back_up(stage: Stage, *, both: bool = False) -> None:
    session = stage.window.session
    if both:
        stick = paths.data_folder().parent / "USB"
        stick.mkdir(parents=True)
        backups.choose_second(session.db, stick)
    session.backups.back_up()
    stage.settle()


@_scene("settings-backups")
def _settings_backups(stage: Stage) -> None:
    _back_up(stage, both=True)
    stage.show("settings")
    stage.scroll_to("backups")


@_scene("settings-backups-none")
def _settings_backups_none(stage: Stage) -> None:
    stage.show("settings")
    stage.scroll_to("backups")


@_scene("settings-restore")
def _settings_restore(stage: Stage) -> None:
    _back_up(stage)
    for name in ("Café Sonnenschein", "Studio Ngozi Okafor"):
        stage.window.session.run(clients.create, Client(name=name))
    stage.open("restore", 0)
    # In a narrow window Enter brings what the backup holds.
    stage.key(Qt.Key.Key_Return)


@_scene("settings-restore-refused")
def _settings_restore_refused(stage: Stage) -> None:
    _back_up(stage)
    (letter := paths.data_folder().parent / "letter.db").write_text("Dear Sir or Madam " * 400)
    stage.open("restore", 0)
    stage.window.screen_named("restore").take_file(str(letter))
    stage.settle()


@_scene("settings-restore-other")
def _settings_restore_other(stage: Stage) -> None:
    place = paths.data_folder().parent
    place.mkdir(parents=True, exist_ok=True)
    other = open_texan(place / "marcus.db")
    (place / "theirs").mkdir(exist_ok=True)
    made = backups.back_up(other, at=stage.window.session.backups.moment(), folder=place / "theirs").made
    other.close()
    stage.open("restore", 0)
    stage.window.screen_named("restore").take_file(str(made.path))
    stage.settle()


# A book with a finding, in a folder that is not safe, handed over, moved; a backup under another passphrase.


def _altered(stage: Stage) -> None:
    """Change a client as another program would, and let the window look."""
    path = stage.window.session.db.path
    assert path is not None
    attack(path, "UPDATE clients SET name = name || ' & Co' WHERE id IN (1, 2, 3)")
    stage.window.session.verification.begin()
    stage.wait_for(lambda: not stage.window.session.verification.is_running)
    stage.settle()


@_scene("found")
def _found(stage: Stage) -> None:
    stage.show("today")
    _altered(stage)


@_scene("settings-safety-found")
def _found_report(stage: Stage) -> None:
    _altered(stage)
    stage.press("app.show_found")


@_scene("settings-computers-unsafe")
def _unsafe_folder(stage: Stage) -> None:
    stage.reopen_in("Dropbox", start="settings")
    stage.open("settings:two_computers", 0)


@_scene("settings-computers-handed-over")
def _handed_over(stage: Stage) -> None:
    stick = paths.data_folder().parent / "USB"
    stick.mkdir(parents=True)
    stage.open("settings:two_computers", 0)
    for one in stage.window.findChildren(TwoComputersCard):
        one.hand_over_to(str(stick))
    stage.settle()


@_scene("settings-computers-moved")
def _moved_book(stage: Stage) -> None:
    stage.reopen_in("Dropbox", start="settings")
    session = stage.window.session
    session.run(two_computers.move, at=session.backups.moment())
    stage.open("settings:two_computers", 0)


@_scene("settings-restore-passphrase")
def _other_passphrase(stage: Stage) -> None:
    stage.open("restore", 0)
    stage.window.screen_named("restore").take_file(str(_under_another_key(stage)))
    stage.settle()
    stage.type("not these words", stage.widget("unlock_passphrase"))
    stage.press("lock.open")
    stage.wait_for(stage.window.findChild(QWidget, "unlock_fault").isVisible)


@_scene("settings-computers-passphrase")
def _other_passphrase_file(stage: Stage) -> None:
    stage.open("settings:two_computers", 0)
    for one in stage.window.findChildren(TwoComputersCard):
        one.take_over(str(_under_another_key(stage)))
    stage.settle()
    stage.press("lock.use_code")


def _under_another_key(stage: Stage) -> Path:
    path = stage.window.session.db.path
    assert path is not None
    other = path.parent / "2025-12-31.db"
    shutil.copyfile(path, other)
    encryption.switch_on(other, bytes(range(32)), "four words of mine")
    return other


@_scene("settings-fonts-own")
def _settings_fonts_own(stage: Stage) -> None:
    mine = [
        paths.resource(f"fonts/{name}.ttf") for name in ("SourceSerif4-Variable", "IBMPlexSansArabic-Regular")
    ]
    stage.window.session.run(fonts.add_files, mine)
    stage.show("settings")
    stage.scroll_to("fonts")


@_scene("settings-encryption-sheet")
def _settings_encryption_sheet(stage: Stage) -> None:
    stage.show("settings")
    stage.press("settings.encrypt")
    for name in ("passphrase", "again"):
        stage.type("four words of mine", stage.widget(name))
    stage.key(Qt.Key.Key_Return)


@_scene("encryption-on")
def _settings_encryption_on(stage: Stage) -> None:
    session, key = stage.window.session, bytes(range(32))
    path = session.db.path
    assert path is not None
    session.close()
    for name in ("tasks", "keeper", "background", "verification"):
        session.__dict__.pop(name, None)
    encryption.switch_on(path, key, "four words of mine")
    session.attach(open_book(path, create=False, key=key))
    stage.show("settings")
    stage.press("settings.rekey")


@_scene("locked")
def _locked(stage: Stage) -> None:
    path = stage.window.session.db.path
    assert path is not None
    stage.window.cover(UnlockPage(path, asks_keyring=False))
    stage.press("lock.use_code")
    stage.widget("unlock_code").setPlainText(
        recovery_code.written(bytes(range(32))).replace("-", " ", 12)[:-1]
    )
    stage.press("lock.open")
    stage.wait_for(stage.window.findChild(QWidget, "unlock_fault").isVisible)


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


# The trash, files and history of a record, erasing a person.


@_scene("trash")
def _trash(stage: Stage) -> None:
    run, db = stage.window.session.run, stage.window.session.db
    today = stage.window.session.today()
    for row in db.rows("SELECT id FROM invoices WHERE state = 'draft' LIMIT 2"):
        run(invoices.delete_draft, row["id"])
    for client in tables.clients.find(db, order="id LIMIT 1"):
        made = run(attachments.add, "clients", client.id, name="brief.pdf", data=b"%PDF-1.7", on=today)
        run(attachments.remove, made.id)
    draft = run(contracts.create, 1, on=today, title="Packaging for the summer")
    run(milestones.create, Milestone(contract_id=draft.id, title="Sketch"))
    run(contracts.delete_draft, draft.id)
    stage.open("trash", 0)
    stage.key(Qt.Key.Key_Down)


@_scene("trash-empty")
def _trash_empty(stage: Stage) -> None:
    stage.open("trash", 0)


@_scene("trash-forget")
def _trash_forget(stage: Stage) -> None:
    _trash(stage)
    stage.press("trash.empty")


@_scene("client-files")
def _client_files(stage: Stage) -> None:
    session = stage.window.session
    for name, data in (
        ("Auftrag unterschrieben.pdf", b"%PDF-1.7" + bytes(340_000)),
        ("شعار قديم.png", b"\x89PNG\r\n\x1a\n" + bytes(2_400_000)),
        ("setup.exe", b"MZ" + bytes(90_000)),
    ):
        session.run(attachments.add, "clients", 1, name=name, data=data, on=session.today())
    before = clients.get(session.db, 1)
    changed = session.run(clients.change, replace(before, notes="Calls on Wednesdays.", due_days=30))
    session.run(clients.change, replace(changed, name=f"{before.name} & Co"))
    stage.open("client", 1)
    stage.press("history.show")
    stage.scroll_to("history")


@_scene("client-erase")
def _client_erase(stage: Stage) -> None:
    stage.open("client", _settled(stage))
    stage.press("clients.erase")


@_scene("client-erased")
def _client_erased(stage: Stage) -> None:
    client_id = _settled(stage)
    stage.window.session.run(erasing.erase, client_id, today=stage.window.session.today())
    stage.show("clients")
    for one in stage.window.findChildren(ClientsScreen):
        one.list.choose("erased")
    stage.key(Qt.Key.Key_Down)


def _settled(stage: Stage) -> int:
    """Return a client with papers, all of them settled; one is made where there is none."""
    session = stage.window.session
    for client in tables.clients.find(session.db):
        plan = erasing.plan(session.db, client.id, today=session.today())
        if plan.kept and not plan.against:
            return client.id
    made = session.run(clients.create, Client(name="Studio Maro", notes="Likes blue."))
    return made.id


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


# What stands above the screens.


@_scene("palette-found")
def _palette_found(stage: Stage) -> None:
    stage.show("clients")
    stage.press("app.palette")
    stage.type("26", stage.widget("palette_field"))


@_scene("keys")
def _keys(stage: Stage) -> None:
    stage.show("clients")
    stage.press("app.keys")


@_scene("palette")
def _palette(stage: Stage) -> None:
    stage.open("client", 1)
    stage.press("app.palette")
    word = stage.window.session.db.value("SELECT substr(name, 1, 3) FROM clients WHERE id = 1")
    stage.type(str(word))


@_scene("palette-fresh")
def _palette_fresh(stage: Stage) -> None:
    stage.open("client", 1)
    stage.show("documents")
    stage.press("app.palette")


@_scene("palette-no-hits")
def _palette_no_hits(stage: Stage) -> None:
    stage.show("clients")
    stage.press("app.palette")
    stage.type("zzzz")


@_scene("manual")
def _manual(stage: Stage) -> None:
    stage.show("documents")
    stage.press("app.manual")


@_scene("unsaved")
def _unsaved(stage: Stage) -> None:
    stage.open("edit_client", 1)
    stage.type(" & Co", stage.widget("name"))
    stage.show("today")


@_scene("fault")
def _fault(stage: Stage) -> None:
    stage.show("clients")
    stage.window.session.fault.emit(
        BusyFault(
            N_("Another program is writing to the book."),
            next_step=N_("Try again in a moment."),
            path="lena.db",
        )
    )
    stage.settle()


@_scene("toast")
def _toast(stage: Stage) -> None:
    stage.open("client", 1)
    stage.press("clients.archive")
    # It goes by itself, maybe before all its pictures are taken.
    for timer in stage.widget("toast").findChildren(QTimer):
        timer.stop()


@_scene("toast-long")
def _toast_long(stage: Stage) -> None:
    stage.open("client", 1)
    name = "lena 2026-06-17 Übergabe an den Rechner im Büro in der Gottschedstraße.db"
    stage.window.session.tell(
        _("Written and verified: {name}. Take it over on the other computer.").format(name=name), undo=print
    )
    stage.settle()
    for timer in stage.widget("toast").findChildren(QTimer):
        timer.stop()


@_scene("crash")
def _crash(stage: Stage) -> None:
    stage.show("clients")
    report = (
        "Traceback (most recent call last):\n"
        '  File "clientdesk/ui/rail.py", line 61, in mark\n'
        "KeyError: 'today'\n"
    )
    CrashDialog(report, stage.window).open()
    stage.settle()
