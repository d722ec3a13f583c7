"""What a command answers: values for machines as JSON, the same values as text in the reader's language."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from clientdesk.cli.headings import heading
from clientdesk.domain.money import Money
from clientdesk.domain.tax import Tax
from clientdesk.i18n import Translator, _

LINE_COLUMNS = ("key", "role", "description", "quantity", "unit", "unit_price", "tax")
#: Decimals that are prices: shown with the decimals people expect.
_PRICES = frozenset({"unit_price", "price", "rate"})


@dataclass(frozen=True, slots=True)
class Result:
    """The answer of a command. `data` is for --json.

    People see `sentence`, or `columns` of the rows in `data`, or its fields; with `inner` the rows under that
    name follow the fields as a table. `exit_code` is for an answer that tells of refusals among what was done;
    `is_said` for a command that said everything while it ran.
    """

    data: Any
    columns: tuple[str, ...] = ()
    sentence: str = ""
    inner: str = ""
    exit_code: int = 0
    is_said: bool = False


def record(value: Any, **more: Any) -> Result:  # noqa: ANN401  # any record
    """Answer with one record and what is derived from it."""
    return Result({**members(value), **more})


def paper(value: Any, **more: Any) -> Result:  # noqa: ANN401  # a quote, contract or invoice
    """Answer with a record that has lines, its lines as a table, and what is derived from it."""
    return Result({**members(value), **more}, columns=LINE_COLUMNS, inner="lines")


def listing(rows: Iterable[Any], columns: Sequence[str]) -> Result:
    """Answer with rows (records or mappings); people see only `columns`."""
    return Result([row if isinstance(row, Mapping) else members(row) for row in rows], columns=tuple(columns))


def done(sentence: str, **data: Any) -> Result:  # noqa: ANN401
    """Answer with a sentence, and with `data` for machines."""
    return Result(data, sentence=sentence)


def members(value: Any) -> dict[str, Any]:  # noqa: ANN401  # any dataclass
    """Return the fields of a record by name; bytes are left out (they are papers and pictures)."""
    found = {item.name: getattr(value, item.name) for item in fields(value)}
    return {name: entry for name, entry in found.items() if not isinstance(entry, bytes)}


def raw(value: Any) -> Any:  # noqa: ANN401  # JSON's values
    """Return `value` for JSON: ISO dates, decimals as texts, money as amount and currency."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, Money):
        return {"amount": f"{value.amount}", "currency": value.currency}
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value else "0"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): raw(entry) for name, entry in value.items()}
    if is_dataclass(value):
        return {name: raw(entry) for name, entry in members(value).items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [raw(entry) for entry in value]
    return str(value)


def as_json(result: Result) -> str:
    """Return the answer as JSON with sorted keys."""
    return json.dumps(raw(result.data), ensure_ascii=False, indent=2, sort_keys=True)


def as_text(result: Result, translator: Translator) -> str:
    """Return the answer as lines of text."""
    if result.sentence:
        return result.sentence
    if result.columns and not result.inner:
        return "\n".join(table(result.data, result.columns, translator))
    outside = {name: value for name, value in result.data.items() if name != result.inner}
    pairs = [(path, shown(value, translator)) for path, value in _leaves(outside, "")]
    width = max((cells(path) for path, _text in pairs), default=0)
    lines = [f"{path}{' ' * (width - cells(path))}  {text}" for path, text in pairs]
    if result.inner and result.data[result.inner]:
        rows = [row if isinstance(row, Mapping) else members(row) for row in result.data[result.inner]]
        lines += ["", *table(rows, result.columns, translator)]
    return "\n".join(lines)


def table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], translator: Translator) -> Iterator[str]:
    """Yield a table of text: heads, then rows; amounts and numbers stand to the right."""
    texts = [[_cell(name, row.get(name), translator) for name in columns] for row in rows]
    heads = [heading(name) for name in columns]
    widths = [max(cells(line[index]) for line in (heads, *texts)) for index in range(len(heads))]
    right = [name != "id" and any(_is_amount(row.get(name)) for row in rows) for name in columns]
    for line in (heads, *texts):
        parts = []
        for text, width, to_right in zip(line, widths, right, strict=True):
            gap = " " * (width - cells(text))
            parts.append(gap + text if to_right else text + gap)
        yield "  ".join(parts).rstrip()


def shown(value: Any, translator: Translator) -> str:  # noqa: ANN401  # any value of a record
    """Return one value as the reader writes it; long texts on one line."""
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return translator.quantity(value)
    if isinstance(value, (Money, int)):
        return translator.value(value)
    if isinstance(value, datetime):
        return translator.datetime(value)
    if isinstance(value, date):
        return translator.date(value, "short")
    if isinstance(value, tuple):
        return ", ".join(shown(entry, translator) for entry in value)
    if isinstance(value, Tax):
        return f"{value.category} {translator.percent(value.rate)}" if value.rate else str(value.category)
    return " ".join(str(value).split())


def _cell(name: str, value: Any, translator: Translator) -> str:  # noqa: ANN401
    if name in _PRICES and isinstance(value, Decimal):
        return translator.price(value, "")
    return shown(value, translator)


def _is_amount(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, (Money, Decimal, int)) and not isinstance(value, bool)


def cells(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Yield every value that is not empty with its path, as `set` takes it: `addresses.0.city`."""
    if is_dataclass(value) and not isinstance(value, Money):
        value = members(value)
    if isinstance(value, Mapping):
        for name, entry in value.items():
            yield from _leaves(entry, f"{path}.{name}" if path else str(name))
    elif isinstance(value, (list, tuple)):
        for index, entry in enumerate(value):
            yield from _leaves(entry, f"{path}.{index}" if path else str(index))
    elif value is not None and value not in ("", ()):
        yield path, value
