"""Folders that are kept in step, and those of other computers, are recognised; no book is begun there (4.3)."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from clientdesk.domain.client import Client
from clientdesk.domain.errors import EnvironmentFault
from clientdesk.storage import barriers, synced
from clientdesk.storage.database import open_book
from clientdesk.usecases import clients


class Mount(NamedTuple):
    """As psutil tells of a mount."""

    device: str
    mountpoint: str
    fstype: str
    opts: str


@pytest.fixture(autouse=True)
def _own_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.mark.parametrize(
    ("folder", "marker", "service"),
    [
        ("Dropbox/Büro", "", "Dropbox"),
        ("Dropbox (Personal)", "", "Dropbox"),
        ("OneDrive - Brandt GmbH/books", "", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "", "iCloud"),
        ("Google Drive", "", "Google Drive"),
        ("work/books", "work/.stfolder/", "Syncthing"),
        ("work/books", "work/.nextcloudsync.log", "Nextcloud"),
        ("work/books", "work/._sync_2f1c.db", "Nextcloud"),
        ("work/books", "work/.dropbox.cache/", "Dropbox"),
        ("work/books", "work/.sync/ID", "Resilio Sync"),
        ("work/books", "", ""),
        ("Boxes/Dropboxed", "", ""),
        ("home/lena", "home/lena/.dropbox/", ""),
    ],
)
def test_a_folder_kept_in_step_is_known_by_its_name_or_by_what_its_service_leaves(
    tmp_path: Path, folder: str, marker: str, service: str
) -> None:
    (tmp_path / folder).mkdir(parents=True)
    if marker.endswith("/"):
        (tmp_path / marker).mkdir(parents=True)
    elif marker:
        (tmp_path / marker).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / marker).touch()
    assert synced.service(tmp_path / folder / "book.db") == service


def test_a_link_into_such_a_folder_is_such_a_folder(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "books").symlink_to(tmp_path / "Dropbox")
    assert synced.service(tmp_path / "books" / "book.db") == "Dropbox"


@pytest.mark.parametrize(
    ("kind", "options", "is_remote"),
    [
        ("nfs4", "rw", True),
        ("cifs", "rw", True),
        ("fuse.sshfs", "rw", True),
        ("ext4", "rw", False),
        ("NTFS", "rw,remote", True),
    ],
)
def test_a_mount_of_another_computer_is_known_by_its_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, options: str, is_remote: bool
) -> None:
    # What the system tells of its mounts is the one thing that cannot be had here.
    mounts = [Mount("/dev/a", "/", "ext4", "rw"), Mount("server:/x", str(tmp_path / "share"), kind, options)]
    monkeypatch.setattr("psutil.disk_partitions", lambda **_all: mounts)
    (tmp_path / "share" / "books").mkdir(parents=True)
    assert synced.is_on_network(tmp_path / "share" / "books" / "book.db") is is_remote
    assert not synced.is_on_network(tmp_path / "book.db")


def test_no_book_is_begun_in_such_a_folder(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    with pytest.raises(EnvironmentFault, match="is kept in step by Dropbox") as caught:
        open_book(tmp_path / "Dropbox" / "book.db")
    assert "Move the book to this computer" in caught.value.next_step
    assert list((tmp_path / "Dropbox").iterdir()) == []


def test_a_book_that_lies_there_is_read_and_not_written_until_that_is_wanted(tmp_path: Path) -> None:
    db = open_book(tmp_path / "book.db")
    clients.create(db, Client(name="Krumm"))
    db.close()
    (tmp_path / "Dropbox").mkdir()
    path = (tmp_path / "book.db").rename(tmp_path / "Dropbox" / "book.db")
    db = open_book(path)
    assert clients.get(db, 1).name == "Krumm"
    assert db.is_read_only
    with pytest.raises(EnvironmentFault, match="is kept in step by Dropbox"):
        clients.create(db, Client(name="Vogt"))
    barriers.accept(db)
    clients.create(db, Client(name="Vogt"))
    db.close()
    db = open_book(path)
    clients.create(db, Client(name="Seidel"))
    db.close()
