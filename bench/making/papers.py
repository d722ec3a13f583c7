"""The statements that write the papers and the money of a filled book, each for all rows at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bench.making.people import SECOND_LINE, WORK
from bench.making.plan import TODAY
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.quote import Quote
from clientdesk.domain.search import fold
from clientdesk.storage.records import to_row


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


def _page() -> str:
    """Return the smallest page that is one; the number of its paper comes behind the end, so no two are the same."""
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    )
    text, places = "%PDF-1.4\n", []
    for number, said in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj{said}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        f"{text}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}"
        f"/Root 1 0 R>>\nstartxref\n{len(text)}\n%%EOF\n%"
    )


_PDF = f"CAST('{_page()}' || p.number AS BLOB)"
_SECOND = fold(SECOND_LINE)
_PLAIN = (
    "{number}s.title_1 || ' ' || {name}{amounts}s.words_1"
    f" || CASE WHEN p.second IS NULL THEN '' ELSE ' {_SECOND}' END"
)


def _search(number: str, name: str, also: str, amounts: str, extras: str) -> str:
    """Return the SQL of what `search_text` makes of a paper's texts."""
    plain = _PLAIN.format(number=number, name=name, amounts=amounts)
    other = _PLAIN.format(number=number, name=also, amounts=amounts).replace("_1", "_2")
    return f"{plain} || CASE WHEN {plain} = {other} THEN '' ELSE ' ' || {other} END{extras} || '  '"


def papers() -> Iterator[str]:
    """Write the invoices, issued and drafts, and the paper of each."""
    source = "temp.plan AS p JOIN temp.invoices_seeds AS s ON s.work = p.work JOIN temp.buyers AS c ON c.id = p.client"
    yield (
        "INSERT INTO papers (id, kind, record_kind, record_id, revision, number, language, created_on, sha256, pdf,"
        f" text) SELECT id, 'invoice', 'invoice', id, 0, number, 'de', day, sha256_of({_PDF}), {_PDF}, ''"
        f" FROM temp.plan AS p WHERE {_ISSUED}"
    )
    line_1 = _priced("s.line_1", "p.price", "p.quantity")
    line_2 = _priced("s.line_2", "p.second", "1")
    amount = """{"currency":"' || c.currency || '","minor":' || {minor} || '}"""
    tax, net = amount.replace("{minor}", "(p.gross - p.net)"), amount.replace("{minor}", "p.net")
    groups = f"""'[{{"amounts":[{tax}],"net":{net},"tax":{{"category":"S","rate":"19"}}}}]'"""
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
        "paper_sha256": f"sha256_of({_PDF})",
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


def money() -> Iterator[str]:
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


def offers() -> Iterator[str]:
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
        f" WHERE id % 20 = 0)) AS p JOIN temp.quotes_seeds AS s ON s.work = p.id / 20 % {len(WORK)}"
        " JOIN clients AS c ON c.id = p.client ORDER BY p.id"
    )
    yield _insert("quotes", source, columns, changed)


def sums() -> Iterator[str]:
    """Put the series and the clients where these papers and payments left them."""
    last = f"SELECT coalesce(max(nth), 1) FROM temp.plan WHERE NOT is_draft AND year = '{TODAY.year}'"
    yield (
        f"UPDATE series SET last = ({last}), last_on = (SELECT max(issued_on) FROM invoices),"
        f" period = '{TODAY.year}' WHERE code = 'invoice'"
    )
    yield (
        "UPDATE clients SET last_on = max("
        "coalesce((SELECT max(issued_on) FROM invoices WHERE client_id = clients.id), ''),"
        "coalesce((SELECT max(\"on\") FROM payments WHERE client_id = clients.id), ''),"
        "coalesce((SELECT max(sent_on) FROM quotes WHERE client_id = clients.id), ''))"
    )
