"""The whole job through the command line alone: from the first quote to the paid final invoice, and what goes wrong."""

from __future__ import annotations

import pytest

from clientdesk.cli.nouns import NOUNS


def eur(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "EUR"}


@pytest.fixture
def signed(lena):
    """Lena's brand for the bakery, signed (demo book A)."""
    lena.ok(
        "quote", "new", "krumm", "--title", "Marke",
        "--line", "Workshop", "1", "600",
        "--line", "Identität", "1", "2400",
        "--line", "Seiten", "7", "320",
    )  # fmt: skip
    lena.ok("quote", "line", "1", "--description", "5 statt 3", "--price", "250", "--role", "bonus")
    lena.ok(
        "quote", "set", "1", "adjustments.0.amount=440", "adjustments.0.reason=Paket",
        "not_included=Druck", "change_terms=90 EUR je Stunde",
    )  # fmt: skip
    lena.ok("quote", "send", "1", "--on", "2026-02-18")
    lena.ok("quote", "accept", "1", "--by", "Eva Krumm", "--on", "2026-02-20", "--method", "paper")
    lena.ok("contract", "from-quote", "AN-2026-001", "--on", "2026-02-23")
    lena.ok(
        "contract", "set", "1", "revisions.free_rounds=1", "revisions.price=90", "ends_on=2026-04-24",
        "cancellation.percent=30",
    )  # fmt: skip
    lena.ok(
        "contract", "plan", "1",
        "30 prepayment Anzahlung", "40 prepayment Entwurf@2026-04-24", "30 final Rest",
    )  # fmt: skip
    lena.ok("milestone", "add", "1", "Übergabe", "promised_on=2026-04-24", "effort_hours=60")
    lena.ok("contract", "sign", "1", "--by", "Eva Krumm", "--on", "2026-02-24", "--place", "Leipzig")
    return lena


def test_b9_the_whole_job_to_the_paid_final_invoice(signed) -> None:
    first = signed.ok("prepayment", "request", "VT-2026-001", "--on", "2026-02-25")
    issued = signed.ok("invoice", "issue", str(first["id"]), "--on", "2026-02-25")
    assert (issued["net"], issued["tax"], issued["gross"]) == (eur("1440.00"), eur("273.60"), eur("1713.60"))
    paid = signed.ok("payment", "record", "krumm", "1713.60", "--on", "2026-03-05")
    assert paid["allocations"][0]["number"] == "RE-2026-001"
    assert signed.ok("invoice", "show", "RE-2026-001")["payment_state"] == "paid"

    signed.ok("work", "round", "1", "Marke", "--on", "2026-03-27")
    opened = signed.ok("work", "round", "1", "Marke", "--hours", "2.5", "--on", "2026-04-08", "--agreed")
    assert opened["is_paid"] is True
    assert "90,00" in opened["text"]
    signed.ok("work", "round", "1", "Marke", "--hours", "1.25", "--on", "2026-04-17", "--agreed")
    signed.ok("work", "gift", "1", "Symbole", "--hours", "2", "--on", "2026-04-02")

    second = signed.ok("prepayment", "request", "1", "--on", "2026-04-10")
    signed.ok("invoice", "issue", str(second["id"]), "--on", "2026-04-10")
    signed.ok("change", "ask", "1", "Achte Seite", "--on", "2026-04-15")
    signed.ok(
        "change", "offer", "1", "--line", "Achte Seite", "1", "320", "--days", "2", "--on", "2026-04-15"
    )
    signed.ok("change", "accept", "1", "--by", "Eva Krumm", "--on", "2026-04-15")
    assert signed.ok("contract", "as-of", "1", "2026-04-14")["net"] == eur("4800.00")
    assert signed.ok("contract", "as-of", "1", "2026-04-15")["net"] == eur("5120.00")
    signed.ok("payment", "record", "krumm", "2284.80", "--on", "2026-04-20", "--invoice", "RE-2026-002")
    assert signed.ok("milestone", "deliver", "1", "--on", "2026-04-28")["promised_on"] == "2026-04-28"

    draft = signed.ok("invoice", "final", "1", "--on", "2026-05-04")
    final = signed.ok("invoice", "issue", str(draft["id"]), "--on", "2026-05-04")
    assert final["due"] == eur("2496.03")
    assert final["tax"] == eur("398.53")
    ledger = signed.ok("prepayment", "ledger", "1")
    assert [row["held"]["amount"] for row in ledger] == ["1713.60", "3998.40", "2284.80", "0.00"]
    agenda = signed.ok("agenda")
    assert any(row["number"] == "RE-2026-003" and row["severity"] == "urgent" for row in agenda)
    assert signed.ok("invoice", "list", "--only", "overdue")[0]["number"] == "RE-2026-003"
    done = signed.ok("payment", "record", "krumm", "2500.00", "--on", "2026-06-17")
    assert done["left"] == eur("3.97")
    assert signed.ok("client", "list")[0]["open"] == []
    assert signed.ok("payment", "refund", "krumm", "3.97")["direction"] == "out"
    assert signed.ok("payment", "receipt", "1")["number"] == "QU-2026-001"
    assert all(run["missing"] == [] for run in signed.ok("series", "gaps"))
    signed.ok("contract", "complete", "1")


