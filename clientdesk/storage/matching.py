"""How a typed text selects the rows of a searched table: trigram index from three letters on, plain look below."""

from __future__ import annotations

from dataclasses import dataclass

from clientdesk.domain.search import query_words
from clientdesk.storage.database import Database

#: The trigram index knows no shorter word.
_SHORTEST = 3
#: Above so many hits it is quicker to walk the list's own order and look into each row than to sort the hits.
_MANY = 5_000
_EVERYWHERE = 250_000
#: What no text holds.
_NOWHERE = '("\x01\x01\x01")'
#: Of how many of the newest hits the best are chosen, and how many of the newest rows are looked into one by one.
_NEWEST = 500
_WALKED = 2_000


@dataclass(frozen=True, slots=True)
class Match:
    """A condition on a table of the given alias, and its parameters; the empty text matches every row.

    `is_few` says that the search index names the rows; else each row has to be looked into. `by_index` is then the
    same condition by the index, where it knows one: for many hits that lie far from where the list begins.
    """

    sql: str
    parameters: tuple[str, ...]
    is_few: bool = False
    by_index: Match | None = None

    def named(self, prefix: str, parameters: dict[str, object]) -> str:
        """Return the condition in brackets with named parameters, which are added to `parameters`."""
        sql = self.sql
        for index, value in enumerate(self.parameters):
            parameters[f"{prefix}_{index}"] = value
            sql = sql.replace("?", f":{prefix}_{index}", 1)
        return f"({sql})"


def matching(db: Database, table: str, text: str, *, alias: str = "") -> Match:
    """Return the condition under which a row of `table` holds every word of `text`, in any order and script."""
    prefix = f"{alias}." if alias else ""
    words = query_words(text)
    found = [(forms, _expression(db, table, forms)) for forms in words]
    expression = " AND ".join(said for _forms, said in found if said is not None)
    rest = _looked_up([forms for forms, said in found if said is None], prefix)
    if expression:
        indexed = f"{prefix}id IN (SELECT rowid FROM {table}_index WHERE {table}_index MATCH ?)"
        by_index = Match(
            " AND ".join(filter(None, (indexed, rest.sql))), (expression, *rest.parameters), is_few=True
        )
        if _few(db, table, expression):
            return by_index
    looked_up = _looked_up(list(words), prefix)
    return Match(looked_up.sql or "1", looked_up.parameters, by_index=by_index if expression else None)


def _expression(db: Database, table: str, forms: tuple[str, ...]) -> str | None:
    """Return what the index is to be asked for a word; None where a short one stands in too many rows to tell.

    The index knows pieces of three letters. A shorter word stands wherever a piece begins with it: every text ends in
    spaces, so that its last letters begin a piece, too.
    """
    pieces: list[str] = []
    for form in forms:
        if len(form) >= _SHORTEST:
            pieces.append(form)
            continue
        rows = 0
        # One by one: what is not read is not counted, and the pieces of a frequent letter are counted slowly.
        for piece, held_by in db.each(
            f"SELECT term, doc FROM {table}_terms WHERE term >= ? AND term < ?", (form, f"{form}\U0010ffff")
        ):
            pieces.append(piece)
            rows += held_by
            if rows > _MANY:
                return None
    return _any_of(tuple(pieces)) if pieces else _NOWHERE


def newest(table: str, text: str, *, alias: str = "", rows: str = "1") -> Match:
    """Return the condition for the newest rows that match, bounded however many there are: for a handful of hits.

    `rows` narrows the ids first (`rowid % 2 = 0`). Words of one or two letters alone are looked for in the newest rows.
    """
    prefix = f"{alias}." if alias else ""
    words = query_words(text)
    long = [forms for forms in words if all(len(form) >= _SHORTEST for form in forms)]
    rest = _looked_up([forms for forms in words if forms not in long], prefix)
    if not long:
        walked = f"{prefix}id IN (SELECT rowid FROM {table} WHERE {rows} ORDER BY rowid DESC LIMIT {_WALKED})"
        return Match(" AND ".join(filter(None, (walked, rest.sql))), rest.parameters)
    indexed = (
        f"{prefix}id IN (SELECT rowid FROM {table}_index WHERE {table}_index MATCH ? AND {rows}"
        f" ORDER BY rowid DESC LIMIT {_NEWEST})"
    )
    expression = " AND ".join(_any_of(forms) for forms in long)
    return Match(" AND ".join(filter(None, (indexed, rest.sql))), (expression, *rest.parameters), is_few=True)


def count_of(db: Database, table: str, text: str) -> int | None:
    """Return how many rows of the whole table match, read off the search index; None where it cannot tell."""
    words = query_words(text)
    if not words or any(len(form) < _SHORTEST for forms in words for form in forms):
        return None
    expression = " AND ".join(_any_of(forms) for forms in words)
    return int(db.value(f"SELECT count(*) FROM {table}_index WHERE {table}_index MATCH ?", (expression,)))


def is_everywhere(db: Database, table: str, text: str) -> bool:
    """Whether so many rows match that going on along a list's order is quicker than sorting them all."""
    by_index = matching(db, table, text).by_index
    return by_index is not None and not _few(db, table, by_index.parameters[0], _EVERYWHERE)


def _any_of(forms: tuple[str, ...]) -> str:
    quoted = ('"' + form.replace('"', '""') + '"' for form in forms)
    return f"({' OR '.join(quoted)})"


def _few(db: Database, table: str, expression: str, many: int | None = None) -> bool:
    found = db.value(
        f"SELECT count(*) FROM (SELECT 1 FROM {table}_index WHERE {table}_index MATCH ? LIMIT ?)",
        (expression, (many or _MANY) + 1),
    )
    return int(found) <= (many or _MANY)


def _looked_up(words: list[tuple[str, ...]], prefix: str) -> Match:
    terms = [" OR ".join(f"instr({prefix}search, ?)" for _ in forms) for forms in words]
    return Match(
        " AND ".join(f"({term})" for term in terms), tuple(form for forms in words for form in forms)
    )
