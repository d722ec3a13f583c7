"""Tables as text (CSV, tab-separated): how one is laid out, and its rows with their line numbers, one at a time."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_
from clientdesk.usecases.imports import encoding, gate, headings

DELIMITERS: Final = (",", ";", "\t", "|")
_LOOKED_AT: Final = 1 << 16
_LINES_LOOKED_AT: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a table is to be read; all of it can be changed by hand."""

    encoding: str = "utf-8"
    delimiter: str = ","
    #: Whether the first row names the columns.
    has_headings: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One row, from which line of the file it begins at; `problem` says why it cannot be read."""

    line: int
    cells: tuple[str, ...]
    problem: RuleError | None = None


def guess(data: bytes, reading: str = "") -> Layout:
    """Return the likeliest layout of `data`, read as `reading` if that is known."""
    chosen = reading or encoding.guess(data).encoding
    text, told = _text(data, chosen)
    text = text[:_LOOKED_AT]
    delimiter = told or _delimiter(text)
    first = next(_parsed(io.StringIO(text, newline=""), delimiter), None)
    return Layout(
        encoding=chosen,
        delimiter=delimiter,
        has_headings=first is not None and headings.are_headings(first.cells),
    )


def rows(data: bytes, layout: Layout) -> Iterator[Row]:
    """Yield the rows of `data` that are not blank.

    A row that cannot be read carries its problem. Raises RuleError where reading on makes no sense: wrong encoding, a
    quote that is never closed, too many rows or columns.
    """
    text, _told = _text(data, layout.encoding)
    stream = io.StringIO(text, newline="")
    for number, row in enumerate(_parsed(stream, layout.delimiter)):
        if number > gate.MOST_ROWS:
            raise RuleError(
                N_("The file has more than {limit} rows."),
                next_step=N_("Split it into several files and import one after the other."),
                limit=gate.MOST_ROWS,
            )
        yield row


def _text(data: bytes, name: str) -> tuple[str, str]:
    """Return the text, and the delimiter where Excel's first line (`sep=;`) tells it; that line is blank then."""
    text = encoding.decoded(data, name)
    head, _end, _rest = text[:_LOOKED_AT].partition("\n")
    told = head.strip().casefold().removeprefix("sep=")
    if head[:4].casefold() == "sep=" and (told or "\t") in DELIMITERS:
        return text[len(head) :], told or "\t"
    return text, ""


def _parsed(stream: io.StringIO, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _unread(str(error), line, reader.line_num)
            continue
        if any(cell.strip() for cell in cells):
            yield _checked(line, tuple(cells))


def _unread(reason: str, line: int, last: int) -> Row:
    """Return the row of one broken line; what swallows the rest of the file is raised."""
    if reason.startswith("unexpected end") or last > line:
        raise RuleError(
            N_("Line {line}: a quotation mark is opened and never closed."),
            next_step=N_("Close it in the file, or take it out."),
            line=line,
        )
    if "limit" in reason:
        return Row(line, (), _too_long(line))
    return Row(
        line,
        (),
        RuleError(
            N_("Line {line}: text stands behind a closing quotation mark."),
            next_step=N_("Put quotation marks around the whole field, and write those within it twice."),
            line=line,
        ),
    )


def _checked(line: int, cells: tuple[str, ...]) -> Row:
    if len(cells) > gate.MOST_COLUMNS:
        raise RuleError(
            N_("Line {line} has {count} columns; at most {limit} are read."),
            next_step=N_("Check which character parts the columns, or take out what is not needed."),
            line=line,
            count=len(cells),
            limit=gate.MOST_COLUMNS,
        )
    if any(len(cell) > gate.MOST_CHARACTERS for cell in cells):
        return Row(line, (), _too_long(line))
    if any("\0" in cell for cell in cells):
        problem = RuleError(
            N_("Line {line} holds a character that is no text (NUL)."),
            next_step=N_("The file may be damaged. Export it again."),
            line=line,
        )
        return Row(line, (), problem)
    return Row(line, cells)


def _too_long(line: int) -> RuleError:
    return RuleError(
        N_("Line {line}: a field has more than {limit} characters."),
        next_step=N_("Shorten it. If it is not that long, a quotation mark may not be closed."),
        line=line,
        limit=gate.MOST_CHARACTERS,
    )


def _delimiter(text: str) -> str:
    """Return what parts the columns: what gives most of the first rows the same number of them, more than one."""
    best, chosen = (0.0, 0), ","
    for delimiter in DELIMITERS:
        widths: list[int] = []
        try:
            for row in _parsed(io.StringIO(text, newline=""), delimiter):
                widths.append(len(row.cells))
                if len(widths) == _LINES_LOOKED_AT:
                    break
        except RuleError:
            # The text ends within a quotation, or this character parts nothing here.
            pass
        wide = [width for width in widths if width > 1]
        if wide:
            width, count = Counter(wide).most_common(1)[0]
            best, chosen = max((best, chosen), ((count / len(widths), width), delimiter))
    return chosen
