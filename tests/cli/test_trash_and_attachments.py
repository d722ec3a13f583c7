"""Trash, attachments, history and erasing by commands: what a script needs to do without the window."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tests.cli.conftest import Desk


def test_what_a_command_deletes_comes_back_by_a_command(lena: Desk) -> None:
    made = lena.ok("invoice", "new", "krumm", "--title", "Logo", "--line", "Logo", "1", "850")
    lena.ok("invoice", "delete", str(made["id"]))
    (row,) = lena.ok("trash", "list", "logo")
    assert (row["table_name"], row["name"], row["about"]) == ("invoices", "Logo", "Bäckerei Krumm GmbH")
    back = lena.ok("trash", "restore", str(row["id"]))
    assert (back["kind"], back["id"]) == ("invoices", made["id"])
    assert lena.ok("invoice", "show", str(made["id"]))["title"] == "Logo"
    lena.ok("invoice", "delete", str(made["id"]))
    assert lena.ok("trash", "empty") == {"records": 1}
    again = lena.run("trash", "restore", str(row["id"]))
    assert (again.code, "no longer in the trash" in again.err) == (1, True)


def test_a_file_goes_in_and_comes_out_and_nothing_is_overwritten(lena: Desk, tmp_path: Path) -> None:
    scan = tmp_path / "Auftrag Ü.pdf"
    scan.write_bytes(b"%PDF-1.7 signed")
    made = lena.ok("attachment", "add", "client", "krumm", str(scan))
    assert [one["name"] for one in lena.ok("attachment", "list", "client", "krumm")] == ["Auftrag Ü.pdf"]
    saved = lena.ok("attachment", "save", str(made["id"]), str(tmp_path))
    assert saved["file"].endswith("Auftrag Ü (2).pdf")
    assert Path(saved["file"]).read_bytes() == scan.read_bytes()
    refused = lena.run("attachment", "save", str(made["id"]), str(scan))
    assert (refused.code, "already" in refused.err) == (3, True)
    lena.ok("attachment", "remove", str(made["id"]))
    assert lena.ok("attachment", "list", "client", "krumm") == []


def test_the_history_says_who_changed_what_from_what_to_what(lena: Desk) -> None:
    lena.ok("client", "set", "krumm", "notes=ruft mittwochs an", "due_days=30")
    newest, *_rest, oldest = lena.ok("history", "client", "krumm")
    assert oldest["act"] == "added"
    told = {one["field"]: (one["old"], one["new"]) for one in newest["changes"]}
    assert told == {"notes": ("", "ruft mittwochs an"), "due_days": ("", 30)}
    assert " on " in newest["who"]
    assert newest["at"].endswith("Z")
    # People read the clock on their wall, as they write it.
    moment = datetime.fromisoformat(newest["at"]).astimezone()
    assert f"{moment:%b %Y, %H:%M}" in lena.run("history", "client", "krumm").out


def test_b32_erasing_shows_first_and_does_it_only_when_told(lena: Desk) -> None:
    said = lena.run("client", "erase", "krumm").out
    assert said.startswith("Erase Bäckerei Krumm GmbH?\nThis goes for good: ")
    assert said.endswith("Nothing was changed. To erase, add --yes.\n")
    plan = lena.ok("client", "erase", "krumm")
    assert (plan["erased"], plan["goes_whole"]) == (False, True)
    assert lena.ok("client", "show", "krumm")["name"] == "Bäckerei Krumm GmbH"
    assert lena.ok("client", "erase", "krumm", "--yes")["erased"]
    assert lena.run("client", "show", "krumm").code == 1
    assert lena.ok("client", "list", "--erased") == []
