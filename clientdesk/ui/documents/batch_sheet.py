"""The sheet of a batch: what will be done and with what, then how far it is, then what failed and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from clientdesk.i18n import _, translator
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.batch_run import BatchRun
from clientdesk.ui.documents.batch_list import BatchList
from clientdesk.ui.documents.batch_reading import to_print
from clientdesk.ui.documents.batch_rows import BatchRow, Stage
from clientdesk.ui.documents.batch_targets import BatchTargets
from clientdesk.ui.documents.batch_tasks import IssueTask, SaveTask, Task
from clientdesk.ui.session import Change, Session
from clientdesk.ui.widgets.figures import leading
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.page import PageHead
from clientdesk.ui.widgets.wrapped import wrap
from clientdesk.usecases import batch

#: What could not be told of one is told first, then what nobody tried.
_FIRST = {Stage.FAILED: 0, Stage.LEFT: 1, Stage.WAITING: 2, Stage.DONE: 3}


class BatchSheet(QWidget):
    """Stands in the place of the list for one task at a time. Escape stops what runs, then leads back to the list."""

    #: A paper of it is to be opened: kind and id.
    opened = Signal(str, int)
    left = Signal()

    def __init__(self, session: Session, parent: QWidget, desk: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("batch_sheet")
        self._session = session
        self._task: Task | None = None
        self._form: Form | None = None
        self._run = BatchRun(session)
        self._run.begins.connect(self._begins)
        self._run.stepped.connect(self._stepped)
        self._run.ended.connect(self._ended)
        self._targets = BatchTargets(session, self, desk)
        self._targets.chosen.connect(self._go)
        self._targets.delivered.connect(self._delivered)
        self._targets.undelivered.connect(self._undelivered)
        self.head = PageHead(self)
        self._leave = actions.button("batch.leave", self, self.leave, variant="icon")
        self.head.set_back(self._leave)
        self._start = actions.button("batch.start", self, self.start, variant="primary")
        self._stop = actions.button("batch.stop", self, self._run.stop)
        self._again = actions.button("batch.again", self, self._try_again)
        self._print = actions.button("batch.print", self, self._print_issued)
        self._folder = actions.button("batch.folder", self, self._targets.open_folder)
        self._save = actions.button("batch.save", self, self._save_issued)
        self._words = QLabel(self, objectName="batch_words")
        style.set_role(self._words, role="second")
        wrap(self._words)
        self._bar = QProgressBar(self, objectName="batch_progress")
        self._bar.setTextVisible(False)
        self._now = QLabel(self, objectName="batch_now")
        style.set_role(self._now, role="second")
        wrap(self._now, takes_any_width=True)
        self._holder = QVBoxLayout()
        self.list = BatchList(session, self)
        self.list.opened.connect(self._open)
        for label in (self._words, self._now):
            label.setAlignment(leading(self))
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_5, tokens.SPACE_5 - 4, tokens.SPACE_5, tokens.SPACE_5)
        column.setSpacing(tokens.SPACE_3)
        column.addWidget(self.head)
        column.addWidget(self._words)
        column.addLayout(self._holder)
        column.addWidget(self._bar)
        column.addWidget(self._now)
        column.addWidget(self.list, 1)

    # What the screen calls.

    @property
    def is_standing(self) -> bool:
        """Whether there is a task that was not put away: it comes back after a paper of it was looked at."""
        return self._task is not None

    @property
    def is_running(self) -> bool:
        """Whether papers are being made just now."""
        return self._run.is_running

    def show_task(self, task: Task) -> None:
        """Show what is to be done, and wait for the word; a task that runs is not put aside for another."""
        if self.is_running:
            return
        self._task = task
        self.list.show_task(task)
        self._ask(task)
        self._show_words(task.words)
        self._arrange()

    def refresh(self) -> None:
        """Read whether papers that failed were mended and issued since."""
        if self._task is None or self.is_running or not isinstance(self._task, IssueTask):
            return
        failed = tuple(
            batch.Outcome(record_id=row.record_id, error=row.problems[0])
            for row in self.list.rows
            if row.stage is Stage.FAILED and row.record_id
        )
        now = self._session.read(batch.settled, failed) if failed else ()
        numbers = {one.record_id: one.number for one in now or () if one.is_done}
        for row in list(self.list.rows):
            if row.stage is Stage.FAILED and row.record_id in numbers:
                self.list.change(row.id, row.done(number=numbers[row.record_id]))
        if numbers:
            self._arrange()

    def focus_first(self) -> None:
        """Put the cursor where one goes on: what is asked, the way to stop it, or what failed."""
        if self.is_running:
            self._stop.setFocus()
        elif self._form is not None:
            self._form.focus_first()
        elif self._is_over:
            self.list.focus_first()
        else:
            self._start.setFocus()

    def start(self) -> None:
        """Begin, where it was not yet."""
        if self._task is None or self.is_running or self._is_over:
            return
        if self._form is not None:
            answer = self._form.value()
            if answer is None:
                return
            self._task.answer = answer
        if isinstance(self._task, SaveTask):
            self._targets.choose(self._task)
        else:
            self._go()

    def leave(self) -> None:
        """Put the task away; what runs is stopped first."""
        if self.is_running:
            self._run.stop()
            return
        self._task = None
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_running:
            self._run.stop()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._form is not None:
            self.start()
            return
        super().keyPressEvent(event)

    # While it runs.

    def _go(self) -> None:
        task = self._task
        if task is None:
            return
        self._drop_form()
        task.pages.clear()
        # The sheet may have stood there over midnight.
        task.today = self._session.today()
        waiting = [row for row in self.list.rows if row.stage is Stage.WAITING]
        self._bar.setRange(0, len(waiting))
        self._bar.setValue(0)
        farewell = partial(_tell, self._session, task)
        self._run.start(waiting, task.step(), stops=task.ends, farewell=farewell)
        if self.is_running:
            self._arrange()
            self._stop.setFocus()

    def _begins(self, row: BatchRow, done: int, count: int) -> None:
        speech = translator()
        far = _("{number} of {count}").format(number=speech.number(done + 1), count=speech.number(count))
        self._now.setText(joined(far, row.client, row.title or row.name))
        self._bar.setAccessibleName(far)

    def _stepped(self, before: BatchRow, after: BatchRow) -> None:
        self.list.change(before.id, after)
        self._bar.setValue(self._bar.value() + 1)

    def _ended(self, was_stopped: bool) -> None:  # a slot
        task = self._task
        if task is None:
            return
        # What was only gathered goes nowhere once somebody stopped.
        gone = {Stage.WAITING, Stage.DONE} if was_stopped and task.pages else {Stage.WAITING}
        rows = self._give_up(gone)
        if isinstance(task, IssueTask):
            _say_issued(self._session)
        elif task.pages and not was_stopped:
            self._targets.deliver(task)
        if self.isVisible():
            self.focus_first()
        else:
            self._session.tell(" ".join(task.told(rows)))

    # What follows.

    def _try_again(self) -> None:
        rows = tuple(
            replace(row, stage=Stage.WAITING, problems=())
            for row in self.list.rows
            if row.stage in {Stage.FAILED, Stage.LEFT} and row.record_id
        )
        task = self._task
        if task is None or not rows:
            return
        again = type(task)(rows=rows, today=task.today, answer=task.answer)
        self.show_task(again)
        self.focus_first()

    def _issued(self) -> tuple[BatchRow, ...]:
        # In the order of their numbers, as they were issued.
        return tuple(replace(row, stage=Stage.WAITING) for row in self.list.rows if row.stage is Stage.DONE)

    def _print_issued(self) -> None:
        task = self._session.read(to_print, self._issued(), self._session.today())
        if task is not None:
            self.show_task(task)
            self.focus_first()

    def _save_issued(self) -> None:
        self.show_task(SaveTask(rows=self._issued(), today=self._session.today()))
        self.focus_first()

    def _delivered(self) -> None:
        """Go back to the list, unless something failed: that is to be read."""
        if not self._stages & {Stage.FAILED, Stage.LEFT}:
            self.leave()

    def _undelivered(self) -> None:
        """Let what was gathered be tried again: it reached neither printer nor file."""
        self._give_up({Stage.DONE})

    def _give_up(self, stages: set[Stage]) -> list[BatchRow]:
        """Show the rows of these stages as not tried, those to be looked at first, and return all."""
        rows = [row.left() if row.stage in stages else row for row in self.list.rows]
        rows.sort(key=_by_stage)
        self.list.put(rows)
        self._arrange()
        return rows

    def _open(self, row: BatchRow) -> None:
        if not self.is_running:
            self.opened.emit("quote" if row.is_quote else "invoice", row.record_id)

    # What is shown.

    @property
    def _is_over(self) -> bool:
        return Stage.WAITING not in self._stages

    @property
    def _stages(self) -> set[Stage]:
        return {row.stage for row in self.list.rows}

    def _arrange(self) -> None:
        """Show the parts of the present state: before, while it runs, or after."""
        task = self._task
        if task is None:
            return
        running, over, stages = self.is_running, self._is_over, self._stages
        for part in (self._bar, self._now):
            part.setVisible(running)
        can_retry = over and bool(stages & {Stage.FAILED, Stage.LEFT})
        has_issued = over and isinstance(task, IssueTask) and Stage.DONE in stages
        shown = {
            self._again: can_retry,
            self._print: has_issued,
            self._save: has_issued,
            self._folder: over and isinstance(task, SaveTask) and Stage.DONE in stages,
            self._stop: running,
            self._start: not running and not over,
        }
        for button, is_shown in shown.items():
            button.bound_action.setVisible(is_shown)
            button.bound_action.setEnabled(is_shown)
        self._start.bound_action.setText(task.begins())
        self._leave.bound_action.setEnabled(not running)
        self.head.set_buttons(*shown)
        if over:
            done, *others = task.told(self.list.rows)
            self.head.set_text(done)
            hint = [_("Open one with Enter, put it right, and try again.")] if can_retry else []
            self._show_words(" ".join([*others, *hint]))
        else:
            self.head.set_text(task.title())

    def _ask(self, task: Task) -> None:
        self._drop_form()
        asked = task.asked()
        if asked:
            self._form = Form(asked, columns=2, parent=self)
            self._form.set_record(task.answer)
            self._holder.addWidget(self._form)

    def _drop_form(self) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None

    def _show_words(self, words: str) -> None:
        self._words.setText(words)
        self._words.setVisible(bool(words))


def _say_issued(session: Session) -> None:
    # The worker has written, which is no news from another program.
    session.own_write()
    session.changed.emit(Change("invoices", "issue_many"))


def _tell(session: Session, task: Task, rows: Sequence[BatchRow]) -> None:
    """Say what came of a task whose sheet is gone."""
    if isinstance(task, IssueTask):
        _say_issued(session)
    session.tell(" ".join(task.told(rows)))


def _by_stage(row: BatchRow) -> int:
    return _FIRST[row.stage]
