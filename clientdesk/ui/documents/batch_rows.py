"""The rows of a batch: the papers that were chosen in the list, and what has become of each so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from clientdesk.domain.errors import ClientdeskError
from clientdesk.i18n import _, pgettext, translate_message, translate_next_step, translator
from clientdesk.queries import document_list
from clientdesk.queries.document_list import DocumentRow
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets.chip import Chip
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.states import kind_words
from clientdesk.ui.widgets.table import Column, Request

if TYPE_CHECKING:
    from clientdesk.domain.money import Money
    from clientdesk.ui.session import Database

#: How wide the column of names is where there is room, and where there is little.
NAME_WIDTH, NARROW_NAME_WIDTH = 320, 170
#: So many rows are read at once.
_AT_ONCE = 500


class Stage(StrEnum):
    """How far a paper of a batch is."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    #: Nobody tried: it was stopped before.
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """One paper: `row` names it in the list, `problems` are what stood against it, `what` is what came of it."""

    id: int
    record_id: int
    is_quote: bool = False
    kind: str = "invoice"
    number: str = ""
    title: str = ""
    client: str = ""
    amount: Money | None = None
    stage: Stage = Stage.WAITING
    what: str = ""
    problems: tuple[ClientdeskError, ...] = ()

    @property
    def name(self) -> str:
        """What the paper is called: its number, or its kind while it has none."""
        return self.number or (_("Quote") if self.is_quote else kind_words(self.kind))

    def done(self, what: str = "", *, number: str = "") -> BatchRow:
        """Return the row after it went well."""
        return replace(self, stage=Stage.DONE, what=what, number=number or self.number, problems=())

    def failed(self, *problems: ClientdeskError) -> BatchRow:
        """Return the row after it did not."""
        return replace(self, stage=Stage.FAILED, problems=problems)

    def left(self) -> BatchRow:
        """Return the row that was not tried."""
        return replace(self, stage=Stage.LEFT, what="")


def row_of(row: DocumentRow) -> BatchRow:
    """Return a row of the list as one of a batch."""
    return BatchRow(
        id=row.id,
        record_id=row.record_id,
        is_quote=row.is_quote,
        kind=row.kind,
        number=row.number,
        title=row.title,
        client=row.client,
        amount=row.amount,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The chosen rows of a list, as ranges of their numbers, and how the list reads them."""

    fetch: Callable[[Any, Request, int, int], Sequence[DocumentRow]]
    request: Request
    ranges: Sequence[tuple[int, int]]

    def read(self, db: Database) -> tuple[DocumentRow, ...]:
        """Read them in the order of the list, also those that were never in view."""
        found: list[DocumentRow] = []
        for first, last in self.ranges:
            for start in range(first, last + 1, _AT_ONCE):
                found += self.fetch(db, self.request, start, min(_AT_ONCE, last + 1 - start))
        return tuple(found)


def rows_of_drafts(db: Database, ids: Sequence[int], today: Any) -> tuple[BatchRow, ...]:  # a date
    """Read drafts by their ids, in that order."""
    rows = document_list.invoices(db, ids, today)
    return tuple(row_of(rows[one]) for one in ids if one in rows)


def columns(done: str, failed: str) -> list[Column]:
    """Return the columns of a batch; `done` and `failed` are the words for what became of a paper."""
    words = {
        Stage.WAITING: Chip(pgettext("state", "Waiting"), Kind.QUIET),
        Stage.DONE: Chip(done, Kind.GOOD),
        Stage.FAILED: Chip(failed, Kind.BAD),
        Stage.LEFT: Chip(pgettext("state", "Not tried"), Kind.QUIET),
    }

    def chip(row: BatchRow) -> Chip:
        return words[row.stage]

    return [
        Column(key="name", title=_("Document"), text=_name, second=_client, strong=True, width=NAME_WIDTH),
        Column(key="stage", title=_("State"), text=lambda row: chip(row).word, chip=chip, width=130),
        Column(key="why", title=_("What came of it"), text=_why, second=_next, quiet=True, stretch=True),
        Column(key="amount", title=_("Amount"), text=_amount, end=True, width=128),
    ]


def sentences(row: BatchRow) -> list[str]:
    """Return everything that stood against a paper, each with its next step."""
    return [joined_sentence(problem) for problem in row.problems]


def joined_sentence(problem: ClientdeskError) -> str:
    """Return a problem with its next step."""
    return f"{translate_message(problem)} {translate_next_step(problem)}".strip()


def _name(row: BatchRow) -> str:
    return row.name


def _client(row: BatchRow) -> str:
    return joined(row.client, row.title) if row.client and row.title else row.client or row.title


def _why(row: BatchRow) -> str:
    if not row.problems:
        return row.what
    first = translate_message(row.problems[0])
    more = len(row.problems) - 1
    if not more:
        return first
    return _("{problem} And {count} more.").format(problem=first, count=translator().number(more))


def _next(row: BatchRow) -> str:
    return translate_next_step(row.problems[0]) if row.problems else ""


def _amount(row: BatchRow) -> str:
    return translator().money(row.amount) if row.amount is not None else ""
