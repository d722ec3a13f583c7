"""Issuing many from the command line: a table of what got a number and of what failed and why."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from clientdesk.cli.output import Result, table
from clientdesk.cli.sentences import next_step
from clientdesk.i18n import _, ngettext, translate_message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from clientdesk.cli.command import Context
    from clientdesk.usecases.batch import BatchResult, Outcome

_REFUSED, _INTERRUPTED = 1, 130
_COLUMNS = ("id", "number", "client", "title", "problem", "next_step")


def issue(context: Context, ids: Sequence[int], *, on: date, failed: Sequence[Outcome] = ()) -> Result:
    """Issue the drafts, the oldest first, and answer with what became of each.

    `failed` is what could not even be made. The exit code is 1 as soon as one failed. Ctrl+C ends it behind the paper
    in hand, those before it stay issued: the table says so, with the exit code of an interruption.
    """
    from clientdesk.usecases import batch
    from clientdesk.usecases.batch import BatchResult

    def note(done: int, count: int, _outcome: Outcome) -> None:
        if sys.stderr.isatty():
            # One line that is written over, for whoever looks on; the last leaves it empty for the table.
            number = context.translator.number
            far = _("{number} of {count}").format(number=number(done), count=number(count))
            print(f"\r{far}\x1b[K" if done < count else "\r\x1b[K", end="", file=sys.stderr, flush=True)

    with _between_papers() as is_interrupted:
        result = batch.issue_many(context.db, ids, on=on, progress=note, is_cancelled=is_interrupted)
        code = _INTERRUPTED if result.left and is_interrupted() else 0
    result = BatchResult(outcomes=(*failed, *result.outcomes), left=result.left)
    if not code and (result.failed or result.left):
        code = _REFUSED
    rows = [row for outcome in result.outcomes for row in _rows(outcome)]
    return Result(
        rows,
        columns=_COLUMNS,
        sentence="\n".join([*table(rows, _COLUMNS, context.translator), "", _summary(context, result)]),
        exit_code=code,
    )


@contextmanager
def _between_papers() -> Iterator[Callable[[], bool]]:
    """Hear Ctrl+C between two papers: in the midst of one nobody could tell whether it was issued already.

    At the second one the command is left at once, as any other.
    """
    heard: list[int] = []

    def hear(number: int, _frame: object) -> None:
        if heard:
            raise KeyboardInterrupt
        heard.append(number)

    before = signal.getsignal(signal.SIGINT)
    # Whoever runs us in the background may have told everything below not to hear it.
    if before is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, hear)
    try:
        yield lambda: bool(heard)
    finally:
        signal.signal(signal.SIGINT, before)


def _rows(outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Yield a row for each thing that stands against a paper, one for a paper that was issued."""
    about = {
        "id": outcome.record_id or None,
        "number": outcome.number,
        "client": outcome.client,
        "title": outcome.title,
    }
    if outcome.is_done:
        yield {**about, "problem": "", "next_step": ""}
    for problem in outcome.problems:
        yield {**about, "problem": translate_message(problem), "next_step": next_step(problem)}


def _summary(context: Context, result: BatchResult) -> str:
    number = context.translator.number
    issued, failed, left = len(result.issued), len(result.failed), len(result.left)
    parts = [ngettext("{count} issued.", "{count} issued.", issued).format(count=number(issued))]
    if failed:
        parts.append(
            ngettext("{count} not issued.", "{count} not issued.", failed).format(count=number(failed))
        )
    if left:
        parts.append(ngettext("{count} not tried.", "{count} not tried.", left).format(count=number(left)))
    return " ".join(parts)
