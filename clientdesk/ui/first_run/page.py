"""What an empty book shows in place of Today: one step to the first invoice, and a demo book to look around in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from clientdesk import paths
from clientdesk.domain.errors import ClientdeskError
from clientdesk.i18n import _, translator
from clientdesk.ui import actions, icons, motion, style, tokens
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.columns import Columns
from clientdesk.ui.widgets.page import Screen
from clientdesk.ui.widgets.unsaved_card import UnsavedCard

_TEXT_WIDTH = 600
_BUTTON_WIDTH = 240
_MARK = 40


class FirstRunScreen(Screen):
    """No question and no set-up list: the first paper asks for what it needs."""

    #: From the worker: how many of how many steps of the demo book are done.
    _stepped = Signal(int, int)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._title = QLabel(_("Begin with the work itself"), self, objectName="first_run_title")
        style.set_role(self._title, role="title")
        words = QLabel(
            _(
                "The first invoice asks for your name, address and tax number; the rest follows from your country. "
                "Everything stays in one file on this computer."
            ),
            self,
        )
        words.setWordWrap(True)
        style.set_role(words, role="second")
        self._invoice = actions.button("first_run.invoice", self, self.make_invoice, variant="primary")
        self._demo = actions.button("first_run.demo", self, self.look_around)
        for button in (self._invoice, self._demo):
            button.setMinimumWidth(style.scaled(_BUTTON_WIDTH))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._progress = QProgressBar(self, objectName="demo_progress")
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._state = QLabel(self, objectName="demo_state")
        self._state.setWordWrap(True)
        style.set_role(self._state, role="hint")
        self._state.hide()
        self._stepped.connect(self._show_step)
        inside = QWidget(self)
        ways = Columns(inside, spacing=tokens.SPACE_4)
        ways.set_blocks(
            [
                _way(self._invoice, _("A few answers, two minutes. Enter begins.")),
                _way(self._demo, _("In a file of its own; yours stays empty.")),
            ]
        )
        inside.setMaximumWidth(style.scaled(_TEXT_WIDTH))
        column = QVBoxLayout(inside)
        column.setSpacing(tokens.SPACE_4)
        mark = QLabel(inside, objectName="first_run_mark")
        icons.set_picture(mark, "layers", "accent", size=_MARK)
        for widget in (mark, self._title, words):
            column.addWidget(widget)
        column.addSpacing(tokens.SPACE_2)
        column.addWidget(ways)
        bring = actions.button("first_run.import", inside, self.move_in, variant="link")
        bring.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column.addWidget(bring, 0, Qt.AlignmentFlag.AlignLeft)
        self._unsaved = UnsavedCard(session, inside)
        column.addWidget(self._unsaved)
        column.addWidget(self._progress)
        column.addWidget(self._state)
        outside = QVBoxLayout(self)
        outside.addStretch(2)
        # Between stretches and not by alignment, which would forget the height that wrapped words need.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(inside, 100)
        middle.addStretch(1)
        outside.addLayout(middle)
        outside.addStretch(3)

    def refresh(self) -> None:
        """Show what was typed and not saved."""
        self._unsaved.refresh()

    def focus_first(self) -> None:
        """Let Enter begin."""
        self._invoice.setFocus(Qt.FocusReason.OtherFocusReason)

    def make_invoice(self) -> None:
        """Go straight to the editor."""
        self.session.open_record.emit("new_invoice", 0)

    def move_in(self) -> None:
        """Go to the import: whoever comes from another program has clients already."""
        self.session.open_record.emit("import_clients", 0)

    def look_around(self) -> None:
        """Build the demo book in a file of its own, in the worker, and open it in a window of its own."""
        self._demo.bound_action.setEnabled(False)
        # A bar without an end would run to and fro.
        self._progress.setRange(0, 1 if motion.is_reduced() else 0)
        self._progress.show()
        self._say(_("The demo book is being made…"))
        self.session.tasks.submit(self._build, self._built, failed=self._failed)

    def _build(self, _db: object) -> Path:
        from clientdesk.demo.run import build

        built = build(paths.data_folder() / "demo", progress=self._step)
        return built.books[0]

    def _step(self, done: int, steps: int, _what: str) -> None:
        # Called in the worker: the signal crosses to the window's thread.
        self._stepped.emit(done, steps)

    def _show_step(self, done: int, steps: int) -> None:
        self._progress.setRange(0, steps)
        self._progress.setValue(done)

    def _built(self, book: Path) -> None:
        from clientdesk.demo.desk import TODAY

        self._ready()
        words = _("The demo book is open in a window of its own, on the day {date}.")
        self._say(words.format(date=translator().date(TODAY)))
        self.session.book_wanted.emit(str(book), TODAY)

    def _failed(self, error: Exception) -> None:
        self._ready()
        self._state.hide()
        if not isinstance(error, ClientdeskError):
            raise error
        self.session.fault.emit(error)

    def _ready(self) -> None:
        self._progress.hide()
        self._demo.bound_action.setEnabled(True)

    def _say(self, words: str) -> None:
        self._state.setText(words)
        self._state.show()


def _way(button: QPushButton, note: str) -> QWidget:
    """Put what it means below a button."""
    way = QWidget()
    caption = QLabel(note, way)
    caption.setWordWrap(True)
    style.set_role(caption, role="hint")
    column = QVBoxLayout(way)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.SPACE_2)
    column.addWidget(button)
    column.addWidget(caption)
    column.addStretch(1)
    return way