def test_b8_a_cancelled_contract_is_settled_by_its_clause(signed) -> None:
    draft = signed.ok("prepayment", "request", "1", "--on", "2026-02-25")
    signed.ok("invoice", "issue", str(draft["id"]), "--on", "2026-02-25")
    signed.ok("payment", "record", "krumm", "1713.60", "--on", "2026-03-05")
    shown = signed.ok("prepayment", "settle", "1", "--preview", "--on", "2026-03-20")
    assert shown["kept"] == eur("1713.60")
    settled = signed.ok("prepayment", "settle", "1", "--reason", "Umzug", "--on", "2026-03-20")
    assert settled["to_invoice"] == shown["to_invoice"]
    assert signed.ok("contract", "show", "1")["state"] == "cancelled"


def test_r_doc_1_an_issued_paper_changes_only_by_a_counter_paper(lena) -> None:
    made = lena.ok("invoice", "new", "krumm", "--title", "Logo", "--line", "Logo", "1", "850")
    lena.ok("invoice", "issue", str(made["id"]))
    said = lena.run("invoice", "set", "1", "title=Anders")
    assert said.code == 1
    assert "RE-2026-001" in said.err
    assert lena.run("invoice", "delete", "1").code == 1
    credit = lena.ok("invoice", "credit", "1", "--reason", "Nachlass", "--amount", "119")
    assert (credit["net"], credit["tax"]) == (eur("100.00"), eur("19.00"))
    assert lena.run("invoice", "credit", "1", "--reason", "Zu viel", "--amount", "900").code == 1
    assert lena.ok("invoice", "show", "1")["open"] == eur("892.50")


def test_r_num_1_a_discarded_draft_leaves_no_gap(lena) -> None:
    for _ in range(2):
        made = lena.ok("invoice", "new", "krumm", "--title", "Logo", "--line", "Logo", "1", "850")
        lena.ok("invoice", "delete", str(made["id"]))
    kept = lena.ok("invoice", "new", "krumm", "--title", "Logo", "--line", "Logo", "1", "850")
    assert lena.ok("invoice", "issue", str(kept["id"]))["number"] == "RE-2026-001"


def test_what_is_missing_is_listed_before_issue(lena) -> None:
    lena.ok("invoice", "new", "krumm")
    assert {row["field"] for row in lena.ok("invoice", "check", "1")} >= {"lines"}
    assert lena.run("invoice", "issue", "1").code == 1


def test_r_doc_3_cancel_and_correct(lena) -> None:
    made = lena.ok("invoice", "new", "krumm", "--title", "Logo", "--line", "Logo", "1", "850")
    lena.ok("invoice", "issue", str(made["id"]))
    draft = lena.ok("invoice", "correct", "RE-2026-001", "--reason", "Falscher Preis")
    lena.ok("invoice", "line", str(draft["id"]), "1", "--price", "800")
    again = lena.ok("invoice", "issue", str(draft["id"]))
    assert again["kind"] == "correction"
    assert again["gross"] == eur("952.00")
    assert lena.ok("invoice", "show", "RE-2026-001")["open"] == eur("0.00")


