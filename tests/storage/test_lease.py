"""One computer writes in a book at a time: whoever holds it, and what the others are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientdesk import paths
from clientdesk.domain.client import Client
from clientdesk.domain.errors import EnvironmentFault
from clientdesk.domain.log import LogAct
from clientdesk.storage import host, lease, log, machine
from clientdesk.storage.database import Database, open_book, transaction
from clientdesk.usecases import clients, two_computers


class Computers:
    """Several computers: each has a data folder of its own, all see the same file."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder, self._patch = folder, monkeypatch

    def sit_at(self, name: str) -> None:
        self._patch.setenv("XDG_DATA_HOME", str(self._folder / name))
        self._patch.setattr("platform.node", lambda: name)


@pytest.fixture
def computers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computers:
    made = Computers(tmp_path, monkeypatch)
    made.sit_at("studio")
    return made


@pytest.fixture
def db(computers: Computers, tmp_path: Path) -> Database:
    return open_book(tmp_path / "book.db")


def do(db: Database, act) -> None:
    with transaction(db):
        act(db)


def let_go(db: Database) -> None:
    lease.let_go(db, Path("/media/stick"))


def test_a_computer_keeps_its_name_and_another_has_another(computers: Computers) -> None:
    studio = machine.device()
    assert studio == machine.device()
    computers.sit_at("laptop")
    assert machine.device().id != studio.id
    assert machine.device().name == "laptop"


def test_a_data_folder_that_was_copied_to_another_computer_makes_it_no_twin(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = tmp_path / "machine-id"
    monkeypatch.setattr(host, "_FILES", (tmp_path / "not there", system))

    def sit_at(given: str) -> machine.Device:
        host.mark.cache_clear()
        system.write_text(given)
        return machine.device()

    try:
        # From an older ClientDesk, or one that was given no mark: it becomes this computer's.
        machine.write_whole(paths.data_folder() / "computer.json", b'{"id": "a0"}')
        assert sit_at("").id == "a0"
        studio = sit_at("studio\n")
        assert studio.id == "a0"
        do(db, lease.claim)
        laptop = sit_at("laptop")
        assert laptop.id not in {"", studio.id}
        with pytest.raises(EnvironmentFault, match="The computer studio writes in this book"):
            clients.create(db, Client(name="Krumm"))
        # Where both use one folder each stays who it is, and the system's own id is written nowhere.
        assert (sit_at("studio"), sit_at("laptop")) == (studio, laptop)
        assert "laptop" not in (paths.data_folder() / "computer.json").read_text()
    finally:
        host.mark.cache_clear()


def test_a_book_that_nobody_holds_is_written_everywhere_until_one_claims_it(
    db: Database, computers: Computers
) -> None:
    clients.create(db, Client(name="Krumm"))
    do(db, lease.claim)
    clients.create(db, Client(name="Vogt"))
    computers.sit_at("laptop")
    assert db.is_read_only
    with pytest.raises(EnvironmentFault, match="The computer studio writes in this book"):
        clients.create(db, Client(name="Seidel"))
    with pytest.raises(EnvironmentFault), transaction(db):
        lease.claim(db)
    assert db.value("SELECT count(*) FROM clients") == 2


def test_a_book_that_was_handed_over_is_read_only_here_at_once_in_every_window(
    db: Database, computers: Computers
) -> None:
    second = open_book(db.path)
    do(db, lease.claim)
    do(db, let_go)
    for window in (db, second):
        with pytest.raises(EnvironmentFault, match="was handed over on"):
            clients.create(window, Client(name="Krumm"))
    assert log.told(next(iter(log.each(db)))) == {"computer": "studio", "place": "/media/stick"}


def test_the_other_computer_goes_on_and_the_log_says_so(db: Database, computers: Computers) -> None:
    do(db, lease.claim)
    do(db, let_go)
    computers.sit_at("laptop")
    db.refusal = lambda _db: None
    do(db, lease.take_over)
    db.refusal = lease.refusal
    clients.create(db, Client(name="Krumm"))
    assert [entry.act for entry in log.each(db)] == [LogAct.HANDED_OVER, LogAct.TAKEN_OVER, LogAct.ADDED]
    computers.sit_at("studio")
    with pytest.raises(EnvironmentFault, match="The computer laptop writes"):
        clients.create(db, Client(name="Vogt"))


def test_a_computer_that_can_keep_nothing_shuts_itself_out_of_no_book(
    db: Database, computers: Computers, tmp_path: Path
) -> None:
    (tmp_path / "kiosk").write_text("no folder")
    computers.sit_at("kiosk")
    two_computers.claim(db)
    clients.create(db, Client(name="Krumm"))
    assert lease.of(db).is_free


def test_who_writes_in_an_unsafe_folder_all_the_same_does_so_by_every_connection(
    computers: Computers, tmp_path: Path
) -> None:
    open_book(tmp_path / "book.db").close()
    (tmp_path / "Dropbox").mkdir()
    path = (tmp_path / "book.db").rename(tmp_path / "Dropbox" / "book.db")
    window, worker = open_book(path), open_book(path)
    for one in (window, worker):
        with pytest.raises(EnvironmentFault, match="kept in step by Dropbox"):
            clients.create(one, Client(name="Krumm"))
    two_computers.write_here_all_the_same(window)
    for one in (window, worker):
        clients.create(one, Client(name="Krumm"))
        one.close()


def test_that_an_unsafe_folder_is_accepted_cannot_be_kept_is_said(
    computers: Computers, tmp_path: Path
) -> None:
    db = open_book(tmp_path / "book.db")
    (tmp_path / "kiosk").write_text("no folder")
    computers.sit_at("kiosk")
    with pytest.raises(EnvironmentFault):
        two_computers.write_here_all_the_same(db)
    db.close()
