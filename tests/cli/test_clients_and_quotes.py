"""Clients, catalogue, packages and quotes through the command line, as a script would drive them."""

from __future__ import annotations

import pytest

TEXTS = ("not_included=Printing", "change_terms=90 EUR an hour")


def test_a_client_is_added_found_archived_and_brought_back(lena) -> None:
    lena.ok("client", "add", "دار الواحة للنشر", "latin_name=Dar Al Waha", "address.country=SA")
    assert lena.ok("find", "واحة")[0]["kind"] == "client"
    assert lena.ok("find", "waha")[0]["title"] == "دار الواحة للنشر"
    assert lena.ok("find", "5550101")[0]["title"] == "Bäckerei Krumm GmbH"
    assert lena.ok("client", "archive", "waha")["archived"] is True
    assert [row["name"] for row in lena.ok("client", "list")] == ["Bäckerei Krumm GmbH"]
    assert lena.ok("client", "restore", "2")["archived"] is False


def test_a_name_that_two_clients_share_is_refused(lena) -> None:
    lena.ok("client", "add", "Krumm Immobilien")
    said = lena.run("client", "show", "krumm")
    assert said.code == 1
    assert "id" in said.err


def test_r_quo_2_a_quote_goes_through_its_versions(lena) -> None:
    lena.ok("quote", "new", "krumm", "--title", "Brand", "--line", "Workshop", "1", "600")
    lena.ok("quote", "line", "1", "--description", "Screens", "--quantity", "7", "--price", "320")
    lena.ok("quote", "set", "1", *TEXTS)
    sent = lena.ok("quote", "send", "1", "--on", "2026-02-11")
    assert sent["number"] == "AN-2026-001"
    assert sent["gross"] == {"amount": "3379.60", "currency": "EUR"}
    lena.ok("quote", "revise", "AN-2026-001")
    lena.ok("quote", "set", "1", "adjustments.0.amount=440", "adjustments.0.reason=Bundle")
    diff = lena.ok("quote", "diff", "1")
    assert any(row["part"] == "discount" for row in diff)
    assert lena.ok("quote", "send", "1", "--on", "2026-02-18")["number"] == "AN-2026-001"
    said = lena.ok("quote", "accept", "1", "--by", "Eva Krumm", "--on", "2026-02-20", "--method", "paper")
    assert said["acceptance"] == {"by": "Eva Krumm", "method": "paper", "on": "2026-02-20", "revision": 2}
    assert [row["revision"] for row in lena.ok("quote", "versions", "1")] == [1, 2]
    assert lena.ok("paper", "list")[0]["revision"] == 2


def test_r_quo_1_an_expired_quote_is_extended_before_it_is_accepted(lena) -> None:
    lena.ok("quote", "new", "krumm", "--title", "Flyer", "--line", "Flyer", "1", "100", today="2026-05-01")
    lena.ok("quote", "set", "1", *TEXTS, "valid_until=2026-05-31")
    lena.ok("quote", "send", "1", "--on", "2026-05-01")
    assert lena.ok("quote", "list")[0]["state"] == "expired"
    assert lena.run("quote", "accept", "1", "--by", "Eva").code == 1
    lena.ok("quote", "extend", "1", "2026-06-30")
    assert lena.ok("quote", "accept", "1", "--by", "Eva")["state"] == "accepted"


def test_a_line_is_changed_and_removed_by_position(lena) -> None:
    lena.ok("quote", "new", "krumm", "--line", "A", "1", "10", "--line", "B", "2", "20")
    assert (
        lena.ok("quote", "line", "1", "2", "--price", "25", "--discount", "10%")["net"]["amount"] == "55.00"
    )
    assert [line["description"] for line in lena.ok("quote", "line", "1", "1", "--remove")["lines"]] == ["B"]
    assert lena.run("quote", "line", "1", "9", "--price", "1").code == 2


