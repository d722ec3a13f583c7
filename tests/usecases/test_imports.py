"""Files of other programs: whatever is in them, all of it comes in as it was meant, or nothing does and says why."""

from __future__ import annotations

import os
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clientdesk.domain.catalogue import CatalogueItem
from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.errors import ChecksFailedError, ClientdeskError, EnvironmentFault, RuleError
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import PriceMode
from clientdesk.domain.party import Address, Contact, TaxId
from clientdesk.storage import tables
from clientdesk.storage.database import Database, open_book
from clientdesk.usecases import clients, exchange, issuer
from clientdesk.usecases.imports import cards, gate, order, planning, preview, table, taking
from clientdesk.usecases.imports.gate import Incoming, StoppedError
from clientdesk.usecases.imports.order import Duplicates, Kind, Order
from clientdesk.usecases.imports.planning import Fate
from clientdesk.usecases.imports.table import Layout

TODAY = date(2026, 6, 17)
EXCEL = (
    "Kd-Nr;Firma;Ansprechpartner;Straße;PLZ;Ort;Land;E-Mail;USt-IdNr.;Bemerkung\r\n"
    "17;Bäckerei Krumm GmbH;Eva Krumm;Markt 1;04109;Leipzig;Deutschland;eva@krumm.de;DE136695976;"
    '"zahlt pünktlich;\r\nmag ""Blau"""\r\n'
    "18;Müller & Söhne;;Gasse 2;50667;Köln;D;post@mueller.de;;\r\n"
)


@pytest.fixture
def db() -> Iterator[Database]:
    opened = open_book(None)
    own = Issuer(name="Lena Brandt", address=Address(street="Weg 1", city="Leipzig", country="DE"))
    issuer.save(opened, own)
    yield opened
    opened.close()


def guessed(
    db: Database, data: bytes | str, kind: Kind = Kind.CLIENTS, **changes: object
) -> tuple[Incoming, Order]:
    incoming = Incoming("file.csv", data.encode() if isinstance(data, str) else data)
    return incoming, replace(order.begin(db, incoming, kind, on=TODAY), **changes)  # type: ignore[arg-type]


def taken(db: Database, data: bytes | str, kind: Kind = Kind.CLIENTS, **changes: object) -> taking.Receipt:
    return taking.take(db, *guessed(db, data, kind, **changes))


def names(db: Database) -> list[str]:
    return [client.name for client in tables.clients.find(db)]


# The gate.


def test_t08_a_sparse_file_of_ten_gigabytes_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as stream:
        stream.truncate(10 << 30)
    tracemalloc.start()
    with pytest.raises(EnvironmentFault, match="larger than the 50 MB"):
        gate.read(path)
    with pytest.raises(EnvironmentFault, match="larger than"), gate.opened(path):
        pass
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are files on Unix")
def test_t08_a_pipe_a_device_and_a_folder_are_no_files(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    for path in (pipe, Path(os.devnull), Path("/dev/zero"), tmp_path):
        with pytest.raises(EnvironmentFault, match="no file that can be read"):
            gate.read(path)
    with pytest.raises(EnvironmentFault, match="cannot be read"):
        gate.read(tmp_path / "missing.csv")
    (tmp_path / "empty.csv").write_bytes(b" \n")
    with pytest.raises(EnvironmentFault, match="is empty"):
        gate.read(tmp_path / "empty.csv")


def test_t09_a_row_with_nul_bytes_is_named(db: Database) -> None:
    with pytest.raises(ChecksFailedError, match=r"Line 3 holds a character that is no text \(NUL\)"):
        taken(db, b"name,city\nA,B\nC\0,D\n")
    assert names(db) == []
    assert taken(db, b"name,city\nA,B\nC\0,D\n", leave_out_bad=True).new == 1


@pytest.mark.parametrize(
    ("encoding", "is_sure"),
    [("utf-8", True), ("utf-8-sig", True), ("utf-16", True), ("utf-16-le", True), ("cp1252", False)],
)
def test_t10_umlauts_arrive_in_every_encoding_and_a_guess_is_shown(
    db: Database, encoding: str, is_sure: bool
) -> None:
    incoming, chosen = guessed(db, EXCEL.encode(encoding))
    seen = preview.look(incoming, chosen)
    assert seen.is_sure is is_sure
    assert seen.telling_words[:3] == ("Straße", "Bäckerei", "pünktlich")
    taking.take(db, incoming, chosen)
    assert names(db) == ["Bäckerei Krumm GmbH", "Müller & Söhne"]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1256", "الاسم;المدينة\nشركة النور;القاهرة\nمؤسسة الأمل;دبي\n"),
        ("cp1250", "nazwa;miasto\nŁukasz Żółć;Łódź\nŚwięty Źdźbło;Gdańsk\n"),
        ("cp1251", "Название;Город\nИван Петров;Москва\n"),
        ("cp1252", "Name;Ort\nJörg;Leipzig\n"),
    ],
)
def test_t10_other_scripts_are_told_apart(db: Database, encoding: str, text: str) -> None:
    taken(db, text.encode(encoding))
    assert names(db)[0] == text.split("\n")[1].split(";", maxsplit=1)[0]


