"""A book of every schema comes over whole; one that would not is left as it is, to the byte (R5, T67)."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from clientdesk.cli.program import main
from clientdesk.domain.errors import BusyFault, EnvironmentFault, IntegrityFault
from clientdesk.domain.log import LogAct
from clientdesk.storage import engine, guards, log, migrations
from clientdesk.storage.database import open_book
from clientdesk.usecases import invoices, unsaved, verifying
from clientdesk.usecases.upgrading import upgrade
from tests.upgrades.kills import POINTS, run_and_kill
from tests.upgrades.schemas import SCHEMAS, digest, facts, is_alone, lay

#: The day after the last paper of the fixtures.
NEXT = date(2026, 4, 25)
OLDER = [schema for schema in SCHEMAS if schema < migrations.VERSION]


def test_every_migration_has_its_fixture() -> None:
    assert SCHEMAS[:9] == tuple(range(1, 10))
    assert SCHEMAS[-1] == migrations.VERSION, "run `python -m tests.upgrades.make` and commit what it writes"


@pytest.mark.parametrize("schema", OLDER)
def test_a_book_of_every_schema_comes_over_whole(schema: int, tmp_path: Path) -> None:
    path = lay(schema, tmp_path / "book.db")
    before, bytes_before = facts(path), digest(path)
    told = upgrade(path)
    assert told is not None
    assert (told.before, told.after) == (schema, migrations.VERSION)
    after = facts(path)
    assert {name: after[name] for name in before} == before
    assert digest(told.kept) == bytes_before
    assert re.fullmatch(r"book before upgrade 20\d\d-\d\d-\d\d\.db", told.kept.name)
    assert told.path == path
    assert [oct(one.stat().st_mode & 0o777) for one in (path, told.kept)] == ["0o600", "0o600"]
    db = open_book(path)
    assert db.upgraded is None
    assert {row["sql"] for row in db.rows("SELECT sql FROM sqlite_master WHERE type = 'trigger'")} == set(
        guards.statements()
    )
    # What has another form since stands in the log as it is now, and the whole book verifies.
    *_, last = log.each(db)
    assert (last.act, log.told(last)) == (
        LogAct.UPGRADED,
        {"before": schema, "after": migrations.VERSION},
    )
    acts = [entry.act for entry in log.each(db)]
    assert acts.count(LogAct.CARRIED) == told.carried
    # The last migration gave no record another form.
    assert (told.carried > 0) == (schema < migrations.MIGRATIONS.index(migrations.own_filters))
    assert verifying.verify(db).findings == ()
    assert [text.record_id for text in unsaved.all_unsaved(db)] == [1] * len(before.get("unsaved", ()))
    # And one can work on in it.
    assert invoices.issue(db, invoices.copy(db, 1, on=NEXT).id, on=NEXT).number == "RE-2026-005"
    db.close()


def test_the_present_fixture_opens_as_it_is(tmp_path: Path) -> None:
    path = lay(migrations.VERSION, tmp_path / "book.db")
    before = digest(path)
    assert upgrade(path) is None
    assert digest(path) == before
    assert is_alone(path)


def test_a_newer_book_is_refused_untouched(tmp_path: Path) -> None:
    path = lay(migrations.VERSION, tmp_path / "book.db")
    with closing(engine.connect(str(path), isolation_level=None)) as newer:
        newer.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    before = digest(path)
    with pytest.raises(EnvironmentFault) as caught:
        open_book(path)
    assert str(caught.value) == (
        "This book was written by a newer ClientDesk. Update ClientDesk, then open it again."
    )
    assert digest(path) == before
    assert is_alone(path)


def test_a_book_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="There is no book at"):
        upgrade(tmp_path / "missing.db")
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_program_is_no_book(old: Path) -> None:
    with closing(engine.connect(str(old), isolation_level=None)) as foreign:
        foreign.execute("PRAGMA application_id = 7")
    before = digest(old)
    with pytest.raises(EnvironmentFault) as caught:
        open_book(old)
    assert str(caught.value) == f"{old} is not a ClientDesk book. Choose another file."
    assert digest(old) == before


@pytest.mark.parametrize(
    ("planted", "names"),
    [
        (
            "CREATE VIEW everything AS WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT x FROM n",
            "everything",
        ),
        (
            "DROP TABLE papers; CREATE VIEW papers AS SELECT 1 AS id, x'00' AS pdf",
            "papers, papers_by_hash, papers_by_record",
        ),
        ("ALTER TABLE clients ADD COLUMN extra TEXT", "clients"),
        ("CREATE TABLE a1 (x); CREATE TABLE a2 (x); CREATE TABLE a3 (x)", "a1, a2, a3"),
        (
            "CREATE TABLE a1 (x); CREATE TABLE a2 (x); CREATE VIEW a3 AS SELECT 1; CREATE VIEW z AS SELECT 1",
            "a1, a2, a3 …",
        ),
    ],
)
def test_an_old_book_of_another_structure_is_refused_before_it_is_read(
    old: Path, planted: str, names: str
) -> None:
    with closing(engine.connect(str(old), isolation_level=None)) as foreign:
        foreign.executescript(planted)
    before = digest(old)
    with pytest.raises(IntegrityFault) as caught:
        open_book(old)
    assert str(caught.value) == (
        f"The structure of this book was changed by another program: {names}."
        " Nothing of it was read. Open your last backup."
    )
    assert caught.value.rule == "T65"
    assert digest(old) == before
    assert is_alone(old)


def test_a_trigger_of_somebody_else_does_not_come_over(old: Path) -> None:
    with closing(engine.connect(str(old), isolation_level=None)) as foreign:
        foreign.execute("CREATE TRIGGER evil AFTER UPDATE ON clients BEGIN DELETE FROM asides; END")
    assert upgrade(old) is not None
    with closing(open_book(old)) as db:
        assert db.value("SELECT count(*) FROM sqlite_master WHERE name = 'evil'") == 0


# The world around it.


def room(monkeypatch: pytest.MonkeyPatch, book: Path, free: int) -> None:
    """Let the disk of the book have so many bytes left."""

    def usage(place: Path) -> shutil._ntuple_diskusage:
        assert place == book.parent
        return shutil._ntuple_diskusage(10**9, 10**9 - free, free)

    monkeypatch.setattr(shutil, "disk_usage", usage)


def test_too_little_room_is_said_before(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = 2 * old.stat().st_size + 16 * 2**20
    room(monkeypatch, old, wanted - 2_000_001)
    before = digest(old)
    with pytest.raises(EnvironmentFault) as caught:
        open_book(old)
    assert str(caught.value) == (
        f"The book must be upgraded, and there is too little room for it in {old.parent}: 3 MB are missing."
        " Nothing was changed. Free some space and open the book again."
    )
    assert digest(old) == before
    assert is_alone(old)
    room(monkeypatch, old, wanted - 1)
    with pytest.raises(EnvironmentFault, match=": 1 MB are missing"):
        open_book(old)
    room(monkeypatch, old, wanted)
    assert upgrade(old) is not None


HELD = (
    "The book must be upgraded, and another window or program has it open."
    " Close it there and open it again here; nothing was changed."
)
HOLDER = "import sys\nstream = open(sys.argv[1], 'rb')\nprint('open', flush=True)\nsys.stdin.read()"


def test_a_book_that_another_program_has_open_waits_for_it(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest(old)
    waited: list[float] = []
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(old)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline()
        monkeypatch.setattr(time, "sleep", waited.append)
        with pytest.raises(BusyFault) as caught:
            open_book(old)
        assert str(caught.value) == HELD
        # A second, as whoever makes an index or a copy of all files would need it.
        assert 0.5 < sum(waited) < 2
        assert digest(old) == before
        assert is_alone(old)

        def let_go(_seconds: float) -> None:
            other.communicate()

        monkeypatch.setattr(time, "sleep", let_go)
        assert upgrade(old) is not None


def test_a_disk_that_fails_is_said_and_leaves_the_old_book(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def fails(self: Path, target: Path) -> Path:
        if target == old:
            raise OSError(5, "Input/output error")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fails)
    before = digest(old)
    with pytest.raises(EnvironmentFault) as caught:
        open_book(old)
    assert str(caught.value) == (
        "The book cannot be upgraded: Input/output error. Nothing was changed."
        f" Check the rights of its folder {old.parent}, and the room on the disk."
    )
    assert digest(old) == before
    assert [one.name for one in old.parent.iterdir() if one.name.startswith(".")] == []


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_who_may_read_the_book_may_read_the_new_one(old: Path, mode: int) -> None:
    old.chmod(mode)
    assert upgrade(old) is not None
    assert old.stat().st_mode & 0o7777 == mode


@pytest.mark.parametrize("refused", [False, True])
def test_a_book_of_another_user_stays_that_users(
    old: Path, monkeypatch: pytest.MonkeyPatch, refused: bool
) -> None:
    given: list[tuple[str, int, int]] = []

    def chown(path: Path, user: int, group: int) -> None:
        given.append((path.name, user, group))
        if refused:
            raise PermissionError(1, "Operation not permitted")

    stood = old.stat()
    monkeypatch.setattr(os, "chown", chown)
    assert upgrade(lay(1, old)) is not None
    assert given == []
    # Somebody else starts the program, who is in a group of his own or in that of the book.
    for user, group in ((4242, 4242), (4242, stood.st_gid), (stood.st_uid, 4242)):
        monkeypatch.setattr(os, "geteuid", lambda user=user: user)
        monkeypatch.setattr(os, "getegid", lambda group=group: group)
        assert upgrade(lay(1, old)) is not None
    assert given == [(f".{old.name}.upgrade", stood.st_uid, stood.st_gid)] * 3


def test_whoever_still_has_the_old_file_writes_nowhere(old: Path) -> None:
    with closing(engine.connect(str(old), isolation_level=None)) as still:
        assert still.execute("SELECT count(*) FROM clients").fetchone() == (5,)
        told = upgrade(old)
        assert told is not None
        kept, new = digest(told.kept), digest(old)
        with pytest.raises(engine.DatabaseError, match="readonly"):
            still.execute("UPDATE clients SET notes = 'late'")
        assert (digest(told.kept), digest(old)) == (kept, new)


def test_two_upgrades_at_once_end_in_one(old: Path) -> None:
    before = facts(old)
    code = "import sys; from clientdesk.usecases.upgrading import upgrade; upgrade(sys.argv[1])"
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(old)], stderr=subprocess.DEVNULL) for _ in range(2)
    ]
    for one in started:
        one.wait()
    # One may have been told that the other has the book open.
    upgrade(old)
    assert {name: value for name, value in facts(old).items() if name in before} == before
    assert sum("before upgrade" in one.name for one in old.parent.iterdir()) == 1


def test_a_second_name_for_the_old_book_is_found(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def one_name_only(_self: Path, _target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    before = facts(old)
    for ending in (".upgrade", ".upgrade-journal", ".kept"):
        old.with_name(f".{old.name}{ending}").write_bytes(b"left by a program that was killed")
    monkeypatch.setattr(Path, "hardlink_to", one_name_only)
    told = upgrade(old)
    assert told is not None
    assert facts(told.kept) == before
    assert told.kept.stat().st_ino != old.stat().st_ino
    assert [one.name for one in old.parent.iterdir() if one.name.startswith(".")] == []
    # The next one on the same day has a name of its own.
    names = [told.kept.name]
    for _ in range(2):
        told_again = upgrade(lay(2, old))
        assert told_again is not None
        names.append(told_again.kept.name)
    assert names == [names[0], names[0].replace(".db", " 2.db"), names[0].replace(".db", " 3.db")]
    assert [oct(one.stat().st_mode & 0o777) for one in old.parent.iterdir()] == ["0o600"] * 4


def test_an_old_book_that_has_its_second_name_already_gets_no_third(old: Path) -> None:
    first = upgrade(old)
    assert first is not None
    first.kept.unlink()
    # As a program leaves it that was killed before the swap.
    first.kept.hardlink_to(lay(1, old))
    again = upgrade(old)
    assert again is not None
    assert again.kept == first.kept
    assert sorted(one.suffix for one in old.parent.iterdir() if "before upgrade" in one.name) == [".db"]
    assert facts(again.kept)["invoices"] == facts(old)["invoices"]


def test_a_link_to_the_book_stays_a_link(old: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "book.db"
    link.parent.mkdir()
    link.symlink_to(old)
    told = upgrade(link)
    assert told is not None
    assert link.is_symlink()
    assert told.kept.parent == old.parent
    assert upgrade(old) is None


def test_an_encrypted_book_comes_over_under_its_key(old: Path, tmp_path: Path) -> None:
    key = bytes(range(32))
    locked = tmp_path / "locked.db"
    with closing(engine.connect(str(old), isolation_level=None)) as plain:
        plain.execute(f"ATTACH '{locked}' AS locked KEY \"x'{key.hex()}'\"")
        plain.execute("SELECT sqlcipher_export('locked')").fetchall()
        plain.execute(f"PRAGMA locked.application_id = {migrations.APPLICATION_ID}")
        plain.execute("PRAGMA locked.user_version = 1")
    locked.with_name("locked.db.keys").write_text("slots")
    told = upgrade(locked, key)
    assert told is not None
    assert told.kept.with_name(f"{told.kept.name}.keys").read_text() == "slots"
    for path in (locked, told.kept):
        assert not path.read_bytes().startswith(b"SQLite")
    db = open_book(locked, key=key)
    assert verifying.verify(db).findings == ()
    db.close()


# Killed.


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_any_point_there_is_the_old_book_or_the_new_one(old: Path, point: str) -> None:
    before = facts(old)
    assert run_and_kill(old, point) == -signal.SIGKILL
    assert {name: value for name, value in facts(old).items() if name in before} == before
    with closing(engine.connect(str(old))) as seen:
        found = seen.execute("PRAGMA user_version").fetchone()[0]
    assert found == (migrations.VERSION if point == "after the swap" else 1)
    db = open_book(old)
    assert verifying.verify(db).findings == ()
    db.close()
    # Nothing is left but the book and one old one.
    left = {one.name for one in old.parent.iterdir()} - {old.name, f"{old.name}-journal"}
    assert [name for name in left if "before upgrade" not in name] == []
    assert len(left) == 1


# What the person hears.


def test_the_command_line_says_where_the_old_book_is(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = shutil.copy(old, old.with_name("other.db"))
    assert main(["--book", str(copy), "client", "list"]) == 0
    said = capsys.readouterr()
    assert "Krumm" in said.out
    assert "other before upgrade" in said.err
    assert main(["--book", str(old), "upgrade"]) == 0
    said = capsys.readouterr()
    assert "is kept as" in said.out
    assert not said.err
    assert main(["--book", str(old), "upgrade"]) == 0
    said = capsys.readouterr()
    assert "has the form of this program" in said.out
    assert not said.err
