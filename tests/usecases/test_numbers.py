"""The series of a book: set up by country, given out in order, started once; the report of what is missing (R-NUM)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from clientdesk.domain.errors import NotFoundError, RuleError, StateError
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.numbering import Series
from clientdesk.domain.party import Address
from clientdesk.domain.quote import Quote
from clientdesk.storage import tables
from clientdesk.storage.database import Database, open_book, transaction
from clientdesk.storage.number_gaps import SeriesGaps, gaps
from clientdesk.usecases import issuer, numbering, payments
from tests.told import told
from tests.usecases.billing import contract, eur, issued, open_german, open_indian

MAY, JUNE = date(2026, 5, 4), date(2026, 6, 17)
CODES = ["quote", "contract", "invoice", "credit_note", "receipt", "receipt_voucher", "refund_voucher"]


@pytest.fixture
def db() -> Iterator[Database]:
    book = open_german(None)
    yield book
    book.close()


def contracts(db: Database, *numbers: str) -> None:
    for number in numbers:
        contract(db, number=number)


def of_contracts(db: Database) -> tuple[SeriesGaps, ...]:
    return tuple(row for row in gaps(db) if row.code == "contract")


def test_there_are_no_numbers_before_the_country_is_known() -> None:
    empty = open_book(None)
    assert (numbering.all_series(empty), gaps(empty)) == ((), ())
    with told(NotFoundError):
        numbering.series(empty, "invoice")
    # A pattern can be tried before anybody has said who issues.
    with transaction(empty):
        tables.series.save(empty, Series(code="invoice"))
    assert numbering.set_pattern(empty, "invoice", "A VERY LONG PATTERN {counter}").code == "invoice"
    assert [row.code for row in numbering.all_series(empty)] == ["invoice"]
    empty.close()


def test_r_num_3_every_country_brings_its_patterns_and_its_financial_year() -> None:
    india = open_indian(None)
    assert [row.code for row in numbering.all_series(india)] == CODES
    patterns = {row.code: (row.pattern, row.fiscal_start) for row in numbering.all_series(india)}
    assert patterns["invoice"] == ("INV/{fy}/{counter:4}", 4)
    assert patterns["receipt_voucher"] == ("RV/{fy}/{counter:3}", 4)
    assert numbering.next_number(india, "invoice", on=date(2026, 3, 31)) == "INV/25-26/0001"
    with pytest.raises(RuleError, match="India"):
        numbering.set_pattern(india, "invoice", "INVOICE-{year}-{counter:6}")
    india.close()


def test_r_num_1_a_number_is_looked_at_without_being_taken(db: Database) -> None:
    for _ in range(2):
        assert numbering.next_number(db, "invoice", on=MAY) == "RE-2026-001"
    assert numbering.take_number(db, "invoice", on=MAY) == "RE-2026-001"
    assert numbering.next_number(db, "invoice", on=JUNE) == "RE-2026-002"
    assert numbering.next_number(db, "quote", on=MAY) == "AN-2026-001"
    taken = numbering.series(db, "invoice")
    assert (taken.last, taken.period, taken.last_on, taken.started) == (1, "2026", MAY, True)
    with told(RuleError, rule="R-NUM-2", field="issued_on", last=MAY, wanted=date(2026, 5, 3)):
        numbering.take_number(db, "invoice", on=date(2026, 5, 3))


def test_r_num_3_the_clients_number_may_stand_in_it(db: Database) -> None:
    changed = numbering.set_pattern(db, "receipt", "{client}/{counter:2}")
    assert (changed.pattern, numbering.series(db, "receipt").pattern) == ("{client}/{counter:2}",) * 2
    assert numbering.take_number(db, "receipt", on=MAY, client="K7") == "K7/01"
    assert numbering.take_number(db, "receipt", on=MAY) == "/02"
    with told(RuleError, rule="R-NUM-3", field="pattern"):
        numbering.set_pattern(db, "receipt", "{month}/{counter}")
    assert numbering.series(db, "receipt").pattern == "{client}/{counter:2}"


def test_r_num_6_a_series_goes_on_from_another_program_once(db: Database) -> None:
    assert numbering.set_start(db, "invoice", 42, on=MAY).last == 42
    assert numbering.next_number(db, "invoice", on=MAY) == "RE-2026-043"
    assert numbering.next_number(db, "invoice", on=date(2027, 1, 2)) == "RE-2027-001"
    numbering.take_number(db, "invoice", on=MAY)
    with told(StateError, rule="R-NUM-6"):
        numbering.set_start(db, "invoice", 50, on=MAY)


def test_another_country_renews_only_the_series_that_nobody_has_used(db: Database) -> None:
    numbering.take_number(db, "invoice", on=MAY)
    numbering.set_start(db, "quote", 7, on=MAY)
    numbering.set_up(db, Issuer(name="Lena", address=Address(city="Pune", country="IN"), fiscal_year_start=4))
    patterns = {row.code: (row.pattern, row.fiscal_start, row.last) for row in numbering.all_series(db)}
    assert patterns["invoice"] == ("RE-{year}-{counter:3}", 1, 1)
    assert patterns["quote"] == ("AN-{year}-{counter:3}", 1, 7)
    assert patterns["contract"] == ("CT/{fy}/{counter:3}", 4, 0)
    assert len(tables.series.find(db)) == len(CODES)
    assert issuer.get(db).country == "DE"


def test_r_num_6_what_is_missing_is_named_as_it_would_be_printed(db: Database) -> None:
    contracts(db, "VT-2026-008", "VT-2026-012", "VT-2026-009", "VT-2025-999", "VT-2025-1002")
    assert of_contracts(db) == (
        SeriesGaps(
            code="contract",
            label="VT-2025-…",
            first="VT-2025-999",
            last="VT-2025-1002",
            count=2,
            missing=("VT-2025-1000", "VT-2025-1001"),
        ),
        SeriesGaps(
            code="contract",
            label="VT-2026-…",
            first="VT-2026-008",
            last="VT-2026-012",
            count=3,
            missing=("VT-2026-010", "VT-2026-011"),
        ),
    )


def test_r_num_6_numbers_of_another_form_count_by_their_last_digits(db: Database) -> None:
    contracts(db, "2024/7 old", "2024/9 old", "agreed by mail", "X5", "")
    assert [(row.label, row.first, row.last, row.count, row.missing) for row in of_contracts(db)] == [
        ("2024/… old", "2024/7 old", "2024/9 old", 2, ("2024/8 old",)),
        ("X…", "X5", "X5", 1, ()),
    ]


def test_r_num_6_the_counter_may_stand_before_other_digits(db: Database) -> None:
    numbering.set_pattern(db, "contract", "{counter:2}-{yy}.{month}/{fy}({client})")
    contracts(db, "01-26.05/2026(K1)", "03-26.05/2026(K1)", "02-26.06/2026(K1)")
    assert [(row.label, row.count, row.missing) for row in of_contracts(db)] == [
        ("…-26.05/2026(K1)", 2, ("02-26.05/2026(K1)",)),
        ("…-26.06/2026(K1)", 1, ()),
    ]
    # A dot of the pattern is a dot: of a number that only looks alike the last digits count.
    contracts(db, "01-26x05/2026")
    assert [row.label for row in of_contracts(db)][-1] == "01-26x05/…"


@pytest.mark.parametrize(
    ("pattern", "numbers", "labels"),
    [
        ("A{counter}/{year}", ("A1/2026", "A1/226"), {"A…/2026", "A1/…"}),
        ("{counter}/{yy}", ("1/26", "1/2026"), {"…/26", "1/…"}),
        ("{counter}/{yy}.{month}", ("1/26.05", "1/26.5"), {"…/26.05", "1/26.…"}),
        ("{counter}/{fy}", ("1/26-27", "1/26-2027"), {"…/26-27", "1/26-…"}),
    ],
)
def test_r_num_6_a_year_has_its_digits_and_else_the_last_ones_count(
    db: Database, pattern: str, numbers: tuple[str, str], labels: set[str]
) -> None:
    numbering.set_pattern(db, "contract", pattern)
    contracts(db, *numbers)
    assert {row.label for row in of_contracts(db)} == labels


def test_r_num_6_a_financial_year_is_one_run(db: Database) -> None:
    numbering.set_pattern(db, "contract", "CT/{fy}/{counter:3}")
    contracts(db, "CT/26-27/001", "CT/26-27/003", "CT/2026/004", "CT/27-28/001")
    assert [(row.label, row.missing) for row in of_contracts(db)] == [
        ("CT/2026/…", ()),
        ("CT/26-27/…", ("CT/26-27/002",)),
        ("CT/27-28/…", ()),
    ]


def test_r_num_6_a_number_given_last_and_gone_is_missing_in_its_own_period_only(db: Database) -> None:
    contracts(db, "VT-2025-001", "VT-2026-001")
    series = numbering.series(db, "contract")
    with transaction(db):
        tables.series.save(db, replace(series, last=3, last_on=JUNE, period="2026", started=True))
    assert [(row.label, row.missing) for row in of_contracts(db)] == [
        ("VT-2025-…", ()),
        ("VT-2026-…", ("VT-2026-002", "VT-2026-003")),
    ]


def test_r_num_6_every_series_reads_the_papers_that_carry_its_numbers(db: Database) -> None:
    with transaction(db):
        for number in ("AN-2026-001", "AN-2026-003", ""):
            tables.quotes.add(db, Quote(client_id=1, number=number, currency="EUR", language="de"))
    payment = payments.record(db, 1, eur(1), on=MAY)
    numbering.take_number(db, "receipt", on=MAY)
    payments.issue_receipt(db, payment.id, on=MAY)
    payments.record(db, 1, eur(1), on=MAY)
    issued(db, on=MAY)
    contracts(db, "VT-2026-001")
    assert [(row.code, row.first, row.count, row.missing) for row in gaps(db)] == [
        ("quote", "AN-2026-001", 2, ("AN-2026-002",)),
        ("contract", "VT-2026-001", 1, ()),
        ("invoice", "RE-2026-001", 1, ()),
        ("receipt", "QU-2026-002", 1, ()),
    ]
