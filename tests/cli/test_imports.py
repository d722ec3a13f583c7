"""Lists in and out by the command line, with what was read, what is new and what is wrong, for people and machines."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

from tests.cli.conftest import Desk

_TABLE = (
    "Firma;Ort;Land;E-Mail;Rating\n"
    "Müller & Söhne;Köln;Deutschland;post@mueller.de;A\n"
    "Weiß;Berlin;Atlantis;w@weiss.de;B\n"
)


def _file(tmp_path: Path, text: str = _TABLE, encoding: str = "cp1252") -> str:
    path = tmp_path / "kunden.csv"
    path.write_bytes(text.encode(encoding))
    return str(path)


def test_bad_rows_are_named_and_left_out_only_on_demand(desk: Desk, tmp_path: Path) -> None:
    path = _file(tmp_path)
    refused = desk.run("client", "import", path)
    assert refused.code == 1
    assert "Line 3, Country: “Atlantis” is no country" in refused.err
    assert desk.ok("client", "list") == []
    dry = desk.run("client", "import", path, "--dry-run", "--leave-out-bad")
    assert dry.out.startswith(
        "1 new, 0 updated, 0 left out, 1 bad.\nNothing was written.\nRead as cp1252: Müller, "
    )
    assert desk.ok("client", "list") == []
    done = desk.ok("client", "import", path, "--leave-out-bad")
    assert (done["new"], done["bad"], done["encoding"], done["columns"]["Ort"]) == (1, 1, "cp1252", "city")
    assert done["problems"][0]["line"] == 3
    again = desk.ok("client", "import", path, "--leave-out-bad")
    assert (again["new"], again["left_out"]) == (0, 1)


def test_columns_are_mapped_by_hand_and_wrong_words_are_answered(desk: Desk, tmp_path: Path) -> None:
    path = _file(tmp_path, "X;Y;Z\nKrumm;Leipzig;DE\n")
    assert "No column says the name" in desk.run("client", "import", path).err
    assert desk.run("client", "import", path, "--map", "Q=name").code == 2
    assert desk.run("client", "import", path, "--map", "X=colour").code == 2
    desk.ok("client", "import", path, "--map", "X=name", "--map", "2=city", "--map", "Z=country")
    (client,) = desk.ok("client", "list")
    assert (client["name"], client["city"]) == ("Krumm", "Leipzig")


def test_lists_go_out_and_come_in_again(desk: Desk, prepared: Path, tmp_path: Path) -> None:
    desk.book.write_bytes(prepared.read_bytes())
    desk.ok("invoice", "new", "krumm", "--title", "Logo", "--line", "Logo", "1", "850")
    desk.ok("invoice", "set", "1", "supplied_to=2026-06-17")
    desk.ok("invoice", "issue", "1")
    desk.ok("payment", "record", "krumm", "1,011.50")
    folder = tmp_path / "lists"
    desk.ok("export", "--csv", str(folder))
    assert desk.run("export", "--csv", str(folder)).code == 2
    rows = {
        name: list(csv.DictReader((folder / f"{name}.csv").read_text("utf-8").splitlines()))
        for name in ("clients", "invoices", "payments", "catalogue")
    }
    (invoice,) = rows["invoices"]
    assert (
        Decimal(invoice["net"]) + Decimal(invoice["tax"]) == Decimal(invoice["gross"]) == Decimal("1011.50")
    )
    assert (invoice["issued_on"], invoice["open"], invoice["client"]) == (
        "2026-06-17",
        "0.00",
        "Bäckerei Krumm GmbH",
    )
    (payment,) = rows["payments"]
    assert (payment["amount"], payment["papers"]) == ("1011.50", f"{invoice['number']}: 1011.50")
    fresh = Desk(tmp_path / "fresh.db", desk._capsys)
    assert fresh.ok("client", "import", str(folder / "clients.csv"))["new"] == len(rows["clients"])
    assert fresh.ok("client", "export", str(tmp_path / "cards.vcf"))["records"] == len(rows["clients"])
    assert fresh.ok("client", "import", str(tmp_path / "cards.vcf"))["new"] == 0


def test_what_is_left_over_in_a_row_is_told_and_never_dropped(desk: Desk, tmp_path: Path) -> None:
    path = _file(tmp_path, "Firma,Ort,Rating\nMüller, Söhne,Köln,A\nWeiß,Berlin,B,,\n", "utf-8")
    refused = desk.run("client", "import", path)
    assert refused.code == 1
    assert (
        "- Line 2 has more cells than there are columns (3); left over: “A”. Put quotation marks"
        in refused.err
    )
    assert "Line 3" not in refused.err
    assert desk.ok("client", "list") == []
    # Whoever says what it is has it.
    done = desk.ok("client", "import", path, "--map", "4=notes", "--leave-out-bad")
    assert (done["new"], done["bad"]) == (2, 0)


def test_duplicates_are_named_by_their_lines_with_what_can_be_done(desk: Desk, tmp_path: Path) -> None:
    desk.ok("client", "add", "Krumm", "address.city=Leipzig", "address.country=DE")
    path = _file(tmp_path, "Firma;Ort;Telefon\nKrumm;Leipzig;1\nSeidel;Köln;2\nSeidel;Köln;3\n", "utf-8")
    said = desk.run("client", "import", path, "--dry-run")
    assert said.out.splitlines() == [
        "1 new, 0 updated, 2 left out, 0 bad.",
        "Nothing was written.",
        "Line 2: Krumm is in the book already (id 1). It is left out.",
        "Line 4: Seidel stands further up, in line 3. It is left out.",
        "With --duplicates update they are filled in by the file, with --duplicates add added once more.",
    ]
    done = desk.ok("client", "import", path, "--duplicates", "update")
    assert done["duplicates"] == [
        {"line": 2, "name": "Krumm", "fate": "updated", "like_id": 1},
        {"line": 4, "name": "Seidel", "fate": "updated", "like_line": 3},
    ]


def test_field_names_speak_the_language_of_the_answers(desk: Desk, tmp_path: Path) -> None:
    path = _file(tmp_path)
    assert "Line 3, Country: “Atlantis”" in desk.run("client", "import", path).err
    assert "Zeile 3, Land: „Atlantis“" in desk.run("client", "import", path, language="de").err


def test_a_phone_number_goes_out_as_text_and_comes_in_again_letter_by_letter(
    desk: Desk, tmp_path: Path
) -> None:
    """T22: to a spreadsheet +49 341 is a number and +49-341 a sum; the apostrophe keeps both as they were typed."""
    phones = ("+49 341 5550101", "+49-341-5550101", "+4934155501", "'+49 1", "0341 1")
    for at, phone in enumerate(phones):
        desk.ok("client", "add", f"Client {at}", f"contacts.0.name=Eva {at}", f"contacts.0.phone={phone}")
    out = tmp_path / "clients.csv"
    desk.ok("client", "export", str(out))
    written = [row["phone"] for row in csv.DictReader(out.read_text("utf-8").splitlines())]
    assert written == [*(f"'{phone}" for phone in phones[:4]), phones[4]]
    fresh = Desk(tmp_path / "fresh.db", desk._capsys)
    fresh.ok("client", "import", str(out))
    read = [
        fresh.ok("client", "show", str(row["id"]))["contacts"][0]["phone"]
        for row in fresh.ok("client", "list")
    ]
    assert tuple(read) == phones


def test_what_is_no_list_at_all_is_called_that(desk: Desk, tmp_path: Path) -> None:
    desk.ok("init")
    refused = desk.run("client", "import", str(desk.book))
    assert refused.code == 1
    assert refused.err.startswith("The file holds no text")
    table = tmp_path / "kunden.xlsx"
    table.write_bytes(b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + bytes(range(256)) * 20)
    assert desk.run("client", "import", str(table)).err.startswith("The file holds no text")


def test_what_is_no_export_leaves_no_book_and_a_list_is_sent_to_its_own_command(
    desk: Desk, tmp_path: Path
) -> None:
    desk.book = tmp_path / "new" / "new.db"
    desk.book.parent.mkdir()
    card = tmp_path / "card"
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Krumm\nEND:VCARD\n", encoding="utf-8")
    for path in (_file(tmp_path), str(card)):
        refused = desk.run("import", path)
        assert refused.code == 3
        assert "is a list, and no export" in refused.err
        assert "“clientdesk client import”" in refused.err
    broken = tmp_path / "broken.json"
    broken.write_text('{"format": "no', encoding="utf-8")
    refused = desk.run("import", str(broken))
    assert refused.code == 4
    assert "Nothing was changed" in refused.err
    assert list(desk.book.parent.iterdir()) == []
