"""Lists for other programs: what comes out goes in again unchanged, computes nothing, and is whole or not there."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientdesk.domain.catalogue import CatalogueItem
from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.errors import EnvironmentFault, StateError
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address, Contact, TaxId
from clientdesk.queries import export_tables
from clientdesk.storage import tables
from clientdesk.storage.database import Database, open_book
from clientdesk.usecases import catalogue, clients
from clientdesk.usecases.exports import csv_file, vcard_file, whole_file
from clientdesk.usecases.exports.csv_file import CsvForm
from clientdesk.usecases.imports import order, taking
from clientdesk.usecases.imports.gate import Incoming
from clientdesk.usecases.imports.guarding import guarded, unguarded

TODAY = date(2026, 6, 17)
#: With separators, line ends, quotes, what looks like a formula, and several scripts.
CLIENTS = (
    Client(
        name='=HYPERLINK("http://x","y")',
        kind=ClientKind.BUSINESS,
        number="@1",
        addresses=(Address(street="+Markt; 1", extra="a,b", postal_code="04109", city="Köln", country="DE"),),
        contacts=(Contact(name="-Eva", role="'=x", email="eva@krumm.de", phone="+49 341 1"),),
        tax_ids=(TaxId(kind="vat_id", value="DE136695976"),),
        language="de",
        currency="EUR",
        due_days=14,
        notes='one\ntwo;"three",\tfour',
    ),
    Client(name="شركة النور", kind=ClientKind.PUBLIC, reference="04011000-12345-34"),
    Client(name="Zoë", kind=ClientKind.PERSON),
)


@pytest.fixture
def db() -> Iterator[Database]:
    opened = open_book(None)
    for client in CLIENTS:
        clients.create(opened, client)
    yield opened
    opened.close()


def written(db: Database, name: str, form: CsvForm) -> bytes:
    stream = io.BytesIO()
    csv_file.write(stream, export_tables.HEADINGS[name], export_tables.rows(db, name, today=TODAY), form)
    return stream.getvalue()


def read_back(data: bytes) -> tuple[Client, ...]:
    fresh = open_book(None)
    incoming = Incoming("clients.csv", data)
    taking.take(fresh, incoming, order.begin(fresh, incoming, order.Kind.CLIENTS, on=TODAY))
    found = tables.clients.find(fresh)
    fresh.close()
    return found


@given(text=st.text(alphabet=st.sampled_from("'=+-@\t\r\na1＝"), max_size=6))
@settings(max_examples=80)
def test_t22_no_text_begins_like_a_formula_and_every_one_comes_back(text: str) -> None:
    safe = guarded(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(safe) == text


def test_t22_formulas_are_text_and_numbers_stay_numbers(db: Database) -> None:
    row = next(csv.DictReader(io.StringIO(written(db, "clients", CsvForm()).decode(), newline="")))
    assert row["name"] == '\'=HYPERLINK("http://x","y")'
    assert (row["phone"], row["number"], row["contact_name"]) == ("'+49 341 1", "'@1", "'-Eva")
    assert row["due_days"] == "14"
    values = (Money.of(Decimal("-12.5"), "EUR"), Decimal("-0.50"), -3, TODAY, None, "-3")
    assert [csv_file.cell(value) for value in values] == ["-12.50", "-0.5", "-3", "2026-06-17", "", "'-3"]


@pytest.mark.parametrize(
    "form", [CsvForm(), CsvForm(delimiter=";", has_mark=True), CsvForm(delimiter="\t")], ids=str
)
def test_t23_separators_and_line_ends_come_back_as_they_were(db: Database, form: CsvForm) -> None:
    data = written(db, "clients", form)
    assert data.startswith(b"\xef\xbb\xbf") is form.has_mark
    back = [replace(client, id=0, version=0) for client in read_back(data)]
    assert back == list(CLIENTS)


def test_t23_cards_come_back_as_clients(db: Database) -> None:
    stream = io.BytesIO()
    assert vcard_file.write(stream, export_tables.clients(db)) == 3
    first, second, third = read_back(stream.getvalue())
    assert (first.name, first.address, first.notes) == (
        CLIENTS[0].name,
        CLIENTS[0].address,
        CLIENTS[0].notes,
    )
    assert first.contact == CLIENTS[0].contact
    assert (second.name, third.name, third.kind) == ("شركة النور", "Zoë", ClientKind.PERSON)


def test_lines_of_the_catalogue_come_back(db: Database) -> None:
    item = catalogue.save_item(
        db, CatalogueItem(description="-Logo", unit="h", unit_price=Decimal("1.234"), currency="EUR")
    )
    data = written(db, "catalogue", CsvForm(delimiter=";"))
    incoming = Incoming("catalogue.csv", data)
    fresh = open_book(None)
    taking.take(fresh, incoming, order.begin(fresh, incoming, order.Kind.ITEMS, on=TODAY, numbers="de"))
    (back,) = tables.catalogue.find(fresh)
    assert (back.description, back.unit_price, back.currency) == (item.description, item.unit_price, "EUR")
    fresh.close()


def test_t24_what_lies_there_is_asked_about_and_a_link_is_never_written_through(tmp_path: Path) -> None:
    secret, link, dangling = tmp_path / "secret", tmp_path / "list.csv", tmp_path / "loose.csv"
    secret.write_bytes(b"mine")
    link.symlink_to(secret)
    dangling.symlink_to(tmp_path / "nowhere")
    for path in (secret, link, dangling):
        with (
            pytest.raises(StateError, match="There is a file at"),
            whole_file.written(path, overwrite=False) as stream,
        ):
            stream.write(b"new")
    with whole_file.written(link, overwrite=True) as stream:
        stream.write(b"new")
        assert link.read_bytes() == b"mine"
    assert (secret.read_bytes(), link.read_bytes(), link.is_symlink()) == (b"mine", b"new", False)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.csv", "loose.csv", "secret"]


_FULL = """
import resource, signal, sys
from pathlib import Path
from clientdesk.domain.errors import EnvironmentFault
from clientdesk.usecases.exports import whole_file

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    with whole_file.written(Path(sys.argv[1]), overwrite=True) as stream:
        stream.write(b"x" * 100_000)
except EnvironmentFault as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no limits of the size of files")
def test_t25_a_disk_that_takes_no_more_leaves_no_half_file_and_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "list.csv"
    target.write_bytes(b"old")
    said = subprocess.run(  # our own words
        [sys.executable, "-c", _FULL, str(target)], check=True, capture_output=True, text=True
    )
    assert "was not written" in said.stdout or "cannot be written" in said.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]
    assert target.read_bytes() == b"old"


def test_t25_an_error_on_the_way_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), whole_file.written(tmp_path / "a.csv", overwrite=False) as stream:
        stream.write(b"%d" % (1 // 0))
    with (
        pytest.raises(EnvironmentFault, match="cannot be written"),
        whole_file.written(tmp_path / "no" / "a.csv", overwrite=False),
    ):
        pass
    assert list(tmp_path.iterdir()) == []
