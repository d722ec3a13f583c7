"""Statement, client file and delivery slip from the command line: saved as PDFs, or refused with what to do."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader


def text(path: str) -> str:
    words = "\n".join(page.extract_text() for page in PdfReader(path).pages)
    return " ".join(words.replace("\N{NO-BREAK SPACE}", " ").split())


def test_a_statement_of_account_is_saved_for_the_days_asked_for(lena, tmp_path: Path) -> None:
    lena.ok("invoice", "new", "krumm", "--line", "Logo", "1", "100", today="2026-05-04")
    lena.ok("invoice", "issue", "1", "--on", "2026-05-04", today="2026-05-04")
    lena.ok("payment", "record", "krumm", "19", "--on", "2026-05-20")
    lena.ok("client", "set", "krumm", "language=en")
    said = text(lena.ok("client", "statement", "krumm", str(tmp_path))["file"])
    assert "from January 1, 2026 to June 17, 2026" in said
    assert "Please pay €100.00 on receipt." in said
    later = lena.ok("client", "statement", "krumm", str(tmp_path / "june.pdf"), "--from", "1/6/2026")
    assert "Opening balance 100.00" in text(later["file"])
    early = tmp_path / "early.pdf"
    lena.ok("client", "statement", "krumm", str(early), "--to", "3/5/2026")
    assert "Nothing was invoiced or paid in this time, and nothing is open." in text(str(early))


def test_a_statement_of_days_to_come_or_in_the_wrong_order_is_refused(lena) -> None:
    said = lena.run("client", "statement", "krumm", "--to", "2027-01-01")
    assert (said.code, "still to come" in said.err) == (1, True)
    said = lena.run("client", "statement", "krumm", "--from", "2026-06-01", "--to", "2026-05-01")
    assert (said.code, "begin after its end" in said.err) == (1, True)


def test_the_client_file_speaks_the_language_of_who_asks(lena, tmp_path: Path) -> None:
    said = text(lena.ok("client", "file", "krumm", str(tmp_path))["file"])
    assert "Client file Bäckerei Krumm GmbH" in said
    assert "Eva Krumm" in said
    assert "+49 341 5550101" in said
    assert "IBAN" not in said


def test_a_delivery_slip_is_refused_until_something_is_delivered(lena, tmp_path: Path) -> None:
    lena.ok("contract", "new", "krumm", "--title", "Signs", "scope=Two signs", "not_included=None")
    lena.ok("contract", "set", "1", "pricing=hourly", "hourly_rate=90")
    lena.ok("milestone", "add", "1", "Shop sign", "promised_on=2026-06-20")
    lena.ok("contract", "sign", "1", "--by", "Eva Krumm")
    said = lena.run("contract", "delivery", "1")
    assert said.code == 1
    assert "Nothing of this contract is delivered yet. Deliver a milestone first" in said.err
    lena.ok("milestone", "deliver", "1", "--note", "Both put up")
    slip = lena.ok("contract", "delivery", "1", str(tmp_path))
    assert slip["file"].endswith("-delivery.pdf")
    assert "Both put up" in text(slip["file"])
    one = lena.ok("contract", "delivery", "1", str(tmp_path / "one.pdf"), "--milestone", "1")
    assert text(one["file"]) == text(slip["file"])
    assert lena.run("contract", "delivery", "1", "--milestone", "9").code == 1