def test_r_doc_2_the_pdf_is_the_one_that_went_out(lena, tmp_path) -> None:
    lena.ok("invoice", "new", "krumm", "--title", "Logo", "--line", "Logo", "1", "850")
    draft = lena.ok("invoice", "pdf", "1", str(tmp_path))
    assert draft["file"].endswith("draft-1.pdf")
    lena.ok("invoice", "issue", "1")
    first = lena.ok("invoice", "pdf", "1", str(tmp_path / "a.pdf"))
    lena.ok("client", "set", "krumm", "name=Krumm & Tochter GmbH")
    second = lena.ok("invoice", "pdf", "1", str(tmp_path / "b.pdf"))
    assert first["sha256"] == second["sha256"]
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_recurring_invoices_keep_their_anchor_day(lena) -> None:
    lena.ok(
        "recurring", "add", "krumm", "--title", "Pflege", "--line", "Pflege", "1", "150",
        "--first", "2026-01-31",
    )  # fmt: skip
    made = lena.ok("recurring", "make", "--on", "2026-04-30")
    assert [row["supplied_to"] for row in made] == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]
    assert lena.ok("recurring", "make", "--on", "2026-04-30") == []
    assert lena.ok("recurring", "list")[0]["next_on"] == "2026-05-31"
    assert lena.ok("recurring", "stop", "1")["archived"] is True


def test_r_pre_19_money_is_moved_between_papers_and_settled(lena) -> None:
    for title in ("Logo", "Flyer"):
        made = lena.ok("invoice", "new", "krumm", "--title", title, "--line", title, "1", "100")
        lena.ok("invoice", "issue", str(made["id"]))
    lena.ok("payment", "record", "krumm", "100", "--keep-as-credit")
    assert lena.ok("payment", "show", "1")["left"] == eur("100.00")
    lena.ok("payment", "allocate", "1", "RE-2026-001")
    lena.ok("payment", "take-back", "1", "RE-2026-001")
    assert lena.ok("payment", "allocate", "1", "RE-2026-002")["left"] == eur("0.00")
    lena.ok("payment", "settle", "RE-2026-002", "write_off", "19")
    assert lena.ok("invoice", "show", "RE-2026-002")["payment_state"] == "paid"
    assert lena.run("payment", "settle", "RE-2026-002", "write_off", "0.01").code == 1
    assert len(lena.ok("payment", "list", "--client", "krumm", "--limit", "5")) == 1


def test_work_and_costs_are_billed_from_a_contract_by_the_hour(lena) -> None:
    lena.ok(
        "contract", "new", "krumm", "--title", "Beratung", "pricing=hourly", "hourly_rate=90",
        "estimate_hours=10", "cap_hours=20", "ends_on=2026-12-31",
    )  # fmt: skip
    lena.ok("contract", "sign", "1", "--by", "Eva", "--on", "2026-06-01")
    lena.ok("work", "hours", "1", "2.5", "Workshop", "--on", "2026-06-02")
    lena.ok("work", "cost", "1", "40", "Fahrt", "--on", "2026-06-03")
    shown = lena.ok("work", "unbilled", "1")
    assert shown["amount"] == eur("265.00")
    assert shown["cap_percent"] == "12.5"
    made = lena.ok("invoice", "work", "1")
    assert made["net"] == eur("265.00")
    assert [row["kind"] for row in lena.ok("work", "list", "1")] == ["hours", "cost"]


@pytest.mark.parametrize(
    "words", [("contract", "check", "1"), ("milestone", "list"), ("milestone", "slip", "1")]
)
def test_reading_commands_of_a_contract(signed, words: tuple[str, ...]) -> None:
    if words[1] == "slip":
        signed.ok("milestone", "deliver", "1", "--on", "2026-04-24")
    assert signed.run(*words).code == 0


def test_b5_hours_left_change_the_risk(signed) -> None:
    signed.ok("milestone", "hours", "1", "12", today="2026-04-20")
    listed = signed.ok("milestone", "list", today="2026-04-20")[0]
    assert (listed["slack"], listed["risk"]) == ("3", "green")
    signed.ok("milestone", "hours", "1", "60", today="2026-04-20")
    assert signed.ok("milestone", "list", today="2026-04-20")[0]["risk"] == "red"


def test_every_list_is_readable_as_text_in_german(signed) -> None:
    for noun in (
        "client",
        "catalogue",
        "package",
        "quote",
        "contract",
        "milestone",
        "invoice",
        "payment",
        "paper",
    ):
        assert noun in NOUNS
        said = signed.run(noun, "list", language="de")
        assert said.code == 0, said.err
        assert said.out.strip()
