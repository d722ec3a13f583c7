"""Lists as CSV: ISO dates, plain decimal points, texts that look like formulas guarded, everything else as it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import BinaryIO

from clientdesk.domain.money import Money
from clientdesk.usecases.imports.guarding import guarded

Value = str | int | Decimal | Money | date | Enum | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvForm:
    """What parts the cells, and whether a mark at the beginning tells spreadsheets that it is UTF-8."""

    delimiter: str = ","
    has_mark: bool = False


def write(stream: BinaryIO, headings: Sequence[str], rows: Iterable[Sequence[Value]], form: CsvForm) -> int:
    """Write headings and rows, and return the number of rows."""
    text = io.TextIOWrapper(
        stream, encoding="utf-8-sig" if form.has_mark else "utf-8", newline="", write_through=True
    )
    writer = csv.writer(text, delimiter=form.delimiter)
    writer.writerow(headings)
    count = 0
    for row in rows:
        writer.writerow([cell(value) for value in row])
        count += 1
    text.flush()
    # The stream belongs to whoever gave it.
    text.detach()
    return count


def cell(value: Value) -> str:
    """Return one value as it stands in a cell: numbers stay numbers, texts never become formulas."""
    if value is None:
        return ""
    if isinstance(value, Money):
        return f"{value.amount:f}"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value else "0"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, int):
        return str(value)
    return guarded(value)