def test_t10_a_wrong_encoding_is_mended_by_hand_and_never_silent(db: Database) -> None:
    data = "Name;Ort\nMüller;Köln\n".encode("mac_roman")
    incoming, chosen = guessed(db, data)
    assert not preview.look(incoming, chosen).is_sure
    mended = order.relaid(incoming, chosen, replace(chosen.layout, encoding="mac_roman"))
    assert preview.look(incoming, mended).first[0].record.name == "Müller"
    with pytest.raises(RuleError, match="Line 2 cannot be read as UTF-8"):
        order.relaid(incoming, chosen, replace(chosen.layout, encoding="utf-8"))
    broken, chosen = guessed(db, "Name;Ort\nMÃ¼ller;KÃ¶ln\n")
    assert preview.look(broken, chosen).is_broken


def test_t11_a_quote_that_is_never_closed_and_a_field_of_ten_megabytes_are_named_by_line(
    db: Database,
) -> None:
    with pytest.raises(RuleError, match="Line 3: a quotation mark is opened and never closed"):
        taken(db, 'name,city\nA,B\n"C,D\nE,F\n')
    with pytest.raises(RuleError, match="Line 2: a quotation mark is opened"):
        taken(db, 'name,city\n"' + "x\n" * 5_000_000)
    with pytest.raises(ChecksFailedError, match="Line 2: a field has more than 10000 characters"):
        taken(db, "name,city\n" + "x" * 10_000_000 + ",B\n")
    with pytest.raises(ChecksFailedError, match="Line 2: text stands behind a closing quotation mark"):
        taken(db, 'name,city\n"A"b,B\n')
    assert names(db) == []


def test_t12_five_thousand_columns_and_too_many_rows_are_refused(db: Database) -> None:
    with pytest.raises(RuleError, match="Line 2 has 5000 columns"):
        taken(db, "name,city\n" + "x," * 4_999 + "x\n")
    with pytest.raises(RuleError, match="more than 100000 rows"):
        list(table.rows(b"name,city\n" + b",\n" * 3 + b"x\n" * 100_001, Layout()))


def test_t13_the_same_file_twice_gives_no_duplicates(db: Database) -> None:
    assert taken(db, EXCEL).new == 2
    again = taken(db, EXCEL)
    assert (again.new, again.updated, again.left_out, again.taken) == (0, 0, 2, ())
    updating = taken(db, EXCEL, duplicates=Duplicates.UPDATE)
    assert (updating.new, updating.updated, updating.taken) == (0, 0, ())
    assert len(names(db)) == 2


def test_t14_one_bad_row_far_down_keeps_all_of_them_out(db: Database) -> None:
    rows = [f"Firma {number},a{number}@example.com" for number in range(3_000)]
    rows[2_700] = "Firma X,no mail"
    with pytest.raises(ChecksFailedError, match=r"Line 2702, E-mail: “no mail” is not a mail address"):
        taken(db, "name,email\n" + "\n".join(rows))
    assert names(db) == []


