"""The page while the book is encrypted, decrypted or given another key: nobody may have it open meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from clientdesk.domain.errors import ClientdeskError
from clientdesk.i18n import _, translate_error, translator
from clientdesk.ui import actions, motion
from clientdesk.ui.locking.cover import Cover
from clientdesk.ui.locking.job import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Recoding:
    """What is to be done with the file: in words, as work, the key before and after it, and what is said when done."""

    title: str
    # No key and no passphrase where somebody has it shown or logged.
    work: Callable[[Callable[[str, int, int], None]], object] = field(repr=False)
    old: bytes | None = field(repr=False)
    new: bytes | None = field(repr=False)
    told: str


class RecodingPage(Cover):
    """Does it at once, and says `ended` with the key that opens the book then, and what is to be told."""

    ended = Signal(object, str)

    def __init__(self, book: Path, recoding: Recoding) -> None:
        super().__init__(
            recoding.title,
            _("A copy of {book} is made and compared with it row by row; then it takes its place.").format(
                book=translator().left_to_right(book.name)
            ),
            name="recoding",
        )
        self._recoding = recoding
        self.bar = QProgressBar(self.column, objectName="recoding_bar")
        self.bar.setTextVisible(False)
        # A bar without an end would run to and fro.
        self.bar.setRange(0, 1 if motion.is_reduced() else 0)
        self.body.addWidget(self.bar)
        self.state = self.add_words(_("Copying…"), role="hint", name="recoding_state")
        self.fault = self.add_words("", role="fault", name="recoding_fault")
        self.fault.hide()
        self._go_on = actions.button("lock.go_on", self.column, self._leave, variant="primary")
        self._go_on.bound_action.setVisible(False)
        row = QHBoxLayout()
        row.addWidget(self._go_on)
        row.addStretch(1)
        self.body.addLayout(row)
        self._job = Job(recoding.work)
        self._job.told.connect(self._show_step)
        self._job.done.connect(self._done)
        self._job.failed.connect(self._failed)

    def begin(self) -> None:
        """Begin; the book must be closed."""
        self._job.start()

    def _show_step(self, step: str, done: int, count: int) -> None:
        self.state.setText(
            {"copy": _("Copying…"), "compare": _("Comparing…")}.get(step, _("Putting it in place…"))
        )
        if step != "copy":
            self.bar.setRange(0, max(1, count))
            self.bar.setValue(done if step == "compare" else count)

    def _done(self, _value: object) -> None:
        self.ended.emit(self._recoding.new, self._recoding.told)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ClientdeskError):
            raise error
        self.bar.hide()
        self.state.hide()
        self.words.setText(_("The book is as it was before."))
        self.fault.setText(translate_error(error))
        self.fault.show()
        self._go_on.bound_action.setVisible(True)
        self._go_on.setFocus()

    def _leave(self) -> None:
        self.ended.emit(self._recoding.old, "")
