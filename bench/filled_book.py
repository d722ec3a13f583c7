"""Books of any size, up to 100,000 clients and a million invoices: made by SQL from a few papers that were really issued.

Everything in them is as the program itself would have written it: sums, taxes, texts to search by, papers with their
hashes, what is open. `check` says so. A book is kept between runs until the schema or this file changes.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Line
from clientdesk.domain.party import Address, BankAccount, Contact, TaxId
from clientdesk.domain.quote import Quote
from clientdesk.domain.search import fold
from clientdesk.domain.tax import Tax
from clientdesk.storage import guards, listing, schema, tables
from clientdesk.storage.database import Database, open_book, transaction
from clientdesk.storage.records import to_row
from clientdesk.usecases import clients, invoices, issuer, issuing, quotes

#: The day on which the book is looked at; ten years of papers lie before it.
TODAY = date(2026, 6, 17)
_FIRST_DAY = date(2016, 6, 20)
_DAYS = (TODAY - _FIRST_DAY).days
#: Nothing can be lost here that is not made again in a minute.
_CARELESS = (
    "journal_mode = OFF",
    "synchronous = OFF",
    "secure_delete = OFF",
    "cell_size_check = OFF",
    "cache_size = -600000",
    "temp_store = MEMORY",
    "locking_mode = EXCLUSIVE",
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
#: Written without the parts that are empty, to keep the file small; the program reads both forms alike.
_ABBREVIATED = frozenset({"seller", "buyer", "account", "lines", "groups"})
_LEIPZIG = Address(street="Markt 1", postal_code="04109", city="Leipzig", country="DE")
_OWNER = Issuer(
    name="Lena Brandt",
    address=_LEIPZIG,
    tax_ids=(TaxId(kind="vat_id", value="DE136695976"),),
    account=BankAccount(holder="Lena Brandt", iban="DE89370400440532013000"),
)

# Who: by script, first and last parts of names, what businesses are called, towns with country and currency.
_PEOPLE = (
    (
        ("Anna", "Jürgen", "Käthe", "Lukas", "Sören", "Zoë", "Björn", "Heike", "Mia", "Theo"),
        ("Müller", "Krumm", "Größmann", "Schäfer", "Vogt", "Seidel", "Weiß", "Brandt", "Özdemir", "Köhler"),
        ("{last} GmbH", "Bäckerei {last}", "{first} {last}", "Praxis Dr. {last}", "Atelier {first} {last}"),
        (("Leipzig", "DE", "EUR"), ("Köln", "DE", "EUR"), ("Zürich", "CH", "CHF"), ("Graz", "AT", "EUR")),
    ),
    (
        ("Holly", "Marcus", "Grace", "Oliver", "Ruth", "Dylan", "Edith", "Noah", "Ivy", "Owen"),
        ("Shaw", "Reed", "Harbor", "Whitlock", "Foster", "Quinn", "Abbott", "Lowe", "Mercer", "Zimmerman"),
        ("{last} & Sons Ltd", "{first} {last}", "{last} Studio", "Green {last} LLC", "{last} Books"),
        (("London", "GB", "GBP"), ("Austin", "US", "USD"), ("Dublin", "IE", "EUR"), ("Leeds", "GB", "GBP")),
    ),
    (
        ("منى", "أحمد", "ليلى", "يوسف", "سارة", "عمر", "نور", "خالد", "هدى", "طارق"),
        ("عبد الرحمن", "الحسيني", "منصور", "الواحة", "شاهين", "الخطيب", "فؤاد", "الزهراء", "سالم", "جابر"),
        ("دار {last} للنشر", "{first} {last}", "مكتبة {last}", "شركة {last}", "{first} {last} وشركاه"),
        (
            ("القاهرة", "EG", "EGP"),
            ("الرياض", "SA", "SAR"),
            ("دبي", "AE", "AED"),
            ("الإسكندرية", "EG", "EGP"),
        ),
    ),
    (
        ("అనిత", "శ్రావణి", "కిరణ్", "లక్ష్మి", "రవి", "సుధ", "వంశీ", "మాధవి", "అర్జున్", "పద్మ"),
        ("రెడ్డి", "రావు", "నాయుడు", "శర్మ", "చౌదరి", "వర్మ", "గౌడ్", "ప్రసాద్", "మూర్తి", "కుమార్"),
        ("{first} {last}", "{last} స్టూడియో", "శ్రీ {last} ట్రేడర్స్", "{first} & {last}", "{last} చిత్రాలు"),
        (("హైదరాబాద్", "IN", "INR"), ("వరంగల్", "IN", "INR"), ("విజయవాడ", "IN", "INR"), ("తిరుపతి", "IN", "INR")),
    ),
    (
        ("Łukasz", "Žofie", "Elif", "Ελένη", "Søren", "Inés", "Олена", "François", "Chloé", "Iñaki"),
        (
            "Żółć",
            "Novák",
            "Yılmaz",
            "Παππάς",
            "Ångström",
            "Muñoz",
            "Шевченко",
            "Lefèvre",
            "Brûlé",
            "Etxeberria",
        ),
        ("{first} {last}", "{last} s.r.o.", "Studio {last}", "{last} & Co.", "{first} {last} SL"),
        (("Kraków", "PL", "PLN"), ("Paris", "FR", "EUR"), ("Bilbao", "ES", "EUR"), ("Athina", "GR", "EUR")),
    ),
)
#: Of a hundred clients so many write so; Latin letters are in the majority.
_SHARES = (46, 24, 10, 10, 10)
#: What: the title of a paper and the words of its first line.
_WORK = (
    ("Logo, aufgefrischt", "Entwurf und Reinzeichnung"),
    ("Schild für die Werkstatt", "Schild, gestaltet"),
    ("Speisekarten", "Satz und Druckvorlage"),
    ("Website, zweite Stufe", "Gestaltung der Startseite"),
    ("Brand workshop", "Facilitation and notes"),
    ("Annual report", "Layout and proofreading"),
    ("Photography", "Half a day on location"),
    ("ترجمة كتاب", "ترجمة الفصل الأول"),
    ("తెలుగు ఆల్బమ్", "ఫోటో ఆల్బమ్ రూపకల్పన"),
    ("Naming", "Research, shortlist and checks"),
)
_SECOND_LINE = "Abstimmung und Korrekturen"


def fill(path: Path, *, clients: int, invoices: int) -> None:
    """Make a book of so many clients and invoices, with quotes, payments and drafts in proportion."""
    db = open_book(path)
    _seeds(db)
    for pragma in _CARELESS:
        db.connection.execute(f"PRAGMA {pragma}").fetchall()
    db.connection.execute("PRAGMA foreign_keys = OFF")
    indexes = db.rows("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    with transaction(db):
        for row in db.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            db.execute(f"DROP TRIGGER {row['name']}")
        for row in indexes:
            db.execute(f"DROP INDEX {row['name']}")
        _clients(db, clients)
        _sow(db)
        _plan(db, clients, invoices)
        for statement in itertools.chain(_papers(), _money(), _quotes()):
            db.execute(statement)
        listed = tuple(listing.rebuild())
        of_list = [row["sql"] for row in indexes if row["name"].startswith("documents_")]
        others = [row["sql"] for row in indexes if not row["name"].startswith("documents_")]
        # The list before its indexes, which are quicker made of many rows at once.
        for statement in (*others, *_sums(), *listed[:2], *of_list, *listed[2:]):
            db.execute(statement)
        for table in schema.SEARCHED:
            db.execute(f"INSERT INTO {table}_index ({table}_index) VALUES ('rebuild')")
        for statement in guards.statements():
            db.execute(statement)
        for leftover in ("plan", "invoices_seeds", "quotes_seeds", "buyers"):
            db.execute(f"DROP TABLE temp.{leftover}")
    db.close()


def check(path: Path, *, sample: int = 60) -> None:
    """Raise AssertionError where the book is not what the program would have written."""
    db = open_book(path)
    problems = [f"{row['table']} {row['rowid']}" for row in db.rows("PRAGMA foreign_key_check")]
    if listing.differences(db):
        problems.append("the list of papers differs from the papers")
    for table in (tables.clients, tables.invoices, tables.quotes, tables.payments):
        most = db.value(f"SELECT max(id) FROM {table.name}")
        for record_id in sorted({1 + number * (most - 1) // sample for number in range(sample + 1)}):
            row = db.row(f"SELECT * FROM {table.name} WHERE id = ?", (record_id,)) or {}
            record = table.get(db, record_id)
            written = {**to_row(record), **(table.computed(record) if table.computed else {})}
            problems += [
                f"{table.name} {record_id}: {name} is {row[name]!r}, not {value!r}"
                for name, value in written.items()
                if row[name] != value and name not in _ABBREVIATED
            ]
            if table is tables.invoices and record.due is not None and record.totals().due != record.due:
                problems.append(f"invoice {record_id} asks for {record.due}, not {record.totals().due}")
    db.close()
    if problems:
        raise AssertionError("\n".join(problems[:20]))


def kept(clients: int, invoices: int) -> Path:
    """Return a book of that size from the cache, made when the schema or this file is another than then."""
    folder = Path(
        os.environ.get("CLIENTDESK_BENCH_FOLDER") or Path(tempfile.gettempdir()) / "clientdesk-bench"
    )
    folder.mkdir(parents=True, exist_ok=True)
    book, stamp = folder / f"{invoices}.db", folder / f"{invoices}.txt"
    sources = [schema.FIRST, *guards.statements(), Path(__file__).read_text(encoding="utf-8"), str(clients)]
    digest = hashlib.sha256("\n".join(sources).encode()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest and book.exists():
        return book
    book.unlink(missing_ok=True)
    stamp.unlink(missing_ok=True)
    began = time.monotonic()
    fill(book, clients=clients, invoices=invoices)
    made = time.monotonic()
    check(book)
    stamp.write_text(digest, encoding="utf-8")
    size = book.stat().st_size / 1e6
    print(
        f"made {book}: {clients} clients, {invoices} invoices, {size:.0f} MB in {made - began:.0f} s,"
        f" checked in {time.monotonic() - made:.0f} s",
        flush=True,
    )
    return book


# --- the seeds: papers that the program itself issued -----------------------------------------------------------


def _line(words: str, key: str) -> Line:
    return Line(key=key, description=words, unit_price=Decimal("12.34"), tax=Tax(rate=Decimal(19)))


def _seeds(db: Database) -> None:
    """Issue one invoice as a person would; the papers that all others are copied from differ from it in words only."""
    issuer.save(db, _OWNER)
    first = clients.create(db, Client(name="Client", addresses=(_LEIPZIG,), language="de")).id
    lines = (_line("Work", "line-1"), _line(_SECOND_LINE, "line-2"))
    draft = invoices.create(db, first, on=_FIRST_DAY, lines=lines)
    issuing.issue(db, draft.id, on=_FIRST_DAY)
    quotes.create(db, first, on=_FIRST_DAY, lines=lines[:1])
    for name, function in (("sha256_of", _sha256), ("found", fold), ("also", _also)):
        db.connection.create_function(name, 1, function, deterministic=True)


def _sow(db: Database) -> None:
    """Write one paper per sort of work in place of the one that was issued; no trigger is in force any more."""
    for table in (tables.invoices, tables.quotes):
        (paper,) = table.find(db)
        db.execute(f"DELETE FROM {table.name}")
        for title, words in _WORK:
            first = replace(paper.lines[0], description=words)
            table.add(db, replace(paper, id=0, title=title, lines=(first, *paper.lines[1:])))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _clients(db: Database, count: int) -> None:
    """Write the clients; they are folded by the program's own code, so this is the one loop."""
    db.execute("DELETE FROM clients")
    rows = ({**tables.clients._row(client), "id": number} for number, client in enumerate(_people(count), 1))  # noqa: SLF001
    first = next(rows)
    names = ", ".join(f'"{name}"' for name in first)
    marks = ", ".join(f":{name}" for name in first)
    db.connection.executemany(
        f"INSERT INTO clients ({names}) VALUES ({marks})", itertools.chain([first], rows)
    )


