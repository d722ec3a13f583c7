"""What is done with many papers: the words of each task, what it asks, and its step for one paper in the worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clientdesk.domain.errors import BusyFault, ClientdeskError, EnvironmentFault, IntegrityFault
from clientdesk.domain.file_name import Names
from clientdesk.i18n import _, ngettext, pgettext, translator
from clientdesk.i18n.bidi import without_marks
from clientdesk.ui.documents.batch_rows import BatchRow, Stage
from clientdesk.ui.documents.words import file_name, title_of
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.fields import Field, Option
from clientdesk.usecases import batch, printing

if TYPE_CHECKING:
    from datetime import date

    from clientdesk.ui.session import Database
    from clientdesk.usecases.printing import Page

#: `step(db, row)` in the worker returns the row as it is then.
Step = Callable[[Any, BatchRow], BatchRow]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked before it begins. `way` of saving: `each`, or in `one` file, `two` or `four` pages a sheet."""

    per_sheet: int = 1
    as_copies: bool = True
    way: str = "each"


@dataclass(kw_only=True)
class Task:
    """What every task says: its name, a sentence, the word on its button, and of a paper that went well or did not."""

    rows: tuple[BatchRow, ...]
    words: str = ""
    today: date
    answer: Answer = field(default_factory=Answer)
    #: What went well, in order, with what was made of it; filled in the worker, read once that has ended.
    pages: list[tuple[BatchRow, Page]] = field(default_factory=list)

    def title(self) -> str:
        """Return what it is, before it begins."""
        raise NotImplementedError

    def begins(self) -> str:
        """Return the word on its button."""
        raise NotImplementedError

    def done_word(self) -> str:
        """Return the word for a paper that went well."""
        raise NotImplementedError

    def failed_word(self) -> str:
        """Return the word for one that did not."""
        raise NotImplementedError

    def told(self, rows: Sequence[BatchRow]) -> list[str]:
        """Return what came of it in short sentences: first how many went well."""
        counts = {stage: sum(row.stage is stage for row in rows) for stage in Stage}
        others = [self._count(stage, counts[stage]) for stage in (Stage.FAILED, Stage.LEFT) if counts[stage]]
        return [self._count(Stage.DONE, counts[Stage.DONE]), *others]

    def asked(self) -> list[Field]:
        """Return what is asked before it begins."""
        return []

    def step(self) -> Step:
        """Return what is done with one paper, in the worker."""
        raise NotImplementedError

    def pages_per_sheet(self) -> int:
        """Return how many pages stand on a sheet of the one file."""
        return self.answer.per_sheet

    def ends(self, row: BatchRow) -> bool:
        """Whether all that follow would fail for the same reason: a full disk, a book that is gone.

        A paper that was altered since it went out says nothing of the others.
        """
        return any(
            isinstance(one, EnvironmentFault) and not isinstance(one, BusyFault | IntegrityFault)
            for one in row.problems
        )

    def _count(self, stage: Stage, count: int) -> str:
        if stage is Stage.LEFT:
            words = ngettext("{count} not tried.", "{count} not tried.", count)
        else:
            words = self._done(count) if stage is Stage.DONE else self._failed(count)
        return words.format(count=translator().number(count))

    def _done(self, count: int) -> str:
        raise NotImplementedError

    def _failed(self, count: int) -> str:
        return ngettext("{count} failed.", "{count} failed.", count)


class IssueTask(Task):
    """Give drafts their numbers."""

    def title(self) -> str:
        count = len(self.rows)
        words = ngettext("Issue {count} draft", "Issue {count} drafts", count)
        return words.format(count=translator().number(count))

    def begins(self) -> str:
        return _("Issue")

    def done_word(self) -> str:
        return pgettext("state", "Issued")

    def failed_word(self) -> str:
        return pgettext("state", "Not issued")

    def step(self) -> Step:
        return partial(_issue, self.today)

    def ends(self, row: BatchRow) -> bool:
        # Nothing more is written into a book that contradicts itself.
        return super().ends(row) or any(isinstance(one, IntegrityFault) for one in row.problems)

    def _failed(self, count: int) -> str:
        return ngettext("{count} not issued.", "{count} not issued.", count)

    def _done(self, count: int) -> str:
        return ngettext("{count} issued.", "{count} issued.", count)