@pytest.mark.parametrize(("typed", "rate"), [("7", "7"), ("19%", "19"), (None, "19")])
def test_r_vat_9_the_tax_is_proposed_or_chosen(lena, typed: str | None, rate: str) -> None:
    words = ["quote", "new", "krumm", "--line", "A", "1", "10"]
    made = lena.ok(*words, *(["--tax", typed] if typed else []))
    assert made["lines"][0]["tax"]["rate"] == rate


def test_an_unknown_tax_names_the_ones_that_may_be_used(lena) -> None:
    said = lena.run("quote", "new", "krumm", "--line", "A", "1", "10", "--tax", "21")
    assert said.code == 2
    assert "19, 7" in said.err


def test_the_catalogue_fills_itself_and_takes_items_by_hand(lena) -> None:
    lena.ok("catalogue", "add", "Hosting", "12.50", "--unit", "month")
    lena.ok("quote", "new", "krumm", "--title", "Logo", "--line", "Logo", "1", "850")
    lena.ok("quote", "set", "1", *TEXTS)
    lena.ok("quote", "send", "1")
    listed = lena.ok("catalogue", "list")
    assert {row["description"] for row in listed} == {"Logo", "Hosting"}
    assert lena.ok("catalogue", "price", "1", "14")["unit_price"] == "14"
    lena.ok("catalogue", "archive", "1")
    assert [row["description"] for row in lena.ok("catalogue", "list")] == ["Logo"]


def test_a_package_keeps_its_lines_and_price(lena) -> None:
    made = lena.ok("package", "add", "Start", "--price", "900", "--line", "Logo", "1", "850")
    assert made["price"] == "900"
    assert lena.ok("package", "list")[0]["name"] == "Start"


def test_a_paper_is_saved_byte_for_byte(lena, tmp_path) -> None:
    lena.ok("quote", "new", "krumm", "--title", "Logo", "--line", "Logo", "1", "850")
    lena.ok("quote", "set", "1", *TEXTS)
    lena.ok("quote", "send", "1")
    saved = lena.ok("paper", "save", "1", str(tmp_path))
    assert (tmp_path / "AN-2026-001.pdf").read_bytes().startswith(b"%PDF")
    assert saved["sha256"] == lena.ok("paper", "list")[0]["sha256"]
    assert lena.run("paper", "save", "1", str(tmp_path / "AN-2026-001.pdf")).code == 0
    (tmp_path / "AN-2026-001.pdf").write_bytes(b"mine")
    assert lena.run("paper", "save", "1", str(tmp_path)).code == 2


def test_r_num_6_a_series_starts_once_after_the_number_used_elsewhere(lena) -> None:
    assert lena.ok("series", "set", "invoice", "--last", "42")["last"] == 42
    assert (
        lena.ok("series", "set", "quote", "--pattern", "Q-{year}-{counter:4}")["pattern"]
        == "Q-{year}-{counter:4}"
    )
    assert lena.run("series", "set", "quote", "--pattern", "Q").code == 1


def test_export_and_import_through_files(lena, tmp_path) -> None:
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    lena.ok("export", str(first))
    assert lena.run("export", str(first)).code == 2
    lena.book = tmp_path / "copy.db"
    lena.ok("import", str(first))
    lena.ok("export", str(second))
    assert first.read_bytes() == second.read_bytes()
    assert lena.run("import", str(first)).code == 1


def test_p2_a_package_goes_into_a_quote_with_its_discount_once(lena) -> None:
    lena.ok(
        "package",
        "add",
        "Start",
        "--price",
        "900",
        "--line",
        "Logo",
        "1",
        "850",
        "--line",
        "Card",
        "1",
        "150",
    )
    lena.ok("quote", "new", "krumm", "--title", "Brand", "--line", "Workshop", "1", "600")
    filled = lena.ok("package", "insert", "1", "1")
    assert [line["description"] for line in filled["lines"]] == ["Workshop", "Logo", "Card"]
    assert [(row["amount"], row["reason"]) for row in filled["adjustments"]] == [("100", "Start")]
