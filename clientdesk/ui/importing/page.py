"""The import: choose a file, say what its columns mean, see what will happen, and have it done or taken back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QProgressBar, QVBoxLayout

from clientdesk.domain.errors import ClientdeskError
from clientdesk.i18n import _, translate_error, translator
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.importing import words
from clientdesk.ui.importing.columns_step import ColumnsStep
from clientdesk.ui.importing.outcome_step import OutcomeStep
from clientdesk.ui.importing.result_step import ResultStep
from clientdesk.ui.importing.run import ImportRun
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import file_kinds
from clientdesk.ui.widgets.choice_editors import ChoiceEditor, Option
from clientdesk.ui.widgets.page import Card, Page, Screen
from clientdesk.ui.widgets.start_folder import start_folder
from clientdesk.ui.widgets.wrapped import wrap
from clientdesk.usecases.imports import gate, preview
from clientdesk.usecases.imports import order as orders
from clientdesk.usecases.imports.order import Kind

if TYPE_CHECKING:
    from datetime import date

    from clientdesk.ui.acts import Act
    from clientdesk.usecases.imports.gate import Incoming
    from clientdesk.usecases.imports.order import Order
    from clientdesk.usecases.imports.preview import Preview
    from clientdesk.usecases.imports.taking import Receipt

_FILE, _COLUMNS, _OUTCOME, _RUNNING, _DONE, _GIVEN_BACK = range(6)


class ImportScreen(Screen):
    """Kinds: `import_clients` and `import_items`. A file may also be dropped here, or anywhere on the window."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._kind = Kind.CLIENTS
        self._incoming: Incoming | None = None
        self._last_folder = ""
        self._step = _FILE
        self._act: Act | None = None
        self._receipt: Receipt | None = None
        self._first_id = 0
        self._run = ImportRun(session)
        self._run.stepped.connect(self._stepped)
        self._run.done.connect(self._done)
        self._run.failed.connect(self._broken_off)
        self._run.given_back.connect(self._given_back)
        self._page = Page(self)
        self._back = actions.button("importing.back", self, self.go_back, variant="icon")
        self._page.head.set_back(self._back)
        self._next = actions.button("importing.next", self, self.go_on, variant="primary")
        self._stop = actions.button("importing.stop", self, self._run.stop)
        self._again = actions.button("importing.again", self, self.begin_anew)
        self._once_more = actions.button(
            "importing.once_more", self, self.go_through_again, variant="primary"
        )
        self._show = actions.button("importing.show", self, self._show_first, variant="primary")
        self._undo = actions.button("importing.undo", self, self._take_back)
        self._fault = QLabel(self._page.widget(), objectName="import_fault")
        self._fault.setTextFormat(Qt.TextFormat.PlainText)
        style.set_role(self._fault, role="fault")
        wrap(self._fault)
        self._page.add(self._fault)
        self._choosing = self._choosing_card()
        self._columns = ColumnsStep(session, self._page)
        self._columns.readable.connect(self._readable)
        self._outcome = OutcomeStep(session, self._page)
        self._outcome.planned.connect(self._planned)
        self._progress = Card("", self._page.widget(), name="import_progress_card")
        self._bar = QProgressBar(self._progress, objectName="import_progress")
        self._bar.setTextVisible(False)
        self._now = QLabel(self._progress, objectName="import_now")
        style.set_role(self._now, role="second")
        wrap(self._now)
        self._progress.body.addWidget(self._bar)
        self._progress.body.addWidget(self._now)
        self._result = ResultStep(self._page)
        for part in (self._choosing, self._columns, self._outcome, self._progress, self._result):
            self._page.add(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        self._turn(_FILE)

    # What the window calls.

    def open_record(self, kind: str, record_id: int) -> None:
        """Begin with clients or with lines of the catalogue; what runs or is being looked at stays."""
        if self._run.is_running or self._step in {_COLUMNS, _OUTCOME}:
            return
        self._choose_kind(Kind.ITEMS if kind == "import_items" else Kind.CLIENTS)
        self._turn(_FILE)

    def place(self) -> tuple[str, int]:
        """Return what is imported."""
        return ("import_items" if self._kind is Kind.ITEMS else "import_clients", 0)

    def focus_first(self) -> None:
        """Put the cursor where one goes on."""
        if self._step == _FILE:
            self._choose.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._step == _COLUMNS:
            self._columns.focus_first()
        elif self._step == _OUTCOME:
            if not self._outcome.focus_first():
                self._next.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            ways = (self._stop,) if self._step == _RUNNING else (self._show, self._once_more, self._again)
            way = next(one for one in ways if one.isEnabled() and not one.isHidden())
            way.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_file(self, path: str, kind: Kind | None = None) -> None:
        """Look at a file: it is read and guessed at in the worker."""
        if self._run.is_running:
            return
        if kind is not None:
            self._choose_kind(kind)
        self._last_folder = str(Path(path).parent)
        self._fault.hide()
        work = partial(_looked, Path(path), self._kind, self.session.today(), translator().tag)
        self.session.tasks.submit(work, self._looked_at, failed=self._refused, lane="import-file")

    # Steps.

    def choose(self) -> None:
        """Ask for the file."""
        dialog = QFileDialog(self, _("Import"), str(start_folder(self._last_folder)))
        dialog.setObjectName("import_lists_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(file_kinds.tables_and_contacts())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.take_file)
        dialog.open()

    def go_on(self) -> None:
        """Go to the next step, or have it done."""
        if self._incoming is None:
            return
        if self._step == _COLUMNS:
            self._outcome.show_order(self._incoming, self._columns.order)
            self._turn(_OUTCOME)
        elif self._step == _OUTCOME:
            self._bar.setRange(0, 0)
            self._now.clear()
            self._run.start(self._incoming, self._outcome.order)
            self._turn(_RUNNING)
        self.focus_first()

    def go_back(self) -> None:
        """Go to the step before; stop what runs."""
        if self._step == _OUTCOME:
            self._turn(_COLUMNS)
        elif self._step in {_COLUMNS, _DONE, _GIVEN_BACK}:
            self._turn(_FILE)
        elif self._step == _RUNNING:
            self._run.stop()
            return
        self.focus_first()

    def begin_anew(self) -> None:
        """Choose another file."""
        self._turn(_FILE)
        self.focus_first()

    def go_through_again(self) -> None:
        """Go through the same file once more, from what its columns mean."""
        self._turn(_COLUMNS)
        self.focus_first()

    # Inside.

    def _choosing_card(self) -> Card:
        card = Card(_("Which file"), self._page.widget(), name="import_file")
        hint = QLabel(
            _(
                "Export your clients or your price list from the other program as CSV, or contacts as vCard (.vcf), and"
                " choose the file here or drop it on the window. Nothing is written before you have seen what it"
                " becomes."
            ),
            card,
        )
        style.set_role(hint, role="second")
        wrap(hint)
        card.body.addWidget(hint)
        caption = QLabel(_("What is in it"), card)
        style.set_role(caption, role="caption")
        self._kinds = ChoiceEditor(
            card,
            options=[Option(Kind.CLIENTS, _("Clients")), Option(Kind.ITEMS, _("Lines of the catalogue"))],
        )
        self._kinds.setObjectName("import_kind")
        self._kinds.setAccessibleName(caption.text())
        self._kinds.edited.connect(self._kind_chosen)
        caption.setBuddy(self._kinds)
        card.body.addWidget(caption)
        self._kinds.setMinimumContentsLength(len(_("Lines of the catalogue")))
        card.body.addWidget(self._kinds, 0, Qt.AlignmentFlag.AlignLeft)
        self._choose = actions.button("importing.choose", card, self.choose, variant="primary")
        card.body.addSpacing(tokens.SPACE_2)
        card.body.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _kind_chosen(self) -> None:
        self._choose_kind(self._kinds.value())

    def _choose_kind(self, kind: Kind) -> None:
        self._kind = kind
        self._kinds.set_value(kind)

    def _looked_at(self, found: tuple[Incoming, Order, Preview]) -> None:
        self._incoming, order, seen = found
        self._columns.show_file(self._incoming, order, seen)
        self._turn(_COLUMNS)
        if self.isVisible():
            self.focus_first()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, ClientdeskError):
            raise error
        self._turn(_FILE)
        self._fault.setText(translate_error(error))
        self._fault.show()
        self.focus_first()

    def _readable(self, is_readable: bool) -> None:  # a slot
        if self._step in {_FILE, _COLUMNS}:
            self._next.bound_action.setEnabled(is_readable)

    def _planned(self, count: int, may_begin: bool) -> None:  # a slot
        if self._step != _OUTCOME:
            return
        self._next.bound_action.setText(
            _("Import {records}").format(records=words.records(self._kind, count)) if count else _("Import")
        )
        self._next.bound_action.setEnabled(may_begin)
        if self._outcome.is_planned and not self._outcome.has_cursor and self.isVisible():
            self.focus_first()

    def _stepped(self, done: int, count: int) -> None:
        self._bar.setRange(0, count)
        self._bar.setValue(done)
        speech = translator()
        if count:
            self._now.setText(
                _("{number} of {count}").format(number=speech.number(done), count=speech.number(count))
            )

    def _done(self, receipt: Receipt) -> None:
        self._receipt, self._act = receipt, self.session.acts.last if receipt.taken else None
        self._first_id = receipt.taken[0].record_id if receipt.taken else 0
        self._turn(_DONE)
        for button in (self._undo, self._show):
            button.bound_action.setEnabled(bool(receipt.taken))
        self._result.show_receipt(receipt)
        self.focus_first()

    def _broken_off(self, error: Exception) -> None:
        self._turn(_OUTCOME)
        if isinstance(error, ClientdeskError):
            self._fault.setText(translate_error(error))
            self._fault.show()
        self.focus_first()

    def _take_back(self) -> None:
        self._undo.bound_action.setEnabled(False)
        if self._act is not None:
            self.session.acts.take_back(self._act)

    def _given_back(self, receipt: Receipt, facts: str) -> None:
        """Say so, whichever way it was taken back: by the button here, by the keys or from the list of acts."""
        if self._step == _DONE and receipt is self._receipt:
            has_focus = self.isAncestorOf(self.window().focusWidget())
            self._result.show_given_back(facts)
            self._turn(_GIVEN_BACK)
            if has_focus:
                self.focus_first()

    def _show_first(self) -> None:
        kind = "catalogue" if self._kind is Kind.ITEMS else "client"
        self.session.open_record.emit(kind, self._first_id)

    def _turn(self, step: int) -> None:
        self._step = step
        self._fault.hide()
        self._choosing.setVisible(step == _FILE)
        self._columns.setVisible(step == _COLUMNS)
        self._outcome.setVisible(step == _OUTCOME)
        self._progress.setVisible(step == _RUNNING)
        self._result.setVisible(step in {_DONE, _GIVEN_BACK})
        name = self._incoming.name if self._incoming is not None else ""
        heads = {
            _FILE: (_("Import"), _("From another program")),
            _COLUMNS: (name, _("Step 1 of 2: what the file holds")),
            _OUTCOME: (name, _("Step 2 of 2: what will happen")),
            _RUNNING: (name, _("Being taken over; nothing is kept of it if it is stopped")),
            _DONE: (name, _("Taken over")),
            _GIVEN_BACK: (name, _("Taken back")),
        }
        self._page.head.set_text(*heads[step])
        buttons: dict[int, tuple[actions.ActionButton, ...]] = {
            _FILE: (),
            _COLUMNS: (self._next,),
            _OUTCOME: (self._next,),
            _RUNNING: (self._stop,),
            _DONE: (self._again, self._undo, self._show),
            _GIVEN_BACK: (self._again, self._once_more),
        }
        self._back.bound_action.setVisible(step != _FILE)
        for one in (self._next, self._stop, self._again, self._once_more, self._undo, self._show):
            one.bound_action.setVisible(one in buttons[step])
        self._page.head.set_buttons(*buttons[step])
        if step == _COLUMNS:
            self._next.bound_action.setText(_("Continue"))
            self._next.bound_action.setEnabled(True)
        self._page.verticalScrollBar().setValue(0)


def _looked(path: Path, kind: Kind, on: date, numbers: str, db: Any) -> tuple[Incoming, Order, Preview]:
    incoming = gate.read(path)
    order = orders.begin(db, incoming, kind, on=on, numbers=numbers)
    return incoming, order, preview.look(incoming, order)
