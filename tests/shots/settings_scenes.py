"""Scenes of the settings and of what keeps a book safe: backups, computers, encryption, trash, erasing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from clientdesk import paths
from clientdesk.domain import recovery_code
from clientdesk.domain.client import Client
from clientdesk.domain.milestone import Milestone
from clientdesk.storage import backup, book, lease, machine, tables
from clientdesk.storage.database import open_book, transaction
from clientdesk.ui.clients.page import ClientsScreen
from clientdesk.ui.locking.unlock_page import UnlockPage
from clientdesk.ui.session import Change
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
    two_computers,
)
from tests.shots.scene import Scene, enter_into
from tests.shots.stage import Stage
from tests.usecases.billing import open_texan
from tests.usecases.verifying.altering import attack

SCENES: list[Scene] = []
_scene = enter_into(SCENES)


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


@_scene("settings-restore-doubts")
def _settings_restore_doubts(stage: Stage) -> None:
    _altered(stage)
    _back_up(stage)
    stage.open("restore", 0)


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


@_scene("settings-safety-sound")
def _sound(stage: Stage) -> None:
    stage.open("settings:safety", 0)
    stage.press("settings.verify")
    stage.keep_toast()


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


@_scene("settings-computers-broken-off")
def _broken_off(stage: Stage) -> None:
    stick = paths.data_folder().parent / "USB"
    stick.mkdir(parents=True)
    db = stage.window.session.db
    # As a loss of power leaves it: let go of, the folder begun, no file in it.
    with backup.written_into(stick), transaction(db):
        lease.let_go(db, stick)
    machine.remember(book.identity(db), handing_over=str(db.path))
    stage.window.session.changed.emit(Change())
    stage.open("settings:two_computers", 0)


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
