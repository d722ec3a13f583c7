"""What each invoice of a filled book is about, in whole numbers: client, day, work, prices, fate."""

from __future__ import annotations

from datetime import date

from bench.making.people import WORK
from clientdesk.domain.search import fold
from clientdesk.storage.database import Database

#: The day on which the book is looked at; ten years of papers lie before it.
TODAY = date(2026, 6, 17)
FIRST_DAY = date(2016, 6, 20)
DAYS = (TODAY - FIRST_DAY).days
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


def make_plan(db: Database, many: int, count: int) -> None:
    """Choose client, day, work, prices and fate of every invoice by arithmetic: the same book every time."""
    drafts = min(500, count // 20)
    db.execute(
        "CREATE TEMP TABLE plan AS WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id <"
        f" {count}), dice AS (SELECT id, (id * 2654435761) % 4294967296 / 4294967296.0 AS a,"
        " (id * 40503 + 7919) % 65536 / 65536.0 AS b, (id * 69069 + 1) % 1048573 / 1048573.0 AS c,"
        " (id * 48271 + 11) % 65537 / 65537.0 AS luck FROM n), chosen AS (SELECT id,"
        f" 1 + CAST(a * a * {many} AS INTEGER) AS client, id % {len(WORK)} AS work,"
        " 1001 + CAST(b * b * b * 90000 AS INTEGER) * 10 + id % 9 AS price, 1 + CAST(c * 12 AS INTEGER) AS quantity,"
        " CASE WHEN id % 3 = 0 THEN 2001 + CAST(c * 4000 AS INTEGER) * 10 END AS second,"
        f" date('{FIRST_DAY}', '+' || (id * {DAYS} / {count}) || ' days') AS day,"
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
            " found(title) AS title_1, also(title) AS title_2,"
            " found(json_extract(lines, '$[0].description')) AS words_1,"
            " also(json_extract(lines, '$[0].description')) AS words_2,"
            f" {_short(0)} AS line_1, {_short(1)} AS line_2, * FROM {table} ORDER BY id"
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


def also(text: str) -> str:
    """Fold with ä as ae, as `search_text` does beside the plain form."""
    return fold(text.casefold().translate(_UMLAUTS))