class PrintTask(Task):
    """Gather papers for one print."""

    #: How many of them were printed before.
    printed_before = 0

    def title(self) -> str:
        count = len(self.rows)
        words = ngettext("Print {count} document", "Print {count} documents", count)
        return words.format(count=translator().number(count))

    def begins(self) -> str:
        return _("Print")

    def done_word(self) -> str:
        return pgettext("state", "Ready")

    def failed_word(self) -> str:
        return pgettext("state", "Failed")

    def asked(self) -> list[Field]:
        sheets = [
            Option(
                count,
                ngettext("{count} page", "{count} pages", count).format(count=translator().number(count)),
            )
            for count in printing.PER_SHEET
        ]
        asked = [fields.choice("per_sheet", _("On one sheet"), sheets)]
        if self.printed_before:
            hint = ngettext(
                "{count} was printed before.", "{count} were printed before.", self.printed_before
            ).format(count=translator().number(self.printed_before))
            asked.append(fields.check("as_copies", _("Mark reprints as copies"), hint=hint))
        return asked

    def step(self) -> Step:
        return partial(_gather, self, as_copies=bool(self.printed_before) and self.answer.as_copies)

    def _done(self, count: int) -> str:
        return ngettext("{count} ready to print.", "{count} ready to print.", count)


class SaveTask(Task):
    """Save papers, each in a file of its own or all in one."""

    folder = Path()

    def title(self) -> str:
        count = len(self.rows)
        words = ngettext("Save {count} document", "Save {count} documents", count)
        return words.format(count=translator().number(count))

    def begins(self) -> str:
        return _("Save")

    def done_word(self) -> str:
        return pgettext("state", "Saved")

    def failed_word(self) -> str:
        return pgettext("state", "Failed")

    def asked(self) -> list[Field]:
        ways = [
            Option("each", _("Each in a file of its own")),
            Option("one", _("All in one file")),
            Option("two", _("All in one file, two pages on a sheet")),
            Option("four", _("All in one file, four pages on a sheet")),
        ]
        return [fields.choice("way", _("How"), ways)]

    @property
    def is_one_file(self) -> bool:
        """Whether all go into one file."""
        return self.answer.way != "each"

    def pages_per_sheet(self) -> int:
        return {"two": 2, "four": 4}.get(self.answer.way, 1)

    def step(self) -> Step:
        if self.is_one_file:
            return partial(_gather, self, as_copies=False)
        return partial(_save, self, Names())

    def _done(self, count: int) -> str:
        return ngettext("{count} saved.", "{count} saved.", count)


def one_file(task: Task, title: str, _db: Database) -> bytes:
    """Put the gathered papers into one file, in the worker."""
    # Marks of direction are for the window alone.
    parts = [(without_marks(title_of(page.writing.paper)), page.pdf) for _row, page in task.pages]
    first = task.pages[0][1].writing
    return printing.one_file(
        parts,
        title=without_marks(title),
        author=first.issuer.name,
        language=translator().tag,
        on=task.today,
        per_sheet=task.pages_per_sheet(),
    )


def _issue(today: date, db: Database, row: BatchRow) -> BatchRow:
    outcome = batch.issue_one(db, row.record_id, on=today)
    return row.done(number=outcome.number) if outcome.is_done else row.failed(*outcome.problems)


def _gather(task: Task, db: Database, row: BatchRow, *, as_copies: bool) -> BatchRow:
    try:
        page = printing.page(db, quote=row.is_quote, record_id=row.record_id, on=task.today)
        is_copy = as_copies and bool(page.printed.times)
        if is_copy:
            page = printing.copied(page)
    except ClientdeskError as error:
        return row.failed(error)
    task.pages.append((row, page))
    return row.done(_("Marked as copy") if is_copy else "")


def _save(task: SaveTask, names: Names, db: Database, row: BatchRow) -> BatchRow:
    try:
        page = printing.page(db, quote=row.is_quote, record_id=row.record_id, on=task.today)
        name = file_name(page.writing.paper, page.writing.client.name)
        return row.done(printing.save(task.folder, name, page.pdf, names).name)
    except ClientdeskError as error:
        return row.failed(error)