def test_t15_cards_of_three_versions_with_folds_photos_and_no_end(db: Database) -> None:
    photo = "\r\n ".join("A" * 74 for _ in range(70_000))
    text = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Krumm;Eva;;;\r\nFN:Eva Krumm\r\nORG:Bäckerei Krumm\\; Leipzig;Büro\r\n"
        f"PHOTO;ENCODING=b;TYPE=JPEG:{photo}\r\nEMAIL;TYPE=WORK:eva@kru\r\n mm.de\r\nTEL;TYPE=CELL:+49 341 1\r\n"
        "ADR;TYPE=WORK:;Hof 2;Markt 1;Leipzig;;04109;Deutschland\r\nNOTE:eins\\nzwei\\, drei\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg\r\n"
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg =\r\nM=C3=BCller\r\nTEL;CELL:+49 1\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:شركة النور\r\nKIND:org\r\nitem1.EMAIL;PREF=1:info@noor.ae\r\n"
        "EMAIL:other@noor.ae\r\nTEL;VALUE=uri:tel:+971-4-1\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nFN:Never ended\r\n"
    )
    tracemalloc.start()
    receipt = taken(db, text, leave_out_bad=True)
    assert tracemalloc.get_traced_memory()[1] < 100 << 20
    tracemalloc.stop()
    (bad,) = receipt.bad
    assert "begins in line 70027 has no end" in str(bad.problem)
    eva, joerg, noor = tables.clients.find(db)
    assert (eva.name, eva.contact) == (
        "Bäckerei Krumm; Leipzig",
        Contact(name="Eva Krumm", email="eva@krumm.de", phone="+49 341 1"),
    )
    assert eva.address == Address(
        street="Markt 1", extra="Hof 2", postal_code="04109", city="Leipzig", country="DE"
    )
    assert eva.notes == "eins\nzwei, drei"
    assert (joerg.name, joerg.kind) == ("Jörg Müller", ClientKind.PERSON)
    assert (noor.name, noor.kind, noor.contact.email) == (
        "شركة النور",
        ClientKind.BUSINESS,
        "info@noor.ae",
    )
    assert "other@noor.ae" in noor.notes
    assert taken(db, text, leave_out_bad=True).new == 0


def test_t15_no_line_of_a_card_takes_long() -> None:
    """Such lines took another reader days: its time doubled with every semicolon."""
    for line in (
        "N" + ";A" * 4_990,
        "N" + ';A="b",c' * 1_200,
        '"' * 9_000,
        ";" * 9_000 + ":",
        "N:" + "\\;" * 4_900,
    ):
        (found,) = cards.entries(f"BEGIN:VCARD\nFN:x\n{line}\nEND:VCARD\n")
        assert found.values["name"]
    (huge,) = cards.entries("BEGIN:VCARD\nFN:" + "\n ".join(["x" * 70] * 1_900) + "\nEND:VCARD\n")
    assert "a field has more than 10000 characters" in str(huge.problem)


