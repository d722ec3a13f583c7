"""From what was chosen to a task: read in the worker, so that a thousand rows hold nobody up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clientdesk.i18n import _, ngettext, translator
from clientdesk.ui.documents.batch_rows import BatchRow, Choice, row_of, rows_of_drafts
from clientdesk.ui.documents.batch_tasks import IssueTask, PrintTask, SaveTask, Task
from clientdesk.usecases import batch, printing

if TYPE_CHECKING:
    from datetime import date

    from clientdesk.queries.document_list import DocumentRow
    from clientdesk.ui.session import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The task, or in `words` why there is none; `has_written` where drafts were made for it."""

    task: Task | None = None
    words: str = ""
    has_written: bool = False


def chosen(kind: str, choice: Choice, today: date, db: Database) -> Reading:
    """Return what is to be done with the chosen rows: `issue`, `print` or `save`."""
    found = choice.read(db)
    if kind == "issue":
        return _issue(db, found, today)
    rows = tuple(row_of(row) for row in found)
    if kind == "save":
        return Reading(task=SaveTask(rows=rows, today=today))
    return Reading(task=to_print(db, rows, today))


def to_print(db: Database, rows: tuple[BatchRow, ...], today: date) -> PrintTask:
    """Return the task of printing; which of the papers were printed before is counted."""
    task = PrintTask(rows=rows, today=today)
    task.printed_before = printing.were_printed(db, [(row.is_quote, row.record_id) for row in rows])
    return task


def repeating(today: date, db: Database) -> Reading:
    """Make the drafts of what repeats and is due, and return the task of issuing all that wait."""
    before = set(batch.repeating_drafts(db))
    drafts, failed = batch.make_repeating(db, on=today)
    rows = rows_of_drafts(db, drafts, today)
    # Templates are no papers: they get ids that no paper has.
    rows += tuple(
        BatchRow(id=-number, record_id=0, title=one.title, client=one.client).failed(*one.problems)
        for number, one in enumerate(failed, start=1)
    )
    if not rows:
        return Reading(words=_("Nothing that repeats is due."))
    made = len(set(drafts) - before)
    words = ngettext("{count} draft made.", "{count} drafts made.", made) if made else ""
    words = words.format(count=translator().number(made))
    return Reading(
        task=IssueTask(rows=rows, today=today, words=f"{words} {_for_good()}".strip()), has_written=bool(made)
    )


def _issue(db: Database, found: Sequence[DocumentRow], today: date) -> Reading:
    ids = [row.record_id for row in found if not row.is_quote and row.state == "draft"]
    if not ids:
        return Reading(words=_("None of them is the draft of an invoice."))
    rows = rows_of_drafts(db, batch.in_order(db, ids), today)
    words = _for_good()
    others = len(found) - len(rows)
    if others:
        left_out = ngettext(
            "{count} other document is no draft of an invoice, and stays as it is.",
            "{count} other documents are no drafts of invoices, and stay as they are.",
            others,
        )
        words = f"{words} {left_out.format(count=translator().number(others))}"
    return Reading(task=IssueTask(rows=rows, today=today, words=words))


def _for_good() -> str:
    return _("Each gets its number, the oldest first. What is issued does not change any more.")
