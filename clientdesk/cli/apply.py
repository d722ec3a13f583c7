"""`clientdesk apply`: acts from a machine, one JSON line each, acknowledged only when they are safe on the disk."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from clientdesk.cli import requests
from clientdesk.cli.command import Arguments, Context, UsageError, Verb, arg
from clientdesk.cli.output import Result
from clientdesk.domain.errors import ClientdeskError, EnvironmentFault, StateError
from clientdesk.domain.text import N_
from clientdesk.i18n import WINDOW, Translator

if TYPE_CHECKING:
    from clientdesk.domain.applied import Applied

#: No request is longer, in bytes.
_LONGEST = 1_000_000
#: Options of the command itself, which no line may give.
_OWN_OPTIONS = ("book", "json", "today", "language", "passphrase_file")


@dataclass(slots=True)
class _Feed:
    """The parsers of the nouns, made once for all lines, and the context of the lines."""

    context: Context
    parsers: dict[str, argparse.ArgumentParser] = field(default_factory=dict)

    def parser(self, noun: str) -> argparse.ArgumentParser:
        """Return the parser of a noun."""
        if noun not in self.parsers:
            from clientdesk.cli.program import parser_for

            self.parsers[noun] = parser_for(noun)
        return self.parsers[noun]


def _apply(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import applying

    # Machines write 1011.50 and 2026-06-17, wherever they run; errors still speak the reader's language.
    feed = _Feed(replace(context, translator=Translator("en", WINDOW), _db=context.db))
    applying.be_patient(context.db)
    with _opened(options.file) as stream:
        for place, line in _lines(stream):
            applied, again = _done(feed, line, place)
            answer = {
                "ack": applied.key,
                "id": applied.record_id,
                "number": applied.number,
                "sha256": applied.sha256,
                "again": again,
            }
            _tell(context, answer, f"ACK {applied.key} {applied.number or '-'} {applied.sha256 or '-'}")
    return Result(None, is_said=True)


def _tell(context: Context, data: Mapping[str, Any], line: str) -> None:
    """Say one line at once: whoever waits for it does not wait for a buffer to fill."""
    words = json.dumps(data, ensure_ascii=False, sort_keys=True) if context.wants_json else line
    try:
        print(words, flush=True)
    except BrokenPipeError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise EnvironmentFault(
            N_("Whoever read the answers is gone; nothing further was done."),
            next_step=N_("Send the same lines again: what was done is not done twice."),
        ) from error


@contextlib.contextmanager
def _opened(file: Path | None) -> Iterator[BinaryIO]:
    if file is None or str(file) == "-":
        yield sys.stdin.buffer
        return
    with file.open("rb") as stream:
        yield stream


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that hold something, as soon as each is there, with their place counted from 1."""
    place = 0
    while line := stream.readline(_LONGEST + 1):
        place += 1
        if len(line) > _LONGEST:
            raise UsageError(
                N_("Line {line} is too long."), next_step=N_("Write one act a line."), line=place
            )
        if line.strip():
            yield place, line


def _done(feed: _Feed, line: bytes, place: int) -> tuple[Applied, bool]:
    """Do what a line asks for; whatever stands against it names the line."""
    from clientdesk.usecases import applying

    key = ""
    try:
        asked = requests.read(line)
        key = asked["key"]
        request = hashlib.sha256(
            json.dumps(asked, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()
        ).hexdigest()
        return applying.once(feed.context.db, key, request, lambda: _act(feed, asked))
    except ClientdeskError as error:
        # On its own stream, before the sentence on the other: which request it was that stands unanswered.
        _tell(feed.context, {"refused": key, "line": place}, f"REFUSED {key or '-'} {place}")
        raise requests.in_line(error, place, key) from error


def _act(feed: _Feed, asked: Mapping[str, Any]) -> Applied:
    """Run the command of a line and return what is remembered of it."""
    from clientdesk.domain.applied import Applied
    from clientdesk.usecases import applying

    context = feed.context
    words = [
        word if isinstance(word, str) else str(applying.record_of(context.db, word["made_by"]))
        for word in asked["do"]
    ]
    if not words or words[0] not in requests.NOUNS:
        raise requests.forbidden(" ".join(words[:1]))
    options = _parsed(feed.parser(words[0]), words)
    result = options.command.run(replace(context, today=requests.day(asked, context.today)), options)
    if result.exit_code:
        raise StateError(
            N_("Not all of it could be done, so nothing was."), next_step=N_("Ask for each alone.")
        )
    return Applied(key="", request="", record_id=_id(result.data), number=_number(result.data))


def _parsed(parser: argparse.ArgumentParser, words: list[str]) -> Arguments:
    """Return the options of a command; what argparse would print and leave with is a fault like any other."""
    from clientdesk.cli.program import parse_noun

    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            options = parse_noun(parser, words[1:])
    except SystemExit as stop:
        raise UsageError("{said}", said=" ".join(said.getvalue().split())) from stop
    writes_files = any(argument.options.get("type") is Path for argument in options.command.arguments)
    if writes_files:
        raise requests.forbidden(f"{words[0]} {options.command.name}")
    given = [f"--{name.replace('_', '-')}" for name in _OWN_OPTIONS if hasattr(options, name)]
    if given:
        raise UsageError(
            N_("A line cannot give the option {name}."),
            next_step=N_("Give it to “clientdesk apply” itself; a day of its own is the field “today”."),
            name=given[0],
        )
    return options


def _id(data: object) -> int:
    """Return the id of the record that a command answered with; 0 where it answered with several, or with none."""
    found = data.get("id", 0) if isinstance(data, Mapping) else 0
    return found if isinstance(found, int) else 0


def _number(data: object) -> str:
    rows = data if isinstance(data, list) else [data]
    numbers = [row.get("number") for row in rows if isinstance(row, Mapping)]
    return ",".join(number for number in numbers if isinstance(number, str) and number)


VERBS = (
    Verb(
        "",
        N_("Do what a machine asks for, one JSON line an act, and acknowledge each when it is safe."),
        _apply,
        (
            arg(
                "file",
                nargs="?",
                type=Path,
                metavar="FILE",
                help=N_("the lines; standard input if left out, or with -"),
            ),
        ),
    ),
)