_KILLED = """
import os, signal, sys
from pathlib import Path
from datetime import date
from clientdesk.storage.database import open_book
from clientdesk.usecases.imports import order, taking
from clientdesk.usecases.imports.gate import Incoming

def watch(done, count):
    if count and 2 * done >= count:
        os.kill(os.getpid(), signal.SIGKILL)

db = open_book(Path(sys.argv[1]))
rows = "".join(f"Firma {number},a{number}@example.com\\n" for number in range(1000))
incoming = Incoming("file.csv", ("name,email\\n" + rows).encode())
chosen = order.begin(db, incoming, order.Kind.CLIENTS, on=date(2026, 6, 17))
taking.take(db, incoming, chosen, watch)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_t20_an_import_killed_half_way_leaves_no_row(tmp_path: Path) -> None:
    book = tmp_path / "book.db"
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(book)], check=False)  # our own words
    assert killed.returncode == -9
    db = open_book(book)
    assert names(db) == []
    assert db.value("PRAGMA integrity_check") == "ok"
    db.close()


def test_t20_an_import_that_is_stopped_leaves_no_row(db: Database) -> None:
    looks = []

    def watch(done: int, count: int) -> None:
        looks.append((done, count))
        if count and done:
            raise StoppedError

    rows = "".join(f"Firma {number},a{number}@example.com\n" for number in range(600))
    with pytest.raises(StoppedError):
        taking.take(db, *guessed(db, "name,email\n" + rows), watch)
    assert (200, 600) in looks
    assert names(db) == []
    assert taken(db, "name,email\n" + rows).new == 600


def test_t21_sql_in_every_field_is_kept_letter_by_letter(db: Database) -> None:
    evil = "'); DROP TABLE clients; --"
    taken(db, f'name,street,city,notes,number\n"{evil}","{evil}","{evil}","{evil}","{evil}"\n')
    (client,) = tables.clients.find(db)
    assert (client.name, client.address.street, client.address.city, client.notes, client.number) == (
        evil,
    ) * 5


def test_t05_deep_nesting_and_a_record_without_end_are_refused(db: Database) -> None:
    import io

    for text in ("[" * 200_000, '{"format":' + "[" * 200_000, '{"format":"' + "x" * (65 << 20)):
        with pytest.raises(ClientdeskError):
            exchange.import_(open_book(None), io.BytesIO(text.encode()))


# What becomes of rows.


def test_a_table_of_excel_becomes_clients_by_its_german_names(db: Database) -> None:
    _incoming, chosen = guessed(db, EXCEL.encode("cp1252"))
    assert chosen.fields == (
        "number", "name", "contact_name", "street", "postal_code", "city", "country", "email", "vat_id", "notes",
    )  # fmt: skip
    taken(db, EXCEL.encode("cp1252"))
    krumm, mueller = tables.clients.find(db)
    assert krumm.tax_ids == (TaxId(kind="vat_id", value="DE136695976"),)
    assert krumm.notes == 'zahlt pünktlich;\nmag "Blau"'
    assert mueller.address.country == "DE"


@pytest.mark.parametrize(
    "text",
    [
        "Company\tFirst name\tLast name\tZip code\tCountry\nKrumm\tEva\tBraun\t04109\tGermany\n",
        "sep=;\r\nsociété;prénom;nom;code postal;pays\r\nKrumm;Eva;Braun;04109;Allemagne\r\n",
        "الشركة,الاسم الأول,اسم العائلة,الرمز البريدي,الدولة\nKrumm,Eva,Braun,04109,ألمانيا\n",
        "Ragione sociale|Nome|Cognome|CAP|Paese\nKrumm|Eva|Braun|04109|Germania\n",
    ],
)
def test_names_of_columns_are_known_in_many_languages(db: Database, text: str) -> None:
    taken(db, text)
    (client,) = tables.clients.find(db)
    assert (client.name, client.contact.name) == ("Krumm", "Eva Braun")
    assert (client.address.postal_code, client.address.country) == ("04109", "DE")


def test_a_table_without_headings_and_a_mapping_by_hand(db: Database) -> None:
    incoming, chosen = guessed(db, "Krumm;eva@krumm.de;Leipzig\nMüller;m@m.de;Köln\n")
    assert not chosen.layout.has_headings
    assert chosen.fields == ("name", "email", "")
    taking.take(db, incoming, replace(chosen, fields=("name", "email", "city")))
    assert [client.address.city for client in tables.clients.find(db)] == ["Leipzig", "Köln"]
    with pytest.raises(RuleError, match="No column says the name"):
        planning.plan(db, incoming, replace(chosen, fields=("", "email", "city")))


def test_duplicates_are_known_by_mail_tax_id_or_name_and_town(db: Database) -> None:
    for client in (
        Client(name="Bäckerei Krumm", contacts=(Contact(email="eva@krumm.de"),)),
        Client(name="Noor", tax_ids=(TaxId(kind="vat_id", value="DE136695976"),)),
        Client(name="Müller", addresses=(Address(city="Köln", country="DE"),)),
    ):
        clients.create(db, client)
    text = (
        "name,city,email,vat id\nKrumm Brot,,EVA@krumm.de,\nNoor Ltd,,,DE 136 695 976\nMUELLER,Köln,,\n"
        "MÜLLER,KÖLN,,\nMüller,Bonn,,\nNeu,,neu@x.de,\nAuch neu,,neu@x.de,\n"
    )
    found = planning.plan(db, *guessed(db, text))
    assert [one.fate for one in found.outcomes] == [
        Fate.LEFT_OUT, Fate.LEFT_OUT, Fate.NEW, Fate.LEFT_OUT, Fate.NEW, Fate.NEW, Fate.LEFT_OUT,
    ]  # fmt: skip
    assert [one.like for one in found.outcomes] == [1, 2, 0, 3, 0, 0, -7]
    assert taken(db, text, duplicates=Duplicates.ADD).new == 7


def test_an_update_fills_in_and_erases_nothing(db: Database) -> None:
    old = clients.create(
        db,
        Client(
            name="Krumm",
            notes="mine",
            addresses=(Address(street="Markt 1", city="Leipzig", country="DE"),),
            contacts=(Contact(name="Eva", email="eva@krumm.de", phone="1"),),
        ),
    )
    receipt = taken(
        db,
        "name,email,phone,street,notes\nKrumm GmbH,eva@krumm.de,2,,theirs\nKrumm KG,eva@krumm.de,3,,\n",
        duplicates=Duplicates.UPDATE,
    )
    assert (receipt.new, receipt.updated) == (0, 2)
    now = clients.get(db, old.id)
    assert (now.name, now.notes, now.address.street) == ("Krumm KG", "mine\ntheirs", "Markt 1")
    assert now.contacts == (Contact(name="Eva", email="eva@krumm.de", phone="3"),)
    back = taking.give_back(db, receipt)
    assert (back.removed, back.restored, back.kept) == (0, 2, 0)
    assert replace(clients.get(db, old.id), version=1) == old


def test_one_undo_takes_back_all_but_what_was_touched_since(db: Database) -> None:
    receipt = taken(db, "name,email\nA,a@x.de\nB,b@x.de\nC,c@x.de\n")
    touched = clients.change(db, replace(clients.get(db, 2), notes="called"))
    back = taking.give_back(db, receipt)
    assert (back.removed, back.restored, back.kept) == (2, 0, 1)
    assert tables.clients.find(db) == (touched,)
    # No id is given out again: what the import made has none of the records that came later.
    assert clients.create(db, Client(name="D")).id == 4
    assert taking.give_back(db, receipt).removed == 0


def test_a_tax_id_that_looks_wrong_is_bad_unless_it_is_wanted(db: Database) -> None:
    text = "name,country,vat id\nKrumm,DE,DE123\n"
    with pytest.raises(ChecksFailedError, match="Line 2, VAT ID: “DE123” does not look right"):
        taken(db, text)
    incoming, chosen = guessed(db, text)
    taking.take(db, incoming, replace(chosen, clients=replace(chosen.clients, use_anyway=True)))
    assert tables.clients.find(db)[0].tax_ids[0].used_anyway


def test_lines_of_the_catalogue_with_german_numbers_and_their_tax(db: Database) -> None:
    text = "Bezeichnung;Einheit;Nettopreis;MwSt\nLogo;Stück;1.234,50;19 %\nText;h;95;7\nLogo;Stück;1;19\nX;;2,5;3\n"
    with pytest.raises(ChecksFailedError, match="Line 5, Tax: “3” is no rate of tax"):
        taken(db, text, Kind.ITEMS)
    receipt = taken(db, text, Kind.ITEMS, leave_out_bad=True)
    assert (receipt.new, receipt.left_out) == (2, 1)
    logo, words = tables.catalogue.find(db)
    assert (logo.unit_price, logo.tax.rate, logo.currency) == (Decimal("1234.5"), Decimal(19), "EUR")
    assert (words.description, words.unit, words.tax.rate) == ("Text", "h", Decimal(7))
    gross = taken(db, "artikel,preis brutto\nBuch,10.70\n", Kind.ITEMS)
    assert tables.catalogue.get(db, gross.taken[0].record_id).price_mode is PriceMode.GROSS
    assert isinstance(tables.catalogue.get(db, 1), CatalogueItem)


# Whatever a file holds, it ends in records or in a sentence.


@settings(max_examples=60)
@given(
    data=st.one_of(
        st.binary(max_size=300),
        st.lists(
            st.sampled_from(
                [b"name", b"email", b",", b";", b'"', b"\n", b"\r", b"\t", b"\0", b"\xff", b"a@b", b"=1"]
            ),
            max_size=60,
        ).map(b"".join),
    )
)
@example(data=b"\xff\xfe\x00")
@example(data=b'"\r\r\n"')
@example(data=b"sep=")
def test_no_bytes_break_the_reader_of_tables(db: Database, data: bytes) -> None:
    _never_breaks(db, data)


_PIECES = (
    "BEGIN:VCARD\n", "END:VCARD\n", "FN:", "N:", "ORG", ";ENCODING=QUOTED-PRINTABLE", ":", ";", "=\n", "\n ", "\n",
    "=C3", "TEL;TYPE=", '"', "\\", "VERSION:2.1\n", "ADR:;;;;;;;", "PHOTO:", "\0",
)  # fmt: skip


@settings(max_examples=60)
@given(
    parts=st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=8)), max_size=40),
)
def test_no_text_breaks_the_reader_of_cards(db: Database, parts: list[str]) -> None:
    _never_breaks(db, ("BEGIN:VCARD\n" + "".join(parts)).encode("utf-8", "surrogatepass"))


def _never_breaks(db: Database, data: bytes) -> None:
    try:
        incoming, chosen = guessed(db, data, leave_out_bad=True)
        preview.look(incoming, chosen)
        receipt = taking.take(db, incoming, chosen)
    except ClientdeskError:
        assert names(db) == []
    else:
        assert len(names(db)) == receipt.new
        assert taking.give_back(db, receipt).removed == receipt.new
