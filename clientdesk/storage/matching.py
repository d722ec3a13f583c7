"""How a typed text selects the rows of a searched table: trigram index from three letters on, plain look below."""

from __future__ import annotations

from dataclasses import dataclass

from clientdesk.domain.search import query_words
from clientdesk.storage.database import Database

#: The trigram index knows no shorter word.
_SHORTEST = 3
#: Above so many hits it is quicker to walk the list's own order and look into each row than to sort the hits.
_MANY = 5_000


@dataclass(frozen=True, slots=True)
class Match:
    """A condition on a table of the given alias, and its parameters; the empty text matches every row."""

    sql: str
    parameters: tuple[str, ...]


def matching(db: Database, table: str, text: str, *, alias: str = "") -> Match:
    """Return the condition under which a row of `table` holds every word of `text`, in any order and script."""
    prefix = f"{alias}." if alias else ""
    words = query_words(text)
    long = [forms for forms in words if all(len(form) >= _SHORTEST for form in forms)]
    expression = " AND ".join(_any_of(forms) for forms in long)
    if long and _few(db, table, expression):
        rest = _looked_up([forms for forms in words if forms not in long], prefix)
        indexed = f"{prefix}id IN (SELECT rowid FROM {table}_index WHERE {table}_index MATCH ?)"
        return Match(" AND ".join(filter(None, (indexed, rest.sql))), (expression, *rest.parameters))
    looked_up = _looked_up(list(words), prefix)
    return Match(looked_up.sql or "1", looked_up.parameters)


def _any_of(forms: tuple[str, ...]) -> str:
    quoted = ('"' + form.replace('"', '""') + '"' for form in forms)
    return f"({' OR '.join(quoted)})"


def _few(db: Database, table: str, expression: str) -> bool:
    found = db.value(
        f"SELECT count(*) FROM (SELECT 1 FROM {table}_index WHERE {table}_index MATCH ? LIMIT ?)",
        (expression, _MANY + 1),
    )
    return int(found) <= _MANY


def _looked_up(words: list[tuple[str, ...]], prefix: str) -> Match:
    terms = [" OR ".join(f"instr({prefix}search, ?)" for _ in forms) for forms in words]
    return Match(
        " AND ".join(f"({term})" for term in terms), tuple(form for forms in words for form in forms)
    )
