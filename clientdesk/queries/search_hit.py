"""A hit of the search over everything, and why it is one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from clientdesk.domain.money import Money
from clientdesk.domain.search import fold, query_words

#: How much of a long text is shown around what was found in it.
_AROUND: Final = 28
_SHORT: Final = 72


class FoundKind(StrEnum):
    """What was found."""

    CLIENT = "client"
    QUOTE = "quote"
    CONTRACT = "contract"
    INVOICE = "invoice"
    PAYMENT = "payment"
    MILESTONE = "milestone"
    ITEM = "item"
    PACKAGE = "package"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One hit: `title` is what it is called, `detail` whose it is, `number` its number if it has one.

    `state` is the record's stored state, or the kind of an invoice, for the icon beside it. `why` is the part of a text
    that holds what was looked for, where none of the others does.
    """

    kind: FoundKind
    id: int
    title: str
    number: str = ""
    detail: str = ""
    client_id: int | None = None
    state: str = ""
    archived: bool = False
    amount: Money | None = None
    on: date | None = None
    why: str = ""


def found(kind: FoundKind, row: dict[str, Any], text: str) -> Found:
    """Return the hit of a row: the columns of `Found`, `minor` and `currency`, and `texts` as JSON to say why from."""
    amount = None
    if row.get("minor") is not None:
        amount = Money(row["minor"], row["currency"])
    shown = f"{row['title']} {row.get('number', '')} {row.get('detail', '')}"
    return Found(
        kind=kind,
        id=row["id"],
        title=row["title"],
        number=row.get("number", ""),
        detail=row.get("detail", ""),
        client_id=row.get("client_id"),
        state=row.get("state", ""),
        archived=bool(row.get("archived", 0)),
        amount=amount,
        on=date.fromisoformat(row["day"]) if row.get("day") else None,
        why=why(text, shown, _strings(json.loads(row.get("texts") or "[]"))),
    )


def why(text: str, shown: str, texts: Iterable[str]) -> str:
    """Return the piece of `texts` that holds a word of the query which is not in what is `shown` anyway."""
    hidden = [forms for forms in query_words(text) if not _holds(shown, forms)]
    if not hidden:
        return ""
    for piece in texts:
        for forms in hidden:
            if _holds(piece, forms):
                return _around(piece, forms)
    return ""


def _holds(text: str, forms: tuple[str, ...]) -> bool:
    folded = fold(text)
    digits = "".join(char for char in folded if char.isdigit())
    return any(form in folded or (form.isdigit() and form in digits) for form in forms)


def _around(piece: str, forms: tuple[str, ...]) -> str:
    line = " ".join(piece.split())
    if len(line) <= _SHORT:
        return line
    folded = fold(line)
    # Folding may shorten a text; for some words of context the difference does not matter.
    place = max((folded.find(form) for form in forms), default=0)
    start = max(0, place - _AROUND)
    start = line.find(" ", start) + 1 if start else 0
    part = line[start : start + _SHORT]
    end = "…" if start + _SHORT < len(line) else ""
    return f"{'…' if start else ''}{part.rsplit(' ', 1)[0] if end else part}{end}"


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