def _people(count: int) -> Iterator[Client]:
    scripts = [script for script, share in enumerate(_SHARES) for _ in range(share)]
    for number in range(count):
        firsts, lasts, shapes, towns = _PEOPLE[scripts[number * 37 % 100]]
        first, last = firsts[number // 7 % 10], lasts[number // 3 % 10]
        town, country, currency = towns[number // 11 % 4]
        shape = shapes[number // 5 % 5]
        name = shape.format(first=first, last=last)
        yield Client(
            kind=ClientKind.PERSON if shape == "{first} {last}" else ClientKind.BUSINESS,
            name=name if number % 3 else f"{name} {number // 3 + 1}",
            number=f"K-{number + 1:06}",
            addresses=(Address(street=f"Street {number % 97 + 1}", postal_code=f"{number % 89999 + 10000}",
                               city=town, country=country),),
            contacts=(Contact(name=first, email=f"c{number + 1}@post.example"),) if number % 4 == 0 else (),
            language="de",
            currency=currency,
        )  # fmt: skip


# --- the plan: what each invoice is about, in whole numbers -------------------------------------------------------


def _plan(db: Database, many: int, count: int) -> None:
    """Choose client, day, work, prices and fate of every invoice by arithmetic: the same book every time."""
    drafts = min(500, count // 20)
    db.execute(
        "CREATE TEMP TABLE plan AS WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id <"
        f" {count}), dice AS (SELECT id, (id * 2654435761) % 4294967296 / 4294967296.0 AS a,"
        " (id * 40503 + 7919) % 65536 / 65536.0 AS b, (id * 69069 + 1) % 1048573 / 1048573.0 AS c,"
        " (id * 48271 + 11) % 65537 / 65537.0 AS luck FROM n), chosen AS (SELECT id,"
        f" 1 + CAST(a * a * {many} AS INTEGER) AS client, id % {len(_WORK)} AS work,"
        " 1001 + CAST(b * b * b * 90000 AS INTEGER) * 10 + id % 9 AS price, 1 + CAST(c * 12 AS INTEGER) AS quantity,"
        " CASE WHEN id % 3 = 0 THEN 2001 + CAST(c * 4000 AS INTEGER) * 10 END AS second,"
        f" date('{_FIRST_DAY}', '+' || (id * {_DAYS} / {count}) || ' days') AS day,"
        f" id > {count - drafts} AS is_draft, luck, CAST(5 + b * 40 AS INTEGER) AS wait FROM dice),"
        " summed AS (SELECT *, substr(day, 1, 4) AS year, price * quantity + coalesce(second, 0) AS net FROM chosen),"
        " taxed AS (SELECT *, net + (net * 19 + 50) / 100 AS gross,"
        " row_number() OVER (PARTITION BY year ORDER BY id) AS nth FROM summed)"
        " SELECT *, 'RE-' || year || '-' || printf('%06d', nth) AS number,"
        " (gross / 100) || '.' || printf('%02d', gross % 100) AS amount FROM taxed"
    )
    for table in ("invoices", "quotes"):
        db.execute(
            f"CREATE TEMP TABLE {table}_seeds AS SELECT row_number() OVER (ORDER BY id) - 1 AS work,"
            f" found(title) AS title_1, also(title) AS title_2, {_short(0)} AS line_1, {_short(1)} AS line_2, found(json_extract(lines, '$[0].description')) AS words_1,"
            f" also(json_extract(lines, '$[0].description')) AS words_2, * FROM {table} ORDER BY id"
        )
        db.execute(f"DELETE FROM {table}")
    db.execute("DELETE FROM papers")
    db.execute("CREATE TEMP TABLE buyers (id INTEGER PRIMARY KEY, currency, sort_key, name, buyer)")
    db.execute(
        "INSERT INTO temp.buyers SELECT id, currency, sort_key, also(name),"
        " json_object('address', json_extract(addresses, '$[0]'), 'name', name) FROM clients ORDER BY id"
    )
    db.execute(
        "UPDATE temp.invoices_seeds SET account = json_object('holder', json_extract(account, '$.holder'), 'iban',"
        " json_extract(account, '$.iban')), seller = json_object('address', json_extract(seller, '$.address'), 'name',"
        " json_extract(seller, '$.name'))"
    )


def _short(line: int) -> str:
    """Return the SQL of a line without the parts that are empty."""
    parts = ("description", "key", "kind", "quantity", "unit", "unit_price")
    taken = ", ".join(f"'{part}', json_extract(lines, '$[{line}].{part}')" for part in parts)
    return f"json_object({taken}, 'tax', json_object('category', 'S', 'rate', '19'))"


def _also(text: str) -> str:
    """Fold with ä as ae, as `search_text` does beside the plain form."""
    return fold(text.casefold().translate(_UMLAUTS))


# --- the papers ---------------------------------------------------------------------------------------------------


def _insert(table: str, source: str, seeds: str, changed: Mapping[str, str]) -> str:
    """Return the statement that writes a row per row of `source`: the seed's columns, but for the `changed` ones."""
    columns = {name: f"s.{name}" for name in seeds.split()} | dict(changed)
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(columns.values())} FROM {source}"


def _priced(line: str, price: str, quantity: str) -> str:
    text = f"'\"unit_price\":\"' || ({price} / 100) || '.' || printf('%02d', {price} % 100) || '\"'"
    return (
        f'replace(replace({line}, \'"unit_price":"12.34"\', {text}),'
        f' \'"quantity":"1"\', \'"quantity":"\' || {quantity} || \'"\')'
    )


_ISSUED = "NOT p.is_draft"
_SECOND = fold(_SECOND_LINE)
_PLAIN = (
    "{number}s.title_1 || ' ' || {name}{amounts}s.words_1"
    f" || CASE WHEN p.second IS NULL THEN '' ELSE ' {_SECOND}' END"
)


def _search(number: str, name: str, also: str, amounts: str, extras: str) -> str:
    """Return the SQL of what `search_text` makes of a paper's texts."""
    plain = _PLAIN.format(number=number, name=name, amounts=amounts)
    other = _PLAIN.format(number=number, name=also, amounts=amounts).replace("_1", "_2")
    return f"{plain} || CASE WHEN {plain} = {other} THEN '' ELSE ' ' || {other} END{extras} || '  '"


def _papers() -> Iterator[str]:
    source = "temp.plan AS p JOIN temp.invoices_seeds AS s ON s.work = p.work JOIN temp.buyers AS c ON c.id = p.client"
    yield (
        "INSERT INTO papers (id, kind, record_kind, record_id, revision, number, language, created_on, sha256, pdf,"
        " text) SELECT id, 'invoice', 'invoice', id, 0, number, 'de', day, sha256_of(CAST('PDF ' || number AS BLOB)),"
        f" CAST('PDF ' || number AS BLOB), '' FROM temp.plan AS p WHERE {_ISSUED}"
    )
    line_1 = _priced("s.line_1", "p.price", "p.quantity")
    line_2 = _priced("s.line_2", "p.second", "1")
    groups = (
        '\'[{"amounts":[{"currency":"\' || c.currency || \'","minor":\' || (p.gross - p.net) || \'}],"net":{"currency":"\''
        ' || c.currency || \'","minor":\' || p.net || \'},"tax":\' || \'{"category":"S","rate":"19"}}]\''
    )
    digits = "CASE WHEN p.gross > 9999 THEN ' ' || p.gross ELSE '' END"
    same = {
        "id": "p.id",
        "client_id": "p.client",
        "currency": "c.currency",
        "lines": f"'[' || {line_1} || CASE WHEN p.second IS NULL THEN '' ELSE ',' || {line_2} END || ']'",
        "asked": "p.gross",
        "home_rate": "CASE c.currency WHEN 'EUR' THEN NULL ELSE '0.8' END",
        "supplied_from": "p.day",
        "supplied_to": "p.day",
    }
    issued = {
        "number": "p.number",
        "number_key": "'re-e' || p.year || '-' || char(97 + length(p.nth)) || p.nth",
        "issued_on": "p.day",
        "due_on": "date(p.day, '+14 days')",
        "home_rate_on": "CASE c.currency WHEN 'EUR' THEN NULL ELSE p.day END",
        "buyer": "c.buyer",
        "groups": groups,
        "net": "p.net",
        "tax": "p.gross - p.net",
        "gross": "p.gross",
        "due": "p.gross",
        "paper_sha256": "sha256_of(CAST('PDF ' || p.number AS BLOB))",
        "search": _search(
            "lower(p.number) || ' ' || ",
            "c.sort_key || ' ' || ",
            "c.name || ' ' || ",
            "p.amount || ' ' || p.amount || ' ' || ",
            f" || ' ' || p.year || printf('%06d', p.nth) || {digits} || {digits}",
        ),
    }
    draft = {
        "state": "'draft'", "series": "''", "number": "''", "number_key": "''", "issued_on": "NULL", "due_on": "NULL",
        "home_rate_on": "NULL", "seller": "NULL", "buyer": "NULL", "account": "NULL", "groups": "'[]'", "net": "NULL",
        "tax": "NULL", "gross": "NULL", "due": "NULL", "paper_sha256": "''", "search": _search("", "", "", "", ""),
    }  # fmt: skip
    columns = " ".join((*to_row(Invoice(client_id=1, currency="EUR")), "search", "number_key", "asked", "id"))
    yield _insert("invoices", f"{source} WHERE {_ISSUED} ORDER BY p.id", columns, same | issued)
    yield _insert("invoices", f"{source} WHERE p.is_draft ORDER BY p.id", columns, same | draft)


def _money() -> Iterator[str]:
    """Most is paid; some of it too late, in part or too much, and the newest not yet."""
    words = (
        "lower(p.number) || ' ' || ({paid} / 100) || '.' || printf('%02d', {paid} % 100) || ' ' || p.year"
        " || printf('%06d', p.nth) || CASE WHEN {paid} > 9999 THEN ' ' || {paid} ELSE '' END"
    )
    fate = (
        "CASE WHEN p.luck < 0.0015 THEN 0 WHEN p.luck < 0.0025 THEN p.gross / 2"
        " WHEN p.luck > 0.9995 THEN p.gross + 500 ELSE p.gross END"
    )
    day = f"min(date(p.day, '+' || p.wait || ' days'), '{TODAY}')"
    chosen = (
        f"(SELECT *, {fate} AS paid, {day} AS paid_on FROM temp.plan AS p"
        f" WHERE {_ISSUED} AND p.day < date('{TODAY}', '-12 days')) AS p JOIN clients AS c ON c.id = p.client"
        " WHERE p.paid > 0 ORDER BY p.id"
    )
    yield (
        'INSERT INTO payments (id, client_id, direction, "on", currency, amount, method, reference, payer, note,'
        " home_rate, number, words) SELECT p.id, p.client, 'in', p.paid_on, c.currency, p.paid, 'transfer', p.number,"
        f" '', '', CASE c.currency WHEN 'EUR' THEN NULL ELSE '0.8' END, '', {words.format(paid='p.paid')} FROM {chosen}"
    )
    yield (
        'INSERT INTO allocations (id, payment_id, invoice_id, "on", currency, amount) SELECT p.id, p.id, p.id,'
        f" p.paid_on, c.currency, min(p.paid, p.gross) FROM {chosen}"
    )


def _quotes() -> Iterator[str]:
    """Write a quote for every twentieth invoice, in every state."""
    net = "(p.price * p.quantity)"
    gross = f"({net} + ({net} * 19 + 50) / 100)"
    written = "({minor} / 100) || '.' || printf('%02d', {minor} % 100)"
    digits = "CASE WHEN {minor} > 9999 THEN ' ' || {minor} ELSE '' END"
    number = "'AN-' || p.year || '-' || printf('%06d', p.id / 20)"
    amounts = f"{written.format(minor=net)} || ' ' || {written.format(minor=gross)} || ' ' || "
    extras = f" || {digits.format(minor=net)} || {digits.format(minor=gross)}"
    nth = "length(p.id / 20)"
    sent = "p.id % 100 <> 0"
    changed = {
        "id": "p.id / 20",
        "client_id": "p.client",
        "currency": "c.currency",
        "number": f"CASE WHEN {sent} THEN {number} ELSE '' END",
        "number_key": f"CASE WHEN {sent} THEN 'an-e' || p.year || '-' || char(97 + {nth}) || (p.id / 20) ELSE '' END",
        "state": f"CASE WHEN {sent} THEN CASE p.id / 20 % 5 WHEN 1 THEN 'sent' WHEN 2 THEN 'declined'"
        " WHEN 3 THEN 'withdrawn' ELSE 'sent' END ELSE 'draft' END",
        "sent_revision": sent,
        "sent_on": f"CASE WHEN {sent} THEN p.day END",
        "valid_until": f"CASE WHEN {sent} THEN date(p.day, '+30 days') END",
        "lines": f"'[' || {_priced('s.line_1', 'p.price', 'p.quantity')} || ']'",
        "asked": gross,
        "search": f"CASE WHEN {sent} THEN "
        + _search(
            f"lower({number}) || ' ' || ",
            "",
            "",
            amounts,
            f" || ' ' || p.year || printf('%06d', p.id / 20){extras}",
        )
        + " ELSE "
        + _search("", "", "", amounts, extras)
        + " END",
    }
    columns = " ".join((*to_row(Quote(client_id=1, currency="EUR")), "search", "number_key", "asked", "id"))
    source = (
        "(SELECT *, NULL AS second FROM (SELECT id, client, price, quantity, day, year FROM temp.plan"
        f" WHERE id % 20 = 0)) AS p JOIN temp.quotes_seeds AS s ON s.work = p.id / 20 % {len(_WORK)}"
        " JOIN clients AS c ON c.id = p.client ORDER BY p.id"
    )
    yield _insert("quotes", source, columns, changed)


def _sums() -> Iterator[str]:
    """Put the series and the clients where these papers and payments left them."""
    yield (
        "UPDATE series SET last = (SELECT coalesce(max(nth), 1) FROM temp.plan WHERE NOT is_draft AND year ="
        f" '{TODAY.year}'), last_on = (SELECT max(issued_on) FROM invoices), period = '{TODAY.year}' WHERE code = 'invoice'"
    )
    yield (
        "UPDATE clients SET last_on = max("
        "coalesce((SELECT max(issued_on) FROM invoices WHERE client_id = clients.id), ''),"
        "coalesce((SELECT max(\"on\") FROM payments WHERE client_id = clients.id), ''),"
        "coalesce((SELECT max(sent_on) FROM quotes WHERE client_id = clients.id), ''))"
    )


if __name__ == "__main__":
    for size in (10_000, 1_000_000):
        print(kept(size // 10, size))
